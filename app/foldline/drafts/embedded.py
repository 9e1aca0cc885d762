"""What Markdown files hold beside Markdown: figures and frames in HTML, and the codes of site
generators. A page shows none of them, so they become pictures and links, or are kept beside.
"""

import re

from justhtml import JustHTML, Node

from foldline.drafts.draft import Draft
from foldline.text.markdown import link
from foldline.text.words import as_markdown, folded

_HTML = re.compile(
    r"<(?P<tag>figure|picture|video|audio|iframe|object|svg)\b[^<>]{0,3000}>"
    r"(?:(?:(?!<(?P=tag)\b).){0,20000}?</(?P=tag)\s*>)"
    r"|<(?:img|embed)\b[^<>]{0,3000}>",
    re.I | re.S,
)
_CODE = re.compile(
    r"\{\{[<%](?P<hugo>[^{}]{1,2000}?)[%>]\}\}|\{%-?(?P<liquid>[^{}]{1,2000}?)-?%\}"
    r"|\[(?P<tag>caption|gallery|embed|video|audio|playlist)(?P<fields>\s[^\]]{0,1000})?\](?![(\[:])"
    r"(?:(?P<inner>(?:[^\[]|!\[[^\]]{0,300}\]){0,3000})\[/(?P=tag)\])?",
    re.M,
)
_FENCED = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1[ \t]*$|\Z)|`[^`\n]+`", re.S | re.M)
_FIELD = re.compile(
    r"(?P<name>[\w-]+)\s*=\s*"
    r"(?:\"(?P<a>(?:[^\"\\]|\\.)*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+))"
)
_WORD = re.compile(r"\"([^\"]*)\"|(\S+)")
_SITES = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "instagram": "https://www.instagram.com/p/",
    "gist": "https://gist.github.com/",
}


def shown_in_markdown(text: str, draft: Draft) -> str:
    """Return Markdown in which figures, frames and codes are pictures and links. Codes that stand
    for nothing which a page can show are taken out and kept in the field "codes". Lines keep their
    numbers, and blocks of code stay as they are.
    """
    if "<" not in text and "{" not in text and "[" not in text:
        return text
    codes: list[str] = []
    parts: list[str] = []
    at = 0
    for fenced in _FENCED.finditer(text):
        parts += [_shown(text[at : fenced.start()], codes), fenced[0]]
        at = fenced.end()
    parts.append(_shown(text[at:], codes))
    draft.keep("codes", codes)
    return "".join(parts)


def _shown(text: str, codes: list[str]) -> str:
    def html(match: re.Match[str]) -> str:
        return html_media(match[0]) + "\n" * match[0].count("\n")

    def code(match: re.Match[str]) -> str:
        found = _code(match)
        if found is None:
            codes.append(match[0])
            found = ""
        return found + "\n" * (match[0].count("\n") - found.count("\n"))

    text = _HTML.sub(html, text) if "<" in text else text
    return _CODE.sub(code, text) if "{" in text or "[" in text else text


def html_media(html: str) -> str:
    """Return pictures and frames of HTML as Markdown: pictures with their captions, links to what
    is embedded, and all other words.

    >>> html_media('<figure><img src="a.jpg" alt="A quay"><figcaption>Noon</figcaption></figure>')
    '![A quay](a.jpg "Noon")'
    """
    root = JustHTML(html, fragment=True, sanitize=False).root
    captions = [_words(node) for node in root.query("figcaption")]
    caption = " ".join(filter(None, captions))
    parts, pictures = [], 0
    for node in root.query("img, iframe, embed, object, video, audio, source"):
        attributes = node.attrs or {}
        address = folded(
            attributes.get("src") or attributes.get("data-src") or attributes.get("data") or ""
        )
        if not address or (node.name == "source" and "srcset" in attributes):
            continue
        title = folded(attributes.get("title") or "")
        if node.name == "img":
            words = "" if pictures else caption
            pictures += 1
            mark = link(
                as_markdown(folded(attributes.get("alt") or "")),
                address,
                (words or title).replace('"', "”"),
            )
            parts.append(f"!{mark}")
        else:
            parts.append(link(as_markdown(title or f"Embedded: {address}"), address))
    held = set(caption.split()) if pictures else set()
    rest = _words(root)
    if rest and not set(rest.split()) <= held:
        parts.append(as_markdown(rest))
    return "\n\n".join(parts)


def _words(node: Node) -> str:
    return folded(str(node.to_text(separator=" ", strip=True)))


def _code(match: re.Match[str]) -> str | None:
    """Return what a code shows, as Markdown; None where a page can't show it."""
    if match["tag"]:
        if not match["fields"] and match["inner"] is None:
            return match[0]  # words in brackets
        inner = (match["inner"] or "").strip()
        is_address = bool(re.fullmatch(r"https?://\S+", inner))
        if match["tag"] == "caption" and inner:
            picture = re.match(r"!\[[^\]]*\]\([^)]*\)", inner)
            words = folded(inner[picture.end() :] if picture else inner)
            return f"{picture[0] if picture else ''} {words}".strip()
        return link(as_markdown(inner), inner) if is_address else None
    inside = match["hugo"] or match["liquid"]
    if not inside:
        return None
    name = (inside.split() or [""])[0].strip("/").lower()
    fields = {
        found["name"].lower(): re.sub(r"\\(.)", r"\1", found["a"] or "")
        or found["b"]
        or found["c"]
        or ""
        for found in _FIELD.finditer(inside)
    }
    values = [a or b for a, b in _WORD.findall(_FIELD.sub(" ", inside))][1:]
    if name in ("figure", "img", "image", "picture") and (address := fields.get("src")):
        words = fields.get("caption") or fields.get("title") or ""
        credit = fields.get("attr") or fields.get("credit") or ""
        mark = link(as_markdown(fields.get("alt") or ""), address, folded(words).replace('"', "”"))
        return f"!{mark}" + (f" {as_markdown(credit)}" if credit else "")
    number = fields.get("id") or (values[0] if values else "")
    if name in _SITES and re.fullmatch(r"[\w/-]+", number):
        address = _SITES[name] + "/".join([number, *values[1:2]] if name == "gist" else [number])
        return link(name.capitalize(), address)
    return None
