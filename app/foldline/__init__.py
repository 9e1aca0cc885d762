"""Foldline: story briefs as pages. The front door of the package.

>>> from foldline import load, render_brief
>>> text = b'''{"foldline": 1, "title": "Rain", "dek": "It rained.",
...   "published": "2026-01-02", "sections": []}'''
>>> loaded = load(text)
>>> loaded.brief.title
'Rain'
>>> render_brief(loaded.brief).startswith("<article")
True
"""

from foldline import sections as _sections  # noqa: F401  (completes Brief with the kinds of the register)
from foldline.errors import FoldlineError
from foldline.html.render import render_brief
from foldline.story.brief import Brief
from foldline.story.loading import load

__version__ = "0.1.0"
__all__ = ["Brief", "FoldlineError", "__version__", "load", "render_brief"]
