"""What a page takes from another page of its site."""

import pytest

from foldline.html.head import Head
from foldline.html.render import ShelfEntry, shelf_part
from foldline.publishing.shell import CHECKOUT, page_document
from foldline.reading.page_content import main_of


def test_the_front_page_is_taken_as_it_was_published():
    part = shelf_part([ShelfEntry("rain", "Rain </main> & sun", "It rained.", "2026-01-02", "a/")])
    page = page_document(
        CHECKOUT, part, Head(), title="The <Fold> & more", description="", language="en-GB"
    )
    html, title, language = main_of(page)
    assert (title, language) == ("The <Fold> & more", "en-GB")
    assert html.strip() == part.html().strip()


@pytest.mark.parametrize("page", ["", "{}", "<title>x</title><main >y</main>"])
def test_another_file_is_no_front_page(page):
    with pytest.raises(ValueError):
        main_of(page)
