import pytest
from pydantic import ValidationError

from foldline import Brief
from foldline.sections import KINDS, MODELS
from foldline.sections.markets.model import Market
from foldline.story.brief import Section
from foldline.text.words import count
from tests.made import EXAMPLES, as_dict, brief, loaded, sentences


def test_the_least_that_is_a_brief():
    found = brief()
    assert (found.title, found.dek, found.language, found.place) == (
        "Rain",
        "It rained.",
        "en",
        None,
    )
    assert (found.topics, found.sections) == ([], [])


@pytest.mark.parametrize("name", ["foldline", "title", "dek", "published", "sections"])
def test_what_must_be_given(name):
    fields = as_dict()
    del fields[name]
    with pytest.raises(ValidationError) as caught:
        Brief.model_validate(fields)
    assert [(error["loc"], error["type"]) for error in caught.value.errors()] == [
        ((name,), "missing")
    ]


@pytest.mark.parametrize("language", ["en", "en-GB", "de-CH-1996", "zh-Hant-TW"])
def test_languages(language):
    assert brief(language=language).language == language


@pytest.mark.parametrize("language", ["", "en_GB", "e", "english, please", "en-"])
def test_what_is_no_language(language):
    assert [line.partition(":")[0] for line in sentences(loaded(language=language))] == ["language"]


@pytest.mark.parametrize("name", ["ap", "2", "a-b-c", "bbc-2"])
def test_source_ids(name):
    assert brief(sources=[{"id": name, "name": "N"}]).sources[0].id == name


@pytest.mark.parametrize("name", ["", "AP", "a b", "-a", "a_b", "ü", "ap\n"])
def test_what_is_no_source_id(name):
    assert sentences(loaded(sources=[{"id": name, "name": "N"}]))[0].startswith(
        "sources[0].id: is "
    )


# --- three states of every kind


@pytest.mark.parametrize("kind", KINDS)
def test_absent(kind):
    found = brief(*(EXAMPLES[other]["filled"] for other in KINDS if other != kind))
    assert kind not in [section.kind for section in found.sections]


@pytest.mark.parametrize("kind", KINDS)
def test_empty_with_a_note(kind):
    section = brief(EXAMPLES[kind]["empty"]).sections[0]
    assert (section.filled, section.extent) == (False, "")
    assert section.note == EXAMPLES[kind]["empty"]["note"]


@pytest.mark.parametrize("kind", KINDS)
def test_empty_without_a_note_is_none_of_the_three(kind):
    fields = {name: value for name, value in EXAMPLES[kind]["empty"].items() if name != "note"}
    assert sentences(loaded(fields)) == [
        'sections[0]: the section is empty and has no note; fill it, or say in "note" why there '
        "is nothing"
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_filled(kind):
    assert brief(EXAMPLES[kind]["filled"]).sections[0].filled


@pytest.mark.parametrize("kind", KINDS)
def test_each_filling_field_alone_fills(kind):
    """Every field that is not a label is enough; so no field can be given and be hidden behind
    "empty".
    """
    fields, model = EXAMPLES[kind]["filled"], MODELS[kind]
    filling = set(model.model_fields) - set(Section.model_fields) - model.labels
    least = {name: fields[name] for name in {"kind", "heading", *model.labels} & set(fields)}
    assert filling and filling <= set(fields), "the filled example fills every field"
    for name in filling:
        assert brief(least | {name: fields[name]}).sections[0].filled


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("nothing", [[], None])
def test_a_field_with_nothing_in_it_does_not_fill(kind, nothing):
    for name in set(MODELS[kind].model_fields) - set(Section.model_fields) - MODELS[kind].labels:
        found = loaded(EXAMPLES[kind]["empty"] | {name: nothing})
        if (
            found.errors == ()
        ):  # null where a list is due, or a list where a text is, is wrong in another way
            assert not found.brief.sections[0].filled


# --- what is computed


def story(text: str):
    return brief({"kind": "full_story", "text": text}).sections[0]


@pytest.mark.parametrize(
    "text, characters",
    [
        ("Rain.", 5),
        ("One.\n\nTwo.", 9),
        ("It *rained*.", 10),
        ("## Rain\n\nIt rained.", 15),
        ("[Rain](https://example.org/rain) & sun", 10),
        ("Zürich — 渡船", 11),
        ("un**believ**able", 12),
        ("The *Marigold*, at last.", 22),
    ],
)
def test_characters_are_those_a_reader_reads(text, characters):
    assert story(text).characters == characters
    assert story(text).extent.startswith(f"{characters} characters · ")


@pytest.mark.parametrize(
    "words, minutes", [(1, 1), (238, 1), (356, 1), (358, 2), (595, 2), (2380, 10), (23800, 100)]
)
def test_minutes_at_238_words_each(words, minutes):
    assert story("word " * words).minutes == minutes


def test_thousands_are_told_apart():
    assert story("word " * 1000).extent == "4,999 characters · 4 min"


@pytest.mark.parametrize(
    "kind, name, one",
    [
        ("photo_gallery", "photos", "1 picture"),
        ("what_happened", "points", "1 point"),
        ("timeline", "events", "1 event"),
        ("key_quotes", "quotes", "1 quote"),
        ("opposing_views", "views", "1 view"),
        ("markets", "markets", "1 market"),
        ("economic_impact", "sectors", "1 sector"),
    ],
)
def test_extents(kind, name, one):
    item = EXAMPLES[kind]["filled"][name][0]
    assert brief({"kind": kind, name: [item]}).sections[0].extent == one
    assert brief({"kind": kind, name: [item] * 3}).sections[0].extent == f"{one.replace('1', '3')}s"


def test_count():
    assert (count(0, "view"), count(1, "view"), count(2, "view"), count(2, "story", "stories")) == (
        "0 views",
        "1 view",
        "2 views",
        "2 stories",
    )


@pytest.mark.parametrize(
    "probability, percent",
    [
        (0, "0 %"),
        (0.004, "< 1 %"),
        (0.01, "1 %"),
        (0.37, "37 %"),
        (0.5, "50 %"),
        (0.99, "99 %"),
        (0.996, "> 99 %"),
        (1, "100 %"),
    ],
)
def test_percent(probability, percent):
    market = {
        "question": "q",
        "venue": "v",
        "as_of": "2026-01-02",
        "outcomes": [{"name": "Yes", "probability": probability}],
    }
    assert (
        brief({"kind": "markets", "markets": [market]}).sections[0].markets[0].outcomes[0].percent
        == percent
    )


def market(*probabilities: float, **fields) -> Market:
    outcomes = [{"name": str(each), "probability": each} for each in probabilities]
    market = {"question": "q", "venue": "v", "as_of": "2026-01-02", "outcomes": outcomes} | fields
    return brief({"kind": "markets", "markets": [market]}).sections[0].markets[0]


@pytest.mark.parametrize(
    "probabilities, leading", [((0.3, 0.7), "0.7"), ((0.5, 0.5), None), ((0.9,), None)]
)
def test_the_answer_that_leads_is_one_of_several(probabilities, leading):
    found = market(*probabilities).leading
    assert (found.name if found else None) == leading


@pytest.mark.parametrize(
    "closes, time, closed",
    [
        (None, "2026-03-01", False),
        ("2026-01-01", "2025-12-01", True),  # before its probabilities stood
        ("2026-02-01", "2026-02-01", False),  # a day has not ended when it begins
        ("2026-02-01", "2026-02-02", True),
        ("2026-02-01T10:00:00+02:00", "2026-02-01T08:00:00Z", True),
        ("2026-02-01T10:00:00+02:00", "2026-02-01T07:59:00Z", False),
    ],
)
def test_when_a_market_has_closed(closes, time, closed):
    assert market(0.5, closes=closes).closed_by(time) is closed


@pytest.mark.parametrize(
    "platform, heading",
    [
        ("x", "Discussion on X"),
        ("bluesky", "Discussion on Bluesky"),
        ("hacker-news", "Discussion on Hacker News"),
        ("notice-board", "Discussion on Notice board"),
    ],
)
def test_the_heading_of_a_discussion_names_its_platform(platform, heading):
    assert (
        brief({"kind": "discussion", "platform": platform, "summary": "s"})
        .sections[0]
        .shown_heading
        == heading
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_heading_of_ones_own(kind):
    assert brief(EXAMPLES[kind]["filled"] | {"heading": "Ours"}).sections[0].shown_heading == "Ours"
    assert MODELS[kind].title


def test_figures_and_words_are_kept_as_written():
    impact = {"subject": "Oil", "text": "t", "figures": ["1-3%", "$2-5/bbl", "±0", " 4 "]}
    assert (
        brief({"kind": "economic_impact", "short_term": [impact]}).sections[0].short_term[0].figures
        == impact["figures"]
    )


@pytest.mark.parametrize(
    "language, direction",
    [
        ("en", "ltr"),
        ("en-GB", "ltr"),
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("fa", "rtl"),
        ("az-Arab", "rtl"),
        ("pa-Arab-PK", "rtl"),
        ("ur-Latn", "ltr"),
        ("AR-eg", "rtl"),
    ],
)
def test_the_language_says_which_way_it_is_written(language, direction):
    assert brief(language=language).direction == direction
