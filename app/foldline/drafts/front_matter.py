"""Front matter: the fields above a text, in a strict small subset of YAML (docs/using/importing.md
says which) or in TOML.

PyYAML would be 0.2 MB more for every reader's browser, and reads values as dates, numbers and truth
values that a brief wants as written.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from math import isfinite
from typing import Any

from foldline.text.words import folded

_FRONT = re.compile(r"\s*---[ \t]*\n(?P<front>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.S | re.M)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(?P<front>.*?)^\+\+\+[ \t]*$\n?", re.S | re.M)
_KEY = re.compile(r"(?P<indent> *)(?P<dash>- +)?(?P<key>[\w$][\w $-]*?):(?:[ \t]+(?P<value>.*))?")
LONGEST_VALUE = 60
"""Lines of a value in quotation marks or brackets."""


def front_matter(text: str) -> dict[str, Any]:
    """Return the fields of a front matter: texts, lists of texts, and lists of objects of texts.
    What isn't understood is in the text "not understood", line by line.

    >>> front_matter("title: Rain\\ntags: [a, b]\\nsources:\\n  - name: AP\\n  - Almanac")
    {'title': 'Rain', 'tags': ['a', 'b'], 'sources': [{'name': 'AP'}, 'Almanac']}
    """
    fields: dict[str, Any] = {}
    # Joined in the end: each line that is added to a text copies it
    continued: dict[str, list[str]] = {}
    key, lost = "", []
    for line in _whole_lines(text.split("\n")):
        if not line.strip() or line.lstrip().startswith("#"):
            lost += [line.strip()] if line.strip() else []
            continue
        match = _KEY.fullmatch(line.rstrip())
        item = re.fullmatch(r" *- +(?P<value>\S.*)", line.rstrip())
        of_list = isinstance(fields.get(key), list)
        if match and not match["indent"] and not match["dash"] and match["key"] not in fields:
            key = match["key"]
            fields[key] = _value(match["value"] or "") if match["value"] else []
        elif match and match["dash"] and of_list:
            fields[key].append({match["key"]: _scalar(match["value"] or "")})
        elif item and of_list:
            fields[key].append(_scalar(item["value"]))
        elif (
            match
            and match["indent"]
            and of_list
            and fields[key]
            and isinstance(fields[key][-1], dict)
            and match["key"] not in fields[key][-1]
        ):
            fields[key][-1][match["key"]] = _scalar(match["value"] or "")
        elif (
            match
            and match["indent"]
            and not match["dash"]
            and (fields.get(key) == [] or isinstance(fields.get(key), dict))
            and match["key"] not in fields[key]
        ):
            fields[key] = (fields[key] or {}) | {match["key"]: _value(match["value"] or "")}
        elif line[0].isspace() and isinstance(fields.get(key), str):
            continued.setdefault(
                key, [] if fields[key] in ("|", ">", "|-", ">-") else [fields[key]]
            ).append(line.strip())
        else:
            lost.append(line.strip())
    fields |= {name: " ".join(lines) for name, lines in continued.items()}
    return {name: value for name, value in fields.items() if value} | (
        {"not understood": "\n".join(lost)} if lost else {}
    )


def split_front_matter(text: str) -> tuple[dict[str, Any], str, int]:
    """Return the fields before a text, the text itself, and the number of its first line. The
    fields may be YAML between lines of --- or TOML between lines of +++.
    """
    match = _FRONT.match(text) or _TOML.match(text)
    if match is None:
        return {}, text, 1
    if match.re is _FRONT:
        fields = front_matter(match["front"])
    else:
        try:
            fields = _as_json(tomllib.loads(match["front"]))
        except (tomllib.TOMLDecodeError, RecursionError):
            fields = {"not understood": match["front"].strip()}
    return fields, text[match.end() :], text[: match.end()].count("\n") + 1


def _as_json(value: Any) -> Any:
    """Return what a TOML file holds as JSON has it: dates and times as ISO 8601, all else that JSON
    lacks as text.
    """
    if isinstance(value, dict):
        return {name: _as_json(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int) and abs(value) < 10**15:
        return value
    return value if isinstance(value, float) and isfinite(value) else str(value)


def _whole_lines(lines: list[str]) -> Iterator[str]:
    """Yield the lines, with a text in quotation marks or a list in brackets on one line that goes
    over several; a mark that nothing closes opens nothing."""
    at = 0
    while at < len(lines):
        line = lines[at]
        begins = re.match(r"[ -]*(?:[\w$][\w $-]*:[ \t]+)?(?P<mark>[\"'\[])", line)
        if begins and not _closed(line, begins):
            end = next(
                (
                    place
                    for place in range(at + 1, min(len(lines), at + LONGEST_VALUE))
                    if _closed(" ".join([line, *lines[at + 1 : place + 1]]), begins)
                ),
                None,
            )
            if end is not None:
                yield " ".join([line.rstrip(), *(each.strip() for each in lines[at + 1 : end + 1])])
                at = end + 1
                continue
        yield line
        at += 1


def _closed(line: str, begins: re.Match[str]) -> bool:
    mark = begins["mark"]
    rest = line.rstrip()[begins.end() :]
    if mark == "[":
        return rest.endswith("]")
    return rest.endswith(mark) and not (mark == '"' and rest.endswith('\\"'))


def _value(text: str) -> Any:
    if re.fullmatch(r"\[.*\]", text.strip()):
        return [
            found
            for part in re.findall(r"\s*(?:\"[^\"]*\"|'[^']*'|[^,\[\]]+)", text.strip()[1:-1])
            if (found := _scalar(part))
        ]
    return _scalar(text)


def _scalar(text: str) -> str:
    text = text.strip()
    if text[:1] == '"':
        try:
            return folded(str(json.loads(text)))
        except ValueError:
            pass
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
