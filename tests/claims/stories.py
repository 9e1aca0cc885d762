"""A full story that claims are checked against, and what is found."""

from foldline.claims import check_claims
from tests.made import brief

STORY = (
    'Two ferries came on Tuesday, May 5, 2026. "The berth was never wrong until there was another '
    'timetable," the harbour office wrote. '
    'The harbour master added: "A coin has two sides." The U.S. consul said that 12 pilots waited '
    "for four hours, and prices rose 3%. "
    "Fog lay on the quay."
)


def story(*sections, **fields):
    return brief(*sections, {"kind": "full_story", "text": STORY}, published="2026-05-06", **fields)


def findings_in(checked, *verdicts):
    """path, verdict and what is said, of these verdicts (of all without)."""
    return [
        (".".join(map(str, finding.path)), finding.verdict, finding.what)
        for finding in check_claims(checked)
        if not verdicts or finding.verdict in verdicts
    ]
