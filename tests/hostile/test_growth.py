"""No reader takes much more than twice as long for a text of twice the length: claims, imports,
merged timelines, changes, pages.

No seconds are compared, but how the processor time grows from a size to the next: see `growth`.
"""

import json
from collections.abc import Callable

import pytest

from foldline import load
from foldline.claims import check_claims
from foldline.formats import WRITABLE as FORMATS
from foldline.formats import import_briefs
from foldline.formats.csv import as_cell, text_of_cell
from foldline.html.render import render_brief
from foldline.story.brief import Brief
from foldline.story.revisions import since_latest
from foldline.timelines import events_of_brief, merge_timelines
from tests.hostile.growth import STEEPEST, exponent_of, growth_of
from tests.hostile.readers import CASES, claims, exports, formats, imports, showing  # noqa: F401
from tests.made import as_dict
from tests.night import sampled

WORDS = (
    "the harbour council said on Monday that two ferries came in at once and nobody had printed "
    "the second timetable "
)


def brief(*sections: dict, **fields: object) -> Brief:
    found = load(json.dumps(as_dict(*sections, **fields))).brief
    assert found is not None
    return found


def story(text: str) -> dict:
    return {"kind": "full_story", "text": text}


def points(*texts: str) -> dict:
    return {"kind": "what_happened", "points": [{"text": text} for text in texts]}


def quotations(size: int) -> Brief:
    many = size // 110
    quotes = [
        {"text": f"words number {at} of the harbour council said again", "speaker": "A B"}
        for at in range(many)
    ]
    return brief({"kind": "key_quotes", "quotes": quotes}, story("\n\n".join([WORDS] * many)))


def quotations_of_common_words(size: int) -> Brief:
    many = size // 60
    return brief(
        {
            "kind": "key_quotes",
            "quotes": [{"text": "said again the said the again the", "speaker": "A B"}] * many,
        },
        story("the said again " * (size // 15)),
    )


def figures(size: int) -> Brief:
    return brief(story("$1 " * (size // 3)), points("$1 " * (size // 3)))


def other_figures(size: int) -> Brief:
    many = size // 120
    return brief(
        story(
            "\n\n".join(
                f"There were {at} ferries with 4{at} men and $3{at} on 5 May 2021."
                for at in range(many)
            )
        ),
        points(
            *(
                f"There were {at + 7} ferries with 5{at} men and $6{at} on 6 May 2022."
                for at in range(many)
            )
        ),
    )


def dates(size: int) -> Brief:
    return brief(story("5 May 2021. " * (size // 12)), points("6 May 2021. " * (size // 12)))


def kite(size: int) -> str:
    many = size // 400
    return json.dumps(
        {
            "title": "T",
            "short_summary": "S [a.com#1].",
            "articles": [
                {
                    "title": f"t{at}",
                    "link": f"https://a{at}.example/{at}",
                    "domain": f"a{at}.example",
                    "date": "2026-01-01T00:00:00Z",
                }
                for at in range(many)
            ],
            "perspectives": [
                {
                    "text": f"V{at}: said so",
                    "sources": [{"name": f"a{at}", "url": f"https://a{at}.example/{at}"}],
                }
                for at in range(many)
            ],
            "talking_points": [f"Point {at}: more [a{at}.example#1]" for at in range(many)],
            "timeline": [
                {"date": "2021", "content": f"c{at} [a{at}.example#1]"} for at in range(many)
            ],
        }
    )


def kite_of_one_domain(size: int) -> str:
    return json.dumps(
        {
            "title": "T",
            "short_summary": "S",
            "articles": [
                {
                    "title": f"t{at}",
                    "link": f"https://a.example/{at}",
                    "domain": "a.example",
                    "date": "2026-01-01T00:00:00Z",
                }
                for at in range(size // 100)
            ],
        }
    )


def sources_of_markdown(size: int) -> str:
    lines = "".join(
        f"  - name: N{at}\n    url: https://a.example/{at}\n" for at in range(size // 50)
    )
    return f"---\ntitle: T\nsources:\n{lines}---\n\nDek.\n"


def titles_of_one_source(size: int) -> str:
    lines = "".join(f"  - name: N\n    title: T{at}\n" for at in range(size // 30))
    return f"---\ntitle: T\nsources:\n{lines}---\n\nDek.\n"


def columns(size: int) -> str:
    names = ",".join(f"c{at}" for at in range(size // 8))
    return f"when,text,{names}\n2021,a,{','.join('x' * (size // 8))}\n"


def continued_lines(size: int) -> str:
    return "---\ntitle: T\na: b\n" + "  c d\n" * (size // 6) + "---\n\nDek.\n"


def slides(size: int) -> str:
    return json.dumps(
        {
            "events": [
                {
                    "start_date": {"year": str(1000 + at % 900)},
                    "text": {"headline": f"h{at}", "text": f"<p>t{at}</p>"},
                    "media": {"url": f"https://a.example/{at}.jpg"},
                }
                for at in range(size // 120)
            ]
        }
    )


def live_blog(size: int) -> str:
    return json.dumps(
        {
            "@type": "LiveBlogPosting",
            "headline": "H",
            "liveBlogUpdate": [
                {
                    "@type": "BlogPosting",
                    "headline": f"h{at}",
                    "articleBody": "b",
                    "datePublished": "2026-01-01T00:00:00Z",
                }
                for at in range(size // 120)
            ],
        }
    )


def text_with(heading: str, line: str, length: int) -> Callable[[int], str]:
    return lambda size: (
        f"Title\n\nThe dek is here.\n\n{heading}\n\n"
        + "".join(line.format(at=at) for at in range(size // length))
    )


def near_events(size: int) -> list:
    def timeline(words: str, slug: str) -> object:
        return events_of_brief(
            brief(
                {
                    "kind": "timeline",
                    "events": [
                        {"when": "2021", "text": f"Two ferries came in at once {words} {at}"}
                        for at in range(size // 60)
                    ],
                }
            ),
            slug,
        )

    return [timeline("", "a"), timeline("again", "b")]


def revised(size: int) -> Brief:
    def version(when: str) -> list[dict]:
        many = size // 60
        return [
            points(*(f"It rained {at} {when} in the harbour of Hallowick." for at in range(many))),
            story(f"{WORDS}{when}\n\n" * (many // 4)),
        ]

    return brief(*version("now"), revisions=[{"date": "2026-01-01", "sections": version("then")}])


def imported(format_name: str) -> Callable[[str], object]:
    return lambda text: import_briefs(text.encode(), format_name)


READERS: dict[str, tuple[Callable, Callable, tuple[int, int, int]]] = {
    "quotations": (quotations, check_claims, (8_000, 16_000, 32_000)),
    "quotations of common words": (
        quotations_of_common_words,
        check_claims,
        (8_000, 16_000, 32_000),
    ),
    "figures": (figures, check_claims, (8_000, 16_000, 32_000)),
    "other figures": (other_figures, check_claims, (12_000, 24_000, 48_000)),
    "dates": (dates, check_claims, (8_000, 16_000, 32_000)),
    "Kite": (kite, imported("kite"), (40_000, 80_000, 160_000)),
    "Kite, one domain": (kite_of_one_domain, imported("kite"), (40_000, 80_000, 160_000)),
    "sources of Markdown": (sources_of_markdown, imported("markdown"), (20_000, 40_000, 80_000)),
    "titles of one source": (titles_of_one_source, imported("markdown"), (20_000, 40_000, 80_000)),
    "columns": (columns, imported("csv"), (40_000, 80_000, 160_000)),
    "continued lines": (continued_lines, imported("markdown"), (100_000, 200_000, 400_000)),
    "slides": (slides, imported("timelinejs"), (60_000, 120_000, 240_000)),
    "live blog": (live_blog, imported("schema.org"), (60_000, 120_000, 240_000)),
    "sources of text": (
        text_with("Sources", "- N{at}: https://a.example/{at}\n", 30),
        imported("text"),
        (20_000, 40_000, 80_000),
    ),
    "a timeline of text": (
        text_with("Timeline", "{at}: it rained\n", 18),
        imported("text"),
        (20_000, 40_000, 80_000),
    ),
    "headings of text": (
        text_with("Timeline", "Heading {at}\n\nwords\n\n", 20),
        imported("text"),
        (20_000, 40_000, 80_000),
    ),
    "voices of text": (
        text_with("X discussion", "Voices: @Name{at} (role {at})\n\n", 32),
        imported("text"),
        (20_000, 40_000, 80_000),
    ),
    "events alike": (near_events, merge_timelines, (24_000, 48_000, 96_000)),
    "a revision": (revised, since_latest, (24_000, 48_000, 96_000)),
    "exports": (
        quotations,
        lambda found: [each.write(found) for each in FORMATS.values()],
        (8_000, 16_000, 32_000),
    ),
    "a page": (quotations, render_brief, (8_000, 16_000, 32_000)),
}


def is_nearly_linear(
    make: Callable[[int], object], act: Callable[..., object], largest: int, first: int = 16
) -> None:
    found = growth_of(make, act, largest, first)
    assert found.exponent <= STEEPEST, str(found)


@pytest.mark.flaky(reruns=2)  # a machine that is busy for minutes makes some texts seem too slow
@pytest.mark.parametrize("name", sampled(READERS, 2))
def test_twice_the_text_takes_about_twice_as_long(name: str):
    make, read, sizes = READERS[name]
    is_nearly_linear(make, read, 16 * sizes[-1], sizes[0] // 16)


@pytest.mark.flaky(reruns=2)
@pytest.mark.parametrize("name", sampled(CASES, 3))
def test_work_grows_with_what_is_read(name: str):
    case = CASES[name]
    is_nearly_linear(case.make, case.act, case.largest, case.first)


MARKS = [
    '"a" ',
    "“a ",
    "@a ",
    "(a ",
    "[a ",
    "- a\n",
    "> a\n",
    "**a** ",
    "https://a.b/ ",
    "(a.com/1) ",
    "“a” (b) ",
    "<p>",
    "\n\n",
    "@A B ",
    "$1 ",
    "5 May 2021, ",
]


@pytest.mark.flaky(reruns=2)
@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("format_name", ["text", "markdown"])
def test_one_mark_over_and_over(format_name: str, mark: str):
    def make(size: int) -> str:
        return "Title\n\nThe dek is here.\n\nKey quotes\n\n" + mark * (size // len(mark))

    is_nearly_linear(make, imported(format_name), 160_000, 1_000)


@pytest.mark.parametrize("repeated", [";{}x", "{}", "; {}", "'{}", ';" {}'], ids=ascii)
@pytest.mark.parametrize("mark", [" ", "'", ";", '"', "\t", "\n"], ids=ascii)
@pytest.mark.parametrize("read", [as_cell, text_of_cell], ids=lambda read: read.__name__)
def test_cells_of_a_table(read: Callable[[str], str], mark: str, repeated: str):
    is_nearly_linear(lambda size: repeated.format(mark * size), read, 256_000, 2_000)


def test_the_measure_notices_work_that_grows_faster():
    assert exponent_of((1, 2, 4), (1, 2, 4)) < STEEPEST < exponent_of((1, 2, 4), (1, 4, 16))
    assert (
        growth_of(range, lambda given: [sum(given) for _ in given], 4_000, tries=2).exponent
        > STEEPEST
    )
    assert growth_of(range, sum, 10_000_000).exponent < STEEPEST
