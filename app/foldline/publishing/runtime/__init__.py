"""Fetch the self-hosted runtime once and keep it in a cache: PyScript, Pyodide and the wheels that
a browser loads.

>>> from foldline.publishing import runtime
>>> kept = runtime.ensure_runtime(progress=runtime.ConsoleProgress())   # doctest: +SKIP
>>> runtime.lay_into(kept, Path("site/runtime"))                        # doctest: +SKIP
"""

from .ensure import default_cache, ensure_runtime
from .keeping import MANIFEST, Entry, Runtime, lay_into, read_runtime, verify, write_manifest
from .pins import WORKBOX, read_pins
from .progress import ConsoleProgress, Progress

__all__ = [
    "MANIFEST",
    "WORKBOX",
    "ConsoleProgress",
    "Entry",
    "Progress",
    "Runtime",
    "default_cache",
    "ensure_runtime",
    "lay_into",
    "read_pins",
    "read_runtime",
    "verify",
    "write_manifest",
]
