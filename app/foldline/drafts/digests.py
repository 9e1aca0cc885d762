"""Several stories in one text: each a brief, and one that fails stops no other."""

import json
from collections.abc import Callable
from typing import Any

from foldline.drafts.report import Imported
from foldline.errors import ImportRefused


def each_of(items: list[Any], read: Callable[[str], list[Imported]]) -> list[Imported]:
    """Return the briefs of each item of a list of JSON. What can't be read is reported and kept
    with the first that can. Raises ImportRefused where none can be read.
    """
    found: list[Imported] = []
    failed: list[tuple[int, Any, str]] = []
    for at, item in enumerate(items):
        try:
            found += read(json.dumps(item, ensure_ascii=False))
        except ImportRefused as reason:
            failed.append((at, item, str(reason)))
    if not found:
        raise ImportRefused(failed[0][2] if failed else "the list is empty")
    for at, _, why in failed:
        found[0].report.left(f"[{at}]", f'{why}; kept with the first story, in "unread"')
    if failed:
        found[0].brief["unread"] = [item for _, item, _ in failed]
    return found
