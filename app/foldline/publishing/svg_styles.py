"""Make the styles of a drawing safe: what is left of them loads nothing and applies to the drawing
alone.

tinycss2 reads CSS by its standard, escapes included, and writes anew what is kept.
"""

import re
from collections.abc import Callable, Iterable

import tinycss2
from tinycss2.ast import Node

_FUNCTIONS = frozenset(
    """
    rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark calc min max clamp abs sign
    round mod rem sin cos tan var matrix matrix3d translate translatex translatey translatez
    translate3d rotate rotatex rotatey rotatez rotate3d scale scalex scaley scalez scale3d skew
    skewx skewy perspective blur brightness contrast drop-shadow grayscale hue-rotate invert opacity
    saturate sepia cubic-bezier steps linear circle ellipse inset polygon path rect xywh
    linear-gradient radial-gradient conic-gradient repeating-linear-gradient
    repeating-radial-gradient not is where nth-child nth-last-child nth-of-type nth-last-of-type
    lang dir format tech local
""".split()
)
"""What may be called in a value or a selector: nothing among them names a file."""

_RULES_OF_RULES = frozenset(
    ("media", "supports", "container", "layer", "keyframes", "-webkit-keyframes")
)
_DEEPEST = 20
_OWN_PART = re.compile(r"#[^\s\"'()\\]+\Z")
_FONT_DATA = re.compile(
    r"data:(?:font/[\w+.-]+|application/(?:x-)?font-[\w-]+|application/vnd\.ms-fontobject)\s*[;,]",
    re.I,
)
_URL_OF_OWN_PART = re.compile(r"url\(\s*(['\"]?)#[^\s\"'()\\]+\1\s*\)", re.I)
_CALLED = re.compile(r"([^\s(),:;/*]*)\(")

Report = Callable[[str], None]
"""Hears what was taken out."""


def clean_value(value: str, report: Report) -> str:
    """Return an attribute's value that may hold CSS (`fill`, `filter`, `transform`) unchanged where
    it is safe, else an empty text.
    """
    if "(" not in value and "\\" not in value and "@" not in value:
        return value
    rest = _URL_OF_OWN_PART.sub(" ", value)
    if (
        "\\" not in rest
        and "@" not in rest
        and all(name.lower() in _FUNCTIONS for name in _CALLED.findall(rest))
    ):
        return value
    nodes = tinycss2.parse_component_value_list(value)
    return value if _is_safe(nodes, report) else ""


def clean_declarations(text: str, report: Report) -> str:
    """Return the declarations of a `style` attribute without those that load something; unchanged
    where there are none.
    """
    if clean_value(text, lambda what: None) == text:
        return text
    return _contents(_parts(text), report, 0)


def clean_stylesheet(text: str, report: Report) -> str:
    """Return a stylesheet without rules and declarations that load something."""
    nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return _contents(nodes, report, _DEEPEST)


def _parts(content: str | list[Node]) -> list[Node]:
    """Return the nodes between braces: declarations, and rules in them."""
    nodes: list[Node] = tinycss2.parse_blocks_contents(
        content, skip_comments=True, skip_whitespace=True
    )
    return nodes


def _contents(nodes: Iterable[Node], report: Report, deeper: int, fonts: bool = False) -> str:
    """Return the text of the safe declarations and rules, including those in up to `deeper` levels
    of braces.
    """
    kept = []
    for node in nodes:
        if node.type == "declaration":
            if _is_safe(node.value, report, fonts):
                kept.append(f"{node.serialize()};")
        elif node.type == "qualified-rule" and deeper:
            if _is_safe(node.prelude, report):
                inner = _contents(_parts(node.content), report, deeper - 1)
                kept.append(f"{tinycss2.serialize(node.prelude).strip()}{{{inner}}}\n")
        elif node.type == "at-rule":
            kept.append(_at_rule(node, report, deeper))
        else:
            report("a style that can't be read")
    return "".join(kept)


def _at_rule(node: Node, report: Report, deeper: int) -> str:
    name = node.lower_at_keyword
    if name == "charset":
        return ""
    if name == "font-face" and node.content is not None:
        inner = _contents(_parts(node.content), report, 0, fonts=True)
        return f"@font-face{{{inner}}}\n" if inner else ""
    if (
        name in _RULES_OF_RULES
        and node.content is not None
        and deeper
        and _is_safe(node.prelude, report)
    ):
        inner = _contents(_parts(node.content), report, deeper - 1)
        return f"@{name}{tinycss2.serialize(node.prelude)}{{{inner}}}\n"
    report(f"@{name[:40]}")
    return ""


def _is_safe(
    nodes: Iterable[Node], report: Report, fonts: bool = False, deeper: int = _DEEPEST
) -> bool:
    """Return whether nothing in these values loads anything, however it is written."""
    for node in nodes:
        if node.type == "url":
            safe = _may_be_asked_for(node.value, fonts)
            what = f"url({node.value[:40]})"
        elif node.type == "function":
            what = f"{node.lower_name[:40]}()"
            if node.lower_name == "url":  # with a string in it
                words = [
                    each for each in node.arguments if each.type not in ("whitespace", "comment")
                ]
                safe = (
                    len(words) == 1
                    and words[0].type == "string"
                    and _may_be_asked_for(words[0].value, fonts)
                )
                what = (
                    f"url({words[0].value[:40]})" if words and words[0].type == "string" else what
                )
            elif node.lower_name in _FUNCTIONS and deeper:
                if not _is_safe(node.arguments, report, fonts, deeper - 1):
                    return False
                continue
            else:
                safe = False
        elif node.type in ("() block", "[] block", "{} block"):
            if not deeper or not _is_safe(node.content, report, fonts, deeper - 1):
                return False
            continue
        elif node.type == "at-keyword":
            safe, what = False, f"@{node.lower_value[:40]}"
        elif node.type == "error":
            safe, what = False, "a style that can't be read"
        else:
            continue
        if not safe:
            report(what)
            return False
    return True


def _may_be_asked_for(address: str, fonts: bool) -> bool:
    return bool(_OWN_PART.match(address.strip()) or (fonts and _FONT_DATA.match(address)))
