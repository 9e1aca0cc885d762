"""What Python says in a page comes from the words of a language: no sentence is in the code of
reading/.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.made import PACKAGE

MODULES = sorted((PACKAGE / "reading").rglob("*.py"))
SENTENCE = re.compile(
    r"[A-Za-z']{2,}[,;:]? [a-z']+[,;:.]?(?: [a-z]|$)"  # two words and more
    r"|^ ?[A-Z][a-z]+(?: [a-z…]|\.$)"  # a word with a capital, and another or a full stop
    r"|^…\.(?: |$)"  # what is put behind a sentence
)
"""What looks like English."""
NOT_SHOWN = {
    "…the page has no element #",  # faults of ours
    "…the page has no ",
    "it can't be read",  # a picture, of which the page says only that it is not shown
    "the page asks its worker for something that it does not know",
    "no worker runs here",
    "left over",  # drafts/report.py
}
CALLS_WITHOUT_WORDS = {
    "partition",
    "rpartition",
    "find",
    "find_all",
    "query",
    "closest",
    "create_element",
}


def _texts(node: ast.AST) -> Iterator[str]:
    """Yield the texts of a module, those in f-strings with "…" before them. Left out are
    docstrings, what is put into the console, and selectors."""
    for child in ast.iter_child_nodes(node):
        called = getattr(getattr(child, "func", None), "attr", "")
        if called.startswith("log_") or called in CALLS_WITHOUT_WORDS:
            continue
        if isinstance(child, ast.Assert) or (
            isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        ):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield f"…{child.value}" if isinstance(node, ast.JoinedStr) else child.value
        yield from _texts(child)


def test_there_are_modules_to_read():
    assert len(MODULES) > 30


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_sentence_is_in_the_code(path):
    found = {text for text in _texts(ast.parse(path.read_text("utf-8"))) if SENTENCE.search(text)}
    assert found <= NOT_SHOWN


@pytest.mark.parametrize(
    "text",
    ["is no page of this site", "… is kept on this device.", "….", "Opening files", "Saved."],
)
def test_what_looks_like_a_sentence(text):
    assert SENTENCE.search(text)
