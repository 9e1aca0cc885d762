# What foldline.reading.browser uses of PyScript, for mypy: there is no package of its types.
from typing import Any

document: Any
window: Any
