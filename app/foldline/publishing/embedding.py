"""Make what a site has for pages that embed its briefs: embed.js, a fragment and a frame beside
each brief, oEmbed, and a page that shows every way. docs/using/embedding.md has the details.
"""

import json
import re
from collections.abc import Iterable

from foldline.html.policy import (
    embed_page_policy,
    frame_policy,
    header_policy,
    live_policy,
    picture_policy,
)
from foldline.html.render import (
    FRAME_HEIGHT,
    FRAME_WIDTH,
    Part,
    ShelfEntry,
    render_embed_page,
    render_fragment,
    render_frame,
    render_live,
    section_styles,
    snippet,
)
from foldline.locales import ENGLISH
from foldline.publishing.accent import accent_styles
from foldline.publishing.assets import (
    CLEANER_SOURCE,
    EMBED_SCRIPT,
    EMBED_STYLES,
    PROOF_SCRIPT,
    read_styles,
    short_script,
    short_styles,
)
from foldline.publishing.building import PURIFY
from foldline.publishing.runtime import Runtime
from foldline.publishing.shell import ICON, Place, page_settings
from foldline.story.brief import Brief
from foldline.story.pictures import SVG, type_of_name

EMBED = "embed"
"""The folder of a site with what is no brief's."""

BRIEF_FILES = ("fragment.html", "frame.html")
"""Beside each brief; with them lies `oembed.json` where the site's address is known."""

OEMBED = "oembed.json"


def embed_styles(accent: str = "") -> str:
    """Return the stylesheet of a brief in a shadow root, made of that of the pages, with the colour
    of the site.

    What depends on the page around is taken out. A rem becomes `--fl-rem`, 16 px unless the page
    sets it; widths are those of the element, not of the window; light or dark is as in the page.
    """
    css = read_styles(*EMBED_STYLES) + section_styles() + accent_styles(accent)
    css = css.replace("color-scheme: light dark;", "", 1)
    css = re.sub(r":root\[data-theme[^{]*\{[^}]*\}", "", css)  # the choice of a reader of our pages
    css = re.sub(
        r"@(media|container)([^{]*width[^{]*)\{",
        lambda found: f"@container{_in_pixels(found[2])}{{",
        css,
    )
    css = re.sub(r"(?<![\w.#])(-?\d*\.?\d+)rem\b", r"calc(\1*var(--fl-rem))", css)
    css = re.sub(r"(?<=\d)vw\b", "cqi", css)
    return short_styles(css)


def _in_pixels(condition: str) -> str:
    return re.sub(r"(\d*\.?\d+)rem\b", lambda found: f"{16 * float(found[1]):g}px", condition)


def embed_script() -> str:
    """Return embed.js without its comments."""
    return (
        "// Foldline: <foldline-brief>. See embed/ beside this file.\n"
        + short_script(EMBED_SCRIPT)
        + "\n"
    )


CLEANER_SCRIPT = f"{EMBED}/cleaner.js"
"""The lists of what a fragment may hold, and its style: embed.js loads it for the first brief. The
name stays too.
"""

PURIFY_SCRIPT = f"{EMBED}/purify.js"
"""DOMPurify, for browsers without a sanitiser of their own."""

_PURIFY_BEFORE = "(()=>{let define;const module={exports:{}},{exports}=module;"
_PURIFY_AFTER = "\ndocument.currentScript.foldline=module.exports})();\n"
"""Around DOMPurify as it is published, so that it leaves no name in the host page, nor speaks to a
module loader there.
"""


def embed_files(runtime: Runtime, accent: str = "") -> dict[str, str]:
    """Return the scripts that run in host pages, by their names in the site: embed.js, and what it
    loads.
    """
    # in ASCII, since the host page may be in any encoding
    styles = json.dumps(embed_styles(accent))
    start, begin, cleaner = short_script(CLEANER_SOURCE).partition("(()=>{")
    cleaner = f"{start}{begin}{short_script(PROOF_SCRIPT)}{cleaner}"  # where it is no global name
    before, gap, after = cleaner.partition("'/* styles */'")
    if not gap:
        raise ValueError("embed-cleaner.js has no place for the styles")
    purify = (runtime.folder / PURIFY).read_text("utf-8").partition("//# sourceMappingURL")[0]
    return {
        EMBED_SCRIPT: embed_script(),
        CLEANER_SCRIPT: f"{before}{styles}{after}\n",
        PURIFY_SCRIPT: f"{_PURIFY_BEFORE}{purify.rstrip()}{_PURIFY_AFTER}",
    }


HEADERS = "_headers"
"""What Netlify and Cloudflare Pages read at the top of a site."""


def headers(names: Iterable[str] = ()) -> str:
    """Return the headers that a host should send, in the format of `_headers`.

    All files get a policy. Drawings get one that lets nothing run, since an SVG at its own address
    is a page. Fragments and faces may be read by pages of any origin. Hosts distinguish capitals
    from small letters, so the endings of drawings are taken from `names`, the site's files.
    """
    drawings = sorted({".svg", *(name[-4:] for name in names if type_of_name(name) == SVG)})
    policies = [
        ("/*", header_policy()),
        *((f"/*{ending}", picture_policy()) for ending in drawings),
    ]
    sent = [f"{path}\n  Content-Security-Policy: {policy}\n" for path, policy in policies]
    sent.insert(1, "  X-Content-Type-Options: nosniff\n")
    open_to_all = ("/*/fragment.html", "/*.woff2")  # faces: for frames in a sandbox
    sent += [f"{path}\n  Access-Control-Allow-Origin: *\n" for path in open_to_all]
    return "".join(sent)


def oembed(brief: Brief, address: str, site: str) -> str:
    """Return the oEmbed document of a brief whose page is at `address` of the site at `site`, both
    absolute: of type `rich`, with the frame. https://oembed.com, section 2.3.4.
    """
    return (
        json.dumps(
            {
                "type": "rich",
                "version": "1.0",
                "title": brief.title,
                "provider_name": "Foldline",
                "provider_url": site,
                "html": snippet("plain", "", address, brief.title),
                "width": FRAME_WIDTH,
                "height": FRAME_HEIGHT,
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def brief_files(
    place: Place, brief: Brief, part: Part, slug: str, styles: str, address: str, site: str
) -> dict[str, str]:
    """Return the texts beside a brief's page by their names.

    `styles` are those of `embed_styles`; `address` is the page's and `site` the site's, absolute,
    or empty where they aren't known.
    """
    top = place.to_top
    return {
        "fragment.html": render_fragment(part, styles, "index.html"),
        "frame.html": render_frame(
            part,
            language=brief.language,
            title=brief.title,
            icon=ICON,
            policy=frame_policy(),
            canonical=address or "index.html",
            slug=slug,
            scripts=top + place.scripts,
            styles=[top + each for each in place.styles],
        ),
    } | ({OEMBED: oembed(brief, address, site)} if address else {})


def live_page(place: Place, styles: str) -> str:
    """Return the page that renders briefs for other pages."""
    settings = page_settings(place, ENGLISH) | {
        "live": True,
        "styles": styles,
    }
    return render_live(
        icon=ICON, policy=live_policy(), scripts=place.to_top + place.scripts, page=settings
    )


def embed_page(place: Place, entries: list[ShelfEntry]) -> str:
    """Return the page that shows every way to embed, with a brief of the site."""
    top = place.to_top
    return render_embed_page(
        icon=ICON,
        policy=embed_page_policy(),
        styles=[top + each for each in place.styles],
        scripts=top + place.scripts,
        top=top,
        shelf=top + place.pages.shelf,
        name=place.look.name,
        own_name=place.look.own,
        logo=place.logo and top + place.logo,
        entry=entries[0] if entries else None,
    )
