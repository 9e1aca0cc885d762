"""Set up the templates of all pages, and the filters that they use."""

import json
import re
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from foldline.dates.tables import table_of
from foldline.dates.when import Moment
from foldline.html.front import topic_slug
from foldline.html.page_words import page_words
from foldline.locales import ENGLISH, Words, load_all_words, tags
from foldline.text.addresses import leads_to, shown_host, written
from foldline.text.platforms import hosts_of, profile_of
from foldline.text.prose import shown_prose, talk_html
from foldline.text.unseen import NO_CHARACTER, shown_name, shown_text

_NO_CHARACTER = re.compile(f"[{NO_CHARACTER}]")


def _shown(value: object) -> object:
    """Return a plain text with its invisible characters shown. HTML shows them already."""
    return shown_text(value) if type(value) is str else value


def _json(value: object, **options: Any) -> str:
    """Return JSON in which code points that are no characters are escaped."""
    return _NO_CHARACTER.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(value, **options))


ENVIRONMENT = Environment(
    loader=PackageLoader("foldline", ""),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
    keep_trailing_newline=False,
    finalize=_shown,
)
ENVIRONMENT.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # keys stay in their order
ENVIRONMENT.policies["json.dumps_function"] = _json
ENVIRONMENT.filters |= {
    "prose": shown_prose,
    "talk": talk_html,
    "name": shown_name,
    "written": written,
    "leads_to": leads_to,
    "host": shown_host,
    "profile": profile_of,
    "hosts": hosts_of,
    "topic_slug": topic_slug,
    "moment": lambda text, t: Moment.read(text).words_in(t.words),
    "day": lambda text, t: Moment.read(text).day_in(t.words),
}
ENVIRONMENT.globals["t"] = page_words("en")
"""The words of a page that names no language."""


@dataclass(frozen=True)
class Part:
    """Hold the content of a page's <main>: a template and its values, before they become markup."""

    template: str
    values: dict[str, Any]

    def html(self, words: Words = ENGLISH) -> str:
        """Return the part as HTML, in these words where its values have none of a brief's own."""
        return render(self.template, {"t": page_words(words.tag)} | self.values)


def render(template: str, *values: dict[str, Any], **more: Any) -> str:
    """Return the HTML of a template with these values."""
    return ENVIRONMENT.get_template(template).render(*values, **more)


def compile_templates() -> list[str]:
    """Compile every template of the package, read the words of every language, and return the
    templates' names: what a snapshot of Python must hold, since a page that starts from it has no
    files yet."""
    load_all_words()
    for tag in tags():
        table_of(tag)
    names = ENVIRONMENT.list_templates(filter_func=lambda name: name.endswith(".html"))
    for name in names:
        ENVIRONMENT.get_template(name)
    return names
