"""Every page we make, before the Nu HTML Checker: no error and no warning."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime
from foldline.publishing.site import SiteOptions, publish_site
from foldline.publishing.stories import NOT_BRIEFS, read_story
from tests.made import EXAMPLES, ROOT, as_bytes

CHECKER = ROOT / "tests" / "npm" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def complaints(*pages: Path) -> list[str]:
    """What the checker has to say of these pages, each with its page and line.

    It takes a page's own scripts and styles for others' than 'self', since a page it is given as a
    file has no address to compare with, and data in script elements for scripts; whether a policy
    lets them in is for browsers to say (tests/browser/test_policy.py)."""
    if not shutil.which("java") or not CHECKER.is_file():
        pytest.fail(
            "the checker needs java and vnu-jar: run the tests by tests/run.py, which installs them"
        )
    done = subprocess.run(
        [
            "java",
            "-jar",
            str(CHECKER),
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            *map(str, pages),
        ],
        capture_output=True,
        text=True,
    )
    messages = json.loads(done.stdout)["messages"]
    return [
        f"{each.get('url', '').removeprefix('file:')}:{each.get('lastLine', 1)}: "
        f"{each.get('subType') or each['type']}: "
        f"{each['message']}  {each.get('extract', '')}"
        for each in messages
        if not (
            each["message"].startswith("Resource violates Content Security Policy (meta tag)")
            or each["message"].startswith("Inline script violates")
            and '<script type="application/' in each.get("extract", "")
        )
    ]


@pytest.fixture(scope="module")
def pages(runtime: Runtime, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The shelf and a page of each shipped brief, and the same of briefs that try the templates:
    every example of every kind of section, sections that are empty, unread or twice there, a brief
    that can't be read, words that look like HTML."""
    top = tmp_path_factory.mktemp("valid")
    stories = top / "stories"
    stories.mkdir()
    (stories / "quay.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    sharp = """</script> <b "'> & &amp; &#0; -->""" + "\0\x01\x85\ufdd0"
    briefs = {
        "examples": as_bytes(
            *(
                {"kind": kind} | example
                for kind, examples in EXAMPLES.items()
                for example in examples.values()
            )
        ),
        "empty": as_bytes(*({"kind": kind, "note": "Nothing to say."} for kind in EXAMPLES)),
        "bare": as_bytes(),
        "unread": as_bytes(
            {"kind": "timelin"}, {"kind": "prose", "heading": "Kept", "text": "Still here."}
        ),
        "mud": b"{",
        "sharp": as_bytes(
            {"kind": "prose", "heading": sharp, "text": sharp},
            {"kind": "key_quotes", "quotes": [{"text": sharp, "speaker": sharp, "when": sharp}]},
            title=sharp,
            dek=sharp,
            place=sharp,
            topics=[sharp],
        ),
        "whens": as_bytes(
            {
                "kind": "timeline",
                "events": [
                    {"when": when, "text": "Then."}
                    for when in (
                        "44 BC",
                        "AD 79",
                        "800",
                        "1066",
                        "Late 2021",
                        "5 February 2026",
                        "Jan. 3-5, 2026",
                        "1940s",
                        "12th century",
                        "March 2021",
                        "2026-02-05",
                        "2026-02-05T21:30:00+04:00",
                        "2026-02-05 21:30",
                        "2026-W06",
                        *(
                            {"display": "Then", "edtf": edtf}
                            for edtf in (
                                "-0043-03-15",
                                "0079-08-24",
                                "12026",
                                "Y-17E7",
                                "2021-21",
                                "1984~",
                                "2021-09/..",
                            )
                        ),
                    )
                ],
            }
        ),
        "images": as_bytes(
            {
                "kind": "photo_gallery",
                "photos": [
                    {"src": src, "alt": sharp}
                    for src in (
                        "quay.svg",
                        "the quay.svg",
                        "https://example.org/a b?c=[d]&e",
                        "quay.svg?v=1#top",
                    )
                ],
            }
        ),
        "links": as_bytes(
            {
                "kind": "prose",
                "heading": "Links",
                "text": "\n\n".join(
                    f"[a link]({address})"
                    for address in (
                        "https://example.org/a?b=1&c=[2]",
                        "<https://example.org/a b>",
                        "#a|b",
                        "mailto:a@b.example",
                        "https://example.org/%zz",
                        "https://Zürich.example/ä{}",
                    )
                ),
            }
        ),
    }
    for slug, data in briefs.items():
        (stories / f"{slug}.json").write_bytes(data)
    (stories / "the quay.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    publish_site(
        ROOT / "stories",
        top / "shipped",
        runtime,
        SiteOptions(address="https://news.example/briefs/"),
    )
    publish_site(stories, top / "tried", runtime, SiteOptions(lenient=True))
    publish_site(stories / "mud.json", top / "none", runtime, SiteOptions(lenient=True))
    shipped = [file for file in (ROOT / "stories").glob("*.json") if file.name not in NOT_BRIEFS]
    pack_file(shipped, top / "packed" / "many.html", None)
    clean = [
        file
        for file in sorted(stories.glob("*.json"))
        if not read_story(file).sentences(remarks=False)
    ]
    assert {"sharp", "examples"} & {file.stem for file in clean}
    pack_file(clean, top / "packed" / "slim.html", None)
    pack_file(shipped[:1], top / "packed" / "whole.html", runtime)
    whole = (
        top / "packed" / "whole.html"
    )  # what is inlined as base64 is no HTML, and takes the checker a minute
    whole.write_text(
        re.sub(r'(data-sha256="\w+">)[A-Za-z0-9+/=]+', r"\1AAAA", whole.read_text("utf-8")), "utf-8"
    )
    for fragment in (top / "shipped").rglob(
        "fragment.html"
    ):  # no document by itself; its CSS has units the checker doesn't know
        text = re.sub("<template>.*?</template>", "", fragment.read_text("utf-8"), flags=re.S)
        fragment.write_text(
            f'<!doctype html><html lang="en"><head><title>A page</title></head><body>{text}</body></html>',
            "utf-8",
        )
    for fragment in [
        *(top / "tried").rglob("fragment.html"),
        *(top / "none").rglob("fragment.html"),
    ]:
        fragment.unlink()
    found = [
        page
        for site in ("shipped", "tried", "none")
        for page in (top / site).rglob("*.html")
        if "runtime" not in page.parts
    ]
    assert len(found) > 14
    return [*found, ROOT / "index.html"]


def test_the_checker_has_nothing_to_say_and_would_say_it(pages, tmp_path):
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><title>A</title><p><ul></ul></p>")
    found = complaints(*pages, wrong)
    assert "\n".join(line for line in found if not line.startswith(str(wrong))) == ""
    assert any(line.startswith(str(wrong)) and ": error: " in line for line in found)
