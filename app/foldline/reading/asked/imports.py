"""Other formats as briefs of the reader's own. Pure: no browser."""

from collections.abc import Sequence

from foldline.drafts.report import Imported
from foldline.errors import ImportRefused
from foldline.formats import guess_format, import_briefs
from foldline.reading.local_briefs import PASTED_TEXT, Account, Content


def imported(name: str, text: str) -> Sequence[Imported]:
    """The briefs in a text that was given as `name`; none where it is JSON of no form that is
    known. Raises ImportRefused where it is of a known form, and no brief can be made of it."""
    try:
        guess_format(text, name)
    except ImportRefused:
        return ()
    return import_briefs(text, name="" if name == PASTED_TEXT else name)


def account_of(each: Imported) -> Account:
    return Account(
        each.report.format, tuple((line.how, line.where, line.what) for line in each.report.lines)
    )


def imported_contents(name: str, text: str) -> list[tuple[str, str, Content]]:
    """The briefs in a text as `imported` has them: how each is named in sentences, what its slug is
    made of, and what it holds.
    """
    found = imported(name, text)
    alone = len(found) == 1 and name != PASTED_TEXT
    return [
        (
            name if len(found) == 1 else f"{name} ({number} of {len(found)})",
            name.rpartition("/")[2].rpartition(".")[0]
            if alone
            else str(each.brief.get("title", "")),
            Content(each.text, account=account_of(each)),
        )
        for number, each in enumerate(found, start=1)
    ]
