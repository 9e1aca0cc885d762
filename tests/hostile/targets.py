"""What is fuzzed: for each target texts to begin with, words to put into them, and the promise
that is tried (`promises.py`).
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from foldline.formats import READABLE as FORMATS
from tests.dates import beyond_spec, phrases, spec
from tests.hostile.briefs import base
from tests.hostile.growing_briefs import SEEDS, page_size
from tests.hostile.lookalikes import HOSTS, LINKS, TEXTS
from tests.hostile.payloads import PAYLOADS
from tests.hostile.pieces import DATE_PIECES, JSON_PIECES
from tests.hostile.promises import dates, importing, links, loading, pages, prose
from tests.importers.imports import (
    FIXTURES,
    strings,
)
from tests.importers.test_formats import FORMAT_OF
from tests.made import EXAMPLES, ROOT, as_bytes, as_dict

Check = Callable[[str], None]


@dataclass(frozen=True)
class Target:
    """`shaped` where the texts are JSON, whose parts can be exchanged too; `allowed` are seconds of
    processor time for one case, 2 as docs/reference/limits.md promises for reading a file."""

    check: Check
    seeds: Sequence[str]
    words: Sequence[str] = ()
    shaped: bool = False
    allowed: float = 2.0


def _growing() -> tuple[str, ...]:
    """Briefs of which each part stands for many: references, events, names, outcomes, versions."""
    many = [{"text": "a", "sources": ["a", "b", "c"] * 20}] * 40
    events = [{"when": "2021", "text": "a", "label": "b", "lane": "c"}] * 60
    return tuple(
        json.dumps(
            as_dict(
                *sections,
                sources=[{"id": "a", "name": "A" * 400}, {"id": "b", "name": "&" * 400}],
                **more,
            )
        )
        for sections, more in (
            ([{"kind": "what_happened", "points": many}], {}),
            ([{"kind": "timeline", "events": events}], {}),
            (
                [
                    {
                        "kind": "discussion",
                        "platform": "x",
                        "voices": [{"name": "@a #b", "quote": "@a #b " * 20}] * 30,
                    }
                ],
                {"title": '"' * 900, "dek": "\u202e" * 900},
            ),
            (
                [{"kind": "prose", "heading": "<", "text": "[a](b) " * 60}],
                {
                    "revisions": [
                        {
                            "date": "2026-01-01",
                            "sections": [{"kind": "what_happened", "points": many}],
                        }
                    ]
                },
            ),
            (
                [
                    {
                        "kind": "markets",
                        "markets": [
                            {
                                "question": "&",
                                "venue": "&",
                                "as_of": "2026-01-02",
                                "outcomes": [{"name": "&", "probability": 0.1}] * 30,
                            }
                        ]
                        * 6,
                    }
                ],
                {},
            ),
        )
    )


_STORIES = tuple(
    path.read_text("utf-8")
    for path in sorted((ROOT / "stories").glob("*.json"))
    if '"sections"' in path.read_text("utf-8")
)
_LOADS = tuple(
    as_bytes(example).decode() for examples in EXAMPLES.values() for example in examples.values()
) + (
    json.dumps(base()),
    json.dumps(
        as_dict(
            topics=["a"],
            dates={"month_thirds": [7, 21]},
            corrections=[{"date": "2026-01-03", "text": "c", "section": "timeline"}],
            revisions=[
                {"date": "2026-01-01", "title": "T", "sections": [EXAMPLES["timeline"]["filled"]]}
            ],
        )
    ),
)
_PROSE = (
    tuple(PAYLOADS[::10])
    + tuple(given for given, _ in TEXTS)
    + tuple(
        example
        for story in _STORIES
        for example in strings(json.loads(story))
        if "*" in example or "](" in example or "#" in example
    )
)


def _fixtures(name: str) -> tuple[str, ...]:
    return tuple(
        (FIXTURES / file).read_text("utf-8") for file in FORMAT_OF if FORMAT_OF[file] == name
    )


_WHENS = tuple(
    row.partition(" | ")[0]
    for row in "\n".join(
        block for block in vars(phrases).values() if isinstance(block, str)
    ).splitlines()
    if " | " in row
)
_EDTF = tuple(
    row if isinstance(row, str) else str(row[0])
    for rows in (
        spec.EXAMPLES,
        spec.GROUPINGS,
        beyond_spec.BEYOND,
        beyond_spec.NOT_EDTF,
        beyond_spec.IMPOSSIBLE,
    )
    for row in rows
)

TARGETS: dict[str, Target] = (
    {
        "loading": Target(loading, _LOADS, JSON_PIECES, shaped=True),
        "pages": Target(pages, _LOADS + _growing(), JSON_PIECES, shaped=True),
        "growing briefs": Target(
            page_size, SEEDS, allowed=20
        ),  # only what does not end: its work is counted
        "dates": Target(dates, _WHENS + _EDTF + ("2026-02-05T21:30:00+04:00",), DATE_PIECES),
        "prose": Target(prose, _PROSE, tuple(PAYLOADS[::25])),
        "links": Target(
            links,
            tuple(given for given, _ in HOSTS)
            + tuple(address for _, address, _ in LINKS)
            + ("https://example.org/a?b=1&c=[2]#d",),
            (
                "https:",
                "http://",
                "//",
                "mailto:",
                "javascript:",
                "data:",
                "xn--",
                "%",
                "%61",
                "@",
                ":80",
                "[::1]",
                "?",
                "#",
                "..",
                "。",
                "ｅ",
                "\u0430",
            ),
        ),
    }
    | {
        f"importing {name}": Target(
            partial(importing, name),
            _fixtures(name),
            (
                *JSON_PIECES,
                *DATE_PIECES[:12],
                "<p>",
                "</p>",
                "<script>",
                "&amp;",
                "- ",
                "> ",
                "# ",
                "@a: ",
                '"q" — who',
                "when,text",
                "[a#1]",
            ),
            shaped=name not in ("text", "markdown", "csv"),
        )
        for name in FORMATS
    }
    | {
        "importing, guessed": Target(
            partial(importing, None),
            tuple(each for name in FORMATS for each in _fixtures(name)),
            JSON_PIECES,
        )
    }
)
"""By name. Importers are fuzzed each by its name, and once more by a text that has to be guessed.
"""
