"""Prediction markets: the JSON of Polymarket (Gamma), Kalshi and Manifold, as a section of markets.

The time of a probability is taken from the data; where it is missing, that is reported as a
problem. It is never the time of the import.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from foldline.drafts.draft import Draft
from foldline.drafts.fields import Fields, read_json
from foldline.drafts.format import Format, Sample
from foldline.drafts.hypertext import html_as_markdown
from foldline.drafts.report import Imported
from foldline.errors import ImportRefused
from foldline.sections.markets.model import LONGEST_CURRENCY
from foldline.story.positions import shallow_json
from foldline.text.words import as_markdown, iso_moment

NAME = "markets"

_TIMES_OF_SAVING = ("as_of", "asOf", "fetched_at", "fetchedAt", "retrieved_at", "scraped_at")
"""Fields in which those who save such data put the time of their request."""


def read(text: str) -> list[Imported]:
    """Return one brief with all of the markets."""
    parsed = read_json(text)
    draft = Draft(NAME)
    is_list_of_events = isinstance(parsed, list) and any(
        isinstance(each, dict) and isinstance(each.get("markets"), list) for each in parsed
    )
    whole = Fields(
        parsed
        if isinstance(parsed, dict)
        else {"events" if is_list_of_events else "markets": parsed}
    )
    saved_at = next(
        (moment for name in _TIMES_OF_SAVING if (moment := iso_moment(whole.look(name)))), ""
    )
    markets: list[dict[str, Any]] = []
    events = _events(whole)
    for event in events:
        found = _markets_of(event, saved_at, draft)
        if found:
            draft.set_field("title", event.line("title"), event.at("title"))
        markets += found
    if not markets:
        raise ImportRefused(
            "there is no market in it that can be read; known are Polymarket's (outcomePrices), "
            "Kalshi's (ticker) and Manifold's (probability, outcomeType)"
        )
    if saved_at:
        for name in _TIMES_OF_SAVING:
            whole.take(name)
    draft.set_field("title", markets[0]["question"], "the first market")
    draft.set_field(
        "dek",
        markets[0]["question"],
        "the first market",
        "the first market's question, since data of markets has no summary",
    )
    settled = [market.pop("settled") for market in markets if "settled" in market]
    if moments := [market["as_of"] for market in markets if "as_of" in market] + settled:
        draft.set_field(
            "published",
            max(moments),
            "markets",
            "the latest time at which a market stood or was resolved",
        )
    draft.add_section("markets", "markets", markets=markets, detail=f"{len(markets)} markets")
    draft.keep("market_data", whole.rest())
    return [draft.finish()]


def _events(whole: Fields) -> list[Fields]:
    """Return the objects that hold markets: events, what a page of results has, or the only one
    there is.
    """
    inner = [event for name in ("events", "event", "data") for event in whole.objects(name)]
    with_markets = [event for event in inner if isinstance(event.look("markets"), list)]
    return [
        *with_markets,
        whole,
        *(event for event in inner if not isinstance(event.look("markets"), list)),
    ]


def _markets_of(event: Fields, saved_at: str, draft: Draft) -> list[dict[str, Any]]:
    candidates = (
        [event] if _reader(event) else [*event.objects("markets"), *event.objects("market")]
    )
    slug = event.look("slug") if isinstance(event.look("slug"), str) else ""
    found = []
    for each in candidates:
        reader = _reader(each)
        market = reader(each, slug if each is not event else "", draft) if reader else None
        if market is None:
            question = each.look("question") or each.look("title")
            if isinstance(question, str) and "markets" not in each:
                draft.report.left(
                    each.path or "the market",
                    f'"{question}" names no probability, since nobody has traded in it or its '
                    "answers are missing",
                )
            continue
        if saved_at:
            market["as_of"] = saved_at
        if not market.get("as_of"):
            draft.report.problem(
                each.path or "the market",
                'the data does not say when its probabilities stood; add "as_of" beside it',
            )
        found.append({name: value for name, value in market.items() if value})
    return _told_apart(found)


def _told_apart(markets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return an event's markets, of which those with the same question name their strikes."""
    questions = Counter(market["question"] for market in markets)
    for market in markets:
        strike = market.pop("strike", "")
        if questions[market["question"]] > 1 and strike and strike not in market["question"]:
            market["question"] = f"{market['question']} ({strike})"
    return markets


def _result(
    market: Fields, result: object, *times: str, milliseconds: bool = False
) -> tuple[str, str]:
    """Return the sentence that says how a market was resolved, and the moment; empty where it was
    not.
    """
    if not isinstance(result, str) or not result:
        return "", ""
    moment = _moment(market, *times, milliseconds=milliseconds)
    sentence = f"**Resolved: {as_markdown(result)}**" + (f" ({moment[:10]})." if moment else ".")
    return sentence, moment


def _with_result(result: str, text: str) -> str:
    return "\n\n".join(filter(None, (result, text)))


def _reader(market: Fields) -> Callable[[Fields, str, Draft], dict[str, Any] | None] | None:
    if "outcomePrices" in market or ("outcomes" in market and "question" in market):
        return _polymarket
    if "ticker" in market and any(
        name in market
        for name in ("yes_sub_title", "close_time", "last_price", "last_price_dollars")
    ):
        return _kalshi
    if "question" in market and (
        "outcomeType" in market or "creatorUsername" in market or "answers" in market
    ):
        return _manifold
    return None


def _listed(market: Fields, name: str) -> list[Any]:
    """Take a list, which may be written as JSON inside a text; leave what can't be read."""
    items = market.look(name)
    if isinstance(items, str):
        try:
            items = shallow_json(items)
        except ValueError:
            return []
    if not isinstance(items, list) or any(isinstance(each, (list, dict)) for each in items):
        return []
    market.take(name)
    return items


def _probability(value: object, most: float = 1) -> float | None:
    """Return a probability from 0 to 1; None for what is no number there."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        found = float(value) / most
    except (ValueError, OverflowError):
        return None
    return round(found, 6) if 0 <= found <= 1 else None


def _polymarket(market: Fields, event: str, draft: Draft) -> dict[str, Any] | None:
    question = market.line("question", "title")
    names, prices = _listed(market, "outcomes"), _listed(market, "outcomePrices")
    outcomes = [
        {"name": str(name), "probability": share}
        for name, price in zip(names, prices, strict=False)
        if str(name) and (share := _probability(price)) is not None
    ]
    if not any(each["probability"] for each in outcomes):
        outcomes = []  # prices of nothing but 0 mean that nobody has traded
    if not question or not outcomes or len(outcomes) != len(names) or len(names) != len(prices):
        for field, value in (
            ("question", question),
            ("outcomes", names),
            ("outcomePrices", prices),
        ):
            market.put_back(field, value)
        return None
    if history := _history(market, "history", "t", "p"):
        outcomes[0]["history"] = history
    slug = market.line("slug")
    address = (
        f"https://polymarket.com/event/{event}/{slug}"
        if event and slug
        else f"https://polymarket.com/market/{slug}"
        if slug
        else ""
    )
    amount = market.number("volumeNum", "volume")
    result, settled = "", ""
    if market.look("closed") is True and market.look("umaResolutionStatus") == "resolved":
        sure = [each["name"] for each in outcomes if each["probability"] == 1]
        result, settled = _result(
            market, sure[0] if len(sure) == 1 else "", "closedTime", "umaEndDate"
        )
        for name in ("closed", "umaResolutionStatus") if result else ():
            market.take(name)
    strike = market.line("groupItemTitle")
    note = as_markdown(strike) if strike not in question else ""
    return {
        "question": question,
        "settled": settled,
        "strike": strike,
        "venue": "Polymarket",
        "url": draft.allowed_link(address),
        "outcomes": outcomes,
        "as_of": _moment(market, "updatedAt"),
        "closes": _moment(market, "closedTime", "endDate", "endDateIso"),
        "volume": _volume(amount, "USD"),
        "text": "\n\n".join(
            filter(None, (note, result, html_as_markdown(market.text("description"))))
        ),
    }


def _kalshi(market: Fields, event: str, draft: Draft) -> dict[str, Any] | None:
    question, side = market.line("title"), market.line("yes_sub_title", "subtitle")
    share = None
    for name, most in (("last_price_dollars", 1), ("last_price", 100)):
        if share is None:
            share = _probability(market.look(name), most)
    traded = next(
        (
            number
            for name in ("volume", "volume_fp", "volume_24h", "open_interest")
            if isinstance(number := market.look(name), int | float) and number > 0
        ),
        0,
    )
    if share == 0 and not traded and not market.look("result"):
        share = None  # a last price of 0 without any trade is no probability
    if not question or share is None:
        market.put_back("title", question)
        market.put_back("yes_sub_title", side)
        return None
    market.take("last_price_dollars" if "last_price_dollars" in market else "last_price")
    result, settled = _result(
        market, market.line("result"), "settlement_ts", "settled_time", "expiration_time"
    )
    texts = (
        side if side not in ("Yes", question) else "",
        market.text("rules_primary"),
        market.text("rules_secondary"),
    )
    rules = "\n\n".join(filter(None, texts))
    yes: dict[str, Any] = {"name": "Yes", "probability": share}
    if history := _history(market, "candlesticks", "end_period_ts", "price"):
        yes["history"] = history
    ticker = market.look("event_ticker") or market.look("ticker")
    amount = market.number("volume", "volume_fp")
    return {
        "question": question,
        "settled": settled,
        "strike": side,
        "venue": "Kalshi",
        "url": draft.allowed_link(f"https://kalshi.com/markets/{str(ticker).lower()}"),
        "outcomes": [yes, {"name": "No", "probability": round(1 - share, 6)}],
        "as_of": _moment(market, "updated_time", "last_updated_ts"),
        "closes": _moment(market, "close_time", "expiration_time"),
        "volume": _volume(amount, "contracts"),
        "text": _with_result(result, html_as_markdown(rules)),
    }


def _manifold(market: Fields, event: str, draft: Draft) -> dict[str, Any] | None:
    question, share = market.line("question"), _probability(market.look("probability"))
    outcomes: list[dict[str, Any]] = []
    if share is not None:
        market.take("probability")
        outcomes = [
            {"name": "Yes", "probability": share},
            {"name": "No", "probability": round(1 - share, 6)},
        ]
        if history := _history(market, "bets", "createdTime", "probAfter", milliseconds=True):
            outcomes[0]["history"] = history
    else:
        for answer in market.objects("answers"):
            if (each := _probability(answer.look("probability"))) is not None and isinstance(
                answer.look("text"), str
            ):
                answer.take("probability")
                outcomes.append({"name": answer.line("text"), "probability": each})
    if not question or not outcomes:
        market.put_back("question", question)
        return None
    result, settled = "", ""
    if market.look("isResolved") is True:
        result, settled = _result(
            market, market.line("resolution"), "resolutionTime", milliseconds=True
        )
        market.take("isResolved")
    user, slug, address = market.look("creatorUsername"), market.look("slug"), market.text("url")
    if not address and isinstance(user, str) and isinstance(slug, str):
        address = f"https://manifold.markets/{market.line('creatorUsername')}/{market.line('slug')}"
    if address and not draft.allowed_link(address):
        market.put_back("url", address)
    amount = market.number("volume")
    token = market.line("token") if amount is not None else ""
    if len(token) > LONGEST_CURRENCY:
        market.put_back("token", token)
    return {
        "question": question,
        "settled": settled,
        "venue": "Manifold",
        "url": draft.allowed_link(address),
        "outcomes": outcomes,
        "as_of": _moment(market, "lastBetTime", "lastUpdatedTime", milliseconds=True),
        "closes": _moment(market, "closeTime", milliseconds=True),
        "volume": _volume(
            amount,
            {"CASH": "sweepcash", "MANA": "mana", "": "mana"}.get(
                token.upper(), token.lower()[:LONGEST_CURRENCY]
            ),
        ),
        "text": _with_result(result, html_as_markdown(market.text("textDescription"))),
    }


def _moment(market: Fields, *names: str, milliseconds: bool = False) -> str:
    for name in names:
        if moment := iso_moment(market.look(name), milliseconds=milliseconds):
            market.take(name)
            return moment
    return ""


def _volume(amount: float | None, currency: str) -> dict[str, Any] | None:
    return {"amount": amount, "currency": currency} if amount is not None and amount >= 0 else None


def _history(
    market: Fields, name: str, time: str, price: str, *, milliseconds: bool = False
) -> list[dict[str, Any]]:
    """Return earlier probabilities, from the earliest: each is an object with a time and a number
    (Kalshi: with an object of prices in cents or dollars).
    """
    found = []
    for each in market.objects(name):
        moment, price_value = (
            iso_moment(each.look(time), milliseconds=milliseconds),
            each.look(price),
        )
        share = _probability(price_value)
        closing = (
            "close_dollars"
            if isinstance(price_value, dict) and "close_dollars" in price_value
            else "close"
        )
        if isinstance(price_value, dict):
            share = _probability(price_value.get(closing), 1 if closing == "close_dollars" else 100)
        if moment and share is not None:
            each.take(time)
            each.take(price)
            if isinstance(price_value, dict):
                each.put_back(
                    price,
                    {other: value for other, value in price_value.items() if other != closing},
                )
            found.append({"at": moment, "probability": share})
    return sorted(found, key=lambda reading: reading["at"])


_OWN = {"outcomePrices", "outcomeType", "event_ticker", "ticker", "markets", "market"}


def recognise(sample: Sample) -> int:
    """Recognise markets by their fields, or by those of events that have some."""
    if isinstance(sample.first.get("markets"), list):
        return 80
    of_events = "markets" in sample.events and "start_date" not in sample.events
    return 80 if _OWN & set(sample.first) or of_events else 0


FORMAT = Format(NAME, rank=80, read=read, recognise=recognise, endings=(".json",))
