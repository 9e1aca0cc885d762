"""Render briefs that another page sends, for live embeds. scripts/live.js has checked who sends
them; see also scripts/embed.js.
"""

from typing import Any

from foldline.errors import FoldlineError
from foldline.html.render import checked_brief_part, render_fragment
from foldline.locales import Words
from foldline.reading import browser
from foldline.reading.browser import Event
from foldline.reading.on_demand import call_with_all_files
from foldline.reading.tasks import Tasks
from foldline.story.loading import load


class LiveRenderer:
    """Render each brief that is sent. `styles` is the stylesheet that goes with each, and `words`
    are for what goes wrong.
    """

    def __init__(self, styles: str, tasks: Tasks, words: Words) -> None:
        self._styles, self._tasks, self._words = styles, tasks, words

    def start(self) -> None:
        browser.listen(browser.window, "foldline:render", self._on_render)

    def _on_render(self, event: Event) -> None:
        self._tasks.start(self._render(event.detail))

    async def _render(self, request: Any) -> None:
        text, styles, words = request.text, self._styles, self._words
        try:
            html = await call_with_all_files(lambda: render_text(text, styles, words), words)
            request.done(html)
        except (ValueError, FoldlineError) as error:
            request.failed(str(error))
        except Exception as error:
            browser.log_exception()
            request.failed(words("live.failed", error=type(error).__name__))


def render_text(text: str, styles: str, words: Words) -> str:
    """Return the brief of a JSON text as a fragment with its stylesheet. Raises ValueError, with a
    sentence in these words, where it can't be read as one."""
    loaded = load(text)
    if loaded.brief is None:
        problems = [problem.sentence("brief") for problem in loaded.problems if not problem.remark]
        raise ValueError(words("live.problems", n=len(problems), first=problems[0]))
    part = checked_brief_part(loaded.brief, problems=loaded.hiding, address="brief")
    return render_fragment(part, styles)
