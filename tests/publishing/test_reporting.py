"""The link by which a reader reports an error: what a publisher names, and what a page makes of it."""

from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from foldline.html.head import head_of_brief
from foldline.html.render import brief_part
from foldline.locales import ENGLISH
from foldline.publishing.reporting import report_address
from foldline.publishing.shell import CHECKOUT, page_document
from foldline.settings import parse_settings
from foldline.story.site import SiteLook
from tests.made import brief
from tests.parsed import elements, tree


@pytest.mark.parametrize(
    "value, read",
    [
        ("errors@news.example", "mailto:errors@news.example"),
        ("mailto:errors@news.example", "mailto:errors@news.example"),
        ("https://news.example/report", "https://news.example/report"),
        ("https://news.example/report?from=a b", ""),
        ("https://nüws.example/", "https://xn--nws-hoa.example/"),
    ],
)
def test_a_publisher_names_a_mail_address_or_a_page(value, read):
    found = parse_settings(f'report = "{value}"'.encode(), "foldline.toml")
    assert found.look.report == read and bool(found.problems) is not bool(read)


def test_a_mail_says_which_page_it_is_about():
    link = report_address(
        "mailto:e@n.example", "Rain & “sun”", "https://n.example/r/", "r", ENGLISH
    )
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "e@n.example")
    assert parse_qs(parts.query) == {
        "subject": ["Error in “Rain & “sun””"],
        "body": ["Page: https://n.example/r/\n"],
    }
    assert "+" not in link  # a mail program shows it as it is
    unknown = report_address("mailto:e@n.example", "Rain", "", "r", ENGLISH)
    assert unquote(unknown).endswith("body=Page: Rain\n")


def test_a_page_gets_it_in_its_query():
    make = lambda report, address="", slug="": report_address(report, "T", address, slug, ENGLISH)  # noqa: E731
    assert make("https://n.example/e", "https://n.example/r/", "r") == (
        "https://n.example/e?brief=r&page=https%3A%2F%2Fn.example%2Fr%2F"
    )
    assert make("https://n.example/e?a=1", slug="r") == "https://n.example/e?a=1&brief=r"
    assert make("https://n.example/e") == "https://n.example/e"
    assert make("", "https://n.example/r/", "r") == ""


@pytest.mark.parametrize("report", ["", "https://n.example/e"])
def test_the_menu_offers_it_where_the_publisher_names_an_address(report):
    place = replace(CHECKOUT, look=SiteLook(report=report))
    made = brief({"kind": "timeline", "note": "None."})
    head = head_of_brief(made, "")
    page = page_document(place, brief_part(made), head, title="T", description="D", slug="rain")
    links = [each.attrs["href"] for each in elements(tree(page)) if "data-report" in each.attrs]
    assert links == ([f"{report}?brief=rain"] if report else [])
