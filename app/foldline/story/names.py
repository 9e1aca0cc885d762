"""What other formats need and a brief does not have: a name for itself, and a time on its day."""

from uuid import NAMESPACE_URL, uuid5

from foldline.story.brief import Brief


def urn_of(brief: Brief) -> str:
    """Return a name for the brief, "urn:uuid:…": the same for the same title and day of
    publication.
    """
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'foldline:{brief.published[:10]}:{brief.title}')}"


def date_time(moment: str) -> str:
    """Return the moment as RFC 3339 writes it. A day, of which no time is known, becomes its first
    moment in UTC.

    >>> date_time("2026-02-05"), date_time("2026-02-05 21:30+04:00")
    ('2026-02-05T00:00:00Z', '2026-02-05T21:30:00+04:00')
    """
    if len(moment) == 10:
        return f"{moment}T00:00:00Z"
    moment = moment.replace(" ", "T")
    return moment if moment[16:17] == ":" else f"{moment[:16]}:00{moment[16:]}"
