import pytest

from foldline.drafts.front_matter import front_matter
from foldline.formats import import_briefs
from tests.importers.imports import imported, only, report_lines


def test_the_fixture():
    story = imported("ferries.md")
    assert (story.brief["title"], story.brief["dek"], story.brief["published"]) == (
        "Two ferries, one berth",
        "Both came at once.",
        "2026-05-06",
    )
    assert story.brief["topics"] == ["ferries", "tea"] and story.brief["front_matter"] == {
        "mood": "wet"
    }
    assert [source["name"] for source in story.brief["sources"]] == [
        "Hallowick Herald",
        "Bulletin",
        "Herald",
    ]
    assert (
        only(story, "what_happened")["points"][0]["text"]
        == "One [came first](https://herald.example/first)."
    )
    assert [event["when"] for event in only(story, "timeline")["events"]] == [
        "Late 2021",
        "5 May 2026",
    ]
    (quote,) = only(story, "key_quotes")["quotes"]
    assert quote == {
        "text": "It was never wrong.",
        "speaker": "Harbour master",
        "role": "on the quay",
        "agency": "Herald",
        "sources": ["herald"],
    }
    assert only(story, "photo_gallery")["photos"] == [
        {
            "src": "ferries/quay.svg",
            "alt": "Two ferries at a quay",
            "caption": "The quay at noon",
            "credit": "Drawing: Foldline",
        }
    ]
    tides = only(story, "prose")
    assert tides["heading"] == "Tides" and tides["text"].startswith(
        "High at **9.05**.\n\n## By the hour\n\n1. six\n2. seven\n\n```\n9.05 <high>\n```"
    )


@pytest.mark.parametrize(
    "text, fields",
    [
        ("title: a: b", {"title": "a: b"}),
        ('title: "a \\"b\\""', {"title": 'a "b"'}),
        ("title: 'a'", {"title": "a"}),
        ("a: [x, 'y, z']", {"a": ["x", "y, z"]}),
        ("a:\n- x\n- y", {"a": ["x", "y"]}),
        ("a: >\n  b\n  c", {"a": "b c"}),
        ("a: b\na: c", {"a": "b", "not understood": "a: c"}),
        ("nonsense", {"not understood": "nonsense"}),
        ("# a remark", {"not understood": "# a remark"}),
        ("a: 2026-05-06", {"a": "2026-05-06"}),
        ("a: yes", {"a": "yes"}),
        ("a:", {}),
    ],
)
def test_front_matter(text, fields):
    assert front_matter(text) == fields


def test_the_first_heading_is_the_title_where_the_front_matter_has_none():
    (story,) = import_briefs("# Rain\n\nIt rained.\n\n## Timeline\n\n- 2021: rain\n\n## Odd\n\nx\n")
    assert (story.brief["title"], story.brief["dek"]) == ("Rain", "It rained.")
    assert [section["kind"] for section in story.brief["sections"]] == ["timeline", "prose"]


def test_underlined_headings():
    (story,) = import_briefs("Rain\n====\n\nIt rained.\n\nTimeline\n--------\n\n- 2021: rain\n")
    assert story.brief["title"] == "Rain" and len(only(story, "timeline")["events"]) == 1


def test_a_heading_names_its_kind_in_a_comment():
    (story,) = import_briefs(
        "# Rain\n\n## By the hour <!-- timeline -->\n\n- 2021: rain\n\n## Talk <!-- discussion on "
        "bluesky -->\n\nWet.\n"
    )
    assert (
        only(story, "timeline")["heading"] == "By the hour"
        and only(story, "discussion")["platform"] == "bluesky"
    )


def test_a_remark_under_a_list_is_its_note():
    (story,) = import_briefs("# Rain\n\n## Timeline\n\nAll times are local.\n\n- 2021: rain\n")
    assert (
        only(story, "timeline")["note"] == "All times are local."
        and report_lines(story, "left over") == []
    )
