"""Write the two locks: all versions, with the hashes of their files, that CI and the README's commands install.

usage: python tests/lock.py

`requirements.lock` holds what `foldline[site]` needs and what installs a checkout, `tests/requirements.lock` the same and what the
tests need. Versions that still fit pyproject.toml stay as they are; `--upgrade` takes the newest ones.
Needs uv (https://docs.astral.sh/uv/), which resolves for every Python and system at once.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"requirements.lock": ["build", "site"], "tests/requirements.lock": ["tests"]}

UNLOCKED = "pip"
"""Each Python's virtual environments bring a pip that fits it."""


def write_lock(path: str, extras: list[str], *options: str) -> None:
    """Resolve the dependencies with these extras, and write them to `path` below the repository."""
    command = [
        "uv",
        "pip",
        "compile",
        "pyproject.toml",
        "--universal",
        "--generate-hashes",
        "--quiet",
    ]
    command += ["--python-version", "3.11", "--no-emit-index-url", "--no-annotate", "--no-header"]
    command += ["--no-emit-package", UNLOCKED]
    for extra in extras:
        command += ["--extra", extra]
    subprocess.run([*command, *options, "--output-file", path], cwd=ROOT, check=True)


if __name__ == "__main__":
    write_lock("requirements.lock", LOCKS["requirements.lock"], *sys.argv[1:])
    write_lock(
        "tests/requirements.lock", LOCKS["tests/requirements.lock"], "-c", "requirements.lock"
    )
