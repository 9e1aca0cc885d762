"""Which words the templates, modules and scripts use: read from the syntax trees of the first two,
and from the calls of `words("…")` in scripts.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import nodes

from foldline.html.environment import ENVIRONMENT
from foldline.locales import ENGLISH
from tests.made import PACKAGE

SCRIPTS = PACKAGE.parent / "scripts"
TABLES = sorted({key.split(".")[1] for key in ENGLISH if key.startswith("scripts.")})
"""The names of the tables of words that scripts have."""

CALLERS = {"t", "words", "ENGLISH"}
"""What words are called by, in templates and in Python: `t("…")`, `words("…")`, `cited.t("…")`,
`self._words("…")`."""


@dataclass(frozen=True)
class Use:
    """A use of words: the file and line, the key, or how it begins and ends where it is made of
    parts, and the names of its values (None where they are not in the call)."""

    where: str
    begin: str
    end: str | None
    values: frozenset[str] | None

    def means(self, key: str) -> bool:
        """Return whether it may use this key."""
        if self.end is None:
            return key == self.begin
        return key.startswith(self.begin) and key.endswith(self.end)


def _text(part: object) -> str:
    """Return a part of a key that is text, else nothing."""
    value = getattr(part, "value", "")
    return value if isinstance(value, str) else ""


def _in_template(path: Path) -> Iterator[Use]:
    tree = ENVIRONMENT.parse(path.read_text("utf-8"))
    for call in tree.find_all(nodes.Call):
        name = getattr(call.node, "name", None) or getattr(call.node, "attr", None)
        if name not in CALLERS or not call.args:
            continue
        parts = call.args[0].nodes if isinstance(call.args[0], nodes.Concat) else [call.args[0]]
        where = f"{path.name}:{call.lineno}"
        assert _text(parts[0]), f"{where}: a key begins with text"
        end = _text(parts[-1]) if len(parts) > 1 else None
        yield Use(where, _text(parts[0]), end, frozenset(each.key for each in call.kwargs))


def _in_module(path: Path) -> Iterator[Use]:
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        called = getattr(call.func, "id", None) or getattr(call.func, "attr", "").lstrip("_")
        if called not in CALLERS | {"Sentence"}:
            continue
        first = call.args[0]
        values = (
            None if called == "Sentence" else frozenset(str(each.arg) for each in call.keywords)
        )
        where = f"{path.name}:{call.lineno}"
        if isinstance(first, ast.Constant):
            yield Use(where, str(first.value), None, values)
        elif isinstance(first, ast.JoinedStr):
            assert _text(first.values[0]), f"{where}: a key begins with text"
            yield Use(where, _text(first.values[0]), _text(first.values[-1]), values)


_KEY = re.compile(rf"""['`]((?:{"|".join(TABLES)})\.[a-z_.]*)(?:\$\{{\w+\}}([a-z_.]*))?['`]""")
"""A text of a script that is a key, whole or with a part that the script fills in."""
_CALL = re.compile(r"\b(?:words|foldlineWords\?\.)\(")


def _arguments(text: str, start: int) -> str:
    """Return the text from a place inside brackets to their end."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            return text[start:at]
    raise ValueError(f"brackets without an end: {text[start : start + 60]}")


def _values(arguments: str) -> frozenset[str] | None:
    """Return the names of the values among the arguments of a call; None where they come from
    elsewhere."""
    _, values, written = re.sub(r"['`][^'`]*['`]", "", arguments).partition(", ")
    if not values:
        return frozenset()
    found = re.fullmatch(r"\{ (.*) \}", written)
    return frozenset(re.findall(r"(?:^|, )(\w+)", found[1])) if found else None


def _in_script(path: Path) -> Iterator[Use]:
    text = path.read_text("utf-8")
    calls = [
        (call.end(), call.end() + len(inside), _values(inside))
        for call in _CALL.finditer(text)
        for inside in [_arguments(text, call.end())]
    ]
    for key in _KEY.finditer(text):
        values = [values for start, end, values in calls if start <= key.start() < end]
        where = f"{path.name}:{text.count(chr(10), 0, key.start()) + 1}"
        yield Use(where, f"scripts.{key[1]}", key[2], values[-1] if values else None)


def uses_in_scripts() -> list[Use]:
    """Return every use of words in the scripts."""
    return [use for path in sorted(SCRIPTS.glob("*.*js")) for use in _in_script(path)]


def uses() -> list[Use]:
    """Return every use of words in the package and in the scripts."""
    found = [use for path in sorted(PACKAGE.rglob("*.html")) for use in _in_template(path)]
    modules = (path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "locales")
    return found + [use for path in modules for use in _in_module(path)] + uses_in_scripts()
