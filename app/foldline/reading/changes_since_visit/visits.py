"""Read what a device keeps of its visits to a brief, and find what changed since the last one.

Pure: no browser.
"""

import json
import re
from dataclasses import dataclass

from foldline.story.loading import load
from foldline.story.positions import shallow_json
from foldline.story.revisions import SectionChanges, changes

MOST = 50
"""Briefs of which the version last shown is kept: those that were read last."""


@dataclass(frozen=True)
class Head:
    """Hold the part of a visit that is read at once. All fields are empty where there was none."""

    words: str = ""
    """A digest of the text that was shown."""
    at: str = ""
    """The day of the visit."""
    since: str = ""
    """The day of the visit whose changes the reader has not yet been shown."""

    def as_text(self) -> str:
        """Return it as the store keeps it."""
        return json.dumps({"words": self.words, "at": self.at, "since": self.since})


@dataclass(frozen=True)
class Versions:
    """Hold the brief's JSON as it was last shown, and as it was before the changes that the reader
    has not yet been shown.
    """

    now: str = ""
    before: str = ""

    def as_text(self) -> str:
        """Return it as the store keeps it."""
        return json.dumps({"now": self.now, "before": self.before})


def read_head(text: str | None) -> Head:
    """Return what an earlier visit kept; an empty head where it kept nothing, or something else
    than is kept now."""
    found = _texts(text)
    day = found.get("since") or found.get("at") or "2000-01-01"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return Head()
    return Head(found.get("words", ""), found.get("at", ""), found.get("since", ""))


def read_versions(text: str | None) -> Versions:
    """Return the versions that an earlier visit kept, as `read_head` does."""
    found = _texts(text)
    return Versions(found.get("now", ""), found.get("before", ""))


def _texts(text: str | None) -> dict[str, str]:
    try:
        found = shallow_json(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        return {}
    return found


def changes_between(before: str, now: str) -> list[SectionChanges]:
    """Return what changed from one JSON of a brief to another; nothing where one can't be read."""
    old, new = load(before).brief, load(now).brief
    return changes(old, new) if old and new else []


@dataclass(frozen=True)
class Visit:
    """Describe a visit to a brief that has changed: what is kept of the visit, and the changes."""

    head: Head
    versions: Versions
    changes: list[SectionChanges]
    since: str
    """The day of the version that the changes are since."""


def visit(head: Head, kept: Versions, *, words: str, text: str, today: str) -> Visit:
    """Return the visit of a brief whose JSON is `text`, and the digest of its shown text `words`.
    `head` and `kept` are what the visit before left."""
    other = head.words != words
    before, since = (kept.now, head.at) if other else (kept.before, head.since)
    found = changes_between(before, text) if before and since else []
    return Visit(
        Head(words, today, since if found else ""),
        Versions(text, before if found else ""),
        found,
        since,
    )


def keys_to_drop(heads: list[tuple[str, str]], key: str) -> list[str]:
    """Return the keys of the oldest visits, so that `MOST` stay, with that of `key`."""
    others = sorted((read_head(text).at, other) for other, text in heads if other != key)
    return [other for _, other in others[: max(0, len(others) - MOST + 1)]]
