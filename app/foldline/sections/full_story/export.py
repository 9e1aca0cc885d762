"""Write a section of this kind in other formats."""

from foldline.sections.full_story.model import FullStory
from foldline.text.markdown import Names, under
from foldline.text.prose import plain_text


def markdown(section: FullStory, names: Names) -> list[str]:
    """Return its blocks: the text."""
    return [under(section.text)]


def news_article(section: FullStory) -> dict[str, object]:
    """Return the text, plain."""
    return {"articleBody": plain_text(section.text) if section.text else ""}
