"""Runs inside Pyodide where a page has restored the snapshot, which holds this module: what was
saved must not be the same in all pages.

A module, since one that lies compiled in the snapshot costs a tenth of the time of a text that the
page would compile.
"""

import os
import sys
import time


def wake() -> None:
    """Makes random anew, and takes back what was set for the saving alone."""
    for name in ("PYTHONHASHSEED", "PYTHONNODEBUGRANGES", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    sys.dont_write_bytecode = False
    if hasattr(time, "tzset"):
        time.tzset()
    if "random" in sys.modules:
        sys.modules["random"].seed()
    if "tempfile" in sys.modules:
        sys.modules["tempfile"]._name_sequence = None  # type: ignore[attr-defined]
