"""The text of the article in a page: the element that holds most of its paragraphs, without menus,
teasers and forms. What is left out is named, with its first words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from justhtml import Node

from foldline.drafts.from_html import NOT_TEXT, words_of_node

_NEVER = frozenset("nav form footer button dialog menu".split())
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus|related|recommend\w*|more-?(?:from|on|stories|news)|read-?more"
    r"|share|sharing|social\w*|newsletter\w*|subscri\w+|signup|sign-up|promo\w*|advert\w*|ads?|adslot"
    r"|sponsor\w*|cookie\w*|consent\w*|sidebar|breadcrumbs?|pagination|pager|footer|nav|navigation"
    r"|navbar|menu|popup|modal|overlay|paywall|toolbar|tags?|tag-?list|topics?|most-?read|trending"
    r"|teasers?|outbrain|taboola|author-?(?:bio|box|info)|skip-?link|screen-?reader\w*|sr-only"
    r"|visually-?hidden|hidden|print-?only|noprint|no-print|copyright|disclaimer|feedback|rating"
    r"|login|register|banner|masthead|site-?header|page-?header|outro|player|video-?meta)"
    r"(?:$|[\s_-])",
    re.I,
)
_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:article-?(?:body|content|text|main)|story-?(?:body|content|text)|entry-?content"
    r"|post-?(?:content|body)|body-?(?:text|copy|content)|content-?body|main-?content|articletext"
    r"|article__body|richtext|rich-?text)(?:$|[\s_-])",
    re.I,
)
_SILENT = frozenset("script style template noscript svg math canvas head title meta link".split())
_PARAGRAPHS = frozenset(("p", "blockquote", "li", "h2", "h3", "dd", "pre", "td"))
LEAST = 40
"""Characters of a paragraph that counts when the article is looked for."""
MOST_LINKS = 0.5
"""The share of a paragraph's characters that may be links."""
HOLDS = 0.75
"""The share of an article's paragraphs that an element holds so that the rest is beside it."""


@dataclass
class Article:
    """The element with the article, and the elements in and around it that are none of it: how each
    is called, with its first words."""

    root: Node
    beside: list[str] = field(default_factory=list)


def find_article(body: Node) -> Article:
    """Return the article in a page's body. The elements that are no part of it are taken out of the
    tree.
    """
    weights = _weights(body)
    whole = weights.get(id(body), 0)
    article = Article(body)
    article.root = _container(body, weights, whole)
    mine = weights.get(id(article.root), 0) or whole
    _prune(article.root, weights, mine, article)
    for node in _siblings_of(body, article.root):
        _name(node, article)
    return article


def _weights(body: Node) -> dict[int, int]:
    """Return how many characters of good paragraphs stand in each element."""
    weights: dict[int, int] = {}
    waiting: list[tuple[Node, bool]] = [(body, False)]
    while waiting:
        node, beside = waiting.pop()
        if node.name in NOT_TEXT or node.name in _NEVER or _is_hidden(node):
            continue
        beside = beside or node.name == "aside" or bool(_BESIDE.search(_names(node)))
        own = _own_length(node)
        if own >= LEAST:
            weight = own if not beside else own // 4
            above: Node | None = node
            while above is not None:
                weights[id(above)] = weights.get(id(above), 0) + weight
                if above is body:
                    break
                above = above.parent
        waiting += [(child, beside) for child in node.children or () if child.name[:1] != "#"]
    return weights


def _own_length(node: Node) -> int:
    """Return how many characters stand in an element's own lines, outside of links; 0 where most of
    them are links.
    """
    text = linked = 0
    waiting = [(child, False) for child in node.children or ()]
    while waiting:
        child, in_link = waiting.pop()
        if child.name == "#text":
            length = len(" ".join(str(child.data).split()))
            text += length
            linked += length if in_link else 0
        elif child.name in _INLINE:
            waiting += [(each, in_link or child.name == "a") for each in child.children or ()]
    if node.name not in _PARAGRAPHS and text < 2 * LEAST:
        return 0
    return text - linked if linked <= MOST_LINKS * text else 0


_INLINE = frozenset(
    "a abbr b bdi bdo cite code data dfn em font i ins kbd mark q s samp small span strong sub sup "
    "time u var".split()
)


def _names(node: Node) -> str:
    attributes = node.attrs or {}
    return " ".join(
        str(attributes.get(name) or "")
        for name in ("class", "id", "role", "aria-label", "data-testid", "data-component")
    )[:600]


def _is_hidden(node: Node) -> bool:
    attributes = node.attrs or {}
    style = str(attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes and not node.query("p") or "display:none" in style


def _container(body: Node, weights: dict[int, int], whole: int) -> Node:
    """Return the element with the article: the one that says so and holds enough, then as deep as
    one child holds nearly all.
    """
    named = [
        node
        for node in body.query("article, main, section, div")
        if node.name in ("article", "main")
        or (node.attrs or {}).get("itemprop") == "articleBody"
        or (node.attrs or {}).get("role") == "main"
        or _ARTICLE.search(_names(node))
    ]
    good = [node for node in named if weights.get(id(node), 0) > 0.4 * whole]
    root = body
    if good:
        most = max(weights[id(node)] for node in good)
        # the smallest of those that hold nearly as much as the largest
        near = [node for node in good if weights[id(node)] >= HOLDS * most]
        root = min(near, key=lambda node: weights[id(node)])
        says = [n for n in near if (n.attrs or {}).get("itemprop") == "articleBody"]
        root = says[0] if says else root
    while True:
        mine = weights.get(id(root), 0)
        inner = [
            child
            for child in root.children or ()
            if mine and weights.get(id(child), 0) >= 0.9 * mine
        ]
        if not inner or inner[0].name in _PARAGRAPHS or inner[0].name in ("ul", "ol", "table"):
            return root
        root = inner[0]


def _prune(root: Node, weights: dict[int, int], mine: int, article: Article) -> None:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        for child in list(node.children or ()):
            if child.name[:1] == "#":
                continue
            weight = weights.get(id(child), 0)
            if _is_beside(child, weight, mine):
                _name(child, article)
                node.remove_child(child)
            else:
                waiting.append(child)


def _is_beside(node: Node, weight: int, mine: int) -> bool:
    if node.name in _NEVER or node.name in NOT_TEXT or _is_hidden(node):
        return True
    if node.name in ("figure", "picture", "img", "body") or weight > 0.3 * mine:
        return False
    if node.name == "aside" or _BESIDE.search(_names(node)):
        return not node.query("figure") or node.name == "aside"
    if node.name in ("ul", "ol", "div", "section"):
        return _is_links(node)
    return False


def _is_links(node: Node) -> bool:
    """Return whether nearly all words of an element are links, several of them."""
    links = node.query("a")
    if len(links) < 3:
        return False
    words = len(words_of_node(node))
    return sum(len(words_of_node(link)) for link in links) > 0.8 * words


def _name(node: Node, article: Article) -> None:
    """Note an element that is left out, where it has words."""
    if node.name in _SILENT:
        return
    inside = node.to_text(separator=" ", strip=True) if node.name in NOT_TEXT else None
    words = (words_of_node(node) if inside is None else str(inside)).split()
    if words:
        shown = " ".join(words[:8]) + (" …" if len(words) > 8 else "")
        article.beside.append(f"<{node.name}>, {len(words)} words: {shown}")


def _siblings_of(body: Node, root: Node) -> Iterator[Node]:
    """Yield the elements beside the article and beside those that it stands in."""
    node = root
    while node is not body and node.parent is not None:
        for sibling in node.parent.children or ():
            if sibling is not node and sibling.name[:1] != "#":
                yield sibling
        node = node.parent
