"""The pages that are compared: a published site, plain PyScript beside it, and the same HTML with no script at all.

All are served from one server, from one runtime.
"""

import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from foldline.publishing.runtime import ensure_runtime, lay_into
from foldline.publishing.serve import server_for
from foldline.publishing.site import publish_site

ROOT = Path(__file__).resolve().parents[1]
BRIEF = "us-russia-military-dialogue"

_PLAIN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>plain PyScript</title>
<script type="module" src="runtime/pyscript/core.js"></script></head><body><p id="out">waiting</p>
<script type="py" config='{config}'>
{python}
from pyscript import document, window
document.getElementById("out").textContent = {answer}
window.performance.mark("foldline:ready")
</script></body></html>
"""
_INTERPRETER = '"interpreter": "{base}plain/runtime/pyodide/pyodide.mjs"'

# name -> packages, Python lines, the expression whose value is shown
PLAIN = {
    "hello": ("", "", '"hello"'),
    "pydantic": (', "packages": ["pydantic", "markdown"], "packages_cache": "passthrough"',
                 "import markdown, pydantic\nclass Story(pydantic.BaseModel):\n    n: int",
                 'repr(Story(n="3")) + markdown.markdown("*hi*")'),
}


@contextmanager
def served() -> Iterator[str]:
    """The address of a folder with `site/` (published), `plain/` (hello.html, pydantic.html) and `still/` (the same
    published HTML and CSS, scripts taken out)."""
    runtime = ensure_runtime()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        server = server_for(top, 0)
        base = f"http://127.0.0.1:{server.server_port}/"
        publish_site(ROOT / "stories", top / "site", runtime)
        lay_into(runtime, top / "plain" / "runtime")
        for page, (packages, python, answer) in PLAIN.items():
            config = "{" + _INTERPRETER.format(base=base) + packages + "}"
            (top / "plain" / f"{page}.html").write_text(
                _PLAIN.replace("{config}", config).replace("{python}", python).replace("{answer}", answer))
        for file in (top / "site").glob("**/*"):
            if file.suffix in (".html", ".css", ".svg") and file.is_file() and "runtime" not in file.parts:
                still = top / "still" / file.relative_to(top / "site")
                still.parent.mkdir(parents=True, exist_ok=True)
                text = file.read_text("utf-8")
                still.write_text(re.sub(r"<script\b.*?</script>\s*|<link rel=\"(?:modulepreload|preload)\"[^>]*>\s*", "", text, flags=re.S)
                                 if file.suffix == ".html" else text, "utf-8")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield base
        finally:
            server.shutdown()
