"""The parts of briefs that are made to become large pages, by chance."""

import json
from random import Random
from typing import Any

LONGEST = 30_000
"""Bytes of a brief above which a page reads it in a worker: a smaller one holds up the page itself.
"""

_CHARACTERS = (
    "a",
    "'",
    '"',
    "&",
    "<",
    "\x7f",
    "\u202e",
    "a\x7f",
    "a\u202e",
    "漢",
    "\U000e0041",
    "1 ",
    "\u200b",
    " ",
    "x y ",
)
_DATES = (
    "1990",
    "~1990?",
    "since 1990?",
    "by 2001?",
    "1990-2010?",
    "early 1990s",
    "soon",
    "5 May 2025",
    "2025-05-05",
    "1 BC",
    {"display": "a", "edtf": "19XX~"},
)
_PIECES = (
    "[a]\n\n",
    "[a] ",
    "[b][a]\n\n",
    "[a]: /{0}\n\n",
    '[a]: /b "{0}"\n\n',
    "[a]:\n /{0}\n\n",
    "|a|b\n-|-\n",
    "|a" * 40 + "\n" + "|-" * 40 + "\n",
    "|\n",
    "> |\n",
    "    |\n",
    "> [a]\n",
    "- [a]\n",
    "#a ",
    "@a ",
    "@a.b.c ",
    "https://e.org ",
    "[c](//d) ",
    "![a](b.png) ",
    "# a\n",
    "- a\n",
    "1. a\n",
    "> a\n\n",
    "`a` ",
    "*a* ",
    "**a**",
    "---\n\n",
    "a  \n",
    '<em class="1">',
    '<strong class="2">',
    '<a href="//e/{0}">',
    "</em>",
    "</a>",
    "<p>",
    "</p>",
    "<td>",
    "<li>",
    "<ul>",
    "<table>",
    "<abbr title='{0}'>",
    "\n\n",
    "a\n\n",
    "&amp;",
    "&lt;",
    "<b>",
    "<q>",
    "<sup>",
    "\\*",
    "<br>",
    "{0} ",
)
_MOODS = ("positive", "mostly negative")
_REPEATS = (1, 2, 5, 20, 60, 250)


class Maker:
    """Makes the parts of one brief. `many` is how often a list repeats an item: most briefs repeat
    few things often.
    """

    def __init__(self, chance: Random):
        self.chance = chance
        self.many = chance.choice(_REPEATS)
        self.sources = [
            {
                "id": chance.choice("ab") + "c" * chance.choice((0, 0, 98)) + str(at),
                "name": self.text(500),
            }
            for at in range(chance.choice((0, 1, 1, 5, 40)))
        ]
        self.kinds = chance.sample(sorted(_KINDS), chance.choice((1, 1, 2, 3)))

    def text(self, most: int) -> str:
        chance = self.chance
        length = chance.choice((1, 1, 1, 8, 60, most, most))
        piece = chance.choice(_CHARACTERS)
        return (piece * length)[: min(length, most)].strip() or "a"

    def prose(self) -> str:
        chance = self.chance
        if chance.random() < 0.3:
            return self.text(2_000)
        fills = "x" * chance.choice((1, 10, 100, 1_000, 5_000))
        pieces = [
            chance.choice(_PIECES).replace("{0}", fills) for _ in range(chance.choice((1, 2, 3, 6)))
        ]
        return ("".join(piece * chance.choice((1, 1, *_REPEATS)) for piece in pieces)).strip()[
            :20_000
        ] or "a"

    def repeated(self, make: Any) -> list:
        """A list of one thing often, or of several; of a large thing a few."""
        if self.chance.random() < 0.7:
            one = make()
            return [one] * max(1, min(self.many, 10 * LONGEST // len(json.dumps(one))))
        return [make() for _ in range(min(self.many, 8))]

    def claim(self, **fields: Any) -> dict:
        if self.sources and self.chance.random() < 0.6:
            fields["sources"] = [self.chance.choice(self.sources)["id"]] * self.chance.choice(
                (1, 1, 3, *_REPEATS)
            )
        elif self.chance.random() < 0.05:
            fields["sources"] = ["z" * self.chance.choice((1, 100))] * self.many
        return fields

    def maybe(self, **fields: Any) -> dict:
        return {name: make() for name, make in fields.items() if self.chance.random() < 0.4}

    def section(self) -> dict:
        kind = self.chance.choice(self.kinds)
        fields = {"kind": kind, **_KINDS[kind](self), **self.maybe(note=lambda: self.text(300))}
        if self.chance.random() < 0.2:
            fields["heading"] = self.text(500)
        return self.claim(**fields)

    def sections(self) -> list[dict]:
        return self.repeated(self.section)

    def when(self) -> Any:
        return self.text(2_000) if self.chance.random() < 0.1 else self.chance.choice(_DATES)

    def point(self) -> dict:
        return self.claim(text=self.prose())

    def event(self) -> dict:
        return self.claim(when=self.when(), text=self.prose()) | self.maybe(
            label=lambda: self.text(500), lane=lambda: self.text(500)
        )

    def outcome(self) -> dict:
        return {"name": self.text(500), "probability": 0.5} | self.maybe(
            history=lambda: [{"at": "2026-01-01", "probability": 0}]
        )

    def market(self) -> dict:
        return {
            "question": self.text(2_000),
            "venue": self.text(500),
            "as_of": "2026-01-02",
            "outcomes": self.repeated(self.outcome),
        } | self.maybe(
            text=self.prose,
            url=self.url,
            closes=lambda: "2026-01-02",
            volume=lambda: {"amount": 1, "currency": self.text(12)},
        )

    def voice(self) -> dict:
        return self.claim(name=self.text(500)) | self.maybe(
            handle=lambda: self.text(500),
            role=lambda: self.text(500),
            quote=lambda: self.text(2_000),
            text=self.prose,
            url=self.url,
        )

    def impact(self) -> dict:
        return self.claim(subject=self.text(500), text=self.prose()) | self.maybe(
            figures=lambda: self.repeated(lambda: self.text(500)), direction=lambda: "mixed"
        )

    def photo(self) -> dict:
        return {"src": self.url() + ".png", "alt": self.text(2_000)} | self.maybe(
            caption=self.prose,
            credit=lambda: self.text(500),
            licence=lambda: self.text(500),
            width=lambda: 9,
            height=lambda: 9,
        )

    def url(self) -> str:
        return self.chance.choice(
            ("/", "//e.org/", "https://e.org/", "//ü.é/", "mailto:")
        ) + self.text(2_000).replace(" ", "")

    def brief(self) -> dict:
        chance = self.chance
        made = {
            "foldline": 1,
            "title": self.text(2_000),
            "dek": self.text(300),
            "published": "2026-02-06",
            "sections": self.sections(),
            "sources": self.sources,
        }
        if chance.random() < 0.2:
            made["topics"] = self.repeated(lambda: self.text(500))
        if chance.random() < 0.2:
            made["corrections"] = self.repeated(
                lambda: {"date": "2026-02-06", "text": self.text(300), "section": self.text(300)}
            )
        if chance.random() < 0.4:
            earlier = chance.choice(([], made["sections"][:1], self.sections()))
            made["revisions"] = [{"date": "2026-02-05", "sections": earlier}]
        if chance.random() < 0.05:
            made["odd"] = self.text(2_000)
            made["sections"] = [
                *made["sections"],
                {"kind": "odd"},
                {"kind": "timeline", "events": [{"when": 1}] * self.many},
            ]
        return made


_KINDS = {
    "what_happened": lambda make: {"points": make.repeated(make.point)},
    "timeline": lambda make: {
        "events": make.repeated(make.event),
        "eras": make.repeated(lambda: {"when": make.when(), "name": make.text(500)})
        if make.chance.random() < 0.4
        else [],
    },
    "key_quotes": lambda make: {
        "quotes": make.repeated(
            lambda: (
                make.claim(text=make.text(2_000), speaker=make.text(500))
                | make.maybe(
                    role=lambda: make.text(500),
                    context=lambda: make.text(500),
                    when=make.when,
                    agency=lambda: make.text(500),
                )
            )
        )
    },
    "opposing_views": lambda make: {
        "views": make.repeated(
            lambda: (
                make.claim(holder=make.text(500), position=make.text(2_000))
                | make.maybe(text=make.prose)
            )
        )
    },
    "markets": lambda make: {"markets": make.repeated(make.market)},
    "historical_background": lambda make: {"text": make.prose()},
    "full_story": lambda make: {"text": make.prose()},
    "prose": lambda make: {"heading": make.text(500), "text": make.prose()},
    "economic_impact": lambda make: {
        "sectors": make.repeated(lambda: make.text(500)),
        "short_term": make.repeated(make.impact),
    },
    "photo_gallery": lambda make: {"photos": make.repeated(make.photo)},
    "discussion": lambda make: (
        {
            "platform": make.chance.choice(("x", "bluesky", "mastodon", "p" * 100)),
            "summary": make.prose(),
            "voices": make.repeated(make.voice),
        }
        | make.maybe(
            themes=lambda: make.repeated(make.point),
            opinions=lambda: make.repeated(make.point),
            sample=lambda: make.text(500),
            sentiment=lambda: {"mood": make.chance.choice(_MOODS), "text": make.prose()},
        )
    ),
}
