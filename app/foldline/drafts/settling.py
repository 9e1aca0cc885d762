"""What is done to every draft at its end: pictures inside texts go to the gallery, marks of
references become sources, and events that lie ahead say so.
"""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, get_args

from foldline.dates.when import DateRules, Day, read_when
from foldline.errors import WhenError
from foldline.sections import MODELS
from foldline.story.brief import Claim, Model, Section, holds_prose
from foldline.text.datelike import latest_year
from foldline.text.markdown import link
from foldline.text.prose import plain_text
from foldline.text.words import as_markdown

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft

_PICTURE = re.compile(
    r"(?P<link>\[)?(?<!\\)!\[(?P<alt>(?:[^\[\]\\]|\\.){0,1000})\]\(\s*<?(?P<src>(?:[^()\s<>]|\([^()\s<>]*\))+)>?"
    r"(?:\s+[\"'](?P<title>[^\"\n]{0,1000})[\"'])?\s*\)"
    r"(?(link)\]\(\s*<?(?P<href>[^)\s>]+)>?[^)]{0,300}\))"
)
_MARK = re.compile(
    r"[ \t]*(?<![!\\])(?P<mark>\\?\[\\?\^?(?P<label>[^\[\]\\\s]{1,40})\\?\])(?![(\[:])"
    r"|[ \t]*(?P<before>\\?\[\\?\^?(?P<label2>\d{1,3})\\?\])(?=\[)"
)
_NUMBERS = re.compile(r"\\?\[(?P<list>\d{1,3}(?:\s*[,;]\s*\d{1,3})+)\\?\](?![(\[:])")


def settle(draft: "Draft") -> None:
    """Bring a draft into the form that a page shows without loss."""
    if any("![" in text for text in _strings(draft.sections)):
        _move_pictures(draft)
    _host_references(draft)
    if draft.references:
        _tie_references(draft)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _objects(
    raw: dict[str, Any], model: type[Model]
) -> Iterator[tuple[type[Model], dict[str, Any]]]:
    """Yield every object of a section that a model describes, those within others after them."""
    yield model, raw
    for name, field in model.model_fields.items():
        value = raw.get(name)
        inner = _model_in(field.annotation)
        for item in value if isinstance(value, list) else [value]:
            if inner is not None and isinstance(item, dict):
                yield from _objects(item, inner)


def _model_in(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next(
        (found for argument in get_args(annotation) if (found := _model_in(argument))), None
    )


def _prose_fields(model: type[Model], raw: dict[str, Any]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if isinstance(raw.get(name), str) and holds_prose(field):
            yield name


# --- pictures


def _move_pictures(draft: "Draft") -> None:
    """Move pictures out of texts into the gallery, since a page shows none inside a text; one that
    may not be shown is kept beside, and reported.
    """
    found: list[dict[str, Any]] = []

    def moved(picture: re.Match[str]) -> str:
        alt = plain_text(picture["alt"])
        image = draft.make_picture(
            src=picture["src"],
            alt=alt,
            caption=plain_text(picture["title"] or ""),
            where="a picture in the text",
        )
        if image:
            found.append(image)
        else:
            draft.report.left("a picture in the text", f"a page may not show it: {picture[0]}")
            return picture[0]
        around = picture["href"]
        return f"[{picture['alt'] or around}]({around})" if around else ""

    for section in draft.sections:
        for model, raw in _objects(section, MODELS[section["kind"]]):
            for name in _prose_fields(model, raw):
                if "![" in raw[name]:
                    raw[name] = _tidy(_PICTURE.sub(moved, raw[name]))
    gallery = next((each for each in draft.sections if each["kind"] == "photo_gallery"), None)
    known = {photo["src"] for photo in gallery.get("photos", [])} if gallery else set()
    new = []
    for image in found:
        if image["src"] not in known:
            known.add(image["src"])
            new.append(image)
    if new and gallery is not None:
        gallery["photos"] = [*gallery.get("photos", []), *new]
        gallery.pop("note", None) if not gallery.get("photos") else None
        draft.report.used("pictures in the text", f"{len(new)} pictures of the gallery")
    elif new:
        draft.add_section("photo_gallery", "pictures in the text", photos=new)
    draft.sections[:] = [each for each in draft.sections if _says_anything(each)]


def _says_anything(section: dict[str, Any]) -> bool:
    return any(value for name, value in section.items() if name not in ("kind", "heading"))


def _tidy(text: str) -> str:
    """Return a text without the blank lines and empty items that a picture leaves behind."""
    text = re.sub(r"^(?:[-*+]|\d+\.|>|\|)?[ \t]+$", "", text, flags=re.M)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


# --- references


def _host_references(draft: "Draft") -> None:
    """Let marks of hosts, [herald.example#2], point at the sources with such addresses."""
    counted: dict[str, int] = {}
    for source in draft.sources:
        if host := re.match(r"https?://(?:www\.)?([^/?#:]+\.[^/?#:]+)", source.get("url", "")):
            counted[host[1]] = counted.get(host[1], 0) + 1
            draft.references.setdefault(f"{host[1]}#{counted[host[1]]}", source["id"])


def _tie_references(draft: "Draft") -> None:
    """Tie the marks in texts to the sources that they point at. A claim gets the sources; a longer
    text has their names and links in place of the marks.
    """
    names = {source["id"]: source for source in draft.sources}
    used: set[str] = set()

    def labels_known(match: re.Match[str]) -> str:
        return draft.references.get(match["label"] or match["label2"] or "", "")

    def resolve(text: str, put: Callable[[str], str]) -> tuple[str, list[str]]:
        ids: list[str] = []

        def one(match: re.Match[str]) -> str:
            if not (source := labels_known(match)):
                return match[0]
            ids.append(source)
            return put(source)

        def each(match: re.Match[str]) -> str:
            return "".join(f"[{number.strip()}]" for number in re.split("[,;]", match["list"]))

        numbers = _NUMBERS.search(text)
        if numbers and all(
            each_number.strip() in draft.references
            for each_number in re.split("[,;]", numbers["list"])
        ):
            text = _NUMBERS.sub(each, text)
        return _MARK.sub(one, text), ids

    def shown(source: str) -> str:
        known = names[source]
        name = as_markdown(known["name"])
        return f" ({link(name, known['url']) if 'url' in known else name})"

    for name in ("title", "dek"):
        if name in draft.fields:
            text, ids = resolve(draft.fields[name], lambda source: "")
            if ids and text.strip():
                draft.fields[name] = text.strip()
                draft.report.used(name, "its marks point at " + ", ".join(dict.fromkeys(ids)))
                used.update(ids)
    for section in draft.sections:
        for model, raw in _objects(section, MODELS[section["kind"]]):
            is_claim = issubclass(model, Claim)
            is_text = issubclass(model, Section) or not is_claim
            for field in list(_prose_fields(model, raw)):
                text, ids = resolve(raw[field], shown if is_text else lambda source: "")
                if not ids:
                    continue
                raw[field] = re.sub(r"[ \t]+([.,;:!?])", r"\1", text).strip() or text
                used.update(ids)
                holder = raw if is_claim else section
                holder["sources"] = list(dict.fromkeys([*holder.get("sources", []), *ids]))
    if used:
        draft.report.used("references", f"{len(used)} sources tied to what they carry")


# --- dates


def years_from_neighbours(draft: "Draft") -> None:
    """Give a date without a year, "July 24", the year of the event before it, where it then lies
    between its neighbours: in a list in order of time that is what a reader takes it for, and not
    the year nearest to the brief's day.
    """
    for section in draft.sections:
        items = section.get(MODELS[section["kind"]].in_time, [])
        for at, item in enumerate(items):
            before = _span(items[at - 1]["when"]) if at else None
            if before is None or not isinstance(item["when"], str):
                continue
            if latest_year(item["when"]) or not _DAY_AND_MONTH.search(item["when"]):
                continue
            year = before[0].year
            rules = DateRules(published=Day(year, 12, 31), without_year="past")
            try:
                meant = read_when(item["when"], None, rules)
            except WhenError:
                continue
            after = next(filter(None, (_span(each["when"]) for each in items[at + 1 :])), None)
            if (
                meant.edtf
                and meant.earliest is not None
                and meant.earliest.year == year
                and meant.earliest >= before[0]
                and (after is None or meant.earliest <= after[1])
            ):
                draft.report.guessed(
                    "timeline", f'the year {year} of "{item["when"]}", from the event before it'
                )
                item["when"] = {"display": item["when"], "edtf": meant.edtf}


def dates_of_another_language(draft: "Draft") -> None:
    """Give dates in English their meaning where the brief is in another language, in which its
    words would not be read. The words stay.
    """
    rules = DateRules(language=str(draft.fields.get("language", "en")))
    if rules.language.split("-")[0].lower() == "en":
        return
    for section in draft.sections:
        for item in section.get(MODELS[section["kind"]].in_time, []):
            words = item["when"]
            if not isinstance(words, str):
                continue
            try:
                if read_when(words, None, rules).read:
                    continue
                meant = read_when(words, None, DateRules())
            except WhenError:
                continue
            if meant.read and meant.edtf:
                item["when"] = {"display": words, "edtf": meant.edtf}


_DAY_AND_MONTH = re.compile(r"\d.*[^\W\d_]{3}|[^\W\d_]{3}.*\d")


def _span(when: Any) -> tuple[Day, Day] | None:
    """Return the first and last day of a date that is known without its brief."""
    display, edtf = (when, None) if isinstance(when, str) else (when["display"], when.get("edtf"))
    try:
        found = read_when(display, edtf, DateRules())
    except WhenError:
        return None
    if found.earliest is None or found.latest is None:
        return None
    return found.earliest, found.latest


def guess_published(draft: "Draft") -> None:
    """Guess the day of publication from the last event that is on one day, where no other event
    begins later: what the text itself contradicts is not guessed.
    """
    if "published" in draft.fields:
        return
    days: list[tuple[str, str]] = []
    begins: list[tuple[str, str]] = []
    latest = 0
    for written, edtf in whens_of(draft.sections):
        try:
            when = read_when(written, edtf, DateRules())
        except WhenError:
            continue
        if when.expected:
            continue
        latest = max(latest, latest_year(edtf or written) or 0)
        if when.earliest is None or not 1 <= when.earliest.year <= 9999:
            continue
        begins.append((when.earliest.isoformat(), written))
        if when.earliest == when.latest:
            days.append(begins[-1])
    days = [each for each in days if each[0] >= EARLIEST_GUESS]
    if not days:
        return
    day, written = max(days)
    if (last := max(begins))[0] > day or latest > int(day[:4]):
        draft.report.remark(
            "published",
            f'no date is named, and none is guessed: the events go on after "{written}"'
            + (f', to "{last[1]}"' if last[0] > day else f", to {latest}"),
        )
        return
    draft.set_field(
        "published", day, "timeline", f'from its last event ("{written}"), since no date is given'
    )


EARLIEST_GUESS = "1990"
"""Briefs are of the web: an event before it says nothing of when one came out."""


def whens_of(sections: list[dict[str, Any]]) -> Iterator[tuple[str, str | None]]:
    """Yield the dates of the events in sections, each with its EDTF where it has one."""
    for section in sections:
        for item in section.get(MODELS[section["kind"]].in_time, []):
            when = item["when"]
            yield (when, None) if isinstance(when, str) else (when["display"], when.get("edtf"))


def say_what_lies_ahead(brief: dict[str, Any], last: Day, rules: DateRules) -> Iterator[str]:
    """Put "expected" before the dates that lie after the last day that a brief can know of, where
    its words do not say so; yield the dates as they were.
    """
    for section in brief["sections"]:
        for item in section.get(MODELS[section["kind"]].in_time, []):
            when = item["when"]
            display, edtf = (
                (when, None) if isinstance(when, str) else (when["display"], when["edtf"])
            )
            words = f"expected {display}"
            if edtf is None and latest_year(display) is None:
                continue  # its year is a rule of thumb's, and no reason to change its words
            try:
                meant = read_when(display, edtf, rules)
                ahead = meant.earliest is not None and meant.earliest > last and not meant.expected
                if not ahead or not read_when(words, edtf, rules).expected:
                    continue
            except WhenError:
                continue
            item["when"] = words if edtf is None else {"display": words, "edtf": edtf}
            yield display
