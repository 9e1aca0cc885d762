"""Timelines of hard shapes, made up: what tests/browser/reference.py has pictures of."""

from typing import Any

Event = dict[str, Any]


def event(when: str | tuple[str, str], label: str = "", **more: str) -> Event:
    """Return an event; `when` in words, or with its EDTF expression."""
    given = when if isinstance(when, str) else {"display": when[0], "edtf": when[1]}
    return {"when": given, "text": label or "It happened."} | (
        {"label": label} if label else {} | more
    )


def one_night() -> list[Event]:
    """Twelve events of one night, each with its name."""
    times = "21:58 22:03 22:04 22:11 22:40 23:15 23:16 23:52 00:20 01:05 02:30 04:45".split()
    names = (
        "First call|Doors close|Lights fail|Sirens|Council meets|Bridge is shut|Ferries stop"
        "|Second call|Power is back|Bridge opens|All clear|First train"
    ).split("|")
    return [
        event(
            (
                f"{time}, {14 if time > '12' else 15} May 2025",
                f"2025-05-{14 if time > '12' else 15}T{time}:00",
            ),
            name,
        )
        for time, name in zip(times, names, strict=True)
    ]


def deep_time() -> list[Event]:
    """Four billion years, to yesterday."""
    return [
        event(("4 billion years ago", "Y-3999997974"), "Oldest rocks"),
        event(("540 million years ago", "Y-539997974"), "Animals in the sea"),
        event(("66 million years ago", "Y-65997974"), "The impact"),
        event(("300,000 years ago", "Y-297974"), "People"),
        event(("12,000 years ago", "-9974"), "Fields"),
        event("1769", "Steam"),
        event("20 July 1969", "The Moon"),
        event("January 2026", "The find is made"),
        event("5 February 2026", "The find is shown"),
    ]


def one_hour() -> list[Event]:
    """Three hundred events in an hour, most of them in ten minutes."""
    minutes = sorted((n * n * 7 + n) % 600 / 10 for n in range(200)) + [
        30 + n / 10 for n in range(100)
    ]
    return [
        event((f"18:{int(at):02}, 14 May 2025", f"2025-05-14T18:{int(at):02}:00"), f"Alarm {n + 1}")
        for n, at in enumerate(sorted(minutes))
    ]


def overlapping() -> list[Event]:
    """Long times that lie upon each other."""
    return [
        event("1914 to 1991", "The short century"),
        event("1918 to 1939", "Between the wars"),
        event("1929 to 1941", "The slump"),
        event("1939 to 1945", "The war"),
        event("1945 to 1989", "Divided"),
        event("1961 to 1989", "The wall stands"),
        event("1985 to 1991", "Opening"),
        event("9 November 1989", "The wall opens"),
        event("since 1990", "One country"),
    ]


def unknown_ends() -> list[Event]:
    """Beginnings and ends that nobody knows, or that are open."""
    return [
        event(("until 1885, from when nobody knows", "/1885"), "The old mill"),
        event(("by 1890", "[..1890]"), "The deed is lost"),
        event(("from 1900, until when nobody knows", "1900/"), "The ferry"),
        event("after 1910", "The letter"),
        event("since 1930", "The bridge"),
        event("expected by the end of 2029", "A new bridge"),
        event("5 May 1920", "The storm"),
    ]


def years_before_christ() -> list[Event]:
    """Both sides of the year 1."""
    return [
        event("753 BC", "The city"),
        event("509 BC", "No more kings"),
        event("264 BC to 146 BC", "Three wars"),
        event("15 March 44 BC", "The Ides"),
        event("27 BC", "An emperor"),
        event("AD 79", "The volcano"),
        event("AD 476", "The last one"),
    ]


def duplicates() -> list[Event]:
    """The same dates, with one name, with several and without."""
    return [
        *[event("5 May 2024", "The vote")] * 3,
        *[event("9 May 2024")] * 5,
        event("9 May 2024", "The speech"),
        event("9 May 2024", "The walkout"),
        event("June 2024", "The count"),
        event("June 2024", "The count"),
    ]


def marks_and_sets() -> list[Event]:
    """All marks of EDTF."""
    return [
        event(("about 1843", "1843~"), "Built"),
        event(("perhaps 1851", "1851?"), "Burnt"),
        event(("perhaps about 1856", "1856%"), "Rebuilt"),
        event(("1863 or 1864", "[1863,1864]"), "Sold"),
        event(("1870, 1873 or 1879", "[1870,1873,1879]"), "Sold again"),
        event(("1881, 1884 and 1887", "{1881,1884,1887}"), "Fairs"),
        event(("the eighteen-nineties", "189X"), "Empty"),
        event(("about 1902 to 1905", "1902~/1905"), "A school"),
        event(("perhaps 5 May 1910", "1910-05-05?"), "A wedding"),
        event(("about 5 May 1920", "1920-05-05~"), "A fire"),
        event("5 May 1930", "Gone"),
    ]


def years_and_days() -> list[Event]:
    """Four years, and three days at their end."""
    return [
        event("Late 2021", "Contacts end"),
        event("February 2022", "The invasion"),
        event("3 February 2026", "Envoys arrive"),
        event("4 February 2026", "First day of talks"),
        event("5 February 2026", "Contacts again"),
        event("5 February 2026", "A treaty ends"),
        event("6 February 2026", "No date for more"),
    ]


def thirty() -> list[Event]:
    """Thirty events with names."""
    return [
        event(f"{1 + 7 * n % 28} {month} {2023 + n // 12}", f"Step {n + 1} of the inquiry")
        for n in range(30)
        for month in [
            "January February March April May June July August September October November December".split()[
                n % 12
            ]
        ]
    ]


def two_dates() -> list[Event]:
    """One event with a date, and one without: no picture."""
    return [event("5 May 2024", "The vote"), event("one foggy morning")]


SHAPES = {
    each.__name__.replace("_", "-"): each
    for each in (
        one_night,
        deep_time,
        one_hour,
        overlapping,
        unknown_ends,
        years_before_christ,
        duplicates,
        marks_and_sets,
        years_and_days,
        thirty,
    )
}


def brief_of(name: str) -> dict[str, Any]:
    """Return a brief whose one section is the timeline of this name."""
    return {
        "foldline": 1,
        "title": name,
        "dek": "Made up.",
        "specimen": True,
        "published": "2026-02-06",
        "sections": [{"kind": "timeline", "events": SHAPES[name]()}],
    }
