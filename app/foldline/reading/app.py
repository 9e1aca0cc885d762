"""Hold what the features of a page share."""

from dataclasses import dataclass

from foldline.locales import Words
from foldline.reading.local.state import LocalState
from foldline.reading.navigation.targets import ContentReader
from foldline.reading.page import Page
from foldline.reading.tasks import Tasks
from foldline.reading.worker.client import WorkerClient


@dataclass
class App:
    """Hold the page, the client that reads and draws briefs, and the reader's own briefs."""

    page: Page
    worker: WorkerClient
    tasks: Tasks
    local: LocalState

    @property
    def words(self) -> Words:
        return self.page.words

    @property
    def contents(self) -> ContentReader:
        return ContentReader(self.page.site, self.worker, self.words)
