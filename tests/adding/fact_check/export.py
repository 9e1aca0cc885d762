"""Writes a section of this kind in other formats."""

from foldline.sections.fact_check.model import FactCheck

from foldline.text.markdown import Names, cited, item
from foldline.text.words import as_markdown


def markdown(section: FactCheck, names: Names) -> list[str]:
    """Return its blocks: the claims as a list, each with its verdict behind a colon."""
    return [
        "\n".join(
            item(
                f"**{as_markdown(claim.said)}** {claim.verdict}: {claim.text}{cited(claim, names)}"
            )
            for claim in section.claims
        )
    ]


def news_article(section: FactCheck) -> dict[str, object]:
    """Return a ClaimReview of schema.org for each claim."""
    return {
        "review": [
            {
                "@type": "ClaimReview",
                "claimReviewed": claim.said,
                "reviewRating": {"@type": "Rating", "alternateName": claim.verdict},
            }
            for claim in section.claims
        ]
    }
