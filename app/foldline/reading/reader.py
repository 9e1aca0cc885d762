"""What takes long of opening a brief, as JSON text in and JSON text out: done in the page, or apart
from it. Pure: no browser.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from foldline.errors import FoldlineError
from foldline.html.render import alert_part, brief_part
from foldline.reading.local_briefs import (
    OwnBrief,
    facts_of,
    meant_as_brief,
    own_brief_part,
    read_content,
)
from foldline.story.loading import Loaded, load


def answer(asked: str, data: bytes | memoryview | None = None) -> tuple[str, str]:
    """What is asked for, as `question` writes it: facts as JSON, and HTML, empty where none is
    asked for. `data` is the brief's file where `asked` doesn't hold its text."""
    given = json.loads(asked)
    facts, html = _ANSWERS[given.pop("what")](
        given.pop("text") if data is None else bytes(data), **given
    )
    return json.dumps(facts), html


def question(what: str, **given: object) -> str:
    """ "facts" (of a file called `name`), "drawn" (an own brief, `own`, of the `text` in a store:
    `may_ask`) or "opened" (`shown_address`, `base`, `hosts`), or "imported" (the first `most`
    briefs that can be made of a file called `name`: each with its content for `read_content`, and
    its facts)."""
    return json.dumps({"what": what} | given)


@lru_cache(maxsize=1)  # what has been read is what is drawn next
def _loaded(text: str) -> Loaded:
    return load(text)


def forget() -> None:
    """Lets go of what was read last."""
    _loaded.cache_clear()


def _facts(data: bytes, name: str) -> tuple[dict, str]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return facts_of(load(data), data).as_dict(), ""
    loaded = _loaded(text)
    return facts_of(
        loaded, text, loaded.brief is not None or meant_as_brief(name, text)
    ).as_dict(), ""


def _drawn(text: str | None, own: dict, may_ask: bool) -> tuple[dict, str]:
    content = (
        None if text is None else read_content(text)
    )  # None: what a store has of it can't be read
    if content:
        content.loaded = _loaded(content.text)
    html = own_brief_part(OwnBrief(**own, content=content), may_ask=may_ask).html()
    forget()
    return {}, html


def _opened(
    text: bytes | str, shown_address: str, base: str, hosts: list[str] | None
) -> tuple[dict, str]:
    loaded = load(text)
    if loaded.brief is None:
        heading = "This brief could not be read"
        part = alert_part(
            heading,
            [problem.sentence(shown_address) for problem in loaded.errors],
            advice="Nothing of it was changed. Its publisher can mend it with these lines.",
        )
        return {"title": heading, "language": "en"}, part.html()
    brief = loaded.brief
    part = brief_part(brief, base=base, problems=loaded.hiding, address=shown_address, hosts=hosts)
    return {"title": brief.title, "language": brief.language}, part.html()


def _imported(data: bytes, name: str, most: int) -> tuple[dict, str]:
    imports = import_module("foldline.reading.asked.imports")  # whose files no page starts with
    try:
        found = imports.imported_contents(name, data.decode("utf-8").removeprefix("\ufeff"))
    except FoldlineError as reason:
        return {"refused": str(reason), "found": []}, ""
    return {
        "refused": "",
        "found": [
            {
                "name": name,
                "stem": stem,
                "content": content.as_text(),
                "facts": facts_of(_loaded(content.text), content.text).as_dict(),
            }
            for name, stem, content in found[:most]
        ],
    }, ""


_ANSWERS: dict[str, Callable[..., tuple[dict, str]]] = {
    "facts": _facts,
    "drawn": _drawn,
    "opened": _opened,
    "imported": _imported,
}
