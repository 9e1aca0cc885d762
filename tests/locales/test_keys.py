"""Every key that is used has words, all words are used, and values and places agree."""

import re

import pytest

from foldline.locales import ENGLISH, tags, words_for
from foldline.sections import KINDS, MODELS
from foldline.story.brief import Claim
from tests.locales.used import SCRIPTS, TABLES, uses, uses_in_scripts

USES = uses()
IN_ANOTHER_WAY = re.compile(
    r"claims\.(story|source)\.\w+"  # claims/quotations.py chooses between the two
    r"|sections\.\w+\.items\.\w+"  # claims/findings.py
    r"|marks\.\w+"  # locales/words.py, and claims/findings.py
)
"""Keys that are made of parts, each with the reason."""


def test_there_are_uses_to_read():
    assert len(USES) > 150
    assert {"brief.published", "claims.no_source", "sections.timeline.extent"} <= {
        use.begin for use in USES
    }


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.where} {use.begin}")
def test_what_is_used_has_words_and_all_their_values(use):
    keys = [key for key in ENGLISH if use.means(key)]
    assert keys, f"{use.where}: there are no words {use.begin}"
    if use.values is None:
        return
    for key in keys:
        names = ENGLISH.message(key).names
        assert names <= use.values, (use.where, key)
        # `n` decides about the plural, which not every language needs
        assert use.values - {"n"} <= names, (use.where, key)


def test_all_words_are_used():
    unused = {
        key
        for key in ENGLISH
        if not any(use.means(key) for use in USES) and not IN_ANOTHER_WAY.fullmatch(key)
    }
    assert unused == set()


def test_a_script_uses_its_own_table_and_that_of_boot():
    """A page has the tables of its scripts by their names: see publishing/shell.py."""
    for use in uses_in_scripts():
        script, table = use.where.partition(".")[0], use.begin.split(".")[1]
        assert table in (script, "boot"), use.where
    assert {f"{table}.js" for table in TABLES} <= {path.name for path in SCRIPTS.iterdir()}


SENTENCE = re.compile(r"""['"`]([A-Za-z]+ [a-z]+ [a-z][^'"`]*)['"`]""")
FOR_DEVELOPERS = re.compile(r"Error\(|console\.|^\s*/[/*]")
IN_HOST_PAGES = {"embed.js", "embed-cleaner.js"}


def test_no_sentence_is_in_a_script_of_our_pages():
    found = [
        f"{path.name}: {sentence[1]}"
        for path in sorted(SCRIPTS.glob("*.*js"))
        if path.name not in IN_HOST_PAGES
        for line in path.read_text("utf-8").splitlines()
        if not FOR_DEVELOPERS.search(line)
        for sentence in SENTENCE.finditer(line)
    ]
    assert found == []


@pytest.mark.parametrize("tag", tags())
def test_a_language_has_the_places_of_the_english_words(tag):
    words = words_for(tag)
    for key in words:
        message = words.message(key)
        english = ENGLISH.message(key).names - {"n"}
        assert message.names - {"n"} <= english, key
        assert words.direction in ("ltr", "rtl")


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_title_and_names_of_its_claims(kind):
    assert ENGLISH(f"sections.{kind}.title")
    lists = {
        name
        for name, field in MODELS[kind].model_fields.items()
        for item in getattr(field.annotation, "__args__", ())
        if isinstance(item, type) and issubclass(item, Claim)
    }
    for name in lists:
        assert ENGLISH(f"sections.{kind}.items.{name}", number=2).endswith(" 2")


def test_no_sentence_is_glued_in_a_template():
    """What a template adds behind a number or chooses by one belongs into a plural form."""
    from tests.made import PACKAGE

    glued = re.compile(r'"s"|\|length == 1|count == 1 else')
    assert [path.name for path in PACKAGE.rglob("*.html") if glued.search(path.read_text())] == []
