"""What a reader can do with briefs of their own, without a page: stores and files are made up, and
briefs are read by what the page's worker runs.
"""

import json
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest

from foldline.errors import BriefError, NotFound, NotKept
from foldline.reading.local.briefs import PASTED, Facts
from foldline.reading.local.commands import Commands, Outcome, read_stored_brief
from foldline.reading.local.state import SHELF, LocalState, view_of
from foldline.reading.worker.answers import answer_json
from foldline.reading.worker.protocol import (
    ImportBriefs,
    ImportedBriefs,
    ReadFacts,
    decode_answer,
    encode_request,
)
from foldline.story.loading import LARGEST_BRIEF
from tests.made import as_bytes
from tests.reading.coroutines import run_coroutine

PIXEL = "data:image/png;base64,AAAA"


class Store:
    """A browser's storage, which may be full or denied."""

    def __init__(self, *, full: bool = False, denied: bool = False) -> None:
        self.kept: dict[str, tuple[str, str]] = {}
        self.full, self.denied = full, denied

    def _look(self) -> None:
        if self.denied:
            raise NotKept("this browser keeps nothing for this page")

    async def heads(self) -> list[tuple[str, str]]:
        self._look()
        return [(key, head) for key, (head, _) in self.kept.items()]

    async def content(self, key: str) -> str | None:
        self._look()
        return self.kept.get(key, ("", None))[1]

    async def put(self, key: str, head: str, content: str) -> None:
        self._look()
        if self.full:
            raise NotKept("there is no room left for it")
        self.kept[key] = head, content

    async def drop(self, key: str) -> None:
        self._look()
        self.kept.pop(key, None)


class Reader:
    """Asks as the page asks its worker."""

    slow = False

    async def read_facts(self, name: str, data: bytes) -> Facts:
        if self.slow:
            raise BriefError("takes longer than 60 seconds to read here, and was given up")
        return self._ask(ReadFacts(name), data)

    async def import_briefs(self, name: str, data: bytes, most: int) -> ImportedBriefs:
        return self._ask(ImportBriefs(name, most), data)

    @staticmethod
    def _ask(request: Any, data: bytes) -> Any:
        return decode_answer(request, answer_json(encode_request(request), data)[0])


@dataclass
class File:
    name: str
    data: bytes
    folder: bool = False
    size: int = 0
    images: dict[str, str] = field(default_factory=dict)

    async def read(self) -> bytes:
        if not self.data:
            raise NotFound(f"{self.name} can't be read: it is not there any more")
        return self.data

    async def image(self, path: str) -> str | None:
        return self.images.get(path)


class Desk:
    """The commands with all that they need; `device` and `session` outlive a reload."""

    def __init__(self, session: Store | None = None, device: Store | None = None) -> None:
        self.session, self.device = session or Store(), device or Store()
        self.state, self.reader = LocalState(), Reader()
        self.persisted = 0
        self.commands = Commands(
            self.state, self.session, self.device, self.reader, lambda: 1000.0, self._persist
        )

    def _persist(self) -> None:
        self.persisted += 1

    def open(self, *files: File, notices: tuple[str, ...] = ()) -> Outcome:
        return run(self.commands.open_files(files, list(notices)))

    def reloaded(self) -> "Desk":
        again = Desk(self.session, self.device)
        assert run(again.commands.restore()) == ""
        return again


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return run_coroutine(work)


def rain(**fields: object) -> bytes:
    return as_bytes({"kind": "what_happened", "points": [{"text": "It rained."}]}, **fields)


RAIN, SNOW = File("rain.json", rain()), File("snow.json", rain(title="Snow"))


def test_one_file_is_shown_at_once():
    desk = Desk()
    outcome = desk.open(RAIN)
    assert outcome.show == "opened:rain" and outcome.opened and outcome.changed
    assert outcome.message == "" and list(desk.state.briefs) == ["rain"]
    assert list(desk.session.kept) == ["rain.json\nRain"] and not desk.device.kept


def test_several_files_are_shown_on_their_shelf_in_their_order():
    desk = Desk()
    outcome = desk.open(RAIN, SNOW)
    assert outcome.show == "opened" and outcome.message is None
    assert list(desk.state.briefs) == ["rain", "snow"]


def test_the_same_file_takes_the_place_of_the_one_before():
    desk = Desk()
    desk.open(RAIN)
    run(desk.commands.keep("rain"))
    desk.open(File("rain.json", rain(dek="Much.")))
    (own,) = desk.state.briefs.values()
    assert own.dek == "Much." and own.kept
    assert json.loads(desk.device.kept[own.key][0])["dek"] == "Much."


def test_pictures_of_its_folder_come_along():
    photos = [{"src": name, "alt": name} for name in ("a.png", "b.png")]
    data = as_bytes({"kind": "photo_gallery", "photos": photos})
    desk = Desk()
    desk.open(File("trip/rain.json", data, folder=True, images={"a.png": PIXEL}))
    (own,) = desk.state.briefs.values()
    assert own.content is not None and own.content.images == {"a.png": PIXEL}
    assert any("b.png" in line for line, _ in own.problem_lines)


@pytest.mark.parametrize(
    "file, line",
    [
        (File("wrong.json", b"{"), "wrong.json:1:2: "),
        (File("huge.json", rain(), size=LARGEST_BRIEF + 1), "huge.json:1:1: "),
        (File("none.json", b'{"stories": []}'), "none.json: "),
    ],
)
def test_what_is_refused_is_reported(file, line):
    desk = Desk()
    outcome = desk.open(file)
    assert outcome.show == "opened" and not desk.state.briefs
    assert desk.state.report.unopened == 1 and desk.state.report.lines[0].startswith(line)


def test_a_file_that_is_gone_is_a_notice():
    desk = Desk()
    desk.open(File("rain.json", b""))
    assert desk.state.report.notices == ["rain.json can't be read: it is not there any more."]


def test_what_takes_too_long_is_reported():
    desk = Desk()
    desk.reader.slow = True
    desk.open(RAIN)
    assert "takes longer than 60 seconds" in desk.state.report.lines[0]


def test_pasted_text_is_a_brief_or_imported():
    desk = Desk()
    opened, outcome = run(desk.commands.open_text(rain().decode()))
    assert opened and outcome.show == "opened:rain"
    assert desk.state.briefs["rain"].name == PASTED
    opened, _ = run(desk.commands.open_text("Snow\n\nIt snowed.\n\nPublished: 2026-02-06\n"))
    assert opened and any(own.title == "Snow" for own in desk.state.briefs.values())


def test_a_session_that_is_full_is_said():
    desk = Desk(session=Store(full=True))
    message = desk.open(RAIN).message
    assert message == "A reload will close rain.json: there is no room left for it."


def test_a_reload_has_all_again_and_reads_contents_when_they_are_needed():
    desk = Desk()
    desk.open(RAIN, SNOW)
    again = desk.reloaded()
    assert list(again.state.briefs) == ["rain", "snow"]
    own = again.state.briefs["rain"]
    assert own.content is None
    assert run(again.commands.load_content(own)) == Outcome()
    assert own.content is not None and own.content.has_facts


def test_keeping_is_for_the_device():
    desk = Desk()
    desk.open(RAIN)
    outcome = run(desk.commands.keep("rain"))
    assert outcome.message == "Rain is kept on this device." and outcome.changed
    assert desk.persisted == 1
    later = Desk(device=desk.device).reloaded()
    assert later.state.briefs["rain"].kept


def test_a_device_that_keeps_nothing_is_said():
    desk = Desk(device=Store(denied=True))
    sentence = run(desk.commands.restore())
    assert sentence.startswith("Briefs that are kept on this device can't be shown: this browser")
    desk.open(RAIN)
    outcome = run(desk.commands.keep("rain"))
    assert outcome.message.startswith("Rain could not be kept on this device: this browser")
    assert not desk.state.briefs["rain"].kept and not outcome.changed


def test_what_is_removed_can_be_taken_back():
    desk = Desk()
    desk.open(RAIN)
    run(desk.commands.keep("rain"))
    desk.state.view = "rain"
    outcome = run(desk.commands.remove(["rain"]))
    assert outcome.message == "Rain was removed." and outcome.show == "opened"
    assert not desk.state.briefs and not desk.session.kept and not desk.device.kept
    assert desk.state.removed == 1
    assert run(desk.commands.take_back()).changed
    assert list(desk.state.briefs) == ["rain"] and desk.session.kept and desk.device.kept
    assert desk.state.removed == 0


def test_removing_another_than_what_is_shown_stays_there():
    desk = Desk()
    desk.open(RAIN, SNOW)
    desk.state.view = "snow"
    assert run(desk.commands.remove(["rain"])).show == ""
    assert run(desk.commands.remove(["snow"])).show == "opened"


def test_what_another_tab_removed_is_removed_here():
    desk = Desk()
    desk.open(RAIN)
    run(desk.commands.keep("rain"))
    again = desk.reloaded()
    desk.session.kept.clear()
    desk.device.kept.clear()
    outcome = run(again.commands.keep("rain"))
    assert outcome.message.endswith("another tab has removed it.") and outcome.changed
    assert not again.state.briefs


def test_what_cannot_be_read_stays_until_it_is_removed():
    desk = Desk()
    desk.session.kept["rain.json\nRain"] = "damaged", "damaged"
    again = desk.reloaded()
    own = again.state.briefs["rain"]
    assert own.title == "Rain"
    assert run(again.commands.load_content(own)) == Outcome() and own.content is None
    run(again.commands.remove(["rain"]))
    assert not desk.session.kept


def test_the_editor_finds_a_stored_brief():
    desk = Desk()
    desk.open(RAIN)
    own = run(read_stored_brief("rain", (desk.session, desk.device)))
    assert own.content is not None and own.content.text == RAIN.data.decode()
    with pytest.raises(NotFound):
        run(read_stored_brief("snow", (desk.session, Store(denied=True))))


def test_a_view_that_is_gone_is_the_shelf_with_a_notice():
    desk = Desk()
    desk.open(RAIN)
    assert desk.state.existing_view("rain") == "rain" and desk.state.existing_view(None) is None
    assert desk.state.existing_view("snow") == SHELF
    (notice,) = desk.state.report.notices
    assert notice == "There is no such brief here any more. Open its file again."


@pytest.mark.parametrize(
    "fragment, view",
    [
        ("", None),
        ("what-happened", None),
        ("opened", ""),
        ("opened:", ""),
        ("opened:rain", "rain"),
        ("opened:rain:what-happened", "rain"),
    ],
)
def test_what_a_fragment_shows(fragment, view):
    assert view_of(fragment) == view
