"""Names, hosts and texts that look like others, or hide something, each with what a page shows. All
were written for Foldline.
"""

WOMAN_ASTRONAUT = "\U0001f469\U0001f3fd\u200d\U0001f680"
RAINBOW = "\U0001f3f3\ufe0f\u200d\U0001f308"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"

NAMES: list[tuple[str, str]] = [
    ("BBC\u202eNews", "BBC⟨U+202E⟩News"),
    ("a\u202ab\u202bc\u202cd\u202de", "a⟨U+202A⟩b⟨U+202B⟩c⟨U+202C⟩d⟨U+202D⟩e"),
    (
        "\u2066a\u2069 \u2067b\u2069 \u2068c\u2069",
        "⟨U+2066⟩a⟨U+2069⟩ ⟨U+2067⟩b⟨U+2069⟩ ⟨U+2068⟩c⟨U+2069⟩",
    ),
    ("a\u200eb\u200fc\u061cd", "a⟨U+200E⟩b⟨U+200F⟩c⟨U+061C⟩d"),
    ("Reu\u200bters", "Reu⟨U+200B⟩ters"),
    ("Reu\u200cters", "Reu⟨U+200C⟩ters"),
    ("Reu\u200dters", "Reu⟨U+200D⟩ters"),
    ("1\u200d2", "1⟨U+200D⟩2"),
    ("Reu\u2060ters", "Reu⟨U+2060⟩ters"),
    ("\ufeffReuters", "⟨U+FEFF⟩Reuters"),
    ("Reu\xadters", "Reu⟨U+00AD⟩ters"),
    ("Reu\u034fters", "Reu⟨U+034F⟩ters"),
    ("AP\u3164", "AP⟨U+3164⟩"),
    ("AP\u2800", "AP⟨U+2800⟩"),
    ("A\ufe0fP", "A⟨U+FE0F⟩P"),
    ("AP\U000e0041", "AP⟨U+E0041⟩"),
    ("AP\U000e0041\U000e0042\U000e0043", "AP⟨U+E0041 U+E0042 U+E0043⟩"),
    ("AP" + "\U000e0041" * 480, "AP⟨U+E0041 U+E0041 U+E0041 and 477 more⟩"),
    ("\U0001f3f4" + "\U000e0061" * 40, "\U0001f3f4⟨U+E0061 U+E0061 U+E0061 and 37 more⟩"),
    ("a\x00b\x1bc\x85d", "a⟨U+0000⟩b⟨U+001B⟩c⟨U+0085⟩d"),
    ("a\u2028b\u2029c", "a⟨U+2028⟩b⟨U+2029⟩c"),
    ("\u200b\u200b", "⟨U+200B U+200B⟩"),
    ("\u0645\u06cc\u200c\u200c\u062e", "\u0645\u06cc⟨U+200C U+200C⟩\u062e"),
]
"""A name and how it is shown."""

HARMLESS_NAMES = [
    "BBC News",
    "",
    "Müller & Söhne",
    "Café Zoë",
    "İstanbul",
    "חדשות",
    "الجزيرة",
    "Новости",
    "新华社",
    "a b\tc\nd",
    "⟨U+202E⟩",
    "O’Neil–Smith",
    # Persian: ZWNJ between two parts of one word
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u0dc1\u0dca\u200d\u0dbb\u0dd3 \u0dbd\u0d82\u0d9a\u0dcf",  # Sri Lanka, in Sinhala
    "\u0915\u094d\u200d\u0937",
    "\u1820\u180b\u1822",  # Devanagari, Mongolian
    "\u845b\U000e0100\u98fe",  # a Japanese place, in the form that it has there
    WOMAN_ASTRONAUT,
    RAINBOW,
    SCOTLAND,
    "I \u2764\ufe0f NY",
    "No. 1\ufe0f\u20e3",
    "\U0001f1e9\U0001f1ea",
]

TEXTS: list[tuple[str, str]] = [
    ("a \u202e b", "a ⟨U+202E⟩ b"),
    ("a \u202e b\u202c c", "a ⟨U+202E⟩ b⟨U+202C⟩ c"),
    ("a \u202d b", "a ⟨U+202D⟩ b"),
    ("a \u202b b", "a ⟨U+202B⟩ b"),
    ("a \u2067 b", "a ⟨U+2067⟩ b"),
    ("a \u2067 b \u2066 c\u2069", "a ⟨U+2067⟩ b \u2066 c\u2069"),
    ("a\u2069 b\u202c", "a⟨U+2069⟩ b⟨U+202C⟩"),
    ("\u2067\u202e\u2069", "\u2067⟨U+202E⟩\u2069"),
    ("a\u202b\u202b\u202b\u202b\u202bb", "a⟨U+202B U+202B U+202B and 2 more⟩b"),
    ("read this\U000e0048\U000e0049", "read this⟨U+E0048 U+E0049⟩"),
]
"""A running text and how it is shown."""

HARMLESS_TEXTS = [
    "",
    "It rained.",
    "\u2068Rain\u2069 and \u202bשלום\u202c",
    "\u202a\u2067a\u2069\u202c",
    "שלום (עולם)\u200f!",
    "Donau\xaddampf\xadschiff",
    "ไทย\u200bไทย",
    f"{SCOTLAND} 2, {RAINBOW} 1",
    *HARMLESS_NAMES,
]

HOSTS: list[tuple[str, str]] = [
    ("https://example.org/a", "example.org"),
    ("HTTPS://EXAMPLE.org:443?x", "example.org"),
    ("https://example.org./", "example.org"),
    ("//example.org/a", "example.org"),
    ("https:example.org", "example.org"),
    ("https:\\\\example.org\\a", "example.org"),
    ("\\\\example.org", "example.org"),
    ("/\\example.org", "example.org"),
    ("/\t/example.org", "example.org"),
    ("https://bbc.co.uk@example.org/", "example.org"),
    ("https://bbc.co.uk:pass@example.org:8443/", "example.org"),
    ("https://bbc.co.uk\\@example.org/", "bbc.co.uk"),
    ("https://ex%61mple.org/", "example.org"),
    ("https://ｅｘａｍｐｌｅ．ｏｒｇ/", "example.org"),
    ("https://example。org/", "example.org"),
    ("https://exa\u200bmple\xad.org/", "example.org"),
    ("https://[2001:db8::1]:80/", "[2001:db8::1]"),
    ("https://bücher.example/", "xn--bcher-kva.example"),
    ("https://BÜCHER.example/", "xn--bcher-kva.example"),
    ("https://bu\u0308cher.example/", "xn--bcher-kva.example"),
    ("https://faß.example/", "xn--fa-hia.example"),
    ("https://пример.рф/", "xn--e1afmkfd.xn--p1ai"),
    ("https://p\u0430ypal.com/", "xn--pypal-4ve.com"),  # a Cyrillic a
    ("https://\u0430\u0440\u0440\u04cf\u0435.com/", "xn--80ak6aa92e.com"),  # Cyrillic throughout
    (
        "https://example.com\u30ceindex.example.org/",
        "example.xn--comindex-634g.example.org",
    ),  # a Katakana no, which looks like a slash
    ("https://n\u0627\u0645\u0647\u200c\u0627\u06cc.example/", None),
    ("mailto:desk@example.org?subject=a", "desk@example.org"),
    ("story.html", ""),
    ("#timeline", ""),
    ("/example.org", ""),
    ("?example.org", ""),
    ("", ""),
]
"""A link's address and the host that is asked for; None where it is only known to be "xn--…"."""

LINKS: list[tuple[str, str, str]] = [
    ("The notice", "https://example.org/notice", "example.org"),
    ("The notice", "https://www.example.org/notice", "example.org"),
    ("example.org", "https://example.org/notice", ""),
    ("www.example.org", "https://example.org/", ""),
    ("on Example.org, today", "https://example.org/", ""),
    ("https://example.org/notice", "https://example.org/notice", ""),
    ("https://example.org/evil.example", "https://example.org/evil.example", ""),
    ("bbc.co.uk", "https://example.org/", "example.org"),
    ("https://www.bbc.co.uk/news", "https://example.org/", "example.org"),
    ("bbc.co.uk, by example.org", "https://example.org/", "example.org"),
    ("https://bbc.co.uk@example.org/", "https://bbc.co.uk@example.org/", "example.org"),
    ("https://example.org.evil.example", "https://evil.example", "evil.example"),
    ("example.org", "https://example.org.evil.example/", "example.org.evil.example"),
    ("paypal.com", "https://p\u0430ypal.com/", "xn--pypal-4ve.com"),
    ("p\u0430ypal.com", "https://p\u0430ypal.com/", "xn--pypal-4ve.com"),
    ("https://пример.рф/", "https://пример.рф/", "xn--e1afmkfd.xn--p1ai"),
    ("gro.elpmaxe\u202e", "https://example.org/", "example.org"),
    ("", "https://example.org/", "example.org"),
    ("a" * 2000, "https://example.org/", "example.org"),
    (
        "The notice",
        "https://" + "bbc.co.uk." * 20 + "evil.example/",
        "…" + ("bbc.co.uk." * 20 + "evil.example")[-60:],
    ),
    ("the desk", "mailto:desk@example.org", "desk@example.org"),
    ("desk@example.org", "mailto:desk@example.org", ""),
    ("desk@bbc.co.uk", "mailto:desk@example.org", "desk@example.org"),
    ("the next part", "#timeline", ""),
    ("another story", "../other/", ""),
    ("https://bbc.co.uk/", "../other/", "this site"),
    ("no address", "", ""),
]
"""A link's words, its address, and what is told beside it."""

HANDLES: list[tuple[str, str, str]] = [
    ("x", "BBCNews", "https://x.com/BBCNews"),
    ("x", "_a1", "https://x.com/_a1"),
    ("x", "a" * 15, "https://x.com/" + "a" * 15),
    ("x", "a" * 16, ""),
    ("x", "", ""),
    ("x", "@BBCNews", ""),
    ("x", "BBC News", ""),
    ("x", "bbc.example", ""),
    ("x", "BBCNews/../../evil", ""),
    ("x", "BBC?News", ""),
    ("x", "BBC\u200bNews", ""),
    ("x", "BBСNews", ""),
    ("x", "javascript:x", ""),
    ("x", "BBCNews\n", ""),
    ("bluesky", "news.bsky.social", "https://bsky.app/profile/news.bsky.social"),
    ("bluesky", "BBC.co.uk", "https://bsky.app/profile/BBC.co.uk"),
    ("bluesky", "a-b.example-news.org", "https://bsky.app/profile/a-b.example-news.org"),
    ("bluesky", "bbc", ""),
    ("bluesky", "bbc..uk", ""),
    ("bluesky", "-bbc.uk", ""),
    ("bluesky", "bbc-.uk", ""),
    ("bluesky", "bbc.1uk", ""),
    ("bluesky", "bbc_news.uk", ""),
    ("bluesky", "a" * 64 + ".uk", ""),
    ("bluesky", "a." * 126 + "uk", ""),
    ("bluesky", "bbc.uk/../x", ""),
    ("bluesky", "bbc.uk.", ""),
    ("bluesky", "bücher.de", ""),
    ("bluesky", "herald.example", ""),
    ("bluesky", "pilot.example.org", ""),
    ("bluesky", "a.local", ""),
    ("bluesky", "example.com", ""),
    ("mastodon", "bbc@mastodon.example", ""),
    ("harbour-notice-board", "bbc", ""),
]
"""A platform, a handle, and the address of the account; empty where it stays text."""

X, SKY = "https://x.com/", "https://bsky.app/"
TALK: list[tuple[str, str, dict[str, str]]] = [
    ("x", "As @BBCNews said, @AP.", {"@BBCNews": X + "BBCNews", "@AP": X + "AP"}),
    (
        "x",
        ".@BBCNews (@AP) “@dpa”",
        {"@BBCNews": X + "BBCNews", "@AP": X + "AP", "@dpa": X + "dpa"},
    ),
    (
        "x",
        "#Rain and #snow_2026, #Zürich!",
        {
            "#Rain": X + "hashtag/Rain",
            "#snow_2026": X + "hashtag/snow_2026",
            "#Zürich": X + "hashtag/Z%C3%BCrich",
        },
    ),
    (
        "x",
        "#\u0939\u093f\u0928\u094d\u0926\u0940",
        {
            "#\u0939\u093f\u0928\u094d\u0926\u0940": X
            + "hashtag/%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80"
        },
    ),
    ("x", "#1 of #2026, C#, a#b, &#39;, ##x, #, # x", {}),
    ("x", "desk@example.org, @bbc@mastodon.example, @scope/package, @@x, @", {}),
    ("x", "https://example.org/@bbc https://example.org/#rain https://example.org/?a=#b", {}),
    ("x", "@bbc.example and @" + "a" * 16, {}),
    ("x", "@BBC\u200bNews and #Ra\u200bin and @BBCé", {}),
    ("x", "#" + "a" * 101, {}),
    (
        "bluesky",
        "@news.bsky.social. #Rain",
        {"@news.bsky.social": SKY + "profile/news.bsky.social", "#Rain": SKY + "hashtag/Rain"},
    ),
    ("bluesky", "@news and @herald.example", {}),
    ("mastodon", "@bbc #Rain", {}),
    ("", "@bbc #Rain", {}),
]
"""A platform, what is said on it, and the links that come of it."""
