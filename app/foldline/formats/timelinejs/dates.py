"""The dates of TimelineJS's slides, as a brief writes them."""

from foldline.dates.when import read_when
from foldline.dates.written import day_in_year, month_in_year, written_year
from foldline.errors import WhenError
from foldline.locales import ENGLISH
from foldline.text.wording import shown

UNITS = ("year", "month", "day", "hour", "minute")


def when_from_timelinejs(start: object, end: object, display: str = "") -> str | dict[str, str]:
    """Return a slide's date as a brief writes it: its shown words with the EDTF of its dates, or
    the words alone where they mean the same. The date is as precise as its parts.

    Raises WhenError where there is no date, or it can't be true; TimelineJS would let 31 February
    roll over.

    >>> when_from_timelinejs({"year": 1904, "month": 6}, None)
    'June 1904'
    """
    first, words = _edtf(date_parts(start)), _words(date_parts(start))
    if not first:
        raise WhenError("a slide's date has at least a year")
    edtf = first
    if (last := _edtf(date_parts(end))) and last != first:
        edtf = f"{first}/{last}"
        words = ENGLISH("dates.span", first=words, last=_words(date_parts(end)))
    meant = read_when(words, edtf)
    display = display or words
    try:
        alone = read_when(display).span == meant.span
    except WhenError:
        alone = False
    return display if alone else {"display": display, "edtf": edtf}


def date_parts(date: object) -> dict[str, int]:
    """Return year, month, day, hour and minute, as far as they are there without a gap; empty where
    there is no year. Of years that need more than four digits return only the year, since EDTF has
    no months for them. Raises WhenError for a part that is no whole number.

    >>> date_parts({"year": "1904", "month": 6, "hour": 9})
    {'year': 1904, 'month': 6}
    """
    found: dict[str, int] = {}
    fields = date if isinstance(date, dict) else {}
    for unit in UNITS:
        value = fields.get(unit)
        text = "" if value is None else str(value).strip()
        if not text:
            break
        try:
            found[unit] = int(text)
        except ValueError:
            raise WhenError(f"the {unit} is {shown(value)}; allowed is a whole number") from None
        if unit == "year" and abs(found[unit]) > 9999:
            break
    return found


def _edtf(parts: dict[str, int]) -> str:
    if not parts:
        return ""
    year, *rest = parts.values()
    if year < 0:
        year += 1  # EDTF has a year 0, which is 1 BC
    if abs(year) > 9999:
        return f"Y{year}"
    text = f"{'-' if year < 0 else ''}{abs(year):04}" + "".join(f"-{part:02}" for part in rest[:2])
    if len(rest) > 2:
        text += f"T{rest[2]:02}:{rest[3] if len(rest) > 3 else 0:02}:00"
    return text


def _words(parts: dict[str, int]) -> str:
    """Return a date in English, as Foldline's own dates are: "14 March 2025, 9:30", "44 BC"."""
    if not parts:
        return ""
    month, day, hour = (parts.get(unit) for unit in UNITS[1:4])
    number = parts["year"]  # there is no year 0: -44 is 44 BC
    year = str(number) if number >= 0 else written_year(number + 1, ENGLISH)
    if not month or not 1 <= month <= 12:
        date = f"{day} {year}" if day else year
    elif day:
        date = day_in_year(year, month, day, ENGLISH)
    else:
        date = month_in_year(year, month, ENGLISH)
    if hour is None:
        return date
    return ENGLISH("dates.with_time", date=date, time=f"{hour}:{parts.get('minute', 0):02}")
