"""Drawings: what runs, leads or asks is taken out by its kind, and what only draws stays to the
byte.
"""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foldline.publishing.svg import DEEPEST, LARGEST, MOST_DRAWN, NotDrawn, clean_svg
from foldline.publishing.svg_names import ATTRIBUTES, ELEMENTS, INERT_ATTRIBUTES
from tests.made import ROOT
from tests.publishing.svg_attacks import ATTACKS, FAR, RUN, SPACE, drawing


def hostile(data: bytes) -> list[str]:
    """What of a finished drawing could run, lead or ask, as another reader of XML finds it."""
    found = [] if data.count(b"<?") == data.startswith(b"<?xml ") else ["an instruction"]
    for element in ET.fromstring(data).iter():
        space, _, name = element.tag.rpartition("}")
        if space != "{" + SPACE or name not in ELEMENTS:
            found.append(f"<{element.tag}>")
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2]
            if name == "href" and not re.fullmatch(
                r"\s*(#\S+|data:image/(png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*)", value
            ):
                found.append(f"{key}={value}")
            elif name.lower().startswith("on") or (
                name not in ATTRIBUTES | {"href", "space", "lang"}
                and not name.startswith(("data-", "aria-"))
            ):
                found.append(key)
            elif name == "attributeName" and ("href" in value.lower() or value.strip() == "style"):
                found.append(f"{key}={value}")
        styled = [
            value for key, value in element.attrib.items() if key in ATTRIBUTES - INERT_ATTRIBUTES
        ]
        styled += [element.text or ""] if element.tag.endswith("}style") else []
        found += [text for text in styled if "bad.example" in text and re.search(r"[(@\\]", text)]
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_could_act_is_taken_out(attack):
    for inside in (attack, f"<g><text>{attack}</text></g>", f"<a>{attack}</a><rect width='1'/>"):
        try:
            cleaned = clean_svg(drawing(inside))
        except NotDrawn:
            continue
        assert hostile(cleaned.data) == []
        assert clean_svg(cleaned.data).data == cleaned.data


def test_the_attacks_are_some_and_the_check_hears_them():
    """Of those that are no drawing at all nothing is left to be heard; of the others the check
    hears what is taken out, but for what only CSS or a browser makes of the letters."""
    cleaned = [attack for attack in ATTACKS if _taken_out(attack)]
    heard = [attack for attack in cleaned if hostile(drawing(attack))]
    assert len(ATTACKS) > 900 and len(heard) > 700


def _taken_out(attack: str) -> bool:
    try:
        return bool(clean_svg(drawing(attack)).taken_out)
    except NotDrawn:
        return False


@pytest.mark.parametrize(
    "root",
    [
        'onload="bad()"',
        'style="background:url(https://bad.example/)"',
        f'href="{RUN}"',
        'xml:base="bad"',
        "h:onload='bad()'",
    ],
)
def test_nor_is_it_on_the_first_element(root):
    assert hostile(clean_svg(drawing("", root)).data) == []


def test_what_was_taken_out_is_told_with_its_line():
    found = clean_svg(
        drawing(
            "\n<script/>\n<rect onclick='x'/>\n<a href='https://x'/>\n<style>@import "
            "'x';</style>\n<set attributeName='href'/>\n<iframe/><video/>"
        )
    )
    assert found.summary == (
        "<script> (its line 2), onclick of <rect> (its line 3), href of <a> (its line 4), @import "
        "(its line 5), "
        "<set> (its line 6) and 2 more"
    )


# --- what stays

KEPT = """<title>A &amp; b</title><desc>D</desc><!-- a note -->
<defs><linearGradient id="g" gradientTransform="rotate(30)"><stop offset="0" stop-color="rgb(1 2 3)"/></linearGradient>
<linearGradient id="h" xlink:href="#g"/><clipPath id="c"><rect width="1"/></clipPath><symbol id="s"><path d="M0 0"/></symbol>
<filter id="f"><feGaussianBlur stdDeviation="2"/><feColorMatrix type="matrix" values="1 0 0 0 0"/></filter><path id="p" d="M0 0L1 1"/></defs>
<style>@media (prefers-color-scheme: dark) { .a { fill: url(#g) } } @font-face { font-family: X; src: url(data:font/woff2;base64,AAAA) }
.b &gt; .a:not(.c) { transform: translate(1px, 2px); color: color-mix(in srgb, red, blue); --x: 1px; stroke-width: calc(1px + var(--x)) }</style>
<g clip-path="url(#c)" fill="url('#g')" style="filter:url(#f);fill:hsl(1 2% 3%)" transform="translate(1 2) rotate(3)"><use href="#s" xlink:href="#s"/>
<text xml:space="preserve" font-family="Georgia, 'Times New Roman', serif" xml:lang="de"> a <tspan dx="1">b</tspan><tspan>c</tspan></text>
<text><textPath href="#p">along</textPath></text><image href="data:image/png;base64,iVBORw0KGgo=" width="1" height="1"/></g>
<circle r="1"><animate attributeName="r" values="1;2" dur="1s"/><animateTransform attributeName="transform" type="rotate" from="0" to="3"/>
<animateMotion dur="1s"><mpath href="#p"/></animateMotion><set attributeName="fill" to="rgb(1,2,3)" begin="click"/></circle>
<rect data-x="1" aria-label="y" role="img" class="a b" tabindex="0"/><a><text>a link that leads nowhere</text></a>"""  # noqa: E501


@pytest.mark.parametrize(
    "inside",
    [
        KEPT,
        "",
        "<rect/>",
        "<text>&#8232;&lt;</text>",
        "<style><![CDATA[.a > .b { fill: red }]]></style>",
    ],
)
def test_what_only_draws_stays_to_the_byte(inside):
    for data in (
        drawing(inside),
        b"\xef\xbb\xbf" + drawing(inside),
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + drawing(inside),
    ):
        found = clean_svg(data)
        assert (found.data, found.taken_out, found.nameless) == (data, (), False)


def test_what_ships_stays_to_the_byte():
    shipped = sorted((ROOT / "stories").rglob("*.svg"))
    assert len(shipped) >= 5 and all(
        clean_svg(path.read_bytes()).data == path.read_bytes() for path in shipped
    )


def test_the_rest_of_a_cleaned_drawing_draws_the_same():
    before, after = (
        ET.fromstring(drawing(KEPT)),
        ET.fromstring(clean_svg(drawing(KEPT + "<script/>")).data),
    )
    assert [(e.tag, e.attrib, e.text, e.tail) for e in before.iter()][1:] == [
        (e.tag, e.attrib, e.text, e.tail) for e in after.iter()
    ][1:]


@pytest.mark.parametrize(
    "noise",
    [
        "<metadata><r:RDF xmlns:r='urn:r'><r:x>/home/me/quay.svg</r:x></r:RDF></metadata>",
        "<i:namedview xmlns:i='urn:i' i:export='/home/me'/>",
        "<g xmlns:i='urn:i' i:label='/home/me'/>",
        "<g filename='/home/me'/>",
    ],
)
def test_an_editors_notes_go_without_a_word(noise):
    found = clean_svg(drawing(f"<rect width='1'/>{noise}"))
    assert (
        found.taken_out == ()
        and b"/home/me" not in found.data
        and b'<rect width="1">' in found.data
    )


@pytest.mark.parametrize(
    "data, text",
    [
        (
            '<?xml version="1.0" encoding="iso-8859-1"?>{}'.format(
                '<svg xmlns="http://www.w3.org/2000/svg"><text>é</text></svg>'
            ).encode("latin-1"),
            "é",
        ),
        ('<svg xmlns="http://www.w3.org/2000/svg"><text>é</text></svg>'.encode("utf-16"), "é"),
        (
            b'<!DOCTYPE svg [<!ENTITY n "http://www.w3.org/2000/svg"><!ENTITY w "words">]><svg '
            b'xmlns="&n;"><text>&w;</text></svg>',
            "words",
        ),
        (
            b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd"><svg xmlns="http://www.w3.org/2000/svg"><text>t</text></svg>',
            "t",
        ),
    ],
)
def test_other_ways_to_write_it_come_out_as_one(data, text):
    found = clean_svg(data).data
    assert (
        f"<text>{text}</text>" in found.decode("utf-8") and b"<!" not in found and b"&" not in found
    )


def test_what_no_browser_draws_is_told_so():
    assert clean_svg(b"<svg><rect/></svg>").nameless
    assert hostile(clean_svg(f"<svg><script xmlns='{SPACE}'/><a/></svg>".encode()).data) == []


# --- what is no drawing


@pytest.mark.parametrize(
    "data, reason",
    [
        (b"", "no element found"),
        (b"words", "line 1, column 1"),
        (drawing("<g>"), "mismatched tag"),
        (drawing("&nosuch;"), "undefined entity"),
        (drawing("") + b"<x/>", "junk"),
        (b"<html/>", "its first element is <html>"),
        (f"<rect xmlns='{SPACE}'/>".encode(), "its first element is <rect>"),
        (b"<svg xmlns='urn:x'/>", "its first element is <svg>"),
        (drawing("<g>" * DEEPEST + "</g>" * DEEPEST), f"deeper than {DEEPEST} levels"),
        (b"<svg>" + b" " * LARGEST + b"</svg>", "16.0 MB"),
        (drawing("<g>" * 300_000), f"deeper than {DEEPEST}"),
        (b'<?xml version="1.0" encoding="utf-7"?><svg/>', "letters can't be read"),
        (b'<?xml version="1.0" encoding="nosuch"?><svg/>', "encoding"),
        (
            b"<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>"
            + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
            + b"]><svg>&a11;</svg>",
            "amplification",
        ),
        (
            b"<!DOCTYPE x [<!ENTITY a '" + b"a" * 100_000 + b"'>]><svg>" + b"&a;" * 400 + b"</svg>",
            "grows beyond|amplification",
        ),
        (drawing("<g id='a'><use href='#a'/></g>"), "lead back"),
        (
            drawing(
                "<g id='a'><use href='#b'/></g><g id='b'><use xlink:href='#a'/></g><use href='#a'/>"
            ),
            "lead back",
        ),
        (
            drawing(
                "<g id='a'><rect/></g>"
                + "".join(
                    f"<g id='{chr(n + 1)}'>" + f"<use href='#{chr(n)}'/>" * 20 + "</g>"
                    for n in range(97, 110)
                )
            ),
            f"more than {MOST_DRAWN:,}",
        ),
    ],
)
def test_what_can_not_be_drawn(data, reason):
    with pytest.raises(NotDrawn, match=reason):
        clean_svg(data)


def test_external_entities_are_never_read(tmp_path):
    (tmp_path / "secret").write_text("hunter2")
    for declared in (
        f'<!ENTITY a SYSTEM "{(tmp_path / "secret").as_uri()}">',
        f'<!ENTITY % p SYSTEM "{(tmp_path / "secret").as_uri()}"> %p;',
    ):
        text = f"<!DOCTYPE svg [{declared}]><svg xmlns='{SPACE}'><text>&a;</text></svg>"
        try:
            assert b"hunter2" not in clean_svg(text.encode()).data
        except NotDrawn:
            pass


_tags = st.sampled_from(
    ["g", "rect", "script", "a", "style", "set", "use", "foreignObject", "h:div", "text"]
)
_attributes = st.dictionaries(
    st.sampled_from(
        ["href", "xlink:href", "onload", "style", "fill", "attributeName", "to", "id", "transform"]
    ),
    st.sampled_from(
        [
            "#a",
            RUN,
            FAR,
            f"url({FAR})",
            "url(#a)",
            "href",
            "fill",
            f"fill:u\\72l({FAR})",
            "red",
            "a<b&\"'\n",
        ]
    ),
    max_size=3,
)
_words = st.sampled_from(
    ["", "a < b & c", "]]>", f"@import '{FAR}';", "rect{fill:red}", f"rect{{fill:url({FAR})}}"]
)


@st.composite
def _made(draw, deeper=4) -> str:
    from xml.sax.saxutils import escape, quoteattr

    tag, attributes = draw(_tags), draw(_attributes)
    inside = [escape(draw(_words))] + [
        draw(_made(deeper=deeper - 1)) for _ in range(draw(st.integers(0, 2)) if deeper else 0)
    ]
    start = " ".join([tag, *(f"{name}={quoteattr(value)}" for name, value in attributes.items())])
    return f"<{start}>{''.join(inside)}</{tag}>"


@given(st.lists(_made(), max_size=4))
def test_whatever_is_made_of_it(parts):
    try:
        cleaned = clean_svg(drawing("".join(parts)))
    except NotDrawn:
        return
    assert hostile(cleaned.data) == []
    assert clean_svg(cleaned.data).data == cleaned.data
