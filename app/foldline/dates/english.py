"""The words of dates in English."""

from __future__ import annotations

from collections.abc import Callable

from foldline.dates.day import MONTHS, WEEKDAYS, Day
from foldline.dates.language import Item, Language


def _all(kind: str, **by_value: str) -> dict[str, Item]:
    """Return each of the words with its class and the number that its keyword names (m1 is -1):
    `_all("part", _0="early, start of")`.
    """
    return {
        word: (kind, int(value[1:]) * (-1 if value[0] == "m" else 1))
        for value, words in by_value.items()
        for word in words.split(", ")
    }


def _same(kind: str, words: str) -> dict[str, Item]:
    return {word: (kind, None) for word in words.split(", ")}


def _summer_time(standard: int) -> Callable[[Day], int | None]:
    """Return the zone of a place in the United States, as a function of the day: an hour more from
    the second Sunday in March to the first in November (Energy Policy Act of 2005, since 2007);
    unknown before.
    """

    def zone(day: Day) -> int | None:
        if day.year < 2007:
            return None
        begins = 14 - (Day(day.year, 3, 7).weekday + 1) % 7
        ends = 7 - (Day(day.year, 11, 7).weekday + 1) % 7
        return standard + (60 if Day(day.year, 3, begins) <= day < Day(day.year, 11, ends) else 0)

    return zone


_MONTHS = {
    form: ("month", n)
    for n, name in enumerate(MONTHS, 1)
    for form in (name.lower(), name[:3].lower())
} | {"sept": ("month", 9)}
_WEEKDAYS = {
    form: ("weekday", n)
    for n, name in enumerate(WEEKDAYS)
    for form in (name.lower(), name[:3].lower())
} | {
    "tues": ("weekday", 1),
    "wednes": ("weekday", 2),
    "thur": ("weekday", 3),
    "thurs": ("weekday", 3),
}

_FIRST_TO_NINTH = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
)
_ORDINALS = (
    *_FIRST_TO_NINTH,
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    *(f"twenty - {name}" for name in _FIRST_TO_NINTH),
    "thirtieth",
    "thirty - first",
)

_HOLIDAYS = {
    "new year's day": (1, 1),
    "new year's": (1, 1),
    "new year": (1, 1),
    "epiphany": (1, 6),
    "burns night": (1, 25),
    "holocaust memorial day": (1, 27),
    "groundhog day": (2, 2),
    "valentine's day": (2, 14),
    "st valentine's day": (2, 14),
    "international women's day": (3, 8),
    "st patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "april fool's day": (4, 1),
    "earth day": (4, 22),
    "st george's day": (4, 23),
    "anzac day": (4, 25),
    "may day": (5, 1),
    "ve day": (5, 8),
    "victory day": (5, 9),
    "europe day": (5, 9),
    "d - day": (6, 6),
    "juneteenth": (6, 19),
    "canada day": (7, 1),
    "independence day": (7, 4),
    "fourth of july": (7, 4),
    "4th of july": (7, 4),
    "july fourth": (7, 4),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "all saints' day": (11, 1),
    "guy fawkes night": (11, 5),
    "bonfire night": (11, 5),
    "armistice day": (11, 11),
    "remembrance day": (11, 11),
    "veterans day": (11, 11),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "st stephen's day": (12, 26),
    "new year's eve": (12, 31),
}
"""Holidays that fall on the same date every year. "Independence Day" is that of the United States.
"""

_WORDS: dict[str, Item] = (
    _MONTHS
    | _WEEKDAYS
    | {name: ("holiday", date) for name, date in _HOLIDAYS.items()}
    | (
        _all(
            "part",
            _0="early, beginning of, start of, early in, early on, at the start of, at the "
            "beginning of",
            _1="mid, middle, middle of, mid of, in the middle of",
            _2="late, end of, late in, late on, later part of, at the end of",
        )
        | _all(
            "season",
            _0="spring, springtime",
            _1="summer, summertime",
            _2="autumn, fall",
            _3="winter, wintertime",
        )
        | _all(
            "quarter",
            _1="q1, 1q, first quarter, first - quarter",
            _2="q2, 2q, second quarter, second - quarter",
            _3="q3, 3q, third quarter, third - quarter",
            _4="q4, 4q, fourth quarter, fourth - quarter, last quarter of, the last quarter of",
        )
        | _all("half", _1="h1, 1h, first half, 1st half", _2="h2, 2h, second half, 2nd half")
        | {
            f"{figures} quarter": ("quarter", n)
            for n, figures in enumerate(("1st", "2nd", "3rd", "4th"), 1)
        }
        | _all("rel", m1="last, this past", _0="this, current", _1="next, coming, this coming")
        | _all(
            "days",
            _0="today, tonight, this morning, this afternoon, this evening, earlier today, later "
            "today",
            _1="tomorrow",
            m1="yesterday, last night, last evening",
            m2="day before yesterday",
            _2="day after tomorrow",
        )
        | _all(
            "count",
            _1="a, an, one",
            _2="two, a couple of",
            _3="three",
            _4="four",
            _5="five",
            _6="six",
            _7="seven",
            _8="eight",
            _9="nine",
            _10="ten",
            _11="eleven",
            _12="twelve",
        )
        | {
            form: ("unit", unit)
            for unit in ("day", "week", "weekend", "month", "quarter", "year", "decade", "century")
            for form in (unit, "centuries" if unit == "century" else unit + "s")
        }
        | _all(
            "decade2",
            _20="twenties",
            _30="thirties",
            _40="forties",
            _50="fifties",
            _60="sixties",
            _70="seventies",
            _80="eighties",
            _90="nineties",
        )
        | {name: ("ordinal", n) for n, name in enumerate(_ORDINALS, 1)}
        | _all("era", m1="bc, bce, b c, b c e", _1="ad, ce, a d, c e")
        | _all("sooner", m1="earlier, earlier in", _1="later, later in")
        | _same(
            "daypart",
            "morning, afternoon, evening, night, at night, daytime, lunchtime, midnight, dawn, "
            "dusk, daybreak, sunrise, sunset, early hours, small hours, before dawn, before "
            "daybreak, before sunrise, after midnight, after sunset, after dusk, after dark",
        )
        | _same("weekof", "week of, week beginning, week starting, week ending, week commencing")
        | _same("ago", "ago")
        | {"earlier this": ("earlier_this", -1), "later this": ("earlier_this", 1)}
        | _same("in", "in")
        | _same("before", "before, prior to, pre, ahead of, earlier than")
        | _same("after", "after, post, later than")
        | _all(
            "since",
            m1="since, ever since",
            _0="starting, starting in, beginning, beginning in, as from, no earlier than, not "
            "before, "
            "not earlier than, at the earliest, on or after, after the start, after the beginning",
        )
        | _same(
            "until",
            "until, till, up to, up until, by, no later than, not later than, by no later than, "
            "at the latest, "
            "on or before, before the end, before end of, prior to the end, ahead of the end",
        )
        | _same("from", "from")
        | _same("to", "to, through, thru")
        | _same("and", "and, &")
        | _same("between", "between")
        | _same("openend", "onwards, onward, or later, and later, and after, or after")
        | _same("openstart", "or earlier, and earlier, or before, and before")
        | _same("now", "present, the present, now, to date, the present day, present day, ongoing")
        | _same(
            "about",
            "about, around, circa, c, ca, roughly, approximately, approx, or so, or thereabouts, "
            "or around, on or about, some, some time around",
        )
        | _same("uncertain", "possibly, perhaps, probably, maybe, reportedly, apparently, likely")
        | _same(
            "expected",
            "expected, expected in, planned, scheduled, due, forecast, projected, anticipated, "
            "slated, set for",
        )
        | _same("over", "over")
        | _same("nothing", "some time, some point")
        # the day after an event, or after the publication? last year, or the last twelve months?
        | _same(
            "other",
            "the next, next day, last day, the last day, the last week, the last month, the last "
            "year, the last decade",
        )
        | {
            f"{which} {unit}s": ("other", None)
            for which in ("last", "next", "coming")
            for unit in ("day", "week", "month", "year", "decade")
        }
    )
)

_ZONES = {
    "utc": 0,
    "gmt": 0,
    "wet": 0,
    "bst": 60,
    "british summer time": 60,
    "irish time": None,
    "cet": 60,
    "cest": 120,
    "eet": 120,
    "eest": 180,
    "msk": 180,
    "moscow time": 180,
    "trt": 180,
    "gst": 240,
    "pkt": 300,
    "hkt": 480,
    "sgt": 480,
    "awst": 480,
    "jst": 540,
    "kst": 540,
    "aest": 600,
    "aedt": 660,
    "nzst": 720,
    "nzdt": 780,
    "nst": -210,
    "ast": -240,
    "est": -300,
    "edt": -240,
    "cst": -360,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
    "akst": -540,
    "akdt": -480,
    "hst": -600,
    "local time": None,
    "local": None,
} | {
    name: _summer_time(standard)
    for names, standard in (
        ("et, eastern time, eastern, us eastern time", -300),
        ("ct, central time", -360),
        ("mt, mountain time", -420),
        ("pt, pacific time, pacific, us pacific time", -480),
    )
    for name in names.split(", ")
}
"""Names that mean several zones (IST) are left out; of CST and EST the ones of the United States
are meant, of BST the British."""

ENGLISH = Language(
    words=_WORDS,
    noise=frozenset(("the", "on", "of", "at", "for", "during", "throughout", "sometime", "time")),
    ordinals=frozenset(("st", "nd", "rd", "th")),
    decades=frozenset("s"),
    half_days={"am": 0, "pm": 12},
    clock_words={"noon": 720, "midday": 720},
    zones=_ZONES,
    short_months=(
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ),
    before_christ="BC",
)
