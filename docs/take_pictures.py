"""Takes the README's pictures from the real reader, in a real browser.

usage: .venv-tests/bin/python docs/take_pictures.py
"""

import os
import shutil
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from foldline.publishing.runtime import ensure_runtime
from foldline.publishing.serve import server_for
from foldline.publishing.site import publish_site

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"

# name -> page, width, height, scheme, and the part of it that is shown (empty: what is in the
# window)
TAKEN = {
    "brief-light": ("us-russia-military-dialogue/index.html", 1000, 1060, "light", ""),
    "brief-dark": ("us-russia-military-dialogue/index.html", 1000, 1060, "dark", ""),
    "phone": ("specimen-harbour/index.html", 390, 844, "light", ""),
    "timeline-light": ("us-russia-military-dialogue/index.html", 1000, 1060, "light", "#timeline"),
    "timeline-dark": ("us-russia-military-dialogue/index.html", 1000, 1060, "dark", "#timeline"),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        publish_site(ROOT / "stories", Path(folder), ensure_runtime())
        server = server_for(Path(folder), 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        system = shutil.which("chromium")
        browser = playwright.chromium.launch(
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
            **({"executable_path": system} if system else {}),
        )
        for name, (path, width, height, scheme, part) in TAKEN.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
            page.wait_for_selector("html[data-foldline=ready]", state="attached", timeout=60_000)
            (page.locator(part) if part else page).screenshot(path=PICTURES / f"{name}.png")
            print(f"docs/pictures/{name}.png")
            page.close()
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
