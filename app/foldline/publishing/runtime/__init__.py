"""The self-hosted runtime: PyScript, Pyodide and the wheels a browser loads, fetched once and kept
in a cache.

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
