"""The lists of scripts, styles and icons name exactly those that are there."""

import re

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


def test_every_face_is_in_the_styles_and_the_other_way_round():
    """`faces.css` names each file once, and each file says whose it is: condition 2 of the OFL."""
    named = re.findall(r'url\("\.\./fonts/([^"]+)"\)', assets.read_styles("faces.css"))
    assert sorted(named) == sorted(assets.faces())
    assert set(assets.FIRST_FACES) < set(assets.faces())
    assert {name for name in names_in("fonts") if not name.endswith(".woff2")} == {
        "README.md",
        "atkinson-hyperlegible-next-5.3.0.txt",
        "components.json",
        "public-sans-5.3.0.txt",
        "source-serif-4-5.3.1.txt",
    }


def test_a_page_in_latin_letters_fetches_60_kb_of_faces_at_most():
    weights = {name: len(data) for name, data in assets.faces().items()}
    first = [*assets.FIRST_FACES, "serif-latin-italic.woff2"]
    assert sum(weights[name] for name in first) <= 60_000
