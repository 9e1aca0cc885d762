"""Write a section of this kind in other formats."""

from foldline.sections.prose.model import ProseSection
from foldline.text.markdown import Names, under


def markdown(section: ProseSection, names: Names) -> list[str]:
    """Return its blocks: the text."""
    return [under(section.text)]
