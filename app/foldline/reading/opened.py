"""What a page shows: pure, so that it is in the snapshot already."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Opened:
    """What is to be shown in <main>, and what the document is then called."""

    html: str
    """From `foldline.render`, here or when the site was published; never text from elsewhere."""
    title: str
    language: str = "en"
