"""Work beside the page: it is kept until it ends, and what goes wrong in it is logged."""

import asyncio
import gc

import pytest

from foldline.reading.tasks import Tasks
from tests.reading.coroutines import run_coroutine


def test_it_is_kept_and_returns_what_the_work_does():
    async def work() -> str:
        await asyncio.sleep(0.01)
        return "done"

    async def run() -> str:
        logged: list[str] = []
        task = Tasks(logged.append).start(work())
        gc.collect()  # nothing but the register refers to it
        assert await task == "done" and not logged
        return task.result()

    assert run_coroutine(run()) == "done"


def test_what_goes_wrong_is_logged_with_its_traceback():
    logged: list[str] = []

    async def fail() -> None:
        raise ValueError("no rain")

    async def run() -> None:
        with pytest.raises(ValueError):
            await Tasks(logged.append).start(fail())

    run_coroutine(run())
    (text,) = logged
    assert text.startswith("Traceback") and text.rstrip().endswith("ValueError: no rain")


def test_what_is_cancelled_is_not_logged():
    logged: list[str] = []

    async def run() -> None:
        task = Tasks(logged.append).start(asyncio.sleep(10))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run_coroutine(run())
    assert not logged
