"""Transcripts with times: WebVTT and SubRip (SRT), as quotations of those who speak, or as a text
with times where nobody is named.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from foldline.drafts.draft import LONGEST_DEK, Draft, moment_from
from foldline.drafts.format import Format, Sample
from foldline.drafts.hypertext import html_words
from foldline.drafts.report import Imported
from foldline.errors import ImportRefused
from foldline.text.outline import HEAD_LABELS, labelled
from foldline.text.words import as_markdown, clean, comparable, folded

NAME = "transcript"

_TIMES = re.compile(
    r"\s*(?P<start>(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3})\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3}"
    r"(?P<settings>[ \t].*)?"
)
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+(?P<who>[^>]{1,120})>")
_NAMED = re.compile(r"(?:>>\s*)?(?P<who>[A-ZÀ-ÞА-Я][^:<>\n]{1,60}?):\s+(?P<words>\S.*)", re.S)
_CUE_NUMBER = re.compile(r"\s*\d+\s*")
LONGEST_PART = 600
"""Characters of a paragraph of speech that nobody is named for."""


@dataclass
class _Speech:
    """What one person says without a break: from when on, and the lines."""

    start: str
    who: str
    lines: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The lines as one."""
        return folded(" ".join(self.lines))


def read(text: str) -> list[Imported]:
    """Return the one brief of a transcript."""
    lines = clean(text).split("\n")
    if not any(_TIMES.fullmatch(line) for line in lines):
        raise ImportRefused(
            "there is no time in it; WebVTT and SubRip have lines like "
            "00:00:01.000 --> 00:00:04.000"
        )
    draft = Draft(NAME)
    speeches, notes = _speeches(lines)
    title = notes.pop(0) if notes and lines[0].startswith("WEBVTT") and lines[0] != "WEBVTT" else ""
    draft.set_field("title", title, "line 1")
    notes = [note for note in notes if not _field(note, draft)]
    named = [each for each in speeches if each.who]
    quotes: list[dict[str, Any]] = [
        {"text": each.words, "speaker": each.who, "context": each.start} for each in named
    ]
    draft.add_section("key_quotes", "the cues", quotes=quotes, detail=f"{len(quotes)} quotations")
    rest = [each for each in speeches if not each.who]
    draft.add_section(
        "full_story",
        "the cues",
        text="\n\n".join(f"**{each.start}** {as_markdown(each.words)}" for each in rest),
    )
    if speeches:
        first = speeches[0].words
        draft.set_field(
            "title",
            first if len(first) <= 90 else first[:89].rsplit(" ", 1)[0] + "…",
            "the first cue",
            "from the first words, since a transcript has none",
        )
    if named:
        who = ", ".join(dict.fromkeys(each.who for each in named))
        draft.set_field(
            "dek",
            f"{title or 'A transcript'} ({who})"[:LONGEST_DEK],
            "the cues",
            "who speaks, since a transcript has no summary",
        )
    draft.keep("notes", notes)
    return [draft.finish()]


def _field(note: str, draft: Draft) -> bool:
    """Take a line of the header or of a remark as a field: "Language: en", "Date: 2026-05-05"."""
    label, value = labelled(note)
    field = HEAD_LABELS.get(comparable(label), "")
    if field in ("published", "updated"):
        return moment_from(draft, field, value, label)
    if field == "language" and re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", value):
        return draft.set_field("language", value, label)
    return field in ("title", "dek", "place") and draft.set_field(field, value, label)


def _speeches(lines: list[str]) -> tuple[list[_Speech], list[str]]:
    """Return what is said, by speaker, and all other lines (remarks, settings, the header)."""
    found: list[_Speech] = []
    others: list[str] = []
    start, settings = "", ""
    in_cue = False
    who = ""
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if times := _TIMES.fullmatch(line):
            start, in_cue, who = _shown(times["start"]), True, ""
            settings = times["settings"] or ""
            others += [settings.strip()] if ":" not in settings and settings.strip() else []
        elif not line.strip():
            in_cue = False
        elif not in_cue:
            header = re.sub(r"^WEBVTT[ \t-]*", "", line).strip()
            is_number = _CUE_NUMBER.fullmatch(line) and _TIMES.fullmatch(following)
            if header not in ("", "NOTE") and not is_number:
                others.append(header)
        else:
            voice = _VOICE.search(line)
            words = html_words(_VOICE.sub("", line))
            named = None if voice else _NAMED.fullmatch(words)
            changed = words.startswith((">>", "- ", "– ", "— "))
            if voice or named or changed:
                who = voice["who"].strip() if voice else named["who"].strip() if named else ""
                words = named["words"] if named else re.sub(r"^(?:>>|[-–—])\s*", "", words)
            _add(found, start, who, words, new=bool(voice or named or changed))
    return found, others


def _add(found: list[_Speech], start: str, who: str, words: str, *, new: bool) -> None:
    """Add a line to the speech that goes on, or begin one."""
    last = found[-1] if found else None
    goes_on = last is not None and (last.who == who if new else True)
    if last is not None and not last.who and sum(map(len, last.lines)) > LONGEST_PART:
        goes_on = goes_on and not re.search(r"[.!?…]$", last.lines[-1])
    if last is not None and goes_on:
        if words not in last.lines[-1:]:  # captions that roll repeat their last line
            last.lines.append(words)
    elif words:
        found.append(_Speech(start, who, [words]))


def _shown(time: str) -> str:
    """Return a time without its fractions: "0:01:05"."""
    whole = re.split(r"[.,]", time)[0]
    return whole if whole.count(":") == 2 else f"00:{whole}"


def recognise(sample: Sample) -> int:
    """Recognise WebVTT by its first word, SubRip by a number and a time in its first lines."""
    if sample.data is not None:
        return 0
    if re.match(r"\ufeff?WEBVTT(?:[ \t-].*)?(?:\r?\n|$)", sample.text):
        return 93
    return 93 if re.match(rf"\ufeff?\s*\d+[ \t]*\r?\n{_TIMES.pattern}", sample.text) else 0


FORMAT = Format(
    NAME, rank=28, read=read, recognise=recognise, endings=(".vtt", ".srt"), ending_decides=True
)
