"""Build the table of a language's date words from its file, `locales/<tag>.toml`.

There, words stand between commas below what they mean: `late = "late, end of"`. The tables are
`[read.dates]` and those below it; docs/contributing/words.md lists them. The names of months and
weekdays under `[dates]` are read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from foldline.dates.day import Day, Zone
from foldline.dates.language import Item, Language, normalise, tokens_of
from foldline.dates.rules import EDGE, RECENT
from foldline.locales import Words, words_for

_ALONE = {
    "ignored": "nothing",
    "about": "about",
    "uncertain": "uncertain",
    "expected": "expected",
    "before": "before",
    "after": "after",
    "until": "until",
    "from": "from",
    "to": "to",
    "and": "and",
    "between": "between",
    "and_later": "openend",
    "and_earlier": "openstart",
    "now": "now",
    "ago": "ago",
    "past": "past",
    "in": "in",
    "over": "over",
    "week_of": "weekof",
    "part_of_day": "daypart",
    "not_read": "other",
    "or": "or",
    "overnight": "overnight",
    "ending": "ending",
    "cycle": "cycle",
    "hijri_year": "hijri",
    "hebrew_year": "hebrew",
    "year_end": "yearend",
}
"""Keys of `[read.dates]` that hold words, and the class of these words."""

FEASTS = (
    *("easter", "good_friday", "easter_monday", "easter_weekend", "holy_saturday"),
    *("maundy_thursday", "palm_sunday", "holy_week", "ash_wednesday", "shrove_tuesday"),
    *("ascension_day", "pentecost", "corpus_christi", "orthodox_easter", "thanksgiving"),
    *("thanksgiving_weekend", "black_friday", "cyber_monday", "canadian_thanksgiving"),
    *("labor_day", "labor_day_weekend", "memorial_day", "memorial_day_weekend"),
    *("martin_luther_king_day", "presidents_day", "columbus_day", "mothers_day", "fathers_day"),
    *("election_day", "midterm_elections", "super_tuesday", "early_may_bank_holiday"),
    *("summer_bank_holiday", "inauguration_day", "ramadan", "eid_al_fitr", "eid_al_adha"),
    *("ashura", "islamic_new_year", "mawlid", "yom_kippur", "rosh_hashanah", "passover"),
    *("hanukkah", "purim", "sukkot", "shavuot", "lunar_new_year", "mid_autumn_festival"),
    *("dragon_boat_festival", "qingming", "diwali", "holi", "dussehra", "vesak", "nowruz"),
)
"""The holidays whose day differs from year to year: feasts.py says when they are."""


class _Days(Mapping[str, tuple[int, int, int]]):
    """The days that keys as "2001-09-11" stand for."""

    def __getitem__(self, key: str) -> tuple[int, int, int]:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", key, re.A):
            raise KeyError(key)
        return int(key[:4]), int(key[5:7]), int(key[8:])

    def __iter__(self) -> Iterator[str]:
        return iter(("2001-09-11",))

    def __len__(self) -> int:
        return 1


_NAMED: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "since": ("since", {"begun": -1, "may_lie_ahead": 0, "lies_ahead": 1}),
    "part": ("part", {"early": 0, "mid": 1, "late": 2}),
    "season": ("season", {"spring": 0, "summer": 1, "autumn": 2, "winter": 3}),
    "month": ("month", {str(n): n for n in range(1, 13)}),
    "weekday": ("weekday", {str(n): n - 1 for n in range(1, 8)}),
    "quarter": ("quarter", {str(n): n for n in range(1, 5)}),
    "half": ("half", {"1": 1, "2": 2}),
    "unit": (
        "unit",
        {
            unit: unit
            for unit in (
                *("minute", "hour", "day", "week", "fortnight", "weekend", "month", "quarter"),
                *("year", "decade", "century"),
            )
        },
    ),
    "some": ("some", {"few": (2, 5), "several": (2, 9)}),
    "recent": ("recent", {unit: (-1, unit) for unit in RECENT}),
    "coming": ("recent", {unit: (1, unit) for unit in RECENT}),
    "first_of": ("edge", {unit: (1, unit) for unit in EDGE}),
    "last_of": ("edge", {unit: (-1, unit) for unit in EDGE}),
    "last_one_of": ("last_one_of", {unit: unit for unit in ("day", *EDGE)}),
    "window": ("window", {unit: unit for unit in ("week", "month", "quarter", "year")}),
    "weekdays": ("weekdays", {str(n): n - 1 for n in range(1, 8)}),
    "hemisphere": ("hemisphere", {name: name for name in ("southern", "northern")}),
    "style": ("style", {"julian": -1, "gregorian": 1}),
    "known_day": ("date", _Days()),
    "feast": ("feast", {name: name for name in FEASTS}),
    "hijri_month": ("hijri_month", {str(n): n for n in range(1, 13)}),
    "hebrew_month": ("hebrew_month", {str(n): n for n in range(1, 14)}),
    "japanese_era": ("japanese_era", {str(year): year for year in (1868, 1912, 1926, 1989, 2019)}),
    "years_ago": ("years_ago", {"0": 0, "3": 3, "6": 6, "9": 9, "before_present": -1}),
    "relative": ("rel", {"last": -1, "this": 0, "next": 1}),
    "of_this": ("earlier_this", {"earlier": -1, "later": 1}),
    "of_year": ("sooner", {"earlier": -1, "later": 1}),
    "days": ("days", {str(n): n for n in range(-9, 10)}),
    "era": ("era", {"before_christ": -1, "after_christ": 1}),
    "decade": ("decade2", {str(n): n for n in range(0, 100, 10)}),
    "count": ("count", {str(n): n for n in range(1, 101)}),
    "ordinal": ("ordinal", {str(n): n for n in range(1, 101)}),
    "holiday": (
        "holiday",
        {f"{month:02}-{day:02}": (month, day) for month in range(1, 13) for day in range(1, 32)},
    ),
}
"""Tables below `[read.dates]`: the class of their words, and the value that each key stands for."""

_BESIDE = {name: name for name in ("same", "next", "previous", "later", "earlier", "day")}
_HOURS = {str(hour): hour for hour in range(24)}
_BEHIND_NUMBER = {name: name for name in ("ordinal", "decade", "year", "month", "day")}
_HALVES = {"am": 0, "pm": 12}
_TIMES = {f"{minute // 60:02}:{minute % 60:02}": minute for minute in range(24 * 60)}
_ORDERS = ("day month year", "month day year")
_OTHERS = (
    "behind_number",
    "before_word",
    "figures",
    "figures_in",
    "half_of_day",
    "o_clock",
    "time_of_day",
    "zone",
    "hours",
    "midnight",
    "beside",
    "hour_of",
    "tense",
    "past_endings",
)

_NAMED_ZONES = ("en",)
"""The languages whose names of zones are in a table made from CLDR."""

_FIGURES_ONLY = Language(words={})
"""For languages without date words: 2021, 2026-02-05, 1914-1918."""


def table_of(tag: str) -> Language:
    """Return the date words of a language, by its BCP 47 tag. What "de-CH" lacks comes from "de".
    Where a language has none, only figures are read. Raises ValueError with the key for a table
    that can't be used.

    >>> table_of("en-GB").words["late"]
    ('part', 2)
    """
    region = next((part for part in tag.lower().split("-")[1:] if len(part) == 2), "")
    return _language_of(words_for(tag), region)


@cache
def _language_of(words: Words, region: str = "") -> Language:
    """Return the date words of a language, as a region writes dates in figures. A page needs no
    files for it: `words` has them all.
    """
    names, tables = words.own.get("dates", {}), words.own.get("read", {}).get("dates", {})
    if not names and not tables:
        return _FIGURES_ONLY
    try:
        return _Builder(names, tables).language(words.tag, region, words if names else None)
    except ValueError as error:
        raise ValueError(f"the words of dates in {words.tag}.toml: {error}") from error


class _Builder:
    """Read the tables of one language."""

    def __init__(self, names: Mapping[str, Any], tables: Mapping[str, Any]):
        self.names = names
        self.tables = tables
        self.words: dict[str, Item] = {}
        self.keys: dict[str, str] = {}

    def language(self, tag: str, region: str, written: Words | None) -> Language:
        """Return the language. Raises ValueError for an unknown key, and for words with two
        meanings."""
        known = (*_ALONE, *_NAMED, *_OTHERS)
        if unknown := sorted(set(self.tables) - set(known)):
            raise ValueError(f"read.dates.{unknown[0]} is unknown; allowed are {', '.join(known)}")
        for name, kind in _ALONE.items():
            for phrase in _phrases(f"read.dates.{name}", self.tables.get(name, "")):
                self._add(f"read.dates.{name}", phrase, (kind, None))
        for name, (kind, values) in _NAMED.items():
            self._add_all(f"read.dates.{name}", self.tables.get(name, {}), kind, values)
        for name, of in (("months", "month"), ("short_months", "month"), ("weekdays", "weekday")):
            self._add_all(f"dates.{name}", self.names.get(name, {}), *_NAMED[of])
        order = self.tables.get("figures")
        if order is not None and order not in _ORDERS:
            allowed = '" or "'.join(_ORDERS)
            raise ValueError(f'read.dates.figures is {order!r}; allowed is "{allowed}"')
        in_regions = self._values("figures_in", {each: each for each in _ORDERS})
        order = in_regions.get(region, order)
        return Language(
            words=self.words,
            behind_number=self._values("behind_number", _BEHIND_NUMBER),
            before_word=self._texts("before_word"),
            day_first=None if order is None else order == _ORDERS[0],
            half_days=self._values("half_of_day", _HALVES),
            o_clock=self._texts("o_clock"),
            clock_words=self._values("time_of_day", _TIMES),
            hours=self._texts("hours"),
            midnight=self._texts("midnight"),
            beside=self._values("beside", _BESIDE),
            hour_of=self._values("hour_of", _HOURS),
            tense=self._values("tense", {"ahead": True, "past": False}),
            past_endings=self._texts("past_endings"),
            zones=self._zones(),
            named_zones=tag if tag in _NAMED_ZONES else "",
            written=written,
        )

    def _add_all(
        self, above: str, table: Mapping[str, Any], kind: str, values: Mapping[str, Any]
    ) -> None:
        for key, phrase, value in _entries(above, table, values):
            self._add(key, phrase, (kind, value))

    def _add(self, key: str, phrase: str, item: Item) -> None:
        words = " ".join(tokens_of(normalise(phrase)))
        if self.words.setdefault(words, item) != item:
            raise ValueError(f'"{phrase}" stands in {self.keys[words]} and in {key}')
        self.keys.setdefault(words, key)

    def _values(self, name: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands in a table that holds no words of their own, by its text."""
        entries = _entries(f"read.dates.{name}", self.tables.get(name, {}), values)
        return {normalise(phrase): value for _, phrase, value in entries}

    def _texts(self, name: str) -> tuple[str, ...]:
        """Return the texts below a key, the longest first."""
        found = _names(f"read.dates.{name}", self.tables.get(name, ""))
        return tuple(sorted(found, key=len, reverse=True))

    def _zones(self) -> dict[str, Zone]:
        """Return the zones by their names, each with its minutes east of UTC, None for local time,
        or the clocks of a place."""
        found: dict[str, Zone] = {}
        above = "read.dates.zone"
        for key, value in self.tables.get("zone", {}).items():
            zone: Zone = None
            if "/" in key:
                zone = _place(f"{above}.{key}", key)
            elif key != "local":
                zone = _minutes(above, key)
            found |= dict.fromkeys(_names(f"{above}.{key}", value), zone)
        return found


def _place(above: str, name: str) -> Zone:
    """Return the clocks of a place by IANA's name, as a function: their table is read when a time
    needs it. Raises ValueError for a name that is none.
    """
    if not re.fullmatch(r"[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_-]+)+", name):
        raise ValueError(f'{above} is no place of IANA, as "Europe/Paris" is')

    def clocks(day: Day, minute: int) -> int | None:
        from foldline.dates.zones import zone_called

        found = zone_called(name.casefold(), "en")
        zone = found[0] if found else None
        return zone(day, minute) if callable(zone) else zone

    return clocks


def _entries(
    above: str, table: object, values: Mapping[str, Any]
) -> Iterator[tuple[str, str, Any]]:
    """Yield each phrase of a table with its key and the value that the key stands for."""
    if not isinstance(table, dict):
        raise ValueError(f"{above} is no table")
    for name, text in table.items():
        if name not in values:
            allowed = list(values)
            shown = ", ".join(allowed if len(allowed) < 13 else (*allowed[:3], "…", allowed[-1]))
            raise ValueError(f"{above}.{name} is unknown; allowed are {shown}")
        for phrase in _phrases(f"{above}.{name}", text):
            yield f"{above}.{name}", phrase, values[name]


def _phrases(key: str, text: object) -> list[str]:
    """Return the phrases of a text, which stand between commas."""
    if not isinstance(text, str):
        raise ValueError(f"{key} is no text of words between commas")
    return [phrase.strip() for phrase in text.split(",") if phrase.strip()]


def _names(key: str, text: object) -> list[str]:
    return [normalise(phrase) for phrase in _phrases(key, text)]


def _minutes(above: str, offset: str) -> int:
    """Return the minutes of an offset from UTC: "-03:30"."""
    match = re.fullmatch(r"([+-])(\d\d):([0-5]\d)", offset, re.A)
    if match is None or int(match[2]) > 14:
        raise ValueError(f'{above}.{offset} is no offset from UTC; one is written "+05:30"')
    return (-1 if match[1] == "-" else 1) * (60 * int(match[2]) + int(match[3]))
