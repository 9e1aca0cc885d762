"""Finds the speaker of a passage of a text: read from verbs of saying, and never guessed beyond the
sentence.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

_VERBS = (
    r"(?:said|says|told|tells|wrote|writes|added|adds|announced|stated|states|described"
    r"|emphasi[sz]ed|noted|reported|reporting|calls|"
    r"warned|warns|argued|argues|called|framed|explained|insisted|claimed|posted|tweeted|declared"
    r"|confirmed|stressed|recalled|"
    r"replied|asked|urged|admitted|quipped|remarked|commented|conceded|concluded|suggested"
    r"|testified)"
)
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]\.(?:[A-Z]\.)*|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Prof|Jr|Sr|vs"
    r"|No)\.)$"
)
_ENDS = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z\"“‘(])")
_CLAUSE = re.compile(
    r"(?:[,;:—–]|\b(?:while|and|but|as|with|where|when|whereas|although|though|after|before"
    r"|because|since|that|who|"
    r"which)\b)\s*",
    re.I,
)
_BEFORE = re.compile(
    rf"\b(?:\w+ly\s+)?(?:has\s+|had\s+|have\s+|was\s+|were\s+)?(?P<verb>{_VERBS})\b", re.I
)
_AFTER = re.compile(
    rf"[\"”’,.!?\s]*(?:{_VERBS}\s+(?P<name>[^,.;:\"“”]{{2,80}})"
    rf"|(?P<name_first>[^,.;:\"“”]{{2,80}}?)\s+{_VERBS}\b)",
    re.I,
)
_OPENING, _CLOSING = '"“«', '"”»'
_PRONOUNS = frozenset("he she it they i we you who this that one".split())
_SMALL = frozenset(
    "the a an of in for and to by some its his her their one "
    "spokesperson spokesman spokeswoman mr mrs ms dr".split()
)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins that holds the character `start`, and where the one ends that holds
    `end`.
    """
    ends, beginnings = _breaks(text)
    before, behind = bisect_right(beginnings, start), bisect_left(ends, end)
    begins = beginnings[before - 1] if before else 0
    finish = ends[behind] if behind < len(ends) else len(text)
    return max(begins, start - _LONGEST), min(finish, end + _LONGEST)


_LONGEST = 800
"""Characters before and behind a passage that may belong to its sentence: a text without full stops
is no sentence.
"""


def sentences_in(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text begins and ends; a text without full stops is cut at
    every `_LONGEST` characters.
    """
    ends, beginnings = _breaks(text)
    return [
        (at, min(at + _LONGEST, end))
        for begins, end in zip([0, *beginnings], [*ends, len(text)], strict=True)
        for at in range(begins, max(end, begins + 1), _LONGEST)
    ]


@lru_cache(maxsize=8)
def _breaks(text: str) -> tuple[list[int], list[int]]:
    """Between sentences: where each ends, and where the next begins."""
    found = [
        (match.start() + len(match[0].rstrip()), match.end())
        for match in _ENDS.finditer(text)
        if not _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start() + 1])
    ]
    return [end for end, _ in found], [begins for _, begins in found]


def named_beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The name of the one who says the passage, as the text has it, and the sentence; an empty name
    where none is told.
    """
    begins, finish = sentence_around(text, start, end)
    sentence = text[begins:finish]
    opening = _opening_before(text, begins, start)
    for before in (
        (text[opening + 1 : start], text[begins:opening]) if opening >= 0 else (text[begins:start],)
    ):
        if name := _name_before(before):
            return name, sentence
    if opening >= 0:  # what is said of the speaker stands behind the end of all that is quoted
        end = min((at for at in range(end, finish) if text[at] in _CLOSING), default=end)
    behind = text[end:finish]
    inside = _INTERRUPTED.search(text[start:end])
    for match in (_AFTER.match(behind), inside and _AFTER.match(inside[1])):
        if match and (name := _tidy(match["name"] or match["name_first"])):
            title = _APPOSITION.match(match.string, match.end("name")) if match["name"] else None
            return name + (title[0].rstrip() if title else ""), sentence
    return "", sentence


_INTERRUPTED = re.compile(r"[\"”»]([^\"“”«»]{3,80})[\"“«]")
"""What stands between two parts of a quotation."""
_APPOSITION = re.compile(r",(?:\s+[A-Z][\w’'-]*){1,4}(?=[\s.,;:\"”]|$)")
"""A name behind what somebody is: "said its chairman, Ada Quill"."""


def named_before(text: str, start: int, end: int, speaker: str) -> tuple[str, str]:
    """Return whom a pronoun means by which a passage's speaker is called ("she said"), and the
    sentences that say so: this speaker, where they name them, or the one person whom the sentence
    before names. Empty where there is no pronoun, or it may mean several.
    """
    begins, finish = sentence_around(text, start, end)
    outside = f"{text[begins:start]} {text[end:finish]}"
    if not _PRONOUN_SAYS.search(outside):
        return "", ""
    first, nearest = begins, -1
    for _ in range(_SENTENCES_BEFORE):
        if first <= 0:
            break
        first, _ = sentence_around(text, first - 2, first - 2)
        nearest = first if nearest < 0 else nearest
    before = text[first:begins]
    if stands_in(speaker, before):
        return speaker, text[first:finish]
    names = set(_FULL_NAME.findall(text[nearest:begins])) if nearest >= 0 else set()
    return (names.pop(), text[nearest:finish]) if len(names) == 1 else ("", "")


_SENTENCES_BEFORE = 3
_PRONOUN_SAYS = re.compile(
    rf"\b(?:he|she)\s+(?:\w+ly\s+|has\s+|had\s+|later\s+|also\s+)?{_VERBS}\b"
    rf"|\b{_VERBS}\s+(?:he|she)\b",
    re.I,
)
_FULL_NAME = re.compile(r"\b(?!(?:The|It|In|On|At|A)\s)[A-Z][a-zà-ÿ]+(?:\s[A-Z][a-zà-ÿ]+)+")


def attributed_behind(text: str, end: int) -> tuple[list[str], str]:
    """Return to whom the next sentence attributes the words of a passage ("That line is quoted
    as the words of …, and as those of …"), and that sentence.
    """
    _, finish = sentence_around(text, max(0, end - 1), end)
    behind = len(text[finish:]) - len(text[finish:].lstrip(' "”’»'))
    begins = finish + behind
    if not _OF_THE_WORDS.match(text, begins):
        return [], ""
    sentence = text[begins : sentence_around(text, begins, begins)[1]]
    return [_tidy(match[1]) for match in _ATTRIBUTED.finditer(sentence)], sentence


_OF_THE_WORDS = re.compile(
    r"(?:That|This|The|These)\s+(?:same\s+)?(?:line|words|sentence|quotation|quote|remark|phrase"
    r"|statement)\b"
)
_ATTRIBUTED = re.compile(
    r"\b(?:(?:words|those|that|line|remark)\s+of|(?:attributed|ascribed|credited)\s+to)"
    r"\s+((?:the\s+)?[A-Z][\w.’'-]*(?:\s+[\w.’'-]+){0,3}?)(?=\s+and\b|\s+or\b|[,.;:]|$)"
)


def same_name(one: str, other: str) -> bool:
    """Return whether the telling words of one name are all in the other, or the other way round.

    >>> same_name("US military", "The U.S. military"), same_name("US military", "the Pentagon")
    (True, False)
    """
    first, second = _telling(one), _telling(other)
    return bool(first and second) and (first <= second or second <= first)


def stands_in(name: str, sentence: str) -> bool:
    """Return whether the telling words of a name are all in a sentence."""
    telling = _telling(name)
    return bool(telling) and telling <= _telling(sentence)


def _telling(name: str) -> set[str]:
    name = re.sub(r"\bUnited States\b", "US", name)
    name = re.sub(r"\b((?:[A-Za-z]\.){2,})", lambda match: match[1].replace(".", ""), name)
    words = (
        re.sub(r"['’]s$", "", word.casefold())
        for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", name)
    )
    return {word.rstrip("s") if len(word) > 3 else word for word in words if word not in _SMALL}


def _opening_before(text: str, begins: int, start: int) -> int:
    """Where the quotation mark stands that opens what `start` is in; -1 where it is in none."""
    opening = -1
    for at in range(begins, start):
        if text[at] in _OPENING and opening < 0:
            opening = at
        elif text[at] in _CLOSING and opening >= 0:
            opening = -1
    return opening


def _name_before(before: str) -> str:
    """The subject of the last verb of saying: what stands between it and the clause's beginning."""
    verbs = list(_BEFORE.finditer(before))
    if not verbs:
        return ""
    subject = before[: verbs[-1].start()].rstrip()
    clauses = [match for match in _CLAUSE.finditer(subject)]
    name = (
        subject[clauses[-1].end() :]
        if clauses and clauses[-1].end() < len(subject)
        else subject
        if not clauses
        else ""
    )
    return _tidy(name)


def _tidy(name: str) -> str:
    name = re.sub(
        r"(?:\s+(?:\w+ly|later|then|also|again|once|still|too))+$", "", name.strip(" \"“”'(-—–")
    )
    return (
        name
        if re.search(r"[^\W\d_]", name)
        and len(name.split()) <= 12
        and name.casefold() not in _PRONOUNS
        else ""
    )
