"""Write a section of this kind in other formats."""

from foldline.dates.when import Moment
from foldline.sections.discussion.model import Discussion
from foldline.text.markdown import Names, item, link, points, under
from foldline.text.words import as_markdown


def markdown(section: Discussion, names: Names) -> list[str]:
    """Return its blocks: its summary, its mood, and its themes, voices and opinions as lists."""
    found = [under(section.summary)]
    if section.sentiment:
        found.append(
            f"Sentiment: {section.sentiment.mood}. {under(section.sentiment.text)}".strip()
        )
    found += points(section.themes, names, "Theme")
    lines = []
    for voice in section.voices:
        handle = f"@{voice.handle}" if voice.handle else ""
        name = voice.name if not handle or voice.handle == voice.name else f"{voice.name} {handle}"
        name = handle if voice.handle == voice.name else name
        line = f"**Voice:** {as_markdown(name)}" + (
            f" ({as_markdown(voice.role)})" if voice.role else ""
        )
        line += f": “{as_markdown(voice.quote)}”" if voice.quote else ""
        lines.append(
            item(
                line
                + (f" {voice.text}" if voice.text else "")
                + (f" {link('the post', voice.url)}" if voice.url else "")
            )
        )
    found += ["\n".join(lines)] + points(section.opinions, names, "Opinion")
    as_of = f"As of {Moment.read(section.as_of).words}." if section.as_of else ""
    return [*found, f"Rests on {as_markdown(section.sample)}." if section.sample else "", as_of]


def heading_for_import(section: Discussion) -> str:
    """Return a heading from which an import knows the kind and the platform."""
    return f"discussion on {section.platform}"
