"""What a page shows of names that look like others, of hosts, of marks that turn text round, and
where handles lead.
"""

import unicodedata

import pytest
from justhtml import JustHTML

from foldline import load
from foldline.html.render import render_brief
from foldline.text.addresses import host_of, leads_to, written
from foldline.text.cost import MARKDOWN_CHARACTERS
from foldline.text.platforms import PLATFORMS, profile_of, split_mentions
from foldline.text.prose import plain_text, prose_html, shown_prose, talk_html
from foldline.text.unseen import shown_name, shown_text
from tests.hostile.lookalikes import (
    HANDLES,
    HARMLESS_NAMES,
    HARMLESS_TEXTS,
    HOSTS,
    LINKS,
    NAMES,
    SCOTLAND,
    TALK,
    TEXTS,
)
from tests.hostile.payloads import PAYLOADS
from tests.made import EXAMPLES, as_bytes, brief
from tests.parsed import dangers, elements, tree, words

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def links(html: str) -> list:
    return [each for each in elements(tree(html)) if each.name == "a"]


def hints(html: str) -> list[str]:
    """What is said beside links of where they lead."""
    return [words(each) for each in elements(tree(html)) if each.name == "small"]


# --- characters
# ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text, shown", NAMES)
def test_what_is_unseen_in_a_name_is_told(text, shown):
    assert shown_name(text) == shown == shown_name(shown)


@pytest.mark.parametrize("text", HARMLESS_NAMES)
def test_other_names_stay(text):
    assert shown_name(text) == text


@pytest.mark.parametrize("text, shown", TEXTS)
def test_what_turns_a_running_text_round_is_told(text, shown):
    assert shown_text(text) == shown == shown_text(shown)
    assert words(tree(str(shown_prose(text)))) == shown


@pytest.mark.parametrize("text", HARMLESS_TEXTS)
def test_other_texts_stay(text):
    assert shown_text(text) == text
    assert shown_prose(text) == prose_html(text)


def test_all_that_unicode_calls_a_format_is_seen_or_told():
    seen = {
        "\u06dd",
        "\u070f",
        "\u0890",
        "\u0891",
        "\u08e2",
        "\U000110bd",
        "\U000110cd",
        *map(chr, range(0x0600, 0x0606)),
    }  # they have a shape
    seen |= {*map(chr, range(0x13430, 0x13440))}  # they join hieroglyphs, which have one
    every = [
        chr(number)
        for number in range(0x110000)
        if unicodedata.category(chr(number)) in ("Cf", "Zl", "Zp")
    ]
    assert len(every) > 100
    assert [
        f"U+{ord(each):04X}"
        for each in every
        if (shown_name(f"a{each}b") == f"a{each}b") != (each in seen)
    ] == []


@pytest.mark.parametrize("mark", [each for each in BIDI if each not in "\u202c\u2069"])
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "*a{}b*",
        "a **{}b**\n\nnext",
        "- {}a\n- b",
        "> {}a",
        "[a{}](https://example.org/) b",
        "# {}a",
        "`{}a`",
        "| {}a | b |\n|---|---|\n| c | d |",
        '<abbr title="{}">a</abbr>',
        "{}LONG",
    ],
)
def test_no_mark_that_is_left_open_comes_into_a_page(mark, around):
    html = str(shown_prose(around.format(mark).replace("LONG", "a" * MARKDOWN_CHARACTERS)))
    assert f"U+{ord(mark):04X}" in html and not set(BIDI) & set(html)


def test_a_mark_ends_where_its_element_does():
    html = str(shown_prose("\u2067a *b* c\u2069 \u2067d\u2069"))
    assert html == "<p>⟨U+2067⟩a <em>b</em> c⟨U+2069⟩ \u2067d\u2069</p>"


# --- hosts
# -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address, host", HOSTS)
def test_the_host_is_the_one_that_is_asked_for(address, host):
    found = host_of(address)
    assert found == host or host is None and found.startswith("xn--")
    assert found.isascii() and host_of(written(address)) == found


@pytest.mark.parametrize("address", [address for address, _ in HOSTS])
def test_what_stands_in_the_page_is_that_host_too(address):
    in_a_page = written(address)
    assert written(in_a_page) == in_a_page
    assert in_a_page.partition("?")[0].isascii()


@pytest.mark.parametrize(
    "address",
    [
        "https://a%2Fb.example/",
        "https://a%00.example/",
        "https://%zz/",
        "https://" + "ü" * 300 + ".example/",
        "https://a%252F.example/",
        "https://%5B::1%5D/",
    ],
)
def test_what_can_be_no_host_becomes_none(address):
    again = written(address)
    assert written(again) == again and "%" in again and host_of(address) == host_of(again) != "a"


@pytest.mark.parametrize("text, address, place", LINKS)
def test_where_a_link_leads_is_told(text, address, place):
    assert leads_to(address, text) == place


@pytest.mark.parametrize(
    "text, address, place",
    [each for each in LINKS if each[0] and each[1] and "\u202e" not in each[0]],
)
def test_so_it_is_in_prose_and_in_the_list_of_sources(text, address, place):
    expected = [f"({place})"] if place else []
    html = str(shown_prose(f"See [{text}](<{address}>), all."))
    assert hints(html) == expected
    assert words(tree(html)) == f"See {text}{' (' + place + ')' if place else ''}, all."
    page = render_brief(
        load(as_bytes(sources=[{"id": "a", "name": "A", "title": text, "url": address}])).brief
    )
    assert hints(page) == expected


def test_the_words_of_a_text_are_the_same_without_it():
    assert plain_text("[The notice](https://example.org/notice)") == "The notice"
    assert "small" not in prose_html("[The notice](https://example.org/notice)")
    assert "small" not in shown_prose("<small>The notice</small>")


def test_of_a_market_and_of_a_post_it_is_told_but_not_of_the_platform_itself():
    market = EXAMPLES["markets"]["filled"]["markets"][0] | {
        "venue": "Polymarket",
        "url": "https://p\u043elymarket.com/",
    }
    assert hints(render_brief(brief({"kind": "markets", "markets": [market]}, sources=[]))) == [
        "(xn--plymarket-02h.com)"
    ]
    for url, expected in (
        ("https://x.com/a/1", []),
        ("https://www.twitter.com/a/1", []),
        ("https://x.com.example.org/", ["(x.com.example.org)"]),
    ):
        section = {"kind": "discussion", "platform": "x", "voices": [{"name": "n", "url": url}]}
        assert hints(render_brief(brief(section, sources=[]))) == expected


def test_every_link_that_leads_out_keeps_its_page_to_itself():
    prose = {
        "kind": "prose",
        "heading": "h",
        "text": "[a](https://example.org/) <https://example.org/> [b](//example.org)",
    }
    sections = [each for examples in EXAMPLES.values() for each in examples.values()]
    found = [
        link
        for link in links(render_brief(load(as_bytes(prose, *sections)).brief))
        if host_of(link.attrs.get("href", ""))
    ]
    assert len(found) > 8
    assert [
        link.attrs["href"] for link in found if link.attrs.get("rel") != "noopener noreferrer"
    ] == []


def test_hostile_texts_stay_harmless_with_all_that_is_told():
    for text in PAYLOADS:
        for html in (str(shown_prose(text, "x")), str(talk_html(text, "bluesky"))):
            assert dangers(html) == [], text
            (around,) = tree(f"<section>{html}</section>").children
            assert around.name == "section", text


# --- handles and hashtags
# --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("platform, handle, address", HANDLES)
def test_a_handle_leads_to_its_account_where_the_platform_allows_it(platform, handle, address):
    assert profile_of(handle, platform) == address
    if handle:
        html = render_brief(
            brief(
                {
                    "kind": "discussion",
                    "platform": platform,
                    "voices": [{"name": "A voice", "handle": handle}],
                },
                sources=[],
            )
        )
        assert [link.attrs["href"] for link in links(html) if link.attrs["href"][0] != "#"] == (
            [address] if address else []
        )
        assert "@" + " ".join(shown_name(handle).split()) in words(tree(html))


@pytest.mark.parametrize("platform, text, expected", TALK)
def test_accounts_and_hashtags_in_what_is_said(platform, text, expected):
    assert {
        found: address for found, address in split_mentions(text, platform) if address
    } == expected
    assert "".join(found for found, _ in split_mentions(text, platform)) == text
    assert {
        words(link): link.attrs["href"] for link in links(str(talk_html(text, platform)))
    } == expected
    for html in (talk_html(text, platform), shown_prose(text, platform)):
        assert all(link.attrs["rel"] == "noopener noreferrer" for link in links(str(html)))


def test_they_are_links_in_every_text_of_a_discussion_and_in_no_other():
    text = "#Rain by @BBCNews"
    section = {
        "kind": "discussion",
        "platform": "x",
        "summary": text,
        "sentiment": {"mood": "mixed", "text": text},
        "themes": [{"text": text}],
        "voices": [{"name": "n", "quote": text, "text": text}],
        "opinions": [{"text": text}],
    }
    html = render_brief(
        brief(section, {"kind": "prose", "heading": "h", "text": "By @BBCNews, #Rain"}, sources=[])
    )
    assert [link.attrs["href"] for link in links(html) if link.attrs["href"][0] != "#"] == [
        "https://x.com/hashtag/Rain",
        "https://x.com/BBCNews",
    ] * 6


@pytest.mark.parametrize(
    "text",
    [
        "[@BBCNews](https://example.org/)",
        "`@BBCNews`",
        "<pre>@BBCNews</pre>",
        "[*a* #Rain](https://example.org/)",
    ],
)
def test_nothing_within_a_link_or_code_becomes_one(text):
    assert [link.attrs["href"] for link in links(str(shown_prose(text, "x")))] == [
        "https://example.org/"
    ] * ("example" in text)


def test_a_hashtag_at_a_text_s_begin_is_no_heading():
    assert [
        each.name for each in elements(tree(str(shown_prose("#Rain fell\n\n# Heading", "x"))))
    ] == ["p", "a", "h3"]


def test_no_address_of_a_platform_comes_from_a_text():
    for platform, known in PLATFORMS.items():
        for text in PAYLOADS:
            for _, address in split_mentions(f"@{text} #{text}", platform):
                assert not address or host_of(address) in known.hosts


def test_a_name_is_told_wherever_it_is_shown():
    bad, shown = "A\u202eP", "A⟨U+202E⟩P"
    html = render_brief(
        brief(
            {
                "kind": "key_quotes",
                "quotes": [
                    {"text": "q", "speaker": bad, "role": bad, "agency": bad, "sources": ["a"]}
                ],
            },
            {"kind": "opposing_views", "views": [{"holder": bad, "position": bad}]},
            {"kind": "discussion", "platform": "x", "voices": [{"name": bad, "handle": "b" + bad}]},
            EXAMPLES["markets"]["filled"]
            | {
                "sources": [],
                "markets": [
                    EXAMPLES["markets"]["filled"]["markets"][0] | {"venue": bad, "question": bad}
                ],
            },
            title=bad,
            dek=bad,
            place=bad,
            topics=[bad],
            sources=[{"id": "a", "name": bad, "title": bad, "url": f"https://example.org/{bad}"}],
        )
    )
    assert "\u202e" not in html and html.count(shown) >= 16
    assert "https://example.org/A%E2%80%AEP" in html


def test_nothing_is_told_of_what_ships(shipped):
    for path in shipped:
        html = render_brief(load(path.read_bytes()).brief)
        assert "⟨" not in html and "xn--" not in html
        assert JustHTML(html, fragment=True, sanitize=False).to_html()
    assert shown_text(SCOTLAND) == SCOTLAND
