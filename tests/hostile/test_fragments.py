"""SECURITY.md says how many hostile fragments there are, and how many texts each way of showing a
brief is tried with. `tests/browser/embedded/test_hostile_site.py` sends them."""

import re

from tests.hostile.fragments import FRAGMENT_CLASSES, FRAGMENT_TEXTS
from tests.hostile.payloads import PAYLOADS
from tests.hostile.said import security_table


def test_no_text_is_in_two_classes():
    assert len(FRAGMENT_TEXTS) == sum(len(texts) for texts in FRAGMENT_CLASSES.values())
    assert not set(FRAGMENT_TEXTS) & set(PAYLOADS)


def test_what_is_said_of_each_class_is_so():
    counts = [[name, f"{len(texts):,}"] for name, texts in FRAGMENT_CLASSES.items()]
    total = ["in all", f"{len(FRAGMENT_TEXTS):,}"]
    assert security_table("class of fragments", "texts") == [*counts, total]


def test_what_is_said_of_each_way_is_so():
    header = ("opened as", "as Foldline publishes them", "as a hostile site sends them")
    published, raw = f"{len(PAYLOADS):,}", f"{len(PAYLOADS) + len(FRAGMENT_TEXTS):,}"
    assert {
        row[0]: [re.findall(r"[\d,]*\d", cell) for cell in row[1:]]
        for row in security_table(*header)
    } == {
        "page of a site": [[published], []],
        "packed file": [[published], []],
        "inline embed": [[], [raw, raw]],
        "live embed": [[published], [raw, raw]],
        "frame": [[], [raw]],
    }
