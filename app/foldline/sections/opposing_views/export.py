"""Write a section of this kind in other formats."""

from foldline.sections.opposing_views.model import OpposingViews
from foldline.text.markdown import Names, cited, item
from foldline.text.words import as_markdown


def markdown(section: OpposingViews, names: Names) -> list[str]:
    """Return its blocks: the views as a list, each behind its holder."""
    return [
        "\n".join(
            item(
                f"**{as_markdown(view.holder)}:** {as_markdown(view.position)}"
                + (f" {view.text}" if view.text else "")
                + cited(view, names)
            )
            for view in section.views
        )
    ]
