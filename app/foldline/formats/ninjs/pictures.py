"""The texts with roles of a ninjs item, and its pictures."""

from typing import Any

from foldline.drafts.draft import Draft
from foldline.drafts.fields import Fields
from foldline.drafts.hypertext import html_words
from foldline.story.brief import NAME_CHARACTERS
from foldline.text.words import as_markdown

_CREDITS = ("creditline", "creditLine", "credit", "byline")
_TERMS = ("usageterms", "usageTerms", "copyright", "copyrightnotice", "rights", "terms")
SUMMARIES, HEADLINES = (
    ("summary", "abstract", "dek", "teaser", "short", "lead", "standfirst"),
    ("main", "title", "headline"),
)


def is_picture(item: Fields) -> bool:
    return item.look("type") in ("picture", "graphic", "video")


def text_with_role(
    item: Fields, name: str, roles: tuple[str, ...], *, only: bool = False, keep: bool = False
) -> str:
    """Take the first text of a list of texts with roles: that of the first of these roles, else the
    first that has no role of a credit or of terms; with `only`, no other. Its HTML twin (the same
    words) is taken with it. With `keep`, all stay.
    """
    texts = [
        each
        for each in (*item.again(name), *item.objects(name))
        if isinstance(each.look("value"), str)
        and (each.look("role") in roles if only else each.look("role") not in (*_CREDITS, *_TERMS))
    ]
    if not texts:
        return ""
    chosen = min(
        texts,
        key=lambda each: next(
            (at for at, role in enumerate(roles) if role == each.look("role")), len(roles)
        ),
    )
    if keep:
        return html_words(chosen.look("value"))
    words = html_words(chosen.text("value"))
    for each in texts:
        if each is chosen or html_words(each.look("value") or "") == words:
            for field in ("value", "role", "contenttype", "contentType"):
                each.take(field)
    return words


def _joined(*parts: str) -> str:
    return "; ".join(dict.fromkeys(each.strip() for each in parts if each.strip()))


def photos_of(item: Fields, draft: Draft) -> list[dict[str, Any]]:
    """Return the widest rendition of each picture among the associations; of an item that is a
    picture its own.
    """
    found = []
    pictures = [item] if item.look("type") in ("picture", "graphic") else []
    associations = item.look("associations")
    # As version 1 had them
    if isinstance(associations, dict) and all(
        isinstance(each, dict) for each in associations.values()
    ):
        if len(associations) == 1 and (held := item.object("associations")):
            pictures += [each for name in associations if (each := held.object(name))]
    else:
        pictures += [
            each
            for each in item.objects("associations")
            if each.look("type") in ("picture", "graphic")
        ]
    for each in pictures:
        renditions = [
            one for one in each.objects("renditions") if isinstance(one.look("href"), str)
        ]
        renditions.sort(
            key=lambda one: -(one.look("width") if isinstance(one.look("width"), int) else 0)
        )
        if not renditions:
            continue
        caption = text_with_role(each, "descriptions", ("caption", *SUMMARIES)) or html_words(
            each.text("description_text")
        )
        alt = (
            ""
            if each is item
            else text_with_role(each, "headlines", HEADLINES) or each.line("headline")
        )
        size = {
            name: renditions[0].take(name)
            for name in ("width", "height")
            if type(renditions[0].look(name)) is int and 0 < renditions[0].look(name) <= 20000
        }
        address = renditions[0].text("href")
        by = "" if each is item else each.line("by", "byline")
        credit = _joined(
            by,
            each.line("creditline", "creditLine"),
            text_with_role(each, "descriptions", _CREDITS, only=True),
        )
        licence = _joined(
            each.line("copyrightnotice", "copyrightNotice"),
            each.line("usageterms", "usageTerms"),
            text_with_role(each, "descriptions", _TERMS, only=True),
        )
        if each is item and isinstance(item.look("by"), str):
            credit = _joined(item.look("by"), credit)  # the item's own byline stays one
        for longest in (credit, licence):
            if len(longest) > NAME_CHARACTERS:
                caption = f"{caption} ({longest})" if caption else longest
        credit, licence = (
            "" if len(words) > NAME_CHARACTERS else words for words in (credit, licence)
        )
        picture = draft.make_picture(
            src=address,
            alt=alt or draft.fields.get("title", ""),
            caption=caption,
            credit=credit,
            licence=licence,
            where=renditions[0].path,
            **size,
        )
        if picture:
            found.append(picture)
        else:
            renditions[0].put_back("href", address)
            each.put_back(
                "caption", as_markdown(" ".join(filter(None, (alt, caption, credit, licence))))
            )
    return found
