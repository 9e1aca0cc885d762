"""Make the faces of pages: `python tests/faces.py` writes `app/fonts/` and `app/styles/faces.css`.

npm fetches the packages below at their versions; fontTools cuts the faces down to the letters of
each script, to the weights that pages use, and drops what no page asks for. It needs
`pip install fonttools==4.68.0 brotli`, which nothing else does; the same packages give the same
bytes. `app/fonts/README.md` tells what the files are.

A face that is loading is stood in for by one of the device, stretched to the same measures. Their
widths come from the files of fonts that have those widths by design: Gelasio for Georgia, Tinos for
Times New Roman and Liberation Serif, Arimo for Arial, Helvetica and Liberation Sans; Noto Serif,
Roboto and DejaVu from themselves. A width is the mean over the letters of the shipped briefs.
"""

import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "app" / "fonts"
STYLES = ROOT / "app" / "styles" / "faces.css"

PINS = json.loads((ROOT / "tests" / "faces.json").read_text("utf-8"))
"""The packages: their name and version, and npm's integrity of each."""

TO_SERVE = {
    "serif": "@fontsource-variable/source-serif-4",
    "sans": "@fontsource-variable/public-sans",
    "legible": "@fontsource-variable/atkinson-hyperlegible-next",
}
FAMILIES = {"serif": "Foldline Serif", "sans": "Foldline Sans", "legible": "Foldline Legible"}
"""The names in the styles and in the files. Not those of the originals: "Source" is reserved for
what is unchanged (OFL 1.1, condition 3)."""

WEIGHTS = (400, 700)

LETTERS = (
    "U+0020-007E, U+00A0-00A1, U+00A3, U+00A7, U+00A9, U+00AB, U+00AD-00AE, U+00B0, U+00B7, "
    "U+00BB, U+00BF-00FF, U+0152-0153, U+2010-2015, U+2018-201A, U+201C-201E, U+2020, U+2022, "
    "U+2026, U+2032-2033, U+2039-203A, U+20AC, U+2192, U+2212"
)
"""What a page in English, German, French, Spanish, Portuguese, Italian, Dutch or a Nordic language
is written with."""


@dataclass(frozen=True)
class Script:
    """Describe a file: which of Fontsource's it is cut from, and what it holds."""

    source: str
    letters: str
    features: tuple[str, ...] = ("kern", "liga", "lnum", "tnum", "pnum")


MARKS = ("ccmp", "locl", "mark", "mkmk", "kern", "liga", "lnum", "tnum", "pnum")
SCRIPTS = {
    "latin": Script("latin", LETTERS),
    "symbols": Script(
        "latin",
        "U+00A2, U+00A4-00A6, U+00A8, U+00AA, U+00AC, U+00AF, U+00B1-00B6, U+00B8-00BA, "
        "U+00BC-00BE, U+0131, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2030, U+2044, U+2122, "
        "U+2191, U+2193, U+2215",
    ),
    "latin-ext": Script(
        "latin-ext",
        "U+0100-0101, U+0104-010F, U+0112-0127, U+012A-0130, U+0132-0151, U+0154-0167, "
        "U+016A-017F, U+018F, U+0192, U+01E6-01E7, U+01EA-01EB, U+01FA-01FF, U+0218-021B, U+0237, "
        "U+0259, U+02C7, U+02D8-02D9, U+02DB, U+02DD, U+1E80-1E85, U+1E9E, U+1EF2-1EF3, "
        "U+20A0-20AA, U+20AD-20BF, U+2113",
        MARKS,
    ),
    "vietnamese": Script(
        "vietnamese",
        "U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, "
        "U+0300-0301, U+0303-0304, U+0308-0309, U+0323, U+0329, U+1EA0-1EF1, U+1EF4-1EF9, U+20AB",
        MARKS,
    ),
    "cyrillic": Script("cyrillic", "U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116", MARKS),
    "greek": Script(
        "greek", "U+0370-0377, U+037A-037F, U+0384-038A, U+038C, U+038E-03A1, U+03A3-03FF", MARKS
    ),
}

AT_HAND = {
    "serif": {
        "Georgia": ("@fontsource/gelasio", "gelasio", ["Georgia"]),
        "Noto": ("@fontsource/noto-serif", "noto-serif", ["Noto Serif"]),
        "Times": (
            "@fontsource/tinos",
            "tinos",
            ["Times New Roman", "Liberation Serif", "Tinos", "Times"],
        ),
        "DejaVu": ("dejavu-fonts-ttf", "DejaVuSerif", ["DejaVu Serif"]),
    },
    "sans": {
        "Arial": (
            "@fontsource/arimo",
            "arimo",
            ["Arial", "Liberation Sans", "Helvetica", "Arimo"],
        ),
        "Roboto": ("@fontsource/roboto", "roboto", ["Roboto"]),
        "DejaVu": ("dejavu-fonts-ttf", "DejaVuSans", ["DejaVu Sans"]),
    },
}
AT_HAND["legible"] = AT_HAND["sans"]
"""What stands in for a face: by a short name the package and file to measure, and the names that
devices have it by."""


@cache
def package(name: str) -> dict[str, bytes]:
    """Fetch a package with npm, at its version and integrity; return its files."""
    pin = PINS[name]
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{name}@{pin['version']}", "--silent"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        data = archive.read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    if found != pin["integrity"]:
        raise SystemExit(f"{name}: its integrity is {found}, not {pin['integrity']}")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive_file:
        return {
            member.name.partition("/")[2]: archive_file.extractfile(member).read()  # type: ignore[union-attr]
            for member in archive_file
            if member.isfile()
        }


def open_font(data: bytes) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def source_file(role: str, script: str, style: str) -> bytes | None:
    """Return Fontsource's file of a face for a script, or nothing where it has none."""
    name = TO_SERVE[role].rpartition("/")[2]
    return package(TO_SERVE[role]).get(f"files/{name}-{script}-wght-{style}.woff2")


def points(letters: str) -> set[int]:
    """Return the code points of a `unicode-range`.

    >>> sorted(points("U+0041-0043, U+00DF"))
    [65, 66, 67, 223]
    """
    found: set[int] = set()
    for part in letters.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def cut(data: bytes, script: Script, role: str, *, one_weight: bool) -> bytes | None:
    """Return a face with the letters of a script only, or nothing where it has none of them."""
    from fontTools import subset
    from fontTools.varLib import instancer

    wanted = points(script.letters) & set(open_font(data).getBestCmap())
    if not wanted:
        return None
    limits = {"wght": WEIGHTS[0] if one_weight else WEIGHTS}
    font = instancer.instantiateVariableFont(open_font(data), limits)
    if not one_weight and "GPOS" in font:
        # how near letters stand is that of the text's weight: half the bytes of it
        font["GPOS"] = instancer.instantiateVariableFont(open_font(data), {"wght": 400})["GPOS"]
        if "GDEF" in font and getattr(font["GDEF"].table, "VarStore", None):
            font["GDEF"].table.VarStore, font["GDEF"].table.Version = None, 0x00010002
    if "fvar" in font:
        font["fvar"].instances = []
    if "STAT" in font:
        del font["STAT"]
    original = font["name"].getDebugName(16) or font["name"].getDebugName(1)
    for record in list(font["name"].names):
        if record.nameID in (1, 4, 16):
            record.string = FAMILIES[role]
        elif record.nameID == 6:
            record.string = FAMILIES[role].replace(" ", "")
        elif record.nameID in (2, 17):
            record.string = "Regular"
        elif record.nameID == 3:
            record.string = f"{FAMILIES[role]}, cut from {original}"
    kept = io.BytesIO()
    font.flavor = None
    font.save(kept)  # read again, since the instancer leaves glyphs without variations unlisted
    font = open_font(kept.getvalue())
    options = subset.Options(
        layout_features=list(script.features),
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        notdef_outline=True,
        hinting=False,
        flavor="woff2",
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def frequencies() -> dict[int, float]:
    """Return how often each letter stands in the shipped briefs."""
    words: Counter[str] = Counter()

    def count(value: Any) -> None:
        if isinstance(value, str):
            words.update(value)
        elif isinstance(value, (list, dict)):
            for each in value.values() if isinstance(value, dict) else value:
                count(each)

    for path in (ROOT / "stories").glob("*.json"):
        if path.stem not in ("shelf", "brief.schema"):
            count(json.loads(path.read_text("utf-8")))
    found = {ord(letter): n for letter, n in words.items() if " " <= letter <= "~"}
    return {letter: n / sum(found.values()) for letter, n in found.items()}


def mean_width(data: bytes, weight: int | None = None) -> float:
    """Return the mean width of a face's letters in parts of its size."""
    from fontTools.varLib import instancer

    font = open_font(data)
    if weight and "fvar" in font:
        font = instancer.instantiateVariableFont(font, {"wght": weight})
    letters, widths = font.getBestCmap(), font["hmtx"]
    total = sum(widths[letters[letter]][0] * part for letter, part in frequencies().items())
    return total / font["head"].unitsPerEm


def measured(name: str, file: str, weight: int, style: str) -> bytes:
    """Return the file that has the widths of a device's face."""
    files = package(name)
    if name == "dejavu-fonts-ttf":
        # DejaVuSerif has an italic cut, DejaVuSans an oblique one
        slanted = "Italic" if "Serif" in file else "Oblique"
        cuts = "".join(("Bold" if weight > 500 else "", slanted if style == "italic" else ""))
        return files[f"ttf/{file}{'-' if cuts else ''}{cuts}.ttf"]
    return files[f"files/{file}-latin-{weight}-{style}.woff2"]


def _cut_of(name: str, weight: int, style: str) -> str:
    """Return what a device's name of a bold or slanted face ends in."""
    slanted = " Oblique" if name in ("DejaVu Sans", "Helvetica") else " Italic"
    return " Bold" if weight > 500 else slanted if style == "italic" else ""


def stand_ins(role: str, style: str, weights: tuple[int, ...]) -> list[str]:
    """Return the @font-face rules of the device's faces that stand in for one of ours."""
    ours = source_file(role, "latin", style)
    assert ours is not None
    font = open_font(ours)
    line, size = font["hhea"], font["head"].unitsPerEm
    rules = []
    for short, (name, file, known_as) in AT_HAND[role].items():
        for weight in weights:
            scale = mean_width(ours, weight) / mean_width(measured(name, file, weight, style))
            local = ", ".join(f'local("{each}{_cut_of(each, weight, style)}")' for each in known_as)
            span = "" if len(weights) == 1 else " font-weight: 400 550;"
            span = " font-weight: 551 700;" if weight == 700 else span
            slant = " font-style: italic;" if style == "italic" else ""
            rules.append(
                f'@font-face {{ font-family: "{FAMILIES[role]} {short}";{slant}{span} src: {local}; '
                f"size-adjust: {scale:.2%}; ascent-override: {line.ascent / size / scale:.2%}; "
                f"descent-override: {-line.descent / size / scale:.2%}; "
                f"line-gap-override: {line.lineGap / size / scale:.0%}; }}"
            )
    return rules


def _write_licence(role: str) -> dict[str, str]:
    """Write the licence of a face; return what the list of components says of its package (see
    publishing/runtime/components.py)."""
    group, _, name = TO_SERVE[role].partition("/")
    pin = PINS[TO_SERVE[role]]
    ours = source_file(role, "latin", "normal")
    assert ours is not None
    _, _, terms = package(TO_SERVE[role])["LICENSE"].decode().partition("\n")
    text = f"{open_font(ours)['name'].getDebugName(0)}\n{terms}"
    (FONTS / f"{name}-{pin['version']}.txt").write_text(text, "utf-8", newline="\n")
    return {
        "kind": "npm",
        "group": group,
        "name": name,
        "version": pin["version"],
        "licence": "OFL-1.1",
        "url": f"https://fontsource.org/fonts/{name}",
        "hash_name": "sha512",
        "digest": base64.b64decode(pin["integrity"].removeprefix("sha512-")).hex(),
        "change": f"cut down to the letters and weights of pages, and called {FAMILIES[role]}",
        "inside": "",
    }


def main() -> int:
    for old in (*FONTS.glob("*.woff2"), *FONTS.glob("*.txt")):
        old.unlink()
    served, fallbacks, components = [], [], []
    for role in TO_SERVE:
        for style in ("normal", "italic"):
            if (role, style) == ("sans", "italic"):
                continue  # labels and tables: what is slanted there, a browser slants
            one_weight = style == "italic"
            for name, script in SCRIPTS.items():
                source = source_file(role, script.source, style)
                data = source and cut(source, script, role, one_weight=one_weight)
                if not data:
                    continue
                file = f"{role}-{name}{'-italic' if one_weight else ''}.woff2"
                (FONTS / file).write_bytes(data)
                look = "font-style: italic;" if one_weight else "font-weight: 400 700;"
                served.append(
                    f'@font-face {{ font-family: "{FAMILIES[role]}"; {look} font-display: swap; '
                    f'src: url("../fonts/{file}") format("woff2"); unicode-range: {script.letters}; }}'
                )
                print(f"{len(data):6} {file}")
            fallbacks += stand_ins(role, style, (400,) if one_weight else WEIGHTS)
        components.append(_write_licence(role))
    (FONTS / "components.json").write_text(
        json.dumps(components, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n"
    )
    STYLES.write_text(
        "/* The faces of pages, made by tests/faces.py (app/fonts/README.md says from what). First those that are served; a page loads\n"
        "   a file only where it has letters of its range. */\n"
        + "\n".join(served)
        + "\n\n/* What stands in while a face loads: one of the device's, stretched to the same width and height. */\n"
        + "\n".join(fallbacks)
        + "\n",
        "utf-8",
        newline="\n",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
