"""Markdown to safe HTML: the only place in Foldline that makes markup out of text.

Python-Markdown turns text into HTML and promises nothing of its safety; JustHTML then keeps what the allow-list below
names. Everything else reaches the page through Jinja2's autoescape.
"""

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

import markdown
from justhtml import JustHTML, SanitizationPolicy, UrlPolicy, UrlRule
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from foldline.addresses import LINK_SCHEMES, written

_REL = "noopener noreferrer"
_POLICY = SanitizationPolicy(
    allowed_tags=("p", "ul", "ol", "li", "blockquote", "h3", "h4", "h5", "h6", "pre", "hr", "table", "thead", "tbody",
                  "tr", "th", "td", "em", "strong", "code", "br", "a", "sup", "sub", "s", "abbr", "q", "cite"),
    allowed_attributes={"*": [], "a": ["href"], "abbr": ["title"], "ol": ["start"]},
    url_policy=UrlPolicy(
        default_handling="strip",
        url_filter=lambda tag, attribute, address: written(address),
        allow_rules={("a", "href"): UrlRule(allowed_schemes=set(LINK_SCHEMES), handling="allow", allow_relative=True)},
    ),
    # The text inside these is code, not prose; of every other unknown element the text stays.
    drop_content_tags=("script", "style", "template", "svg", "math", "iframe", "object", "noscript", "xmp", "noembed",
                       "noframes", "title", "textarea", "select"),
    force_link_rel=_REL.split(),
    # Variation selectors and joiners belong to emoji and to Persian, Hindi, …: stripping them would change the text.
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


_markdown = markdown.Markdown(extensions=[_InnerHeadings(), SaneListExtension(), TableExtension()], output_format="html")


_EMPTY_HEADING = re.compile(r"<h([3-6])>\s*</h\1>")


def _sanitised(html: str) -> JustHTML:
    return JustHTML(html, fragment=True, policy=_POLICY)


def _markdown_html(text: str) -> str:
    return _markdown.reset().convert(text)


@lru_cache(maxsize=512)
def prose_html(text: str) -> Markup:
    """Markdown as safe HTML: paragraphs, lists, quotations, tables, inner headings, emphasis and allowed links."""
    html = _sanitised(_markdown_html(text)).to_html(pretty=False)
    html = _EMPTY_HEADING.sub("", html.replace(f'<a rel="{_REL}">', "<a>"))  # of links whose address was not allowed
    return Markup(html)  # noqa: S704 (this is the one place, after the sanitiser)


@lru_cache(maxsize=512)
def plain_text(text: str) -> str:
    """The words of Markdown text as a reader sees them, blanks and line breaks folded into one blank each."""
    html = _markdown_html(text).replace("<br", "\n<br")  # a line break is a blank to a reader
    return " ".join(_sanitised(html).to_text(separator="", strip=False).split())
