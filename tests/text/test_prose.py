import pytest

from foldline.text.prose import plain_text, prose_html, shown_prose
from tests.parsed import dangers, elements, tree, words


@pytest.mark.parametrize(
    "markdown, html",
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("A *b* **c** `d`", "<p>A <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
        ("1-3% and $2-5/bbl", "<p>1-3% and $2-5/bbl</p>"),
        ("“Gänsefüßchen” – ✓ 🕊️", "<p>“Gänsefüßchen” – ✓ 🕊️</p>"),
    ],
)
def test_markdown(markdown, html):
    assert prose_html(markdown) == html


@pytest.mark.parametrize(
    "marks, level",
    [("#", "h3"), ("##", "h3"), ("###", "h4"), ("####", "h5"), ("#####", "h6"), ("######", "h6")],
)
def test_inner_headings_stand_under_the_section(marks, level):
    assert prose_html(f"{marks} Herring") == f"<{level}>Herring</{level}>"


def test_tables():
    found = [
        element.name for element in elements(tree(prose_html("| a | b |\n|---|---|\n| c | d |")))
    ]
    assert found == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]


def test_a_block_in_a_paragraph_does_not_end_it():
    assert prose_html("a <button><li>x</li></button> b") == "<div>a <p>x</p> b</div>"
    assert (
        prose_html("a <em><button><ul><li>x</ul></button></em>")
        == "<div>a <em><ul><li>x</li></ul></em></div>"
    )


def test_a_table_can_be_scrolled_by_keyboard():
    assert 'table tabindex="0"' in shown_prose("| a | b |\n|---|---|\n| c | d |")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c",
        "http://example.org",
        "mailto:a@example.org",
        "#timeline",
        "other.html",
    ],
)
def test_links_that_may_be(address):
    (link,) = [
        element for element in elements(tree(prose_html(f"[x]({address})"))) if element.name == "a"
    ]
    assert link.attrs["href"] == address
    assert link.attrs["rel"] == "noopener noreferrer"


@pytest.mark.parametrize(
    "markdown",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x](java&#x0A;script:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "<javascript:alert(1)>",
        "[x](vbscript:x)",
        "[x](data:text/html,x)",
        "[x](file:///x)",
        "[x][y]\n\n[y]: javascript:alert(1)",
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java\tscript:alert(1)">x</a>',
        "<script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
        "<iframe src=https://example.org></iframe>",
        "<p onclick=alert(1) style=color:red>x</p>",
        "<style>p{display:none}</style>",
        "<form action=/x><input autofocus></form>",
        "<base href=https://example.org/>",
        "<template><script>alert(1)</script></template>",
        "![x](javascript:alert(1))",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<object data=x></object>",
        "`<script>alert(1)</script>`",
        "    <script>alert(1)</script>",
        "| <script>alert(1)</script> |\n|---|\n| b |",
        "</div></details><script>alert(1)</script>",
        "<!-- --><script>alert(1)</script>",
        "<meta http-equiv=refresh content=0>",
        "<button formaction=javascript:alert(1)>x</button>",
        "<details open ontoggle=alert(1)>x</details>",
    ],
)
def test_nothing_hostile_comes_through(markdown):
    assert dangers(str(prose_html(markdown))) == []


def test_code_of_a_dropped_element_is_not_shown_as_text():
    assert words(tree(prose_html("before <script>alert(1)</script> after"))) == "before after"


def test_unknown_markup_leaves_its_words():
    assert words(tree(prose_html("a <blink>bright</blink> b"))) == "a bright b"


def test_no_element_closes_what_stands_around_it():
    inside = [
        element.name
        for element in elements(
            tree(f"<section>{prose_html('</section></details><p>x')}</section>")
        )
    ]
    assert inside[0] == "section" and words(tree(prose_html("</section></details><p>x"))) == "x"
    (section,) = [
        e
        for e in elements(tree(f"<section>{prose_html('</section></details>x')}</section>"))
        if e.name == "section"
    ]
    assert "x" in words(section)


@pytest.mark.parametrize(
    "markdown",
    [
        "<li>x",
        "<li>",
        "<em><li>x</li></em>",
        "<li><li>x",
        "<blockquote><li>x</blockquote>",
        "<p><li>x",
        "<ul></ul><li>x",
        "<table><tr><td><li>x</table>",
    ],
)
def test_no_item_of_a_list_ends_the_one_that_a_text_stands_in(markdown):
    root = tree(
        f"<article><ul><li><div>{prose_html(markdown)}</div></li><li>y</li></ul></article><footer>z</footer>"
    )
    assert [each.name for each in root.children] == ["article", "footer"]
    (listed,) = [
        each for each in elements(root) if each.name == "ul" and each.parent.name == "article"
    ]
    assert [each.name for each in listed.children] == ["li", "li"] and words(
        listed.children[1]
    ) == "y"


@pytest.mark.parametrize(
    "markdown, text",
    [
        ("One.\n\nTwo.", "One. Two."),
        ("## Herring\n\nThe quay.", "Herring The quay."),
        ("- a\n- b", "a b"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("a  \nb", "a b"),
        ("a<br>b", "a b"),
        ("[The notice](https://example.org/notice)", "The notice"),
        ("a & b", "a & b"),
        ("  many   blanks\nand lines ", "many blanks and lines"),
        ("The *Marigold* waited.", "The Marigold waited."),
        ("The *Marigold*, at last, and the **Tern**.", "The Marigold, at last, and the Tern."),
        ("un**believ**able", "unbelievable"),
        ("“*Never*”", "“Never”"),
    ],
)
def test_plain_text_is_what_is_read(markdown, text):
    assert plain_text(markdown) == text
    assert words(tree(prose_html(markdown))) == text


def test_one_text_leaves_nothing_behind_for_the_next():
    prose_html("[x][y]\n\n[y]: https://example.org/left-behind")
    assert "left-behind" not in prose_html("[x][y] of another text")


def test_words_of_a_caption_stand_before_the_table():
    html = prose_html("<table><caption>mine <b>c</b></caption><tr><td>x</table>")
    assert "mine c<table><tbody><tr><td>x</td></tr></tbody></table>" in html
