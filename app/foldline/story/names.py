"""What other formats ask for and a brief does not have: a name for itself, and a time on its day."""

from uuid import NAMESPACE_URL, uuid5

from foldline.story.brief import Brief


def urn_of(brief: Brief) -> str:
    """A name by which the same brief is known again: "urn:uuid:…", the same for the same title and
    day of publication.
    """
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'foldline:{brief.published[:10]}:{brief.title}')}"


def date_time(moment: str) -> str:
    """The moment as RFC 3339 writes it; a day, of which no time is known, is written as its first
    moment in UTC.
    """
    if len(moment) == 10:
        return f"{moment}T00:00:00Z"
    moment = moment.replace(" ", "T")
    return moment if moment[16:17] == ":" else f"{moment[:16]}:00{moment[16:]}"
