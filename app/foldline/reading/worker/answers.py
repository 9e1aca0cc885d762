"""Answer the requests of `protocol`, in the page or in its worker. Pure: no browser."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from typing import Any

from foldline.errors import FoldlineError
from foldline.html.render import alert_part, brief_part
from foldline.locales import words_for
from foldline.reading.local.briefs import Content, facts_of, is_meant_as_brief
from foldline.reading.local.parts import own_brief_part
from foldline.reading.worker.protocol import (
    Answer,
    BriefHead,
    DrawBrief,
    DrawOwnBrief,
    ImportBriefs,
    ImportedBrief,
    ImportedBriefs,
    ReadFacts,
    Request,
    decode_request,
    encode_answer,
)
from foldline.story.loading import Loaded, load


def answer_json(request: str, data: bytes | memoryview | None = None) -> tuple[str, str]:
    """Answer a request in JSON, with an answer in JSON, and HTML: what scripts/worker.mjs calls."""
    found, html = answer(decode_request(request), None if data is None else bytes(data))
    return encode_answer(found), html


def answer(request: Request, data: bytes | None = None) -> tuple[Answer, str]:
    """Return the answer to a request, and the HTML, which is empty where the request asks for none.
    `data` is the file that was sent beside the request.
    """
    return _ANSWERS[type(request)](request, data)


@lru_cache(maxsize=1)  # a brief is drawn right after its facts were read
def _loaded(text: str) -> Loaded:
    return load(text)


def _read_facts(request: ReadFacts, data: bytes) -> tuple[Answer, str]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return facts_of(load(data), data), ""
    loaded = _loaded(text)
    meant = loaded.brief is not None or is_meant_as_brief(request.name, text)
    return facts_of(loaded, text, meant), ""


def _draw_own_brief(request: DrawOwnBrief, data: None) -> tuple[Answer, str]:
    brief, content = request.brief, request.brief.content
    if content:
        # A copy: what was read of a text is large, and must not stay in the memory of a page.
        content = Content(content.text, content.images, content.account)
        content.loaded = _loaded(content.text)
    html = own_brief_part(replace(brief, content=content), may_ask=request.may_ask).html()
    _loaded.cache_clear()
    return None, html


def _draw_brief(request: DrawBrief, data: bytes) -> tuple[Answer, str]:
    loaded = load(data)
    if loaded.brief is None:
        words = words_for(request.language)
        heading = words("alert.unread")
        alert = alert_part(
            heading,
            [problem.sentence(request.shown_address) for problem in loaded.errors],
            advice=words("alert.publisher_can_mend"),
        )
        return BriefHead(heading, words.tag), alert.html(words)
    part = brief_part(
        loaded.brief,
        base=request.base,
        problems=loaded.hiding,
        address=request.shown_address,
        hosts=request.hosts,
        topics_at=request.topics_at,
    )
    return BriefHead(loaded.brief.title, loaded.brief.language), part.html()


def _import_briefs(request: ImportBriefs, data: bytes) -> tuple[Answer, str]:
    # Its files are in no snapshot: see on_demand.py.
    imports = import_module("foldline.reading.local.imports")
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
        found = imports.import_contents(request.name, text, words_for(request.language))
    except FoldlineError as reason:
        return ImportedBriefs(refused=str(reason)), ""
    briefs = (
        ImportedBrief(name, stem, content, facts_of(_loaded(content.text), content.text))
        for name, stem, content in found[: request.most]
    )
    return ImportedBriefs(tuple(briefs)), ""


_ANSWERS: dict[type[Request], Callable[[Any, Any], tuple[Answer, str]]] = {
    ReadFacts: _read_facts,
    DrawBrief: _draw_brief,
    DrawOwnBrief: _draw_own_brief,
    ImportBriefs: _import_briefs,
}
