"""The register of section kinds, in the order in which a schema, a form or an import lists them.

To add a kind: add a folder with `model.py`, `template.html`, `style.css` and `examples.json`, and one line here.
"""

from importlib import import_module
from typing import Annotated, Union

from pydantic import Discriminator

from foldline.story.brief import Brief, Revision, Section

KINDS = (
    "photo_gallery",
    "what_happened",
    "timeline",
    "key_quotes",
    "opposing_views",
    "markets",
    "historical_background",
    "economic_impact",
    "discussion",
    "full_story",
    "prose",
)


def _model_in(folder: str) -> type[Section]:
    """The one Section that a folder's model.py defines for its kind."""
    module = import_module(f"{__name__}.{folder}.model")
    (model,) = (
        found for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Section) and found.__module__ == module.__name__
    )
    return model


MODELS: dict[str, type[Section]] = {kind: _model_in(kind) for kind in KINDS}

AnySection = Annotated[Union[tuple(MODELS.values())], Discriminator("kind")]

Revision.model_rebuild(_types_namespace={"AnySection": AnySection})
Brief.model_rebuild(_types_namespace={"AnySection": AnySection})
