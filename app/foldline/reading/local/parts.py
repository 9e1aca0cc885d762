"""Show briefs of the reader's own: the report on the files that were opened, and the parts of the
page. Pure: no browser.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from foldline.html.render import Part, brief_part
from foldline.reading.local.briefs import OwnBrief
from foldline.story.beside import image_paths
from foldline.story.brief import Image, images_in
from foldline.story.loading import Problem
from foldline.text.addresses import IMAGE_TYPES, host_of, joined, shown_host
from foldline.text.words import count


@dataclass
class Report:
    """Collect the results of opening files: the lines that `foldline check` prints for those with
    errors, and notices beside.
    """

    lines: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    unopened: int = 0
    with_errors: int = 0
    """Files that were opened in spite of their problems."""

    @property
    def failing(self) -> str:
        """Return how many files have errors, in one sentence; empty where none has."""
        parts = [
            f"{count(self.unopened, 'file')} could not be opened" if self.unopened else "",
            f"{count(self.with_errors, 'brief')} {'has' if self.with_errors == 1 else 'have'} "
            "errors, and "
            f"{'is' if self.with_errors == 1 else 'are'} opened as far as can be"
            if self.with_errors
            else "",
        ]
        return "; ".join(filter(None, parts)) + "." if any(parts) else ""

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
    """Return a brief of the reader's own, with what `foldline check` finds. Nothing in it makes a
    request: pictures on other sites wait for the reader's click, where the page `may_ask` anybody
    at all."""
    if own.content is None:
        notice = (
            "What this browser stored of it can't be read. It is kept as it is until you let it go."
        )
        return _part(own, "This brief could not be read.", [], [notice], "", None)
    brief, lines = own.content.loaded.brief, [line for line, _ in own.problem_lines]
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
        if all(remark for _, remark in own.problem_lines)
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
        own,
        failing,
        lines,
        [],
        _hidden_pictures(own, images, () if may_ask else images_in(brief)),
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
        values
        | {
            "own": own,
            "failing": failing,
            "lines": lines,
            "notices": notices,
            "unseen": unseen,
            "readable": part is not None,
            "told": _account_groups(own),
        },
    )


def _account_groups(own: OwnBrief) -> list[tuple[str, list[str]]]:
    """Return what an import did, in groups with their headings. What needs attention comes first.
    There are none where nothing was imported.
    """
    account = own.content and own.content.account
    if not account:
        return []
    return [(heading, lines) for how, heading in _HEADINGS.items() if (lines := account.of(how))]


_HEADINGS = {
    "guessed": "Guessed, since it does not say so itself",
    "left over": "Left over, and kept in the brief's file",
    "used": "Used",
}
"""The groups of an import's account; problems and remarks are shown above them."""


def _hidden_pictures(own: OwnBrief, images: dict[str, str], never: Iterable[Image]) -> str:
    """Return which pictures are not shown, and why, in one sentence or two; empty where all are.
    `never` are those that are not even offered to be loaded from another site."""
    sentences: list[str] = []
    content = own.content
    assert content is not None
    if not own.folder and any(path not in content.images for path in content.facts.paths.values()):
        sentences.append(
            "Pictures that lie beside this file are not shown: a page can't see them unless their "
            "folder is opened."
        )
    if large := sorted({path for path, address in content.images.items() if not address}):
        sentences.append(
            "Not shown, since they are too large or of another kind than "
            f"{', '.join(sorted(IMAGE_TYPES))}: {', '.join(large)}."
        )
    if hosts := sorted(
        {shown_host(host) for image in never if (host := host_of(joined("", image.src)))}
    ):
        sentences.append(
            f"Pictures at {', '.join(hosts)} are not loaded: a page in a file asks nothing of any "
            "server."
        )
    return " ".join(sentences)
