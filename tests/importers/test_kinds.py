"""More inputs of the kinds that `test_cases` has one of each: invented, in other words and forms."""

import json

import pytest

from foldline import load
from foldline.drafts.languages import guess_language
from foldline.errors import ImportRefused
from foldline.formats import import_briefs
from foldline.text.prose import plain_text
from tests.importers.imports import of_kind, only, report_lines


def read(text: str, format_name: str | None = None, **options: str):
    """The one brief of a text."""
    (found,) = import_briefs(text, format_name, **options)
    return found


def events(text: str, format_name: str | None = None) -> list[str]:
    """The dates of the timeline of a text, as they are shown."""
    whens = [event["when"] for event in only(read(text, format_name), "timeline")["events"]]
    return [when if isinstance(when, str) else when["display"] for when in whens]


# --- numbers at a line's start


@pytest.mark.parametrize(
    "line",
    [
        "1. Mai 2026",
        "17. února 2026",
        "5. 2. 2026",
        "5.–7. März 2026",
        "12 mai 2026",
        "3 de maio de 2026",
        "2026年5月",
        "12/05/2026",
        "2026-05-12",
        "May 12",
        "12 мая 2026",
    ],
)
@pytest.mark.parametrize("mark", ["", "- ", "• "])
@pytest.mark.parametrize("between", [": ", " – ", " — "])
def test_a_date_keeps_its_first_number(line, mark, between):
    text = (
        f"Rain\n\nIt rained.\n\nTimeline\n\n{mark}{line}{between}It fell.\n{mark}3 June 2027: x\n"
    )
    assert events(text, "text") == [line, "3 June 2027"]
    if mark != "• ":
        text = f"# Rain\n\nIt rained.\n\n## Timeline\n\n{mark}{line}{between}It fell.\n"
        assert events(text, "markdown") == [line]


@pytest.mark.parametrize("format_name", ["text", "markdown"])
def test_a_year_or_a_day_begins_a_sentence_and_no_list(format_name):
    heads = ("", "") if format_name == "text" else ("# ", "## ")
    text = f"{heads[0]}Rain\n\nIt rained.\n\n{heads[1]}Background\n\n1960. That was the year.\n"
    found = only(read(text, format_name), "historical_background")["text"]
    assert plain_text(found) == "1960. That was the year."


def test_a_number_alone_stays_in_its_sentence():
    found = read("Rain\n\nIt rained.\n\nFull story\n\n2. Weltkrieg und Regen.\n", "text")
    assert plain_text(only(found, "full_story")["text"]) == "2. Weltkrieg und Regen."


def test_a_span_is_one_date():
    text = "Rain\n\nIt rained.\n\nTimeline\n\n10 May 2026 – 12 May 2026: rain\n"
    assert events(text) == ["10 May 2026 – 12 May 2026"]


def test_a_date_without_a_year_does_not_move_to_the_briefs_year():
    text = "Rain\n\nIt rained.\n\nTimeline\n\nMay 5, 2015: a\nJune 2: b\nMay 9, 2020: c\n"
    found = read(text, published="2020-06-01")
    assert only(found, "timeline")["events"][1]["when"]["edtf"] == "2015-06-02"
    assert any("the year 2015" in line for line in report_lines(found, "guessed"))


# --- names and roles


@pytest.mark.parametrize(
    "line, speaker, role",
    [
        ('Anna Berg, harbour master: "It rained."', "Anna Berg", "harbour master"),
        ('Anna Berg (Harbour Office) said: "It rained."', "Anna Berg", "Harbour Office"),
        ("“It rained.” — Anna Berg (harbour master)", "Anna Berg", "harbour master"),
        ('"It rained," said Anna Berg, harbour master', "Anna Berg", "harbour master"),
    ],
)
def test_speakers_and_roles(line, speaker, role):
    (quote,) = only(read(f"Rain\n\nIt rained.\n\nQuotes\n\n{line}\n"), "key_quotes")["quotes"]
    assert (quote["speaker"], quote["role"]) == (speaker, role)


@pytest.mark.parametrize(
    "lines",
    ["**Anna Berg, captain:**\n\n> It rained.", "### Anna Berg, captain\n\n> “It rained.”"],
)
def test_a_line_introduces_its_quotation(lines):
    (quote,) = only(read(f"# Rain\n\nIt rained.\n\n## Quotes\n\n{lines}\n"), "key_quotes")["quotes"]
    assert quote == {"text": "It rained.", "speaker": "Anna Berg", "role": "captain"}


# --- what a page would drop


def test_pictures_frames_and_codes():
    found = read(
        '# Rain\n\nIt rained.\n\n## Full story\n\n<figure><img src="https://a.example/1.jpg" alt="A">'
        "<figcaption>Rain at noon</figcaption></figure>\n\n"
        '{{< figure src="https://a.example/2.jpg" alt="B" >}}\n\nBefore ![C](https://a.example/3.jpg)'
        ' after.\n\n<iframe src="https://a.example/map" title="A map"></iframe>\n\n{{< toc >}}\n'
    )
    photos = only(found, "photo_gallery")["photos"]
    assert [photo["src"][-5] for photo in photos] == ["1", "2", "3"]
    assert photos[0]["caption"] == "Rain at noon"
    assert only(found, "full_story")["text"] == ("Before  after.\n\n[A map](https://a.example/map)")
    assert found.brief["codes"] == ["{{< toc >}}"] and report_lines(found, "left over")


def test_codes_in_a_block_of_code_stay():
    text = "# Rain\n\nIt rained.\n\n## Full story\n\n```\n{{< toc >}}\n```\n"
    assert "{{< toc >}}" in only(read(text), "full_story")["text"]


def test_numbered_sources_and_notes():
    found = read(
        "# Rain\n\nIt rained.[^1]\n\n## Key points\n\n- Wet [1, 2]\n- Wetter[^1]\n- Odd [9]\n\n"
        '## References\n\n[1] Herald, "Rain falls", 5 May 2026, https://h.example/a\n'
        "[2] https://h.example/b\n\n[^1]: https://h.example/c\n"
    )
    names = {source["id"]: source for source in found.brief["sources"]}
    wet, wetter, odd = only(found, "what_happened")["points"]
    assert [names[each]["url"][-1] for each in wet["sources"]] == ["a", "b"]
    assert names[wet["sources"][0]] == {
        "id": "herald",
        "name": "Herald",
        "title": "Rain falls",
        "url": "https://h.example/a",
        "published": "2026-05-05",
    }
    assert wetter["text"] == "Wetter" and wetter["sources"] and odd == {"text": "Odd [9]"}
    assert found.brief["dek"] == "It rained."


def test_a_note_that_is_no_source_is_kept():
    note = "The council counted twice. The second count was higher than the first by far."
    found = read(f"# Rain\n\nIt rained.\n\n## Full story\n\nWet.[^a]\n\n[^a]: {note}\n")
    (notes,) = of_kind(found, "prose")
    assert (notes["heading"], note in notes["text"]) == ("Notes", True)


def test_links_by_reference():
    found = read(
        "# Rain\n\nIt rained.\n\n## Full story\n\nSee [it][x].\n\n[x]: https://h.example/a\n"
    )
    assert only(found, "full_story")["text"] == "See [it](https://h.example/a)."


def test_check_tells_what_a_page_leaves_out():
    brief = {
        "foldline": 1,
        "title": "Rain",
        "dek": "It rained.",
        "published": "2026-05-05",
        "sections": [{"kind": "prose", "heading": "A", "text": "![a](b.jpg) [^1] <iframe src=x>"}],
    }
    remarks = [p.what for p in load(json.dumps(brief)).problems if p.remark]
    assert len([each for each in remarks if "not shown" in each or "not read" in each]) == 3


# --- first lines


def test_a_date_above_the_title_is_no_title():
    found = read("6 February 2026\n\nRain\n\nIt rained.\n\nTimeline\n\n5 February 2026: a\n")
    assert (found.brief["title"], found.brief["published"]) == ("Rain", "2026-02-06")


@pytest.mark.parametrize("heading", ["Overview", "Executive summary:", "ABSTRACT", "In short"])
def test_other_names_of_a_summary(heading):
    found = read(f"Rain\n\n{heading}\n\nIt rained for days.\n\nKey points\n\n- Wet\n")
    assert found.brief["dek"] == "It rained for days."


def test_labels_that_no_table_knows_stay_in_the_text():
    found = read("# Rain\n\nIt rained.\n\n## Talk\n\n**Anna:** Yes.\n\n**Carl:** No.\n")
    (talk,) = of_kind(found, "prose")
    assert talk["text"] == "**Anna:** Yes.\n\n**Carl:** No."


@pytest.mark.parametrize("kind", ["Timeline\n\n5 May 2026: rain", "Key points\n\n- Wet"])
def test_an_unknown_heading_ends_a_list(kind):
    found = read(f"Rain\n\nIt rained.\n\n{kind}\n\nWhat the port says\n\nNothing so far.\n")
    assert only(found, "prose") == {
        "kind": "prose",
        "heading": "What the port says",
        "text": "Nothing so far.",
    }


# --- dates of publication


def test_no_day_is_guessed_that_the_events_contradict():
    found = read("Rain\n\nIt rained.\n\nTimeline\n\n5 May 2020: a\nSpring 2023: b\n")
    assert "published" not in found.brief
    assert any("the events go on" in line for line in report_lines(found, "remark"))


def test_what_lies_ahead_is_said_only_of_dates_with_a_year():
    found = read(
        "Rain\n\nIt rained.\n\nTimeline\n\n5 May 2020: a\n1 June 2030: b\n", published="2021-01-01"
    )
    assert [event["when"] for event in only(found, "timeline")["events"]] == [
        "5 May 2020",
        "expected 1 June 2030",
    ]
    assert report_lines(found, "problem") == []


# --- tables


def test_tables_by_other_names():
    found = read("Datum;Ereignis;Quelle\n5.2.2026;Erste Fähre;https://h.example/a\n")
    (event,) = only(found, "timeline")["events"]
    assert (event["when"], event["text"], len(event["sources"])) == ("5.2.2026", "Erste Fähre", 1)


def test_timelinejs_spreadsheet():
    found = read(
        "Year,Month,Day,Headline,Text,Media,Media Credit,Media Caption,Type,Group\n"
        "1999,,,Ferries,All of it,,,,title,\n"
        "2001,5,6,First,It came,https://h.example/a.jpg,Port,Quay,,Works\n"
    )
    assert found.brief["title"] == "Ferries"
    (event,) = only(found, "timeline")["events"]
    assert (event["when"], event["lane"]) == ("6 May 2001", "Works")
    assert only(found, "photo_gallery")["photos"][0]["credit"] == "Port"


def test_a_markdown_table_under_another_heading():
    table = "| When | What happened | Source |\n|---|---|---|\n| May 2025 | Rain | [Herald](https://h.example/a) |"
    found = read(f"# Rain\n\nIt rained.\n\n## How the water rose\n\n{table}\n")
    section = only(found, "timeline")
    assert section["heading"] == "How the water rose"
    assert section["events"] == [{"when": "May 2025", "sources": ["herald"], "text": "Rain"}]


# --- markets


def test_strikes_results_and_markets_without_a_trade():
    def market(ticker: str, side: str, **more: object) -> dict[str, object]:
        return {
            "ticker": ticker,
            "title": "How many ferries?",
            "yes_sub_title": side,
            "updated_time": "2026-02-01T00:00:00Z",
        } | more

    found = read(
        json.dumps(
            {
                "markets": [
                    market("A", "3 or more", last_price=40, volume=9),
                    market("B", "2 or more", last_price=99, volume=9, result="yes"),
                    market("C", "9 or more", last_price=0, volume=0),
                ]
            }
        )
    )
    first, second = only(found, "markets")["markets"]
    assert first["question"] == "How many ferries? (3 or more)"
    assert second["text"].startswith("**Resolved: yes**")
    assert any("How many ferries?" in line for line in report_lines(found, "left over"))


# --- pages, feeds, XML

PAGE = """<html lang="fr"><head><title>Deux bacs | Journal</title>
<link rel="canonical" href="https://j.example/2026/02/06/bacs"></head><body>
<nav><a href="/">Accueil</a> <a href="/x">Monde</a></nav><main><h1>Deux bacs</h1>
<p class="byline">Par Anna Berg</p>
<p>Deux bacs sont arrivés en même temps au quai de Hallowick, et un seul a pu accoster.</p>
<figure><img src="/q.jpg" alt="Quai"><figcaption>Le quai à midi</figcaption></figure>
<h2>Contexte</h2><p>Le quai date de 1960 ; il ne peut recevoir qu'un seul bac à la fois.</p>
<ol><li>Un</li><li>Deux</li></ol></main><footer>Mentions</footer><script>var a</script></body></html>"""


def test_a_page_without_data_of_its_own():
    found = read(PAGE)
    assert found.report.format == "html"
    brief = found.brief
    assert (brief["title"], brief["language"], brief["published"]) == (
        "Deux bacs",
        "fr",
        "2026-02-06",
    )
    assert only(found, "full_story")["text"].startswith("Deux bacs sont arrivés")
    (context,) = [each for each in of_kind(found, "prose") if each["heading"] == "Contexte"]
    assert context["text"].endswith("1. Un\n2. Deux")
    assert only(found, "photo_gallery")["photos"][0] == {
        "src": "https://j.example/q.jpg",
        "alt": "Quai",
        "caption": "Le quai à midi",
    }
    left = "\n".join(report_lines(found, "left over"))
    assert "Accueil Monde" in left and "Mentions" in left and "scripts" in left


def test_files_inside_a_saved_page_are_counted():
    found = read(PAGE.replace("/q.jpg", "data:image/png;base64," + "A" * 4_000))
    assert any("1 files inside the page" in line for line in report_lines(found, "left over"))


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><opml><body><outline text="x"/></body></opml>',
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>',
        "<rss><channel><item><title>x</title></channel></rss>",
    ],
)
def test_xml_that_is_refused(text):
    with pytest.raises(ImportRefused):
        import_briefs(text)


def test_a_wordpress_export():
    first, *others = import_briefs(
        '<rss xmlns:content="c/content" xmlns:wp="w" xmlns:excerpt="e/excerpt"><channel><title>Blatt'
        "</title><item><title>Zwei</title><link>https://b.example/a</link><content:encoded>"
        "<![CDATA[<!-- wp:paragraph --><p>Zwei kamen.</p>]]></content:encoded><excerpt:encoded>Kurz."
        "</excerpt:encoded><wp:post_date_gmt>2026-02-06 09:00:00</wp:post_date_gmt><wp:post_type>"
        "post</wp:post_type></item><item><title>pic</title><wp:post_type>attachment</wp:post_type>"
        "</item></channel></rss>"
    )
    assert others == [] and first.brief["dek"] == "Kurz."
    assert first.brief["published"] == "2026-02-06T09:00:00Z"
    assert only(first, "full_story")["text"] == "Zwei kamen."


def test_several_stories_in_a_list():
    items = [
        {"uri": name, "headlines": [{"value": name}], "bodies": [{"value": f"Text of {name}."}]}
        for name in ("One", "Two")
    ]
    found = import_briefs(json.dumps([*items, {"uri": "x"}]), "ninjs")
    assert [each.brief["title"] for each in found] == ["One", "Two"]
    assert found[0].brief["unread"] == [{"uri": "x"}]


# --- encodings and languages


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_files_with_a_mark(encoding):
    found = import_briefs("Zürich\n\nEs regnete.\n".encode(encoding))
    assert found[0].brief["title"] == "Zürich"


def test_a_page_names_its_encoding():
    page = '<html><head><meta charset="iso-8859-1"><title>Zürich: “Regen”</title></head><body><p>x'
    assert import_briefs(page.encode("cp1252"))[0].brief["title"] == "Zürich: “Regen”"


def test_the_language_of_a_text():
    german = "Der Hafen ist nicht groß, und die Fähre kam mit dem Wind auf der See an. " * 3
    assert guess_language(german) == "de" and guess_language("Hafen") == ""
    assert read(f"Hafen\n\nZwei Fähren.\n\nFull story\n\n{german}\n").brief["language"] == "de"
