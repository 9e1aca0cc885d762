"""The words of a language, by keys as "sections.timeline.as_of"."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from foldline.locales.messages import Message, Place, is_plural, read_message
from foldline.locales.plurals import PluralRule

DEFAULT = "en"
"""The language of every word that another has not got."""

_PACKAGE = "foldline"
_FILES = frozenset(
    file.name.removesuffix(".toml")
    for file in (files(_PACKAGE) / "locales").iterdir()
    if file.name.endswith(".toml")
)
"""The tags of all languages. They are listed once: a page has no files later."""
_KINDS = sorted(file.name for file in (files(_PACKAGE) / "sections").iterdir() if file.is_dir())
_FORMATS = ("language", "plural", "number", "read")
"""Tables of a language's file that hold no messages."""
_READ = ("dates", "read")
"""Tables by which texts are read."""
_SCRIPTS = "scripts."
"""How the keys of the words of scripts begin."""


Text = tuple[str | Mapping[str, str], PluralRule]
"""A message as its file has it, a text or a table of plural forms, and the rule of its language."""


class Words:
    """The words of one language. Call it with a key and the values of the message's places.

    >>> words_for("en")("sections.timeline.extent", n=3)
    '3 events'
    """

    def __init__(
        self,
        tag: str,
        texts: Mapping[str, Text],
        formats: Mapping[str, Any],
        own: Mapping[str, Any] | None = None,
    ):
        self.tag = tag
        """The language, as BCP 47 writes it; of a tag that has no words of its own, "en"."""
        self._texts = texts
        self._messages: dict[str, Message] = {}  # those that were used: most never are
        self.direction: str = formats["language"]["direction"]
        """ltr or rtl."""
        self.own = own or {}
        """The tables `[dates]` and `[read]` of the language, as its file has them. English fills
        up none of them: a text is read by the words of its own language alone.
        """
        self._number = formats["number"]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of a message. Raises LookupError for an unknown key, KeyError (which is
        one) where a value is missing."""
        message = self.message(key)
        return "".join(self.fill(message, values, str))

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        """Yield the keys of all messages."""
        return iter(self._texts)

    def message(self, key: str) -> Message:
        """Return the message of a key. Raises LookupError with the nearest key for an unknown
        one, and ValueError for a text that can't be read."""
        if key not in self._messages:
            if key not in self._texts:
                near = get_close_matches(key, self._texts, 1)
                advice = f'; did you mean "{near[0]}"?' if near else ""
                raise LookupError(f'there are no words "{key}"{advice}')
            text, rule = self._texts[key]
            try:
                self._messages[key] = read_message(text, rule)
            except ValueError as error:
                raise ValueError(f"{key}: {error}") from error
        return self._messages[key]

    def fill(
        self, message: Message, values: Mapping[str, object], shown: Callable[[object], str]
    ) -> list[str]:
        """Return the parts of a message with its places filled; `shown` makes a text of a value."""
        filled: list[str] = []
        for part in message.form(values).parts:
            if not isinstance(part, Place):
                filled.append(part)
                continue
            value = values[part.name]
            if part.inside is not None:
                assert callable(value), f"{part.name} is a function of the words inside"
                value = value(part.inside)
            elif part.grouped:
                assert isinstance(value, int)
                value = self.number(value)
            filled.append(shown(value))
        return filled

    def number(self, number: float, digits: int = 0) -> str:
        """Return a number with as many decimals, its digits in groups.

        >>> words_for("en").number(1234.5, 1)
        '1,234.5'
        """
        text = f"{number:,.{digits}f}"
        group, point = self._number["group"], self._number["decimal"]
        return text if group == "," and point == "." else _other_signs(text, group, point)

    def percent(self, part: float, digits: int = 0) -> str:
        """Return a part of 1 in percent.

        >>> words_for("en").percent(0.377)
        '38 %'
        """
        text: str = self._number["percent"]
        return text.replace("{number}", self.number(part * 100, digits))

    def quoted(self, text: str) -> str:
        """Return words between the quotation marks of the language."""
        return self("marks.quoted", words=text)

    def listed(self, items: Sequence[str]) -> str:
        """Return items as one list."""
        return self("marks.between_items").join(items)

    def for_scripts(self, *names: str) -> dict[str, Any]:
        """Return the words of scripts as JSON holds them: the tables of these names below
        "scripts". Raises LookupError for a name of no table.

        A message is its text, or an object of its plural forms, among which `Intl.PluralRules` of
        `language` chooses.

        >>> words_for("en").for_scripts("edit")["words"]["edit.no_room"]
        'A reload will lose this text: there is no room left for it.'
        """
        found: dict[str, str | dict[str, str]] = {}
        for name in names:
            keys = [key for key in self._texts if key.startswith(f"{_SCRIPTS}{name}.")]
            for key in keys or [_SCRIPTS + name]:
                found[key.removeprefix(_SCRIPTS)] = _text_of(self.message(key))
        return {"language": self.tag, "words": found}


def _other_signs(text: str, group: str, point: str) -> str:
    whole, _, decimals = text.partition(".")
    return whole.replace(",", group) + (point + decimals if decimals else "")


def _text_of(message: Message) -> str | dict[str, str]:
    texts = {
        name: "".join(part if isinstance(part, str) else _written(part) for part in form.parts)
        for name, form in message.forms.items()
    }
    return texts if message.plural else texts["other"]


def _written(place: Place) -> str:
    if place.inside is not None:
        return f"<{place.name}>{place.inside}</{place.name}>"
    return f"{{{place.name}{':number' if place.grouped else ''}}}"


def tags() -> list[str]:
    """Return the tags of all languages that have words, sorted."""
    return sorted(_FILES)


def words_for(tag: str) -> Words:
    """Return the words of a language. What "de-CH" lacks comes from "de", then from English."""
    parts = tag.lower().split("-")
    chain = ["-".join(parts[:length]) for length in range(1, len(parts) + 1)]
    return _words_of(tuple(each for each in chain if each in _FILES))


@cache
def _words_of(chain: tuple[str, ...]) -> Words:
    """Return the words of the last of these languages, filled up from those before it."""
    texts: dict[str, Text] = {}
    formats: dict[str, Any] = {}
    own: dict[str, Any] = {}
    for tag in dict.fromkeys((DEFAULT, *chain)):
        table = _table_of(tag)
        if tag in chain:
            own = _merged(own, {name: table[name] for name in _READ if name in table})
        formats |= {name: table[name] for name in _FORMATS if name in table}
        rule = PluralRule(formats["plural"])
        texts |= {key: (value, rule) for key, value in _flat(table).items()}
    return Words(chain[-1] if chain else DEFAULT, texts, formats, own)


def _merged(table: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with what another one adds to it, or has in its place."""
    found = dict(table)
    for name, value in other.items():
        both = isinstance(value, dict) and isinstance(found.get(name), dict)
        found[name] = _merged(found[name], value) if both else value
    return found


def load_all_words() -> None:
    """Read the words of all languages: what a snapshot of Python must hold, since a page that
    starts from it has no files yet."""
    for tag in tags():
        words_for(tag)


def _table_of(tag: str) -> dict[str, Any]:
    """Return the tables of a language's file, with the words that kinds bring along."""
    package = files(_PACKAGE)
    table = tomllib.loads((package / "locales" / f"{tag}.toml").read_text("utf-8"))
    for kind in _KINDS:
        file = package / "sections" / kind / f"words.{tag}.toml"
        if file.is_file():
            if kind in table.get("sections", {}):
                raise ValueError(f"{tag}.toml and {kind}/{file.name} both have words of {kind}")
            table.setdefault("sections", {})[kind] = tomllib.loads(file.read_text("utf-8"))
    return table


def _flat(table: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Return the messages of a table by their whole keys."""
    found: dict[str, Any] = {}
    for name, value in table.items():
        if not above and name in _FORMATS:
            continue
        if isinstance(value, dict) and not is_plural(value):
            found |= _flat(value, f"{above}{name}.")
        else:
            found[above + name] = value
    return found


ENGLISH = words_for(DEFAULT)
