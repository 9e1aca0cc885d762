"""Briefs that are made to become large pages: what repeats, what costs markup, and what is short in
a file and long on a page.

usage: python -m tests.hostile.growing_briefs CASES SEED

tells of so many cases of `python tests/fuzz.py "growing briefs"` which page is the largest for its
brief, and which the nearest to its bound."""

import json
import sys
from multiprocessing import Pool
from random import Random

from foldline.html.render import render_brief
from foldline.story.loading import load
from foldline.story.shape import most_bytes
from foldline.text.cost import growth
from foldline.text.prose import shown_prose
from tests.hostile.growing_parts import LONGEST, Maker

SEEDS = tuple(str(number) for number in range(1_000))
"""A brief is made from a number; what a case changes of the number makes another brief."""


def growing_brief(text: str) -> bytes:
    """The file of a brief that is made from any text, of at most `LONGEST` bytes or, of every
    fourth, ten times as many.
    """
    chance = Random(repr(text))
    most = LONGEST * chance.choice((1, 1, 1, 10))
    made = Maker(chance).brief()
    while len(data := json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()) > most:
        made["sections"] = made["sections"][: len(made["sections"]) // 2]
        if not made["sections"]:
            made |= {
                "sections": [],
                "revisions": [],
                "topics": [],
                "corrections": [],
                "sources": made["sources"][:1],
            }
            return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
        made["revisions"] = [
            each | {"sections": each["sections"][: len(made["sections"])]}
            for each in made.get("revisions", [])
        ]
    return data


def page_of(data: bytes) -> bytes:
    loaded = load(data)
    return (
        b""
        if loaded.brief is None
        else render_brief(loaded.brief, problems=loaded.hiding, address="a.json").encode()
    )


def page_size(text: str) -> None:
    """No page is larger than its brief allows, and what is refused is refused before the page is
    made, with a sentence.
    """
    data = growing_brief(text)
    page = page_of(data)
    assert len(page) <= most_bytes(len(data)), f"{len(data):,} bytes became {len(page):,}"
    assert b"makes the page too large" not in page, f"{len(data):,} bytes were not foreseen"


def prose_size(text: str) -> None:
    """No text becomes more HTML than is foreseen of it."""
    html = shown_prose(text, "x")
    most = 30 * len(text.encode("utf-8", "replace")) + growth(text) + 2_000
    assert len(html.encode("utf-8", "replace")) <= most, (
        f"{len(text):,} characters became {len(html):,}"
    )


def _sizes(place: tuple[int, int]) -> tuple[int, int, bool, str]:
    from tests.hostile.mutating import case  # it imports this module

    seed, number = place
    data = growing_brief(case("growing briefs", seed, number))
    page = page_of(data)
    refused = not page or b"could not be read" in page
    return (
        len(data),
        len(page),
        refused,
        "" if len(page) <= most_bytes(len(data)) else f"case {number} is beyond its bound",
    )


def main(cases: int, seed: int) -> int:
    with Pool(2) as pool:
        found = list(pool.imap_unordered(_sizes, [(seed, number) for number in range(cases)], 50))
    print(
        f"{len(found):,} briefs, {sum(refused for *_, refused, _ in found):,} refused, whole or "
        "in part"
    )
    for words, least in (
        ("of any size", 0),
        ("of 5,000 bytes or more", 5_000),
        ("of 25,000 bytes or more", 25_000),
    ):
        size, page, *_ = max(
            (each for each in found if each[0] >= least), key=lambda each: each[1] / each[0]
        )
        print(
            f"the largest page for a brief {words}: {page / size:.1f} times, {size:,} bytes became "
            f"{page:,}"
        )
    size, page, *_ = max(found, key=lambda each: each[1] / most_bytes(each[0]))
    print(
        f"the nearest to its bound: {100 * page / most_bytes(size):.0f} %, {size:,} bytes became "
        f"{page:,}"
    )
    print("\n".join(wrong for *_, wrong in found if wrong) or "none is beyond its bound")
    return int(any(wrong for *_, wrong in found))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
