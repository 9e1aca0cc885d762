"""Find a section of this kind in texts of other formats."""

from typing import TYPE_CHECKING, Any

from foldline.sections.kind import Importing
from foldline.text.outline import Block, Dialect, Part

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft


def read(part: Part, dialect: Dialect, draft: "Draft") -> tuple[dict[str, Any], list[Block]]:
    """Return no market: a text about markets lacks what a market must have, its outcomes as of a
    time.
    """
    return {}, part.blocks


IMPORTING = Importing(
    headings=(
        "what markets believe",
        "what the markets believe",
        "what markets think",
        "what markets say",
        "prediction markets",
        "prediction market",
        "markets",
        "market odds",
        "odds",
        "betting odds",
        "market expectations",
        "forecasts",
        "what bettors think",
        "market view",
    ),
    read=read,
    is_list=True,
)
