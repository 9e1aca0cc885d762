"""Bitmaps are made fit: upright, in several widths, and without what a camera wrote into them."""

import base64
import io
import json
import re

import pytest
from click.testing import CliRunner
from PIL import Image

from foldline.cli import main
from foldline.html.brief_part import brief_part
from foldline.html.pictures import Fit, fits_as_json, fits_from_json
from foldline.publishing import fitting
from foldline.publishing.fitting import fit, measure
from foldline.publishing.site import publish_site
from tests.made import as_bytes, brief
from tests.parsed import elements, tree
from tests.publishing.test_pictures import bitmap

pytestmark = pytest.mark.usefixtures("picture_cache")

MOST = 10**8
TELLS = b"Jane Doe, 52 N"
"""What a camera might write."""


@pytest.fixture
def nothing_is_made(monkeypatch: pytest.MonkeyPatch):
    """Returns what forbids that anything more is made."""

    def forbid() -> None:
        monkeypatch.setattr(fitting, "_versions", lambda *_: pytest.fail("a version is made again"))

    return forbid


def telling(kind: str, orientation: int = 1, size: tuple[int, int] = (900, 600)) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, TELLS.decode()
    exif.get_ifd(0x8825)[1] = "N"
    if kind == "GIF":
        return bitmap(kind, size, comment=TELLS)
    more = {"comment": TELLS} if kind == "JPEG" else {}
    more |= {"xmp": b"<x:xmpmeta>" + TELLS + b"</x:xmpmeta>"} if kind in ("WEBP", "AVIF") else {}
    return bitmap(kind, size, exif=exif, **more)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_nothing_leaves_of_what_a_camera_wrote(kind):
    data = telling(kind)
    assert TELLS in data
    made = fit(data, f"image/{kind.lower()}", MOST)
    assert len(made.made) == 2
    for each in (made.data, *made.made.values()):
        assert TELLS not in each and b"Exif" not in each and b"xmp" not in each.lower()
        assert not Image.open(io.BytesIO(each)).getexif()
    assert Image.open(io.BytesIO(made.data)).format == kind


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_one_that_was_taken_sideways_is_turned(kind):
    data = telling(kind, orientation=6)
    measured = measure(data, f"image/{kind.lower()}", MOST)
    assert (measured.width, measured.height) == (600, 900)
    made = fit(data, f"image/{kind.lower()}", MOST)
    sizes = [Image.open(io.BytesIO(each)).size for each in (made.data, *made.made.values())]
    assert sizes == [(600, 900), (400, 600), (600, 900)]
    # what was dark at the top is dark at the right
    turned = Image.open(io.BytesIO(made.data)).convert("L")
    assert turned.getpixel((10, 450)) > 200 > 50 > turned.getpixel((590, 450))


@pytest.mark.parametrize(
    "width, widths",
    [(300, []), (400, []), (401, [401]), (820, [400, 820]), (1200, [400, 800, 1200])]
    + [(1500, [400, 800, 1200, 1500]), (5000, [400, 800, 1200, 1600])],
)
def test_no_version_is_wider_than_the_picture_and_none_nearly_the_same(width, widths):
    measured = measure(bitmap("PNG", (width, 20)), "image/png", MOST)
    assert [each for _, each in measured.made] == widths


def test_a_large_one_leaves_smaller_and_a_version_is_a_fraction_of_it():
    data = bitmap("JPEG", (3000, 2000), quality=95)
    made = fit(data, "image/jpeg", MOST)
    assert Image.open(io.BytesIO(made.data)).size == (2400, 1600)
    assert all(len(each) < len(data) / 4 for each in made.made.values())


def test_what_moves_goes_on_moving():
    frames = [Image.new("L", (500, 90), shade) for shade in (0, 90, 180)]
    for kind, options in (("GIF", {"comment": TELLS}), ("WEBP", {"xmp": TELLS}), ("PNG", {})):
        file = io.BytesIO()
        frames[0].save(file, kind, save_all=True, append_images=frames[1:], **options)
        made = fit(file.getvalue(), f"image/{kind.lower()}", MOST)
        assert Image.open(io.BytesIO(made.data)).n_frames == 3 and made.made == {}
        assert TELLS not in made.data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_colour_becomes_a_version(mode):
    file = io.BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (500, 90)).save(file, kind)
    made = fit(file.getvalue(), f"image/{kind.lower()}", MOST)
    assert [Image.open(io.BytesIO(each)).size for each in made.made.values()] == [
        (400, 72),
        (500, 90),
    ]


def test_a_second_time_nothing_is_made_and_what_is_damaged_is(picture_cache, nothing_is_made):
    data = bitmap("JPEG")
    first = fit(data, "image/jpeg", MOST)
    (folder,) = (picture_cache / "pictures").iterdir()
    name = next(iter(first.made))
    (folder / name).write_bytes(b"cut")
    assert fit(data, "image/jpeg", MOST) == first
    nothing_is_made()
    assert fit(data, "image/jpeg", MOST) == first
    with pytest.raises(fitting.NotShown, match="900 × 600 pixels; a picture has at most 1,000"):
        fit(data, "image/jpeg", 1_000)


def test_a_site_has_the_versions_and_a_second_publish_makes_none(here, runtime, nothing_is_made):
    photos = [{"src": "quay.jpg", "alt": "A quay", "width": 9, "height": 9}]
    text = as_bytes(
        {"kind": "photo_gallery", "photos": photos}, lead_picture={"src": "q.svg", "alt": "B"}
    )
    stories = here / "stories"
    stories.mkdir()
    (stories / "rain.json").write_bytes(text)
    (stories / "quay.jpg").write_bytes(telling("JPEG", 6))
    (stories / "q.svg").write_bytes(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"/>'
    )
    publish_site(stories, here / "site", runtime)
    page = (here / "site" / "rain" / "index.html").read_text("utf-8")
    lead, photo = (each.attrs for each in elements(tree(page)) if each.name == "img")
    assert (lead["width"], lead["height"], lead["fetchpriority"]) == ("30", "20", "high")
    assert "srcset" not in lead and "loading" not in lead
    assert (photo["src"], photo["width"], photo["height"], photo["loading"]) == (
        "quay.jpg",
        "600",
        "900",
        "lazy",
    )  # what the file says, not the brief
    addresses = re.findall(r"(\w{12}-\d+\.webp) (\d+)w", photo["srcset"])
    assert [width for _, width in addresses] == ["400", "600"] and photo["sizes"]
    for address, width in addresses:
        assert Image.open(here / "site" / "rain" / address).width == int(width)
    assert not [f for f in (here / "site" / "rain").iterdir() if TELLS in f.read_bytes()]
    assert "gallery.js" in page

    nothing_is_made()
    assert publish_site(stories, here / "site", runtime).written == 0
    (stories / "rain.json").write_bytes(text.replace(b"It rained.", b"It poured."))
    publish_site(stories, here / "site", runtime)
    packed = CliRunner().invoke(main, ["pack", "stories/rain.json", "--slim", "--out", "rain.html"])
    assert packed.exit_code == 0
    assert (here / "rain.html").read_text("utf-8").count("data:image/webp;base64,") == 1


def test_a_packed_file_holds_one_sensible_width(here):
    (here / "quay.jpg").write_bytes(bitmap("JPEG", (2000, 1000)))
    photos = [{"src": "quay.jpg", "alt": "A quay"}]
    (here / "rain.json").write_bytes(as_bytes({"kind": "photo_gallery", "photos": photos}))
    CliRunner().invoke(main, ["pack", "rain.json", "--slim", "--out", "rain.html"])
    html = (here / "rain.html").read_text("utf-8")
    (image,) = (each.attrs for each in elements(tree(html)) if each.name == "img")
    data = fitting.fit((here / "quay.jpg").read_bytes(), "image/jpeg", MOST).made
    assert [len(each) for name, each in data.items() if "-1200." in name] == [
        len(base64.b64decode(image["src"].partition(",")[2]))
    ]
    assert (image["width"], image["height"], "srcset" in image) == ("2000", "1000", False)


def test_render_takes_sizes_as_data_and_they_go_through_json():
    fits = {"a b.jpg": Fit(900, 600, (("x-400.webp", 400), ("x-900.webp", 900)))}
    data = json.loads(json.dumps(fits_as_json({"rain": fits})))
    assert fits_from_json(data) == {"rain": fits} and fits_from_json({}) == {}
    photos = [{"src": "a b.jpg", "alt": "A"}]
    html = brief_part(
        brief({"kind": "photo_gallery", "photos": photos}), base="../rain/", fits=fits
    ).html()
    assert 'srcset="../rain/x-400.webp 400w, ../rain/x-900.webp 900w"' in html
    assert 'href="../rain/a%20b.jpg"' in html and 'width="900" height="600"' in html
    assert fits["a b.jpg"].address_for(1200) == "x-900.webp"
    assert fits["a b.jpg"].address_for(100) == "x-400.webp"
