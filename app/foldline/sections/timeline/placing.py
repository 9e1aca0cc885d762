"""Place the marks and bands of a drawing in rows that have room for them and their words."""

from __future__ import annotations

from collections.abc import Sequence

from foldline.sections.timeline.axis import Axis
from foldline.sections.timeline.drawing import RADIUS, DrawnEvent, Label, Mark
from foldline.sections.timeline.lettering import BOLD, shortened, width_of

ARROW = 0.9
"""Em at the end of an event that goes on, for its arrow."""
FADE = 0.8
"""Em, at most axis.PAD, by which a mark fades beyond its dates, where these are approximate or
uncertain."""
TEXT, THIN = 1.3, 1.05
"""Em of a line of words, and of a row of marks without words."""
MARK, BETWEEN = 0.9, 0.55
"""Em of a mark in a row with words, and between two such rows."""
COLUMN = 6.0
"""Em, the height of the tallest bar that counts."""


def add_words(axis: Axis, mark: Mark, event: DrawnEvent) -> None:
    """Give a mark the words above it. They begin at its left, end at its right or stand about its
    middle: the first of these that has room for them, or the one with the most room."""
    left, right, middle = (
        at * axis.width / 100 for at in (mark.left, mark.right, (mark.left + mark.right) / 2)
    )
    lines = [event.label, event.when.display] if event.label else [event.when.display]
    rooms = {
        "start": axis.width - left + RADIUS * mark.point,
        "end": right + RADIUS * mark.point,
        "middle": 2 * min(middle, axis.width - middle),
    }
    wide = _width_of_lines(lines)
    mark.anchor = next(
        (anchor for anchor, room in rooms.items() if wide <= room),
        max(rooms, key=lambda anchor: rooms[anchor]),
    )
    mark.words = [
        shortened(line, rooms[mark.anchor], BOLD if line is event.label else 1) for line in lines
    ]


def _width_of_lines(lines: Sequence[str]) -> float:
    """Return the width of the widest line, in em. Of two lines the first is bold."""
    return max(
        width_of(line, BOLD if len(lines) > 1 and n == 0 else 1) for n, line in enumerate(lines)
    )


def box_of(axis_width: float, mark: Mark, width: float | None = None) -> tuple[float, float]:
    """Return the left and right ends of a mark with its words, in em, in a drawing that is laid out
    `axis_width` wide and shown `width` wide."""
    width = width or axis_width
    beyond = max(RADIUS * mark.point, FADE * mark.soft)
    left = mark.left * width / 100 - (ARROW if mark.open_left else beyond)
    right = mark.right * width / 100 + (ARROW if mark.open_right else beyond)
    if mark.words:
        wide = _width_of_lines(mark.words)
        at = (
            mark.words_at * width / 100
            + mark.words_aside
            - wide * {"start": 0, "middle": 0.5, "end": 1}[mark.anchor]
        )
        left, right = min(left, at), max(right, at + wide)
    return left, right


def row_for(rows: list[list[tuple[float, float]]], box: tuple[float, float]) -> int:
    """Put a box into the first row that has room for it, and return the number of that row."""
    row = next(
        (
            n
            for n, row in enumerate(rows)
            if all(box[1] <= left or right <= box[0] for left, right in row)
        ),
        len(rows),
    )
    if row == len(rows):
        rows.append([])
    rows[row].append(box)
    return row


def stack(axis: Axis, lanes: dict[str, list[Mark]], top: float, names: list[Label]) -> float:
    """Put the marks of each lane into rows, each into the first that has room for it. Add the names
    of the lanes to `names`. Return the height of all in em."""
    named = len(lanes) > 1 or "" not in lanes
    y = top
    for name, marks in lanes.items():
        if named and name:
            y += TEXT + 0.7
            names.append(Label(shortened(name, axis.width, BOLD), 0, round(y - 0.5, 2), "start"))
        rows: list[list[tuple[float, float]]] = []
        row_of: list[int] = []
        for mark in marks:
            left, right = box_of(axis.width, mark)
            row_of.append(row_for(rows, (left - 0.35, right + 0.35)))
        for row in range(len(rows)):
            here = [mark for mark, at in zip(marks, row_of, strict=True) if at == row]
            lines = max(len(mark.words) for mark in here)
            y += lines * TEXT + MARK + BETWEEN if lines else THIN
            for mark in here:
                mark.y = round(y - (BETWEEN if lines else 0) - MARK / 2, 2)
        y += 0.2 * named
    return y


def count_in_bars(axis: Axis, marks: Sequence[Mark]) -> list[Mark]:
    """Return bars of one width that count the events whose middle lies in them."""
    columns = int(axis.width)
    held: list[list[int]] = [[] for _ in range(columns)]
    for mark in marks:
        held[min(int((mark.left + mark.right) / 200 * columns), columns - 1)].extend(mark.numbers)
    most = max(map(len, held))
    return [
        Mark(
            numbers,
            round(100 * at / columns, 2),
            round(100 * (at + 1) / columns, 2),
            False,
            tall=round(max(0.25, COLUMN * len(numbers) / most), 2),
        )
        for at, numbers in enumerate(held)
        if numbers
    ]
