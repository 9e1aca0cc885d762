"""A publish that is killed, or finds no room, or may not write: the site stays whole, and the next
publish completes it.
"""

import json
import multiprocessing
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import count
from pathlib import Path

import pytest

from foldline.errors import PublishError
from foldline.publishing import site as site_module
from foldline.publishing.building import built_runtime
from foldline.publishing.embedding import PURIFY
from foldline.publishing.runtime import MANIFEST, Runtime, lay_into, write_manifest
from foldline.publishing.runtime.components import SBOM
from foldline.publishing.site import publish_site
from tests.made import as_bytes
from tests.parsed import attributes, elements, tree

STEPS = {"open", "os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir"}
"""What Python tells its audit hooks of before it changes something on the disk."""
REAL_KILLS = 8
"""As many steps of each publish are also tried with a process that is killed there."""
REFUSED = 3
"""The exit code of a process whose publish raised PublishError."""

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])


@pytest.fixture(scope="module")
def runtimes(runtime: Runtime, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Runtime]:
    """Two built runtimes of different ids, without the files that no page names, and with short
    ones in place of the large.
    """
    built, made = built_runtime(runtime), {}
    for version in ("old", "new"):
        folder = tmp_path_factory.mktemp(version)
        lay_into(built, folder)
        (folder / MANIFEST).unlink()
        for name in built.files:
            needless = name.startswith("licences/") and not name.endswith(SBOM)
            if (
                needless
                or name.endswith(".whl")
                or (name.startswith("pyscript/") and name != "pyscript/core.js")
            ):
                (folder / name).unlink()
            elif (
                (folder / name).stat().st_size > 50_000
            ):  # which a publish reads whole: here its bytes are of no interest
                (folder / name).write_bytes(f"{version} {name}".encode() * 100)
        made[version] = write_manifest(folder, version, built.versions)
        shutil.copyfile(
            runtime.folder / PURIFY, folder / PURIFY
        )  # of what is fetched, not of what is served
    return made


@pytest.fixture
def stories(tmp_path: Path) -> dict[str, Path]:
    """One shelf in two versions: between them a brief comes, one goes, one changes, one stays, one
    loses a picture.
    """
    made = {}
    for version in ("old", "new"):
        folder = made[version] = tmp_path / f"stories-{version}"
        folder.mkdir()
        (folder / "quay.svg").write_text(f"<svg><!-- {version} --></svg>")
        pictured = as_bytes(
            {"kind": "photo_gallery", "photos": [{"src": "quay.svg", "alt": "The quay"}]}
        )
        plain = as_bytes({"kind": "prose", "heading": "Told", "text": "It rained."})
        briefs = {
            "changes": as_bytes(place=version),
            "stays": plain,
            "fades": pictured if version == "old" else plain,
            "shows": pictured,
            "goes" if version == "old" else "comes": pictured,
        }
        for slug, data in briefs.items():
            (folder / f"{slug}.json").write_bytes(data)
    return made


@pytest.fixture
def sites(
    stories: dict[str, Path], runtimes: dict[str, Runtime], tmp_path: Path
) -> dict[str, Path]:
    """Each version as a publish leaves it that nothing interrupts: the new one is published over
    the old one.
    """
    made = {version: tmp_path / f"site-{version}" for version in stories}
    publish(stories["old"], made["old"], runtimes["old"])
    lay(made["old"], made["new"])
    publish(stories["new"], made["new"], runtimes["new"])
    return made


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
        lambda step: (
            shutil.copytree(out, kept / str(step)) if out.exists() else (kept / str(step)).mkdir()
        ),
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
    process = _processes.Process(target=target, args=arguments)
    process.start()
    process.join()
    return process.exitcode


def lay(source: Path, target: Path) -> None:
    """Makes `target` the same as `source`."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(
        source,
        target,
        copy_function=lambda one, other: (shutil.copyfile if ".json" in one else os.link)(
            one, other
        ),
    )


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
    for told in [
        json.loads(e.children[0].data)
        for e in elements(top)
        if e.attrs.get("id") == "foldline-page"
    ]:
        found += [
            told["pyscript"],
            told["interpreter"],
            told["runtime"] + "runtime.json",
            told["shelf"],
            told["shelf_page"],
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


# --- killed
# ----------------------------------------------------------------------------------------------------------


def test_killed_at_every_step_of_a_first_publish(stories, runtimes, sites, tmp_path):
    out, whole = tmp_path / "out", everything(sites["old"])
    states = kept_at_each_step(tmp_path / "kept", stories["old"], out, runtimes["old"])
    assert len(states) > 50 and everything(out) != whole
    for step, state in enumerate(states, 1):
        assert_whole(
            state, whole, missing=("../index.html", "../shelf.json", "../edit/index.html")
        )  # the shelf comes last, the editor after what it leads to
        if step % 5 == 0:
            publish(stories["old"], state, runtimes["old"])
            assert everything(state) == whole, step


def test_killed_at_every_step_of_a_change(stories, runtimes, sites, tmp_path):
    """Then published again, or taken back: both leave what a publish leaves that nothing
    interrupts.
    """
    whole = {version: everything(site) for version, site in sites.items()}
    states = kept_at_each_step(
        tmp_path / "kept", stories["new"], tmp_path / "out", runtimes["new"], sites["old"]
    )
    assert len(states) > 100
    for step, state in enumerate(states, 1):
        assert_whole(state, *whole.values())
        version = ("new", "old")[step % 2]
        publish(stories[version], state, runtimes[version])
        assert everything(state) == whole[version], f"killed before step {step}"


def test_the_command_killed_at_many_moments(runtime, tmp_path):
    stories, out = tmp_path / "stories", tmp_path / "out"
    stories.mkdir()
    for number in range(40):
        (stories / f"brief-{number}.json").write_bytes(
            as_bytes({"kind": "prose", "heading": "Told", "text": f"Rain {number}."})
        )

    def command(address: str) -> subprocess.Popen:
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "foldline",
                "publish",
                str(stories),
                "--out",
                str(out),
                "--address",
                address,
            ],
            stdout=subprocess.DEVNULL,
        )

    addresses = ["https://one.example/", "https://two.example/"]
    whole = {}
    for address in addresses:
        begun = time.monotonic()
        assert command(address).wait() == 0
        took, whole[address] = time.monotonic() - begun, everything(out)
    killed = 0
    for turn in range(12):
        process = command(addresses[turn % 2])
        time.sleep(took * (0.4 + turn / 20))
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        assert_whole(out, *whole.values())
        if turn % 3 == 2:
            assert command(addresses[turn % 2]).wait() == 0
            assert everything(out) == whole[addresses[turn % 2]]
    assert killed > 0  # how many depends on how busy the machine is


# --- no room, no access
# ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [0, 100, 1_000, 2_500, 3_500])
def test_a_file_that_cannot_be_written_to_its_end(stories, runtimes, sites, tmp_path, most):
    out, whole = tmp_path / "out", {version: everything(site) for version, site in sites.items()}
    lay(sites["old"], out)
    assert (
        exit_code_of(publish_in_small_files, most, stories["new"], out, runtimes["new"]) == REFUSED
    )
    assert_whole(out, *whole.values())
    publish(stories["new"], out, runtimes["new"])
    assert everything(out) == whole["new"]


def test_a_full_disk(stories, runtimes, sites, disk):
    out, ballast, whole = (
        disk / "out",
        disk / "ballast",
        {version: everything(site) for version, site in sites.items()},
    )
    publish(stories["old"], out, runtimes["old"])
    free = shutil.disk_usage(disk).free
    needed = runtimes["new"].size + 100_000
    for room in (
        0,
        4096,
        8192,
        needed // 10,
        needed // 2,
        needed - 120_000,
        needed - 100_000,
        needed - 90_000,
        needed - 80_000,
    ):
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, free - room // 4096 * 4096)
        with pytest.raises(PublishError, match="no space left on device$"):
            publish(stories["new"], out, runtimes["new"])
        ballast.unlink()
        assert_whole(out, *whole.values())
        assert not (out / ".foldline-unfinished").exists()
    publish(stories["new"], out, runtimes["new"])
    assert everything(out) == whole["new"]


@pytest.mark.parametrize(
    "folders", [(".",), ("stays",), ("shows", "goes"), (".", "stays", "shows", "changes")]
)
def test_a_folder_that_may_not_be_written(runtime, stories, tmp_path, folders):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "foldline", "publish", "--out", str(out)]
    if os.geteuid() == 0:  # whom a mode alone does not stop
        if not shutil.which("setpriv"):
            pytest.skip("this needs setpriv")
        command = [
            "setpriv",
            "--bounding-set=-dac_override,-dac_read_search",
            "--inh-caps=-dac_override,-dac_read_search",
            *command,
        ]
    old, new = (
        [*command, str(stories["old"])],
        [*command, "--address", "https://news.example/", str(stories["new"])],
    )
    subprocess.run(old, check=True, capture_output=True)
    before = everything(out)
    for folder in folders:
        (out / folder).chmod(0o555)
    try:
        done = subprocess.run(new, capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith(f"foldline: {out}") and done.stderr.endswith(
            ": permission denied\n"
        ), done.stderr
        assert done.stderr.count("\n") == 1
    finally:
        for folder in folders:
            (out / folder).chmod(0o755)
    stopped = everything(out)
    subprocess.run(new, check=True, capture_output=True)
    after = everything(out)
    assert {
        name for name, data in stopped.items() if data not in (before.get(name), after.get(name))
    } <= {".foldline-site.json"}
    subprocess.run(["rm", "-rf", str(tmp_path / "fresh")], check=True)
    subprocess.run(
        [str(tmp_path / "fresh") if each == str(out) else each for each in new],
        check=True,
        capture_output=True,
    )
    assert after == everything(tmp_path / "fresh")
