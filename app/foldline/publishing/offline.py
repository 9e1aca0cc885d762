"""Make the files of a site that can be installed: its service worker, web manifest and icons.
docs/using/offline.md has the details.
"""

import base64
import json
import re
from collections.abc import Iterable, Mapping

from foldline.publishing.assets import (
    NO_WORKER_SOURCE,
    PNG_ICONS,
    WORKER_SOURCE,
    read_script,
    read_styles,
    shell_folder,
)
from foldline.publishing.runtime import WORKBOX, Runtime
from foldline.publishing.shell import ICON_DRAWING
from foldline.publishing.writing import Weight

WORKER = "sw.js"
WEB_MANIFEST = "manifest.webmanifest"


def icons() -> dict[str, bytes]:
    """Return the icons of the installed site by their file names. Each shows the favicon."""
    return {"icon.svg": ICON_DRAWING.encode()} | {
        name: (shell_folder() / "icons" / name).read_bytes() for name in PNG_ICONS
    }


def paper() -> tuple[str, str]:
    """Return the page's own colour, light and dark."""
    found = re.search(r"--fl-paper: light-dark\((#\w+), (#\w+)\)", read_styles("tokens.css"))
    assert found is not None
    return found[1], found[2]


def web_manifest(assets: str, name: str, description: str) -> str:
    """Return the web manifest at the top of a site. `assets` is the folder with the icons."""
    light, _ = paper()
    icon = {"src": f"{assets}icon.svg", "type": "image/svg+xml", "sizes": "any", "purpose": "any"}
    drawn = [
        {"src": assets + name, "type": "image/png", "sizes": f"{size}x{size}", "purpose": purpose}
        for name, size, purpose in zip(
            PNG_ICONS, (192, 512, 512), ("any", "any", "maskable"), strict=True
        )
    ]
    return (
        json.dumps(
            {
                # no `id`: it is relative to the origin, not to this file, and several sites may lie
                # under one host
                "name": name,
                "short_name": name,
                "description": description,
                "start_url": "./index.html",
                "scope": "./",
                "display": "standalone",
                "background_color": light,
                "theme_color": light,
                "icons": [icon, *drawn],
                "file_handlers": [
                    {
                        "action": "./index.html",
                        "accept": {"application/json": [".json"]},
                        "launch_type": "single-client",
                    }
                ],
            },
            indent=1,
        )
        + "\n"
    )


def runtime_weights(built: Runtime, folder: str) -> dict[str, Weight]:
    """Return the weights of the runtime's files that a page from a server loads, for the two
    fastest ways to start, by the files' names in the site.
    """
    loaded = [*json.loads((built.folder / "carried.json").read_bytes()), "carried.json"]
    return {
        folder + name: (
            base64.b64encode(bytes.fromhex(built.files[name].sha256)).decode(),
            built.files[name].size,
        )
        for name in sorted(loaded)
    }


def service_worker(
    weights: Mapping[str, Weight],
    of_python: Mapping[str, Weight],
    of_faces: Mapping[str, Weight],
    briefs: Iterable[str],
    *,
    runtime: str,
    instead: str,
) -> str:
    """Return the script of the site's service worker. `weights` are those of the files to keep,
    `of_python` of those that are kept once Python was used, `of_faces` of the faces, which are kept
    as they are used, and `briefs` are the slugs; `runtime` is the runtime's folder, `instead` the
    page that is shown for a brief that is not there.
    """
    folders: dict[str, dict[str, Weight]] = {slug: {} for slug in sorted(briefs)}
    common: dict[str, Weight] = {}
    for name, weight in sorted(weights.items()):
        slug, _, below = name.partition("/")
        if slug in folders and below:
            folders[slug][below] = weight
        else:
            common[name] = weight
    site = {
        "workbox": [f"{runtime}workbox/{part}.js" for part in WORKBOX],
        "common": common,
        "python": dict(sorted(of_python.items())),
        "faces": dict(sorted(of_faces.items())),
        "briefs": folders,
        "instead": instead,
    }
    before, gap, after = read_script(WORKER_SOURCE).partition("/* SITE */ null")
    assert gap
    return before + json.dumps(site, ensure_ascii=False, separators=(",", ":")) + after


def no_service_worker() -> str:
    """Return the script for a site without a service worker. It removes one that an earlier site
    left.
    """
    return read_script(NO_WORKER_SOURCE)
