"""What is read in one pass gives what the pattern gives that says it shortest, and takes the square
of some texts.
"""

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from foldline.claims import check_claims
from foldline.dates.edtf import parse_edtf
from foldline.dates.rules import DateRules
from foldline.drafts.hypertext import scripts_of
from foldline.errors import WhenError
from foldline.formats import import_briefs
from foldline.sections.discussion.importing import _clauses
from foldline.sections.key_quotes.importing import _quoted
from foldline.sections.photo_gallery.importing import _described_address
from foldline.text.matching import not_in_text
from foldline.text.normal import normal_form
from foldline.text.prose import _text_in_brackets
from tests.made import brief


def texts(*parts: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(parts), max_size=14).map("".join)


@settings(max_examples=500, deadline=None)
@given(texts("a", "“", "”", '"', "„", " ", "«", "»"))
def test_the_place_of_a_quotation(text):
    found = re.search('["“„«‟](.+)["”“»‟]', text, re.S)
    assert _quoted(text) == (found.span() if found else None)


@settings(max_examples=500, deadline=None)
@given(texts("a", "; ", ";", "(", ")", " ", "\n", "b"))
def test_the_clauses_of_a_list(text):
    assert _clauses(text) == re.split(r";\s+(?![^(]*\))", text)


@settings(max_examples=500, deadline=None)
@given(texts("a", "-", " ", ": ", "(", ")", "https://", "HTTP://", ".jpg", ".svg", "?b", "b/c"))
def test_the_address_behind_a_description(text):
    pattern = r"(.*?)[\s:—–(-]*(https?://\S+?\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?\S*)?)\)?"
    found = re.fullmatch(pattern, text, re.I | re.S)
    assert _described_address(text) == (found.groups() if found else ("", ""))


@pytest.mark.parametrize(
    "page, found",
    [
        ('<script type="application/ld+json">{}</script>', ["{}"]),
        ("<SCRIPT data-a='>' TYPE=application/ld+json>{}</SCRIPT >", []),
        ("<script data-a type = 'application/ld+json; charset=utf-8'>{}</script>", ["{}"]),
        ('<script>{}</script><script type="module">x</script>', []),
        (
            '<!-- <script type="application/ld+json">1</script> --><script '
            'type="application/ld+json">2</script>',
            ["2"],
        ),
        ('<script>"<!--"</script><script type="application/ld+json">3</script>', ["3"]),
        ('<scripts type="application/ld+json">4</script>', []),
        ('<script type="application/ld+json">5', ["5"]),
        ('<!-- <script type="application/ld+json">6</script>', []),
    ],
)
def test_the_scripts_of_a_page(page, found):
    assert scripts_of(page) == found


@settings(max_examples=500, deadline=None)
@given(texts("a", "[", "]", "(b)", "\n"))
def test_the_text_in_brackets(text):
    theirs = Markdown().inlinePatterns["link"]
    for begins in (at + 1 for at, letter in enumerate(text) if letter == "["):
        found, end, closed = theirs.getText(text, begins)
        assert _text_in_brackets(text, begins) == (
            (found, end, True) if closed else ("", len(text), False)
        )


@settings(max_examples=300, deadline=None)
@given(texts("a", "\u0301", "\u0316", "é", "ß", "ﬁ", "가", " "))
def test_few_marks_stay_as_they_are(text):
    for form in ("NFKC", "NFKD"):
        assert normal_form(form, text) == unicodedata.normalize(form, text)


def test_many_marks_become_thirty():
    assert len(normal_form("NFKD", "a" + "\u0301\u0316" * 10_000)) == 31


def test_what_is_no_part_of_a_text():
    assert not_in_text(["3%", "4%", "5"], "Up 3% to 15") == {"4%"}
    assert not_in_text([f"{at}%" for at in range(3_000)], "x " * 10_000) == {
        f"{at}%" for at in range(3_000)
    }


@pytest.mark.parametrize("mask", ["XXX1-02-29", "X100-02-29", "XXXX-02-3X", "19X3-02-29"])
def test_masks_that_never_fit(mask):
    with pytest.raises(WhenError, match="no day that fits"):
        parse_edtf(mask, DateRules())


@pytest.mark.parametrize(
    "mask, first",
    [("XXXX-02-29", 0), ("XX00-02-29", 0), ("190X-02-29", 1904), ("1XX4-02-29", 1004)],
)
def test_masks_of_a_leap_day(mask, first):
    assert parse_edtf(mask, DateRules()).earliest.year == first


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 16, "1" + ",999" * 5_000])
def test_numbers_that_count_nothing_end_nothing(number):
    exported = brief({"kind": "full_story", "text": "A hen.", "note": f"{number} words"})
    assert [found for found in check_claims(exported) if found.verdict == "count"] == []
    story = {
        "clusters": [
            {
                "title": "Rain",
                "short_summary": "It rained.",
                "talking_points": [f"Rain [a.example#{number}]"],
            }
        ]
    }
    assert import_briefs(json.dumps(story), "kite")[0].brief["title"] == "Rain"


def test_a_clause_that_names_many_voices_stands_with_the_first():
    names = [f"@hen{at}" for at in range(40)]
    text = (
        "Rain\n\nIt rained.\n\nTwitter discussion\n\nVoices: "
        + " and ".join(names)
        + " spoke of rain\n"
    )
    (section,) = import_briefs(text, "text")[0].brief["sections"]
    assert len(section["voices"]) == 40
    assert [("text" in voice) for voice in section["voices"]] == [True] + [False] * 39
