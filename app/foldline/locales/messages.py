"""One message: a sentence with named places in it, and its plural forms.

- `{name}` is a place that a value fills. `{name:number}` groups the digits of a number as the
  language does.
- `<name>some words</name>` is a stretch that the page makes a link or a piece of code of. The
  value for it is a function of the words inside.

Everything else is text, and is written as it stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from foldline.locales.plurals import CATEGORIES, PluralRule

_PLACE = re.compile(
    r"\{(?P<name>[a-z_]+)(?P<grouped>:number)?\}|<(?P<span>[a-z_]+)>(?P<inside>[^<>]*)</(?P=span)>"
)
_LEFT_OVER = re.compile(r"[{}]|</?[a-z_]+>")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a value fills. `inside` are the words of a stretch, None where it has none."""

    name: str
    grouped: bool = False
    inside: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A text with its places, in order: strings and `Place`s."""

    parts: tuple[str | Place, ...]
    names: frozenset[str]

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts between its places."""
        return tuple(part for part in self.parts if isinstance(part, str))


def read_form(text: str) -> Form:
    """Return the form that a text of a language's file states. Raises ValueError for a brace or
    a tag that belongs to no place."""
    parts: list[str | Place] = []
    at = 0
    for match in _PLACE.finditer(text):
        parts.append(text[at : match.start()])
        name = match["name"] or match["span"]
        parts.append(Place(name, bool(match["grouped"]), match["inside"]))
        at = match.end()
    parts.append(text[at:])
    if wrong := next((p for p in parts if isinstance(p, str) and _LEFT_OVER.search(p)), None):
        raise ValueError(f'a brace or a tag without its other end in "{wrong}"')
    names = frozenset(part.name for part in parts if isinstance(part, Place))
    return Form(tuple(part for part in parts if part != ""), names)


@dataclass(frozen=True, slots=True)
class Message:
    """What a key stands for: a form for each plural category that it tells apart, and the rule of
    the language that it is written in. The number that decides is the value `n`."""

    forms: Mapping[str, Form]
    rule: PluralRule
    other: Form = field(init=False)
    plural: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "other", self.forms["other"])
        object.__setattr__(self, "plural", len(self.forms) > 1)

    @property
    def names(self) -> frozenset[str]:
        """The names of all values that it needs."""
        found = frozenset[str]().union(*(form.names for form in self.forms.values()))
        return found | {"n"} if self.plural else found

    def form(self, values: Mapping[str, object]) -> Form:
        """Return the form that these values ask for."""
        if not self.plural:
            return self.other
        number = values["n"]
        if not isinstance(number, int | float):
            raise TypeError(f"n decides about the plural, and is a number, not {number!r}")
        return self.forms.get(self.rule.category(number), self.other)


def is_plural(value: object) -> bool:
    """Return whether a value of a language's file holds plural forms rather than further keys."""
    return isinstance(value, dict) and "other" in value and set(value) <= set(CATEGORIES)


def read_message(value: str | Mapping[str, str], rule: PluralRule) -> Message:
    """Return the message of a text, or of a table of plural forms. Raises ValueError for a form
    that can't be read, or that a number of this language never has."""
    table = {"other": value} if isinstance(value, str) else value
    if never := set(table) - set(rule.categories):
        raise ValueError(f"the language has no plural category {', '.join(sorted(never))}")
    return Message({name: read_form(text) for name, text in table.items()}, rule)
