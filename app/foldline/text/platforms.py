"""Platforms where people talk: addresses of accounts and of hashtags, made from the platform and a
name that its own rule allows, never taken from a text.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from foldline.text.unseen import UNSEEN


@dataclass(frozen=True)
class Platform:
    """`hosts` are its own, `profile` and `tag` addresses with a place for the name."""

    hosts: tuple[str, ...]
    profile: str
    tag: str
    spelt: re.Pattern[str]
    """How a handle is spelt there."""
    has_owner: Callable[[str], bool] = lambda handle: True
    """Whether such a handle can be somebody's."""

    def allows(self, handle: str) -> bool:
        """Return whether a text can be the handle of an account."""
        return bool(self.spelt.fullmatch(handle)) and self.has_owner(handle)


# X's help, "Username rules": letters, digits and underscores, at most 15 characters.
_X = re.compile(r"[A-Za-z0-9_]{1,15}")
# AT Protocol, "Handle": a domain name of at most 253 characters, but none of those that nobody can
# have.
_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)
_NOBODYS = re.compile(
    r"(?:.*\.)?(?:alt|arpa|example|internal|invalid|local|localhost|onion|test|example\.(?:com"
    r"|net|org))",
    re.I,
)


def _has_owner(domain: str) -> bool:
    return len(domain) <= 253 and not _NOBODYS.fullmatch(domain)


PLATFORMS = {
    "x": Platform(("x.com", "twitter.com"), "https://x.com/{}", "https://x.com/hashtag/{}", _X),
    "bluesky": Platform(
        ("bsky.app",),
        "https://bsky.app/profile/{}",
        "https://bsky.app/hashtag/{}",
        _DOMAIN,
        _has_owner,
    ),
}
"""By the name that a discussion gives. Elsewhere a handle stays text: that of Mastodon holds its
own host.
"""

_LONGEST_TAG = 100
_ENDS_NO_TAG = re.compile(f"[#@{UNSEEN}]")
_MARK = re.compile(rf"(?<![\w&@#/=])(?:@([A-Za-z0-9_][A-Za-z0-9_.-]*+)(?![@/\w{UNSEEN}])|#(?=\w))")


def hosts_of(platform: str) -> tuple[str, ...]:
    """Return the platform's own hosts; none where it is not known."""
    return PLATFORMS[platform].hosts if platform in PLATFORMS else ()


def profile_of(handle: str, platform: str) -> str:
    """Return the address of an account; empty where the platform is not known, or has no such
    handles.

    >>> profile_of("nasa", "x"), profile_of("nasa", "elsewhere")
    ('https://x.com/nasa', '')
    """
    known = PLATFORMS.get(platform)
    return known.profile.format(handle) if known and known.allows(handle) else ""


_PARTICLES = frozenset(
    "of the van von zu zur zum der den de da di do du dos das del della des la le las los el al "
    "bin ibn ben bint y e af av ter ten".split()
)
"""Words in small letters that stand within names of persons and offices: "the Mayor of London"."""
_BLANK = r"(?:[^\S\r\n]|\r?\n(?!\s))"
_NEXT_WORD = re.compile(rf"{_BLANK}+(?:& )?(\w[\w’'-]*+)")
# Words in quotation marks with more of the name behind them, and emoji: what stands between the
# words of a name.
_EMOJI = r"\u2190-\u2bff\U0001f000-\U0001faff"
_NICKNAME = r"['\"‘“][^\W\d_][\w’'-]*['\"’”]"
_BETWEEN_WORDS = re.compile(
    rf"{_BLANK}+(?:{_NICKNAME}|[{_EMOJI}][\ufe0f\u200d{_EMOJI}]*)(?={_BLANK}+\w)"
)
_GOES_ON = re.compile(r"['’](?!s\b)\w[\w’'-]*+", re.I)
"""Of a name with an apostrophe ("O'Brien"); "nasa's" is a handle's."""


def rest_of_display_name(text: str, at: int) -> str:
    """Return how a display name goes on at a place behind its first word: " Plains Fella" of "@High
    Plains Fella". Empty where no word follows that could be part of a name.

    >>> rest_of_display_name("@High Plains Fella said so", 5)
    ' Plains Fella'
    >>> rest_of_display_name("@Mayor of London", 6), rest_of_display_name("@nasa says", 5)
    (' of London', '')
    """
    end = following = at
    if apostrophe := _GOES_ON.match(text, at):
        end = following = apostrophe.end()
    while word := _BETWEEN_WORDS.match(text, following) or _NEXT_WORD.match(text, following):
        following = word.end()
        if word.re is _BETWEEN_WORDS or word[1].isdigit():
            continue  # part of the name where more of it follows
        if word[1][0].isupper() or word[1][0].istitle():
            end = following
        elif word[1] not in _PARTICLES:
            break
    return text[at:end]


def _is_display_name(name: str, text: str, end: int) -> bool:
    """Return whether "@" and a name begin a display name ("@High Plains Fella"): whose account that
    is, nobody can tell. A name with a figure, an underscore or a point beside letters is a handle
    whatever follows."""
    return (name.isdigit() or not re.search(r"[\d_.]", name)) and bool(
        rest_of_display_name(text, end)
    )


def split_mentions(text: str, platform: str) -> list[tuple[str, str]]:
    """Return a text in parts, each with the address it leads to: that of an account for @name, of a
    hashtag for #name, else empty.

    >>> split_mentions("Thanks, @nasa!", "x")
    [('Thanks, ', ''), ('@nasa', 'https://x.com/nasa'), ('!', '')]
    """
    known = PLATFORMS.get(platform)
    if known is None:
        return [(text, "")] if text else []
    found, end = [], 0
    for mark in _MARK.finditer(text):
        if mark[1] is not None:
            name = mark[1].rstrip(".-")
            address = "" if _is_display_name(name, text, mark.end()) else profile_of(name, platform)
        else:
            name = _tag_at(text, mark.end())
            address = name and known.tag.format(quote(name, safe=""))
        if address:
            found += [(text[end : mark.start()], ""), (mark[0][0] + name, address)]
            end = mark.start() + 1 + len(name)
    return [(words, address) for words, address in (*found, (text[end:], "")) if words]


def _tag_at(text: str, start: int) -> str:
    """Return the hashtag's name that begins at a place; empty where it is none: of digits alone,
    too long, or going on with invisible characters.
    """
    end = start
    while end < len(text) and (text[end] == "_" or unicodedata.category(text[end])[0] in "LMN"):
        end += 1
    name = text[start:end]
    allowed = (
        len(name) <= _LONGEST_TAG
        and any(map(str.isalpha, name))
        and not _ENDS_NO_TAG.match(text, end)
    )
    return name if allowed else ""
