from typing import ClassVar, Literal

from pydantic import Field

from foldline.locales import Words
from foldline.story.brief import Image, Section
from foldline.story.held import Held


class PhotoGallery(Section):
    """Photos or drawings of the story."""

    open_at_first: ClassVar[bool] = True

    kind: Literal["photo_gallery"]
    photos: list[Image] = Field(
        default_factory=list, description="The pictures, in the order they are shown."
    )

    def extent_in(self, words: Words) -> str:
        number = len(self.photos)
        return words("sections.photo_gallery.extent", n=number) if number else ""

    rank: ClassVar[int] = 10
    held: ClassVar[Held] = Held(counted={"picture": "photos", "photo": "photos"})
