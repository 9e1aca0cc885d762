"""HTML in other formats: its text as Markdown, and the data that a page carries in its scripts."""

import re
from html.parser import HTMLParser

from justhtml import JustHTML

from foldline.text.words import as_markdown, clean, folded
from foldline.text.prose import plain_text

_BLOCK = re.compile(r"<(?=/?(?:p|div|li|[uod]l|d[td]|h[1-6]|t[rdh]|br|hr|blockquote|section|article|table|fig\w+|pre)\b)", re.I)
_MARKUP = re.compile(r"<(?:/?[a-zA-Z]|!)|&(?:#?\w+);")


def html_as_markdown(html: str) -> str:
    """The text of HTML as Markdown: paragraphs, headings, lists, emphasis, links. Where Markdown would say less than the
    HTML does, its words alone."""
    html = clean(html)
    if not _MARKUP.search(html):
        return as_markdown(html)
    words = html_words(html)
    markdown = JustHTML(html, fragment=True).to_markdown().strip()
    return markdown if _same_letters(plain_text(markdown), words) else as_markdown(words)


def html_words(html: str) -> str:
    """The text of HTML, on one line."""
    html = clean(html)
    if not _MARKUP.search(html):
        return folded(html)
    return folded(JustHTML(_BLOCK.sub(" <", html), fragment=True).to_text(separator="", strip=False))


def _same_letters(one: str, other: str) -> bool:
    return re.sub(r"\s+", "", one) == re.sub(r"\s+", "", other)


class _Scripts(HTMLParser):
    """The texts of the scripts of one type."""

    def __init__(self, of_type: str):
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._of_type = of_type
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = (dict(attrs).get("type") or "").split(";")[0].strip().lower()
        self._open = tag == "script" and given == self._of_type
        if self._open:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._open = False


def scripts_of(html: str, of_type: str = "application/ld+json") -> list[str]:
    """The texts of a page's scripts of this type."""
    reader = _Scripts(of_type)
    reader.feed(html)
    reader.close()
    return [text for text in reader.found if text.strip()]
