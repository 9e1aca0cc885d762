"""Define briefs of the reader's own: their names, and what is kept of them. Pure: no browser.

What comes back from a browser's storage is not trusted: heads are checked here, texts are read by
`load` again, and pictures are images or nothing.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from foldline.story.beside import image_paths, missing_of, refused_paths
from foldline.story.loading import Loaded, Problem, load
from foldline.story.positions import shallow_json
from foldline.text.addresses import IMAGE_TYPES, SLUG, slug_of

OPENED = "opened"
"""The id of the <main> for briefs of the reader's own. The id of a brief's section, and its
fragment in the address, is `opened:` and its slug.
"""

MOST_BRIEFS = 200
"""How many briefs may be open at once."""

PASTED, PASTED_TEXT = "pasted.json", "pasted.txt"
"""How sentences name text that was pasted: a brief, and what one is made of."""


@dataclass(frozen=True)
class Account:
    """Describe what an import did: the format that was read, and for each line how it was used
    ("used", "guessed", …), where it is and what it says.
    """

    format: str
    lines: tuple[tuple[str, str, str], ...]

    def of(self, how: str) -> list[str]:
        """Return the lines that were used in one way, as sentences."""
        return [f"{where}: {what}" for used, where, what in self.lines if used == how]


@dataclass(frozen=True)
class Facts:
    """Hold all that the page needs to know of a text, except for how it is shown."""

    readable: bool
    """Whether there is a brief in it."""
    title: str
    dek: str
    language: str
    paths: dict[str, str]
    """Its images beside it (`image_paths`)."""
    problems: tuple[Problem, ...]
    meant: bool = True
    """Whether the text is a brief, however wrong (`is_meant_as_brief`)."""
    refused: tuple[Problem, ...] = ()
    """The images whose paths no picture is taken from."""

    @classmethod
    def from_dict(cls, found: dict[str, Any]) -> "Facts":
        """Return the facts that `asdict` wrote and JSON has carried."""
        return cls(
            **found
            | {
                name: tuple(Problem(**each | {"path": tuple(each["path"])}) for each in found[name])
                for name in ("problems", "refused")
            }
        )

    @classmethod
    def unreadable(cls, reason: str) -> "Facts":
        """Return the facts of a text that can't be read, for a reason."""
        return cls(False, "", "", "en", {}, (Problem((), reason),))


def facts_of(loaded: Loaded, data: bytes | str, meant: bool = True) -> Facts:
    """Return the facts of `data`, of which `load` made `loaded`."""
    brief = loaded.brief
    title, dek, language = (brief.title, brief.dek, brief.language) if brief else ("", "", "en")
    return Facts(
        brief is not None,
        title,
        dek,
        language,
        image_paths(brief),
        loaded.problems,
        meant,
        tuple(refused_paths(brief, data)),
    )


@dataclass
class Content:
    """Hold the content of one of the reader's own briefs: its text; a `data:` address for each
    image beside it that was found, by its path there, empty for one that can't be shown; and the
    account of the import where it was made of another format.
    """

    text: str
    images: dict[str, str] = field(default_factory=dict)
    account: Account | None = None

    @cached_property
    def loaded(self) -> Loaded:
        return load(self.text)

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.loaded, self.text)

    @property
    def has_facts(self) -> bool:
        """Return whether the facts are known, and need not be read from the text."""
        return "facts" in vars(self)

    @property
    def size(self) -> int:
        """Return how many characters it has, with its images."""
        return len(self.text) + sum(map(len, self.images.values()))

    def as_text(self) -> str:
        """Return it as a store keeps it; `read_content` reads that."""
        account = self.account and [self.account.format, *self.account.lines]
        return json.dumps(
            {"text": self.text, "images": self.images} | ({"account": account} if account else {})
        )

    @classmethod
    def from_dict(cls, found: dict[str, Any]) -> "Content":
        """Return the content that `asdict` wrote and JSON has carried."""
        account = found["account"]
        if account:
            account = Account(account["format"], tuple(map(tuple, account["lines"])))
        return cls(found["text"], found["images"], account)

    @property
    def head(self) -> tuple[str, str, str]:
        """Return title, dek and language; for an import that does not make a brief, those of them
        that were found.
        """
        if self.facts.readable:
            return self.facts.title, self.facts.dek, self.facts.language
        found = shallow_json(self.text)
        return str(found.get("title", "")), str(found.get("dek", "")), "en"


_BROKEN = re.compile(r"\{(?!\{)|\[\s*[\[{\"]")


def is_meant_as_brief(name: str, text: str) -> bool:
    """Return whether the text of a file called `name` is a brief, however wrong, and not another
    format that one is made of: JSON with a brief's own fields, JSON that is broken, and what is
    called a brief's file and holds none."""
    begins = text.removeprefix("\ufeff").lstrip()
    if not begins.startswith(("{", "[")):
        return name.endswith(".json") or not begins
    try:
        found = shallow_json(begins)
    except ValueError:
        return name.endswith(".json") or bool(_BROKEN.match(begins))
    return isinstance(found, dict) and (
        "foldline" in found or isinstance(found.get("sections"), list)
    )


@dataclass
class OwnBrief:
    """Describe a brief of the reader's own. `name` is its file, as sentences name it."""

    slug: str
    name: str
    title: str
    dek: str = ""
    language: str = "en"
    folder: bool = False
    """Whether its whole folder was opened, so that an image that is not there is missing."""
    at: float = 0
    """When it was opened, in milliseconds since 1970: the last one stands first."""
    kept: bool = False
    """Whether it is kept on the device."""
    content: Content | None = None
    """None until it is needed, where a store has it, and where what a store has can't be read."""
    stored_as: str = ""
    """Its key in the stores, where that is another than its own (a head that can't be read)."""

    @property
    def key(self) -> str:
        """Return the key of the brief in a store: the same file replaces it when it is opened
        again. The title is part of it, since many files are called brief.json.
        """
        return self.stored_as or f"{self.name}\n{self.title}"

    @property
    def id(self) -> str:
        return f"{OPENED}:{self.slug}"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what `foldline check` finds, in its order."""
        return (*self._content.facts.problems, *self._missing())

    @property
    def _content(self) -> Content:
        assert self.content is not None, "its content is read first"
        return self.content

    def _missing(self) -> tuple[Problem, ...]:
        if not self.folder:
            return ()
        facts, images = self._content.facts, self._content.images
        return (*missing_of(facts.paths, lambda path: path in images), *facts.refused)

    @property
    def problem_lines(self) -> list[tuple[str, bool]]:
        """Return its problems as `foldline check` prints them, each with whether it is only a
        remark. For an import, these are the lines of its report: lines and columns would be those
        of a text that the reader does not have.
        """
        if not (account := self._content.account):
            return [(problem.sentence(self.name), problem.remark) for problem in self.problems]
        reported = [
            (line, remark)
            for remark in (False, True)
            for line in account.of("remark" if remark else "problem")
        ]
        missing = [(f"{each.path_text}: {each.what}", each.remark) for each in self._missing()]
        return [(f"{self.name}: {line}", remark) for line, remark in (*reported, *missing)]

    def head_text(self) -> str:
        """Return all but its content, as a store keeps it; `read_head` reads that."""
        return json.dumps({name: getattr(self, name) for name in _HEAD_TYPES})

    def content_text(self) -> str:
        """Return its content, as a store keeps it."""
        return self._content.as_text()

    @classmethod
    def from_dict(cls, found: dict[str, Any]) -> "OwnBrief":
        """Return the brief that `asdict` wrote and JSON has carried."""
        content = found["content"] and Content.from_dict(found["content"])
        return cls(**found | {"content": content})


def own_brief(
    name: str,
    content: Content,
    *,
    taken: Iterable[str] = (),
    folder: bool = False,
    at: float = 0,
    stem: str = "",
) -> OwnBrief:
    """Return the brief that was read from a file, or made of it, or pasted. Its slug is none of
    those that are `taken`, and comes from `stem`, else from the file's name or, of pasted text,
    from the title."""
    title, dek, language = content.head
    stem = stem or (title if name == PASTED else name.rpartition("/")[2].removesuffix(".json"))
    return OwnBrief(
        free_slug(slug_of(stem), taken),
        name,
        title or name,
        dek,
        language,
        folder,
        at,
        content=content,
    )


def free_slug(slug: str, taken: Iterable[str]) -> str:
    """Return the slug, with -2, -3, … where it is taken."""
    taken, found, number = set(taken), slug, 1
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


_HEAD_TYPES: dict[str, type | tuple[type, ...]] = {
    "slug": str,
    "name": str,
    "title": str,
    "dek": str,
    "language": str,
    "folder": bool,
    "at": (int, float),
}


def read_head(key: str, text: str, taken: Iterable[str] = ()) -> OwnBrief:
    """Return the brief whose head a store has under `key`. Where that can't be read, it is a brief
    that has the key's own words as its title."""
    try:
        found = shallow_json(text)
        if not isinstance(found, dict) or not all(
            isinstance(found.get(name), kind) for name, kind in _HEAD_TYPES.items()
        ):
            raise ValueError
    except ValueError:
        name, _, title = key.partition("\n")
        slug = free_slug(slug_of(name.removesuffix(".json")), taken)
        return OwnBrief(slug, name, title or name, stored_as=key)
    own = OwnBrief(**{name: found[name] for name in _HEAD_TYPES})
    own.slug = free_slug(own.slug if SLUG.fullmatch(own.slug) else slug_of(own.slug), taken)
    own.stored_as = key if key != own.key else ""
    return own


_SAFE_IMAGES = tuple(f"data:{kind};base64," for kind in {*IMAGE_TYPES.values()})


def read_content(text: str) -> Content | None:
    """Return a stored content; None where it can't be read."""
    try:
        found = shallow_json(text)
        text, images = found["text"], found["images"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(text, str) or not isinstance(images, dict):
        return None
    safe = {
        path: address if str(address).startswith(_SAFE_IMAGES) else ""
        for path, address in images.items()
    }
    return Content(text, safe, _read_account(found.get("account")))


def _read_account(found: Any) -> Account | None:
    match found:
        case [str(format_name), *lines] if all(map(_is_account_line, lines)):
            return Account(format_name, tuple((how, where, what) for how, where, what in lines))
    return None


def _is_account_line(line: Any) -> bool:
    return isinstance(line, list) and len(line) == 3 and all(isinstance(part, str) for part in line)
