"""Which words the templates and modules of the package use: read from their syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import nodes

from foldline.html.environment import ENVIRONMENT
from tests.made import PACKAGE

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


def uses() -> list[Use]:
    """Return every use of words in the package."""
    found = [use for path in sorted(PACKAGE.rglob("*.html")) for use in _in_template(path)]
    modules = (path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "locales")
    return found + [use for path in modules for use in _in_module(path)]
