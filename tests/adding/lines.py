"""A title on the first line, then a point on each: a format of three lines of code, for the test
that adds one.
"""

from foldline.drafts.draft import Draft
from foldline.drafts.format import Format, Sample
from foldline.drafts.report import Imported
from foldline.story.brief import Brief
from foldline.text.words import as_markdown

_MARK = "%lines\n"


def read(text: str) -> list[Imported]:
    """Return the one brief of a text."""
    title, *points = text.removeprefix(_MARK).splitlines()
    draft = Draft("lines")
    draft.set_field("title", title, "line 2")
    draft.add_section(
        "what_happened", "line 3", points=[{"text": as_markdown(point)} for point in points]
    )
    return [draft.finish()]


def recognise(sample: Sample) -> int:
    """By its first line."""
    return 100 if sample.text.startswith(_MARK) else 0


def write(brief: Brief) -> str:
    """Return the title and the kinds of sections, a line each."""
    return (
        "\n".join([_MARK.strip(), brief.title, *(section.kind for section in brief.sections)])
        + "\n"
    )


FORMAT = Format(
    "lines",
    rank=200,
    read=read,
    recognise=recognise,
    endings=(".lines",),
    write=write,
    ending=".lines",
)
