"""What a page shows: pure, so that it is in the snapshot already."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Opened:
    """What is to be shown in <main>, and what the document is then called."""

    html: str
    """From `foldline.html.render`, here or when the site was published; never text from elsewhere.
    """
    title: str
    language: str = "en"
    nodes: list[Any] = field(default_factory=list)
    """Instead of `html`, what a page of the site holds: moved here, it need not be written and read
    again.
    """
    hosts: set[str] | None = None
    """Of a brief from elsewhere: the hosts that it may ask for pictures. None where it may ask any.
    """
