"""A Brief as HTML: pure functions, the same bytes in CPython and in the browser."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from foldline.claims.findings import Finding, Verdict
from foldline.dates.when import DateRules, Moment, When, in_order, resolve
from foldline.sections import KINDS
from foldline.story.brief import Brief, Section, UnreadSection
from foldline.story.loading import Problem
from foldline.story.revisions import SectionChanges, since_latest
from foldline.story.shape import most_bytes
from foldline.text.addresses import host_of, joined, leads_to, scheme_of, shown_host, written
from foldline.text.platforms import hosts_of, profile_of
from foldline.text.prose import own_links, shown_prose, talk_html
from foldline.text.unseen import NO_CHARACTER, shown_name, shown_text

_NO_CHARACTER = re.compile(f"[{NO_CHARACTER}]")
_environment = Environment(
    loader=PackageLoader("foldline", ""),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
    keep_trailing_newline=False,
    finalize=lambda value: (
        shown_text(value) if type(value) is str else value
    ),  # and not what is markup already
)
_environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # and in the order given
_environment.policies["json.dumps_function"] = lambda value, **how: _NO_CHARACTER.sub(
    lambda found: json.dumps(found[0])[1:-1], json.dumps(value, **how)
)
_environment.filters["prose"] = shown_prose
_environment.filters["talk"] = talk_html
_environment.filters["name"] = shown_name
_environment.filters["written"] = written
_environment.filters["leads_to"] = leads_to
_environment.filters["host"] = shown_host
_environment.filters["profile"] = profile_of
_environment.filters["hosts"] = hosts_of
_environment.filters["moment"] = lambda text: Moment.read(text).words


@dataclass(frozen=True)
class ShelfEntry:
    """One brief on the shelf. `href` is the address of its page, relative to the shelf's."""

    slug: str
    title: str
    dek: str
    published: str
    href: str
    language: str = "en"


@dataclass(frozen=True)
class ShownSection:
    """A section with the id it has in the page, and whether it is open for a new reader."""

    id: str
    section: Section
    template: str
    open: bool

    @property
    def state(self) -> str:
        if isinstance(self.section, UnreadSection):
            return "unread"
        return "filled" if self.section.filled else "empty"


def shown_sections(brief: Brief, at: str = "") -> list[ShownSection]:
    """The brief's sections with stable ids: the kind with hyphens, the second of a kind with -2,
    and so on.

    `at` is put before each id."""
    seen: dict[str, int] = {}
    shown = []
    for section in brief.sections:
        unread = isinstance(section, UnreadSection)
        name = "unread" if unread else section.kind.replace("_", "-")
        seen[name] = seen.get(name, 0) + 1
        shown.append(
            ShownSection(
                id=at + (name if seen[name] == 1 else f"{name}-{seen[name]}"),
                section=section,
                template="html/templates/unread.html"
                if unread
                else f"sections/{section.kind}/template.html",
                open=unread or (section.open_at_first and section.filled),
            )
        )
    return shown


@dataclass(frozen=True)
class Cited:
    """A source as references show it: its number in the list under the story, from 1, its name, and
    the entry's id.
    """

    number: int
    name: str
    anchor: str


_environment.filters["own_links"] = lambda html, at, shown, cited: own_links(
    html,
    at,
    [
        *(part.id for part in shown),
        *(source.anchor for source in cited.values()),
        f"{at}sources",
        f"{at}title",
    ],
)


@dataclass(frozen=True)
class Picture:
    """Where an image comes from: the address that the page asks for (empty where it can't have it),
    the `host` that has yet to be allowed, or that was, and whether the address is a `data:` one
    `given` in place of what the brief calls it."""

    address: str
    host: str = ""
    waits: bool = False
    given: bool = False


@dataclass(frozen=True)
class Part:
    """What goes into a page's <main>: a template and its values, not yet markup."""

    template: str
    values: dict[str, Any]

    def html(self) -> str:
        return _environment.get_template(self.template).render(self.values)


def brief_part(
    brief: Brief,
    *,
    base: str = "",
    problems: Sequence[Problem] = (),
    address: str = "",
    at: str = "",
    images: Mapping[str, str] | None = None,
    hosts: Collection[str] | None = None,
) -> Part:
    """The brief as an <article>.

    `base` is put before relative image addresses: the way from the page to the brief's own folder.
    Where `images` is given, it alone is asked: it holds a `data:` address for what the brief calls
    an image, and one that it does not hold is described in words, so that the page makes no
    request. Where `hosts` is given, the brief comes from elsewhere: an image on one of these hosts
    is shown; one on any other waits for the reader, and the page does not ask for it. `problems`
    are those that hide something of the story (`Loaded.hiding`); they stand in one alert, and name
    the file `address`. `at` is put before every id, so that a document may hold several briefs."""

    rules = brief.date_rules

    def picture(src: str) -> Picture:
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
                else Picture((images or {}).get(src, ""), given=True)
            )
        return Picture(written(src if scheme_of(src) or src.startswith("/") else base + src))

    return Part(
        "html/templates/brief.html",
        {
            "brief": brief,
            "at": at,
            "shown": shown_sections(brief, at),
            "cited": {
                source.id: Cited(number, source.name, f"{at}source-{source.id}")
                for number, source in enumerate(brief.sources, start=1)
            },
            "picture": picture,
            "resolve": lambda given: resolve(given.display, given.edtf, rules),
            "in_time": lambda items: _in_time(items, rules),
            "since": since_latest(brief),
            "has_room": _Wall(brief).has_room,
            "problems": problems,
            "address": address,
        },
    )


class _Wall:
    """Counts the bytes of a page while it is made, and leaves out what is beyond its bound.

    `story.shape` foresees what a page will have, and refuses a section with a sentence before it is
    made; this stands behind it, for what was foreseen wrong."""

    def __init__(self, brief: Brief):
        self._brief = brief
        self._parts: dict[str, int] = {}

    def has_room(self, name: str, html: str) -> bool:
        """Return whether a part fits into the page, with those before it that did."""
        self._parts[name] = len(html.encode("utf-8", "replace"))
        whole = sum(self._parts.values())
        fits = whole <= most_bytes(0) or whole <= most_bytes(
            self._size
        )  # few pages need the second
        if not fits:
            self._parts[name] = 0
        return fits

    @cached_property
    def _size(self) -> int:
        return len(self._brief.model_dump_json(exclude_unset=True).encode())


def _in_time(items: Sequence[Any], rules: DateRules) -> list[tuple[Any, When]]:
    """What has a `when`, each with its date, in the order of the dates."""
    whens = [resolve(item.when.display, item.when.edtf, rules) for item in items]
    return [(items[at], whens[at]) for at in in_order(whens)]


def changes_part(found: Sequence[SectionChanges], told: str) -> Part:
    """What changed, folded, below the words `told`."""
    return Part("html/templates/changes.html", {"changes": found, "told": told})


def knowing_part(
    brief: Brief | None,
    findings: Sequence[Finding],
    shown: Sequence[ShownSection],
    story: str = "#",
) -> Part:
    """What a program can establish about a brief: `findings` by section, those that need attention
    first. `shown` are the brief's sections, in its order, `story` the address of its full story;
    without a brief, a line that asks for one."""

    def grouped(quiet: bool) -> list[tuple[str, str, list[tuple[int, Finding]]]]:
        groups: dict[int, list[tuple[int, Finding]]] = {}
        for number, finding in enumerate(findings):
            if finding.quiet == quiet:
                at = (
                    finding.path[1]
                    if finding.path[:1] == ("sections",) and len(finding.path) > 1
                    else len(shown)
                )
                assert isinstance(at, int)  # a section's place among the sections
                groups.setdefault(at, []).append((number, finding))
        return [
            (shown[at].section.shown_heading, f"#{shown[at].id}", found)
            if at < len(shown)
            else ("The brief and its sources", "", found)
            for at, found in sorted(groups.items())
        ]

    verdicts = Counter(finding.verdict for finding in findings)
    counts = [
        (sum(verdicts[name] for name in names), told) for told, names in _TOLD_OF_VERDICTS.items()
    ]
    return Part(
        "html/templates/knowing.html",
        {
            "brief": brief,
            "groups": grouped(False),
            "agreed": grouped(True),
            "story": story,
            "counts": [(number, told) for number, told in counts if number],
        },
    )


_TOLD_OF_VERDICTS: dict[str, tuple[Verdict, ...]] = {
    "quoted word for word as in the full story": ("verbatim",),
    "quoted nearly so, or in part": ("nearly", "in part"),
    "quoted, and not found there": ("not found",),
    "under another speaker's name there, or under none": ("other speaker", "no speaker"),
    "figures and dates that agree with it": ("agrees",),
    "that differ from it": ("differs",),
    "that stand only here": ("only here",),
    "without a source, or quoted without a link": ("no source", "no link"),
}


def seen_part(count: int) -> Part:
    """What is said to a reader of an earlier version; `count` sections have changed since."""
    return Part("html/templates/seen.html", {"count": count})


def shelf_part(
    entries: Iterable[ShelfEntry], *, problems: Sequence[str] = (), merged: str = ""
) -> Part:
    """The shelf: a list of briefs. `problems` are sentences about briefs that could not be put on
    it, `merged` is the address of their merged timeline, where there is one."""
    return Part(
        "html/templates/shelf.html",
        {"entries": list(entries), "problems": problems, "merged": merged},
    )


def editor_part() -> Part:
    """The editor."""
    return Part("html/templates/editor.html", {})


def alert_part(heading: str, sentences: Sequence[str], *, advice: str = "") -> Part:
    """One failure the reader must know of: what failed, each problem on a line, and what to do."""
    return Part(
        "html/templates/alert.html", {"heading": heading, "sentences": sentences, "advice": advice}
    )


def render_brief(
    brief: Brief, *, base: str = "", problems: Sequence[Problem] = (), address: str = ""
) -> str:
    """The HTML of `brief_part`."""
    return brief_part(brief, base=base, problems=problems, address=address).html()


def render_page(part: Part, **shell: Any) -> str:
    """A whole HTML document around a part; `html/templates/page.html` names the values of the
    shell.
    """
    return _environment.get_template("html/templates/page.html").render(
        **part.values, part=part.template, **shell
    )


def render_fragment(part: Part, styles: str, page: str = "") -> str:
    """A brief's part without a page around it, for pages that embed it: with a stylesheet of its
    own where there is one, and a link to the brief's own page where there is one. Raises ValueError
    for styles that end their own element."""
    html = _environment.get_template("html/templates/fragment.html").render(
        **part.values, styled=bool(styles), page=page
    )
    return html.replace(_STYLES, fitting(styles), 1)


_STYLES = "<!-- styles -->"
# No data can hold a comment: autoescape and the JSON filter leave no "<" of it.


def fitting(text: str) -> str:
    """A stylesheet or script as it may stand inside its element. Raises ValueError where it would
    end that.
    """
    if re.search("</(script|style)", text, re.I):
        raise ValueError("a text that names the end of its own element can't stand in a document")
    return text


FRAME_WIDTH, FRAME_HEIGHT = 640, 720
"""Pixels of a frame that nothing tells how high its brief is: two thirds of a laptop's screen."""


def snippet(mode: str, script: str, address: str, title: str, theme: str = "auto") -> str:
    """The HTML that puts a brief into another page: `mode` is inline, frame, or plain (a frame
    without a script). `script` is the address of embed.js, `address` that of the brief's folder,
    both absolute."""
    return (
        _environment.get_template("html/templates/snippet.html")
        .render(
            mode=mode,
            script=script,
            address=address,
            title=title,
            theme=theme,
            width=FRAME_WIDTH,
            height=FRAME_HEIGHT,
        )
        .strip()
    )


def embed_panel_part(ways: str) -> Part:
    """What the panel about embedding shows; `ways` is the address of the page that shows every way."""
    return Part("html/templates/embed_panel.html", {"ways": ways})


def render_frame(part: Part, **shell: Any) -> str:
    """A whole document of a brief for a frame; `html/templates/frame.html` names the other values."""
    return _environment.get_template("html/templates/frame.html").render(**part.values, **shell)


def render_live(**shell: Any) -> str:
    """The document that renders briefs for others; `html/templates/live.html` names its values."""
    return _environment.get_template("html/templates/live.html").render(**shell)


def render_embed_page(**values: Any) -> str:
    """The document that shows every way to embed a brief; `html/templates/embed.html` names its
    values.
    """
    return _environment.get_template("html/templates/embed.html").render(**values)


def render_packed(parts: Sequence[Part], entries: Sequence[ShelfEntry], **shell: Any) -> str:
    """A document of one brief, or of several with a shelf before them; `html/templates/packed.html`
    names the other values.
    """
    return _environment.get_template("html/templates/packed.html").render(
        briefs=[part.values for part in parts],
        entries=entries,
        problems=(),
        merged="",
        embedded=True,
        **shell,
    )


def compile_templates() -> list[str]:
    """Compile every template of the package and return their names: what a snapshot of Python must
    hold, since a page that starts from it has no files yet."""
    names = _environment.list_templates(filter_func=lambda name: name.endswith(".html"))
    for name in names:
        _environment.get_template(name)
    return names


@lru_cache(maxsize=1)
def section_styles() -> str:
    """The stylesheets of all kinds of section, in the register's order."""
    folder = files("foldline.sections")
    return "\n".join((folder / kind / "style.css").read_text("utf-8") for kind in KINDS)
