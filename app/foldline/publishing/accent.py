"""The colour that a publisher names for a site, made readable: it becomes as much darker, or
lighter, as WCAG 2.2 asks of small text (contrast of 4.5), against each paper that a page can have.
"""

import re

from foldline.publishing.assets import read_styles

CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3."""

_Rgb = tuple[float, float, float]


def accent_styles(accent: str) -> str:
    """Return the styles that set a site's accent, nearest to a colour such as "#8a1c1c"; nothing
    for none.
    """
    if not accent:
        return ""
    tokens = read_styles("tokens.css")
    system, sepia = tokens.partition('[data-theme="sepia"]')[::2]
    light, dark = zip(*(_pair(system, name) for name in ("paper", "raised")), strict=True)
    brown = [_single(sepia, name) for name in ("paper", "raised")]
    pair = f"{readable(accent, light)}, {readable(accent, dark)}"
    return (
        f":root {{ --fl-accent: light-dark({pair}); }}\n"
        f':root[data-theme="sepia"] {{ --fl-accent: {readable(accent, brown)}; }}\n'
    )


def _pair(tokens: str, name: str) -> tuple[str, str]:
    found = re.search(rf"--fl-{name}: light-dark\((#\w+), (#\w+)\)", tokens)
    assert found is not None
    return found[1], found[2]


def _single(tokens: str, name: str) -> str:
    found = re.search(rf"--fl-{name}: (#\w+);", tokens)
    assert found is not None
    return found[1]


def readable(colour: str, papers: tuple[str, ...] | list[str]) -> str:
    """Return the colour nearest to one, towards black or white, that can be read on all papers.

    >>> readable("#8a1c1c", ["#ffffff"]), readable("#ffcc00", ["#000000"])
    ('#8a1c1c', '#ffcc00')
    >>> readable("#ffcc00", ["#ffffff"])
    '#8f7200'
    """
    own = _rgb(colour)
    dark_papers = sum(luminance(_rgb(paper)) for paper in papers) / len(papers) < 0.18
    end = (1.0, 1.0, 1.0) if dark_papers else (0.0, 0.0, 0.0)
    for step in range(101):
        share = step / 100
        mixed = _hex(
            (_mix(own[0], end[0], share), _mix(own[1], end[1], share), _mix(own[2], end[2], share))
        )
        if all(contrast(mixed, paper) >= CONTRAST for paper in papers):
            return mixed
    raise ValueError("papers are too near to the middle between black and white")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").

    >>> contrast("#000", "#ffffff")
    21.0
    """
    darker, lighter = sorted((luminance(_rgb(one)), luminance(_rgb(other))))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: _Rgb) -> float:
    """Return how light a colour is, from 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(one: float, other: float, share: float) -> float:
    return one + (other - one) * share


def _rgb(colour: str) -> _Rgb:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _hex(colour: _Rgb) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour)
