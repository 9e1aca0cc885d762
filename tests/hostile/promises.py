"""What is promised for any text: functions that take a text and fail where a promise is broken."""

import json
import re
from collections.abc import Sequence

from foldline import load
from foldline.claims import check_claims
from foldline.dates.edtf import parse_edtf
from foldline.dates.when import DateRules, Day, Moment, When, in_order, read_when, resolve
from foldline.drafts.hypertext import html_words
from foldline.drafts.report import Imported
from foldline.errors import FoldlineError, WhenError
from foldline.formats import WRITABLE as EXPORTS
from foldline.formats import import_briefs
from foldline.html.render import render_brief
from foldline.story.brief import Brief
from foldline.story.loading import Loaded, dump, placed
from foldline.story.shape import PAGE_FACTOR
from foldline.text.addresses import check_link, leads_to, scheme_of, written
from foldline.text.prose import plain_text, prose_html, shown_prose
from foldline.text.words import clean, one_day
from tests.hostile.growing_briefs import prose_size
from tests.importers.imports import (
    kept_words,
    plain_of,
    problems_are_reported,
    strings,
    words_of,
)
from tests.parsed import dangers, tree


def as_file(text: str) -> bytes:
    """The bytes of a text; U+DC80 to U+DCFF stand for single bytes, of which UTF-8 has none."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _whole(text: str) -> str:
    """The text as `load` gives it on: without halves of characters."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


_OF_ITS_OWN = 60_000
"""Bytes that a page may have for a brief of no size: the picture of a timeline, the list of
sources.
"""


def pages(text: str) -> None:
    """No page is more than `PAGE_FACTOR` times as large as its brief."""
    data = as_file(text)
    loaded = load(data)
    if loaded.brief is not None:
        size = len(
            render_brief(loaded.brief, problems=loaded.hiding, address="a.json").encode(
                "utf-8", "replace"
            )
        )
        assert size <= PAGE_FACTOR * len(data) + _OF_ITS_OWN, (
            f"{len(data)} bytes make a page of {size}"
        )


def reads(brief: Brief, problems: Sequence = ()) -> str:
    """A brief can be shown: its HTML, which is never empty and runs nothing."""
    html = render_brief(brief, problems=problems)
    html.encode("utf-8")
    assert html.startswith("<article") and html.rstrip().endswith("</article>") and "<h1" in html
    return html


def problems_are_sentences(found: Loaded) -> None:
    """Every problem has a path and a place, in one line of a sensible length; a file of which
    nothing can be read has one.
    """
    assert found.brief is not None or found.errors
    for problem in found.problems:
        sentence = problem.sentence("a.json")
        sentence.encode("utf-8")
        assert (
            re.fullmatch(r"a\.json:[1-9]\d*:[1-9]\d*: \S.*", sentence)
            and problem.what
            and len(sentence) < 10_000
        ), sentence


def loading(text: str) -> None:
    """Never an exception, and of what is read nothing is lost."""
    data = as_file(text)
    found = load(data)
    problems_are_sentences(found)
    if found.brief is None:
        return
    reads(found.brief, found.hiding)
    again = load(dump(found.brief))
    assert again.brief == found.brief and dump(again.brief) == dump(found.brief)
    if not any("half a character" in problem.what for problem in found.problems):
        assert json.loads(dump(found.brief)) == json.loads(text.removeprefix("\ufeff"))
    placed(found.problems, data)


_RULES = (
    DateRules(),
    DateRules(published=Day(2026, 2, 6)),
    DateRules(published=Day(1, 1, 1), without_year="past", hemisphere="southern"),
    DateRules(published=Day(9999, 12, 31), season_over_new_year="ends", week_begins="sunday"),
    DateRules(language="de"),
)


def _possible(when: When, made: bool) -> None:
    first, last = when.earliest, when.latest
    assert when.read or when.machine_readable == ""
    if first and last:
        assert first <= last and Day.from_ordinal(first.ordinal) == first
    assert re.fullmatch(
        r"(?:\d{4,}(?:-\d\d){0,2}(?:T\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?|P\d+D)?", when.machine_readable
    ), when.machine_readable
    if made and when.edtf and first and last and abs(first.year) < 10_000 > abs(last.year):
        parsed = parse_edtf(when.edtf, DateRules())
        assert (parsed.earliest, parsed.latest, parsed.first, parsed.last) == (
            first,
            last,
            when.first,
            when.last,
        ), when.edtf


def dates(text: str) -> None:
    """A date that is read can be, one that can't be is told, and all stand in an order."""
    read = []
    for rules in _RULES:
        for words, edtf in ((text, None), ("Then", text)):
            read.append(resolve(words, edtf, rules))
            try:
                _possible(read_when(words, edtf, rules), made=edtf is None)
            except WhenError as reason:
                assert str(reason) and not read[-1].read
    assert sorted(in_order(read)) == list(range(len(read)))
    try:
        assert Moment.read(text).words
    except WhenError as reason:
        assert str(reason)


def prose(text: str) -> None:
    """Markdown becomes HTML that every reader takes for the same, and that runs nothing."""
    text = _whole(text)
    for html in (prose_html(text), shown_prose(text, "x")):
        assert dangers(str(html)) == [], html
        (around,) = tree(f"<section>{html}</section>").children
        assert around.name == "section", html
    plain_text(text)
    prose_size(text)


def links(text: str) -> None:
    """A link that is allowed leads where it is said to lead, as it is written too."""
    text = _whole(text)
    address = written(text)
    assert written(address) == address, address
    leads_to(text, text)
    try:
        check_link(text)
    except ValueError as reason:
        assert str(reason)
    else:
        assert {scheme_of(text), scheme_of(address)} <= {None, "http", "https", "mailto"}


_NOT_TEXT = ("role", "contentType", "contenttype", "@type", "@id")


def importing(name: str | None, text: str) -> None:
    """An error of our own, or briefs with every problem told, of which each can be read; every
    third is shown, checked and exported too, which takes as long as all the rest."""
    try:
        found = import_briefs(as_file(text), name)
    except FoldlineError as error:
        str(error).encode("utf-8")
        assert str(error)
        return
    problems_are_reported(found)
    for each in found:
        loaded = load(json.dumps(each.brief))
        problems_are_sentences(loaded)
        if loaded.brief is not None and len(text) % 3 == 0:
            reads(loaded.brief, loaded.hiding)
            check_claims(loaded.brief)
            for export in EXPORTS.values():
                assert export.write(loaded.brief).encode("utf-8")
    if name not in ("text", "markdown", "csv", None):
        _nothing_is_lost(found, text)


def _nothing_is_lost(found: Sequence[Imported], text: str) -> None:
    try:
        parsed = json.loads(text)
    except ValueError:
        return
    kept, letters = (
        kept_words(list(found)),
        _letters(" ".join(text for each in found for text in strings(each.brief))),
    )
    for each in map(clean, strings(parsed, but=_NOT_TEXT)):
        assert any(
            words_of(form(each)) <= kept or _letters(form(each)) in letters
            for form in (plain_of, html_words, written)
        ) or one_day(each), each


def _letters(text: str) -> str:
    """The words of a text, as one: bodies that differ in blanks alone are one to an import."""
    return re.sub(r"[\W\d_]+", "", text).casefold()
