"""What leaves a publisher's folder: of the files that a brief calls pictures, those that are some,
and no other.
"""

import base64
import io
import os
import re
import shutil
import struct
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from foldline.cli import main
from foldline.publishing import materials
from foldline.publishing.site import SiteOptions, publish_site
from tests.browser.own import PIXEL
from tests.made import as_bytes

pytestmark = pytest.mark.usefixtures("picture_cache")

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'
RUNS = SVG.replace(b"<rect", b'<script href="x.js"/><rect')
SECRET = b"TOKEN=hunter2\n"


def bitmap(kind: str, size: tuple[int, int] = (900, 600), **options: object) -> bytes:
    """A picture with lighter and darker places, so that none is as small as the next."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, kind, **options)
    return file.getvalue()


CUT_SHORT = bitmap("JPEG")[:-2000]


def header(width: int, height: int) -> bytes:
    """The head of a PNG that says it has so many pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return head + struct.pack(">I", zlib.crc32(head))


HUGE, LARGE = header(60_000, 60_000), header(12_000, 9_000)


def call(*arguments: object):
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


def gallery(*addresses: str) -> bytes:
    return as_bytes(
        {"kind": "photo_gallery", "photos": [{"src": src, "alt": "A"} for src in addresses]}
    )


def put(folder: Path, **files: bytes) -> None:
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def site_of(stories: Path, out: Path, runtime) -> dict[str, bytes]:
    """What a lenient publish writes beside the brief: it writes as much as it may."""
    publish_site(stories, out, runtime, SiteOptions(lenient=True))
    folder = out / "rain"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


REFUSED = {
    ".env": (SECRET, "begins with a dot"),
    "%2eenv": (SECRET, "begins with a dot"),
    ".git/config": (SECRET, "begins with a dot"),
    "./.git/config": (SECRET, "begins with a dot"),
    ".hidden.png": (PIXEL, "begins with a dot"),
    "sub/.hidden/x.png": (PIXEL, "begins with a dot"),
    "sub%2F.hidden/x.png": (PIXEL, "begins with a dot"),
    "sub\\.hidden\\x.png": (PIXEL, "begins with a dot"),
    "sub/%2ehidden/x.png?v=1#y": (PIXEL, "begins with a dot"),
    "../outside.png": (PIXEL, "in the brief's folder or below it"),
    "%2e%2e/outside.png": (PIXEL, "in the brief's folder or below it"),
    "..\\outside.png": (PIXEL, "in the brief's folder or below it"),
    "x.js": (b"alert(1)", "ends in .avif, .gif, .jpeg, .jpg, .png, .svg, .webp"),
    "gif.js": (b"GIF89a" + b"\1\0\1\0\0\0\0" + b",", "ends in"),
    "id_rsa": (SECRET, "ends in"),
    "notes.html": (SVG, "ends in"),
    "x.png.php": (PIXEL, "ends in"),
    "pic.png": (
        SECRET,
        "its content is no picture; allowed are PNG, JPEG, GIF, WebP, AVIF and SVG",
    ),
    "pic.PNG": (SECRET, "its content is no picture"),
    "pic.svg": (
        b"<html xmlns='http://www.w3.org/1999/xhtml'><script>1</script></html>",
        "its content is no picture",
    ),
    "gif.gif": (b"GIF89a/*" + SECRET + b"*/=1", "its content is no picture"),
    "empty.png": (b"", "its content is no picture"),
    "drawing.png": (SVG, "its content is SVG; give it a name that ends in .svg"),
    "pixel.svg": (PIXEL, "its content is PNG; give it a name that ends in .png"),
    "cut.jpg": (CUT_SHORT, "it is broken: it can't be read to its end"),
    "damaged.png": (PIXEL[:-20] + b"\0\0\0\0" + PIXEL[-16:], "it is broken"),
    "bomb.png": (PIXEL[:12] + HUGE + PIXEL[33:], "has more pixels than 100,000,000"),
    "large.png": (PIXEL[:12] + LARGE + PIXEL[33:], "12000 × 9000 pixels"),
    "broken.svg": (SVG[:-6], "no XML from its line 1"),
    "html.svg": (b"<svg><p></svg>", "no XML from its line 1"),
    "bomb.svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><rect/></g>'
        + b"".join(
            b'<g id="%c">%s</g>' % (letter + 1, b'<use href="#%c"/>' % letter * 20)
            for letter in range(97, 107)
        )
        + b"</svg>",
        "repeat more than",
    ),
}


@pytest.fixture
def stories(here: Path) -> Path:
    put(here, **{"outside.png": PIXEL})
    folder = here / "stories"
    folder.mkdir()
    return folder


def lay(stories: Path, src: str, data: bytes) -> None:
    from foldline.story.beside import image_paths
    from foldline.story.loading import load

    path = next(iter(image_paths(load(gallery(src)).brief).values()))
    if ".." not in path:
        put(stories, **{path: data})
    put(stories, **{"rain.json": gallery(src)})


@pytest.mark.parametrize("src", REFUSED)
def test_what_is_no_picture_stays_and_check_says_why_and_where(src, stories, here):
    data, reason = REFUSED[src]
    lay(stories, src, data)
    done = call("check", "stories")
    (line,) = done.stdout.splitlines()
    assert done.exit_code == 1 and reason in line
    assert re.match(
        r"stories/rain\.json:1:\d{2,}: sections\[0\]\.photos\[0\]\.src: (the file |there is no "
        r"image )",
        line,
    )
    packed = call("pack", "stories", "--slim", "--out", "rain.html")
    assert packed.exit_code == 1 and reason in packed.stderr and not (here / "rain.html").exists()
    listed = call("publish", "stories", "--list")
    assert listed.exit_code == 1 and reason in listed.stderr and " (" not in listed.stdout


@pytest.mark.parametrize(
    "src", [".env", ".git/config", "sub/.hidden/x.png", "pic.png", "x.js", "bomb.svg"]
)
def test_nor_does_it_come_into_a_site_that_is_published_all_the_same(src, stories, here, runtime):
    data, _ = REFUSED[src]
    lay(stories, src, data)
    written = site_of(stories, here / "site", runtime)
    assert written and data not in written.values() and "brief.json" in written
    assert len(written) == len(site_of(stories, here / "site", runtime)) and src not in written


@pytest.mark.parametrize(
    "link, target, reason",
    [
        ("pic.png", "../outside.png", "out of the brief's folder"),
        ("pic.png", ".hidden/x.png", "begins with a dot"),
        ("pic.png", "../secret.txt", "out of the brief's folder"),
        ("pic.png", "/etc/hostname", "out of the brief's folder"),
        ("sub", "..", "out of the brief's folder"),
        ("sub", "../elsewhere", "out of the brief's folder"),
        ("pic.png", "/dev/zero", "out of the brief's folder"),
    ],
)
def test_a_link_leads_nowhere_else(link, target, reason, stories, here):
    put(stories, **{".hidden/x.png": PIXEL})
    put(here, **{"secret.txt": SECRET, "elsewhere/pic.png": PIXEL, "pic.png": PIXEL})
    (stories / link).symlink_to(target)
    src = link if link.endswith(".png") else f"{link}/pic.png"
    put(here, **{"stories/rain.json": gallery(src)})
    done = call("check", "stories")
    assert (done.exit_code, done.stdout.count("\n")) == (1, 1) and reason in done.stdout


def test_a_link_within_the_folder_may_be(stories):
    put(stories, **{"below/x.png": PIXEL, "rain.json": gallery("pic.png", "again.png")})
    (stories / "pic.png").symlink_to("below/x.png")
    (stories / "again.png").symlink_to("again.png")  # to itself
    done = call("check", "stories")
    assert done.stdout.splitlines() == [
        "stories/rain.json:1:1: brief: there is no image again.png beside it"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_waited_for(stories):
    os.mkfifo(stories / "pic.png")
    put(stories, **{"rain.json": gallery("pic.png", "below.png")})
    (stories / "below.png").mkdir()
    done = call("check", "stories")
    assert (
        done.exit_code == 1
        and 'the file "pic.png" is not published: it is no ordinary file but a pipe or a device'
        in done.stdout
    )
    assert "there is no image below.png beside it" in done.stdout


def test_a_picture_has_a_largest_size_that_may_be_another(stories):
    put(stories, **{"rain.json": gallery("pic.png"), "pic.png": PIXEL + b"\0" * 3_000_000})
    assert call("check", "stories", "--limit", "picture_bytes=4000000").exit_code == 0
    done = call("check", "stories", "--limit", "picture_bytes=2000000")
    assert done.exit_code == 1 and "it has 3.0 MB; a picture has at most 2 MB" in done.stdout
    with (stories / "pic.png").open("r+b") as file:
        file.truncate(60_000_000_000)  # it takes no room, and is not read whole
    assert "it has 60000.0 MB; a picture has at most 50 MB" in call("check", "stories").stdout


# --- what may leave
# --------------------------------------------------------------------------------------------------


def test_small_pictures_leave_alone_and_under_their_own_names(stories, here, runtime):
    kept = {"a.png": PIXEL, "B.PNG": PIXEL, "sub/c d.Svg": SVG, "jpeg.jpg": PIXEL}
    put(
        stories,
        **kept,
        **{"rain.json": gallery("a.png", "./B.PNG", "sub\\c%20d.Svg", "jpeg.jpg?x#y")},
    )
    done = call("check", "stories")
    assert (done.exit_code, done.stdout.count("\n")) == (0, 1)  # a remark
    assert 'the file "jpeg.jpg" holds PNG, not what its name says' in done.stdout
    written = site_of(stories, here / "site", runtime)
    assert written["sub/c d.Svg"] == SVG
    for name in ("a.png", "B.PNG", "jpeg.jpg"):
        left = Image.open(io.BytesIO(written[name]))
        assert (left.format, left.getpixel((0, 0))) == ("PNG", (96, 248, 207, 255))
    assert not [name for name in written if name.endswith(".webp")]
    headers = (here / "site" / "_headers").read_text("utf-8")
    assert "\n/*.svg\n" in headers and "\n/*.Svg\n" in headers and headers.count("sandbox") == 2
    assert "B.PNG" in (here / "site" / "sw.js").read_text(
        "utf-8"
    )  # which tells the service worker what a brief's are


def test_a_drawing_is_cleaned_wherever_it_goes(stories, here, runtime):
    put(stories, **{"pic.svg": RUNS, "x.js": b"alert(1)", "rain.json": gallery("pic.svg")})
    done = call("check", "stories")
    assert done.exit_code == 0 and re.search(
        r':1:\d+: sections\[0\]\.photos\[0\]\.src: the file "pic.svg" is published without <script> \(its line 1\): '
        r"a drawing may not run, link or load anything\n",
        done.stdout,
    )
    assert b"script" not in site_of(stories, here / "site", runtime)["pic.svg"]
    call("pack", "stories", "--slim", "--out", "rain.html")
    data = re.search(
        r'"data:image/svg\+xml;base64,([^"]+)"', (here / "rain.html").read_text("utf-8")
    )[1]
    assert b"script" not in base64.b64decode(data) and b"<rect" in base64.b64decode(data)


def test_what_is_packed_is_called_what_it_is(stories, here):
    put(stories, **{"a.jpg": PIXEL, "rain.json": gallery("a.jpg")})
    call("pack", "stories", "--slim", "--out", "rain.html")
    text = (here / "rain.html").read_text("utf-8")
    assert "data:image/png;base64," in text and "data:image/jpeg" not in text


def test_what_an_older_publish_copied_is_decided_anew(stories, here, runtime, monkeypatch):
    """A rule that comes with a later version holds for briefs that have not changed, too."""
    put(stories, **{"pic.svg": SVG, "rain.json": gallery("pic.svg")})
    publish_site(stories, here / "site", runtime)
    newer = here / "newer"
    shutil.copytree(Path(materials.__file__).parent, newer)
    with (newer / "svg.py").open("a") as module:
        module.write("# another rule\n")
    monkeypatch.setattr(materials, "__file__", str(newer / "materials.py"))
    (here / "site" / "rain" / "pic.svg").write_bytes(RUNS)
    publish_site(stories, here / "site", runtime)
    assert (here / "site" / "rain" / "pic.svg").read_bytes() == SVG


def test_hidden_files_are_no_briefs(stories):
    put(stories, **{".secret.json": SECRET, "rain.json": as_bytes()})
    assert (call("check", "stories").exit_code, call("publish", "stories", "--list").exit_code) == (
        0,
        0,
    )


# --- publish --list
# --------------------------------------------------------------------------------------------------


def test_the_list_names_every_file_and_writes_nothing(stories, here, runtime):
    put(
        stories,
        **{
            "pic.svg": RUNS,
            "sub/a.png": PIXEL,
            "rain.json": gallery("pic.svg", "sub/a.png"),
            "sun.json": as_bytes(),
            "notes.txt": SECRET,
        },
    )
    before = sorted(here.rglob("*"))
    done = call("publish", "stories", "--list", "--address", "https://example.org/")
    assert (done.exit_code, sorted(here.rglob("*"))) == (0, before)
    assert done.stderr == "2 briefs and 2 pictures would be published; nothing was written\n"
    lines = done.stdout.splitlines()
    assert [line for line in lines if "pic.svg" in line] == [
        "stories/pic.svg -> rain/pic.svg (SVG, 0.1 kB, is published without <script> (its line "
        "1): a drawing may not run, link or load anything)"
    ]
    assert (
        "stories/sub/a.png -> rain/sub/a.png (PNG, 0.1 kB)" in lines
        and "notes.txt" not in done.stdout
    )
    call("publish", "stories", "--out", "site", "--address", "https://example.org/")
    named = {line.partition(" -> ")[2].partition(" (")[0] for line in lines}
    written = {
        path.relative_to(here / "site").as_posix()
        for path in (here / "site").rglob("*")
        if path.is_file()
    }
    assert {name for name in written if name.startswith(("rain/", "sun/"))} == {
        name for name in named if name.startswith(("rain/", "sun/"))
    }
    assert named <= written


def test_without_a_folder_or_a_list_the_call_is_none(stories):
    done = call("publish", "stories")
    assert done.exit_code == 2 and "Missing option '--out'" in done.stderr
