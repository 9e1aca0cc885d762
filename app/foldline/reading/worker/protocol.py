"""Define the messages between the page and its worker: each request is a dataclass with its own
answer. Both are sent as one JSON text. A file's bytes and the HTML made of it are sent beside that,
since they are large. Pure: no browser.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from foldline.reading.local.briefs import Content, Facts, OwnBrief


@dataclass(frozen=True)
class ReadFacts:
    """Read the file called `name`, whose bytes are sent beside the request. The answer is its
    `Facts`.
    """

    name: str


@dataclass(frozen=True)
class DrawBrief:
    """Draw the brief whose bytes are sent beside the request. The answer is a `BriefHead`, and
    HTML. `shown_address` is how sentences name its file, `base` the folder of its pictures, `hosts`
    the hosts that pictures may be loaded from (None for any), `topics_at` the front page that its
    topics lead to (None for none). Where it can't be read, an alert is drawn, in the words of
    `language`.
    """

    shown_address: str
    base: str
    hosts: tuple[str, ...] | None
    language: str = "en"
    topics_at: str | None = None


@dataclass(frozen=True)
class DrawOwnBrief:
    """Draw a brief of the reader's own. The answer is None, and HTML. `may_ask` is whether the page
    may request anything from a server.
    """

    brief: OwnBrief
    may_ask: bool


@dataclass(frozen=True)
class ImportBriefs:
    """Make briefs of the file called `name`, whose bytes are sent beside the request: `most` at
    most. The answer is `ImportedBriefs`. Sentences are in the words of `language`.
    """

    name: str
    most: int
    language: str = "en"


Request = ReadFacts | DrawBrief | DrawOwnBrief | ImportBriefs


@dataclass(frozen=True)
class BriefHead:
    """Hold the title and the language of a brief."""

    title: str
    language: str


@dataclass(frozen=True)
class ImportedBrief:
    """Hold one brief that was made of a file: how sentences name it, what its slug is made of, its
    content, and the facts of that.
    """

    name: str
    stem: str
    content: Content
    facts: Facts


@dataclass(frozen=True)
class ImportedBriefs:
    """List the briefs that were made of a file; none where it is JSON of no known form. `refused`
    is the reason where the form is known and no brief can be made of it.
    """

    found: tuple[ImportedBrief, ...] = ()
    refused: str = ""


Answer = Facts | BriefHead | ImportedBriefs | None


def encode_request(request: Request) -> str:
    """Return a request as JSON.

    >>> encode_request(ReadFacts("rain.json"))
    '{"request": "ReadFacts", "name": "rain.json"}'
    """
    return json.dumps({"request": type(request).__name__} | asdict(request))


def decode_request(text: str) -> Request:
    """Return the request that `encode_request` wrote. Raises ValueError where it is of no kind that
    is known.

    >>> decode_request(encode_request(ReadFacts("rain.json")))
    ReadFacts(name='rain.json')
    """
    match json.loads(text):
        case {"request": "ReadFacts", "name": name}:
            return ReadFacts(name)
        case {
            "request": "DrawBrief",
            "shown_address": address,
            "base": base,
            "hosts": hosts,
            "language": language,
        }:
            return DrawBrief(address, base, None if hosts is None else tuple(hosts), language)
        case {"request": "DrawOwnBrief", "brief": brief, "may_ask": may_ask}:
            return DrawOwnBrief(OwnBrief.from_dict(brief), may_ask)
        case {"request": "ImportBriefs", "name": name, "most": most, "language": language}:
            return ImportBriefs(name, most, language)
    raise ValueError("the page asks its worker for something that it does not know")


def encode_answer(answer: Answer) -> str:
    """Return an answer as JSON."""
    return json.dumps(None if answer is None else asdict(answer))


def decode_answer(request: Request, text: str) -> Answer:
    """Return the answer to a request that `encode_answer` wrote."""
    found: Any = json.loads(text)
    match request:
        case ReadFacts():
            return Facts.from_dict(found)
        case DrawBrief():
            return BriefHead(**found)
        case ImportBriefs():
            return ImportedBriefs(
                tuple(_imported_brief(each) for each in found["found"]), found["refused"]
            )
        case DrawOwnBrief():
            return None


def _imported_brief(found: dict[str, Any]) -> ImportedBrief:
    content = Content.from_dict(found["content"])
    facts = Facts.from_dict(found["facts"])
    return ImportedBrief(found["name"], found["stem"], content, facts)
