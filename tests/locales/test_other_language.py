"""A made-up language, in which each text stands in brackets: nothing on a page stays in English."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from foldline.html.brief_part import brief_part
from foldline.html.head import head_of_brief
from foldline.html.render import checked_brief_part, render_page
from foldline.locales import ENGLISH, words, words_for
from foldline.locales.messages import is_plural
from foldline.reading.editor.text import EditedText, read_text, state_sentence
from foldline.reading.local.briefs import Account, Content, OwnBrief, own_brief, read_head
from foldline.reading.local.parts import Report, list_part, own_brief_part, own_shelf_part
from foldline.reading.local.state import LocalState
from foldline.reading.page_content import alert_content
from foldline.reading.search.words import result_sentence
from foldline.reading.worker.answers import answer
from foldline.reading.worker.protocol import BriefHead, DrawBrief
from foldline.story.revisions import changes
from foldline.timelines import events_of_brief, merge_timelines
from tests.made import EXAMPLES, PACKAGE, as_bytes, brief, loaded

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
    extent = words_for(TAG)("sections.full_story.extent", n=1234, minutes=5)
    assert extent == "1’234⟦ characters · ⟧5⟦ min⟧"


def test_what_it_lacks_is_english(monkeypatch: pytest.MonkeyPatch):
    table = {"language": {"direction": "rtl"}, "brief": {"sources": "Q"}}
    of_file = words._table_of
    monkeypatch.setattr(words, "_table_of", lambda tag: table if tag == TAG else of_file(tag))
    words._words_of.cache_clear()
    found = words_for(TAG)
    assert (found("brief.sources"), found("brief.contents")) == ("Q", "Contents")
    assert (found.direction, found("sections.timeline.extent", n=1)) == ("rtl", "1 event")


def _texts(html: str) -> set[str]:
    """Return every text between tags, and of attributes that are read aloud or shown."""
    html = re.sub(r"<(script|style|pre)\b.*?</\1>", "", html, flags=re.S)
    shown = re.findall(r'(?:aria-label|title|alt)="([^"]*)"', html) + re.findall(
        r">([^<>]+)<", html
    )
    return {text.strip() for text in shown if re.search(r"[^\W\d_]", text)}


STATIC = {ENGLISH(key) for key in ENGLISH if not ENGLISH.message(key).names} - {"Foldline"}
"""Every English message without a place."""


@pytest.mark.parametrize("kind", EXAMPLES)
def test_no_word_of_a_brief_stays_english(kind: str):
    for example in EXAMPLES[kind].values():
        pages = []
        for language in ("en", TAG):
            made = loaded(example, language=language, updated="2026-01-03").brief
            assert made is not None
            pages.append(checked_brief_part(made, images={}).html())
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
        faces=[],
        scripts="",
        shelf="",
        slug="",
        name="⟦The Fold⟧",
        own_name=True,
        logo="",
        topics_at="",
        about="about",
        edit="edit",
        report="",
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


def _own_briefs(language: str) -> list[OwnBrief]:
    """Return briefs of a reader's own: wrong, with pictures that are not there, imported, empty,
    and one whose content can't be read."""
    photos = {"kind": "photo_gallery", "photos": [{"src": "a.png", "alt": "a"}]}
    account = Account(
        "text", tuple((how, "line 1", "x") for how in ("used", "guessed", "left over"))
    )
    contents = [
        Content(as_bytes(photos, {"kind": "tmeline"}, language=language).decode()),
        Content(as_bytes(photos, odd=1, language=language).decode(), account=account),
        Content('{"foldline": 2}'),
        Content('{"foldline": 2}', account=account),
    ]
    found = [own_brief(f"{at}.json", content) for at, content in enumerate(contents)]
    unread = read_head("x\nX", "")
    for each in (*found, unread):
        each.language = language
    return [*found, unread]


def test_no_word_of_the_readers_own_briefs_stays_english():
    texts: list[set[str]] = []
    for language in ("en", TAG):
        found, words = _own_briefs(language), words_for(language)
        report = Report(words, ["line"], [words("local.opening.busy", name="x")], 1, 2)
        parts = [
            own_shelf_part(found, report),
            list_part(found, gone=1),
            *map(own_brief_part, found),
        ]
        html = "".join(part.html(words) for part in parts)
        texts.append(_texts(html) | set(report.failing.split("; ")))
    kept = {text for text in texts[0] & texts[1] if "foldline" not in text}
    assert kept & STATIC == set() and len(texts[1]) > 30
    assert [text for text in kept if re.search(r"brief|opened|here", text)] == []


def test_what_a_page_says_is_in_its_language():
    words = words_for(TAG)
    head, html = answer(DrawBrief("bad.json", "", None, TAG), b"{")
    alert = alert_content(words, words("alert.unread"), ["x"], advice=words("alert.reload"))
    assert isinstance(head, BriefHead) and (head.language, alert.language) == (TAG, TAG)
    edited = [EditedText(None, (), ""), read_text("a", as_bytes().decode()), read_text("a", "{")]
    sentences = [
        *(result_sentence("x", found, 2, words) for found in (0, 1)),
        *(state_sentence(each, shows_older=False, words=words) for each in edited if each),
        head.title,
        alert.title,
    ]
    assert all(sentence.startswith("⟦") or "⟦ " in sentence for sentence in sentences)
    assert "⟦Nothing of it was changed." in html and "⟦Reload the page" in alert.html
    state = LocalState(words)
    state.existing_view("gone")
    assert state.report.notices == ["⟦There is no such brief here any more. Open its file again.⟧"]


def test_what_is_made_of_briefs_is_in_their_language():
    was, now = (
        brief({"kind": "timeline", "events": [{"when": "2026", "text": text}]}, language=TAG)
        for text in ("It began to rain.", "It began to snow.")
    )
    (section,) = changes(was, now)
    assert (section.heading, section.changes[0].what) == ("⟦Timeline⟧", "⟦event⟧")
    merged = merge_timelines(
        [events_of_brief(each, f"b{at}") for at, each in enumerate((was, now))]
    )
    assert merged.brief.dek == "2⟦ events of ⟧2⟦ briefs⟧⟦.⟧"
