"""Write a section of this kind in other formats."""

from foldline.sections.timeline.model import Event, Timeline
from foldline.text.markdown import Names, cited, item
from foldline.text.words import as_markdown


def markdown(section: Timeline, names: Names) -> list[str]:
    """Return its blocks: the events as a list, each behind its date; the eras in a sentence."""

    def more(event: Event) -> str:
        details = "; ".join(filter(None, (event.lane, event.label)))
        return f" ({as_markdown(details)})" if details else ""

    events = "\n".join(
        item(
            f"**{as_markdown(event.when.display)}:** {event.text}{more(event)}{cited(event, names)}"
        )
        for event in section.events
    )
    eras = "; ".join(f"{era.name}, {era.when.display}" for era in section.eras)
    return [
        events,
        *([f"Spans of time behind these events are {as_markdown(eras)}."] if eras else []),
    ]
