import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from foldline import render
from foldline.dates.when import Moment
from foldline.locales import ENGLISH
from foldline.sections import KINDS, MODELS
from foldline.story.brief import Proof, Statement
from foldline.text.prose import prose_html, shown_prose
from tests.made import EVERY_EXAMPLE, EXAMPLES, PACKAGE, SOURCES, brief
from tests.parsed import attributes, dangers, elements, tree, words

FOLDER = PACKAGE / "sections"
HOSTILE = [(kind, name) for kind, name in EVERY_EXAMPLE if "hostile" in name]


def shown(section: dict):
    """The one section of a rendered brief, as a browser has it without scripts."""
    (details,) = [
        element
        for element in elements(tree(render(brief(section))))
        if element.name == "details" and "data-section" in element.attrs
    ]
    return details


def strings(value, name: str = "") -> list[tuple[str, str]]:
    """Every text in a section with the name of its field."""
    if isinstance(value, str):
        return [(name, value)]
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in strings(inner, key)]
    return (
        [found for inner in value for found in strings(inner, name)]
        if isinstance(value, list)
        else []
    )


def folded(text: str) -> str:
    return " ".join(text.split())


def readable(section: dict) -> None:
    details = shown(section)
    text, model = words(details), brief(section).sections[0]
    for name, value in strings(section):
        if name == "kind":
            assert details.attrs["data-section"] == value
        elif name == "platform":
            assert model.platform_name in text or section.get("heading")
        elif name == "sources":
            number = [source["id"] for source in SOURCES].index(value) + 1
            assert f"#source-{value}" in attributes(details, "href") and str(number) in text
        elif name == "src":
            assert value in attributes(details, "src")
        elif name == "url":
            assert value in attributes(details, "href")
        elif name == "alt":
            assert value in attributes(details, "alt")
        elif name in ("as_of", "closes"):
            assert value in attributes(details, "datetime") and Moment.read(value).words in text
        elif name == "at":
            # of a history, its first time and its extent are shown:
            # test_a_history_is_shown_by_its_extent
            pass
        elif name == "direction":
            assert ENGLISH(f"sections.{section['kind']}.directions.{value}") in text
        elif name in ("when", "display") and value in attributes(details, "title"):
            pass  # a day, which is shown in the one style of the page
        elif name == "edtf":
            # a machine's form of the words, which are shown:
            # test_dates_of_events_are_the_machines_too
            pass
        else:  # as it stands, or as Markdown is read
            as_shown = words(tree(str(shown_prose(value, section.get("platform", "")))))
            assert folded(value) in text or as_shown in text, f"{name} is not to be read"


def of_prose(text: str) -> str:
    """The words of Markdown text."""
    return words(tree(str(prose_html(text))))


@pytest.mark.parametrize("kind", KINDS)
def test_readable_with_no_script(kind):
    readable(EXAMPLES[kind]["filled"])
    assert not dangers(render(brief(EXAMPLES[kind]["filled"])))


@pytest.mark.parametrize(
    "kind, name",
    [found for found in EVERY_EXAMPLE if found not in HOSTILE and found[1] != "filled"],
)
def test_so_is_every_other_example(kind, name):
    readable(EXAMPLES[kind][name])


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_are_readable_too(kind):
    details, text = shown(EXAMPLES[kind]["filled"]), words(shown(EXAMPLES[kind]["filled"]))
    for market in brief(EXAMPLES[kind]["filled"]).sections[0].markets if kind == "markets" else ():
        assert (
            all(outcome.percent in text for outcome in market.outcomes)
            and market.volume.words in text
        )
        assert {str(outcome.probability) for outcome in market.outcomes} <= set(
            attributes(details, "value")
        )
    for photo in (
        brief(EXAMPLES[kind]["filled"]).sections[0].photos if kind == "photo_gallery" else ()
    ):
        assert str(photo.width) in attributes(details, "width") and str(photo.height) in attributes(
            details, "height"
        )
    if kind == "full_story":
        section = brief(EXAMPLES[kind]["filled"]).sections[0]
        assert f"{section.characters:,} characters · {section.minutes} min" in text
        assert section.characters == len(of_prose(section.text))


def test_a_history_is_shown_by_its_extent():
    details = shown(EXAMPLES["markets"]["filled"])
    assert "12 % to 64 % since 1 September 2024, 00:00 UTC" in folded(words(details))
    assert "2024-09-01T00:00:00Z" in attributes(details, "datetime")
    (points,) = attributes(details, "points")  # of the line through it, to the price of today
    assert points == "0,88 53.87,36 100,63"


@pytest.mark.parametrize("kind", KINDS)
def test_empty_shows_its_note_and_is_folded(kind):
    section = EXAMPLES[kind]["empty"]
    details = shown(section)
    assert (details.attrs["data-state"], "open" in details.attrs) == ("empty", False)
    assert of_prose(section["note"]) in words(details)
    assert "None found" in words(details)


@pytest.mark.parametrize("kind", KINDS)
def test_filled_is_open_at_first_only_where_its_kind_says_so(kind):
    details = shown(EXAMPLES[kind]["filled"])
    assert (details.attrs["data-state"], "open" in details.attrs) == (
        "filled",
        MODELS[kind].open_at_first,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_a_hostile_example(kind):
    assert any(of == kind for of, _ in HOSTILE)


@pytest.mark.parametrize("kind, name", HOSTILE)
def test_hostile_text_stays_text(kind, name):
    html = render(brief(EXAMPLES[kind][name]))
    assert dangers(html) == []
    around = [
        e.name
        for e in elements(tree(html))
        if e.name in ("article", "main", "h1") or "data-section" in e.attrs
    ]
    assert around == ["article", "h1", "details"], "it broke out of its section"


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_field_takes_hostile_text(kind):
    bad = '"><script>alert(1)</script><img src=x onerror=alert(1)>'

    def spoilt(value, name=""):
        if isinstance(value, dict):
            return {key: spoilt(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [spoilt(item, name) for item in value]
        given = (
            "kind",
            "platform",
            "mood",
            "direction",
            "sources",
            "as_of",
            "closes",
            "at",
            "edtf",
            "src",
            "url",
            "currency",
        )
        return bad if isinstance(value, str) and name not in given else value

    section = spoilt(EXAMPLES[kind]["filled"])
    assert section != EXAMPLES[kind]["filled"]
    assert dangers(render(brief(section))) == []


# --- the folders
# ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_one_folder(kind):
    assert {path.name for path in (FOLDER / kind).iterdir() if path.is_file()} >= {
        "__init__.py",
        "model.py",
        "template.html",
        "style.css",
        "examples.json",
    }
    assert MODELS[kind].model_fields["kind"].annotation.__args__ == (kind,)
    assert MODELS[kind].__module__ == f"foldline.sections.{kind}.model"
    assert MODELS[kind].__doc__


def test_each_folder_is_one_kind():
    assert {
        path.name for path in FOLDER.iterdir() if path.is_dir() and path.name != "__pycache__"
    } == set(KINDS)
    assert len(set(KINDS)) == len(KINDS)


@pytest.mark.parametrize("kind, name", EVERY_EXAMPLE)
def test_each_example_is_valid(kind, name):
    assert brief(EXAMPLES[kind][name]).sections[0].kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_the_filled_example_leaves_no_field_of_its_kind_out(kind):
    def models(annotation):
        if hasattr(annotation, "model_fields"):
            yield annotation
            for field in annotation.model_fields.values():
                yield from models(field.annotation)
        for inner in getattr(annotation, "__args__", ()):
            yield from models(inner)

    known = {name for model in models(MODELS[kind]) for name in model.model_fields}
    given = set(re.findall(r'"(\w+)":', json.dumps(EXAMPLES[kind]["filled"])))
    of_every_claim = {*Statement.model_fields, *Proof.model_fields} - {"sources"}
    assert known - {"display", "edtf"} - of_every_claim <= given


@pytest.mark.parametrize("kind", KINDS)
def test_styles_load_nothing_and_name_no_class_in_vain(kind):
    text = re.sub(r"/\*.*?\*/", "", (FOLDER / kind / "style.css").read_text("utf-8"), flags=re.S)
    assert "url(" not in text and "@import" not in text
    shared = "".join(
        (PACKAGE / "html" / "templates" / name).read_text("utf-8")
        for name in ("parts.html", "brief.html", "pictures.html", "lead_picture.html")
    )
    templates = shared + "".join(path.read_text("utf-8") for path in (FOLDER / kind).glob("*.html"))
    used = {name for names in re.findall(r'class="([^"]*)"', templates) for name in names.split()}
    named = {
        name
        for selector in re.findall(r"([^{}]+)\{", text)
        for name in re.findall(r"\.([a-z][\w-]*)", selector)
    }
    assert named <= used


# --- dates, references
# -----------------------------------------------------------------------------------------------


def test_dates_of_events_are_the_machines_too():
    events = [
        {"when": when, "text": "t"}
        for when in (
            "5 December 2025",
            "Late 2021",
            {"display": "the winter of the strike", "edtf": "1984-24"},
            "one day",
            {"display": "since then", "edtf": "2021/.."},
            {"display": "before", "edtf": "../2021"},
        )
    ]
    items = [
        element
        for element in elements(shown({"kind": "timeline", "events": events}))
        if element.name == "li" and "id" in element.attrs
    ]
    assert [(item.attrs.get("data-earliest"), item.attrs.get("data-latest")) for item in items] == [
        ("1984-12-01", "1985-02-28"),
        (None, None),
        ("2021-01-01", None),
        ("2021-09-01", "2021-12-31"),
        (None, "2021-12-31"),
        ("2025-12-05", "2025-12-05"),
    ]
    times = [[e.attrs["datetime"] for e in elements(item) if e.name == "time"] for item in items]
    assert times == [["P90D"], [], [], ["2021"], [], ["2025-12-05"]]
    shown_words = [
        words(next(e for e in elements(item) if e.attrs.get("class") == "event-when"))
        for item in items
    ]
    assert shown_words == [
        "the winter of the strike",
        "one day",
        "since then",
        "Late 2021",
        "before",
        "5 December 2025",
    ]


def test_text_fields_are_not_markdown():
    quote = {"text": "*not* _stressed_ <b>at</b> [all](https://example.org)", "speaker": "**S**"}
    text = words(shown({"kind": "key_quotes", "quotes": [quote]}))
    assert quote["text"] in text and "**S**" in text


# --- a new kind
# ---------------------------------------------------------------------------


def test_a_new_kind_is_a_folder_and_a_line(tmp_path: Path):
    house = tmp_path / "foldline"
    shutil.copytree(PACKAGE, house, ignore=shutil.ignore_patterns("__pycache__"))
    folder = house / "sections" / "weather"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "model.py").write_text(
        "from typing import Literal\nfrom foldline.story.brief import Section, "
        "Text\n\n\nclass Weather(Section):\n"
        '    """The weather."""\n\n'
        '    kind: Literal["weather"]\n    sky: Text | None = None\n'
    )
    (folder / "template.html").write_text('<p class="sky">{{ section.sky }}</p>\n')
    (folder / "words.en.toml").write_text('title = "Weather"\n')
    (folder / "style.css").write_text(".sky { color: inherit }\n")
    register = house / "sections" / "__init__.py"
    register.write_text(
        register.read_text("utf-8").replace('    "prose",\n', '    "prose",\n    "weather",\n'),
        "utf-8",
    )
    (tmp_path / "a.json").write_text(
        json.dumps(
            {
                "foldline": 1,
                "title": "T",
                "dek": "D",
                "published": "2026-01-02",
                "sections": [
                    {"kind": "weather", "sky": "low & grey"},
                    {"kind": "weather", "note": "None."},
                    {"kind": "wether", "sky": "x"},
                ],
            }
        )
    )
    program = (
        "import foldline, pathlib; from foldline.story.schema import brief_schema; from "
        "foldline.html.render import section_styles\n"
        "found = foldline.load(pathlib.Path('a.json').read_bytes())\n"
        "print(foldline.render(found.brief)); print([p.what for p in found.problems])\n"
        "print('Weather' in brief_schema()['$defs'], '.sky {' in section_styles(), "
        "foldline.__file__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert str(house) in done.stdout  # it was the copy that ran
    assert '<p class="sky">low &amp; grey</p>' in done.stdout
    assert 'id="weather" data-section="weather" data-state="filled"' in done.stdout
    assert 'id="weather-2" data-section="weather" data-state="empty"' in done.stdout
    assert (
        """['is "wether", which is no kind of section; did you mean "weather"?']\nTrue True"""
        in done.stdout
    )
