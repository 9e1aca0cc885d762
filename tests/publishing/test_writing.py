import os
import stat
import threading

import pytest

from foldline.errors import PublishError
from foldline.publishing.record import Record, SiteWriter
from foldline.publishing.writing import write_whole


def test_writes_text_as_utf8_and_makes_folders(tmp_path):
    assert write_whole(tmp_path / "a" / "b.txt", "Zürich\n")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "Zürich\n".encode()
    assert stat.S_IMODE((tmp_path / "a" / "b.txt").stat().st_mode) == 0o644


def test_the_same_bytes_are_left_alone(tmp_path):
    path = tmp_path / "a"
    assert write_whole(path, b"one")
    os.utime(path, (1, 1))
    assert not write_whole(path, "one")
    assert path.stat().st_mtime == 1
    assert write_whole(path, b"two") and path.read_bytes() == b"two"


def test_nothing_unfinished_stays(tmp_path):
    write_whole(tmp_path / "a", b"one")
    write_whole(tmp_path / "a", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_in_the_way(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    with pytest.raises(PublishError) as caught:
        write_whole(tmp_path / "a", b"one")
    assert str(caught.value) == f"{tmp_path / 'a'} can't be written: is a directory"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_file_where_a_folder_is_due(tmp_path):
    (tmp_path / "a").write_text("one")
    with pytest.raises(PublishError, match="/a/b can't be written: (not a directory|file exists)$"):
        write_whole(tmp_path / "a" / "b", b"two")
    assert (tmp_path / "a").read_text() == "one"


def test_a_reader_never_sees_half(tmp_path):
    path, seen, stop = tmp_path / "a", set(), threading.Event()
    texts = [letter * 300_000 for letter in (b"x", b"y")]
    write_whole(path, texts[0])

    def read():
        while not stop.is_set():
            seen.add(path.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(200):
        write_whole(path, texts[turn % 2])
    stop.set()
    reader.join()
    assert seen and seen <= set(texts)


def test_a_page_of_many_briefs_is_made_again_only_from_others(tmp_path):
    def publish(made_of: str) -> list[str]:
        made: list[str] = []
        writer = SiteWriter(tmp_path)
        writer.begin(["archive/2026-01/index.html"], {})
        writer.write_page(
            "archive/2026-01/index.html", made_of, lambda: made.append(made_of) or made_of
        )
        writer.finish()
        return made

    page = tmp_path / "archive" / "2026-01" / "index.html"
    assert (publish("a"), publish("a"), publish("b")) == (["a"], [], ["b"])
    assert page.read_text() == "b"
    page.unlink()
    assert publish("b") == ["b"] and page.read_text() == "b"


def test_a_publish_that_was_stopped_makes_such_pages_again(tmp_path):
    name = "archive/2026-01/index.html"
    first = SiteWriter(tmp_path)
    first.begin([name], {})
    first.write_page(name, "a", lambda: "a")
    first.finish()
    stopped = SiteWriter(tmp_path)
    stopped.begin([name, "new.html"], {})
    stopped.write_page(name, "b", lambda: "b")  # and then the power fails
    assert Record.read(tmp_path).pages == {}
