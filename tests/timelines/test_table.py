import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foldline.errors import BriefError
from foldline.timelines import timeline_from_csv, timeline_to_csv
from tests.made import EXAMPLES, brief


def given_fields(timeline) -> dict:
    return timeline.model_dump(mode="json", exclude_defaults=True)


@pytest.mark.parametrize("name", [name for name, each in EXAMPLES["timeline"].items() if "events" in each])
def test_there_and_back(name):
    found = brief(EXAMPLES["timeline"][name])
    back = timeline_from_csv(timeline_to_csv(found.sections[0], found))
    ordered = brief({"kind": "timeline", "events": given_fields(back.timeline)["events"]})
    assert timeline_to_csv(ordered.sections[0], found) == timeline_to_csv(found.sections[0], found)
    mine = sorted(map(str, given_fields(found.sections[0])["events"]))
    assert sorted(map(str, given_fields(back.timeline)["events"])) == mine and back.remarks == ()


texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), min_size=1).filter(str.strip)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
@settings(deadline=None)
def test_any_words_there_and_back(words):
    found = brief({"kind": "timeline", "events": [{"when": f"foggy {when}", "text": text} for when, text in words]})
    back = timeline_from_csv(timeline_to_csv(found.sections[0], found))
    assert [(e.when.display, e.text) for e in back.timeline.events] == [(f"foggy {when}", text) for when, text in words]


def test_the_columns():
    found = brief({"kind": "timeline", "events": [
        {"when": "Late 2021", "text": 'A, "b"', "sources": ["a", "b"], "lane": "Kyiv"},
        {"when": {"display": "since then", "edtf": "2022/.."}, "text": "c\nd"}]})
    assert timeline_to_csv(found.sections[0], found) == (
        "when,edtf,earliest,latest,text,label,lane,sources\r\n"
        'Late 2021,,2021-09-01,2021-12-31,"A, ""b""",,Kyiv,a b\r\n'
        'since then,2022/..,2022-01-01,,"c\nd",,,\r\n')


def test_tables_of_others():
    taken = timeline_from_csv("\ufeffWhen;Text;colour\r\n2021;One;red\r\n;;\r\n2022;Two\r\n")
    assert [(e.when.display, e.text) for e in taken.timeline.events] == [("2021", "One"), ("2022", "Two")]
    assert taken.remarks == ('row 1: the column "colour" is left out',)


@pytest.mark.parametrize("text, sentence", [
    ("", "the table is empty; its first row names the columns: when, text, …"),
    ("date,text\n2021,One", 'row 1: no column is called "when"; there are date, text'),
    ("when,text\n", "the table has no events; each row below the first is one"),
    ("when,text\n2021,One\n31 June 2025,Two", 'row 3: when: is "31 June 2025": there is no 31 June 2025; that month has 30 days'),
    ("when,text\n2021,", 'row 2: text: is missing; "text" must be given'),
    ('when,text\n2021,"One', "the table can't be read: unexpected end of data"),
])
def test_what_is_wrong_is_said(text, sentence):
    with pytest.raises(BriefError) as error:
        timeline_from_csv(text)
    assert str(error.value) == sentence
