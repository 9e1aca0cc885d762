"""Markdown with front matter, in the shape that `foldline import` reads."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from foldline.story.brief import Brief, Model, Section, UnreadSection, holds_prose
from foldline.text.matching import not_in_text
from foldline.text.prose import is_safe_elsewhere
from foldline.importers.headings import read_heading
from foldline.importers.words import as_markdown, folded
from foldline.dates.when import Moment


def write(brief: Brief) -> str:
    """The whole brief: front matter, the dek, a heading of the second level for each section."""
    return "\n".join((*_front_matter(brief), "", body(brief)))


def body(brief: Brief, *, pictures: bool = True) -> str:
    """The brief without front matter. Without `pictures` these are described in words, for where none can be shown."""
    parts = [as_markdown(brief.dek)]
    names = {source.id: as_markdown(source.name) for source in brief.sources}
    for section in map(_safe, brief.sections):
        if isinstance(section, UnreadSection):
            raw = _inert(json.dumps(section.raw, ensure_ascii=False, indent=2))
            parts += [f"## {as_markdown(section.title)}", "\n".join(f"    {line}" for line in raw.splitlines())]
            continue
        parts.append(f"## {as_markdown(section.shown_heading)}{_kind_of(section)}")
        write_section = _described if section.kind == "photo_gallery" and not pictures else WRITERS[section.kind]
        parts += [part for part in (*write_section(section, names), _under(section.note)) if part]
    return "\n\n".join(parts) + "\n"


def _safe(value: Any) -> Any:
    """Return a part of a brief in which no Markdown holds what another program would run: such a text is written so that
    it shows as its author typed it."""
    if isinstance(value, list):
        return [_safe(each) for each in value]
    if not isinstance(value, Model):
        return value
    changed: dict[str, Any] = {}
    for name, field in type(value).model_fields.items():
        part = getattr(value, name)
        if isinstance(part, str) and holds_prose(field):
            changed[name] = part if is_safe_elsewhere(part) else as_markdown(part)
        elif isinstance(part, list | Model):
            changed[name] = _safe(part)
    return value.model_copy(update=changed)


_ENDS_A_LINK = re.compile(r"[\s<>\"\\`\x00-\x20\x7f-\xa0\u2028\u2029]")


def _link(words: str, address: str, title: str = "") -> str:
    """Return a link in Markdown, whose address can't end before its own end. `title` is its title, without double quotes."""
    address = _ENDS_A_LINK.sub(lambda found: quote(found[0]), address)
    depth = 0
    for mark in re.findall(r"[()]", address):
        depth += 1 if mark == "(" else -1
        if depth < 0:
            break
    if depth:  # CommonMark allows parentheses that are closed
        address = address.replace("(", "%28").replace(")", "%29")
    return f"[{words}]({address}" + (f' "{title}")' if title else ")")


# What YAML 1.1 takes for a line's end or allows in no file, and what a program that knows no front matter would take for
# a tag or a link.
_NOT_IN_JSON_TEXT = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|<(?=[A-Za-z/!?])|(?<=\])\(")


def _inert(written: str) -> str:
    """Return JSON with such characters of its texts by their numbers, which changes nothing of what it means."""
    return _NOT_IN_JSON_TEXT.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _kind_of(section: Section) -> str:
    """A comment that names the kind, for a heading that does not tell it."""
    name = f"discussion on {section.platform}" if section.kind == "discussion" else section.kind
    told = read_heading(section.shown_heading)
    same_platform = told is not None and told.platform == getattr(section, "platform", "")
    return "" if section.kind == "prose" or (told and told.kind == section.kind and not told.near and same_platform) else f" <!-- {name} -->"


def _front_matter(brief: Brief) -> Iterator[str]:
    def line(name: str, value: str) -> str:
        return f"{name}: {_inert(json.dumps(value, ensure_ascii=False))}"  # a text of JSON is one of YAML too

    yield "---"
    for name in ("title", "published", "updated", "place", "language"):
        if value := getattr(brief, name):
            yield line(name, value)
    if brief.topics:
        yield "topics:"
        yield from (f"  - {_inert(json.dumps(topic, ensure_ascii=False))}" for topic in brief.topics)
    if brief.sources:
        yield "sources:"
    for source in brief.sources:
        yield "  - " + line("name", source.name)
        yield from ("    " + line(name, value) for name in ("title", "url", "published") if (value := getattr(source, name)))
    yield "---"


def _under(text: str | None) -> str:
    """Prose with its inner headings one level down: those of the second are the sections'."""
    return re.sub(r"^(#{1,5})(?= )", lambda marks: max(marks[1] + "#", "###"), text or "", flags=re.M)


def _item(text: str) -> str:
    return "- " + _under(text).replace("\n", "\n  ")


def _cited(claim: Any, names: dict[str, str]) -> str:
    told = ", ".join(names[each] for each in claim.sources if each in names)
    return f" (Sources: {told})" if told else ""


def _points(points: list[Any], names: dict[str, str], label: str = "") -> list[str]:
    return ["\n".join(_item((f"**{label}:** " if label else "") + point.text + _cited(point, names)) for point in points)]


def _what_happened(section: Any, names: dict[str, str]) -> list[str]:
    return _points(section.points, names)


def _timeline(section: Any, names: dict[str, str]) -> list[str]:
    def more(event: Any) -> str:
        told = "; ".join(filter(None, (event.lane, event.label)))
        return f" ({as_markdown(told)})" if told else ""

    events = "\n".join(_item(f"**{as_markdown(event.when.display)}:** {event.text}{more(event)}{_cited(event, names)}") for event in section.events)
    eras = "; ".join(f"{era.name}, {era.when.display}" for era in section.eras)
    return [events, *([f"Spans of time behind these events are {as_markdown(eras)}."] if eras else [])]


def _quotes(section: Any, names: dict[str, str]) -> list[str]:
    found = []
    for quote in section.quotes:
        who = ", ".join(filter(None, (quote.speaker, quote.role)))
        around = [part for part in (quote.when.display if quote.when else "", quote.context) if part]
        if quote.agency:
            told = f" ({as_markdown('; '.join((quote.agency, *around)))})"
        else:
            told = as_markdown("".join(f", {part}" for part in around)) if around else ""
        found.append(f"> “{as_markdown(quote.text)}”\n> — {as_markdown(who)}{told}{_cited(quote, names)}")
    return found


def _views(section: Any, names: dict[str, str]) -> list[str]:
    return ["\n".join(_item(f"**{as_markdown(view.holder)}:** {as_markdown(view.position)}" + (f" {view.text}" if view.text else "")
                            + _cited(view, names)) for view in section.views)]


def _photos(section: Any, names: dict[str, str]) -> list[str]:
    found = []
    for photo in section.photos:
        caption = folded(photo.caption or "").replace('"', "”")
        if caption.endswith("\\"):
            caption += " "  # so that it does not escape the mark that ends it
        more = ", ".join(filter(None, (photo.credit, photo.licence)))
        picture = "!" + _link(as_markdown(photo.alt), photo.src, caption)
        found.append(picture + (f" {as_markdown(more)}" if more else ""))
    return found


def _described(section: Any, names: dict[str, str]) -> list[str]:
    return ["\n".join(_item(" ".join(filter(None, (as_markdown(photo.alt), photo.caption, as_markdown(", ".join(
        filter(None, (photo.credit, photo.licence)))))))) for photo in section.photos)]


def _markets(section: Any, names: dict[str, str]) -> list[str]:
    found = []
    for market in section.markets:
        found.append(f"### {as_markdown(market.question)}")
        found.append("\n".join(_item(f"{as_markdown(outcome.name)}: {outcome.percent}") for outcome in market.outcomes))
        told = [_link(as_markdown(market.venue), market.url) if market.url else as_markdown(market.venue),
                f"as of {Moment.read(market.as_of).words}"]
        told += [f"closes {Moment.read(market.closes).words}"] if market.closes else []
        told += [f"volume {as_markdown(market.volume.words)}"] if market.volume else []
        found += [", ".join(told) + ".", _under(market.text)]
    return found


def _impact(section: Any, names: dict[str, str]) -> list[str]:
    found = [f"Affected sectors: {as_markdown(', '.join(section.sectors))}"] if section.sectors else []
    for heading, items in (("Short-term impacts", section.short_term), ("Long-term impacts", section.long_term)):
        lines = []
        for each in items:
            beside = not_in_text(each.figures, each.text)
            others = [figure for figure in each.figures if figure in beside]
            told = f" ({as_markdown(', '.join(others))})" if others else ""
            lines.append(_item(f"**{as_markdown(each.subject)}:** {each.text}{told}{_cited(each, names)}"))
        found += [f"### {heading}", "\n".join(lines)] if lines else []
    return [*found, _under(section.text)]


def _discussion(section: Any, names: dict[str, str]) -> list[str]:
    found = [_under(section.summary)]
    if section.sentiment:
        found.append(f"Sentiment: {section.sentiment.mood}. {_under(section.sentiment.text)}".strip())
    found += _points(section.themes, names, "Theme")
    lines = []
    for voice in section.voices:
        handle = f"@{voice.handle}" if voice.handle else ""
        name = voice.name if not handle or voice.handle == voice.name else f"{voice.name} {handle}"
        name = handle if voice.handle == voice.name else name
        told = f"**Voice:** {as_markdown(name)}" + (f" ({as_markdown(voice.role)})" if voice.role else "")
        told += f': “{as_markdown(voice.quote)}”' if voice.quote else ""
        lines.append(_item(told + (f" {voice.text}" if voice.text else "") + (f" {_link('the post', voice.url)}" if voice.url else "")))
    found += ["\n".join(lines)] + _points(section.opinions, names, "Opinion")
    as_of = f"As of {Moment.read(section.as_of).words}." if section.as_of else ""
    return [*found, f"Rests on {as_markdown(section.sample)}." if section.sample else "", as_of]


def _text(section: Any, names: dict[str, str]) -> list[str]:
    return [_under(section.text)]


WRITERS: dict[str, Callable[[Section, dict[str, str]], list[str]]] = {
    "photo_gallery": _photos, "what_happened": _what_happened, "timeline": _timeline, "key_quotes": _quotes,
    "opposing_views": _views, "markets": _markets, "historical_background": _text, "economic_impact": _impact,
    "discussion": _discussion, "full_story": _text, "prose": _text,
}
