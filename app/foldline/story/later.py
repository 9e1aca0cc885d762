"""Fields that came into the format later: a brief in which one is wrong is shown without it.

Before, such a field was an unknown one: it was kept, and the brief was shown. So it is still, and
what passed a check then passes it now.
"""

from collections.abc import Iterable
from typing import Any

from foldline.story.positions import Path

OF_BRIEF = frozenset({"authors", "disputed", "translations"})
"""Unknown fields of these names were remarks."""
OF_SOURCE = frozenset({"publisher", "archived", "passages"})
OF_SECTIONS = frozenset({"id", "proof", "side", "person"})


def later_field(path: Path) -> Path | None:
    """Return the path to the later field that a path leads to or into; None where it is in none.

    >>> later_field(("sources", 0, "passages", 2, "words"))
    ('sources', 0, 'passages')
    >>> later_field(("sources", 0, "id")) is None
    True
    """
    if path[:1] == ("sources",):
        return path[:3] if len(path) > 2 and path[2] in OF_SOURCE else None
    if path[:1] in (("sections",), ("revisions",)):
        at = next((at for at, step in enumerate(path) if step in OF_SECTIONS), None)
        return None if at is None else path[: at + 1]
    return path[:1] if path and path[0] in OF_BRIEF else None


def without_fields(data: Any, paths: Iterable[Path]) -> Any:
    """Return data without the fields at these paths. What is not on the way to one is not copied.

    >>> without_fields({"a": [{"b": 1, "c": 2}]}, [("a", 0, "b")])
    {'a': [{'c': 2}]}
    """
    inner: dict[str | int, list[Path]] = {}
    for path in paths:
        inner.setdefault(path[0], []).append(path[1:])
    if not inner:
        return data
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    for step, rest in inner.items():
        if () in rest:
            del copy[step]
        else:
            copy[step] = without_fields(data[step], rest)
    return copy
