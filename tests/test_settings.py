"""`foldline.toml`: what may stand in it, what is said of anything else, and what the command does
with it."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from foldline.publishing.package import browser_files
from foldline.publishing.site_settings import read_settings
from foldline.publishing.stories import story_files
from foldline.settings import (
    LARGEST,
    SETTINGS_FILE,
    FrontSettings,
    Settings,
    SettingsFile,
    SiteLook,
    parse_settings,
    with_limits,
)
from foldline.story.limits import LIMITS, NAMES, Limits
from tests.made import ROOT, as_bytes
from tests.test_cli import call

PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
GOOD = """
address = "https://news.example/briefs/"
language = "en-GB"
python = "needed"

[limits]
items = 20000
depth = 20
"""


def problems(text: str | bytes) -> tuple[str, ...]:
    data = text.encode() if isinstance(text, str) else text
    return parse_settings(data, "foldline.toml").problems


# --- the file
# ------------------------------------------------------------------------------------------------


def test_what_stands_in_it_counts():
    found = parse_settings(GOOD.encode(), "foldline.toml")
    assert found == Settings(
        "https://news.example/briefs/", "en-GB", Limits(items=20_000, depth=20), "needed"
    )


def test_everything_has_a_default():
    assert (
        parse_settings(b"", "foldline.toml")
        == Settings()
        == Settings("", "en", LIMITS, "", SiteLook("Foldline"), FrontSettings(), ())
    )


@pytest.mark.parametrize(
    "text, problem",
    [
        ('adress = "x"', '1:1: adress: unknown setting; did you mean "address"?'),
        (
            "motto = 1",
            "1:1: motto: unknown setting; known here are address, language, python, name, tagline, "
            "logo, accent, publisher, report, lead, order, specimens, limits",
        ),
        ("tagline = 1", "1:11: tagline: is 1; allowed is a text"),
        ('name = " "', '1:8: name: is " ": allowed is one line of text with 1 to 200 characters'),
        (
            'accent = "red"',
            '1:10: accent: is "red": allowed is a colour in hexadecimal digits, as in "#8a1c1c"',
        ),
        *(
            (
                f'report = "{wrong}"',
                f'1:10: report: is "{wrong}": allowed is a mail address, as in '
                '"errors@news.example", or an address that begins with https:// or http://, as in '
                '"https://news.example/report"',
            )
            for wrong in ("ring us", "javascript:alert(1)", "a@b?cc=c@d", "https://a.example/#b")
        ),
        (
            'lead = "Rain.json"',
            '1:8: lead: is "Rain.json": allowed is the name of a brief\'s file without .json: small '
            "letters, digits and hyphens",
        ),
        (
            'order = "oldest"',
            '1:9: order: is "oldest": allowed is "newest", or a list of topics, as in '
            '["Diplomacy", "Trade"]',
        ),
        (
            'order = ["a", 3]',
            '1:9: order: allowed is "newest", or a list of topics, as in ["Diplomacy", "Trade"]',
        ),
        ('specimens = "no"', '1:13: specimens: is "no"; allowed is true or false'),
        ("[limts]\nitems = 1", '1:1: limts: unknown setting; did you mean "limits"?'),
        ("[limits]\n  itms = 1", '2:3: limits.itms: unknown setting; did you mean "items"?'),
        ("limits.itms = 1", '1:1: limits.itms: unknown setting; did you mean "items"?'),
        ("[limits]\nitems = 0", "2:9: limits.items: is 0; allowed is a number greater than 0"),
        ("limits = { items = 1.5 }", "1:10: limits.items: is 1.5; allowed is a whole number"),
        ("[limits]\nitems = true", "2:9: limits.items: is true; allowed is a whole number"),
        (
            "# deep\n[limits]\ndepth = 100",
            "3:9: limits.depth: is 100; allowed is a number less than or equal to 64",
        ),
        ("limits = 3", "1:10: limits: is 3; allowed is a table, [limits]"),
        ("[[limits]]\nitems = 3", "1:1: limits: is a list of 1; allowed is a table, [limits]"),
        ('python = "sometimes"', '1:10: python: is "sometimes"; allowed: "", "eager", "needed"'),
        ("address = 3", "1:11: address: is 3; allowed is a text"),
        (
            'address = """\nnews"""\n"a=b" = 1',
            '3:1: "a=b": unknown setting; known here are address, language, python, '
            "name, tagline, logo, accent, publisher, report, lead, order, specimens, limits",
        ),
        ("address = ", "1:11: settings: is not TOML from here on: invalid value"),
        (
            'language = "en"\nlanguage = "en"',
            "2:16: settings: is not TOML from here on: cannot overwrite a value",
        ),
        ("x = " + "[" * 30_000, "1:1: settings: is nested too deeply"),
        ("#" * (LARGEST + 1), "1:1: settings: is too large; a file of settings has at most 64 kB"),
        (
            b'# \xc3\xa9\nx = "\xff"',
            "2:6: settings: the byte 0xFF is not UTF-8; save the file as UTF-8",
        ),
    ],
    ids=lambda text: repr(text)[:20],
)
def test_what_is_wrong_is_said_with_its_place(text, problem):
    assert f"foldline.toml:{problem}" in problems(text)


@pytest.mark.parametrize(
    "address",
    ["news.example", "ftp://a.example/", "https://", "https://[::1", "https://a.example/?q", ""],
)
def test_an_address_is_one_of_the_web(address):
    (problem,) = problems(f'address = "{address}"')
    assert problem.startswith(
        f'foldline.toml:1:11: address: is "{address}": allowed is the address'
    )


def test_a_date_is_no_address():
    (problem,) = problems("address = 2026-01-02")
    assert 'is "2026-01-02"' in problem


@pytest.mark.parametrize("language", ["de", "english", "en_GB", "en-", ""])
def test_the_language_is_one_that_there_are_words_in(language):
    (problem,) = problems(f'language = "{language}"')
    assert problem.startswith(f'foldline.toml:1:12: language: is "{language}": the words of')


def test_problems_come_in_the_order_of_the_file_and_good_values_count():
    found = parse_settings(
        b'language = "en-US"\nadress = ""\n[limits]\nitems = 0\nimages = 7\nvalues = "x"\n', "f"
    )
    assert [line.partition(": ")[0] for line in found.problems] == ["f:2:1", "f:4:9", "f:6:10"]
    assert (found.language, found.limits) == ("en-US", Limits(images=7))


def test_a_problem_is_one_line_that_no_terminal_obeys():
    (problem,) = problems('"a\\u001b[2J\\n" = 1')
    assert "\x1b" not in problem and "\n" not in problem


@pytest.mark.parametrize("text", [GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD])
def test_other_line_ends_and_a_mark_at_the_beginning(text):
    assert parse_settings(text.encode(), "f").limits.items == 20_000


def test_options_win_over_limits_of_the_file():
    both = Limits(items=5, images=5)
    assert with_limits(both, ["items=10000"]) == Limits(items=LIMITS.items, images=5)
    assert with_limits(both, []) == both
    with pytest.raises(ValueError, match="there is no limit"):
        with_limits(both, ["itms=1"])


# --- beside briefs
# -------------------------------------------------------------------------------------------


def test_it_is_read_from_beside_briefs(tmp_path):
    (tmp_path / "rain.json").write_bytes(as_bytes())
    assert read_settings(tmp_path) == read_settings(tmp_path / "rain.json") == Settings()
    (tmp_path / SETTINGS_FILE).write_text(GOOD)
    assert read_settings(tmp_path) == read_settings(tmp_path / "rain.json")
    assert read_settings(tmp_path).language == "en-GB"
    assert story_files(tmp_path) == [tmp_path / "rain.json"]


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("nowhere")])
def test_one_that_cannot_be_read_is_a_problem(tmp_path, make):
    make(tmp_path / SETTINGS_FILE)
    (problem,) = read_settings(tmp_path).problems
    assert problem.startswith(f"{tmp_path / SETTINGS_FILE}:1:1: settings: can't be read: ")


def test_a_name_a_logo_and_what_leads_are_of_the_site(tmp_path):
    (tmp_path / "rain.json").write_bytes(as_bytes())
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    text = 'name = "The Fold"\nlogo = "logo.svg"\naccent = "#FC0"\nlead = "rain"\norder = ["Rain"]'
    (tmp_path / SETTINGS_FILE).write_text(text)
    found = read_settings(tmp_path)
    assert found.problems == () and found.look == SiteLook("The Fold", "", "logo.svg", "#fc0")
    assert found.look.own and found.front == FrontSettings("rain", ("Rain",))
    assert not Settings().look.own


@pytest.mark.parametrize(
    "text, problem",
    [
        ('lead = "rian"', 'lead: is "rian", and there is no brief rian.json; did you mean "rain"?'),
        ('logo = "lgo.svg"', 'logo: is "lgo.svg", and there is no such picture beside this file'),
        (
            'logo = "../logo.svg"',
            'logo: the file "../logo.svg" is not published: a picture lies in',
        ),
        ('logo = "rain.json"', 'logo: the file "rain.json" is not published: '),
    ],
)
def test_what_they_name_is_there_and_may_leave(tmp_path, text, problem):
    (tmp_path / "rain.json").write_bytes(as_bytes())
    (tmp_path / SETTINGS_FILE).write_text(f"# a site\n{text}")
    found = read_settings(tmp_path)
    (line,) = found.problems
    assert line.startswith(f"{tmp_path.as_posix()}/{SETTINGS_FILE}:2:8: {problem}")
    assert (found.look, found.front) == (SiteLook(), FrontSettings())


def test_one_brief_alone_needs_no_leading_one_beside_it(tmp_path):
    (tmp_path / "rain.json").write_bytes(as_bytes())
    (tmp_path / SETTINGS_FILE).write_text('lead = "sun"')
    assert read_settings(tmp_path / "rain.json").problems == ()


def test_browsers_get_none_of_it():
    assert "settings.py" not in browser_files()


# --- the command
# -----------------------------------------------------------------------------------------------

LONG = as_bytes(
    {"kind": "timeline", "events": [{"when": str(year), "text": "x"} for year in range(1950, 1960)]}
)


@pytest.fixture
def stories(here: Path) -> Path:
    folder = here / "stories"
    folder.mkdir()
    (folder / "long.json").write_bytes(LONG)
    return folder


def test_check_goes_by_the_limits_of_the_folder_unless_an_option_names_others(stories):
    assert call("check", "stories").exit_code == 0
    (stories / SETTINGS_FILE).write_text("[limits]\nitems = 5\n")
    assert call("check", "stories").exit_code == call("check", "stories/long.json").exit_code == 1
    assert call("check", "stories", "--limit", "items=10000").exit_code == 0
    assert call("check", "stories", "--limit", "images=1").exit_code == 1


def test_check_prints_what_is_wrong_with_settings_once_and_goes_on(stories):
    (stories / SETTINGS_FILE).write_text("[limits]\nitms = 5\n")
    (stories / "bad.json").write_bytes(b"{")
    done = call("check", "stories", "stories/long.json")
    lines = done.stdout.splitlines()
    assert lines[0] == (
        'stories/foldline.toml:2:1: limits.itms: unknown setting; did you mean "items"?'
    )
    assert (done.exit_code, len(lines)) == (1, 2) and lines[1].startswith("stories/bad.json:1:2:")


@pytest.mark.parametrize(
    "command",
    [
        ("publish", "stories", "--out", "out"),
        ("publish", "stories", "--list"),
        ("pack", "stories", "--out", "out"),
        ("pack", "stories", "--slim", "--out", "out"),
    ],
)
def test_wrong_settings_stop_what_writes_before_it_does(stories, here, command):
    (stories / SETTINGS_FILE).write_text('language = "de"\n')
    (stories / "bad.json").write_bytes(b"{")
    done = call(*command)
    lines = done.stderr.splitlines()
    assert done.exit_code == 1 and lines[-1].startswith("foldline: 2 problems; nothing ")
    assert lines[0].startswith("stories/foldline.toml:1:12: language: ")
    assert lines[1].startswith("stories/bad.json:1:2: ")
    assert not (here / "out").exists()


def test_pack_goes_by_the_limits_of_each_folder(stories, here):
    (here / "more").mkdir()
    (here / "more" / "short.json").write_bytes(as_bytes())
    (here / "more" / SETTINGS_FILE).write_text("[limits]\nitems = 5\n")
    assert call("pack", "stories", "more", "--slim", "--out", "a.html").exit_code == 0
    (here / "more" / "longer.json").write_bytes(LONG)
    assert call("pack", "stories", "more", "--slim", "--out", "b.html").exit_code == 1


def test_list_goes_by_the_address(stories):
    assert "oembed.json" not in call("publish", "stories", "--list").stdout
    (stories / SETTINGS_FILE).write_text('address = "https://news.example/"\n')
    assert "oembed.json" in call("publish", "stories", "--list").stdout
    assert "oembed.json" not in call("publish", "stories", "--list", "--address", "").stdout


def test_a_site_has_the_address_and_the_language_and_not_the_file(stories, here, runtime):
    (stories / SETTINGS_FILE).write_text(GOOD)
    assert call("publish", "stories", "--out", "site").exit_code == 0
    shelf = (here / "site" / "index.html").read_text("utf-8")
    assert '<html lang="en-GB"' in shelf and "https://news.example/briefs/" in shelf
    brief = (here / "site" / "long" / "index.html").read_text("utf-8")
    assert '<html lang="en"' in brief and "https://news.example/briefs/long/" in brief
    assert not [path for path in (here / "site").rglob("*.toml")]
    option = ("--address", "https://other.example/")
    assert call("publish", "stories", "--out", "site", *option).exit_code == 0
    assert "https://other.example/" in (here / "site" / "index.html").read_text("utf-8")


def test_a_site_bears_its_name_and_its_logo(stories, here, runtime):
    (stories / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    text = 'name = "The <Fold>"\ntagline = "News"\nlogo = "logo.svg"\naccent = "#0a6b5c"\n'
    (stories / SETTINGS_FILE).write_text(text + 'publisher = "Fold Ltd"\nlead = "long"\n')
    assert "stories/logo.svg -> assets/" in call("publish", "stories", "--list").stdout
    assert call("publish", "stories", "--out", "site").exit_code == 0
    site = here / "site"
    for name in ("index.html", "long/index.html", "about/index.html", "edit/index.html"):
        page = (site / name).read_text("utf-8")
        assert "<span>The &lt;Fold&gt;</span></a>" in page and "/logo.svg" in page, name
    assert len([*(site / "assets").rglob("logo.svg")]) == 1
    front, brief = (site / "index.html").read_text(), (site / "long" / "index.html").read_text()
    assert "<title>The &lt;Fold&gt;</title>" in front and '<p class="tagline">News</p>' in front
    assert "Published by Fold Ltd" in front
    for page in (front, brief):
        assert '<meta property="og:site_name" content="The &lt;Fold&gt;">' in page
    assert '"publisher": {"@type": "Organization", "name": "Fold Ltd"}' in brief
    assert json.loads((site / "manifest.webmanifest").read_text())["name"] == "The <Fold>"
    (styles,) = (site / "assets").rglob("foldline.css")
    assert "--fl-accent: light-dark(#0a6b5c, #" in styles.read_text("utf-8")
    fragment = (site / "long" / "fragment.html").read_text("utf-8")
    assert "light-dark(#0a6b5c, #" in fragment


# --- foldline new --site
# --------------------------------------------------------------------------------------------------


def test_settings_are_begun_with_comments_and_never_overwritten(here):
    done = call("new", "--site")
    file = here / "stories" / SETTINGS_FILE
    text = file.read_text("utf-8")
    assert done.exit_code == 0 and parse_settings(text.encode(), "f") == Settings()
    settings = "\n".join(re.findall(r"^# (\w+ = .*|\[\w+\])$", text, re.M))
    assert problems(settings) == () and set(tomllib.loads(settings)) == set(
        SettingsFile.model_fields
    )
    file.write_text('name = "Mine"')
    done = call("new", "--site", "--out", "stories")
    assert done.exit_code == 1 and "is there already, and is left as it is" in done.stderr
    assert file.read_text() == 'name = "Mine"'
    assert call("new", "--site", "A headline").exit_code == call("new").exit_code == 2


# --- the docs
# --------------------------------------------------------------------------------------------------


def test_every_setting_is_documented_and_no_other():
    documented = re.findall(r"^\| `(\w+)` \| \w", PAGE, re.M)
    assert documented == [name for name in SettingsFile.model_fields if name != "limits"]
    assert "`[limits]`" in PAGE


def test_the_example_of_the_docs_is_right():
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
    assert problems(example) == ()
    shown = tomllib.loads(example)
    assert set(shown) == set(SettingsFile.model_fields) and set(shown["limits"]) <= set(NAMES)
