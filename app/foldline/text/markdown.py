"""Writing Markdown that other programs read as it is meant: links, items, inner headings, and the
sources of a claim.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

Names = Mapping[str, str]
"""What sources are called, as Markdown, by their ids."""

_ENDS_A_LINK = re.compile(r"[\s<>\"\\`\x00-\x20\x7f-\xa0\u2028\u2029]")


def link(words: str, address: str, title: str = "") -> str:
    """Return a link in Markdown, whose address can't end before its own end. `title` is its title,
    without double quotes.
    """
    address = _ENDS_A_LINK.sub(lambda found: quote(found[0]), address)
    depth = 0
    for mark in re.findall(r"[()]", address):
        depth += 1 if mark == "(" else -1
        if depth < 0:
            break
    if depth:  # CommonMark allows parentheses that are closed
        address = address.replace("(", "%28").replace(")", "%29")
    return f"[{words}]({address}" + (f' "{title}")' if title else ")")


def under(text: str | None) -> str:
    """Return prose with its inner headings one level down, since those of the second level are the
    sections'.

    >>> under("## Before\\n\\nThe quay was shut.")
    '### Before\\n\\nThe quay was shut.'
    """
    return re.sub(
        r"^(#{1,5})(?= )", lambda marks: max(marks[1] + "#", "###"), text or "", flags=re.M
    )


def item(text: str) -> str:
    """Return prose as one item of a list.

    >>> item("One.\\nTwo.")
    '- One.\\n  Two.'
    """
    return "- " + under(text).replace("\n", "\n  ")


def cited(claim: Any, names: Names) -> str:
    """Return the names of the sources that a claim rests on, as it ends with: " (Sources: AP,
    Reuters)"; empty for none.
    """
    found = ", ".join(names[each] for each in claim.source_ids if each in names)
    return f" (Sources: {found})" if found else ""


def points(items: Iterable[Any], names: Names, label: str = "") -> list[str]:
    """Return points as one list, each behind a label where there is one."""
    return [
        "\n".join(
            item((f"**{label}:** " if label else "") + point.text + cited(point, names))
            for point in items
        )
    ]
