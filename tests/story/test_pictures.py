"""Which paths and which contents are pictures: what both hosts decide without a disk."""

import io

import pytest
from PIL import Image

from foldline.story.pictures import HEAD_BYTES, content_refusal, path_refusal, type_of, type_of_name
from foldline.text.addresses import IMAGE_TYPES

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def bitmap(kind: str, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (3, 2)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    "kind, mode",
    [
        ("PNG", "RGB"),
        ("PNG", "L"),
        ("JPEG", "RGB"),
        ("JPEG", "CMYK"),
        ("GIF", "P"),
        ("GIF", "L"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
        ("AVIF", "RGB"),
    ],
)
def test_the_content_of_bitmaps(kind, mode):
    assert type_of(bitmap(kind, mode)) == f"image/{kind.lower()}"


@pytest.mark.parametrize(
    "data",
    [
        SVG,
        b"\xef\xbb\xbf" + SVG,
        b"\n \t" + SVG,
        b'<?xml version="1.0"?>\n<!-- a > b --><?a b?>' + SVG,
        b"<s:svg xmlns:s='x'/>",
        b"<svg>",
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">' + SVG,
        b'<!DOCTYPE svg [<!ENTITY a "b>c">]>' + SVG,
        SVG.decode().encode("utf-16"),
        b"<!--" + b"x" * 60_000 + b"-->" + SVG,
    ],
)
def test_the_content_of_drawings(data):
    assert type_of(data) == "image/svg+xml"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"SECRET=1\n",
        b"[core]\n\tbare = false\n",
        b"<html><svg></svg></html>",
        b"<!DOCTYPE html><svg/>x"[:15],
        b"hello <svg/>",
        b"<svgx/>",
        b"<!-- <svg/> ",
        b"<?xml <svg/>",
        b"<!DOCTYPE svg [<svg/>",
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\nSECRET=hunter2",
        b"GIF89a",
        b"GIF89a is a format, and this is a note on it",
        b"GIF89a/*secret*/=1;alert(1)",
        b"GIF87a;",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff SECRET",
        b"RIFF",
        b"RIFFxxxxWAVEfmt ",
        b"RIFFxxxxWEBPlist",
        b"\0\0\0\x20ftyp",
        b"\0\0\0\x20ftypisom" + b"\0\0\0\0mp41" * 3,
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\xff\xff\xff\xffftypavif",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"BM" + b"\0" * 60,
        b"\xff\xfe",
        b"\xff\xfe<",
        b"<!DOCTYPE x>" * 4000,
        b"<!---->" * 9000,
        b"<!DOCTYPE[" * 6000,
    ],
)
def test_what_is_no_picture(data):
    assert type_of(data) is None
    assert (
        content_refusal("a.png", None)
        == "its content is no picture; allowed are PNG, JPEG, GIF, WebP, AVIF and SVG"
    )


def test_no_more_of_a_file_is_looked_at_than_is_said():
    assert type_of(b" " * HEAD_BYTES + SVG) is None


@pytest.mark.parametrize(
    "path",
    [
        "a.png",
        "a.PNG",
        "harbour/quay.Svg",
        "./a.jpeg",
        "a//b.gif",
        "50% of it.webp",
        "a.b.avif",
        "ä.jpg",
        "a:b.png",
    ],
)
def test_paths_of_pictures(path):
    assert path_refusal(path) == "" and type_of_name(path) in IMAGE_TYPES.values()


@pytest.mark.parametrize(
    "path, reason",
    [
        (".env", "dot"),
        (".git/config", "dot"),
        (".x.png", "dot"),
        ("sub/.hidden/x.png", "dot"),
        ("a/../.x.png", "in the brief's folder"),
        ("../x.png", "in the brief's folder"),
        ("a/..", "in the brief's folder"),
        ("...png", "dot"),
        ("..png", "dot"),
        ("x.js", "ends in"),
        ("config", "ends in"),
        ("png", "ends in"),
        ("x.svgz", "ends in"),
        ("x.png.html", "ends in"),
        ("x.png/", "ends in"),
        ("", "ends in"),
        (".", "ends in"),
        ("a.png/x", "ends in"),
        ("index.html", "ends in"),
        ("x.png ", "ends in"),
        ("a\\.b.png", "backslash"),
        ("..\\a.png", "dot"),
    ],
)
def test_paths_of_none(path, reason):
    assert reason in path_refusal(path)


@pytest.mark.parametrize(
    "path, kind, fits",
    [
        ("a.png", "image/png", True),
        ("a.jpg", "image/webp", True),
        ("a.SVG", "image/svg+xml", True),
        ("a.png", "image/svg+xml", False),
        ("a.svg", "image/png", False),
    ],
)
def test_a_drawing_is_called_one(path, kind, fits):
    assert (content_refusal(path, kind) == "") == fits
