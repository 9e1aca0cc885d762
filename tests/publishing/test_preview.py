"""What `foldline serve` publishes and tells beside what `foldline publish` writes; the pages
themselves are in tests/browser.
"""

import json
import threading
import urllib.request
from pathlib import Path

import pytest

from foldline.publishing.preview import Preview
from foldline.publishing.runtime import Runtime
from foldline.publishing.serve import HOST, server_for
from foldline.publishing.site import SiteOptions, publish_site
from tests.made import as_bytes

GALLERY = {"kind": "photo_gallery", "photos": [{"src": "quay.svg", "alt": "A quay"}]}
PARTLY = as_bytes({"kind": "timelin"}, title="Partly")


class Served:
    def __init__(self, folder: Path, runtime: Runtime):
        self.stories, self.out, self.runtime = folder / "s", folder / "out", runtime
        self.stories.mkdir()

    def save(self, data: bytes | None = None, **options) -> dict:
        """What its page is told, after rain was saved as this."""
        if data is not None:
            (self.stories / "rain.json").write_bytes(data)
        self.published = publish_site(
            self.stories, self.out, self.runtime, SiteOptions(**{"preview": True} | options)
        )
        return Preview(self.published).of("/rain/")

    def page(self, name: str = "rain/index.html") -> str:
        return (self.out / name).read_text("utf-8")


@pytest.fixture
def served(tmp_path: Path, runtime: Runtime) -> Served:
    return Served(tmp_path, runtime)


def test_a_published_site_has_nothing_of_it(served):
    served.save(as_bytes(), preview=False)
    files = [
        path for path in served.out.rglob("*") if path.is_file() and "runtime" not in path.parts
    ]
    assert len(files) > 10 and not [
        path for path in files if b"preview." in path.read_bytes() or "preview" in path.name
    ]
    served.save()
    assert '/preview.js" defer></script>' in served.page() and '/preview.css">' in served.page()


@pytest.mark.parametrize("broken", [b"{", PARTLY, as_bytes(title=3)])
def test_the_last_good_version_stands_until_the_file_is_mended(served, broken):
    good = served.save(as_bytes(title="Good"))
    assert good["version"] and (good["problems"], good["held"]) == ((), False)
    held = served.save(broken)
    assert (
        held["version"],
        held["held"],
        "Good" in served.page(),
        "Good" in served.page("rain/brief.json"),
    ) == (good["version"], True, True, True)
    (line,) = held["problems"]
    assert line.startswith(f"{served.stories / 'rain.json'}:1:")
    assert served.published.problems == (line,) and Preview(served.published).of("/")[
        "problems"
    ] == (line,)
    assert served.save() == held  # and is told again
    mended = served.save(as_bytes(title="Mended"))
    assert mended["version"] != good["version"] and not mended["held"] and "Mended" in served.page()


def test_what_is_wrong_and_hides_nothing_is_shown_and_told(served):
    served.save(as_bytes(title="Good"))
    answered = served.save(
        as_bytes({"kind": "prose", "heading": "H", "text": "x", "sources": ["nobody"]}, title="New")
    )
    assert len(answered["problems"]) == 1 and not answered["held"] and "New" in served.page()
    assert served.save() == answered
    assert served.save(b"{")["held"] and "New" in served.page()


def test_what_hides_something_is_told_first(served):
    answered = served.save(
        as_bytes(
            {"kind": "prose", "heading": "H", "text": "x", "sources": ["nobody"]},
            {"kind": "timelin"},
        )
    )
    assert ["nobody" in line for line in answered["problems"]] == [False, True]


def test_without_a_good_version_the_page_says_what_is_wrong(served):
    answered = served.save(b"{")
    assert not answered["held"] and answered["problems"][0] in served.page()
    assert served.save(PARTLY)["held"] is False and "Partly" in served.page()


def test_another_foldline_holds_nothing_of_the_one_before(served):
    served.save(as_bytes(title="Good"), preview=False)
    assert not served.save(b"{")["held"] and "Good" not in served.page()


def test_a_version_is_of_the_page_and_its_pictures(served):
    (served.stories / "quay.svg").write_bytes(b"<svg/>")
    versions = [
        served.save(as_bytes(GALLERY))["version"],
        served.save(as_bytes(GALLERY, remark="not shown"))["version"],
    ]
    (served.stories / "quay.svg").write_bytes(b"<svg></svg>")
    versions.append(served.save()["version"])
    assert versions[0] == versions[1] != versions[2]
    (served.stories / "rain.json").unlink()
    served.save()
    assert Preview(served.published).of("/rain/index.html")["version"] == ""


def test_it_is_told_to_whoever_asks(served):
    answered = served.save(as_bytes())
    server = server_for(served.out, 0, Preview(served.published))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        for page in ("%2Frain%2F", "/rain/index.html", "%2Fr%2561in%2F"):
            with urllib.request.urlopen(
                f"http://{HOST}:{server.server_port}/preview.json?page={page}", timeout=20
            ) as answer:
                assert json.load(answer) == answered | {"problems": []}
                assert answer.headers["Cache-Control"] == "no-store"
    finally:
        server.shutdown()
        server.server_close()
