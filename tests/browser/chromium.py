"""How Chromium is started for tests."""

import os

UNNEEDED = (
    # what Playwright switches off: a second list replaces the first
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "BoundaryEventDispatchTracksNodeRemoval",
    "DestroyProfileOnBrowserClose",
    "DialMediaRouteProvider",
    "GlobalMediaControls",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "Translate",
    "AutoDeElevate",
    "RenderDocument",
    "OptimizationHints",
    # pages of Chromium's own window, which it loads beside each page: 0.9 of the 1.4 seconds of
    # processor time that an empty page takes
    "InitialWebUI",
    "PreloadTopChromeWebUI",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
    "WebUIReloadButton",
    "WebUITabStrip",
)
"""Features of Chromium that no test needs."""


def arguments() -> list[str]:
    """Return the arguments that Chromium gets beside Playwright's."""
    return [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        # a page that is opened beside another of its site takes compiled code from it
        "--process-per-site",
        f"--disable-features={','.join(UNNEEDED)}",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
