"""Place the marks and bands of a drawing in rows that have room for them and their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from foldline.sections.timeline.axis import Axis
from foldline.sections.timeline.drawing import BESIDE, RADIUS, DrawnEvent, Label, Mark
from foldline.sections.timeline.lettering import BOLD, shortened, width_of

TEXT, THIN = 1.3, 1.05
"""Em of a line of words, and of a row of marks without words."""
MARK, BETWEEN = 0.9, 0.9
"""Em of a mark in a row with words, and between two such rows."""
COLUMN = 7.0
"""Em, the height of the tallest bar that counts, with the count above it."""
LEAST_COLUMN = 2.2
"""Em of a bar that counts, at least: a number of three figures stands above it."""

Box = tuple[float, float]


def add_words(axis: Axis, mark: Mark, event: DrawnEvent, with_dates: bool = True) -> None:
    """Give a mark its words: beside it if there is room, without the date if there is only room for
    the label; else above it. There they begin at its left, end at its right or stand about its
    middle: the first of these that has room for them, or the one with the most room. Without
    `with_dates`, an event that has a label has no date there."""
    times = f" ×{mark.count}" if mark.count > 1 else ""
    date, label = event.when.display, event.label
    mark.label = bool(label)
    name = (label or date) + times
    for words in ([label, date + times], [name]) if label and with_dates else ([name],):
        for anchor, room in _rooms_beside(axis, mark).items():
            if width_beside(words, mark.label) <= room:
                mark.words, mark.anchor, mark.beside = words, anchor, True
                return
    left, right, middle = (
        at * axis.width / 100 for at in (mark.left, mark.right, (mark.left + mark.right) / 2)
    )
    rooms = {
        "start": axis.width - left + RADIUS * mark.point,
        "end": right + RADIUS * mark.point,
        "middle": 2 * min(middle, axis.width - middle),
    }
    wide = _width_of_lines([name], mark.label)
    mark.beside = False
    mark.anchor = next(
        (anchor for anchor, room in rooms.items() if wide <= room),
        max(rooms, key=lambda anchor: rooms[anchor]),
    )
    mark.words = [shortened(name, rooms[mark.anchor], BOLD if label else 1)]


def _rooms_beside(axis: Axis, mark: Mark) -> dict[str, float]:
    """Return the room in em for words behind a mark and before it."""
    left, right = box_of(axis.width, replace(mark, words=[]))
    return {"start": axis.width - right - BESIDE, "end": left - BESIDE}


def _width_of_lines(lines: Sequence[str], label: bool) -> float:
    """Return the width of the widest line, in em. A label is bold."""
    return max(width_of(line, BOLD if label and n == 0 else 1) for n, line in enumerate(lines))


def width_beside(words: Sequence[str], label: bool) -> float:
    """Return the width of words in one line."""
    wide = sum(width_of(word, BOLD if label and n == 0 else 1) for n, word in enumerate(words))
    return wide + (width_of(" ") if len(words) > 1 else 0)


def box_of(axis_width: float, mark: Mark, width: float | None = None) -> Box:
    """Return the left and right ends of a mark with its words, in em, in a drawing that is laid out
    `axis_width` wide and shown `width` wide."""
    width = width or axis_width
    reach = mark.reach
    left = mark.left * width / 100 - reach[0]
    right = mark.right * width / 100 + reach[1]
    if mark.words:
        measure = width_beside if mark.beside else _width_of_lines
        words = mark.words_box(measure(mark.words, mark.label), width)
        left, right = min(left, words[0]), max(right, words[1])
    return left, right


def row_for(rows: list[list[Box]], box: Box, most: float = float("inf")) -> int:
    """Put a box into the first row that has room for it, and return the number of that row; -1
    where it would be more than `most` rows."""
    row = next(
        (
            n
            for n, row in enumerate(rows)
            if all(box[1] <= left or right <= box[0] for left, right in row)
        ),
        len(rows),
    )
    if row == len(rows):
        if row >= most:
            return -1
        rows.append([])
    rows[row].append(box)
    return row


def _spaced(axis: Axis, mark: Mark) -> Box:
    left, right = box_of(axis.width, mark)
    return left - 0.35, right + 0.35


def _settle(axis: Axis, mark: Mark, rows: list[list[Box]], most: float = float("inf")) -> int:
    """Put a mark into the first row that has room for it, and return its number. Words beside it go
    to its other side where that saves a row."""
    if mark.beside:
        one, other = mark.anchor, "end" if mark.anchor == "start" else "start"
        roomy = width_beside(mark.words, mark.label) <= _rooms_beside(axis, mark)[other]
        for anchor in (one, other) if roomy else (one,):
            mark.anchor = anchor
            if (row := row_for(rows, _spaced(axis, mark), len(rows))) >= 0:
                return row
        mark.anchor = one
    return row_for(rows, _spaced(axis, mark), most)


def take_names(axis: Axis, lanes: dict[str, list[Mark]], most_rows: int) -> int:
    """Take the words from those marks that have no room for them in so many rows. Those with an
    author's label keep them first. Return how many rows have words."""
    used = 0
    for marks in lanes.values():
        rows: list[list[Box]] = []
        most = max(2, round(most_rows * len(marks) / sum(map(len, lanes.values()))))
        if any(_settle(axis, mark, rows, most) < 0 for mark in marks if mark.words):
            rows = []
            for mark in _by_weight(marks):
                if mark.words and _settle(axis, mark, rows, most) < 0:
                    mark.words, mark.anchor, mark.beside = [], "start", False
        used += len(rows)
    return used


def _by_weight(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks in the order in which they get room for their words: those with a label
    first, and of many at first some from all of the time."""
    order = sorted(range(len(marks)), key=lambda at: (not marks[at].label, -(at & -at or 1 << 30)))
    return [marks[at] for at in order]


def stack(axis: Axis, lanes: dict[str, list[Mark]], top: float, names: list[Label]) -> float:
    """Put the marks of each lane into rows, each into the first that has room for it; those that
    have no words after those that do. Add the names of the lanes to `names`. Return the height of
    all in em."""
    named = len(lanes) > 1 or "" not in lanes
    y = top
    for name, marks in lanes.items():
        if named and name:
            y += TEXT + 0.7
            names.append(Label(shortened(name, axis.width, BOLD), 0, round(y - 0.5, 2), "start"))
        rows: list[list[Box]] = []
        held: list[list[Mark]] = []
        for mark in _those_with_words_first(marks):
            row = _settle(axis, mark, rows)
            held += [[] for _ in range(len(rows) - len(held))]
            held[row].append(mark)
        for here in held:
            lines = max((0 if mark.beside else len(mark.words)) for mark in here)
            words = any(mark.words for mark in here)
            y += lines * TEXT + MARK + BETWEEN if words else THIN
            for mark in here:
                mark.y = round(y - (BETWEEN if words else 0) - MARK / 2, 2)
        y += 0.2 * named
    return y


def _those_with_words_first(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: (not mark.words, not mark.label))


def count_in_bars(axis: Axis, marks: Sequence[Mark]) -> list[Mark]:
    """Return bars of about one width that count the events whose middle lies in them. A part of an
    axis has bars of its own."""
    found: list[Mark] = []
    for left, right, _ in axis.lines:
        columns = max(1, int((right - left) / 100 * axis.width / LEAST_COLUMN))
        held: list[list[int]] = [[] for _ in range(columns)]
        for mark in marks:
            middle = (mark.left + mark.right) / 2
            if left <= middle < right or right == 100 == middle:
                at = int((middle - left) / (right - left) * columns)
                held[min(at, columns - 1)].extend(mark.numbers)
        wide = (right - left) / columns
        found += [
            Mark(
                numbers,
                round(left + at * wide, 2),
                round(left + (at + 1) * wide, 2),
                False,
                tall=float(len(numbers)),
            )
            for at, numbers in enumerate(held)
            if numbers
        ]
    most = max(mark.count for mark in found)
    for mark in found:
        mark.tall = round(max(0.25, (COLUMN - TEXT) * mark.count / most), 2)
    return found
