"""HTML as Markdown: paragraphs, headings, lists, tables, quotations, pictures with their captions,
emphasis and links. What Markdown can't write exactly is written in words, never left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from justhtml import JustHTML, Node

from foldline.text.markdown import link
from foldline.text.prose import plain_text
from foldline.text.words import as_markdown, clean, folded

NOT_TEXT = frozenset(
    "script style template noscript svg math canvas head title meta link button select input "
    "textarea object form dialog nav".split()
)
"""Elements whose words are no part of a text."""
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody "
    "td tfoot th thead tr ul picture img iframe video audio embed block body.content body.head "
    "body.end hedline hl1 hl2 media nitf caption".split()
)
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "hl1": 1, "hl2": 2}
_EMBEDDED = frozenset(("iframe", "video", "audio", "embed"))
DEEPEST = 100
"""Levels of elements that are followed; what is deeper is read as words."""


@dataclass(frozen=True)
class Page:
    """What all parts of a page share: the address that its relative ones start from."""

    base: str = ""
    depth: int = 0

    def address(self, written: object) -> str:
        """Return an address as a whole one, as far as the page's own is known."""
        if not isinstance(written, str) or not written.strip():
            return ""
        try:
            return urljoin(self.base, "".join(written.split())) if self.base else written.strip()
        except ValueError:
            return written.strip()

    @property
    def deeper(self) -> "Page":
        """The same page, one level down."""
        return replace(self, depth=self.depth + 1)


MOST_LEVELS = 250
"""Levels of elements of a page that is read; real ones have fewer than 100."""


def too_deep(root: Node) -> bool:
    """Return whether elements are nested deeper than a page's are."""
    level = [root]
    for _ in range(MOST_LEVELS):
        level = [child for node in level for child in node.children or () if child.name != "#text"]
        if not level:
            return False
    return True


def root_of(html: str) -> Node:
    """Return the tree of a page or of a part of one, without its head."""
    document = JustHTML(html, fragment=not _IS_PAGE.search(html), sanitize=False)
    bodies = document.root.query("body")
    root: Node = bodies[0] if bodies else document.root
    return root


_IS_PAGE = re.compile(r"<(?:html|body|head)\b", re.I)


def markdown_of_html(html: str) -> str:
    """Return the text of HTML as Markdown.

    >>> markdown_of_html("<p>It <b>rained</b>.</p><ol><li>One<li>Two</ol>")
    'It **rained**.\\n\\n1. One\\n2. Two'
    """
    root = root_of(clean(html))
    if too_deep(root):
        return as_markdown(folded(str(root.to_text(separator=" ", strip=True))))
    return "\n\n".join(blocks_of(root, Page()))


def words_of_node(node: Node) -> str:
    """Return the words under a node on one line, without scripts and menus."""
    return folded(" ".join(_words(node, 0)))


def _words(node: Node, depth: int) -> Iterator[str]:
    if node.name == "#text":
        yield str(node.data)
        return
    if node.name in NOT_TEXT or node.name.startswith(("#comment", "!")):
        return
    if depth > 2 * DEEPEST:
        yield str(node.to_text(separator=" ", strip=True))
        return
    is_block = node.name in _BLOCKS or node.name == "br"
    parts = [part for child in node.children or () for part in _words(child, depth + 1)]
    text = "".join(parts) if parts else ""
    yield f" {text} " if is_block else text


def blocks_of(node: Node, page: Page) -> list[str]:
    """Return the blocks of Markdown under a node, in their order."""
    if page.depth > DEEPEST:
        words = words_of_node(node)
        return [as_markdown(words)] if words else []
    return _blocks_in(node.children or (), page)


def _blocks_in(nodes: Iterable[Node], page: Page) -> list[str]:
    found: list[str] = []
    line: list[Node] = []

    def close() -> None:
        found.extend(_paragraphs(line, page))
        line.clear()

    for child in nodes:
        if child.name in NOT_TEXT or child.name.startswith(("#comment", "!")):
            continue
        if child.name in _BLOCKS or (
            child.name not in ("#text", "a", "br") and _holds_block(child, 0)
        ):
            close()
            found += _block(child, page.deeper)
        elif child.name == "a" and _holds_block(child, 0):
            close()
            found += _linked_block(child, page.deeper)
        else:
            line.append(child)
    close()
    return found


def _holds_block(node: Node, depth: int) -> bool:
    return depth < DEEPEST and any(
        child.name in _BLOCKS or (child.name != "#text" and _holds_block(child, depth + 1))
        for child in node.children or ()
    )


def _linked_block(node: Node, page: Page) -> list[str]:
    """Return the blocks within a link: those without words stay, the words get the link."""
    inner = blocks_of(node, page)
    address = page.address((node.attrs or {}).get("href"))
    pictures = [block for block in inner if block.startswith("![")]
    words = words_of_node(node) if len(pictures) < len(inner) else ""
    linked = [link(as_markdown(words), address)] if words and address else []
    return pictures + (linked or [block for block in inner if block not in pictures])


def _block(node: Node, page: Page) -> list[str]:
    name = node.name
    if name in _LEVELS:
        text = " ".join(_paragraphs(list(node.children or ()), page, lines=False))
        pictures = [block for block in blocks_of(node, page) if block.startswith("![")]
        return [*pictures, *([f"{'#' * _LEVELS[name]} {text}"] if text else [])]
    if name in ("ul", "ol"):
        return _list(node, page)
    if name == "blockquote":
        inner = "\n\n".join(blocks_of(node, page))
        return ["\n".join(f"> {line}".rstrip() for line in inner.split("\n"))] if inner else []
    if name == "pre":
        return _code(node)
    if name == "table":
        return _table(node, page)
    if name == "hr":
        return []
    if name in ("figure", "img", "picture", "media"):
        return _figure(node, page)
    if name in _EMBEDDED:
        return _embedded(node, page)
    if name == "dt":
        words = " ".join(_paragraphs(list(node.children or ()), page, lines=False))
        return [f"**{words}**"] if words and "*" not in words else [words] if words else []
    return blocks_of(node, page)


def _code(node: Node) -> list[str]:
    text = str(node.to_text(separator="", strip=False)).strip("\n")
    fence = "```" if "```" not in text else "~~~~"
    return [f"{fence}\n{text}\n{fence}"] if text.strip() else []


def _list(node: Node, page: Page) -> list[str]:
    items = []
    start = (node.attrs or {}).get("start") or ""
    number = int(start) if node.name == "ol" and re.fullmatch(r"\d{1,6}", start) else 1
    aside = _blocks_in([child for child in node.children or () if child.name != "li"], page.deeper)
    for child in node.children or ():
        if child.name != "li":
            continue
        blocks = blocks_of(child, page.deeper)
        if not blocks:
            continue
        if blocks[0].startswith("#"):
            blocks[0] = f"**{blocks[0].lstrip('# ')}**" if "*" not in blocks[0] else blocks[0][1:]
        inner = "\n\n".join(blocks) if len(blocks) > 1 else blocks[0]
        mark = f"{number}. " if node.name == "ol" else "- "
        number += 1
        items.append(mark + inner.replace("\n", "\n    ").replace("\n    \n", "\n\n"))
    return (["\n".join(items)] if items else []) + aside


def _table(node: Node, page: Page) -> list[str]:
    rows = [row for row in node.query("tr") if _table_of(row) is node]
    caption = [words for each in node.query("caption") if (words := words_of_node(each))]
    above = [as_markdown(words) for words in caption]
    cells = [
        [
            " ".join(blocks_of(cell, page.deeper)).replace("\n", " ").replace("|", "\\|")
            for cell in row.children or ()
            if cell.name in ("td", "th")
        ]
        for row in rows
    ]
    cells = [row for row in cells if any(row)]
    if not cells:
        return above
    width = max(map(len, cells))
    if width < 2 or any(each.query("table, ul, ol, blockquote, p + p") for each in rows):
        return above + [
            block
            for row in rows
            for cell in row.children or ()
            if cell.name in ("td", "th")
            for block in blocks_of(cell, page.deeper)
        ]
    padded = [row + [""] * (width - len(row)) for row in cells]
    head = padded[0] if any(cell.name == "th" for cell in rows[0].children or ()) else [""] * width
    body = padded[1:] if any(head) else padded
    lines = [head, ["---"] * width, *body]
    return [*above, "\n".join(f"| {' | '.join(row)} |" for row in lines)]


def _table_of(row: Node) -> Node | None:
    above = row.parent
    while above is not None and above.name != "table":
        above = above.parent
    return above


def picture_address(node: Node) -> str:
    """Return the address of an <img>, also of one that is loaded late."""
    attributes = node.attrs or {}
    for name in ("src", "data-src", "data-original", "data-lazy-src", "data-src-medium", "source"):
        value = (attributes.get(name) or "").strip()
        if value and not value.startswith("data:image/gif") and "base64" not in value[:40]:
            return value
    for name in ("srcset", "data-srcset"):
        if value := (attributes.get(name) or "").strip():
            return value.split(",")[-1].split()[0] if value.split(",")[-1].split() else ""
    return (attributes.get("src") or "").strip()


def _figure(node: Node, page: Page) -> list[str]:
    """Return the pictures of a figure with its caption at the first, and what else it holds."""
    images = [node] if node.name == "img" else node.query("img, media-reference")
    captions = [] if node.name == "img" else node.query("figcaption, caption, media-caption")
    caption = folded(" ".join(words_of_node(each) for each in captions))
    parts = []
    for at, image in enumerate(images):
        if address := page.address(picture_address(image)):
            alt = folded((image.attrs or {}).get("alt") or "")
            words = caption if at == 0 else folded((image.attrs or {}).get("title") or "")
            parts.append("!" + link(as_markdown(alt), address, words.replace('"', "”")))
    if node.name in ("img", "picture"):
        return parts
    rest = [
        block
        for child in node.children or ()
        if child.name not in ("img", "picture", "figcaption", "caption", "#text", *NOT_TEXT)
        for block in ([] if child.query("img") and parts else blocks_of_one(child, page))
    ]
    held = set(caption.split()) if parts else set()
    rest = [block for block in rest if not set(plain_text(block).split()) <= held]
    if caption and not parts:
        rest.append(as_markdown(caption))
    return parts + rest


def blocks_of_one(node: Node, page: Page) -> list[str]:
    """Return the blocks of Markdown of a node itself."""
    return _block(node, page) if node.name in _BLOCKS else blocks_of(node, page)


def _embedded(node: Node, page: Page) -> list[str]:
    attributes = node.attrs or {}
    sources = [attributes.get("src") or attributes.get("data-src") or ""]
    sources += [(each.attrs or {}).get("src") or "" for each in node.query("source")]
    address = next((page.address(each) for each in sources if each and each != "about:blank"), "")
    title = folded(attributes.get("title") or attributes.get("aria-label") or "")
    words = blocks_of(node, page) if node.name != "iframe" else []
    if not address.startswith(("http://", "https://")):
        return words
    return [link(as_markdown(title or f"Embedded: {address}"), address), *words]


# --- lines


def _paragraphs(nodes: list[Node], page: Page, *, lines: bool = True) -> list[str]:
    """Return the paragraphs of nodes that stand in a line; two line breaks begin a new one."""
    found = []
    run: list[Node] = []
    breaks = 0
    for node in [*nodes, None]:
        if node is not None and node.name == "br":
            breaks += 1
            if breaks == 1:
                run.append(node)
            continue
        blank = node is not None and node.name == "#text" and not str(node.data).strip()
        if blank and breaks:
            continue
        if node is None or (breaks > 1 and lines):
            found.append(_line(run, page))
            run = []
        breaks = 0
        if node is not None:
            run.append(node)
    return [each for each in found if each]


def _line(nodes: list[Node], page: Page) -> str:
    """Return nodes as one paragraph of Markdown that reads as they do; in plain words, where the
    marks of emphasis would read otherwise.
    """
    words = folded("".join(part for node in nodes for part in _words(node, 0)))
    if not words:
        return ""
    marked = "".join(_inline(node, page, 0) for node in nodes)
    marked = re.sub(r"[ \t]+", " ", marked.replace("\n", " ")).strip()
    marked = re.sub(r"(?: ?\x00 ?)+", "  \n", marked.strip(" \x00"))
    if _letters(plain_text(marked)) == _letters(words):
        return marked
    return as_markdown(words)


def _letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


_AROUND = {"strong": "**", "b": "**", "em": "*", "i": "*"}


def _inline(node: Node, page: Page, depth: int) -> str:
    if node.name == "#text":
        text = str(node.data).replace("\n", " ")
        inner = as_markdown(text)
        before = " " if text[:1].isspace() else ""
        after = " " if text[-1:].isspace() and text.strip() else ""
        return before + inner + after
    if node.name == "br":
        return "\x00"
    if node.name in NOT_TEXT or node.name.startswith(("#", "!")):
        return ""
    inner = "".join(_inline(child, page, depth + 1) for child in node.children or ())
    text = inner.strip(" \x00")
    if not text or depth > DEEPEST:
        return inner
    before, after = inner[: inner.index(text)], inner[inner.index(text) + len(text) :]
    if mark := _AROUND.get(node.name):
        text = text if "*" in text.replace("\\*", "") else f"{mark}{text}{mark}"
    elif node.name == "a" and "](" not in text and not text.startswith("!["):
        address = page.address((node.attrs or {}).get("href"))
        if re.match(r"https?://|mailto:", address, re.I):
            text = link(text, address)
    return before + text + after
