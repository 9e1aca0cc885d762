"""Provide the words of a language for templates: `{{ t("sections.timeline.extent", n=3) }}`.

`t` returns markup. The words of the language are taken as they are; each value is escaped, unless
it is markup itself (a `<time>`, a link).
"""

from functools import cache

from markupsafe import Markup, escape

from foldline.locales import Words, words_for
from foldline.locales.messages import Form, Message, Place
from foldline.text.unseen import shown_text


class PageWords:
    """Provide the words of one language for templates."""

    def __init__(self, words: Words):
        self.words = words
        """The same words as plain text, for models that make a text of their own."""
        self.direction = words.direction
        self.number = words.number
        self.percent = words.percent
        self.for_scripts = words.for_scripts
        self._messages: dict[str, Message] = {}
        self._without_places: dict[str, Markup] = {}

    def __call__(self, key: str, /, **values: object) -> Markup:
        """Return a message as markup. Raises LookupError as `Words` does."""
        if not values and key in self._without_places:
            return self._without_places[key]
        if key not in self._messages:
            self._messages[key] = _as_markup(self.words.message(key))
        message = self._messages[key]
        html = Markup("".join(self.words.fill(message, values, _shown)))
        if not message.names:
            self._without_places[key] = html
        return html


@cache
def _page_words(words: Words) -> PageWords:
    return PageWords(words)


def page_words(tag: str) -> PageWords:
    """Return the words of a language, or of the one that replaces it where Foldline has none."""
    return _page_words(words_for(tag))


def _shown(value: object) -> str:
    if isinstance(value, Markup | int):
        return str(value)
    return escape(shown_text(str(value)))


def _as_markup(message: Message) -> Message:
    return Message({name: _marked(form) for name, form in message.forms.items()}, message.rule)


def _marked(form: Form) -> Form:
    """Return a form whose texts may stand in an element and in an attribute, and whose stretches
    may stand in an element."""
    parts = (
        Place(part.name, part.grouped, part.inside and Markup(_escaped(part.inside)))
        if isinstance(part, Place)
        else Markup(_escaped(part).replace('"', "&#34;"))
        for part in form.parts
    )
    return Form(tuple(parts), form.names)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
