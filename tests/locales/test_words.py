"""The words of a language: their places, plurals, fallbacks, and what templates get of them."""

import doctest

import pytest

from foldline import locales
from foldline.html.page_words import PageWords, page_words
from foldline.locales import ENGLISH, messages, plurals, words, words_for
from foldline.locales.messages import read_form, read_message
from foldline.locales.plurals import PluralRule
from foldline.locales.words import Words

FORMATS = {
    "language": {"direction": "ltr"},
    "number": {"group": ".", "decimal": ",", "percent": "{number}%"},
}
RULE = PluralRule({"one": "i = 1 and v = 0"})


def made(**texts: object) -> Words:
    return Words("xx", {key: (text, RULE) for key, text in texts.items()}, FORMATS)


def test_docstrings_are_true():
    for module in (locales, words, messages, plurals):
        assert doctest.testmod(module).failed == 0


def test_places_are_filled_by_name_in_any_order():
    found = made(a="{second} before {first}")
    assert found("a", first="one", second="two") == "two before one"


def test_a_value_is_not_read_again():
    assert made(a="{x} {y}")("a", x="{y}", y="<b>{x}</b>") == "{y} <b>{x}</b>"


def test_the_plural_is_chosen_by_n():
    found = made(a={"one": "{n} file", "other": "{n:number} files"})
    assert [found("a", n=n) for n in (0, 1, 2, 1234)] == [
        "0 files",
        "1 file",
        "2 files",
        "1.234 files",
    ]
    with pytest.raises(TypeError):
        found("a", n="1")


def test_numbers_are_written_as_the_language_does():
    found = made()
    assert (found.number(1234567.5, 1), found.percent(0.125, 1)) == ("1.234.567,5", "12,5%")
    assert (ENGLISH.number(1234567.5, 1), ENGLISH.percent(0.125, 1)) == ("1,234,567.5", "12.5 %")


@pytest.mark.parametrize("wrong", ["{", "}", "{a b}", "{A}", "<code>", "</code>", "<a>x</b>"])
def test_a_text_that_can_not_be_read_is_refused(wrong):
    with pytest.raises(ValueError, match="without its other end"):
        read_form(wrong)


def test_a_plural_form_that_no_number_has_is_refused():
    with pytest.raises(ValueError, match="no plural category few"):
        read_message({"few": "x", "other": "y"}, RULE)


def test_a_wrong_key_or_a_missing_value_fails():
    with pytest.raises(LookupError, match='no words "brief.publishd"; did you mean "brief.pub'):
        ENGLISH("brief.publishd")
    with pytest.raises(LookupError):
        ENGLISH("brief.published")
    with pytest.raises(LookupError):
        page_words("en")("brief.publishd")


@pytest.mark.parametrize("tag", ["en", "en-GB", "EN-gb", "qaa", "qaa-Latn-x-none", "../en", ""])
def test_a_language_without_words_has_those_of_english(tag):
    assert words_for(tag) is ENGLISH or words_for(tag)("brief.sources") == "Sources"
    assert words_for(tag).tag == "en"


def test_scripts_get_the_tables_that_they_name():
    found = ENGLISH.for_scripts("edit", "preview")
    assert found["language"] == "en"
    assert set(found["words"]) == {
        "edit.no_room",
        "edit.no_storage",
        "preview.gone",
        "preview.held",
        "preview.problems",
        "preview.no_answer",
    }
    assert found["words"]["preview.problems"] == {
        "one": "{n:number} problem",
        "other": "{n:number} problems",
    }
    assert found["words"]["edit.no_room"].endswith("there is no room left for it.")
    with pytest.raises(LookupError, match="no words"):
        ENGLISH.for_scripts("edi")


def test_places_and_stretches_are_written_for_scripts_as_in_the_file():
    found = made(**{"scripts.a.b": "{n:number} <code>x</code> {y}", "a.c": "not for scripts"})
    assert found.for_scripts("a")["words"] == {"a.b": "{n:number} <code>x</code> {y}"}


# --- in templates
# ---------------------------------------------------------------------------


def in_page(**texts: object) -> PageWords:
    return PageWords(made(**texts))


def test_words_and_values_are_escaped():
    t = in_page(a='1 < 2 & "x": {x}')
    assert t("a", x='<i>"&') == "1 &lt; 2 &amp; &#34;x&#34;: &lt;i&gt;&#34;&amp;"


def test_invisible_characters_of_a_value_are_shown_and_those_of_the_language_stay():
    t = in_page(a="\u200f{x}\u200f")
    assert t("a", x="\u202eb") == "\u200f⟨U+202E⟩b\u200f"


def test_a_stretch_is_wrapped_by_a_function():
    t = in_page(a="<link>A & B</link>.")
    link = type(t("a", link=str))('<a href="x">{}</a>').format
    assert t("a", link=link) == '<a href="x">A &amp; B</a>.'


def test_markup_stays_markup():
    t = in_page(a="On {time}")
    time = type(t("a", time=""))("<time>x</time>")
    assert t("a", time=time) == "On <time>x</time>"
