"""Publishes that are killed, or kept from writing, at any of their steps; and whether a site
is whole.
"""

import json
import os
import re
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import count
from pathlib import Path

import pytest

from foldline.errors import PublishError
from foldline.publishing import site as site_module
from foldline.publishing.runtime import Runtime
from foldline.publishing.site import publish_site
from tests.night import by_day
from tests.parsed import attributes, elements, tree
from tests.processes import forked

STEPS = {"open", "os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir"}
"""What Python tells its audit hooks of before it changes something on the disk."""
REAL_KILLS = by_day(3, at_night=8)
"""As many steps of each publish are also tried with a process that is killed there."""
REFUSED = 3
"""The exit code of a process whose publish raised PublishError."""


def publish(stories: Path, out: Path, built: Runtime) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_module, "built_runtime", lambda runtime, report: built)
        publish_site(stories, out, built)


def before_each_step(out: Path, act: Callable[[int], None]) -> None:
    """From now on, this process calls `act` with a number, from 1, before each step of what it does
    to `out`.
    """
    seen, acting = count(1), False

    def hook(event: str, arguments: tuple) -> None:
        nonlocal acting
        if (
            acting
            or event not in STEPS
            or (event == "open" and "w" not in str(arguments[1]) and not arguments[2] & os.O_CREAT)
        ):
            return
        below = any(
            isinstance(each, (str, Path)) and str(each).startswith(str(out)) for each in arguments
        )
        inside_a_folder = event in ("os.remove", "os.rmdir") and arguments[1] != -1
        if below or inside_a_folder:
            acting = True
            act(next(seen))
            acting = False

    sys.addaudithook(hook)


def die_before(step: int, out: Path) -> None:
    """From now on, this process dies before a certain step of what it does to `out`."""

    def die(at: int) -> None:
        if at == step:
            os.kill(os.getpid(), signal.SIGKILL)

    before_each_step(out, die)


def publish_until(step: int, stories: Path, out: Path, built: Runtime) -> None:
    die_before(step, out)
    publish(stories, out, built)


def publish_and_keep(kept: Path, stories: Path, out: Path, built: Runtime) -> None:
    """Publishes, and keeps a copy of `out` as a kill before each step would leave it: what has not
    reached the disk by then is not in the copy either."""
    before_each_step(
        out,
        lambda step: lay(out, kept / str(step)) if out.exists() else (kept / str(step)).mkdir(),
    )
    publish(stories, out, built)


def kept_at_each_step(
    kept: Path, stories: Path, out: Path, built: Runtime, laid: Path | None = None
) -> list[Path]:
    """Gives such copies of one publish, in order. Some steps are compared with what a real kill
    leaves.
    """
    kept.mkdir()
    lay_or_clear(laid, out)
    assert exit_code_of(publish_and_keep, kept, stories, out, built) == 0
    found = sorted(kept.iterdir(), key=lambda path: int(path.name))
    for step in range(3, len(found), len(found) // REAL_KILLS):
        lay_or_clear(laid, out)
        assert exit_code_of(publish_until, step, stories, out, built) == -signal.SIGKILL
        assert but_for_chance(everything(out)) == but_for_chance(everything(found[step - 1])), step
    return found


def but_for_chance(found: dict[str, bytes | str]) -> dict[str, bytes | str]:
    """The same with the names of unfinished files without the letters that chance gives them."""
    return {re.sub(r"(?<=/)(\..+)\.\w{8}$", r"\1", name): data for name, data in found.items()}


def lay_or_clear(laid: Path | None, out: Path) -> None:
    if laid:
        lay(laid, out)
    else:
        shutil.rmtree(out, ignore_errors=True)


def publish_in_small_files(most: int, stories: Path, out: Path, built: Runtime) -> None:
    """Publishes where no file can be longer than `most` bytes: the system refuses the rest, as on a
    full disk.
    """
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        publish(stories, out, built)
    except PublishError:
        sys.exit(REFUSED)


def exit_code_of(target, *arguments: object) -> int:
    process = forked(target, *arguments)
    process.join()
    return process.exitcode


def lay(source: Path, target: Path) -> None:
    """Make `target` the same as `source`. A finished file is shared by both, since a publish puts
    another in its place and never writes into it; an unfinished one and a record are copied.
    """

    def place(one: str, other: str) -> None:
        grows = ".json" in one or Path(one).name.startswith(".")
        (shutil.copyfile if grows else os.link)(one, other)

    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, copy_function=place)


def everything(folder: Path) -> dict[str, bytes | str]:
    """Every file and folder below, and what it holds; of the runtime's files only how long they
    are.
    """

    def held(path: Path) -> bytes | str:
        if path.is_dir():
            return "a folder"
        return (
            f"{path.stat().st_size} bytes"
            if "runtime" in path.relative_to(folder).parts
            else path.read_bytes()
        )

    return {path.relative_to(folder).as_posix(): held(path) for path in folder.rglob("*")}


@lru_cache
def addresses_in(page: bytes) -> list[str]:
    """Every relative address of a page: what it shows, loads and leads to, and what it tells its
    scripts.
    """
    assert page.rstrip().endswith(
        (b"</html>", b"own page</a></p>")
    )  # a fragment has no document around it
    top = tree(page.decode("utf-8"))
    found = attributes(top, "src") + attributes(top, "href")
    for facts in [
        json.loads(e.children[0].data)
        for e in elements(top)
        if e.attrs.get("id") == "foldline-page"
    ]:
        found += [
            facts["pyscript"],
            facts["interpreter"],
            facts["runtime"] + "runtime.json",
            facts["shelf"],
            facts["shelf_page"],
        ]
    found = [re.split("[?#]", address)[0] for address in found if not address.startswith("data:")]
    return [
        re.sub("/$", "/index.html", address)
        for address in found
        if address and not address.startswith(("https:", "http:"))
    ]


def assert_whole(
    site: Path, *versions: dict[str, bytes | str], missing: Sequence[str] = ()
) -> None:
    """Each page and each brief is of one of the versions, and all that a page names is there."""
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.suffix not in (".html", ".json") or name.startswith(("runtime/", ".foldline-")):
            continue
        data = path.read_bytes()
        assert data in [version.get(name) for version in versions], name
        if path.suffix == ".html":
            for address in addresses_in(data):
                assert address in missing or (path.parent / address).resolve().is_file(), (
                    f"{name}: {address}"
                )
    if (site / "shelf.json").is_file():
        for entry in json.loads((site / "shelf.json").read_bytes())["briefs"]:
            assert (site / entry["href"]).is_file(), entry
