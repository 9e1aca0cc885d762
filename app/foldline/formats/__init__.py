"""The register of outside formats: each module here is one, and nothing else has to name it.

A module has one `Format` called FORMAT, made of pure functions: the same code runs in a browser.
docs/contributing/architecture.md describes it.
"""

import re
from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules

from foldline.drafts.fields import read_json
from foldline.drafts.findings import state
from foldline.drafts.format import Format, Sample
from foldline.drafts.report import Imported
from foldline.errors import ImportRefused
from foldline.story.brief import Brief
from foldline.story.positions import Positions
from foldline.story.problems import LARGEST_BRIEF
from foldline.text.decoding import NotUtf8, decode_stated, decode_utf8


def _formats() -> dict[str, Format]:
    found = [import_module(f"{__name__}.{module.name}").FORMAT for module in iter_modules(__path__)]
    return {each.name: each for each in sorted(found, key=lambda each: (each.rank, each.name))}


FORMATS: dict[str, Format] = _formats()
"""The register, by the names that `--from` and `--to` take."""

READABLE = {name: each for name, each in FORMATS.items() if each.read}
WRITABLE = {name: each for name, each in FORMATS.items() if each.write}
TIMELINES = {each.timeline_ending: each for each in FORMATS.values() if each.write_timeline}
"""The formats that a timeline is written in, by the endings of their files."""

ENDINGS = tuple(
    dict.fromkeys((".json", *(ending for each in READABLE.values() for ending in each.endings)))
)
"""Endings of the names of files that can be read, those of briefs first."""


def import_briefs(
    data: str | bytes,
    format_name: str | None = None,
    name: str = "",
    *,
    published: str = "",
    language: str = "",
) -> list[Imported]:
    """Return the briefs in a text of another format. Where no format is named, it is guessed, and
    the report says so. `name` is that of the text's file, where it has one. `published` (a day or
    moment, ISO 8601) and `language` (a BCP 47 tag) are stated by the caller, and win over what the
    text says and over every guess.

    Raises ImportRefused where the text is not of that format, or of none that is known.

    >>> import_briefs("Rain\\n\\nIt rained all day.", "text")[0].brief["title"]
    'Rain'
    """
    decoded = decode_import(data)
    named = format_name or guess_format(decoded, name)
    read = READABLE[named].read if named in READABLE else None
    if read is None:
        near = get_close_matches(named, READABLE, 1)
        raise ImportRefused(
            f'"{named}" is no format that is read here; '
            + (f'did you mean "{near[0]}"?' if near else f"known are {', '.join(READABLE)}")
        )
    found = read(decoded)
    for each in found if published or language else ():
        state(each.brief, each.report, {"published": published, "language": language})
    if format_name is None:
        for each in found:
            each.report.guessed("the text", f"its format, {named}, since none was named")
    return found


def export_brief(brief: Brief, format_name: str) -> str:
    """Return a brief in another format. Raises KeyError for a format that none is written in
    (`WRITABLE`).
    """
    write = WRITABLE[format_name].write
    assert write is not None
    return write(brief)


_FILES_IN_A_PAGE = re.compile(rb"data:[\w/+.;=-]{0,100}?;base64,[A-Za-z0-9+/=]{400,}")
"""Pictures and scripts that a program put into the page that it saved."""


def decode_import(data: str | bytes) -> str:
    """Return the text of a file: in UTF-8, or in what its mark or its own first lines name. Raises
    ImportRefused where it is empty, too large, or in neither.
    """
    if isinstance(data, bytes) and len(data) > LARGEST_BRIEF and data.lstrip()[:1] == b"<":
        data = _FILES_IN_A_PAGE.sub(b"data:,", data)
    if len(data) > LARGEST_BRIEF:
        raise ImportRefused(
            f"the text has {len(data) / 1e6:.1f} MB; what is read has at most "
            f"{LARGEST_BRIEF / 1e6:.0f} MB"
        )
    try:
        text = decode_utf8(data) if isinstance(data, str) else decode_stated(data)
    except NotUtf8 as error:
        line, column = Positions(error.before).line_and_column(len(error.before))
        raise ImportRefused(
            f"the byte 0x{error.byte:02X} at line {line}, column {column} is not UTF-8; save it as "
            "UTF-8"
        ) from None
    if not text.strip():
        raise ImportRefused("the text is empty")
    return text


_XML = re.compile(r"\s*<(?:\?xml\b|[A-Za-z_][\w.-]*:?[\w.-]*(?:\s+[\w:.-]+\s*=|\s*>))")
_WANTS_TO_BE_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*[\[{\"])")


def guess_format(decoded: str, name: str = "") -> str:
    """Return the name of the format that a text looks like: by the name of its file where that
    decides, else the format that recognises it most surely. Raises ImportRefused for JSON of no
    known form.

    >>> guess_format("when,text\\n2021,It rained"), guess_format("Rain")
    ('csv', 'text')
    """
    ending = "." + name.lower().rpartition(".")[2]
    if by_ending := next(
        (each.name for each in READABLE.values() if each.ending_decides and ending in each.endings),
        None,
    ):
        return by_ending
    sample = Sample(decoded)
    if decoded.lstrip()[:1] in ("{", "["):
        try:
            sample = Sample(decoded, read_json(decoded))
        except ImportRefused:
            if _WANTS_TO_BE_JSON.match(decoded):
                raise
        if "foldline" in sample.first:
            raise ImportRefused("it is a brief already; foldline check says whether it is valid")
    if _XML.match(decoded) and not READABLE["html"].recognise(sample):
        surest, found = max(
            ((each.recognise(sample), each.name) for each in READABLE.values() if each.rank > 10),
            key=lambda pair: pair[0],
        )
        if not surest:
            raise ImportRefused(
                "it is XML of no form that is known; name one with --from: " + ", ".join(READABLE)
            )
        return found
    surest, found = max(
        ((each.recognise(sample), each.name) for each in READABLE.values()),
        key=lambda pair: pair[0],
    )
    if not surest:
        raise ImportRefused(
            f"it is JSON of no form that is known; name one with --from: {', '.join(READABLE)}"
        )
    return found
