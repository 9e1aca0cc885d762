"""Briefs of the reader's own: their names, what is kept of them, and how they are shown. Pure: no
browser.

What comes back from a browser's storage is read as if anybody had written it: heads are checked
here, texts go through `load` again, and pictures are images or nothing.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property

from foldline.html.render import Part, brief_part
from foldline.story.beside import image_paths, missing_of, refused_paths
from foldline.story.brief import Image, count, images_in
from foldline.story.loading import Loaded, Problem, load
from foldline.story.positions import shallow_json
from foldline.text.addresses import IMAGE_TYPES, SLUG, host_of, joined, shown_host, slug_of

OPENED = "opened"
"""The id of the <main> for briefs of the reader's own; a brief's is `opened:` and its slug, and so
are their addresses.
"""

PASTED, PASTED_TEXT = "pasted.json", "pasted.txt"
"""How text that was pasted is named in sentences: a brief, and what one is made of."""


@dataclass(frozen=True)
class Account:
    """What an import told: the format that was read, and of each line how ("used", "guessed", …),
    where and what.
    """

    format: str
    lines: tuple[tuple[str, str, str], ...]

    def of(self, how: str) -> list[str]:
        return [f"{where}: {what}" for said, where, what in self.lines if said == how]


@dataclass(frozen=True)
class Facts:
    """What a text has come to: all that the page needs to know of it but how it is shown.
    `readable` tells whether there is a brief in it, `paths` are its images beside it
    (`image_paths`)."""

    readable: bool
    title: str
    dek: str
    language: str
    paths: dict[str, str]
    problems: tuple[Problem, ...]
    meant: bool = True
    """Whether the text is a brief, however wrong (`meant_as_brief`)."""
    refused: tuple[Problem, ...] = ()
    """The images whose paths no picture is taken from."""

    def as_dict(self) -> dict:
        """For JSON."""
        return asdict(self)

    @classmethod
    def of_dict(cls, given: dict) -> "Facts":
        return cls(
            **given
            | {
                name: tuple(Problem(**each | {"path": tuple(each["path"])}) for each in given[name])
                for name in ("problems", "refused")
            }
        )


def facts_of(loaded: Loaded, data: bytes | str, meant: bool = True) -> Facts:
    """The facts of what `load` made of `data`."""
    brief = loaded.brief
    head = (brief.title, brief.dek, brief.language) if brief else ("", "", "en")
    return Facts(
        brief is not None,
        *head,
        image_paths(brief),
        loaded.problems,
        meant,
        tuple(refused_paths(brief, data)),
    )


@dataclass
class Content:
    """What a brief of the reader's own holds: its text, and of each image beside it that was found,
    by its path there, a `data:` address, empty for one that can't be shown. Where it was made of
    another format, the account of that."""

    text: str
    images: dict[str, str] = field(default_factory=dict)
    account: Account | None = None

    @cached_property
    def loaded(self) -> Loaded:
        return load(self.text)

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.loaded, self.text)

    def as_text(self) -> str:
        """For a store; `read_content` reads it."""
        account = self.account and [self.account.format, *self.account.lines]
        return json.dumps(
            {"text": self.text, "images": self.images} | ({"account": account} if account else {})
        )

    @property
    def head(self) -> tuple[str, str, str]:
        """Title, dek and language; what an import found of them where that was too little for a
        brief.
        """
        if self.facts.readable:
            return self.facts.title, self.facts.dek, self.facts.language
        given = shallow_json(self.text)
        return str(given.get("title", "")), str(given.get("dek", "")), "en"


_BROKEN = re.compile(r"\{|\[\s*[\[{\"]")


def meant_as_brief(name: str, text: str) -> bool:
    """Whether a text that was given as `name` is a brief, however wrong, and not another format
    that one is made of: JSON with a brief's own fields, JSON that is broken, and what is called a
    brief's file and holds none."""
    begins = text.removeprefix("\ufeff").lstrip()
    if not begins.startswith(("{", "[")):
        return name.endswith(".json") or not begins
    try:
        given = shallow_json(begins)
    except ValueError:
        return name.endswith(".json") or bool(_BROKEN.match(begins))
    return isinstance(given, dict) and (
        "foldline" in given or isinstance(given.get("sections"), list)
    )


@dataclass
class OwnBrief:
    """A brief of the reader's own. `name` is its file as sentences name it; `folder` tells whether
    its whole folder was given, so that an image that is not there is missing; `kept` whether it is
    kept on the device."""

    slug: str
    name: str
    title: str
    dek: str = ""
    language: str = "en"
    folder: bool = False
    at: float = 0
    """When it was opened, in milliseconds since 1970: the last one stands first."""
    kept: bool = False
    content: Content | None = None
    """None until it is needed, where a store has it."""
    stored_as: str = ""
    """Its key in the stores, where that is another than its own (a head that can't be read)."""

    @property
    def key(self) -> str:
        """What it is known by: the same file, opened again, replaces it. Many files are called
        brief.json, hence the title.
        """
        return self.stored_as or f"{self.name}\n{self.title}"

    @property
    def id(self) -> str:
        return f"{OPENED}:{self.slug}"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What `foldline check` finds, in its order."""
        return (*self.content.facts.problems, *self._missing())

    def _missing(self) -> Iterable[Problem]:
        facts = self.content.facts
        return (
            (*missing_of(facts.paths, lambda path: path in self.content.images), *facts.refused)
            if self.folder
            else ()
        )

    @property
    def told(self) -> list[tuple[str, bool]]:
        """What is wrong with it, as `foldline check` prints it, and whether each is a mere remark.
        Of an import it is what that told: lines and columns would be those of no text that the
        reader has."""
        if not (account := self.content.account):
            return [(problem.sentence(self.name), problem.remark) for problem in self.problems]
        told = [
            (line, remark)
            for remark in (False, True)
            for line in account.of("remark" if remark else "problem")
        ]
        return [
            (f"{self.name}: {line}", remark)
            for line, remark in (
                *told,
                *((f"{each.path_text}: {each.what}", each.remark) for each in self._missing()),
            )
        ]

    def head(self) -> dict:
        """All but the content."""
        return {
            "slug": self.slug,
            "name": self.name,
            "title": self.title,
            "dek": self.dek,
            "language": self.language,
            "folder": self.folder,
            "at": self.at,
        }

    def head_text(self) -> str:
        """The same for a store."""
        return json.dumps(self.head())

    def content_text(self) -> str:
        return self.content.as_text()


def own_brief(
    name: str,
    content: Content,
    *,
    taken: Iterable[str] = (),
    folder: bool = False,
    at: float = 0,
    stem: str = "",
) -> OwnBrief:
    """The brief that was read from a file, or made of it, or pasted, under a slug that is not
    `taken` and comes from `stem`, else from the file's name or, of pasted text, from the title."""
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
    """The slug, with -2, -3, … where it is taken."""
    taken, found, number = set(taken), slug, 1
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


_TYPES = {
    "slug": str,
    "name": str,
    "title": str,
    "dek": str,
    "language": str,
    "folder": bool,
    "at": (int, float),
}


def read_head(key: str, text: str, taken: Iterable[str] = ()) -> OwnBrief:
    """What a store has under `key`; where that can't be read, a brief that has the key's own words
    as its title.
    """
    try:
        found = shallow_json(text)
        if not isinstance(found, dict) or not all(
            isinstance(found.get(name), kind) for name, kind in _TYPES.items()
        ):
            raise ValueError
    except ValueError:
        name, _, title = key.partition("\n")
        return OwnBrief(
            free_slug(slug_of(name.removesuffix(".json")), taken),
            name,
            title or name,
            stored_as=key,
        )
    own = OwnBrief(**{name: found[name] for name in _TYPES})
    own.slug = free_slug(own.slug if SLUG.fullmatch(own.slug) else slug_of(own.slug), taken)
    own.stored_as = key if key != own.key else ""
    return own


_SAFE_IMAGES = tuple(f"data:{kind};base64," for kind in {*IMAGE_TYPES.values()})


def read_content(text: str) -> Content | None:
    """A stored content; None where it can't be read."""
    try:
        found = shallow_json(text)
        text, images = found["text"], found["images"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(text, str) or not isinstance(images, dict):
        return None
    return Content(
        text,
        {
            path: address if str(address).startswith(_SAFE_IMAGES) else ""
            for path, address in images.items()
        },
        _read_account(found.get("account")),
    )


def _read_account(found: object) -> Account | None:
    match found:
        case [str(format_name), *lines] if all(
            isinstance(line, list)
            and len(line) == 3
            and all(isinstance(part, str) for part in line)
            for line in lines
        ):
            return Account(format_name, tuple(map(tuple, lines)))
    return None


def seems_a_story(text: str) -> bool:
    """Whether text that was pasted on the page, and into no field, is to be opened: JSON, or a few
    lines at least.
    """
    return (
        text.lstrip("\ufeff \t\r\n").startswith(("{", "[{"))
        or len([line for line in text.splitlines() if line.strip()]) > 2
    )


# --- how it is shown
# ---------------------------------------------------------------------------


@dataclass
class Report:
    """What came of opening files: the lines that `foldline check` prints for those with errors, and
    sentences beside.
    """

    lines: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    unopened: int = 0
    with_errors: int = 0
    """Files that were opened all the same."""

    @property
    def failing(self) -> str:
        said = [
            f"{count(self.unopened, 'file')} could not be opened" if self.unopened else "",
            f"{count(self.with_errors, 'brief')} {'has' if self.with_errors == 1 else 'have'} "
            "errors, and "
            f"{'is' if self.with_errors == 1 else 'are'} opened as far as can be"
            if self.with_errors
            else "",
        ]
        return "; ".join(filter(None, said)) + "." if any(said) else ""

    def add(self, own: OwnBrief) -> None:
        """Notes what is wrong with a file that was opened. Mere remarks are said with the brief
        itself.
        """
        if not all(remark for _, remark in own.told):
            self.lines += [line for line, _ in own.told]
            self.with_errors += 1

    def refuse(self, name: str, reason: str | Sequence[Problem]) -> None:
        """Notes a file that was not opened, for what is wrong with it."""
        self.lines += (
            [f"{name}: {reason}"]
            if isinstance(reason, str)
            else [problem.sentence(name) for problem in reason]
        )
        self.unopened += 1


def list_part(briefs: Sequence[OwnBrief], gone: int = 0) -> Part:
    """The list in the menu; `gone` tells how many were let go and can be taken back."""
    return Part("html/templates/local_list.html", {"own_briefs": briefs, "gone": gone})


def own_shelf_part(briefs: Sequence[OwnBrief], report: Report) -> Part:
    """All of the reader's own briefs, and what was wrong with the files opened last."""
    shelved = [
        (own, [line for line, remark in own.told if remark] if own.content else [])
        for own in briefs
    ]
    return Part(
        "html/templates/local_shelf.html",
        {
            "shelved": shelved,
            "failing": report.failing,
            "lines": report.lines,
            "notices": report.notices,
        },
    )


def own_brief_part(own: OwnBrief, *, may_ask: bool = True) -> Part:
    """A brief of the reader's own, with what `foldline check` says of it. Nothing in it makes a
    request; pictures on other sites wait for the reader, where the page `may_ask` anybody at all.
    """
    if own.content is None:
        notice = (
            "What this browser stored of it can't be read. It is kept as it is until you let it go."
        )
        return _part(own, "This brief could not be read.", [], [notice], "", None)
    brief, lines = own.content.loaded.brief, [line for line, _ in own.told]
    if brief is None:
        failing = (
            "What was imported is not enough for a brief, and can't be shown."
            if own.content.account
            else "This brief could not be read."
        )
        return _part(own, failing, lines, ["It is kept as it is until you let it go."], "", None)
    images = {src: own.content.images.get(path, "") for src, path in image_paths(brief).items()}
    failing = (
        ""
        if all(remark for _, remark in own.told)
        else (
            "A part of this brief could not be read. The rest is shown below."
            if own.content.loaded.hiding
            else "This brief has errors; it is shown as far as can be."
        )
    )
    part = brief_part(
        brief,
        at=f"{own.id}:",
        images={src: address for src, address in images.items() if address},
        hosts=() if may_ask else None,
    )
    return _part(
        own, failing, lines, [], _unseen(own, images, () if may_ask else images_in(brief)), part
    )


def _part(
    own: OwnBrief,
    failing: str,
    lines: list[str],
    notices: list[str],
    unseen: str,
    part: Part | None,
) -> Part:
    values = part.values if part else {}
    return Part(
        "html/templates/local_brief.html",
        values
        | {
            "own": own,
            "failing": failing,
            "lines": lines,
            "notices": notices,
            "unseen": unseen,
            "readable": part is not None,
            "told": _account(own),
        },
    )


def _account(own: OwnBrief) -> list[tuple[str, list[str]]]:
    """What an import did, in groups with their headings, that first which needs a look; none where
    nothing was imported.
    """
    account = own.content and own.content.account
    return (
        [(heading, lines) for how, heading in _TOLD.items() if (lines := account.of(how))]
        if account
        else []
    )


_TOLD = {
    "guessed": "Guessed, since it does not say so itself",
    "left over": "Left over, and kept in the brief's file",
    "used": "Used",
}
"""The groups of an import's account; problems and remarks stand above them."""


def _unseen(own: OwnBrief, images: dict[str, str], never: Iterable[Image]) -> str:
    """Which pictures are not shown, and why, in one sentence or two; empty where all are. `never`
    are those of which none on another site is asked for."""
    said = []
    if not own.folder and any(
        path not in own.content.images for path in own.content.facts.paths.values()
    ):
        said.append(
            "Pictures that lie beside this file are not shown: a page can't see them unless their "
            "folder is opened."
        )
    if large := sorted({path for path, address in own.content.images.items() if not address}):
        said.append(
            "Not shown, since they are too large or of another kind than "
            f"{', '.join(sorted(IMAGE_TYPES))}: {', '.join(large)}."
        )
    if hosts := sorted(
        {shown_host(host) for image in never if (host := host_of(joined("", image.src)))}
    ):
        said.append(
            f"Pictures at {', '.join(hosts)} are not loaded: a page in a file asks nothing of any "
            "server."
        )
    return " ".join(said)
