from typing import ClassVar, Literal

from pydantic import Field

from foldline.story.brief import Image, Section, count
from foldline.story.held import Held


class PhotoGallery(Section):
    """Photos or drawings of the story."""

    title: ClassVar[str] = "Photo gallery"
    open_at_first: ClassVar[bool] = True

    kind: Literal["photo_gallery"]
    photos: list[Image] = Field(
        default_factory=list, description="The pictures, in the order they are shown."
    )

    @property
    def extent(self) -> str:
        return count(len(self.photos), "picture") if self.photos else ""

    rank: ClassVar[int] = 10
    held: ClassVar[Held] = Held(counted={"picture": "photos", "photo": "photos"})
