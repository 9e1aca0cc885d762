"""Other formats to briefs: one module for each, and one register of them.

An importer is a pure function from a text to briefs, each with its report: the same code runs in a browser.
"""

import json
import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from foldline.errors import ImportRefused
from foldline.importers import kite, markdown, markets, ninjs, schema_org, table, text, timelinejs
from foldline.importers.fields import read_json
from foldline.importers.report import Imported
from foldline.story.loading import LARGEST_BRIEF
from foldline.story.positions import Positions

FORMATS: dict[str, Callable[[str], list[Imported]]] = {
    module.FORMAT: module.read for module in (text, markdown, kite, timelinejs, table, ninjs, schema_org, markets)
}
"""The register: each format's name, as `--from` takes it, and what reads it."""

_BY_ENDING = {".csv": table.FORMAT, ".tsv": table.FORMAT, ".md": markdown.FORMAT, ".markdown": markdown.FORMAT}
"""What a file's name says of its format; other endings say too little."""

_PAGE = re.compile(r"\s*<(?:!doctype html|html)\b", re.I)
_LD = re.compile(r"<script[^<>]*application/ld\+json", re.I)
_TABLE = re.compile(r"(?=(?:.*[,;\t])?\"?when\"?(?:[,;\t]|$))(?=(?:.*[,;\t])?\"?text\"?(?:[,;\t]|$))[\w\"]+[,;\t]", re.I | re.M)
_MARKDOWN = re.compile(r"^(?:#{1,6} +\S.*|---[ \t]*\n[\w$-]+:.*|!\[[^\]\n]*\]\(.*\)|\S.*\n(?:=|-){3,}[ \t]*)$", re.M)


def import_briefs(given: str | bytes, format_name: str | None = None, name: str = "") -> list[Imported]:
    """The briefs in a text of another format; the format is guessed where none is named, and the report says so. `name` is
    that of the text's file, where it has one.

    Raises ImportRefused where the text is not of that format, or of none that is known."""
    decoded = text_of(given)
    named = format_name or guess_format(decoded, name)
    if named not in FORMATS:
        near = get_close_matches(named, FORMATS, 1)
        raise ImportRefused(f'"{named}" is no format that is read here; '
                            + (f'did you mean "{near[0]}"?' if near else f"known are {', '.join(FORMATS)}"))
    found = FORMATS[named](decoded)
    if format_name is None:
        for each in found:
            each.report.guessed("the text", f"its format, {named}, since none was named")
    return found


def text_of(given: str | bytes) -> str:
    """The characters of a file. Raises ImportRefused where it is empty, too large, or not in UTF-8."""
    if len(given) > LARGEST_BRIEF:
        raise ImportRefused(f"the text has {len(given) / 1e6:.1f} MB; what is read has at most {LARGEST_BRIEF / 1e6:.0f} MB")
    if isinstance(given, bytes):
        try:
            given = given.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = given[: error.start].decode("utf-8")
            line, column = Positions(before).line_and_column(len(before))
            raise ImportRefused(f"the byte 0x{given[error.start]:02X} at line {line}, column {column} is not UTF-8; save it as UTF-8") from None
    given = given.removeprefix("\ufeff")
    if not given.strip():
        raise ImportRefused("the text is empty")
    return given


def guess_format(decoded: str, name: str = "") -> str:
    """The format a text looks like: by its fields where it is JSON, by its scripts where it is a page, by its file's name or
    its first line where it is a table, by that name or its marks where it is Markdown; else it is text. Raises ImportRefused
    for JSON of no known form."""
    begins = decoded.lstrip()[:1]
    if by_ending := _BY_ENDING.get("." + name.lower().rpartition(".")[2]):
        return by_ending
    if begins in ("{", "["):
        try:
            given = read_json(decoded)
        except ImportRefused:
            if re.match(r"\s*(?:\{\s*\"|\[\s*[\[{\"])", decoded):
                raise
            return text.FORMAT
        return _guess_json(given)
    if begins == "<" and (_LD.search(decoded) or _PAGE.match(decoded)):
        return schema_org.FORMAT
    if _TABLE.match(decoded):
        return table.FORMAT
    return markdown.FORMAT if _MARKDOWN.search(decoded) else text.FORMAT


def _guess_json(given: Any) -> str:
    first = given[0] if isinstance(given, list) and given else given
    fields = set(first) if isinstance(first, dict) else set()
    if "foldline" in fields:
        raise ImportRefused("it is a brief already; foldline check says whether it is valid")
    if {"@context", "@graph", "@type"} & fields:
        return schema_org.FORMAT
    within = json.dumps(first["events"])[:400_000] if "events" in fields else ""
    if fields & {"outcomePrices", "outcomeType", "event_ticker", "ticker", "markets", "market"} or (
            "markets" in within and "start_date" not in within):
        return markets.FORMAT
    if fields & {"clusters", "stories", "cluster_number", "short_summary", "talking_points"}:
        return kite.FORMAT
    if "events" in fields:
        return timelinejs.FORMAT
    if fields & set(ninjs.OWN) or {"uri", "type"} <= fields:
        return ninjs.FORMAT
    raise ImportRefused(f"it is JSON of no form that is known; name one with --from: {', '.join(FORMATS)}")
