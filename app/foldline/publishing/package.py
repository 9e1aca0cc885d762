"""The part of the `foldline` package that a browser runs, as files and as one wheel."""

import io
import zipfile
from importlib.resources import files
from pathlib import Path

import foldline

_ONLY_HERE = ("publishing", "shipped", "cli.py", "settings.py", "__main__.py")
"""What the browser has no use for: CPython's side."""


def package_root() -> Path:
    """The folder of the `foldline` package."""
    return Path(str(files("foldline")))


def browser_files() -> list[str]:
    """Paths relative to the package's folder of all that the browser needs, sorted."""
    root = package_root()
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return sorted(
        path.as_posix()
        for path in found
        if path.parts[0] not in _ONLY_HERE
        and "__pycache__" not in path.parts
        and path.suffix in (".py", ".html", ".css", ".toml")
    )


def wheel_name() -> str:
    return f"foldline-{foldline.__version__}-py3-none-any.whl"


def browser_wheel() -> bytes:
    """The browser's part as a wheel: the same bytes for the same files."""
    root = package_root()
    info = f"foldline-{foldline.__version__}.dist-info"
    contents = {f"foldline/{name}": (root / name).read_bytes() for name in browser_files()}
    contents[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: foldline\nVersion: {foldline.__version__}\n".encode()
    )
    contents[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: foldline\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    contents[f"{info}/RECORD"] = "".join(
        f"{name},,\n" for name in (*contents, f"{info}/RECORD")
    ).encode()
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(contents):
            archive.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), contents[name], zipfile.ZIP_DEFLATED
            )
    return wheel.getvalue()
