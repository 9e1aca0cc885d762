from pathlib import Path

import pytest

from foldline.errors import NotFound
from foldline.html.render import ShelfEntry
from foldline.publishing.shelf import shelf_entry
from foldline.publishing.stories import read_story, story_files
from foldline.text.addresses import SLUG
from tests.made import as_bytes


def write(folder: Path, name: str, data: bytes | None = None) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_bytes() if data is None else data)
    return path


def test_the_briefs_of_a_folder_by_name(tmp_path):
    for name in (
        "b.json",
        "a.json",
        "shelf.json",
        "brief.schema.json",
        "notes.txt",
        "below/c.json",
    ):
        write(tmp_path, name)
    assert [path.name for path in story_files(tmp_path)] == ["a.json", "b.json"]


def test_one_file(tmp_path):
    path = write(tmp_path, "a.json")
    assert story_files(path) == [path]


def test_a_folder_is_no_brief_whatever_its_name(tmp_path):
    (tmp_path / "a.json").mkdir()
    assert story_files(tmp_path) == []


def test_what_is_not_there(tmp_path):
    with pytest.raises(NotFound) as caught:
        story_files(tmp_path / "nosuch")
    assert (
        str(caught.value)
        == f"{tmp_path / 'nosuch'} is not there; name a folder of briefs, or a brief"
    )


def test_a_file_that_went_away(tmp_path):
    with pytest.raises(NotFound) as caught:
        read_story(tmp_path / "nosuch.json")
    assert (
        str(caught.value) == f"{tmp_path / 'nosuch.json'} can't be read: no such file or directory"
    )


def test_a_story_is_read_as_it_stands(tmp_path):
    story = read_story(write(tmp_path, "rain.json"))
    assert (story.slug, story.data, story.sentences()) == ("rain", as_bytes(), [])
    entry = shelf_entry(story.slug, story.loaded.brief, "x/")
    assert entry == ShelfEntry(
        "rain", "Rain", "It rained.", "2026-01-02", "x/", minutes=1, digest=entry.digest
    )


def test_sentences_name_the_file(tmp_path):
    story = read_story(
        write(
            tmp_path,
            "rain.json",
            as_bytes({"kind": "prose", "heading": "h", "note": "n", "odd": 1}, odd=1),
        )
    )
    name = (tmp_path / "rain.json").as_posix()
    assert all(line.startswith(f"{name}:1:") for line in story.sentences())
    assert (len(story.sentences()), len(story.sentences(remarks=False))) == (2, 1)


def test_images_beside_the_brief(tmp_path):
    photos = [
        {"src": src, "alt": "A"}
        for src in (
            "quay.svg",
            "harbour/quay.svg?v=2",
            "clock.png#x",
            "https://example.org/a.png",
            "/b.png",
            "data:image/gif;base64,R0lGOD",
        )
    ]
    story = read_story(
        write(tmp_path, "rain.json", as_bytes({"kind": "photo_gallery", "photos": photos}))
    )
    assert list(story.image_paths().values()) == ["quay.svg", "harbour/quay.svg", "clock.png"]


@pytest.mark.parametrize(
    "name, allowed",
    [
        ("rain", True),
        ("2026-rain", True),
        ("Rain", False),
        ("a b", False),
        ("-a", False),
        ("a_b", False),
        ("é", False),
        ("", False),
        ("rain\n", False),
    ],
)
def test_slugs(name, allowed):
    assert bool(SLUG.fullmatch(name)) == allowed
