"""The same text with some of it changed, by a seed: what a case of fuzzing is made of."""

import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from tests.hostile.pieces import MARKS
from tests.hostile.targets import TARGETS, Target


def case(name: str, seed: int, number: int) -> str:
    """The text of a case; the same for the same numbers."""
    target, chance = TARGETS[name], Random(f"{name} {seed} {number}")
    text = chance.choice(target.seeds)
    if target.shaped and chance.random() < 0.6:
        try:
            return json.dumps(
                exchanged(json.loads(text), chance, target), ensure_ascii=chance.random() < 0.5
            )
        except ValueError:  # a seed that is no JSON
            pass
    elif len(text) > 400 and chance.random() < 0.6:
        at = chance.randrange(len(text) - 50)
        text = text[at : at + chance.choice((50, 200, 800))]
    for _ in range(1 + min(int(chance.expovariate(0.4 if len(text) > 200 else 1.5)), 40)):
        text = _changed(text, chance, target)
    return text[:60_000]


def _word(chance: Random, target: Target) -> str:
    kind = chance.random()
    if kind < 0.6 and target.words:
        return chance.choice(target.words)
    if kind < 0.85:
        return chance.choice(MARKS)
    return chr(
        chance.choice(
            (chance.randrange(0x80), chance.randrange(0x3000), chance.randrange(0x110000))
        )
    )


_WORD = re.compile(r"\w+|[^\w\s]")


def _changed(text: str, chance: Random, target: Target) -> str:
    """With one place changed: a word, or what stands anywhere."""
    words = (
        list(_WORD.finditer(text, max(0, (at := chance.randrange(len(text) + 1)) - 100), at + 100))
        if chance.random() < 0.6
        else []
    )
    if words:
        start, end = chance.choice(words).span()
    else:
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 0, 1, 1, 2, 5, 20, 100)))
    part = text[start:end]
    match chance.randrange(6):
        case 0:
            part += chance.choice(("", " ")) + _word(chance, target)
        case 1:
            part = _word(chance, target)
        case 2:
            part = ""
        case 3:
            part *= chance.choice((2, 2, 3, 20))
        case 4:
            other = chance.choice(target.seeds)
            at = chance.randrange(len(other) + 1)
            part = other[at : at + chance.choice((1, 5, 30, 200))]
            if words and (found := _WORD.findall(other[:20_000])):
                part = chance.choice(found)
        case _:
            part = _word(chance, target) * chance.choice((1, 1, 1, 30))
    return text[:start] + part + text[end:]


_ODD = (
    None,
    True,
    False,
    0,
    -1,
    10**400,
    0.5,
    -0.0,
    1e308,
    "",
    " ",
    [],
    {},
    [[]],
    {"": ""},
    "2026-01-01",
    "x" * 2000,
)


def exchanged(value: Any, chance: Random, target: Target) -> Any:
    """JSON with some of its parts exchanged, doubled, left out or put elsewhere; texts changed as
    texts.
    """
    rate = chance.choice((0.01, 0.03, 0.1))

    def through(part: Any) -> Any:
        if chance.random() < rate:
            return chance.choice(
                (
                    lambda: chance.choice(_ODD),
                    lambda: [part, part],
                    lambda: {"text": part},
                    lambda: [part],
                    lambda: value if len(json.dumps(value)) < 20_000 else None,
                    lambda: str(part),
                    lambda: _word(chance, target),
                )
            )()
        if isinstance(part, dict):
            kept = [
                (name, through(inner)) for name, inner in part.items() if chance.random() > rate / 2
            ]
            if chance.random() < rate:
                kept.append((_word(chance, target), chance.choice(_ODD)))
            if chance.random() < rate:
                chance.shuffle(kept)
            return dict(kept)
        if isinstance(part, list):
            kept = [through(inner) for inner in part]
            return (
                kept + kept[:3]
                if chance.random() < rate
                else kept[::-1]
                if chance.random() < rate
                else kept
            )
        if isinstance(part, str) and chance.random() < 3 * rate:
            return _changed(part, chance, target)
        return part

    return through(value)


# --- one case
# --------------------------------------------------------------------------------------------------------


class TooLong(Exception):
    """A case took more than it is allowed."""


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """Raises TooLong inside after so many seconds of processor time. Only in a process's first
    thread.
    """

    def stop(*_: object) -> None:
        raise TooLong(f"more than {seconds:g} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def attempt(name: str, text: str) -> BaseException | None:
    """What a target's check fails with for a text; None where all is well."""
    try:
        with in_time(TARGETS[name].allowed):
            TARGETS[name].check(text)
    except Exception as error:  # noqa: BLE001 (any is a find)
        return error
    return None


def shortened(name: str, text: str, error: BaseException, tries: int = 2000) -> str:
    """A shorter text that fails in the same way, as far as so many tries get."""

    def fails(shorter: str) -> bool:
        found = attempt(name, shorter)
        return found is not None and place_of(found) == place_of(error)

    size = max(1, len(text) // 2)
    while size:
        at = 0
        while at < len(text) and tries > 0:
            tries -= 1
            shorter = text[:at] + text[at + size :]
            if fails(shorter):
                text = shorter
            else:
                at += size
        size = size // 2 if tries > 0 else 0
    return text


def place_of(error: BaseException) -> tuple[str, str, int]:
    """The kind of an error, and the line of code that raised it."""
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    return (
        type(error).__name__,
        last.tb_frame.f_code.co_filename.rpartition("/")[2] if last else "",
        last.tb_lineno if last else 0,
    )
