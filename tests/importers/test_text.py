import json
import re

import pytest

from foldline import load, render
from foldline.drafts.headings import NAMES, Heading, read_heading
from foldline.formats import import_briefs
from foldline.formats.text import outline_of
from foldline.text.prose import plain_text
from foldline.text.words import as_markdown
from tests.importers.imports import fixture, imported, of_kind, only, report_lines
from tests.parsed import tree, words

EVERY_SECTION = [
    "photo_gallery",
    "what_happened",
    "timeline",
    "key_quotes",
    "opposing_views",
    "markets",
    "historical_background",
    "economic_impact",
    "discussion",
    "discussion",
    "full_story",
]


@pytest.fixture(params=["ferries.txt", "the seed"])
def story(request):
    """A page of our own in the shape of the seed text, and that text itself where it lies beside
    the checkout.
    """
    if request.param == "ferries.txt":
        return imported("ferries.txt")
    (found,) = import_briefs(request.getfixturevalue("seed"))
    return found


def test_every_section_in_its_kind_and_state(story):
    loaded = load(json.dumps(story.brief))
    assert (
        loaded.errors == () and [section.kind for section in loaded.brief.sections] == EVERY_SECTION
    )
    empty = [section.kind for section in loaded.brief.sections if not section.filled]
    assert empty == ["photo_gallery", "opposing_views", "markets"]
    assert only(story, "opposing_views")["note"].startswith("No clear opposing view")
    assert (
        story.report.format,
        report_lines(story, "left over"),
        report_lines(story, "problem"),
    ) == (
        "text",
        [],
        [],
    )


def test_lists_of_the_page(story):
    assert [
        len(only(story, kind)[name])
        for kind, name in (
            ("what_happened", "points"),
            ("timeline", "events"),
            ("key_quotes", "quotes"),
        )
    ][1:] == [3, 3]
    assert only(story, "timeline")["events"][0]["when"] == "Late 2021"
    impact = only(story, "economic_impact")
    assert [len(impact[name]) for name in ("sectors", "short_term", "long_term")] == [3, 2, 2]
    assert [item.get("figures", []) for item in impact["long_term"]] == [[], ["+0.2-0.5% GDP"]]
    assert [section["platform"] for section in of_kind(story, "discussion")] == ["x", "bluesky"]
    assert only(story, "historical_background")["text"].startswith("## Historical Context\n\n")


def test_the_printed_count_is_a_note_and_compared(story):
    section = only(story, "full_story")
    assert "characters)" in section["note"] and "characters)" not in section["text"]
    (line,) = [line for line in report_lines(story, "used") if "printed count" in line]
    assert f"the text has {len(plain_text(section['text'])):,} characters" in line


def test_the_credit_is_every_quotes(story):
    quotes = only(story, "key_quotes")["quotes"]
    assert len({quote["agency"] for quote in quotes}) == 1 and {*quotes[0]["sources"]} == {
        story.brief["sources"][0]["id"]
    }


def test_the_seed_whole(seed):
    (story,) = import_briefs(seed)
    quotes = only(story, "key_quotes")["quotes"]
    assert [(quote["speaker"], quote["agency"]) for quote in quotes] == [
        ("US military", "kaaltv.com/AP"),
        ("US military", "kaaltv.com/AP"),
        ("US official", "kaaltv.com/AP"),
    ]
    assert [event["when"] for event in only(story, "timeline")["events"]] == [
        "Late 2021",
        "February 2022",
        "Thursday, February 5, 2026",
    ]
    impact = only(story, "economic_impact")
    assert impact["sectors"] == ["Defense", "Energy", "Commodities"]
    assert [item.get("figures") for item in (*impact["short_term"], *impact["long_term"])] == [
        ["1-3%"],
        ["$2-5/bbl"],
        None,
        ["+0.2-0.5% GDP"],
    ]
    x, bluesky = of_kind(story, "discussion")
    assert [voice["name"] for voice in x["voices"]] == [
        "Falz Tycoon",
        "Grok",
        "High Plains Fella",
        "DogsAreBetter",
        "Astro_Spider_Nafito_Fella",
        "BBC News",
        "Gordon McIntosh",
    ]
    assert [voice.get("quote") for voice in x["voices"]][:5:3] == ["welcome step", "F them both"]
    assert [voice.get("role") for voice in x["voices"]][1::4] == [
        "detailed context",
        "original post",
    ]
    assert [voice.get("handle") for voice in bluesky["voices"]] == [
        "eaglecanfly.bsky.social",
        "banjotime",
        "Swiss4Ukraine",
        None,
        "scouseraffa.bsky.social",
        None,
    ]
    assert (x["sentiment"]["mood"], bluesky["sentiment"]["mood"], bluesky["sample"]) == (
        "mostly negative",
        "negative",
        "~20 replies across threads",
    )
    assert (
        'the printed count "(4,128 characters)" as the note; the text has 3,922 characters, 206 '
        "fewer" in "\n".join(report_lines(story, "used"))
    )
    assert story.brief["published"] == "2026-02-05"


def test_the_page_holds_every_line_of_the_text(story, request):
    """Each heading, point, event, quotation, handle and figure is to be read on the page."""
    text = (
        request.getfixturevalue("seed").decode()
        if story.brief["title"].startswith("US, Russia")
        else fixture("ferries.txt")
    )
    loaded = load(json.dumps(story.brief)).brief
    page = words(tree(render(loaded))).replace("“", '"').replace("”", '"')
    shown = {word for word in page.casefold().split()}
    usual = {name for names in NAMES.values() for name in names}
    for line in text.splitlines():
        line = re.sub(
            r"^(?:- )?(?:Influential Voices: |Notable accounts: |Affected Sectors: )?", "", line
        )  # our headings
        if line.casefold().strip() in usual or line in ("Short-term Impacts", "Long-term Impacts"):
            continue  # shown in our words
        missing = [
            word
            for word in line.replace("“", '"').split()
            if not any(
                word.casefold().strip('",():;@.') in each for each in (shown, page.casefold())
            )
        ]
        assert missing == [], line


OTHER = "other-publisher.txt"


def test_voices_with_their_words_and_roles():
    x, bluesky = of_kind(imported("ferries.txt"), "discussion")
    assert x["voices"] == [
        {"name": "Quay Watcher", "quote": "a fine mess"},
        {"name": "Bridge_Now", "handle": "Bridge_Now", "quote": "build it 🌉"},
        {"name": "Herald News", "role": "first report"},
        {"name": "tock", "handle": "tock", "role": "long thread"},
        {"name": "Old Salt"},
    ]
    text = "Clock lovers like @Pendulum9, @Inner Harbour share pictures."
    assert bluesky["voices"] == [
        {"name": "tide.example", "handle": "tide.example", "quote": "mend it"},
        {"name": "Pendulum9", "handle": "Pendulum9", "text": text},
        {"name": "Inner Harbour", "text": text},
    ]


def test_another_publishers_page():
    story = imported(OTHER)
    assert [section["kind"] for section in story.brief["sections"]] == [
        "what_happened",
        "timeline",
        "key_quotes",
        "opposing_views",
        "discussion",
        "full_story",
    ]
    assert (
        story.brief["published"] == "2026-05-07"
        and story.brief["place"] == "Hallowick"
        and story.brief["head"] == {"byline": "Ada Quill"}
    )
    assert story.brief["dek"].endswith("taken by a third that had come by the sun.")
    assert [
        (quote["speaker"], quote.get("role"), quote.get("agency"))
        for quote in only(story, "key_quotes")["quotes"]
    ] == [("the harbour master", None, None), ("Tock", "keeper of the clock", "Bulletin")]
    assert only(story, "opposing_views")["views"] == [
        {
            "holder": "Pilots",
            "position": "A clock that stops is right twice a day.",
            "text": "They would keep it so.",
        }
    ]
    assert {source["name"] for source in story.brief["sources"]} == {
        "Hallowick Herald",
        "Bulletin",
        "The Bulletin",
    }


@pytest.mark.parametrize("kind", NAMES)
def test_every_name_in_the_table_is_read(kind):
    for name in NAMES[kind]:
        for written in (name, name.upper(), f"{name.title()}:", f"3. {name}"):
            assert read_heading(written).kind == kind, written


@pytest.mark.parametrize(
    "heading, platform",
    [
        ("X Discussion Summary", "x"),
        ("Summary of Bluesky Discussion", "bluesky"),
        ("Twitter reactions", "x"),
        ("Reactions on Mastodon", "mastodon"),
        ("What people are saying on Reddit", "reddit"),
        ("Hacker News comments", "hacker-news"),
        ("Social media", "social-media"),
    ],
)
def test_headings_of_discussions(heading, platform):
    assert read_heading(heading) == Heading("discussion", (("platform", platform),))


@pytest.mark.parametrize(
    "text", ["It rained.", "The context was lost on him", "Two Ferries Share One Berth", "a" * 81]
)
def test_what_is_no_heading(text):
    assert read_heading(text) is None


def test_a_misspelt_heading_is_a_guess():
    story = import_briefs("Rain\n\nIt rained.\n\nHistroical background\nIt had rained before.\n")[0]
    assert only(story, "historical_background")["text"] == "It had rained before."
    assert any("Histroical background" in line for line in report_lines(story, "guessed"))


def test_without_a_heading_all_is_the_story():
    story = import_briefs("Rain\n\nIt rained.\n\nAnd rained on.\n", "text")[0]
    assert (story.brief["title"], story.brief["dek"], only(story, "full_story")["text"]) == (
        "Rain",
        "It rained.",
        "And rained on.",
    )
    assert report_lines(story, "problem") == ['published: is missing; "published" must be given']


@pytest.mark.parametrize(
    "text",
    [
        "_a_ *b* `c` <b>d</b> &amp; [e](f) 1. g",
        "1. one",
        "# one",
        "> one",
        "- one",
        "a\\b",
        "a_b_c",
        "![x](y)",
        "<script>x</script>",
        "a | b\nc | d",
        "http://example.org/_a_",
        "&copy;",
        "***",
        "[a]: http://example.org",
        "+ 1",
        "* * *",
        "x\n---",
        "\\*",
        "a  \nb",
        "~~x~~",
    ],
)
def test_plain_text_stays_as_it_stands(text):
    assert plain_text(as_markdown(text)) == " ".join(text.split())


def test_what_needs_no_escape_has_none():
    text = "Prices (e.g. +0.2-0.5% GDP) fall; @a_b & #c — “d”."
    assert as_markdown(text) == text


def test_an_event_of_an_impossible_day_is_kept_beside():
    story = import_briefs(
        "Rain\nIt rained.\nTimeline\n- 31 February 2021: none\n- 1 March 2021: rain\n"
    )[0]
    assert [event["when"] for event in only(story, "timeline")["events"]] == ["1 March 2021"]
    assert only(story, "prose")["text"] == "- 31 February 2021: none"


def test_parts_of_an_outline():
    outline = outline_of("T\nD\nTimeline\n- a\nTimeline of events\nb\n")
    assert [(part.heading, [block.kind for block in part.blocks]) for part in outline.parts] == [
        ("Timeline", ["item", "sub", "para"])
    ]
