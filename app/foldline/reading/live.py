"""Live embeds: renders briefs that another page gives. live.js has looked at who asks; see also
embed.js.
"""

import traceback

from pyodide.ffi import create_proxy
from pyscript import window

from foldline.errors import FoldlineError
from foldline.html.render import brief_part, render_fragment
from foldline.reading.asking import with_all_files
from foldline.reading.page import start_task, styles
from foldline.story.brief import count
from foldline.story.loading import load


def listen() -> None:
    """Renders each brief that is asked for, from now on."""
    window.addEventListener("foldline:render", create_proxy(_begin))


def _begin(event) -> None:
    start_task(_render(event.detail))


async def _render(request) -> None:
    text = request.text
    try:
        request.done(await with_all_files(lambda: fragment_of(text)))
    except (ValueError, FoldlineError) as error:
        request.failed(str(error))
    except Exception as error:
        window.console.error(traceback.format_exc())
        request.failed(f"it could not be rendered ({type(error).__name__})")


def fragment_of(text: str) -> str:
    """The brief of a JSON text as a fragment. Raises ValueError, with a sentence, where it can't be
    read as one.
    """
    loaded = load(text)
    if loaded.brief is None:
        problems = [problem.sentence("brief") for problem in loaded.problems if not problem.remark]
        raise ValueError(f"it has {count(len(problems), 'problem')}; the first: {problems[0]}")
    return render_fragment(
        brief_part(loaded.brief, problems=loaded.hiding, address="brief"), styles
    )
