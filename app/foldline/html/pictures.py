"""Describe pictures to templates: where each comes from, how large it is, and in which widths a
browser may ask for it. Pure: whoever renders brings the sizes along.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from foldline.text.addresses import host_of, joined, scheme_of, written


@dataclass(frozen=True)
class Fit:
    """Hold the pixels of a picture as it is shown, and the addresses of its narrower versions, each
    with its width in pixels. Addresses are relative to the brief's folder.
    """

    width: int
    height: int
    made: tuple[tuple[str, int], ...] = ()

    def address_for(self, width: int) -> str:
        """Return the address of the widest version of at most `width` pixels, or of the narrowest
        one; empty where there are none.
        """
        fitting = [address for address, its_width in self.made if its_width <= width]
        return fitting[-1] if fitting else self.made[0][0] if self.made else ""


Fits = Mapping[str, Fit]
"""What is known of a brief's pictures, by what the brief names."""


def fits_as_json(fits: Mapping[str, Fits]) -> dict[str, Any]:
    """Return what a page's settings hold of its briefs' pictures, by their slugs; nothing where
    there are none.
    """
    found = {
        slug: {src: [fit.width, fit.height, fit.made] for src, fit in of_brief.items()}
        for slug, of_brief in fits.items()
        if of_brief
    }
    return {"fits": found} if found else {}


def fits_from_json(settings: Mapping[str, Any]) -> dict[str, dict[str, Fit]]:
    """Return the fits that `fits_as_json` wrote."""
    return {
        slug: {
            src: Fit(width, height, tuple((address, its_width) for address, its_width in made))
            for src, (width, height, made) in of_brief.items()
        }
        for slug, of_brief in settings.get("fits", {}).items()
    }


@dataclass(frozen=True)
class Picture:
    """Describe where an image comes from. `address` is what the page asks for, empty where it can't
    have the image. `host` is the other site that the image is on; `waits` is whether the reader has
    yet to allow that. `replaced` is whether a `data:` address stands for what the brief names.
    `fit` is what is known of its file.
    """

    address: str
    host: str = ""
    waits: bool = False
    replaced: bool = False
    fit: Fit | None = None
    base: str = ""

    @property
    def srcset(self) -> str:
        """Return its versions as HTML's `srcset` has them; empty where there are none.

        >>> Picture("a.jpg", fit=Fit(900, 600, (("x-400.webp", 400),)), base="../rain/").srcset
        '../rain/x-400.webp 400w'
        """
        made = self.fit.made if self.fit else ()
        return ", ".join(f"{written(self.base + address)} {width}w" for address, width in made)

    @property
    def file(self) -> str:
        """Return the address that a link to the picture itself has; empty where none leads there:
        browsers open no `data:` address.
        """
        return "" if scheme_of(self.address) == "data" else self.address


def picture_finder(
    base: str,
    images: Mapping[str, str] | None,
    hosts: Collection[str] | None,
    fits: Fits | None,
) -> Callable[[str], Picture]:
    """Return what describes a brief's pictures by their `src`; `brief_part` says what is given."""

    def found(src: str) -> Picture:
        if (
            hosts is not None
            and scheme_of(src) != "data"
            and (host := host_of(there := joined(base, src)))
        ):
            return Picture(there, host, waits=host not in hosts)
        if images is not None or hosts is not None:
            return (
                Picture(src)
                if scheme_of(src) == "data"
                else Picture((images or {}).get(src, ""), replaced=True)
            )
        return Picture(written(src if scheme_of(src) or src.startswith("/") else base + src))

    def picture(src: str) -> Picture:
        picture, fit = found(src), (fits or {}).get(src)
        if fit is None or picture.host:
            return picture
        made = () if picture.replaced else fit.made
        return replace(picture, fit=replace(fit, made=made), base=base)

    return picture
