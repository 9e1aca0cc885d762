from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from foldline.dates.when import Moment
from foldline.locales import ENGLISH, Words
from foldline.story.brief import Claim, Line, Link, Model, Name, Prose, Section, When8601
from foldline.story.held import Held, VoiceFields

LONGEST_CURRENCY = 12
"""Characters of its code or name."""


class Reading(Model):
    """A probability at an earlier time."""

    at: When8601 = Field(description="When it stood, ISO 8601.", examples=["2026-01-20T00:00:00Z"])
    probability: float = Field(
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="What the market gave it then, from 0 to 1.",
        examples=[0.22],
    )

    def percent_in(self, words: Words) -> str:
        """Return the probability as it is written."""
        return _percent(self.probability, words)


class Outcome(Model):
    """One answer to a market's question."""

    name: Name = Field(description="The answer.", examples=["Yes"])
    probability: float = Field(
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="What the market gives it, from 0 to 1.",
        examples=[0.37],
    )
    history: list[Reading] = Field(
        default_factory=list, description="What it gave it before, from the earliest."
    )

    @property
    def percent(self) -> str:
        """The probability in English."""
        return self.percent_in(ENGLISH)

    def percent_in(self, words: Words) -> str:
        """Return the probability as it is written: "37 %", "< 1 %", "> 99 %"."""
        return _percent(self.probability, words)

    def range_in(self, words: Words) -> str:
        """Return the least and the most of its history: "12 % to 64 %"; empty without one."""
        found = [reading.probability for reading in self.history]
        if not found:
            return ""
        least, most = _percent(min(found), words), _percent(max(found), words)
        return words("sections.markets.range", least=least, most=most)

    def course(self, as_of: str) -> str:
        """Return the points of a line through its history up to now, for SVG, in a square of 100;
        empty where no time passes."""
        read = [(_minute(reading.at), reading.probability) for reading in self.history]
        read = sorted([*read, (_minute(as_of), self.probability)], key=lambda each: each[0])
        first, last = read[0][0], read[-1][0]
        if first == last:
            return ""
        return " ".join(
            f"{100 * (at - first) / (last - first):.4g},{100 - 100 * chance:.4g}"
            for at, chance in read
        )


def _minute(time: str) -> int:
    """Return the minute of a moment, that of a day's beginning where it names none; in UTC."""
    moment = Moment.read(time)
    minutes = 1440 * moment.day.toordinal()
    if moment.at is None:
        return minutes
    east = (moment.at.utcoffset() or timedelta()) // timedelta(minutes=1)
    return minutes + 60 * moment.at.hour + moment.at.minute - east


def _percent(probability: float, words: Words) -> str:
    if 0 < probability < 0.01:
        return words("sections.markets.less_than_one")
    if 0.99 < probability < 1:
        return words("sections.markets.more_than_99")
    return words.percent(probability)


class Volume(Model):
    """How much was traded."""

    amount: float = Field(
        ge=0, allow_inf_nan=False, description="In units of `currency`.", examples=[184000]
    )
    currency: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_CURRENCY)] = Field(
        description="An ISO 4217 code, or the name of a play currency.", examples=["USD", "mana"]
    )

    @property
    def words(self) -> str:
        """The amount and its currency in English."""
        return self.amount_in(ENGLISH)

    def amount_in(self, words: Words) -> str:
        """Return the amount and its currency: "184,000 USD"."""
        amount = words.number(self.amount)
        return words("sections.markets.amount", amount=amount, currency=self.currency)


class Market(Claim):
    """A prediction market's question, and what it believes as of a time."""

    question: Line = Field(description="The question the market asks.")
    venue: Name = Field(description="Where it trades.", examples=["Polymarket"])
    url: Link | None = Field(None, description="The market's page.")
    outcomes: list[Outcome] = Field(
        min_length=1, description="The answers and their probabilities."
    )
    as_of: When8601 = Field(
        description="When these probabilities stood, ISO 8601.", examples=["2026-02-05T18:00:00Z"]
    )
    closes: When8601 | None = Field(None, description="When the market closes, ISO 8601.")
    volume: Volume | None = Field(None, description="How much was traded by then.")
    text: Prose | None = Field(None, description="What one should know to read it.")

    @property
    def leading(self) -> Outcome | None:
        """The answer with the highest probability; None where several share it."""
        most = max(outcome.probability for outcome in self.outcomes)
        leading = [outcome for outcome in self.outcomes if outcome.probability == most]
        return leading[0] if len(leading) == 1 and len(self.outcomes) > 1 else None

    def closed_by(self, time: str) -> bool:
        """Return whether it had closed by a time, or by when its probabilities stood. One that
        closes on a day is open until the day's end."""
        if self.closes is None:
            return False
        end = _minute(self.closes) + (1440 if Moment.read(self.closes).at is None else 0)
        return end <= max(_minute(self.as_of), _minute(time))


class Markets(Section):
    """What prediction markets believe."""

    kind: Literal["markets"]
    markets: list[Market] = Field(default_factory=list, description="The markets' questions.")

    def extent_in(self, words: Words) -> str:
        number = len(self.markets)
        return words("sections.markets.extent", n=number) if number else ""

    rank: ClassVar[int] = 60
    held: ClassVar[Held] = Held(
        prices=("markets",),
        stood=("markets",),
        counted={"market": "markets"},
        voices=(VoiceFields("markets", "venue", text=("question",)),),
    )
