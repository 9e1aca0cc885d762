import pytest

from foldline.text.addresses import check_image_address, check_link, scheme_of, written


@pytest.mark.parametrize(
    "address, scheme",
    [
        ("https://example.org", "https"),
        ("HTTPS://example.org", "https"),
        ("mailto:a@example.org", "mailto"),
        ("quay.svg", None),
        ("../a/b?c=d:e", None),
        ("//example.org/x", None),
        ("#timeline", None),
        ("", None),
        ("1:2", None),
        ("javascript:alert(1)", "javascript"),
        ("JaVaScRiPt:alert(1)", "javascript"),
        (" javascript:alert(1)", "javascript"),
        ("java\nscript:alert(1)", "javascript"),
        ("java\tscript:alert(1)", "javascript"),
        ("\x01javascript:x", "javascript"),
        ("\ufeffjavascript:x", "javascript"),
        ("java\u200bscript:x", "javascript"),
        ("data:text/html,x", "data"),
    ],
)
def test_scheme(address, scheme):
    assert scheme_of(address) == scheme


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c#d",
        "http://example.org",
        "mailto:desk@example.org",
        "story.html",
        "../x",
        "/x",
        "#sources",
        "https://[2001:db8::1]/",
        "https://xn--bcher-kva.example/ü",
    ],
)
def test_links_that_may_be(address):
    assert check_link(address) == address


SCHEMES = "a link may begin with https:, http:, mailto: or be relative, not "
ENDS = "a link has no blanks at its ends and no line breaks in it"
HOST = "a web link names a host, as in https://example.org/page"


@pytest.mark.parametrize(
    "address, sentence",
    [
        ("javascript:alert(1)", SCHEMES + "javascript:"),
        ("java\nscript:alert(1)", SCHEMES + "javascript:"),
        ("DATA:text/html,x", SCHEMES + "data:"),
        ("vbscript:x", SCHEMES + "vbscript:"),
        ("file:///etc/passwd", SCHEMES + "file:"),
        ("ftp://example.org", SCHEMES + "ftp:"),
        (" https://example.org", ENDS),
        ("https://example.org ", ENDS),
        ("https://example.org/\nx", ENDS),
        ("https://", HOST),
        ("https:///path", HOST),
        ("http:example.org", HOST),
        ("https://[::1", "a link must be a web address that can be read (Invalid IPv6 URL)"),
    ],
)
def test_links_that_may_not_be(address, sentence):
    with pytest.raises(ValueError) as caught:
        check_link(address)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "address",
    [
        "quay.svg",
        "harbour/quay.svg",
        "https://example.org/a.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "data:image/webp,x",
        "data:IMAGE/GIF;base64,R0lGOD",
    ],
)
def test_images_that_may_be(address):
    assert check_image_address(address) == address


DATA = "image data may be of image/png, image/jpeg, image/gif, image/webp, image/avif, not "


@pytest.mark.parametrize(
    "address, sentence",
    [
        ("data:image/svg+xml,<svg/>", DATA + "image/svg+xml"),
        ("data:text/html,x", DATA + "text/html"),
        ("data:,x", DATA + "an unnamed type"),
        (
            "mailto:a@example.org",
            "an image's address may begin with https:, http:, data: or be relative, not mailto:",
        ),
    ],
)
def test_images_that_may_not_be(address, sentence):
    with pytest.raises(ValueError) as caught:
        check_image_address(address)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("address", ["javascript:alert(1)", "blob:x", "file:///x.png"])
def test_what_is_offered_instead_of_a_wrong_image_is_allowed_for_images(address):
    with pytest.raises(ValueError) as caught:
        check_image_address(address)
    assert "mailto:" not in str(caught.value)
    assert "data:" in str(caught.value)


@pytest.mark.parametrize("check", [check_link, check_image_address])
def test_no_address_is_no_address(check):
    with pytest.raises(ValueError):
        check("")


@pytest.mark.parametrize(
    "given, in_a_page",
    [
        ("the quay.svg", "the%20quay.svg"),
        ("pictures\\quay.svg?a\\b", "pictures/quay.svg?a%5Cb"),
        ("https://Zürich.example/ä{}", "https://xn--zrich-kva.example/ä%7B%7D"),
        ("https://[::1]/a[1]?b=[c]#d#e|f", "https://[::1]/a%5B1%5D?b=%5Bc%5D#d%23e%7Cf"),
        ("100%.svg", "100%25.svg"),
        ("mailto:a b@c.example", "mailto:a%20b@c.example"),
        (" java\nscript:x", "javascript:x"),
        ("", ""),
    ],
)
def test_addresses_are_written_as_urls(given, in_a_page):
    assert written(given) == in_a_page and written(in_a_page) == in_a_page


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=1&c=%26+d;e=(f)*!'~#g",
        "quay.svg",
        "?q",
        "#part",
        "data:image/png;base64,AA==",
    ],
)
def test_what_is_a_url_stays_as_it_is(address):
    assert written(address) == address
