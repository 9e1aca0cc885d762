"""Make the tables of time zones and of feasts that `foldline.dates` reads, from the libraries that keep
them.

usage: python -m tests.dates.make_tables

They are written to app/foldline/dates/made/. Zones are those of zoneinfo's data (`tzdata`), and their
names those of CLDR (`Babel`); feasts are those of `holidays` and `convertdate`. Tests compare the files
with what is made again (test_tables.py), since pages have none of these libraries.
"""

import base64
import re
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

FOLDER = Path(__file__).parents[2] / "app" / "foldline" / "dates" / "made"
FIRST = datetime(1970, 1, 1)
SPELLED = """\"\"\"{what}

Made by `python -m tests.dates.make_tables`: don't edit it.
\"\"\"

{name} = (
{lines}
)
"""


def packed(what: str, name: str, text: str) -> str:
    """Return a module that holds a text, compressed, in lines that fit."""
    coded = base64.b85encode(zlib.compress(text.encode(), 9)).decode()
    assert '"' not in coded and "\\" not in coded
    lines = "\n".join(f'    "{coded[at : at + 90]}"' for at in range(0, len(coded), 90))
    return SPELLED.format(what=what, name=name, lines=lines)


# --- zones


def zone_ids() -> list[str]:
    """Return the names of all places whose clocks are known."""
    left_out = ("Etc/", "posix", "right", "SystemV")
    return sorted(
        name for name in available_timezones() if "/" in name and not name.startswith(left_out)
    )


def rule_of(zone: str) -> str:
    """Return how the clocks of a zone go from 1970 on: its offset then and each change, as minutes
    since the one before and the new offset, and the rule that holds after the last.

    The rule is that of POSIX: the offset, and where there is summer time its offset, and when it
    begins and ends: month, week, day of the week, minute.
    """
    data = resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()
    sizes = struct.unpack(">6l", data[20:44])
    at = 44 + sizes[3] * 5 + sizes[4] * 6 + sizes[5] + sizes[2] * 8 + sizes[1] + sizes[0]
    isutc, isstd, leap, times, types, chars = struct.unpack(">6l", data[at + 20 : at + 44])
    at += 44
    moments = struct.unpack(f">{times}q", data[at : at + 8 * times])
    kinds = data[at + 8 * times : at + 9 * times]
    at += 9 * times
    offsets = [
        struct.unpack(">l", data[at + 6 * n : at + 6 * n + 4])[0] // 60 for n in range(types)
    ]
    footer = data[at + 6 * types + chars + 12 * leap + isstd + isutc :].decode().strip()
    begins, last, found = offsets[0], 0, []
    for moment, kind in zip(moments, kinds, strict=True):
        if moment < 0:
            begins = offsets[kind]
        else:
            found.append(f"{moment // 60 - last:x}:{offsets[kind]}")
            last = moment // 60
    return f"{begins} {' '.join(found)};{posix_rule(footer)}"


_PLACE, _TIME = r"(?:<[^>]+>|[A-Za-z]+)", r"[+-]?\d+(?::\d+)?"


def posix_rule(footer: str) -> str:
    """Return the numbers of a rule as POSIX writes it, "EST5EDT,M3.2.0,M11.1.0"."""
    names, *changes = footer.split(",")
    match = re.fullmatch(rf"{_PLACE}({_TIME}){_PLACE}?({_TIME})?", names)
    assert match is not None, footer
    parts = [part for part in match.groups() if part]
    offsets = [-minutes(parts[0])]
    if changes:
        offsets.append(-minutes(parts[1]) if parts[1:] else offsets[0] + 60)
    numbers = [str(offset) for offset in offsets]
    for change in changes:
        day, _, at = change.partition("/")
        assert day[0] == "M", footer
        numbers += [*day[1:].split("."), str(minutes(at) if at else 120)]
    return " ".join(numbers)


def minutes(text: str) -> int:
    hours, _, rest = text.lstrip("+-").partition(":")
    return (-1 if text.startswith("-") else 1) * (60 * int(hours) + int(rest or 0))


def zones_module() -> tuple[str, dict[str, int]]:
    """Return the module of the zones' rules, and the number of each zone's."""
    numbers: dict[str, int] = {}
    rules: dict[str, int] = {}
    for zone in zone_ids():
        numbers[zone] = rules.setdefault(rule_of(zone), len(rules))
    text = "\n".join(rules)
    return packed(
        "How the clocks of each place go since 1970, from zoneinfo's data.", "RULES", text
    ), numbers


def zone_names(numbers: dict[str, int]) -> dict[str, str]:
    """Return the names of zones in English, each with the number of its rule, "+" and a fixed
    offset, or nothing where the name has several meanings.
    """
    import babel.core
    from babel import Locale
    from babel.localedata import locale_identifiers

    english = Locale.parse("en")
    of_zone: dict[str, str] = dict(babel.core.get_global("meta_zones"))
    usual: dict[str, str] = dict(babel.core.get_global("windows_zone_mapping"))
    found: dict[str, set[str]] = {}
    strong: dict[str, str] = {}

    def add(name: str, value: str) -> None:
        found.setdefault(name.casefold().replace(".", ""), set()).add(value)

    def golden(meta: str) -> str | None:
        """Return the place whose clocks are meant by a name of several places."""
        members = [zone for zone, name in of_zone.items() if name == meta and zone in numbers]
        names = dict(english.meta_zones.get(meta, {}).get("long", {}))
        windows = usual.get(names.get("standard", ""))
        summer = "daylight" in names
        members.sort(
            key=lambda zone: (
                zone != windows and zone.rsplit("/", 1)[1] != meta,
                summer and len(later(zone).split()) < 10,
                zone not in usual.values(),
                zone,
            )
        )
        return members[0] if members else None

    tables = [(english, True)]
    for name in sorted(locale_identifiers()):
        if name.split("_")[0] == "en" and len(name) == 5:
            tables.append((Locale.parse(name), name == "en_GB"))
    for locale, first in tables:
        for meta, names in locale.meta_zones.items():
            zone = "Europe/London" if meta in ("GMT", "British") else golden(meta)
            if zone is None:
                continue
            for length in ("long", "short"):
                for kind, name in dict(names.get(length, {})).items():
                    same = dict(names.get(length, {})).get("standard")
                    if name == "∅∅∅" or kind == "generic" and name == same:
                        continue  # CET is an hour ahead of UTC, in summer too
                    value = str(numbers[zone]) if kind == "generic" else fixed(zone, kind)
                    if meta == "GMT" or name == "Greenwich Mean Time":
                        value = "+0"
                    add(name, value)
                    if first:
                        strong.setdefault(name.casefold(), value)
    for zone, number in numbers.items():
        city = str(english.time_zones.get(zone, {}).get("city", zone.rsplit("/", 1)[1]))
        for name in {city, zone.rsplit("/", 1)[1].replace("_", " ")}:
            add(f"{name} time", str(number))
    for territory, zones in babel.core.get_global("territory_zones").items():
        rules = {numbers[zone] for zone in zones if zone in numbers}
        present = {later(zone) for zone in zones if zone in numbers}
        if rules and len(present) == 1 and territory in english.territories:
            add(f"{english.territories[territory]} time", str(min(rules)))
    for name in ("UTC", "Coordinated Universal Time", "Zulu time"):
        add(name, "+0")
    for abbreviation, value in abbreviations(numbers):
        if abbreviation.casefold() not in found:
            add(abbreviation, value)
    names = {name: strong.get(name) or (min(v) if len(v) == 1 else "") for name, v in found.items()}
    return {name: value for name, value in names.items() if "=" not in name and "\n" not in name}


def later(zone: str) -> str:
    return rule_of(zone).rpartition(";")[2]


def fixed(zone: str, kind: str) -> str:
    """Return the offset of a zone's standard or summer time, as it is today."""
    offsets = {
        (bool(at.dst()), at.utcoffset())
        for month in range(1, 13)
        if (at := datetime(2025, month, 15, tzinfo=ZoneInfo(zone)))
    }
    least = min(int(offset.total_seconds()) // 60 for _, offset in offsets if offset is not None)
    return f"{least if kind == 'standard' else least + 60:+}"


def abbreviations(numbers: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the names that zoneinfo's data has itself, EAT and PKT, with their offsets; without
    one where it differs.
    """
    found: dict[str, set[int]] = {}
    for zone in numbers:
        for month in (1, 7):
            at = datetime(2025, month, 15, tzinfo=ZoneInfo(zone))
            name, offset = at.tzname(), at.utcoffset()
            if name and name.isalpha() and offset is not None:
                found.setdefault(name, set()).add(int(offset.total_seconds()) // 60)
    for name, offsets in found.items():
        yield name, f"{min(offsets):+}" if len(offsets) == 1 else ""


def names_module(numbers: dict[str, int]) -> str:
    names = sorted(zone_names(numbers).items())
    of_ids = [f"{zone.casefold()}={number}" for zone, number in sorted(numbers.items())]
    text = "\n".join([*(f"{name}={value}" for name, value in names), *of_ids])
    return packed("The names of zones in English, from CLDR.", "NAMES", text)


# --- feasts


def feasts() -> dict[str, list[date]]:
    """Return the days of each feast that goes by the moon, in the years that `holidays` has."""
    from holidays.calendars.buddhist import _BuddhistLunisolar
    from holidays.calendars.chinese import _ChineseLunisolar
    from holidays.calendars.hebrew import _HebrewLunisolar
    from holidays.calendars.hindu import _HinduLunisolar
    from holidays.calendars.islamic import _IslamicLunar
    from holidays.calendars.persian import _Persian

    moon, jewish, chinese = _IslamicLunar(), _HebrewLunisolar(), _ChineseLunisolar()
    hindu, buddhist, persian = _HinduLunisolar(), _BuddhistLunisolar(), _Persian()
    of_name: dict[str, Callable[[int], object]] = {
        "ramadan": moon.ramadan_beginning_dates,
        "eid_al_fitr": moon.eid_al_fitr_dates,
        "eid_al_adha": moon.eid_al_adha_dates,
        "ashura": moon.ashura_dates,
        "islamic_new_year": moon.hijri_new_year_dates,
        "mawlid": moon.mawlid_dates,
        "yom_kippur": jewish.yom_kippur_date,
        "rosh_hashanah": jewish.rosh_hashanah_date,
        "passover": jewish.passover_date,
        "hanukkah": jewish.hanukkah_date,
        "purim": jewish.purim_date,
        "sukkot": jewish.sukkot_date,
        "shavuot": jewish.shavuot_date,
        "lunar_new_year": chinese.lunar_new_year_date,
        "mid_autumn_festival": chinese.mid_autumn_date,
        "dragon_boat_festival": chinese.dragon_boat_date,
        "qingming": chinese.qingming_date,
        "diwali": hindu.diwali_india_date,
        "holi": hindu.holi_date,
        "dussehra": hindu.dussehra_date,
        "vesak": buddhist.vesak_date,
        "nowruz": persian.new_year_date,
    }
    return {name: sorted(set(_days(days))) for name, days in of_name.items()}


def _days(of_year: Callable[[int], object]) -> Iterator[date]:
    """Yield the days of a feast from 1900 to 2100. `holidays` returns a day, a day and whether it
    is estimated, or several of these.
    """
    for year in range(1900, 2101):
        found = of_year(year)
        for each in found if isinstance(found, (list, set)) or hasattr(found, "send") else [found]:
            day = each[0] if isinstance(each, tuple) else each
            if isinstance(day, date):
                yield day


def feasts_module() -> str:
    lines = []
    for name, days in feasts().items():
        numbers = [day.toordinal() for day in days]
        steps = [after - before for before, after in zip([0, *numbers], numbers, strict=False)]
        lines.append(f"{name}={' '.join(map(str, steps))}")
    return packed(
        "The days of feasts that go by the moon, from `holidays`.", "DAYS", "\n".join(lines)
    )


def modules() -> dict[str, str]:
    """Return the text of each file by its name."""
    rules, numbers = zones_module()
    return {
        "__init__.py": '"""Tables made from well-kept libraries by `python -m tests.dates.make_tables`."""\n',
        "zone_rules.py": rules,
        "zone_names_en.py": names_module(numbers),
        "feast_days.py": feasts_module(),
    }


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for name, text in modules().items():
        (FOLDER / name).write_text(text, "utf-8")
        print(f"{name}: {len(text):,} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
