"""Markdown to safe HTML: the only place in Foldline that makes markup out of text.

Python-Markdown turns text into HTML and promises nothing of its safety; JustHTML then keeps what
the allow-list below names. Everything else reaches the page through Jinja2's autoescape.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from urllib.parse import quote
from xml.etree.ElementTree import Element

import markdown
from justhtml import Element as Tag
from justhtml import JustHTML, Node, SanitizationPolicy, Text, UrlPolicy, UrlRule
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from foldline.text.addresses import LINK_SCHEMES, leads_to, scheme_of, written
from foldline.text.platforms import pieces
from foldline.text.unseen import shown_text

MARKDOWN_CHARACTERS = 100_000
"""Of one text. Longer ones are shown as plain text."""
MARKDOWN_NESTING = 25
"""Lists and quotations in each other. Python-Markdown goes down several calls for each, and at some
200 ends in a RecursionError."""

_REL = "noopener noreferrer"
_POLICY = SanitizationPolicy(
    allowed_tags=(
        "p",
        "ul",
        "ol",
        "li",
        "blockquote",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "em",
        "strong",
        "code",
        "br",
        "a",
        "sup",
        "sub",
        "s",
        "abbr",
        "q",
        "cite",
    ),
    allowed_attributes={"*": [], "a": ["href"], "abbr": ["title"], "ol": ["start"]},
    url_policy=UrlPolicy(
        default_handling="strip",
        url_filter=lambda tag, attribute, address: written(address),
        allow_rules={
            ("a", "href"): UrlRule(
                allowed_schemes=set(LINK_SCHEMES), handling="allow", allow_relative=True
            )
        },
    ),
    # The text inside these is code, not prose; of every other unknown element the text stays.
    drop_content_tags=(
        "script",
        "style",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "noscript",
        "xmp",
        "noembed",
        "noframes",
        "title",
        "textarea",
        "select",
    ),
    force_link_rel=_REL.split(),
    # Variation selectors and joiners belong to emoji and to Persian, Hindi, …: stripping them would
    # change the text.
    strip_invisible_unicode=False,
)


class _UnderTheSection(Treeprocessor):
    """Puts inner headings under the section's own <h2>: # and ## become <h3>, ### <h4>, and so on."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit():
                element.tag = f"h{min(6, max(2, int(element.tag[1])) + 1)}"


class _InnerHeadings(Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        md.treeprocessors.register(_UnderTheSection(md), "foldline-inner-headings", 5)


_markdown = markdown.Markdown(
    extensions=[_InnerHeadings(), SaneListExtension(), TableExtension()], output_format="html"
)
# Blocks of HTML are found by Python's html.parser, of which each Python has another: CPython and
# Pyodide would show a broken tag differently. Without it they are tags in a line, which
# Python-Markdown finds by its own pattern, the same in both.
_markdown.preprocessors.deregister("html_block")


@lru_cache(maxsize=4)
def _closing_brackets(text: str) -> dict[int, int]:
    """Where the bracket stands that closes each "[" of a text, by the place behind that; none for
    one that nothing closes.
    """
    found: dict[int, int] = {}
    opened: list[int] = []
    for mark in _BRACKET.finditer(text):
        if mark[0] == "[":
            opened.append(mark.end())
        elif opened:
            found[opened.pop()] = mark.start()
    return found


_BRACKET = re.compile(r"[\[\]]")


def _text_in_brackets(text: str, begins: int) -> tuple[str, int, bool]:
    """What stands between brackets, where it ends and whether it does: as
    `LinkInlineProcessor.getText`, which looks from each "[" through the rest of the text."""
    end = _closing_brackets(text).get(begins)
    return (text[begins:end], end + 1, True) if end is not None else ("", len(text), False)


for _processor in _markdown.inlinePatterns:
    if isinstance(_processor, LinkInlineProcessor):
        _processor.getText = _text_in_brackets  # type: ignore[assignment,method-assign]  # for this one processor


_EMPTY_HEADING = re.compile(r"<h([3-6])>\s*</h\1>")


def _sanitised(html: str) -> JustHTML:
    found = JustHTML(html, fragment=True, policy=_POLICY)
    _in_place(found.root)
    return found


_BLOCKS = {
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


def _in_place(root: Node) -> None:
    """Makes an <li> outside a list a paragraph. Its start tag would end the <li> that a text stands
    in, and with it what is around the text: HTML Standard, 13.2.6.4.7, "A start tag whose tag name
    is 'li'", where a <div> is no boundary.

    And makes a paragraph around a block a <div>: what stood between the two, and kept the one from
    ending the other, is gone. What is left of a table's caption stands before the table."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        for child in list(node.children or ()):
            if (
                node.name == "table"
                and child.name not in ("thead", "tbody", "tr")
                and (child.name != "#text" or child.data.strip())
            ):
                node.remove_child(child)
                (node.parent or root).insert_before(child, node)
            if child.name == "li" and child.parent.name not in ("ul", "ol"):
                child.name = "p"
            above = child.parent if child.name in _BLOCKS else None
            while above is not None:
                if above.name == "p":
                    above.name = "div"
                above = above.parent
            waiting.append(child)


def _markdown_html(text: str) -> str:
    return _markdown.reset().convert(text)


_MARKER = re.compile(r"[ \t]*+(?:>|(?:[-*+]|\d++[.)])(?=[ \t]))")
_NESTING = re.compile(
    r"((?<![^\s*_])[*_]+(?=\S))|<([A-Za-z][\w-]*+)(?=[\s>])|((?<=[^\s*_])(?:\*+|_+(?!\w))"
    r"|</[A-Za-z])"
)
_VOID = {"br", "hr", "img", "wbr"}
_HEADING_LINE = re.compile(r"^ {0,3}(?:#|=++|-++ *+$)", re.M)
_BLANK_LINES = re.compile(r"\n[ \t]*+\n\s*+")
_LINE_END = re.compile(r"\r\n?")
_RULE_OF_A_TABLE = re.compile(r"^[ \t>|:-]++$", re.M)
_CELL, _STEPS_A_CELL, _HOST = 10, 600, 70
"""Bytes of HTML of an empty cell, steps that any cell takes, and bytes that tell a link's host."""
_GROWTH = 500_000
"""Bytes that one text may become beside what stands in it."""
_SAFE = " !$%&'()*+,;:=@/?#[]"
RAW_TAG = re.compile(r"<[A-Za-z/!?]")
"""How a tag, a comment or an instruction of HTML begins in a text."""
_EFFORT = 6_000_000
"""Steps, of which Python-Markdown takes some five million a second on a machine of two cores."""


def why_plain(text: str) -> str:
    """Why a text is not read as Markdown, in words; empty where it is. Markdown's reader takes time
    that grows with the square of some texts, and a call for each level, so that a stranger's text
    could hold up a page or end it."""
    if len(text) > MARKDOWN_CHARACTERS:
        return (
            f"has {len(text):,} characters; Markdown is read in texts of up to "
            f"{MARKDOWN_CHARACTERS:,}"
        )
    text = _LINE_END.sub("\n", text)
    if _deepest(text) > MARKDOWN_NESTING:
        return f"nests lists, quotations or emphasis deeper than {MARKDOWN_NESTING} levels"
    if _effort(text) > _EFFORT:
        return (
            "has so many marks ([, <, *, #, |) in one paragraph that reading them would take too "
            "long"
        )
    if _growth(text) > _GROWTH:
        return (
            "would become too much on the page, with rows of a table that are filled up or links "
            "that repeat an address"
        )
    return ""


def _deepest(text: str) -> int:
    """How many lists and quotations a line may be in, by its marks and what stands before it; or
    how many emphases and elements may be open at once, where that is more."""
    deepest = opened = 0
    for found in _NESTING.finditer(text):
        opened = (
            max(0, opened - 1)
            if found[3]
            else opened + (found[1] is not None or found[2].lower() not in _VOID)
        )
        deepest = max(deepest, opened)
    for line in text.split("\n"):
        marks = at = 0
        while mark := _MARKER.match(line, at):
            at, marks = mark.end(), marks + 1
        rest = line.expandtabs(4)
        deepest = max(deepest, marks + (len(rest) - len(rest.lstrip())) // 4)
    return deepest


def effort(text: str) -> float:
    """Return the steps that reading a text as Markdown takes, at most; none for one that is shown
    as plain text.

    >>> effort("[" * 1000) > effort("a" * 1000)
    True
    """
    steps = 0.0 if len(text) > MARKDOWN_CHARACTERS else _effort(_LINE_END.sub("\n", text))
    return steps if steps <= _EFFORT else 0.0


def growth(text: str) -> int:
    """Return the bytes of HTML, at most, that a text becomes beside what stands in it; none for one
    that is shown as plain text.

    >>> growth("one | two"), growth("a|b|c\\n-|-|-\\n1")
    (0, 90)
    """
    grown = 0 if len(text) > MARKDOWN_CHARACTERS else _growth(_LINE_END.sub("\n", text))
    return grown if grown <= _GROWTH else 0


def _growth(text: str) -> int:
    """Return the bytes that tables and links with a definition add, at most.

    A table's rows are filled up to the length of its first. [a] repeats the address, and for a
    moment the title, of a definition `[a]: …`: all are taken to be as long as the longest."""
    repeated = 0
    if "]:" in text:
        lines = text.split("\n")
        there = (
            quote("\n".join(lines[at : at + 3]), safe=_SAFE, errors="replace")
            for at, line in enumerate(lines)
            if "]:" in line
        )
        repeated = (max(map(len, there)) + _HOST) * text.count("[")
    return repeated + _CELL * _cells(text)


def _cells(text: str) -> int:
    """Return how many cells all tables have, at most: those of Python-Markdown end with their
    block.
    """
    if not _RULE_OF_A_TABLE.search(text):
        return 0
    blocks = (
        block.split("\n")
        for block in _BLANK_LINES.split(text)
        if "|" in block and _RULE_OF_A_TABLE.search(block)
    )
    return sum((max(line.count("|") for line in lines) + 1) * len(lines) for lines in blocks)


def _effort(text: str) -> float:
    """The steps that reading may take, at most: measured on texts of one repeated mark
    (tests/hostile/test_time.py).

    Each [ may look through the rest of its paragraph, each tag through the rest of the text, each
    heading copies what is left of its paragraph, each * _ ` \\ and & looks, faster, through its
    paragraph."""
    steps = len(text) * len(RAW_TAG.findall(text)) / 3 + _STEPS_A_CELL * _cells(text)
    for block in _BLANK_LINES.split(text):
        marks = sum(map(block.count, "*_`\\&"))
        steps += len(block) * (
            block.count("[") + len(_HEADING_LINE.findall(block)) / 5 + marks / 200
        )
    return steps


def _as_plain(text: str) -> Markup:
    """A text in paragraphs and lines, with nothing of it read as a mark."""
    return Markup("\n").join(
        Markup("<p>{}</p>").format(Markup("<br>\n").join(map(escape, block.split("\n"))))  # noqa: S704
        for block in _BLANK_LINES.split(_LINE_END.sub("\n", text).strip("\n"))
    )


def _html(found: JustHTML) -> Markup:
    html = found.to_html(pretty=False)
    html = _EMPTY_HEADING.sub(
        "", html.replace(f'<a rel="{_REL}">', "<a>")
    )  # of links whose address was not allowed
    return Markup(html)  # noqa: S704 (this is the one place, after the sanitiser)


@lru_cache(maxsize=512)
def prose_html(text: str) -> Markup:
    """Markdown as safe HTML: paragraphs, lists, quotations, tables, inner headings, emphasis and
    allowed links. A text that is too much for that (`why_plain`) is shown as it stands."""
    return _as_plain(text) if why_plain(text) else _html(_sanitised(_markdown_html(text)))


_ADDRESS_ELSEWHERE = re.compile(
    r"^[ \t>]*\[[^\]\n]{1,999}\]:\s*+(?:<\s*+)?([^\s>]+)|<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>",
    re.M,
)
"""Definitions of links, and addresses in angle brackets, as CommonMark has them."""

_ADDRESS_AT_START = re.compile(r"[\s>]*<?([^\s)>]*)")
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_PLAIN_TAG = re.compile(
    rf"</?(?:{'|'.join(_POLICY.allowed_tags)}|(?:a href|abbr title)=\"[^\"<>`]*\"|ol "
    r"start=\"\d+\") ?/?>",
    re.I,
)
_NO_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|<[\w.+-]+@[\w.-]+>")


def _runs_outside_code(text: str) -> bool:
    """Return whether a text holds what would run if nothing of it were code. What is code alone is
    none behind other words, or behind a fence that another text left open."""
    for tag in RAW_TAG.finditer(text):
        if not (_PLAIN_TAG.match(text, tag.start()) or _NO_TAG.match(text, tag.start())):
            return True
    for behind in text.split("](")[1:]:  # each by itself: one in another's address is one, too
        address = _ADDRESS_AT_START.match(behind)
        if address and not _is_link(unescape(_ESCAPED.sub("", address[1]))):
            return True
    return False


def is_safe_elsewhere(text: str) -> bool:
    """Return whether a Markdown text stays harmless where another program renders it among others
    and keeps all HTML: it has no raw HTML but what a page here would show, also not in code, and
    every address in it is one that a brief may have.

    >>> is_safe_elsewhere("**Bold**, `a < b` and <em>more</em>"), is_safe_elsewhere("`<img src=x onerror=alert(1)>`")
    (True, False)
    """
    if why_plain(text):
        return not RAW_TAG.search(text) and not _ADDRESS_ELSEWHERE.search(text) and "](" not in text
    if any(not _is_link(found[1] or found[2]) for found in _ADDRESS_ELSEWHERE.finditer(text)):
        return False
    if _runs_outside_code(text):
        return False
    waiting = [JustHTML(_markdown_html(text), fragment=True, sanitize=False).root]
    while waiting:
        for child in waiting.pop().children or ():
            if child.name == "#text":
                continue
            if not _is_allowed(child):
                return False
            waiting.append(child)
    return True


def _is_link(address: str, schemes: Iterable[str] = LINK_SCHEMES) -> bool:
    return {scheme_of(address), scheme_of(written(address))} <= {None, *schemes}


def _is_allowed(node: Node) -> bool:
    """Return whether an element may stand in a page as it is, or is a picture, which runs nothing."""
    attributes = {name: value or "" for name, value in (node.attrs or {}).items()}
    if any(RAW_TAG.search(value) for value in attributes.values()):
        return False  # to another program these may be no values
    if node.name == "img":
        return set(attributes) <= {"src", "alt", "title"} and _is_link(
            attributes.get("src", ""), ("https", "http")
        )
    if node.name not in _POLICY.allowed_tags or not set(attributes) <= {
        "href",
        "title",
        "start",
        "style",
    }:
        return False
    # Python-Markdown itself writes how the cells of a table are aligned
    aligned = re.fullmatch(
        r"text-align: (left|right|center);", attributes.get("style", "text-align: left;")
    )
    return bool(aligned) and _is_link(attributes.get("href", ""))


_TAG_AT_START = re.compile(r"^( {0,3})#(?=[^\s#])", re.M)


@lru_cache(maxsize=512)
def shown_prose(text: str, platform: str = "") -> Markup:
    """`prose_html` as a page shows it: it tells what the words hide (the host that a link leads to,
    marks that turn letters round), and with a platform, where people talk, accounts and hashtags
    are links to it."""
    if why_plain(text):
        return _as_plain(shown_text(text))
    found = _sanitised(_markdown_html(_TAG_AT_START.sub(r"\1\\#", text) if platform else text))
    _tell(found.root, platform)
    return _html(found)


def _tell(root: Node, platform: str) -> None:
    waiting = [(root, platform)]
    while waiting:
        node, within = waiting.pop()
        told: list[Node | Text] = []
        for child in node.children or ():
            if child.name == "#text":
                told += [
                    _linked(words, address)
                    for words, address in pieces(shown_text(child.data), within)
                ]
                continue
            told.append(child)
            if child.name == "table":
                child.attrs["tabindex"] = (
                    "0"  # one wider than the page is scrolled, also by keyboard (WCAG 2.1.1)
                )
            if "title" in (child.attrs or ()):
                child.attrs["title"] = shown_text(child.attrs["title"])
            if child.name == "a" and (
                place := leads_to(
                    child.attrs.get("href") or "", child.to_text(separator="", strip=False)
                )
            ):
                told += [Text(" "), _element("small", {}, f"({place})")]
            waiting.append((child, "" if child.name in ("a", "code", "pre") else within))
        for child in told:
            child.parent = node
        node.children = told


def _linked(words: str, address: str) -> Node | Text:
    return _element("a", {"href": address, "rel": _REL}, words) if address else Text(words)


def _element(name: str, attributes: dict[str, str | None], words: str) -> Tag:
    made = Tag(name, attributes, "html")
    made.append_child(Text(words))
    return made


def talk_html(text: str, platform: str) -> Markup:
    """Plain text of people who talk on a platform, with accounts and hashtags as links to it."""
    return Markup("").join(
        Markup('<a href="{}" rel="{}">{}</a>').format(address, _REL, words)
        if address
        else escape(words)  # noqa: S704
        for words, address in pieces(shown_text(text), platform)
    )


_OWN_LINK = re.compile(r'<a href="#(?=([^"]*)")')


def own_links(html: Markup, at: str, ids: Iterable[str]) -> Markup:
    """A brief's HTML, in which links that its author wrote (`#timeline`) lead to its own parts:
    those with these `ids`, which all begin with `at`. A text can't hold what is replaced: it has no
    "<" as it is."""
    own, before = {each.removeprefix(at) for each in ids}, str(escape(at))
    return (
        Markup(_OWN_LINK.sub(lambda found: found[0] + before * (found[1] in own), html))
        if at
        else html
    )  # noqa: S704


@lru_cache(maxsize=512)
def plain_text(text: str) -> str:
    """The words of Markdown text as a reader sees them, blanks and line breaks folded into one
    blank each.
    """
    if why_plain(text):
        return " ".join(text.split())
    html = _markdown_html(text).replace("<br", "\n<br")  # a line break is a blank to a reader
    return " ".join(_sanitised(html).to_text(separator="", strip=False).split())
