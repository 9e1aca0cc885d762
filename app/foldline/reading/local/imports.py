"""Make briefs of other formats. No page starts with what this imports. Pure: no browser."""

from collections.abc import Sequence

from foldline.drafts.report import Imported
from foldline.errors import ImportRefused
from foldline.formats import guess_format, import_briefs
from foldline.locales import ENGLISH, Words
from foldline.reading.local.briefs import PASTED_TEXT, Account, Content


def import_text(name: str, text: str) -> Sequence[Imported]:
    """Return the briefs that are made of the text of a file called `name`; none where it is JSON of
    no known form. Raises ImportRefused where it is of a known form and no brief can be made of it.
    """
    try:
        guess_format(text, name)
    except ImportRefused:
        return ()
    return import_briefs(text, name="" if name == PASTED_TEXT else name)


def import_contents(name: str, text: str, words: Words = ENGLISH) -> list[tuple[str, str, Content]]:
    """Return what `import_text` returns as contents: for each, how sentences name it, what its slug
    is made of, and what it holds."""
    found = import_text(name, text)
    alone = len(found) == 1 and name != PASTED_TEXT
    stem = name.rpartition("/")[2].rpartition(".")[0]

    def name_of(number: int) -> str:
        if len(found) == 1:
            return name
        return words("local.imported_one_of", file=name, number=number, n=len(found))

    return [
        (
            name_of(number),
            stem if alone else str(each.brief.get("title", "")),
            Content(each.text, account=_account_of(each)),
        )
        for number, each in enumerate(found, start=1)
    ]


def _account_of(imported: Imported) -> Account:
    report = imported.report
    return Account(report.format, tuple((line.how, line.where, line.what) for line in report.lines))
