"""What runs by day, and what waits for `--nightly`: by day each kind of thing is tried, at night all of a
kind.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

import pytest

Amount = TypeVar("Amount")
_at_night = False


def set_night(nightly: bool) -> None:
    """Say which it is: tests/conftest.py does, before it imports a test."""
    global _at_night
    _at_night = nightly


def by_day(few: Amount, at_night: Amount) -> Amount:
    """Return the first by day, the second at night: how many examples a test tries, or which."""
    return at_night if _at_night else few


def at_night(*values: object) -> list[Any]:
    """Return these values of a parameter, for tests that run with --nightly alone.

    Each of the values that stay by day stands for a kind; these are more of a kind.
    """
    return [
        pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.nightly)
        for value in values
    ]


def sampled(values: Iterable[object], every: int) -> list[Any]:
    """Return these values of a parameter: by day every `every`th of them runs, at night all.

    For long tables of which each row tries the same thing on another text.
    """
    return [
        value if at % every == 0 else pytest.param(value, marks=pytest.mark.nightly)
        for at, value in enumerate(values)
    ]
