"""Register the features: what starts, in this order, once the page is ready. A feature is a class
that takes the `App` and has an asynchronous `start`; to add one, write it and add it here.
"""

from typing import Protocol

from foldline.reading.app import App
from foldline.reading.changes import ChangesSinceVisit
from foldline.reading.edit_link import EditLink
from foldline.reading.embeds.panel import EmbedPanel
from foldline.reading.local.feature import LocalBriefs
from foldline.reading.pictures import Pictures
from foldline.reading.saving import Saver
from foldline.reading.search.field import SearchField
from foldline.reading.source_checks import SourceChecks


class Feature(Protocol):
    """Describe something that a reader can do beside reading."""

    def __init__(self, app: App) -> None: ...

    async def start(self) -> None:
        """Show what the feature offers, and listen for what the reader does."""


FEATURES: tuple[type[Feature], ...] = (
    Pictures,
    SearchField,
    LocalBriefs,
    Saver,
    SourceChecks,
    EmbedPanel,
    EditLink,
    ChangesSinceVisit,
)
