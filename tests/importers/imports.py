"""What the tests of imports ask of every brief: that it loads, and that no word was lost."""

import html
import json
import re
from pathlib import Path
from typing import Any

from foldline import load
from foldline.drafts.report import Imported
from foldline.formats import import_briefs
from foldline.text.prose import plain_text

FIXTURES = Path(__file__).with_name("fixtures")


def fixture(name: str) -> str:
    return (FIXTURES / name).read_text("utf-8")


def imported(name: str, format_name: str | None = None) -> Imported:
    """The one brief of a fixture."""
    (found,) = import_briefs(fixture(name), format_name)
    return found


def of_kind(found: Imported, kind: str) -> list[dict[str, Any]]:
    return [section for section in found.brief["sections"] if section["kind"] == kind]


def only(found: Imported, kind: str) -> dict[str, Any]:
    (section,) = of_kind(found, kind)
    return section


def report_lines(found: Imported, how: str) -> list[str]:
    return [f"{line.where}: {line.what}" for line in found.report.of(how)]


def strings(value: Any, but: tuple[str, ...] = ()) -> list[str]:
    """Every text in JSON, but not in fields of these names."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [
            text for name, inner in value.items() if name not in but for text in strings(inner, but)
        ]
    return (
        [text for inner in value for text in strings(inner, but)] if isinstance(value, list) else []
    )


def words_of(text: str) -> set[str]:
    """The words in small letters; numbers are none, since dates and prices are written otherwise
    after an import.
    """
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


def kept_words(found: list[Imported]) -> set[str]:
    """The words of the briefs, as written and as read, and of their reports."""
    kept: set[str] = set()
    for each in found:
        for text in strings(each.brief):
            kept |= words_of(text) | words_of(html.unescape(text)) | words_of(plain_text(text))
        for line in each.report.lines:
            kept |= words_of(str(line))
    return kept


def problems_are_reported(found: list[Imported]) -> None:
    """What `load` finds wrong with a brief stands in its report."""
    for each in found:
        wrong = {
            f"{problem.path_text}: {problem.what}"
            for problem in load(json.dumps(each.brief)).errors
        }
        assert wrong <= set(report_lines(each, "problem"))


_MARK = re.compile(r"\[[\w.-]+(?:#\d+)?\]")


def plain_of(text: str) -> str:
    """A text of a format as its reader sees it: without tags, and without Kite's marks of
    sources.
    """
    return html.unescape(re.sub(r"<[^<>]*>", " ", _MARK.sub(" ", text)))


_SAYING = re.compile(
    r"^\s*\d+[.)]|\b(?:[Bb]y|[Aa]uthor|[Bb]yline|said|says|told|tells|wrote|writes|added|adds"
    r"|warned|warns|stated|states|posted|posts|"
    r"argued|argues|tweeted)\b|^ *(?:- )?(?:url|name): |^```.*$",
    re.M,
)


def lines_of(text: str) -> str:
    """A text without what an import reads and does not repeat: numbers of lists, the verb that
    gives words to a speaker.
    """
    return _SAYING.sub(" ", text)
