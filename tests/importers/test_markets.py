import json

import pytest

from foldline.formats import import_briefs
from tests.importers.imports import fixture, imported, only, report_lines


def market(name: str) -> dict:
    return only(imported(name), "markets")["markets"][0]


def test_polymarket():
    assert market("polymarket.json") == {
        "question": "Will a second berth be dug by 2027?",
        "venue": "Polymarket",
        "url": "https://polymarket.com/market/second-berth-2027",
        "outcomes": [
            {
                "name": "Yes",
                "probability": 0.365,
                "history": [
                    {"at": "2026-05-04T00:00:00Z", "probability": 0.22},
                    {"at": "2026-05-05T00:00:00Z", "probability": 0.3},
                ],
            },
            {"name": "No", "probability": 0.635},
        ],
        "as_of": "2026-05-05T18:00:00.123456Z",
        "closes": "2026-12-31T12:00:00Z",
        "volume": {"amount": 184000.25, "currency": "USD"},
        "text": "Resolves by the harbour office's word.",
    }


def test_an_event_of_polymarket():
    story = imported("polymarket-event.json")
    assert story.brief["title"] == "Hallowick's berth"
    assert market("polymarket-event.json")["url"] == "https://polymarket.com/event/berth/dug-june"
    assert (
        story.brief["market_data"]["markets"][-1]["outcomePrices"] == "oops"
    )  # what can't be read stays as it is


def test_kalshi():
    first, second = only(imported("kalshi.json"), "markets")["markets"]
    assert first == {
        "question": "Will the coin land on heads?",
        "venue": "Kalshi",
        "url": "https://kalshi.com/markets/berth",
        "outcomes": [{"name": "Yes", "probability": 0.52}, {"name": "No", "probability": 0.48}],
        "as_of": "2026-05-05T18:00:00Z",
        "closes": "2026-06-01T00:00:00Z",
        "volume": {"amount": 1200.0, "currency": "contracts"},
        "text": "Heads\n\nIf it lands on heads, Yes.",
    }
    assert second["outcomes"][0] == {
        "name": "Yes",
        "probability": 0.07,
        "history": [
            {"at": "2026-05-04T00:00:00Z", "probability": 0.09},
            {"at": "2026-05-05T00:00:00Z", "probability": 0.08},
        ],
    }


def test_manifold():
    found = market("manifold.json")
    assert (found["outcomes"][0], found["url"]) == (
        {"name": "Yes", "probability": 0.812346},
        "https://manifold.markets/tock/will-the-hen-be-found",
    )
    assert (found["as_of"], found["closes"]) == ("2026-05-05T16:53:20Z", "2026-05-28T20:26:40Z")
    assert (found["volume"], found["text"]) == (
        {"amount": 950.5, "currency": "mana"},
        r"The \*hen\* of the signal hut.",
    )
    assert market("manifold-answers.json")["outcomes"] == [
        {"name": "Marigold", "probability": 0.5},
        {"name": "Tern", "probability": 0.45},
    ]


def test_the_history_of_manifold():
    answer = json.loads(fixture("manifold.json"))
    answer["bets"] = [
        {"createdTime": 1777939200000, "probAfter": 0.8},
        {"createdTime": 1777852800000, "probAfter": 0.7},
        {"createdTime": "x", "probAfter": 1},
    ]
    (story,) = import_briefs(json.dumps(answer))
    assert only(story, "markets")["markets"][0]["outcomes"][0]["history"] == [
        {"at": "2026-05-04T00:00:00Z", "probability": 0.7},
        {"at": "2026-05-05T00:00:00Z", "probability": 0.8},
    ]
    assert story.brief["market_data"]["bets"] == [{"createdTime": "x", "probAfter": 1}]


@pytest.mark.parametrize(
    "name, fields",
    [
        ("polymarket.json", ["updatedAt"]),
        ("kalshi.json", ["as_of"]),
        ("manifold.json", ["lastBetTime", "lastUpdatedTime"]),
    ],
)
def test_a_time_that_is_not_in_the_data_is_not_invented(name, fields):
    answer = json.loads(fixture(name))
    for field in fields:
        del (answer[0] if isinstance(answer, list) else answer)[field]
    (story,) = import_briefs(json.dumps(answer))
    assert "as_of" not in only(story, "markets")["markets"][0] and "published" not in story.brief
    assert any(
        "does not say when its probabilities stood" in line
        for line in report_lines(story, "problem")
    )
    assert any("as_of: is missing" in line for line in report_lines(story, "problem"))


@pytest.mark.parametrize("price", ["1.2", "-0.1", "x", None, True, "NaN"])
def test_a_probability_that_is_none(price):
    answer = json.loads(fixture("polymarket.json"))
    answer[0]["outcomePrices"] = json.dumps([price, "0.5"])
    answer.append(json.loads(fixture("manifold.json")))
    (story,) = import_briefs(json.dumps(answer))
    assert [found["venue"] for found in only(story, "markets")["markets"]] == ["Manifold"]
    assert (
        story.brief["market_data"]["markets"][0]["question"]
        == "Will a second berth be dug by 2027?"
    )
