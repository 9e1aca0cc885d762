"""A Brief as HTML: pure functions, the same bytes in CPython and in the browser."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from foldline.addresses import scheme_of, written
from foldline.brief import Brief, Section, UnreadSection
from foldline.loading import Problem
from foldline.prose import prose_html
from foldline.sections import KINDS
from foldline.when import DateRules, Moment, When, in_order, resolve

_environment = Environment(
    loader=PackageLoader("foldline", ""),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
    keep_trailing_newline=False,
)
_environment.filters["prose"] = prose_html
_environment.filters["written"] = written
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


def shown_sections(brief: Brief) -> list[ShownSection]:
    """The brief's sections with stable ids: the kind with hyphens, the second of a kind with -2, and so on."""
    seen: dict[str, int] = {}
    shown = []
    for section in brief.sections:
        unread = isinstance(section, UnreadSection)
        name = "unread" if unread else section.kind.replace("_", "-")
        seen[name] = seen.get(name, 0) + 1
        shown.append(ShownSection(
            id=name if seen[name] == 1 else f"{name}-{seen[name]}",
            section=section,
            template="templates/unread.html" if unread else f"sections/{section.kind}/template.html",
            open=unread or (section.open_at_first and section.filled),
        ))
    return shown


@dataclass(frozen=True)
class Part:
    """What goes into a page's <main>: a template and its values, not yet markup."""

    template: str
    values: dict

    def html(self) -> str:
        return _environment.get_template(self.template).render(self.values)


def brief_part(brief: Brief, *, base: str = "", problems: Sequence[Problem] = (), address: str = "") -> Part:
    """The brief as an <article>.

    `base` is put before relative image addresses: the way from the page to the brief's own folder. `problems` are
    those that hide something of the story (`Loaded.hiding`); they stand in one alert, and name the file `address`."""

    rules = brief.date_rules

    def image_address(src: str) -> str:
        return written(src if scheme_of(src) or src.startswith("/") else base + src)

    return Part("templates/brief.html", {
        "brief": brief,
        "shown": shown_sections(brief),
        "numbers": brief.source_numbers,
        "names": {source.id: source.name for source in brief.sources},
        "image_address": image_address,
        "resolve": lambda given: resolve(given.display, given.edtf, rules),
        "in_time": lambda items: _in_time(items, rules),
        "problems": problems,
        "address": address,
    })


def _in_time(items: Sequence[Any], rules: DateRules) -> list[tuple[Any, When]]:
    """What has a `when`, each with its date, in the order of the dates."""
    whens = [resolve(item.when.display, item.when.edtf, rules) for item in items]
    return [(items[at], whens[at]) for at in in_order(whens)]


def shelf_part(entries: Iterable[ShelfEntry], *, problems: Sequence[str] = ()) -> Part:
    """The shelf: a list of briefs. `problems` are sentences about briefs that could not be put on it."""
    return Part("templates/shelf.html", {"entries": list(entries), "problems": problems})


def alert_part(heading: str, sentences: Sequence[str], *, advice: str = "") -> Part:
    """One failure the reader must know of: what failed, each problem on a line, and what to do."""
    return Part("templates/alert.html", {"heading": heading, "sentences": sentences, "advice": advice})


def render_brief(brief: Brief, *, base: str = "", problems: Sequence[Problem] = (), address: str = "") -> str:
    """The HTML of `brief_part`."""
    return brief_part(brief, base=base, problems=problems, address=address).html()


def render_page(part: Part, **shell) -> str:
    """A whole HTML document around a part; `templates/page.html` names the values of the shell."""
    return _environment.get_template("templates/page.html").render(**part.values, part=part.template, **shell)


@lru_cache(maxsize=1)
def section_styles() -> str:
    """The stylesheets of all kinds of section, in the register's order."""
    folder = files("foldline.sections")
    return "\n".join((folder / kind / "style.css").read_text("utf-8") for kind in KINDS)
