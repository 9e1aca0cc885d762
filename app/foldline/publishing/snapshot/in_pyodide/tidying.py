"""Release what a page does not need, inside Pyodide, right before the snapshot is saved."""

import gc
import linecache
import re
import sys
import typing
import zipimport

for cleanup in typing._cleanups:  # type: ignore[attr-defined]  # what `Optional[int]` and its like remember
    cleanup()
linecache.clearcache()
re.purge()
sys._clear_internal_caches()  # type: ignore[attr-defined]
zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]
sys.path_importer_cache.clear()  # finders that know files: the page has none of them yet
for _ in range(3):
    gc.collect()
