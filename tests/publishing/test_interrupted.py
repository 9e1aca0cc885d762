"""A publish that is killed, or finds no room, or may not write: the site stays whole, and the next
publish completes it.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foldline.errors import PublishError
from foldline.publishing.building import built_runtime
from foldline.publishing.embedding import PURIFY
from foldline.publishing.runtime import MANIFEST, Runtime, lay_into, write_manifest
from foldline.publishing.runtime.components import SBOM
from tests.made import as_bytes
from tests.night import at_night, by_day
from tests.publishing.interrupting import (
    REFUSED,
    assert_whole,
    everything,
    exit_code_of,
    kept_at_each_step,
    lay,
    publish,
    publish_in_small_files,
)


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


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One shelf in two versions: between them a brief comes, one goes, one changes, one stays, one
    loses a picture.
    """
    made = {}
    for version in ("old", "new"):
        folder = made[version] = tmp_path_factory.mktemp(f"stories-{version}")
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


@pytest.fixture(scope="module")
def sites(
    stories: dict[str, Path],
    runtimes: dict[str, Runtime],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """Each version as a publish leaves it that nothing interrupts: the new one is published over
    the old one.
    """
    top = tmp_path_factory.mktemp("sites")
    made = {version: top / version for version in stories}
    publish(stories["old"], made["old"], runtimes["old"])
    lay(made["old"], made["new"])
    publish(stories["new"], made["new"], runtimes["new"])
    return made


# --- killed


@pytest.mark.nightly
def test_killed_at_every_step_of_a_first_publish(stories, runtimes, sites, tmp_path):
    out, whole = tmp_path / "out", everything(sites["old"])
    states = kept_at_each_step(tmp_path / "kept", stories["old"], out, runtimes["old"])
    assert len(states) > 50 and everything(out) != whole
    for step, state in enumerate(states, 1):
        assert_whole(
            state, whole, missing=("../index.html", "../shelf.json", "../edit/index.html")
        )  # the shelf comes last, the editor after what it leads to
        if step % by_day(50, at_night=5) == 0:
            publish(stories["old"], state, runtimes["old"])
            assert everything(state) == whole, step


def test_killed_at_every_step_of_a_change(stories, runtimes, sites, tmp_path):
    """Then published again, or taken back: both leave what a publish leaves that nothing
    interrupts. By day that is tried after every thirty-first step, at night after each.
    """
    whole = {version: everything(site) for version, site in sites.items()}
    states = kept_at_each_step(
        tmp_path / "kept", stories["new"], tmp_path / "out", runtimes["new"], sites["old"]
    )
    assert len(states) > 100
    for step, state in enumerate(states, 1):
        assert_whole(state, *whole.values())
        if step % by_day(31, at_night=1) == 0:
            version = ("new", "old")[step % 2]
            publish(stories[version], state, runtimes[version])
            assert everything(state) == whole[version], f"killed before step {step}"


def test_the_command_killed_at_many_moments(runtime, tmp_path):
    stories, out = tmp_path / "stories", tmp_path / "out"
    stories.mkdir()
    for number in range(by_day(8, at_night=40)):
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
    for turn in by_day((4, 8), at_night=range(12)):
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


@pytest.mark.parametrize("most", [0, 1_000, 3_500, *at_night(100, 2_500)])
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
        8192,
        needed // 2,
        needed - 100_000,
        *by_day((), at_night=(4096, needed // 10, needed - 120_000, needed - 90_000)),
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


@pytest.fixture(scope="module")
def commands(stories: dict[str, Path]) -> dict[str, list[str]]:
    """The calls that publish each version, without their folder, for a user whom modes of folders
    stop."""
    command = [sys.executable, "-m", "foldline", "publish"]
    if os.geteuid() == 0:  # whom a mode alone does not stop
        if not shutil.which("setpriv"):
            pytest.skip("this needs setpriv")
        command = [
            "setpriv",
            "--bounding-set=-dac_override,-dac_read_search",
            "--inh-caps=-dac_override,-dac_read_search",
            *command,
        ]
    return {
        "old": [*command, str(stories["old"]), "--out"],
        "new": [*command, "--address", "https://news.example/", str(stories["new"]), "--out"],
    }


@pytest.fixture(scope="module")
def published(
    commands: dict[str, list[str]], runtime: Runtime, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Each version as its call publishes it into a folder of its own."""
    made = {version: tmp_path_factory.mktemp("published") / version for version in commands}
    for version, out in made.items():
        subprocess.run([*commands[version], str(out)], check=True, capture_output=True)
    return made


@pytest.mark.parametrize(
    "folders",
    [(".", "stays", "shows", "changes"), *at_night(((".",),), (("stays",),), (("shows", "goes"),))],
)
def test_a_folder_that_may_not_be_written(commands, published, tmp_path, folders):
    out = tmp_path / "out"
    lay(published["old"], out)
    new, before = [*commands["new"], str(out)], everything(out)
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
    assert after == everything(published["new"])
