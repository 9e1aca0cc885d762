"""A timeline as a calendar, read back by a reader of its own."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from foldline.formats.calendar import escaped, folded, timeline_to_ics
from tests.made import EXAMPLES, brief


def of(*events: dict, **fields) -> str:
    found = brief({"kind": "timeline", "events": list(events)}, **fields)
    return timeline_to_ics(found.sections[0], found, "rain")


def unfolded(text: str) -> list[str]:
    return re.sub(r"\r\n[ \t]", "", text).split("\r\n")


def read(text: str) -> list[dict[str, str]]:
    """Each event's properties, with their parameters in the name and their texts unescaped."""
    found: list[dict[str, str]] = []
    for line in unfolded(text):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name != "END":
            found[-1][name] = re.sub(
                r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value
            )
    return found


def test_fuzzy_dates_are_whole_days_with_the_authors_words():
    events = read(
        of(
            {"when": "Late 2021", "text": "As *tension* grows, contacts end.", "sources": ["b"]},
            {"when": "5 December 2025", "text": "They are back.", "label": "A deal"},
        )
    )
    assert [(e["DTSTART;VALUE=DATE"], e["DTEND;VALUE=DATE"], e["SUMMARY"]) for e in events] == [
        ("20210901", "20220101", "Late 2021: As tension grows, contacts end."),
        ("20251205", "20251206", "5 December 2025: A deal"),
    ]
    assert (
        events[0]["DESCRIPTION"]
        == "As tension grows, contacts end.\nBulletin: https://example.org/b"
    )
    assert events[0]["DTSTAMP"] == "20260102T000000Z" and len({e["UID"] for e in events}) == 2


def test_times_are_in_utc_where_their_zone_is_told():
    events = read(
        of(
            {"when": "9 p.m. GMT+04:00 on 5 May 2025", "text": "a"},
            {"when": "5 June 2025, 10:00", "text": "b"},
            {"when": "10:00-11:30 UTC on 5 July 2025", "text": "c"},
            {"when": {"display": "x", "edtf": "2025-08-01T01:00:00+04:00"}, "text": "d"},
        )
    )
    assert [(e.get("DTSTART"), e.get("DTEND")) for e in events] == [
        ("20250505T170000Z", None),
        ("20250605T100000", None),
        ("20250705T100000Z", "20250705T113000Z"),
        ("20250731T210000Z", None),
    ]


def test_open_ends_unread_words_and_far_years():
    events = read(
        of(
            {"when": "since 2021", "text": "a"},
            {"when": "before 2014", "text": "b"},
            {"when": "one foggy day", "text": "c"},
            {"when": "44 BC", "text": "d"},
            {"when": {"display": "expected far", "edtf": "Y12000"}, "text": "e"},
        )
    )
    assert [(e["DTSTART;VALUE=DATE"], e["DTEND;VALUE=DATE"]) for e in events] == [
        ("20131231", "20140101"),
        ("20210101", "20210102"),
    ]


def test_what_is_not_certain_is_tentative_and_a_lane_a_category():
    events = read(
        of(
            {"when": "about 2021", "text": "a", "lane": "Kyiv; Moscow, too"},
            {"when": "2022", "text": "b"},
            {"when": "expected June 2030", "text": "c"},
        )
    )
    assert [(e.get("STATUS"), e.get("CATEGORIES")) for e in events] == [
        ("TENTATIVE", "Kyiv; Moscow, too"),
        (None, None),
        ("TENTATIVE", None),
    ]


def test_ids_stay_and_alike_events_have_their_own():
    alike = {"when": "2021", "text": "a"}
    uids = [e["UID"] for e in read(of(alike, alike))]
    assert (
        len(set(uids)) == 2 and uids[0] == read(of({"when": "2020", "text": "z"}, alike))[1]["UID"]
    )


def test_the_form_of_the_file():
    found = brief(
        EXAMPLES["timeline"]["filled"],
        EXAMPLES["timeline"]["hostile_text"],
        title="A; b,\nBEGIN:VEVENT",
    )
    for section in found.sections:
        text = timeline_to_ics(section, found, "rain")
        assert text.endswith("END:VCALENDAR\r\n") and "\n" not in text.replace("\r\n", "")
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        lines = unfolded(text)[:-1]
        assert all(
            re.fullmatch(r"[A-Z-]+(;[A-Z]+=[A-Z]+)?:[^\x00-\x08\x0a-\x1f]*", line) for line in lines
        )
        assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(read(text)) > 0


@given(st.text(max_size=300))
@example("a\\b\\;c, d\r\ne\\n")
def test_folding_and_escaping_lose_nothing(text):
    line = escaped(text)
    assert "\n" not in line and "\r" not in line
    parts = folded("SUMMARY:" + line).split("\r\n")
    assert all(len(part.encode(errors="surrogatepass")) <= 75 for part in parts) and all(
        part[0] == " " for part in parts[1:]
    )
    back = "".join([parts[0], *(part[1:] for part in parts[1:])]).removeprefix("SUMMARY:")
    plain = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], back)
    lines = re.sub(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    assert plain == re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", lines)
