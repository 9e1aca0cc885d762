"""Hold which of the reader's own briefs are open, and which of them is shown. Pure: no browser."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from foldline.locales import ENGLISH, Words
from foldline.reading.local.briefs import OPENED, OwnBrief, read_head
from foldline.reading.local.parts import Report

PAGE: Final = None
"""The view that is the page itself, below the reader's own briefs."""
SHELF: Final = ""
"""The view of all of the reader's own briefs. Any other view is the slug of one of them."""
LEAVING: Final = "?"
"""The view where one was left and no other is there yet. No slug has this name."""

View = str | None


def view_of(fragment: str) -> View:
    """Return the view that a fragment of the address means.

    >>> view_of("opened:rain:what-happened"), view_of("opened"), view_of("what-happened")
    ('rain', '', None)
    """
    first, colon, rest = fragment.partition(":")
    if first != OPENED:
        return PAGE
    return rest.partition(":")[0] if colon else SHELF


@dataclass
class LocalState:
    """Hold all that a reader has opened here. `briefs` are by slug, the last one first. `words` are
    those of the page around them.
    """

    words: Words = ENGLISH
    briefs: dict[str, OwnBrief] = field(default_factory=dict)
    report: Report = field(init=False)
    """The results for the files that were opened last."""
    view: View = PAGE
    """What is shown now."""
    removed: int = 0
    """How many briefs were removed last, and can be taken back."""

    def __post_init__(self) -> None:
        self.report = Report(self.words)

    @property
    def shown(self) -> OwnBrief | None:
        """Return the brief that is shown now; None where none is."""
        return self.briefs.get(self.view or SHELF)

    def add_stored(self, heads: Iterable[tuple[str, str]], *, kept: bool) -> None:
        """Add the briefs whose keys and heads a store has. `kept` is whether it is the device's."""
        known = {own.key: own for own in self.briefs.values()}
        for key, head in heads:
            if key in known:
                known[key].kept = kept
            else:
                own = read_head(key, head, self.briefs)
                own.kept = kept
                self.briefs[own.slug] = own

    def add(self, own: OwnBrief) -> None:
        """Add a brief. The same file, opened again, takes the place of the one before."""
        for before in self.briefs.values():
            if before.key == own.key:
                own.slug, own.kept = before.slug, before.kept
        self.briefs[own.slug] = own

    def sort(self) -> None:
        """Put the briefs in their order."""
        self.briefs = {
            own.slug: own for own in sorted(self.briefs.values(), key=lambda own: -own.at)
        }

    def existing_view(self, view: View) -> View:
        """Return the view, or the shelf with a notice where it is of a brief that is not there."""
        if not view or view in self.briefs:
            return view
        self.report = Report(self.words, notices=[self.words("local.shelf.gone")])
        return SHELF
