"""What the tests of imports ask of every brief: that it loads, and that no word was lost."""

import html
import json
import re
from pathlib import Path
from typing import Any

from foldline import load
from foldline.importers import import_briefs
from foldline.importers.report import Imported
from foldline.prose import plain_text

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


def told(found: Imported, how: str) -> list[str]:
    return [f"{line.where}: {line.what}" for line in found.report.of(how)]


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in strings(inner)]
    return [text for inner in value for text in strings(inner)] if isinstance(value, list) else []


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text))


def kept_words(found: list[Imported]) -> set[str]:
    """The words of the briefs, as written and as read, and of their reports."""
    kept: set[str] = set()
    for each in found:
        for text in strings(each.brief):
            kept |= words_of(text) | words_of(html.unescape(text)) | words_of(plain_text(text))
        for line in each.report.lines:
            kept |= words_of(str(line))
    return kept


def problems_are_told(found: list[Imported]) -> None:
    """What `load` finds wrong with a brief stands in its report."""
    for each in found:
        wrong = {f"{problem.path_text}: {problem.what}" for problem in load(json.dumps(each.brief)).errors}
        assert wrong <= set(told(each, "problem"))
