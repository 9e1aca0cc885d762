"""What a publisher may say about a site beside its briefs: how it presents itself, and what stands
on its front page.
"""

from dataclasses import dataclass

NAME = "Foldline"
"""The name of a site that has none of its own."""


@dataclass(frozen=True)
class SiteLook:
    """How a site presents itself on all of its pages."""

    name: str = NAME
    tagline: str = ""
    logo: str = ""
    """The path of a picture, from the folder of the settings."""
    accent: str = ""
    """A colour as hexadecimal digits behind "#"; empty for Foldline's own."""
    publisher: str = ""
    report: str = ""
    """Where readers report an error: a mailto: or an address of the web; empty for nowhere."""

    @property
    def own(self) -> bool:
        """Return whether the site has a name or logo of its own."""
        return self.name != NAME or bool(self.logo)


@dataclass(frozen=True)
class FrontSettings:
    """What stands on the front page of a site."""

    lead: str = ""
    """The slug of the brief that leads; without it, the newest does."""
    order: tuple[str, ...] = ()
    """The topics that have a rail, in their order; without them, those with most briefs."""
    specimens: bool = False
    """Whether briefs that are made up may stand among real ones."""
