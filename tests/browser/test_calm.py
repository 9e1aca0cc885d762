"""Large and hostile briefs leave the page alive: they are read apart from it, and what that took is
given back.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.engines import holds
from tests.browser.own import ready
from tests.night import at_night

MADE = """
window.longest = 0;
new PerformanceObserver(list => { for (const each of list.getEntries()) longest = Math.max(longest, each.duration); }).observe({ type: 'longtask' });
const event = at => `{"when":"${1 + at % 28} March ${1900 + at % 120}","text":"What *happened* then, number ${at}."}`;
const brief = (title, sections) => `{"foldline":1,"title":"${title}","dek":"d","published":"2026-01-02","sections":[${sections}]}`;
const timeline = (title, events) => brief(title, `{"kind":"timeline","events":[${events}]}`);
window.made = {
  many: () => timeline('Many', Array.from({ length: 1500 }, (_, at) => event(at)).join()),
  points: () => brief('Points', `{"kind":"what_happened","points":[${Array.from({ length: 2500 }, (_, at) => `{"text":"Point *number* ${at}"}`).join()}]}`),
  story: () => '---\\ntitle: Story\\ndate: 2026-01-02\\n---\\n\\nBoth came in at once.\\n\\n## What happened\\n\\n' + Array.from({ length: 2500 }, (_, at) => `- They met for the ${at}th time.`).join('\\n') + '\\n',
  million: () => timeline('A million', '{"when":"1","text":"a"},'.repeat(600_000) + '{}'),
  deep: () => '['.repeat(10_000),
  deeper: () => '{"a":'.repeat(10_000),
  huge: () => 'x'.repeat(200_000_000),
};
window.give = async name => {
  const file = new File([made[name]()], name === 'story' ? 'story.md' : `${name}.json`);
  await new Promise(done => setTimeout(done, 200));   // making it is none of the page's work
  window.asked = performance.now();
  longest = 0;
  dispatchEvent(new CustomEvent('foldline:files', { detail: [file] }));
};
"""
WORKER = "worker.mjs"


def given(page: Page, name: str, shown: str) -> tuple[float, float]:
    """Milliseconds until a made file is answered, and those of the longest task meanwhile."""
    page.evaluate("name => give(name)", name)
    expect(page.locator(f"#opened > section:visible {shown}")).to_be_visible(timeout=60_000)
    return tuple(
        page.evaluate(
            "new Promise(done => requestAnimationFrame(() => setTimeout(() => "
            "done([performance.now() - asked, longest]), 100)))"
        )
    )


@pytest.fixture
def calm(site: str, watched: Watched) -> Page:
    return prepared(watched.open(site + "index.html"))


def prepared(page: Page) -> Page:
    ready(page)
    page.evaluate(f"(() => {{ {MADE} }})()")
    return page


def second_pythons(page: Page) -> list:
    return [
        each
        for each in page.workers
        if each.url.endswith(WORKER) or each.url.startswith("blob:null")
    ]


@pytest.mark.parametrize(
    "name, items",
    [
        ("many", ".events > li"),
        *at_night(("points", ".points > li"), ("story", ".points > li")),
    ],
)
def test_the_page_stays_alive_while_a_large_brief_is_read(
    anywhere: str, watched: Watched, name: str, items: str
):
    calm = prepared(watched.open(anywhere + "index.html"))
    # Read in the page itself, nearly all of the time would be one task, however busy the machine
    # is.
    took, longest = given(calm, name, f"h1:text-is('{name.capitalize()}')")
    expect(calm.locator(f"#opened {items}")).to_have_count(
        {"many": 1500, "points": 2500, "story": 2500}[name], timeout=20_000
    )
    assert longest < max(200, took / 3), (took, longest)
    assert len(second_pythons(calm)) == 1


@pytest.mark.parametrize(
    "name, said",
    [
        ("deep", "is nested deeper than 64 levels"),
        *at_night(
            ("million", "holds more than 200,000 values"),
            ("deeper", "is nested deeper than 64 levels"),
            ("huge", "has 200.0 MB; a brief has at most 16 MB"),
        ),
    ],
)
def test_what_is_refused_is_refused_at_once_and_python_goes_on(calm: Page, name: str, said: str):
    took, longest = given(calm, name, "[role=alert]")
    expect(calm.locator("#opened > section:visible [role=alert]")).to_contain_text(said)
    # of what is refused soon, a busy machine makes a task of half a second
    assert longest < max(500, took / 3), (took, longest)
    given(calm, "many", "h1:text-is('Many')")


def test_a_large_brief_is_said_to_be_read_and_so_is_what_is_wrong_with_it(calm: Page):
    calm.evaluate("give('many')")
    holds(
        calm,
        "!document.getElementById('boot').hidden && "
        "document.getElementById('boot-words').textContent === 'Opening many.json'",
    )
    expect(calm.locator("#opened h1")).to_have_text("Many", timeout=60_000)
    expect(calm.locator("#boot")).to_be_hidden()
    # what goes wrong with many parts is not told without end
    lines = calm.locator("#opened .problems > li")
    assert lines.count() == 101
    expect(lines.last).to_have_text(re.compile(r"and \d+ more; foldline check prints all"))


def test_where_no_worker_can_be_had_the_page_reads_itself(calm: Page):
    calm.route("**/worker.mjs", lambda route: route.fulfill(status=404))
    given(calm, "many", "h1:text-is('Many')")
    assert not second_pythons(calm)


@pytest.mark.nightly
def test_what_ends_the_second_python_is_not_tried_by_the_first(calm: Page):
    ends = "onmessage = () => postMessage({ failed: 'Maximum call stack size exceeded' });"
    calm.route(
        "**/worker.mjs", lambda route: route.fulfill(body=ends, content_type="text/javascript")
    )
    given(calm, "many", "[role=alert]")
    expect(calm.locator("#opened > section:visible [role=alert]")).to_contain_text(
        "could not be read here: Python did not get through it"
    )
    calm.unroute("**/worker.mjs")
    given(calm, "points", "h1:text-is('Points')")


@pytest.mark.nightly
def test_opening_and_letting_go_ten_times_gives_the_memory_back(calm: Page):
    session = calm.context.new_cdp_session(calm)

    def held() -> dict[str, float]:
        session.send("HeapProfiler.collectGarbage")
        return {
            "nodes": session.send("Memory.getDOMCounters")["nodes"],
            "script": session.send("Runtime.getHeapUsage")["usedSize"],
            "buffers": session.send("Runtime.getHeapUsage")["backingStorageSize"],
        }

    after = []
    for _ in range(10):
        given(calm, "many", "h1:text-is('Many')")
        calm.locator("#opened .local-bar [data-local=remove]").click()
        expect(calm.locator("#opened > section:visible h1")).to_have_text("Briefs opened here")
        after.append(held())
    first, last = after[1], after[-1]  # the first visit makes what stays: views, caches
    assert last["nodes"] < first["nodes"] * 1.2 + 200, after
    assert last["script"] < first["script"] * 1.2 + 1e6, after
    assert last["buffers"] < first["buffers"] * 1.05 + 1e6, after  # Python's memory is one of them
    calm.wait_for_timeout(11_000)
    assert not second_pythons(calm)  # with all of its memory
