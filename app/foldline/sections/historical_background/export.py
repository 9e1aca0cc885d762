"""Write a section of this kind in other formats."""

from foldline.sections.historical_background.model import HistoricalBackground
from foldline.text.markdown import Names, under


def markdown(section: HistoricalBackground, names: Names) -> list[str]:
    """Return its blocks: the text."""
    return [under(section.text)]
