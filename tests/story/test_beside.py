from foldline.story.beside import image_paths, missing_images
from tests.made import brief

PHOTOS = [
    {"src": src, "alt": "A"}
    for src in (
        "a%20b.png",
        "c.svg?v=2#x",
        "a%20b.png",
        "https://example.org/d.png",
        "/e.png",
        "data:image/gif;base64,R0lGOD",
    )
]


def test_paths_of_images():
    found = brief({"kind": "photo_gallery", "photos": PHOTOS})
    assert image_paths(found) == {"a%20b.png": "a b.png", "c.svg?v=2#x": "c.svg"}
    assert image_paths(None) == {}


def test_missing_ones_are_problems():
    found = brief({"kind": "photo_gallery", "photos": PHOTOS})
    assert [
        problem.sentence("f") for problem in missing_images(found, lambda path: path == "a b.png")
    ] == ["f:1:1: brief: there is no image c.svg beside it"]
