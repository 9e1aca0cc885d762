"""A packed file holds the faces of the letters that its briefs have."""

from foldline.html.faces import in_ranges, with_needed_faces
from foldline.publishing.shell_texts import site_styles


def faces_for(letters: str, *, choice: bool = True) -> list[str]:
    styles = with_needed_faces(site_styles(), letters, choice=choice)
    return sorted(part.partition('"')[0] for part in styles.split('url("fonts/')[1:])


def test_a_page_in_english_has_the_latin_ones():
    assert faces_for("“News”, 5 €", choice=False) == [
        "sans-latin.woff2",
        "serif-latin-italic.woff2",
        "serif-latin.woff2",
    ]
    assert "legible-latin.woff2" in faces_for("News")


def test_other_letters_bring_theirs():
    assert "serif-cyrillic.woff2" in faces_for("Мост")
    assert {"serif-latin-ext.woff2", "sans-latin-ext.woff2"} <= set(faces_for("Łódź"))
    assert faces_for("新聞") == []


def test_the_rest_of_the_styles_stays():
    styles = with_needed_faces(site_styles(), "", choice=False)
    assert ".section" in styles and 'local("Georgia")' in styles and 'url("fonts/' not in styles


def test_ranges_are_read():
    assert in_ranges({0x20AC}, "U+0020-007E, U+20AC")
    assert not in_ranges({0x20AD}, "U+0020-007E, U+20AC")
