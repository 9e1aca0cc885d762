import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foldline.errors import ImportRefused
from foldline.formats import import_briefs
from foldline.formats.csv import timeline_to_csv
from foldline.text.words import clean, folded
from tests.made import EXAMPLES, brief


def back(text: str) -> list[dict]:
    """The events of an import."""
    (found,) = import_briefs(text, "csv")
    return next(
        section["events"] for section in found.brief["sections"] if section["kind"] == "timeline"
    )


@pytest.mark.parametrize(
    "name", [name for name, each in EXAMPLES["timeline"].items() if "events" in each]
)
def test_there_and_back(name):
    found = brief(EXAMPLES["timeline"][name])
    again = brief(
        {"kind": "timeline", "events": back(timeline_to_csv(found.sections[0], found))},
        sources=[{"id": id, "name": id} for id in ("almanac", "bulletin", "a", "b")],
    )
    assert timeline_to_csv(again.sections[0], again) == timeline_to_csv(found.sections[0], found)


texts = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\r"), min_size=1
).filter(lambda text: clean(text).strip())


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
@settings(deadline=None)
def test_any_words_there_and_back(words):
    found = brief(
        {
            "kind": "timeline",
            "events": [{"when": f"foggy {when}", "text": text} for when, text in words],
        }
    )
    assert [(e["when"], e["text"]) for e in back(timeline_to_csv(found.sections[0], found))] == [
        (folded(clean(f"foggy {when}")), clean(text)) for when, text in words
    ]


def test_the_columns():
    found = brief(
        {
            "kind": "timeline",
            "events": [
                {"when": "Late 2021", "text": 'A, "b"', "sources": ["a", "b"], "lane": "Kyiv"},
                {"when": {"display": "since then", "edtf": "2022/.."}, "text": "c\nd"},
            ],
        }
    )
    assert timeline_to_csv(found.sections[0], found) == (
        "when,edtf,earliest,latest,text,label,lane,sources\r\n"
        'Late 2021,,2021-09-01,2021-12-31,"A, ""b""",,Kyiv,a b\r\n'
        'since then,2022/..,2022-01-01,,"c\nd",,,\r\n'
    )


def test_a_date_means_the_same_in_another_brief():
    dates = {"hemisphere": "southern"}
    found = brief(
        {
            "kind": "timeline",
            "events": [
                {"when": when, "text": "t"}
                for when in (
                    "winter 2021",
                    {"display": "a summer", "edtf": "2022-22"},
                    "yesterday",
                    "one day",
                )
            ],
        },
        dates=dates,
    )
    assert [each["when"] for each in back(timeline_to_csv(found.sections[0], found))] == [
        {"display": "winter 2021", "edtf": "2021-06/2021-08"},
        {"display": "a summer", "edtf": "2022-12/2023-02"},
        {"display": "yesterday", "edtf": "2026-01-01"},
        "one day",
    ]


def test_tables_of_others():
    events = back("\ufeffWhen;Text;colour\r\n2021;One;red\r\n;;\r\n2022;Two\r\n")
    assert [(e["when"], e["text"]) for e in events] == [("2021", "One"), ("2022", "Two")]


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("moment,text\n2021,One", 'row 1: no column is called "when"; there are moment, text'),
        ("when,text\n", "the table has no events; each row below the first is one"),
        ('when,text\n2021,"One', "the table can't be read: unexpected end of data"),
    ],
)
def test_what_is_wrong_is_said(text, sentence):
    with pytest.raises(ImportRefused) as error:
        import_briefs(text, "csv")
    assert str(error.value) == sentence


def test_nothing_of_a_row_is_lost():
    (found,) = import_briefs("when,text,text,,latest\n2021,One,Two,Three,later,Four\n", "csv")
    assert found.brief["csv"] == {
        "row 2": {"column 3": "Two", "column 4": "Three", "latest": "later", "column 6": "Four"}
    }
