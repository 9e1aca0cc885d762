import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from foldline.cli import main
from foldline.publishing.building import built_runtime
from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime
from tests.made import ROOT, as_bytes

SLUG = "us-russia-military-dialogue"


@pytest.fixture(scope="module")
def one(runtime: Runtime, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pack") / "one.html"
    pack_file([ROOT / "stories" / f"{SLUG}.json"], out, runtime)
    return out


def test_one_brief_without_photos_takes_about_17_mb(one: Path):
    # 17.3 since dates are read together, proofs and more importers; 16.6 since words are passed on and a brief names passages and voices; 16.5 since the words of dates, scripts and reading are in the language's file; 16.1 since kinds
    # and formats are found by their folders; 15.8 before
    assert one.stat().st_size <= 17_400_000


def test_every_file_is_whole(one: Path, runtime: Runtime):
    built = built_runtime(runtime)
    found = re.findall(
        r'data-carried="([^"]+)" data-sha256="(\w+)">([A-Za-z0-9+/=]+)</script>',
        one.read_text("utf-8"),
    )
    assert {"heap.zst", "interpreter.mjs", "pyscript.mjs"} < {name for name, _, _ in found}
    for name, sha256, text in found:
        data = base64.b64decode(text, validate=True)
        assert hashlib.sha256(data).hexdigest() == sha256 == built.files[name].sha256


def run(*arguments: object):
    return CliRunner().invoke(main, ["pack", *map(str, arguments)])


def test_slim_is_at_most_135_kb_beside_its_faces(tmp_path: Path):
    done = run(ROOT / "stories" / f"{SLUG}.json", "--slim", "--out", tmp_path / "slim.html")
    assert (done.exit_code, done.output) == (
        0,
        f"1 brief packed into {tmp_path / 'slim.html'}, "
        f"{(tmp_path / 'slim.html').stat().st_size / 1e3:.0f} kB\n",
    )
    faces = re.findall("data:font/[^)]*", (tmp_path / "slim.html").read_text("utf-8"))
    assert faces and sum(map(len, faces)) <= 80_000
    assert (tmp_path / "slim.html").stat().st_size - sum(
        map(len, faces)
    ) <= 135_000  # 27 kB are the proofs, 4 kB the list of voices


def test_a_folder_is_all_its_briefs_newest_first(tmp_path: Path):
    for slug, day in (("a", "2026-01-01"), ("b", "2026-03-01"), ("c", "2026-02-01")):
        (tmp_path / f"{slug}.json").write_bytes(as_bytes(published=day))
    assert run(tmp_path, "--slim", "--out", tmp_path / "all.html").exit_code == 0
    assert re.findall(r'class="packed" id="(\w)"', (tmp_path / "all.html").read_text("utf-8")) == [
        "b",
        "c",
        "a",
    ]


def test_pictures_are_inside_and_what_lies_elsewhere_is_said(tmp_path: Path):
    (tmp_path / "a b.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    photos = [{"src": src, "alt": "A"} for src in ("a b.svg", "https://example.org/b.png")]
    (tmp_path / "one.json").write_bytes(as_bytes({"kind": "photo_gallery", "photos": photos}))
    done = run(tmp_path / "one.json", "--slim", "--out", tmp_path / "one.html")
    assert done.exit_code == 0
    assert f"{tmp_path / 'one.json'}: https://example.org/b.png is not packed" in done.output
    [address] = re.findall(r'<img src="([^"]+)"', (tmp_path / "one.html").read_text("utf-8"))
    assert (
        base64.b64decode(address.removeprefix("data:image/svg+xml;base64,"))
        == (tmp_path / "a b.svg").read_bytes()
    )


def test_a_file_bears_the_name_logo_and_accent_of_its_site(tmp_path: Path):
    for folder in ("news", "more"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.json").write_bytes(as_bytes())
    (tmp_path / "news" / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "news" / "foldline.toml").write_text(
        'name = "The <Fold>"\nlogo = "logo.svg"\naccent = "#0a6b5c"\n'
    )
    out = tmp_path / "out.html"
    assert run(tmp_path / "news" / "news.json", "--slim", "--out", out).exit_code == 0
    page = out.read_text("utf-8")
    assert "<span>The &lt;Fold&gt;</span></a>" in page and 'src="data:image/svg+xml;base64,' in page
    assert "--fl-accent: light-dark(#0a6b5c, #" in page
    assert run(tmp_path / "news", tmp_path / "more", "--slim", "--out", out).exit_code == 0
    assert "<span>Foldline</span></a>" in out.read_text("utf-8"), "of two sites"


def test_a_brief_with_errors_is_refused_and_what_stood_there_stays(tmp_path: Path):
    (tmp_path / "one.json").write_bytes(b'{"foldline": 1}')
    (tmp_path / "one.html").write_text("before")
    done = run(tmp_path / "one.json", "--slim", "--out", tmp_path / "one.html")
    assert done.exit_code == 1
    assert "one.json:1:1: title: " in done.output
    assert "nothing was written" in done.output
    assert (tmp_path / "one.html").read_text() == "before"


def test_two_of_one_name_are_refused(tmp_path: Path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.json").write_bytes(as_bytes())
    done = run(
        tmp_path / "a" / "one.json", tmp_path / "b", "--slim", "--out", tmp_path / "one.html"
    )
    assert done.exit_code == 1
    assert "two of these files are called one.json" in done.output


def test_a_name_that_is_no_address_is_refused(tmp_path: Path):
    (tmp_path / "One Two.json").write_bytes(as_bytes())
    done = run(tmp_path / "One Two.json", "--slim", "--out", tmp_path / "one.html")
    assert done.exit_code == 1
    assert "allowed are small letters" in done.output


@pytest.mark.parametrize("arguments", [("nowhere.json",), ("empty",), ()])
def test_a_call_that_cannot_be_used(
    tmp_path: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    assert run(*arguments, "--slim", "--out", "one.html").exit_code == 2


def test_where_it_cannot_be_written(tmp_path: Path):
    (tmp_path / "one.json").write_bytes(as_bytes())
    (tmp_path / "taken").write_text("a file")
    done = run(tmp_path / "one.json", "--slim", "--out", tmp_path / "taken" / "one.html")
    assert done.exit_code == 1
    assert "can't be written" in done.output


def test_what_a_byte_order_mark_begins(tmp_path: Path):
    (tmp_path / "one.json").write_bytes(b"\xef\xbb\xbf" + as_bytes(title="Marked"))
    assert run(tmp_path / "one.json", "--slim", "--out", tmp_path / "one.html").exit_code == 0
    text = re.search(
        r'data-brief="one">(.*?)</script>', (tmp_path / "one.html").read_text("utf-8")
    )[1]
    assert json.loads(text)["title"] == "Marked"
