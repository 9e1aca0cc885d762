"""Markdown to safe HTML: the only place in Foldline that makes markup out of text.

Python-Markdown turns text into HTML and promises nothing of its safety; JustHTML then keeps what
the allow-list below names. Everything else reaches the page through Jinja2's autoescape.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
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

from foldline.text.addresses import LINK_SCHEMES, leads_to, written
from foldline.text.cost import BLANK_LINES, LINE_END, why_plain
from foldline.text.platforms import split_mentions
from foldline.text.unseen import shown_text

_REL = "noopener noreferrer"
_BLOCKS = (
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
)
ALLOWED_TAGS = (
    *_BLOCKS,
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
)
"""The elements that may stand in a text."""
_POLICY = SanitizationPolicy(
    allowed_tags=ALLOWED_TAGS,
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
    """Puts inner headings under the section's own <h2>: # and ## become <h3>, ### <h4>, and
    so on.
    """

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
    """Return where the bracket stands that closes each "[" of a text, by the place behind that "[";
    nothing for one that is not closed.
    """
    found: dict[int, int] = {}
    open_brackets: list[int] = []
    for mark in _BRACKET.finditer(text):
        if mark[0] == "[":
            open_brackets.append(mark.end())
        elif open_brackets:
            found[open_brackets.pop()] = mark.start()
    return found


_BRACKET = re.compile(r"[\[\]]")


def _text_in_brackets(text: str, begins: int) -> tuple[str, int, bool]:
    """Return what stands between brackets, where it ends and whether it does. Takes the place of
    `LinkInlineProcessor.getText`, which looks from each "[" through the rest of the text.
    """
    end = _closing_brackets(text).get(begins)
    return (text[begins:end], end + 1, True) if end is not None else ("", len(text), False)


for _processor in _markdown.inlinePatterns:
    if isinstance(_processor, LinkInlineProcessor):
        _processor.getText = _text_in_brackets  # type: ignore[assignment,method-assign]  # for this one processor


_HEADING = re.compile(r"<(h[3-6])>.*?</\1>", re.S)
_BLOCK_TAG = re.compile(r"</?(?:p|ul|ol|li|blockquote|pre|table|thead|tbody|tr|td|th)\b[^>]*>")
"""What an author's "</p>" in a heading becomes, which no heading may hold."""
_HEADING_TAG = re.compile(r"<(/?)h[3-6]>")
_EMPTY_HEADING = re.compile(r"<h([3-6])>\s*</h\1>")


def _sanitised(html: str) -> JustHTML:
    found = JustHTML(html, fragment=True, policy=_POLICY)
    _in_place(found.root)
    return found


def _in_place(root: Node) -> None:
    """Make an <li> outside a list a paragraph. Its start tag would end the <li> that a text stands
    in, and with it what is around the text: HTML Standard, 13.2.6.4.7, "A start tag whose tag name
    is 'li'", where a <div> is no boundary.

    Also make a paragraph around a block a <div>: what stood between the two, and kept the one from
    ending the other, is gone. What is left of a table's caption is put before the table.
    """
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


def markdown_html(text: str) -> str:
    """Return a text as Python-Markdown renders it. The HTML is not safe yet."""
    return _markdown.reset().convert(text)


def _as_plain(text: str) -> Markup:
    """Return a text in paragraphs and lines, with nothing of it read as a mark."""
    return Markup("\n").join(
        Markup("<p>{}</p>").format(Markup("<br>\n").join(map(escape, block.split("\n"))))  # noqa: S704
        for block in BLANK_LINES.split(LINE_END.sub("\n", text).strip("\n"))
    )


def _html(found: JustHTML, *, headings: bool = True) -> Markup:
    html = found.to_html(pretty=False)
    html = _HEADING.sub(lambda found: _BLOCK_TAG.sub("", found[0]), html)
    if not headings:
        html = _HEADING_TAG.sub(r"<\1p>", html)
    # Of links whose address was not allowed
    html = _EMPTY_HEADING.sub("", html.replace(f'<a rel="{_REL}">', "<a>"))
    return Markup(html)  # noqa: S704 (this is the one place, after the sanitiser)


@lru_cache(maxsize=512)
def prose_html(text: str) -> Markup:
    """Return Markdown as safe HTML: paragraphs, lists, quotations, tables, inner headings, emphasis
    and allowed links. A text that costs too much to read (`why_plain`) is shown as it stands.

    >>> prose_html("It **rained**. <script>x</script>")
    Markup('<p>It <strong>rained</strong>. </p>')
    """
    return _as_plain(text) if why_plain(text) else _html(_sanitised(markdown_html(text)))


_TAG_AT_START = re.compile(r"^( {0,3})#(?=[^\s#])", re.M)


@lru_cache(maxsize=512)
def shown_prose(text: str, platform: str = "", *, headings: bool = True) -> Markup:
    """Return Markdown as a page shows it: as `prose_html`, and with what the words hide (the host
    that a link leads to, marks that turn letters round). With a platform where people talk,
    accounts and hashtags are links to it. Without `headings`, which need a section around them,
    they are paragraphs.

    >>> str(shown_prose("# Rain", headings=False))
    '<p>Rain</p>'
    >>> str(shown_prose("[here](https://a.example)")).partition("</a>")[2]
    ' <small>(a.example)</small></p>'
    """
    if why_plain(text):
        return _as_plain(shown_text(text))
    found = _sanitised(markdown_html(_TAG_AT_START.sub(r"\1\\#", text) if platform else text))
    _show_hidden(found.root, platform)
    return _html(found, headings=headings)


def _show_hidden(root: Node, platform: str) -> None:
    waiting = [(root, platform)]
    while waiting:
        node, within = waiting.pop()
        children: list[Node | Text] = []
        for child in node.children or ():
            if child.name == "#text":
                children += [
                    _linked(words, address)
                    for words, address in split_mentions(shown_text(child.data), within)
                ]
                continue
            children.append(child)
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
                children += [Text(" "), _element("small", {}, f"({place})")]
            waiting.append((child, "" if child.name in ("a", "code", "pre") else within))
        for child in children:
            child.parent = node
        node.children = children


def _linked(words: str, address: str) -> Node | Text:
    return _element("a", {"href": address, "rel": _REL}, words) if address else Text(words)


def _element(name: str, attributes: dict[str, str | None], words: str) -> Tag:
    made = Tag(name, attributes, "html")
    made.append_child(Text(words))
    return made


def talk_html(text: str, platform: str) -> Markup:
    """Return plain text of people who talk on a platform as HTML, with accounts and hashtags as
    links to it.
    """
    return Markup("").join(
        Markup('<a href="{}" rel="{}">{}</a>').format(address, _REL, words)
        if address
        else escape(words)  # noqa: S704
        for words, address in split_mentions(shown_text(text), platform)
    )


_OWN_LINK = re.compile(r'<a href="#(?=([^"]*)")')


def own_links(html: Markup, at: str, ids: Iterable[str]) -> Markup:
    """Return a brief's HTML in which the links that its author wrote (`#timeline`) lead to its own
    parts: those with these `ids`, which all begin with `at`. A text can't contain what is replaced,
    since its "<" is escaped.
    """
    own, before = {each.removeprefix(at) for each in ids}, str(escape(at))
    return (
        Markup(_OWN_LINK.sub(lambda found: found[0] + before * (found[1] in own), html))
        if at
        else html
    )  # noqa: S704


@lru_cache(maxsize=512)
def plain_text(text: str) -> str:
    """Return the words of a Markdown text as a reader sees them, with each run of blanks and line
    breaks as one blank.

    >>> plain_text("It **rained**\\nall [day](https://example.org).")
    'It rained all day.'
    """
    if why_plain(text):
        return " ".join(text.split())
    html = markdown_html(text).replace("<br", "\n<br")  # a line break is a blank to a reader
    return " ".join(_sanitised(html).to_text(separator="", strip=False).split())
