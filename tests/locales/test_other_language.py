"""A made-up language, in which each text stands in brackets: nothing on a page stays in English."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from foldline.claims import check_claims
from foldline.html.brief_part import brief_part, shown_sections
from foldline.html.head import head_of_brief
from foldline.html.render import knowing_part, render_page
from foldline.locales import ENGLISH, words, words_for
from foldline.locales.messages import is_plural
from tests.made import EXAMPLES, PACKAGE, brief, loaded

TAG = "tlh"
_PLACE = re.compile(r"(\{[a-z_:]+\}|</?[a-z_]+>)")


def _bracketed(value: Any) -> Any:
    if is_plural(value):
        return {"other": _bracketed(value["other"])}
    if isinstance(value, dict):
        return {name: _bracketed(each) for name, each in value.items()}
    return "".join(
        part if not part.strip() or _PLACE.fullmatch(part) else f"⟦{part}⟧"
        for part in _PLACE.split(value)
    )


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The language, as if locales/tlh.toml were there: from right to left, without plurals."""
    english = words._table_of("en")
    table = _bracketed(english) | {
        "language": {"name": "Made up", "direction": "rtl"},
        "plural": {},
        "number": english["number"] | {"group": "’"},
    }
    of_file = words._table_of
    monkeypatch.setattr(words, "_FILES", words._FILES | {TAG})
    monkeypatch.setattr(words, "_table_of", lambda tag: table if tag == TAG else of_file(tag))
    words._words_of.cache_clear()
    yield
    words._words_of.cache_clear()


def test_its_words_are_taken_also_for_a_longer_tag():
    for tag in (TAG, "TLH", f"{TAG}-x-none"):
        assert words_for(tag)("brief.sources") == "⟦Sources⟧"
    assert words_for(TAG)("sections.timeline.extent", n=1) == "1⟦ events⟧"
    assert words_for(TAG)("sections.full_story.characters", n=1234) == "1’234⟦ characters⟧"


def test_what_it_lacks_is_english(monkeypatch: pytest.MonkeyPatch):
    table = {"language": {"direction": "rtl"}, "brief": {"sources": "Q"}}
    of_file = words._table_of
    monkeypatch.setattr(words, "_table_of", lambda tag: table if tag == TAG else of_file(tag))
    words._words_of.cache_clear()
    found = words_for(TAG)
    assert (found("brief.sources"), found("brief.contents")) == ("Q", "Sections")
    assert (found.direction, found("sections.timeline.extent", n=1)) == ("rtl", "1 event")


def _texts(html: str) -> set[str]:
    """Return every text between tags, and of attributes that are read aloud or shown."""
    html = re.sub(r"<(script|style|pre)\b.*?</\1>", "", html, flags=re.S)
    shown = re.findall(r'(?:aria-label|title|alt)="([^"]*)"', html) + re.findall(
        r">([^<>]+)<", html
    )
    return {text.strip() for text in shown if re.search(r"[^\W\d_]", text)}


STATIC = {ENGLISH(key) for key in ENGLISH if not ENGLISH.message(key).names}
"""Every English message without a place."""


@pytest.mark.parametrize("kind", EXAMPLES)
def test_no_word_of_a_brief_stays_english(kind: str):
    for example in EXAMPLES[kind].values():
        pages = []
        for language in ("en", TAG):
            made = loaded(example, language=language, updated="2026-01-03").brief
            assert made is not None
            found = knowing_part(made, check_claims(made), shown_sections(made))
            pages.append(brief_part(made, images={}).html() + found.html())
        kept = _texts(pages[0]) & _texts(pages[1])
        assert kept & STATIC == set()


def test_a_page_goes_the_way_of_its_language():
    made = brief({"kind": "timeline", "note": "None."}, language=TAG)
    page = render_page(
        brief_part(made),
        language=TAG,
        title="T",
        description="D",
        icon="",
        policy="",
        head=head_of_brief(made, ""),
        styles=[],
        scripts="",
        shelf="",
        slug="",
        about="about",
        edit="edit",
        web_manifest="",
        theme=(),
        page={},
        script_words={},
        without_scripts="x",
        endings="",
    )
    assert '<html lang="tlh" dir="rtl" data-foldline="static">' in page
    assert "⟦Skip to the story⟧" in page and "⟦Menu⟧" in page
    assert _texts(page) & STATIC == set()


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.html")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_a_template_holds_no_words(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S)
    # the code that a publisher copies, and the brief in it, are no words of ours
    text = re.sub(r"\{% call code\(\) %\}.*?\{% endcall %\}", "", text, flags=re.S)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)
    assert _texts(f">{text}<") <= {"Foldline"}
