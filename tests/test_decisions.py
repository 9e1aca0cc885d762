"""Each decision is one page: a title, its date, its status, then why. An index lists them all."""

import re
from datetime import date

import pytest

from tests.made import ROOT

FOLDER = ROOT / "docs" / "decisions"
DECISIONS = sorted(FOLDER.glob("[0-9]*.md"))
INDEX = (FOLDER / "index.md").read_text("utf-8")
STATUS = re.compile(r"accepted|replaced by \[\d+\]\((\d{4}-[a-z0-9-]+\.md)\)|withdrawn")


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision.stem)
def test_a_decision_has_its_form(decision):
    assert re.fullmatch(r"\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md", decision.name)
    text = decision.read_text("utf-8")
    head = re.match(
        r"# (?P<title>.+)\n\n- Date: (?P<date>\d{4}-\d\d-\d\d)\n- Status: (?P<status>.+)\n\n(?=\S)",
        text,
    )
    assert head, (
        "begin with '# Title', then '- Date: YYYY-MM-DD' and '- Status: accepted' (or 'replaced "
        "by [n](file)', 'withdrawn')"
    )
    assert date(2026, 11, 1) <= date.fromisoformat(head["date"])
    status = STATUS.fullmatch(head["status"])
    assert status, head["status"]
    assert status[1] is None or (FOLDER / status[1]).is_file()
    assert "\n# " not in text[2:], "one page has one title"
    assert len(text.split()) <= 900, "a decision is one page"


def test_numbers_are_used_once_and_dates_do_not_go_back():
    numbers = [page.name[:4] for page in DECISIONS]
    assert len(set(numbers)) == len(numbers)
    dates = [re.search(r"^- Date: (.+)$", page.read_text("utf-8"), re.M)[1] for page in DECISIONS]
    assert dates == sorted(dates)


def test_the_index_lists_each_with_its_title_date_and_status():
    rows = re.findall(r"^\| (\d+) \| \[(.+)\]\(([\w-]+\.md)\) \| ([\d-]+) \| (.+) \|$", INDEX, re.M)
    expected = []
    for page in DECISIONS:
        title, day, status = re.match(
            r"# (.+)\n\n- Date: (.+)\n- Status: (.+)\n", page.read_text("utf-8")
        ).groups()
        expected.append((str(int(page.name[:4])), title, page.name, day, status))
    assert rows == expected
