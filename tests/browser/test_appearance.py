"""The panel "Aa" and the faces of pages, on pages that are only read: no Python is started here."""

import json
import re
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from foldline.html.packing import Packed, packed_document
from foldline.publishing.assets import read_styles
from foldline.publishing.shell_texts import shell_texts
from foldline.story.loading import load
from tests.made import ROOT
from tests.night import sampled

from .conftest import SLUGS
from .test_accessible import AXE

FLAGSHIP = "us-russia-military-dialogue/index.html"
KEY = "foldline:appearance"
SHIFTS = """
globalThis.shifts = [];
new PerformanceObserver(list => shifts.push(...list.getEntries().map(each => each.value)))
  .observe({ type: 'layout-shift', buffered: true });
"""


def attributes(page: Page) -> dict[str, str]:
    return page.evaluate(
        "Object.fromEntries(['size', 'face', 'width', 'theme'].filter(name => name in document.documentElement.dataset).map(name => [name, document.documentElement.dataset[name]]))"
    )


def kept(page: Page) -> dict:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or "{}")


def keep(page: Page, text: str) -> None:
    """Keep a choice on the device before the page is opened."""
    page.add_init_script(
        f"try {{ localStorage.getItem('{KEY}') ?? localStorage.setItem('{KEY}', {json.dumps(text)}) }} catch {{}}"
    )


def colour(page: Page, css: str, of: str = "body") -> str:
    return page.evaluate(f"getComputedStyle(document.querySelector('{of}')).{css}")


def test_a_choice_is_seen_kept_and_taken_back(site, watched):
    page = watched.open(site + FLAGSHIP, "static")
    opener = page.locator(".appearance-open")
    opener.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#appearance")
    expect(panel).to_be_visible()
    before = float(colour(page, "fontSize", ".dek")[:-2])
    for name in ("Largest", "Extra legible", "Long", "Dark"):
        panel.get_by_role("radio", name=name).check()
    chosen = {"size": "largest", "face": "legible", "width": "wide", "theme": "dark"}
    assert attributes(page) == chosen and kept(page) == chosen | {"version": 1}
    assert float(colour(page, "fontSize", ".dek")[:-2]) >= 1.3 * before
    assert colour(page, "colorScheme", "html") == "dark"
    paper = colour(page, "backgroundColor")
    assert page.locator("meta[name=color-scheme]").get_attribute("content") == "dark"
    assert {
        each.get_attribute("content") for each in page.locator("meta[name=theme-color]").all()
    } == {paper}
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()
    page.reload()
    assert attributes(page) == chosen and colour(page, "backgroundColor") == paper
    opener.click()
    assert panel.get_by_role("radio", name="Dark").is_checked()
    panel.get_by_role("button", name="Back to").click()
    assert attributes(page) == {} and kept(page) == {"version": 1}
    assert panel.get_by_role("radio", name="System").is_checked()


def test_it_is_there_before_the_first_paint_and_nothing_moves(site, watched):
    keep(watched.page, '{"version": 1, "theme": "sepia", "size": "large", "later": 1}')
    watched.page.add_init_script(
        SHIFTS
        + """
        new MutationObserver(() => {
          if (document.documentElement?.dataset.theme) globalThis.themed ??= performance.now();
        }).observe(document, { subtree: true, childList: true, attributes: true });
        """
    )
    page = watched.open(site + FLAGSHIP, "static")
    page.wait_for_function("performance.getEntriesByName('first-paint').length > 0")
    page.wait_for_timeout(300)
    assert attributes(page) == {"size": "large", "theme": "sepia"}
    assert page.evaluate("themed < performance.getEntriesByName('first-paint')[0].startTime")
    assert page.evaluate("shifts") == []
    page.locator(".appearance-open").click()
    page.get_by_role("radio", name="Dark").check()
    assert kept(page)["later"] == 1  # what this version does not know stays


def test_another_tab_follows(site, watched):
    page = watched.open(site + FLAGSHIP, "static")
    other = page.context.new_page()
    other.goto(site + "index.html")
    page.locator(".appearance-open").click()
    page.get_by_role("radio", name="Sepia").check()
    other.wait_for_function("document.documentElement.dataset.theme === 'sepia'")
    other.close()


@pytest.mark.parametrize(
    ("script", "line"),
    [
        (f"localStorage.setItem('{KEY}', '{{\"version\": 9, \"look\": 1}}')", "version"),
        (
            "Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
            "storage",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_line(site, watched, script, line):
    watched.page.add_init_script(script)
    page = watched.open(site + FLAGSHIP, "static")
    assert attributes(page) == {}
    page.locator(".appearance-open").click()
    expect(page.locator(f"#appearance-{line}")).to_be_visible()
    page.get_by_role("radio", name="Dark").check()
    assert attributes(page) == {"theme": "dark"}
    if line == "version":
        assert kept(page) == {"version": 9, "look": 1}


def test_a_frame_looks_as_the_reader_chose(site, watched):
    keep(watched.page, '{"version": 1, "theme": "sepia"}')
    watched.page.goto(site + "us-russia-military-dialogue/frame.html#theme=dark")
    assert attributes(watched.page) == {"theme": "sepia"}
    assert colour(watched.page, "colorScheme", "html") == "light"


@pytest.mark.parametrize("slim", [False, True])
def test_a_packed_file_has_the_panel_and_its_faces(watched, tmp_path, slim):
    """Without what Python starts from, which only reading does not need."""
    path = ROOT / "stories" / "apollo-13.json"
    text = path.read_text("utf-8")
    brief = load(text).brief
    assert brief is not None
    document = packed_document([Packed("apollo-13", text, brief)], shell_texts(None), slim=slim)
    (tmp_path / "apollo.html").write_text("".join(document), "utf-8")
    assert document[0].count("data:font/woff2") == (3 if slim else 5)
    page = watched.page
    page.goto((tmp_path / "apollo.html").as_uri())
    page.evaluate("document.fonts.ready")
    loaded = "[...document.fonts].filter(each => each.status === 'loaded').map(each => each.family.replaceAll('\"', ''))"
    assert {"Foldline Serif", "Foldline Sans"} <= set(page.evaluate(loaded))
    if slim:
        expect(page.locator("#appearance")).to_have_count(0)
        return
    page.locator(".appearance-open").click()
    page.get_by_role("radio", name="Extra legible").check()
    page.wait_for_function(f"{loaded}.includes('Foldline Legible')")
    assert not [error for error in watched.errors if "font" in error or "style" in error]


def test_without_scripts_there_is_no_panel(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + FLAGSHIP)
    expect(page.locator(".appearance-open")).to_be_hidden()
    expect(page.locator("#appearance")).to_be_hidden()
    context.close()


@pytest.mark.parametrize(("width", "theme"), [(320, "sepia"), (1280, "dark")])
def test_axe_finds_nothing_in_the_open_panel(site, watched, width, theme):
    keep(watched.page, json.dumps({"version": 1, "theme": theme, "size": "largest"}))
    watched.page.set_viewport_size({"width": width, "height": 800})
    page = watched.open(site + FLAGSHIP, "static")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("[popovertarget=appearance]:visible").first.click()
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run('#appearance', { resultTypes: ['violations'] })")
    assert found["passes"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found["violations"]] == []


# ---- colours


TEXTS = ("ink", "soft", "accent", "link", "warn", "good")
BACKGROUNDS = {"paper": TEXTS, "raised": TEXTS, "alert": ("ink", "link"), "mark": ("ink",)}
SIGNS = ("bar", "focus")
"""Colours of what is no text, which needs 3 : 1."""


def test_all_pairs_of_colours_have_contrast_in_all_themes(page: Page):
    """WCAG 2.2: 1.4.3 and 1.4.11. The browser resolves the tokens, so that none is read wrongly."""
    page.set_content(f"<style>{read_styles('tokens.css')}</style><i></i>")
    measure = """([theme, names]) => {
      if (theme) document.documentElement.dataset.theme = theme; else delete document.documentElement.dataset.theme;
      const probe = document.querySelector('i');
      const light = name => {
        probe.style.color = `var(--fl-${name})`;
        const [r, g, b] = getComputedStyle(probe).color.match(/[\\d.]+/g).map(each => each / 255).map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      return Object.fromEntries(names.map(name => [name, light(name)]));
    }"""
    names = [*BACKGROUNDS, *TEXTS, *SIGNS]
    weak = []
    for theme, scheme in product(("", "light", "sepia", "dark"), ("light", "dark")):
        page.emulate_media(color_scheme=scheme)
        lights = page.evaluate(measure, [theme, names])
        pairs = [(back, text, 4.5) for back, texts in BACKGROUNDS.items() for text in texts]
        for back, front, least in [*pairs, *(("paper", sign, 3) for sign in SIGNS)]:
            high, low = sorted((lights[back], lights[front]), reverse=True)
            if (ratio := (high + 0.05) / (low + 0.05)) < least:
                weak.append((theme or scheme, front, back, round(ratio, 2)))
    assert weak == []


# ---- faces


@pytest.mark.parametrize("path", ["", *(sampled([f"{slug}/index.html" for slug in SLUGS], 3))])
def test_a_first_visit_fetches_60_kb_of_faces_and_nothing_moves(site, watched, path):
    fetched = {}
    watched.page.on(
        "response",
        lambda response: (
            fetched.setdefault(response.url, len(response.body()))
            if response.url.endswith(".woff2")
            else None
        ),
    )
    watched.page.add_init_script(SHIFTS)
    page = watched.open(site + path, "static")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(200)
    assert 0 < sum(fetched.values()) <= 60_000, fetched
    assert not any("legible" in url for url in fetched)
    # on a busy machine a face may come after the first paint: then words move by a pixel or two
    assert sum(page.evaluate("shifts")) <= 0.001


def test_what_stands_in_is_as_wide_and_as_high(site, watched):
    """A line in the device's face, as it is stretched, beside the same in ours."""
    page = watched.open(site + FLAGSHIP, "static")
    sizes = page.evaluate(
        """async () => {
          const text = [...document.querySelectorAll('.points li, .dek')].map(each => each.textContent).join(' ').replace(/\\s+/g, ' ');
          const size = family => {
            const line = document.body.appendChild(Object.assign(document.createElement('span'), { textContent: text }));
            Object.assign(line.style, { position: 'absolute', whiteSpace: 'nowrap', font: `18px/normal ${family}` });
            const { width, height } = line.getBoundingClientRect();
            line.remove();
            return [width, height];
          };
          await Promise.all(['Serif', 'Sans'].map(name => document.fonts.load(`18px "Foldline ${name}"`)));
          return ['Serif', 'Sans'].flatMap(name => ['Georgia', 'Arial', 'Times', 'Noto', 'Roboto', 'DejaVu']
            .filter(other => [...document.fonts].some(({ family }) => family.replaceAll('"', '') === `Foldline ${name} ${other}`))
            .map(other => [`${name} ${other}`, size(`"Foldline ${name}"`), size(`"Foldline ${name} ${other}", monospace`), size('monospace')]));
        }"""
    )
    there = [
        (name, ours, theirs) for name, ours, theirs, nothing in sizes if theirs[0] != nothing[0]
    ]
    assert there, "no face of this machine is known"
    for name, ours, theirs in there:
        assert theirs[0] == pytest.approx(ours[0], rel=0.015), name
        assert theirs[1] == pytest.approx(ours[1], abs=1), name


def test_the_legible_face_comes_when_it_is_chosen(site, watched):
    page = watched.open(site + FLAGSHIP, "static")
    page.locator(".appearance-open").click()
    with page.expect_response(re.compile(r"legible-latin\.woff2")):
        page.get_by_role("radio", name="Extra legible").check()
    assert page.evaluate(
        "document.fonts.load('18px \"Foldline Legible\"').then(all => all.length > 0)"
    )


def test_lines_have_60_to_75_letters_on_every_machine(site, watched):
    """Text is in the site's own face, so that the measure does not depend on the machine's."""
    page = watched.open(site + FLAGSHIP, "static")
    page.set_viewport_size({"width": 1440, "height": 900})
    letters = page.evaluate(
        """async () => {
          await document.fonts.ready;
          const item = document.querySelector('.points > li'), context = document.createElement('canvas').getContext('2d');
          const { fontSize, fontFamily } = getComputedStyle(item);
          context.font = `${fontSize} ${fontFamily.split(',')[0]}`;
          const text = item.textContent.replace(/\\s+/g, ' ');
          return item.getBoundingClientRect().width / (context.measureText(text).width / text.length);
        }"""
    )
    assert 60 <= letters <= 75
