"""The lists of scripts, styles and icons name exactly those that are there."""

from foldline.publishing import assets


def names_in(folder: str) -> list[str]:
    """Return the names of what is in a folder, but for the types that only tsc reads."""
    found = (path.name for path in (assets.shell_folder() / folder).iterdir())
    return sorted(name for name in found if not name.endswith(".d.ts"))


def test_every_script_is_in_one_list():
    assert names_in("scripts") == sorted(
        (
            *assets.SITE_SCRIPTS,
            *assets.RUNTIME_SCRIPTS,
            assets.PREVIEW_SCRIPT,
            assets.CARRIER,
            assets.EMBED_SCRIPT,
            assets.CLEANER_SOURCE,
            assets.WORKER_SOURCE,
            assets.NO_WORKER_SOURCE,
            assets.CHECKOUT_SCRIPT,
            assets.CHECK_SCRIPT,
        )
    )


def test_every_stylesheet_is_in_a_list():
    assert set(names_in("styles")) == {
        *assets.PAGE_STYLES,
        *assets.EMBED_STYLES,
        assets.EDITOR_STYLES,
        assets.PREVIEW_STYLES,
    }


def test_every_icon_is_named():
    assert names_in("icons") == sorted(assets.PNG_ICONS)
