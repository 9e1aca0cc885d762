"""Compile sources to .pyc without docstrings, inside Pyodide, before the snapshot is made.

Files are passed as dictionaries of path to bytes, so that only the caller uses the disk.
"""

import importlib.util
import io
import marshal
import zipfile

DOCSTRINGS_KEPT = ("_pyodide/", "pyodide/")  # Pyodide reads docstrings of its own modules at start
MAGIC = (
    importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)
)  # unchecked hash: no source to compare with
# Of the standard library, what needs processes, sockets or a terminal, and nothing of it can run in
# a page; and what neither our code nor the libraries import. asyncio imports `ssl` where it is
# there, and that fills the heap with the names of OpenSSL's errors.
USELESS_HERE = (
    "email/mime/",
    "logging/config.py",
    "logging/handlers.py",
    "sqlite3/",
    "unittest/",
    "xml/dom/",
    "xml/sax/",
    "_pyio.py",
    "cProfile.py",
    "configparser.py",
    "pickletools.py",
    "profile.py",
    "pstats.py",
    "ssl.py",
    "symtable.py",
    "timeit.py",
    "trace.py",
    "_pyrepl/",
    "multiprocessing/",
    "wsgiref/",
    "xmlrpc/",
    "imaplib.py",
    "smtplib.py",
    "poplib.py",
    "ftplib.py",
    "mailbox.py",
    "socketserver.py",
    "pdb.py",
    "doctest.py",
)
STORED_TIME = (1980, 1, 1, 0, 0, 0)  # the same input makes the same archive


def compiled(path: str, source: bytes, shown: str) -> bytes:
    """Return the .pyc of a module. `shown` is the file name that tracebacks show."""
    level = 1 if path.startswith(DOCSTRINGS_KEPT) else 2
    code = compile(source, shown, "exec", dont_inherit=True, optimize=level)
    return MAGIC + marshal.dumps(code)


def tree(files: dict[str, bytes], root: str) -> dict[str, bytes]:
    """Return the files with each `x.py` compiled to `x.pyc`, and without type stubs."""
    done = {}
    for path, data in sorted(files.items()):
        if path.endswith(".py"):
            done[path + "c"] = compiled(path, data, f"{root}/{path}")
        elif not path.endswith((".pyi", ".pyc", "/py.typed")):
            done[path] = data
    return done


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def zipped(files: dict[str, bytes]) -> bytes:
    """Return the files as an archive without compression: the whole snapshot is compressed once
    later, and better.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(path, STORED_TIME), data)
    return buffer.getvalue()


def main(
    source: str = "/build", target: str = "/build/done", site: str = "/lib/python3.14/site-packages"
) -> None:
    """Compile the running standard library, and the wheels and PyScript's own package that the
    caller put below `source`.
    """
    import json
    from pathlib import Path

    done = Path(target)
    done.mkdir()
    files: dict[str, bytes] = {}
    for wheel in sorted(Path(source, "wheels").iterdir()):
        files |= {
            name: data
            for name, data in unzipped(wheel.read_bytes()).items()
            if ".dist-info/" not in name or name.endswith("/METADATA")
        }
    libraries = {name: files.pop(name) for name in sorted(files) if name.endswith(".so")}
    index: dict[str, dict[str, str]] = {}
    folder = Path(source, "pyscript")
    pyscript = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.py"))
    }
    groups = {"site": tree(files, site), "libraries": libraries, "pyscript": tree(pyscript, site)}
    for group, members in groups.items():
        index[group] = {}
        for number, (name, data) in enumerate(members.items()):
            done.joinpath(f"{group}{number}").write_bytes(data)
            index[group][name] = f"{group}{number}"
    shown = "/lib/python314.zip"
    library = {
        name: data
        for name, data in unzipped(Path(shown).read_bytes()).items()
        if not name.startswith(USELESS_HERE)
    }
    done.joinpath("stdlib.zip").write_bytes(zipped(tree(library, shown)))
    done.joinpath("index.json").write_text(json.dumps(index))
