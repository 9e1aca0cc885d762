"""Write dates in words, as a language's file says."""

from __future__ import annotations

from datetime import datetime, timedelta

from foldline.locales import Words


def written_year(year: int, words: Words) -> str:
    """Return a year in words. The year 0 is that before the year 1.

    >>> from foldline.locales import ENGLISH
    >>> written_year(-43, ENGLISH)
    '44 BC'
    """
    return str(year) if year > 0 else words("dates.before_christ", year=1 - year)


def written_month(year: int, month: int, words: Words) -> str:
    """Return a month in words.

    >>> from foldline.locales import ENGLISH
    >>> written_month(2026, 2, ENGLISH)
    'February 2026'
    """
    return month_in_year(written_year(year, words), month, words)


def written_day(year: int, month: int, day: int, words: Words) -> str:
    """Return a day in words.

    >>> from foldline.locales import ENGLISH
    >>> written_day(2026, 2, 5, ENGLISH)
    '5 February 2026'
    """
    return day_in_year(written_year(year, words), month, day, words)


def month_in_year(year: str, month: int, words: Words) -> str:
    """Return a month in words, in a year that is written already.

    >>> from foldline.locales import ENGLISH
    >>> month_in_year("0476", 9, ENGLISH)
    'September 0476'
    """
    return words("dates.month", month=words(f"dates.months.{month}"), year=year)


def day_in_year(year: str, month: int, day: int, words: Words) -> str:
    """Return a day in words, in a year that is written already.

    >>> from foldline.locales import ENGLISH
    >>> day_in_year("0476", 9, 4, ENGLISH)
    '4 September 0476'
    """
    name = words(f"dates.months.{month}")
    return words("dates.day", n=day, day=day, month=name, year=year)


def written_day_of_year(month: int, day: int, words: Words) -> str:
    """Return a day of any year in words.

    >>> from foldline.locales import ENGLISH
    >>> written_day_of_year(2, 5, ENGLISH)
    '5 February'
    """
    return words("dates.day_of_year", n=day, day=day, month=words(f"dates.months.{month}"))


def written_weekday(weekday: int, words: Words) -> str:
    """Return the name of a weekday, which is 0 for Monday.

    >>> from foldline.locales import ENGLISH
    >>> written_weekday(0, ENGLISH)
    'Monday'
    """
    return words(f"dates.weekdays.{weekday + 1}")


def written_moment(at: datetime, words: Words) -> str:
    """Return a moment in words, with its offset from UTC.

    >>> from foldline.locales import ENGLISH
    >>> written_moment(datetime.fromisoformat("2026-02-05T21:30:00+04:00"), ENGLISH)
    '5 February 2026, 21:30 UTC+4'
    """
    minutes = int((at.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    offset = f"{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
    return words(
        "dates.moment",
        date=written_day(at.year, at.month, at.day, words),
        time=f"{at:%H:%M}",
        zone="UTC" + (offset if minutes else ""),
    )
