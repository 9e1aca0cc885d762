"""Show briefs of the reader's own: the report on the files that were opened, and the parts of the
page. Pure: no browser.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from foldline.html.page_words import page_words
from foldline.html.render import Part, brief_part
from foldline.locales import ENGLISH, Words, words_for
from foldline.reading.local.briefs import OwnBrief
from foldline.story.beside import image_paths
from foldline.story.brief import Image, images_in
from foldline.story.loading import Problem
from foldline.text.addresses import IMAGE_TYPES, host_of, joined, shown_host


@dataclass
class Report:
    """Collect the results of opening files: the lines that `foldline check` prints for those with
    errors, and notices beside. `words` are those of its own sentences.
    """

    words: Words = ENGLISH
    lines: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    unopened: int = 0
    with_errors: int = 0
    """Files that were opened in spite of their problems."""

    @property
    def failing(self) -> str:
        """Return how many files have errors, in one sentence; empty where none has."""
        words = self.words
        unopened = words("local.failing.unopened", n=self.unopened)
        with_errors = words("local.failing.with_errors", n=self.with_errors)
        if self.unopened and self.with_errors:
            return words(
                "local.failing.sentence_of_both", unopened=unopened, with_errors=with_errors
            )
        if self.unopened:
            return words("local.failing.sentence", clause=unopened)
        return words("local.failing.sentence", clause=with_errors) if self.with_errors else ""

    def add(self, own: OwnBrief) -> None:
        """Note what is wrong with a file that was opened. Remarks stand with the brief itself."""
        if not all(remark for _, remark in own.problem_lines):
            self.lines += [line for line, _ in own.problem_lines]
            self.with_errors += 1

    def refuse(self, name: str, reason: str | Sequence[Problem]) -> None:
        """Note a file that was not opened, and why."""
        self.lines += (
            [f"{name}: {reason}"]
            if isinstance(reason, str)
            else [problem.sentence(name) for problem in reason]
        )
        self.unopened += 1


def list_part(briefs: Sequence[OwnBrief], gone: int = 0) -> Part:
    """Return the list in the menu. `gone` is how many were removed and can be taken back."""
    return Part("html/templates/local_list.html", {"own_briefs": briefs, "gone": gone})


def own_shelf_part(briefs: Sequence[OwnBrief], report: Report) -> Part:
    """Return the shelf of the reader's own briefs, and the report on files opened last."""
    shelved = [
        (own, [line for line, remark in own.problem_lines if remark] if own.content else [])
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
    """Return a brief of the reader's own, with what `foldline check` finds, in the words of its
    language. Nothing in it makes a request: pictures on other sites wait for the reader's click,
    where the page `may_ask` anybody at all."""
    words = words_for(own.language)
    if own.content is None:
        notice = words("local.shown.stored_unreadable")
        return _part(own, words("local.shown.unread"), [], [notice], "", None)
    brief, lines = own.content.loaded.brief, [line for line, _ in own.problem_lines]
    if brief is None:
        failing = (
            words("local.shown.import_not_enough")
            if own.content.account
            else words("local.shown.unread")
        )
        return _part(own, failing, lines, [words("local.shown.stays")], "", None)
    images = {src: own.content.images.get(path, "") for src, path in image_paths(brief).items()}
    failing = (
        ""
        if all(remark for _, remark in own.problem_lines)
        else (
            words("local.shown.not_all_read")
            if own.content.loaded.hiding
            else words("local.shown.with_errors")
        )
    )
    part = brief_part(
        brief,
        at=f"{own.id}:",
        images={src: address for src, address in images.items() if address},
        hosts=() if may_ask else None,
    )
    return _part(
        own,
        failing,
        lines,
        [],
        _hidden_pictures(own, images, () if may_ask else images_in(brief), words),
        part,
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
        {"t": page_words(own.language)}
        | values
        | {
            "own": own,
            "failing": failing,
            "lines": lines,
            "notices": notices,
            "unseen": unseen,
            "readable": part is not None,
            "imported": _account_groups(own),
        },
    )


def _account_groups(own: OwnBrief) -> list[tuple[str, list[str]]]:
    """Return what an import did, in groups: the name that each has among words, and its lines.
    What needs attention comes first. There are none where nothing was imported.
    """
    account = own.content and own.content.account
    if not account:
        return []
    return [(name, lines) for how, name in _GROUPS.items() if (lines := account.of(how))]


_GROUPS = {"guessed": "guessed", "left over": "left_over", "used": "used"}
"""The groups of an import's account; problems and remarks are shown above them."""


def _hidden_pictures(
    own: OwnBrief, images: dict[str, str], never: Iterable[Image], words: Words
) -> str:
    """Return which pictures are not shown, and why, in one sentence or two; empty where all are.
    `never` are those that are not even offered to be loaded from another site."""
    sentences: list[str] = []
    content = own.content
    assert content is not None
    if not own.folder and any(path not in content.images for path in content.facts.paths.values()):
        sentences.append(words("local.pictures.outside_folder"))
    if large := sorted({path for path, address in content.images.items() if not address}):
        kinds, names = words.listed(sorted(IMAGE_TYPES)), words.listed(large)
        sentences.append(words("local.pictures.not_shown", kinds=kinds, names=names))
    if hosts := sorted(
        {shown_host(host) for image in never if (host := host_of(joined("", image.src)))}
    ):
        sentences.append(words("local.pictures.at_hosts", hosts=words.listed(hosts)))
    return " ".join(sentences)
