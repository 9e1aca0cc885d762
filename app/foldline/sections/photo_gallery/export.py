"""Write a section of this kind in other formats."""

from foldline.sections.photo_gallery.model import PhotoGallery
from foldline.text.markdown import Names, item, link
from foldline.text.words import as_markdown, folded


def markdown(section: PhotoGallery, names: Names) -> list[str]:
    """Return its blocks: each picture as one, with its caption as its title, and who made it behind
    it.
    """
    found = []
    for photo in section.photos:
        caption = folded(photo.caption or "").replace('"', "”")
        if caption.endswith("\\"):
            caption += " "  # so that it does not escape the mark that ends it
        more = ", ".join(filter(None, (photo.credit, photo.licence)))
        picture = "!" + link(as_markdown(photo.alt), photo.src, caption)
        found.append(picture + (f" {as_markdown(more)}" if more else ""))
    return found


def markdown_without_pictures(section: PhotoGallery, names: Names) -> list[str]:
    """Return the pictures in words, as a list, for where none can be shown."""
    return [
        "\n".join(
            item(
                " ".join(
                    filter(
                        None,
                        (
                            as_markdown(photo.alt),
                            photo.caption,
                            as_markdown(", ".join(filter(None, (photo.credit, photo.licence)))),
                        ),
                    )
                )
            )
            for photo in section.photos
        )
    ]
