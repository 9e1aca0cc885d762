"""Renew what must not be the same in all pages, inside Pyodide, where a page has restored the
snapshot.

This is a module of the snapshot, already compiled there: that takes a tenth of the time of a text
that the page would compile.
"""

import os
import sys
import time


def wake() -> None:
    """Seed `random` anew, and undo what was set only for saving the snapshot."""
    for name in ("PYTHONHASHSEED", "PYTHONNODEBUGRANGES", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    sys.dont_write_bytecode = False
    if hasattr(time, "tzset"):
        time.tzset()
    if "random" in sys.modules:
        sys.modules["random"].seed()
    if "tempfile" in sys.modules:
        sys.modules["tempfile"]._name_sequence = None  # type: ignore[attr-defined]
