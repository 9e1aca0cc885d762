"""Register the kinds of section: each folder here is one, and nothing else has to name it.

A folder has `model.py` (the data), `template.html`, `style.css`, `examples.json`, `export.py` (how
it is written in other formats) and `importing.py` (how other formats are read as one);
`starter.json` where a new brief begins with one. docs/contributing/architecture.md says what is in
each.
"""

from functools import cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, TypeAlias, Union

from pydantic import Discriminator

from foldline.story.brief import Brief, Revision, Section

if TYPE_CHECKING:  # a page that is only read loads neither
    from foldline.sections.kind import Importing
    from foldline.text.markdown import Names


def _model_in(folder: str) -> type[Section]:
    """Return the one Section that a folder's model.py defines for its kind."""
    module = import_module(f"{__name__}.{folder}.model")
    (model,) = (
        found
        for found in vars(module).values()
        if isinstance(found, type)
        and issubclass(found, Section)
        and found.__module__ == module.__name__
    )
    return model


def _models() -> dict[str, type[Section]]:
    found = {
        module.name: _model_in(module.name) for module in iter_modules(__path__) if module.ispkg
    }
    return dict(sorted(found.items(), key=lambda each: (each[1].rank, each[0])))


MODELS: dict[str, type[Section]] = _models()
"""The models, by the names of their kinds, in the order in which a schema, a form or an import
lists them.
"""

KINDS = tuple(MODELS)

if TYPE_CHECKING:
    AnySection: TypeAlias = Section  # which kinds there are is known only when it runs
else:
    AnySection = Annotated[Union[tuple(MODELS.values())], Discriminator("kind")]  # noqa: UP007  (no other form takes a tuple)

Revision.model_rebuild(_types_namespace={"AnySection": AnySection})
Brief.model_rebuild(_types_namespace={"AnySection": AnySection})


@cache
def module_of(kind: str, name: str) -> ModuleType:
    """Return a module of a kind's folder: "export", "importing". It is imported when it is first
    needed, since a page that is only read needs none of them."""
    return import_module(f"{__name__}.{kind}.{name}")


def importing_of(kind: str) -> "Importing":
    """Return how a kind is found in texts of other formats."""
    found: Importing = module_of(kind, "importing").IMPORTING
    return found


def text_in(kind: str, name: str) -> str:
    """Return the text of a file in a kind's folder; empty where there is none."""
    file = files(__name__) / kind / name
    return file.read_text("utf-8") if file.is_file() else ""


def markdown_of(section: Section, names: "Names", *, pictures: bool = True) -> list[str]:
    """Return a section's blocks in Markdown. `names` are the names of sources by their ids. Without
    `pictures` these are described in words."""
    export = module_of(section.kind, "export")
    write = (
        export.markdown
        if pictures
        else getattr(export, "markdown_without_pictures", export.markdown)
    )
    blocks: list[str] = write(section, names)
    return blocks


def news_article_of(section: Section) -> dict[str, object]:
    """Return what a section adds to a page's NewsArticle (schema.org), by the names of its
    properties.
    """
    write = getattr(module_of(section.kind, "export"), "news_article", None)
    return write(section) if write else {}
