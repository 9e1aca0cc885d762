"""Write a section of this kind in other formats."""

from foldline.sections.what_happened.model import WhatHappened
from foldline.text.markdown import Names, points


def markdown(section: WhatHappened, names: Names) -> list[str]:
    """Return its blocks: the points as a list."""
    return points(section.points, names)
