"""Write a section of this kind in other formats."""

from foldline.sections.economic_impact.model import EconomicImpact
from foldline.text.markdown import Names, cited, item, under
from foldline.text.matching import not_in_text
from foldline.text.words import as_markdown


def markdown(section: EconomicImpact, names: Names) -> list[str]:
    """Return its blocks: sectors, impacts as lists, then the text."""
    found = (
        [f"Affected sectors: {as_markdown(', '.join(section.sectors))}"] if section.sectors else []
    )
    for heading, items in (
        ("Short-term impacts", section.short_term),
        ("Long-term impacts", section.long_term),
    ):
        lines = []
        for each in items:
            beside = not_in_text(each.figures, each.text)
            others = [figure for figure in each.figures if figure in beside]
            details = f" ({as_markdown(', '.join(others))})" if others else ""
            lines.append(
                item(f"**{as_markdown(each.subject)}:** {each.text}{details}{cited(each, names)}")
            )
        found += [f"### {heading}", "\n".join(lines)] if lines else []
    return [*found, under(section.text)]
