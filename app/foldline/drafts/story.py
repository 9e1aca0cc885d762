"""An outline (of a text or of Markdown) as a brief: each part by the reader of its kind."""

import json
import re
from typing import Any

from foldline.drafts.draft import LONGEST_DEK, NOTHING_THERE, Draft, moment_from
from foldline.drafts.headings import DEK, SOURCES
from foldline.drafts.references import take_references
from foldline.drafts.report import Imported
from foldline.drafts.sources import source_in, sources_in
from foldline.sections import importing_of
from foldline.sections.timeline.importing import begins_with_date
from foldline.text.outline import Block, Dialect, Outline, Part, as_prose, says_nothing_is_there
from foldline.text.prose import plain_text
from foldline.text.tables import rows_of
from foldline.text.words import folded

_DATED, _SHARE_DATED = 3, 0.6
"""Of a text's blocks, the number and the share that begin with a date so that it is a timeline."""


def _nothing_there(part: Part, kind: str, dialect: Dialect) -> bool:
    """Return whether the part says no more than that there is nothing. Of points ("No one was
    hurt") only the note that an import itself makes counts.
    """
    importing = importing_of(kind)
    if not importing.is_list or any(block.kind != "para" for block in part.blocks):
        return False
    first = dialect.plain(part.blocks[0].text)
    return first == NOTHING_THERE or (importing.may_be_denied and says_nothing_is_there(first))


def brief_of(outline: Outline, dialect: Dialect, draft: Draft) -> Imported:
    """Return the brief that an outline holds. Nothing of it is left out: what no section takes
    becomes a section of its own.
    """
    add_outline(outline, dialect, draft)
    return draft.finish()


def add_outline(outline: Outline, dialect: Dialect, draft: Draft) -> None:
    """Add what an outline holds to a draft."""
    take_references(outline, dialect, draft)
    _head(outline, dialect, draft)
    if not outline.parts:
        _one_text(outline.before, dialect, draft)
    for part in outline.parts:
        if part.meant and part.meant.kind == SOURCES:
            draft.report.used(part.where, f'the heading of sources, "{part.heading}"')
            left = sources_in(part, dialect, draft)
            draft.add_prose(part.heading, as_prose(left, dialect), part.where)
        elif part.meant and part.meant.kind == DEK:
            _summary(part, dialect, draft)
        else:
            _section(part, dialect, draft)


def _head(outline: Outline, dialect: Dialect, draft: Draft) -> None:
    draft.set_field("title", dialect.plain(outline.title), "line 1")
    others: dict[str, str] = {}
    for field, (value, where) in outline.head.items():
        if not _head_field(field, dialect.plain(value) or value, where, dialect, draft):
            others[field] = value
    draft.keep("head", others)
    if outline.before and outline.parts:
        rest = _dek_from(outline.before, dialect, draft)
        if _is_dated(rest):
            _section(Part("Timeline", None, rest[0].line, rest), dialect, draft)
        else:
            draft.add_prose("Introduction", as_prose(rest, dialect), rest[0].where if rest else "")


def _dek_from(blocks: list[Block], dialect: Dialect, draft: Draft, guess: str = "") -> list[Block]:
    """Take the first paragraph as the summary, where it can be one and there is none yet; return
    the blocks that are left.
    """
    first, *rest = blocks
    dek = dialect.plain(first.text)
    if (
        first.kind != "para"
        or not dek
        or len(dek) > LONGEST_DEK
        or "|" in first.text.split("\n")[0][:2]
        or begins_with_date(first.text)
        or not draft.set_field("dek", dek, first.where, guess)
    ):
        return blocks
    return rest


def _head_field(field: str, value: str, where: str, dialect: Dialect, draft: Draft) -> bool:
    if field in ("published", "updated"):
        return moment_from(draft, field, value, where)
    if field == "topics":
        return draft.set_field(
            "topics",
            [
                each
                for each in (folded(part) for part in re.split(r"[,;]", value.strip("[]")))
                if each
            ],
            where,
        )
    if field == "language":
        return bool(re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", value)) and draft.set_field(
            "language", value, where
        )
    if field == "sources":
        found = [
            source_in(each, dialect, draft) for each in re.split(r";\s*|\n", value) if each.strip()
        ]
        return bool(found) and all(found)
    return field in ("title", "dek", "place") and draft.set_field(field, folded(value), where)


def _is_dated(blocks: list[Block]) -> bool:
    """Return whether most of the blocks begin with a date, so that they are a timeline."""
    texts = [block for block in blocks if block.kind in ("para", "item")]
    if len(texts) == 1 and rows_of(texts[0].text):
        return begins_with_date(texts[0].text)
    dated = sum(begins_with_date(block.text) for block in texts)
    return dated >= _DATED and dated >= _SHARE_DATED * len(texts)


def _one_text(blocks: list[Block], dialect: Dialect, draft: Draft) -> None:
    """Add a text without a known heading: its first short paragraph is the dek, the rest the full
    story; or a timeline, where most of it begins with dates.
    """
    if len(blocks) > 1:
        blocks = _dek_from(blocks, dialect, draft, "the first paragraph")
    if _is_dated(blocks):
        heading = "Timeline"
        if blocks[0].kind == "sub":
            heading, blocks = blocks[0].text, blocks[1:]
        _section(Part(heading, None, blocks[0].line, blocks), dialect, draft)
        return
    fields, _ = importing_of("full_story").read(Part("", None, 1, blocks), dialect, draft)
    if draft.add_section("full_story", blocks[0].where if blocks else "line 1", **fields):
        draft.report.guessed(
            blocks[0].where,
            "all of the text is the full story, since none of its headings is known",
        )


def _summary(part: Part, dialect: Dialect, draft: Draft) -> None:
    """Add what stands under "Summary": its first paragraph is the dek, a list are the points."""
    left = _dek_from(part.blocks, dialect, draft) if part.blocks else []
    if left and all(block.kind == "item" for block in left):
        fields, left = importing_of("what_happened").read(part, dialect, draft)
        draft.add_section("what_happened", part.where, heading=part.heading, **fields)
    draft.add_prose(
        part.heading, as_prose(left, dialect), left[0].where if left else part.where, left=False
    )


def _quotations(left: list[Block], kind: str, dialect: Dialect, draft: Draft) -> list[Block]:
    """Take the quotations set apart that a list of another kind has no place for, with their
    speakers, as key quotations; return the other blocks.
    """
    apart = [block for block in left if block.kind == "set apart"]
    if not apart or kind == "key_quotes" or not importing_of(kind).is_list:
        return left
    part = Part("Key quotes", None, apart[0].line, apart)
    fields, rest = importing_of("key_quotes").read(part, dialect, draft)
    draft.add_section("key_quotes", part.where, **fields)
    return [block for block in left if block.kind != "set apart" or block in rest]


def _keep_links(
    blocks: list[Block], fields: dict[str, Any], left: list[Block], draft: Draft
) -> None:
    """Make a link that no field of a section has kept (a name is plain text) one of its sources."""
    links = [link for block in blocks for link in _LINK.finditer(block.text)]
    if not links:
        return
    held = json.dumps([fields, draft.sources], ensure_ascii=False)
    held += "\n".join(block.text for block in left)
    ids = [
        draft.add_source(plain_text(link["words"]), url=link["url"])
        for link in links
        if link["url"] not in held
    ]
    if ids := list(dict.fromkeys(filter(None, ids))):
        fields["sources"] = [*fields.get("sources", []), *ids]
        draft.report.used(blocks[0].where, f"links as sources: {', '.join(ids)}")


_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]{1,300})\]\((?P<url>https?://[^\s()]{1,1000})\)")


def _section(part: Part, dialect: Dialect, draft: Draft) -> None:
    kind = part.meant.kind if part.meant else "prose"
    if part.meant and part.meant.near:
        draft.report.guessed(
            part.where, f'the heading "{part.heading}" was taken for "{part.meant.near}"'
        )
    if kind == "prose" and _is_dated(part.blocks):
        kind = "timeline"
        draft.report.guessed(
            part.where, f'"{part.heading}" is a timeline, since most of it begins with dates'
        )
    heading = part.heading if kind == "prose" or part.meant is None else part.own_heading
    heading = "" if kind == "timeline" and heading == "Timeline" else heading
    if not part.blocks:
        fields = dict(part.meant.fields) if part.meant else {}
        draft.add_section(
            kind,
            part.where,
            detail=f'"{part.heading}", empty',
            heading=heading,
            note=NOTHING_THERE,
            **fields,
        )
        draft.report.guessed(part.where, "a note, since nothing stands under this heading")
        return
    if _nothing_there(part, kind, dialect):
        draft.add_section(
            kind,
            part.where,
            detail=f'"{part.heading}", empty with a note',
            heading=heading,
            note=as_prose(part.blocks, dialect),
        )
        return
    fields, left = importing_of(kind).read(part, dialect, draft)
    left = _quotations(left, kind, dialect, draft)
    _keep_links(part.blocks, fields, left, draft)
    if (
        left
        and importing_of(kind).is_list
        and any(fields.values())
        and "note" not in fields
        and all(block.kind == "para" for block in left)
    ):
        fields["note"], left = as_prose(left, dialect), []  # a remark on the whole list
    sizes = ", ".join(
        f"{len(value)} {name.replace('_', ' ')}"
        for name, value in fields.items()
        if isinstance(value, list) and value
    )
    named = dict(part.meant.fields) if part.meant else {}
    if any(fields[name] for name in fields if name not in named):
        draft.add_section(
            kind,
            part.where,
            detail=f'"{part.heading}"' + (f": {sizes}" if sizes else ""),
            heading=heading,
            **fields,
        )
    draft.add_prose(part.heading, as_prose(left, dialect), left[0].where if left else part.where)
