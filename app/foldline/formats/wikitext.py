"""An article in wikitext, as MediaWiki has it: read as Markdown, with its references as sources.

Templates can't be read without the wiki that has them: they are kept, and reported.
"""

import re

from foldline.drafts.draft import Draft
from foldline.drafts.format import Format, Sample
from foldline.drafts.report import Imported
from foldline.drafts.story import brief_of
from foldline.formats.markdown import outline_of
from foldline.text.markdown import link
from foldline.text.outline import MARKDOWN
from foldline.text.words import clean, folded

NAME = "wikitext"

_HEADING = re.compile(r"^(={2,6})[ \t]*(.+?)[ \t]*\1[ \t]*$", re.M)
_REF = re.compile(
    r"<ref(?:\s+name\s*=\s*[\"']?(?P<name>[^\"'/>]{1,80}?)[\"']?)?(?:\s[^<>/]{0,200})?\s*"
    r"(?:/>|>(?P<text>.{0,3000}?)</ref\s*>)",
    re.I | re.S,
)
_FILE = re.compile(
    r"\[\[(?:File|Image|Datei|Bild|Fichier|Archivo|Ficheiro):(?P<rest>[^\[\]]{1,1000}"
    r"(?:\[\[[^\[\]]{0,200}\]\][^\[\]]{0,500}){0,8})\]\]",
    re.I,
)
_CATEGORY = re.compile(
    r"\[\[(?:Category|Kategorie|Catégorie|Categoría):(?P<name>[^\[\]|]{1,200})[^\[\]]*\]\]\n?", re.I
)
_LINK = re.compile(r"\[\[(?P<page>[^\[\]|]{1,300})(?:\|(?P<words>[^\[\]]{0,300}))?\]\]")
_OUTSIDE = re.compile(
    r"\[(?P<url>https?://[^\s\[\]]{1,1000})(?:[ \t]+(?P<words>[^\[\]]{1,500}))?\]"
)
_TEMPLATE = re.compile(r"\{\{(?:[^{}]|\{(?!\{)|\}(?!\})){0,8000}\}\}")
_CITATION = re.compile(
    r"\{\{\s*(?:cite|citation|literatur|internetquelle|ouvrage|lien web)\b", re.I
)
_PUBLISHERS = ("publisher", "work", "website", "newspaper", "werk")


def read(text: str) -> list[Imported]:
    """Return the one brief of an article."""
    draft = Draft(NAME)
    text = clean(text)
    notes: dict[str, str] = {}
    text = re.sub(r"<!--.*?(?:-->|\Z)", "", text, flags=re.S)
    text = _REF.sub(lambda ref: _note(ref, notes), text)
    topics = [folded(match["name"]) for match in _CATEGORY.finditer(text)]
    text = _CATEGORY.sub("", text)
    files = [match[0] for match in _FILE.finditer(text)]
    text = _FILE.sub("", text)
    templates: list[str] = []

    def template(match: re.Match[str]) -> str:
        templates.append(match[0])
        return ""

    for _ in range(12):  # a template may stand in another
        text, count = _TEMPLATE.subn(template, text)
        if not count:
            break
    draft.set_field("topics", list(dict.fromkeys(topics)), "its categories")
    draft.keep("files", files)
    draft.keep("templates", templates)
    text = _marks(text)
    text += "".join(f"\n\n[^{label}]: {note}" for label, note in notes.items() if note)
    outline = outline_of(text)
    if title := re.search(r"\*\*(?P<title>[^*\n]{2,120})\*\*", text.split("\n## ")[0]):
        draft.set_field("title", title["title"], "the first words in bold", "from these")
    return [brief_of(outline, MARKDOWN, draft)]


def _note(ref: re.Match[str], notes: dict[str, str]) -> str:
    """Return the mark of a reference; its words are a note."""
    label = re.sub(r"\W+", "-", ref["name"]) if ref["name"] else f"n{len(notes) + 1}"
    text = ref["text"] or ""
    if citation := _CITATION.match(text.strip()):
        fields = dict(
            part.split("=", 1) for part in re.split(r"\|", text.strip("{} ")) if "=" in part
        )
        plain = {name.strip().lower(): folded(value.strip("} ")) for name, value in fields.items()}
        title, url = plain.get("title") or plain.get("titel") or "", plain.get("url") or ""
        name = next(
            (
                plain[key]
                for key in ("publisher", "work", "website", "newspaper", "werk")
                if plain.get(key)
            ),
            "",
        )
        shown = link(title or url, url) if url else f"“{title}”" if title else ""
        day = plain.get("date") or plain.get("datum") or ""
        text = " — ".join(filter(None, (shown, name))) + (f", {day}" if day else "")
        text = text if shown or name else citation.string
    if text and not notes.get(label):
        notes[label] = folded(_outside(text))
    notes.setdefault(label, "")
    return f"[^{label}]"


def _outside(text: str) -> str:
    return _OUTSIDE.sub(lambda match: link(match["words"] or match["url"], match["url"]), text)


def _marks(text: str) -> str:
    """Return wikitext's headings, lists, emphasis and links as Markdown's."""
    text = _HEADING.sub(lambda match: f"\n{'#' * len(match[1])} {match[2]}\n", text)
    text = re.sub(r"'''''(.+?)'''''", r"***\1***", text)
    text = re.sub(r"'''(.+?)'''", r"**\1**", text)
    text = re.sub(r"''(.+?)''", r"*\1*", text)
    text = _LINK.sub(lambda match: match["words"] or match["page"], text)
    text = _outside(text)
    text = re.sub(r"^\*+[ \t]*", "- ", text, flags=re.M)
    text = re.sub(r"^#(?!#*[ \t]*#|#+ )[ \t]*(?=\S)", "1. ", text, flags=re.M)
    text = re.sub(r"^;[ \t]*(.+)$", r"**\1**", text, flags=re.M)
    return re.sub(r"^:+[ \t]*", "", text, flags=re.M)


def recognise(sample: Sample) -> int:
    """Recognise wikitext by a heading between signs of equality, with a link, a template or bold
    words; or by a template and links.
    """
    if sample.data is not None:
        return 0
    text = sample.text[:50_000]
    linked = "[[" in text or "'''" in text or "{{" in text
    if linked and _HEADING.search(text):
        return 45
    return 45 if text.lstrip().startswith("{{") and "[[" in text and "{{<" not in text else 0


FORMAT = Format(NAME, rank=29, read=read, recognise=recognise, endings=(".wiki", ".mediawiki"))
