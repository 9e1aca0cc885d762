"""A brief in the making: what every importer puts into it, and how it is finished."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from foldline.drafts.findings import add_findings
from foldline.drafts.languages import guess_language
from foldline.drafts.report import Imported, Report
from foldline.drafts.settling import (
    dates_of_another_language,
    guess_published,
    settle,
    years_from_neighbours,
)
from foldline.sections import KINDS, importing_of
from foldline.story.brief import FORMAT_VERSION, NAME_CHARACTERS, Brief
from foldline.text.addresses import check_image_address, check_link, slug_of, written
from foldline.text.prose import plain_text
from foldline.text.words import as_markdown, folded, iso_moment

NOTHING_THERE = "Nothing stands under this heading in the text that was imported."
"""The note of a section that the text has a heading for, and nothing more."""

LONGEST_DEK = 400
"""Characters. A first paragraph that is longer is no summary."""

LANGUAGE_SHOWS_IN = 4_000
"""Characters of a text in which its language is looked for: some 600 words."""


class Draft:
    """The brief as it grows. Every `where` is a place in the imported text, for the report."""

    def __init__(self, format_name: str):
        self.report = Report(format_name)
        self.fields: dict[str, Any] = {}
        self.sources: list[dict[str, Any]] = []
        self.sections: list[dict[str, Any]] = []
        self._kept: dict[str, Any] = {}
        self.references: dict[str, str] = {}
        """The ids of sources by the marks that point at them in the text: "1" for [1]."""
        # The sources by what they are found by: their place in the list
        self._by_address: dict[str, int] = {}
        self._by_name: dict[
            tuple[str, bool], dict[str, int]
        ] = {}  # with and without an address, then by title
        self._ids: set[str] = set()
        self._ids_of: dict[str, int] = {}

    def set_field(self, name: str, value: Any, where: str, guess: str = "") -> bool:
        """Set a field at the top of the brief, where there is a value and the field is still empty.
        Return whether it was set. `guess` says where a guessed value came from.
        """
        if not value or name in self.fields:
            return False
        self.fields[name] = value
        if guess:
            self.report.guessed(where, f"{name}, {guess}")
        else:
            self.report.used(where, name)
        return True

    def add_section(
        self, kind: str, where: str, *, detail: str = "", **fields: Any
    ) -> dict[str, Any] | None:
        """Add a section of this kind and return it; None where all of its `fields` are empty.
        `detail` is for the report.
        """
        fields = {name: value for name, value in fields.items() if value}
        if not fields:
            return None
        section = {"kind": kind, **fields}
        self.sections.append(section)
        self.report.used(where, f"a section of kind {kind}" + (f", {detail}" if detail else ""))
        return section

    def add_prose(
        self, heading: str, text: str, where: str, sources: Sequence[str] = (), *, left: bool = True
    ) -> None:
        """Add a section for what has no other place. `text` is Markdown. With `left`, the report
        counts it as left over.
        """
        if not text.strip():
            return
        self.sections.append(
            {
                "kind": "prose",
                "heading": heading or "More",
                "text": text,
                **({"sources": list(sources)} if sources else {}),
            }
        )
        (self.report.left if left else self.report.used)(
            where, f'kept as a section of its own, "{heading or "More"}"'
        )

    def add_source(
        self,
        name: str,
        *,
        url: str = "",
        title: str = "",
        published: str = "",
        publisher: str = "",
        archived: str = "",
    ) -> str:
        """Return the id of a source: the one that has this address, or this name where neither has
        more; else a new one. Empty where there is no name to be had.
        """
        url = self.allowed_link(url)
        name = _shortened(folded(name) or _host(url) or folded(title), NAME_CHARACTERS)
        if not name:
            return ""
        title = folded(title)
        details = {
            "title": title,
            "url": url,
            "published": published,
            "publisher": folded(publisher),
            "archived": self.allowed_link(archived),
        }
        if (at := self._known_source(name, url, title)) is None:
            at = len(self.sources)
            self.sources.append({"id": self._free_id(slug_of(name, "source")), "name": name})
        known = self.sources[at]
        if name != known["name"] and known["name"] == _host(known.get("url", "")) != name:
            self._rename(at, name)  # the address was all that was known of its name
        known |= {field: value for field, value in details.items() if value and field not in known}
        self._remember(at, known)
        return str(known["id"])

    def set_authors(self, names: Sequence[str], where: str) -> None:
        """Set by whom the story is, where no one is named yet."""
        if not names:
            return
        if "authors" in Brief.model_fields:
            self.set_field("authors", [{"name": name} for name in names], where)
        elif "byline" not in self._kept:
            self.keep("byline", ", ".join(names))

    def source_named(self, words: str) -> str:
        """Return the id of the source that a name or an address alone stands for."""
        if re.match(r"https?://", words):
            return self.add_source("" if self.allowed_link(words) else words, url=words)
        return self.add_source(words)

    def _known_source(self, name: str, url: str, title: str) -> int | None:
        """Return which source has this address; or this name, where neither has more; the first of
        them.
        """
        found = [self._by_address[url]] if url in self._by_address else []
        for has_address in (False,) if url else (False, True):
            of_name = self._by_name.get((name, has_address), {})
            titles = (title, "") if title else list(of_name)[:1]
            found += [of_name[each] for each in titles if each in of_name]
        return min(found, default=None)

    def _remember(self, at: int, source: dict[str, Any]) -> None:
        """Put a source where it is found by what it has now, and no longer by what it lacked
        before.
        """
        name, title, url = source["name"], source.get("title", ""), source.get("url", "")
        for key, known_title in (((name, False), ""), ((name, False), title), ((name, True), "")):
            if self._by_name.get(key, {}).get(known_title) == at and (
                key[1] != bool(url) or known_title != title
            ):
                del self._by_name[key][known_title]
        self._by_name.setdefault((name, bool(url)), {}).setdefault(title, at)
        if url:
            self._by_address.setdefault(url, at)

    def _rename(self, at: int, name: str) -> None:
        """Give a source its name, in place of the host of its address."""
        for named in self._by_name.values():
            for title in [title for title, place in named.items() if place == at]:
                del named[title]
        self.sources[at]["name"] = name

    def _free_id(self, base: str) -> str:
        number = self._ids_of.get(base, 0) + 1
        while (name := base if number == 1 else f"{base}-{number}") in self._ids:
            number += 1
        self._ids_of[base] = number
        self._ids.add(name)
        return name

    def allowed_link(self, address: object) -> str:
        """Return the address as a brief may hold it; empty where it may not."""
        found = _allowed(address, check_link)
        # A relative address would lead nowhere from here
        return found if re.match(r"(?:https?|mailto):", found, re.I) else ""

    def make_picture(
        self, *, src: object, alt: str, where: str, caption: str = "", credit: str = "", **more: Any
    ) -> dict[str, Any] | None:
        """Return an image; None where its address may not stand in a page. `caption` is plain
        text.
        """
        if not (address := _allowed(src, check_image_address)):
            return None
        if not alt:
            alt = caption or f"A picture from {_host(address) or 'the story'}"
            self.report.guessed(
                where,
                "the picture's description, "
                + ("from its caption" if caption else "since none is given"),
            )
        found = {
            "src": address,
            "alt": folded(alt),
            "caption": as_markdown(caption),
            "credit": folded(credit),
        } | more
        return {name: value for name, value in found.items() if value}

    def keep(self, name: str, value: Any) -> None:
        """Keep what is left over as a field of its own at the top of the brief, with a line in the
        report for each of its parts.
        """
        if not value:
            return
        self._kept[name] = value
        for path in _leaves(value, name):
            self.report.left(path, f'kept as it is, in the field "{name}"')

    def sort_sections(self) -> None:
        """Put the sections into the order in which the register lists their kinds."""
        self.sections.sort(key=lambda section: KINDS.index(section["kind"]))

    def finish(self) -> Imported:
        """Return the brief with its report. Required fields that are missing are guessed from what
        is there; the report has what `load` finds wrong.
        """
        self._guess_dek()
        settle(self)
        if "language" not in self.fields:
            texts = " ".join(text for text, _ in _texts(self.sections))
            language = guess_language(plain_text(texts[:LANGUAGE_SHOWS_IN]))
            if language not in ("", "en"):
                self.set_field("language", language, "the text", "from its words")
        years_from_neighbours(self)
        dates_of_another_language(self)
        guess_published(self)
        brief: dict[str, Any] = {"foldline": FORMAT_VERSION}
        brief |= {name: self.fields[name] for name in Brief.model_fields if name in self.fields}
        if self.sources:
            brief["sources"] = self.sources
        brief["sections"] = self.sections
        for name, value in self._kept.items():
            brief[name] = value
        add_findings(brief, self.report)
        return Imported(brief, self.report)

    def _guess_dek(self) -> None:
        if "dek" in self.fields:
            return
        for text, where in _texts(self.sections):
            first = plain_text(re.split(r"\n\s*\n", text)[0])
            if first:
                self.set_field(
                    "dek",
                    first if len(first) <= LONGEST_DEK else _first_sentence(first),
                    where,
                    "from the beginning of this, since no summary is given",
                )
                return


def published_from(draft: Draft, value: object, where: str, **how: Any) -> bool:
    """Set when the brief came out, where the value is a day or a moment. Return whether it
    was set.
    """
    return moment_from(draft, "published", value, where, **how)


def moment_from(draft: Draft, name: str, value: object, where: str, **how: Any) -> bool:
    """Set a field that is a day or a moment, and return whether it was set. The report has the
    value where the brief writes it in another form.
    """
    moment = iso_moment(value, **how)
    if not draft.set_field(name, moment, where):
        return False
    if moment != value:
        draft.report.used(where, f'{name} is {moment}, from "{value}"')
    return True


def _allowed(address: object, check: Callable[[str], str]) -> str:
    if not isinstance(address, str):
        return ""
    try:
        return check(written(address.strip()))
    except ValueError:
        return ""


def _host(address: str) -> str:
    match = re.match(r"https?://(?:www\.)?([^/?#:]+)", address)
    return match[1] if match else ""


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _first_sentence(text: str) -> str:
    match = re.match(r"(.{20,380}?[.!?…])\s", text)
    return match[1] if match else text[: LONGEST_DEK - 1].rsplit(" ", 1)[0] + "…"


def _texts(sections: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the texts of sections from which a summary may be taken, and where each stands."""
    leading = sorted((lead, kind) for kind in KINDS if (lead := importing_of(kind).lead))
    for _, kind in leading:
        for at, section in enumerate(sections):
            if section["kind"] == kind:
                items = (
                    item for value in section.values() if isinstance(value, list) for item in value
                )
                for text in (
                    section.get("text"),
                    *(item.get("text") for item in items if isinstance(item, dict)),
                ):
                    if text:
                        yield text, f"sections[{at}]"


def _leaves(value: Any, path: str) -> Iterator[str]:
    """Yield the paths of the parts of what is kept, down to two levels."""
    if isinstance(value, dict):
        yield from (f"{path}.{name}" for name in value)
    else:
        yield path
