"""Find a section of this kind in texts of other formats."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foldline.sections.kind import Importing
from foldline.text.outline import Block, Dialect, Part, as_prose, labelled
from foldline.text.platforms import rest_of_display_name
from foldline.text.words import comparable, folded

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft

PLATFORMS: dict[str, str] = {
    "x": "x",
    "twitter": "x",
    "x/twitter": "x",
    "twitter/x": "x",
    "x twitter": "x",
    "x formerly twitter": "x",
    "bluesky": "bluesky",
    "blue sky": "bluesky",
    "bsky": "bluesky",
    "mastodon": "mastodon",
    "fediverse": "mastodon",
    "reddit": "reddit",
    "threads": "threads",
    "youtube": "youtube",
    "you tube": "youtube",
    "hacker news": "hacker-news",
    "hackernews": "hacker-news",
    "facebook": "facebook",
    "instagram": "instagram",
    "tiktok": "tiktok",
    "tik tok": "tiktok",
    "linkedin": "linkedin",
    "telegram": "telegram",
    "weibo": "weibo",
    "vk": "vk",
    "discord": "discord",
    "truth social": "truth-social",
    "quora": "quora",
    "social media": "social-media",
    "social": "social-media",
    "the web": "social-media",
    "online": "social-media",
    "the internet": "social-media",
}

_TALK = (
    r"(?:discussions?|discourse|reactions?|conversations?|posts?|repl(?:y|ies)|comments?|chatter"
    r"|buzz|sentiment|talk|voices|views|"
    r"debate|users?)"
)
_PLATFORM = "(" + "|".join(sorted(map(re.escape, PLATFORMS), key=len, reverse=True)) + ")"
_DISCUSSIONS = [
    re.compile(pattern)
    for pattern in (
        rf"(?:summary of )?(?:the )?{_PLATFORM} {_TALK}(?: {_TALK})?(?: summary| overview| digest"
        r"| roundup)?(?: on .*| about .*)?",
        rf"(?:summary of )?(?:the )?(?:public )?{_TALK} (?:on|from|at|in) {_PLATFORM}",
        r"(?:what )?(?:people|users|others|they|everyone) (?:are saying |say |said )?on "
        rf"{_PLATFORM}(?: are saying| say| said)?",
        rf"on {_PLATFORM}",
        r"(bluesky|mastodon|reddit|youtube|hacker news|social media)(?: summary)?",
    )
]


_LABELS = {
    "themes": ("theme", "sentiment", "topic", "point", "reaction"),
    "voices": (
        "voice",
        "account",
        "influencer",
        "user",
        "participant",
        "commentator",
        "poster",
        "who",
    ),
    "opinions": (
        "opinion",
        "debate",
        "dispute",
        "argument",
        "view",
        "disagreement",
        "consensus",
        "take",
    ),
}
"""Words in labels ("Main Themes & Sentiments: …"), by the list of a discussion that such a label
begins.
"""

_HANDLE = re.compile(r"(?<![\w@.])@(?P<name>[\w][\w.’'-]*\w|\w)")
_QUOTED = r"[\"“](?P<quote>[^\"”]{1,2000})[\"”]"
"""At most so long: else each mark that opens a quotation would be looked from through all that
follows.
"""
_QUOTE_AFTER_NAME = re.compile(rf"\s*(?:\([^()]*\)\s*)?:\s*{_QUOTED}")
_CLAUSE_MARK, _MOST_NAMED = re.compile(r"[()]|;\s+"), 12
"""The marks between clauses; and how many voices a clause may name so that it becomes a text of
each of them.
"""
_ROLE = re.compile(r"\s*\((?P<role>[^()@]+)\)")
_SAMPLE = re.compile(
    r"(?:(?:~|≈|about |around |some |over |more than |nearly )\s?)?(?<!\d)\d[\d,.]{0,14}\+? "
    r"(?:repl(?:y|ies)|posts?|comments?|tweets?|threads?|messages?|users?|accounts?)(?: (?:across"
    r"|in|on|from|over) [\w ]+)?",
    re.I,
)
_ALL = r"(?:overwhelmingly|entirely|almost entirely|uniformly|very|wholly|almost all|all) (?:\w+ )?"
_MOST = r"(?:predominantly|mostly|largely|mainly|generally|primarily|broadly) (?:\w+ )?"
_MOODS = (
    ("negative", rf"{_ALL}(?:negative|hostile|critical)"),
    ("positive", rf"{_ALL}(?:positive|supportive)"),
    ("mostly negative", rf"{_MOST}(?:negative|hostile|critical|sceptical|skeptical)"),
    ("mostly positive", rf"{_MOST}(?:positive|supportive|optimistic)"),
    ("mixed", r"\b(?:mixed|divided|polari[sz]ed|split)\b"),
)


_NAMED_MOOD = re.compile(
    rf"({'|'.join(sorted((mood for mood, _ in _MOODS), key=len, reverse=True))})\b[.,;:]?\s*(.*)",
    re.S,
)


def read(part: Part, dialect: Dialect, draft: "Draft") -> tuple[dict[str, Any], list[Block]]:
    """Return the whole part as a discussion. Nothing is left over: what has no label is its
    summary."""
    found: dict[str, list[dict[str, str]]] = {"themes": [], "voices": [], "opinions": []}
    summary: list[Block] = []
    voices = Voices()
    texts: list[str] = []
    named_mood: dict[str, Any] = {}
    for block in part.blocks:
        label, rest = labelled(block.text) if block.kind in ("para", "item") else ("", "")
        if comparable(label) == "sentiment" and (mood := _NAMED_MOOD.fullmatch(rest)):
            named_mood = {"mood": mood[1]} | ({"text": dialect.prose(mood[2])} if mood[2] else {})
            continue
        list_of = _list_of(label)
        if list_of == "voices":
            draft.report.used(block.where, f'voices, by the label "{label}"')
            _listed(rest, voices, dialect)
        elif list_of:
            found[list_of].append({"text": dialect.prose(block.text)})
        elif block.kind == "item":
            found["opinions"].append({"text": dialect.prose(block.text)})
        else:
            summary.append(block)
        if block.kind != "sub":
            texts.append(dialect.plain(block.text))
            if list_of != "voices":
                _mentioned(texts[-1], voices)
    assert part.meant is not None  # its heading names the kind
    fields: dict[str, Any] = {
        "platform": dict(part.meant.fields)["platform"],
        "summary": as_prose(summary, dialect),
    }
    whole = " ".join(texts)
    if sample := _SAMPLE.search(whole):
        fields["sample"] = sample[0].strip()
    if named_mood:
        fields["sentiment"] = named_mood
    elif guess := next(
        (
            (name, match[0])
            for name, pattern in _MOODS
            if (match := re.search(pattern, whole, re.I))
        ),
        None,
    ):
        fields["sentiment"] = {"mood": guess[0]}
        draft.report.guessed(part.where, f'the mood "{guess[0]}", from the words "{guess[1]}"')
    if voices.by_name:
        draft.report.used(part.where, "voices: " + ", ".join(voices.by_name))
    return fields | found | {"voices": list(voices.by_name.values())}, []


def _list_of(label: str) -> str:
    """Return which list a label begins: the one whose word comes first in it."""
    name = comparable(label)
    if not name or len(name) > 50:
        return ""
    places = {
        field: min((at for word in words if (at := name.find(word)) >= 0), default=-1)
        for field, words in _LABELS.items()
    }
    found = {field: at for field, at in places.items() if at >= 0}
    return min(found, key=lambda field: found[field]) if found else ""


@dataclass(frozen=True)
class Mention:
    """Describe an account that a text names with "@": the whole name, and where it begins and ends
    in the text.
    """

    name: str
    start: int
    end: int


def mentions(text: str) -> Iterator[Mention]:
    """Yield the accounts that a text names, in its order: "@nasa", and "@High Plains Fella" as one
    name.
    """
    for match in _HANDLE.finditer(text):
        rest = rest_of_display_name(text, match.end())
        yield Mention(
            " ".join((match["name"] + rest).split()), match.start(), match.end() + len(rest)
        )


def _without_mentions(text: str) -> str:
    parts, at = [], 0
    for mention in mentions(text):
        parts.append(text[at : mention.start])
        at = mention.end
    return "".join((*parts, text[at:]))


_OF_WORDS = re.compile(r"[\s’']")


class Voices:
    """Collect the voices of a discussion by name, in the order in which they are named."""

    def __init__(self) -> None:
        self.by_name: dict[str, dict[str, Any]] = {}
        self.numbers: dict[str, int] = {}
        """Which of the voices each is, by name."""

    def named(self, name: str) -> dict[str, Any]:
        """Return the voice of this name, a new one where there was none. Its handle is the name
        itself, except for a name of several words or with an apostrophe, which can't be a handle.
        """
        if name not in self.by_name:
            self.add(name, {} if _OF_WORDS.search(name) else {"handle": name})
        return self.by_name[name]

    def add(self, name: str, fields: dict[str, Any]) -> None:
        """Put a voice in place of what is known of this name."""
        self.numbers.setdefault(name, len(self.numbers))
        self.by_name[name] = {"name": name} | fields


def _mentioned(text: str, voices: Voices) -> None:
    """Add the accounts in running text, each with the words or the role that follow its name."""
    for mention in mentions(text):
        voice = voices.named(mention.name)
        if quoted := _QUOTE_AFTER_NAME.match(text, mention.end):
            voice.setdefault("quote", quoted["quote"].strip())
        elif role := _ROLE.match(text, mention.end):
            voice.setdefault("role", role["role"].strip())


def _holds(voices: Voices, mention: Mention, text: str) -> bool:
    """Return whether a voice has the words or the role that this text gives it, and not others from
    an earlier place.
    """
    voice = voices.named(mention.name)
    if quoted := _QUOTE_AFTER_NAME.match(text, mention.end):
        return bool(voice.get("quote") == quoted["quote"].strip())
    role = _ROLE.match(text, mention.end)
    return role is None or voice.get("role") == role["role"].strip()


def _clauses(text: str) -> list[str]:
    """Return the parts between semicolons that are outside of brackets. A semicolon counts as
    inside where the next bracket after it closes.
    """
    marks = list(_CLAUSE_MARK.finditer(text))
    parts, end, closes = [], len(text), False
    for mark in reversed(marks):
        if mark[0] in "()":
            closes = mark[0] == ")"
        elif not closes:
            parts.append(text[mark.end() : end])
            end = mark.start()
    return [text[:end], *reversed(parts)]


def _listed(text: str, voices: Voices, dialect: Dialect) -> None:
    """Add the voices of a list: "@Name (role); @Name: "words"", or of clauses, each of which
    becomes a text of the voices that it names.
    """
    heard = len(voices.by_name)
    without = []
    texts: dict[
        str, list[str]
    ] = {}  # joined in the end: each clause that is added to a text copies it
    for clause in _clauses(text):
        plain = folded(dialect.plain(clause))
        named = list(mentions(plain))
        _mentioned(plain, voices)
        if not named:
            without.append(plain)
        rest = _without_mentions(_ROLE.sub("", _QUOTE_AFTER_NAME.sub("", plain)))
        all_held = all(_holds(voices, mention, plain) for mention in named)
        if re.search(r"\w", rest.replace(" and ", " ")) or not all_held:
            prose = dialect.prose(clause.strip())
            for mention in named if len(named) <= _MOST_NAMED else named[:1]:
                texts.setdefault(mention.name, []).append(prose)
    for name, clauses in texts.items():
        voice = voices.named(name)
        voice["text"] = "\n\n".join(filter(None, (voice.get("text"), *clauses)))
    if without:
        for plain in without:
            name = plain.split(" (")[0].strip(" .")
            if name and voices.numbers.get(name, heard) >= heard:
                voices.add(
                    name, {"role": role["role"]} if (role := _ROLE.match(plain, len(name))) else {}
                )
                if plain.strip(" .") != name and "role" not in voices.by_name[name]:
                    voices.by_name[name]["text"] = dialect.prose(plain)


def platform_in(name: str) -> dict[str, str] | None:
    """Return the platform that a heading names, as a field; None where it is no heading of a
    discussion.

    >>> platform_in("twitter reactions"), platform_in("reactions")
    ({'platform': 'x'}, None)
    """
    for pattern in _DISCUSSIONS:
        if match := pattern.fullmatch(name):
            return {"platform": PLATFORMS[match[1]]}
    return None


IMPORTING = Importing(
    headings=(),
    read=read,
    fields_in_heading=platform_in,
)
