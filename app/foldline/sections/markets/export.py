"""Write a section of this kind in other formats."""

from foldline.dates.when import Moment
from foldline.sections.markets.model import Markets
from foldline.text.markdown import Names, cited, item, link, under
from foldline.text.words import as_markdown


def markdown(section: Markets, names: Names) -> list[str]:
    """Return its blocks: each question as a heading, with its outcomes as a list."""
    found = []
    for market in section.markets:
        found.append(f"### {as_markdown(market.question)}")
        found.append(
            "\n".join(
                item(f"{as_markdown(outcome.name)}: {outcome.percent}")
                for outcome in market.outcomes
            )
        )
        details = [
            link(as_markdown(market.venue), market.url)
            if market.url
            else as_markdown(market.venue),
            f"as of {Moment.read(market.as_of).words}",
        ]
        details += [f"closes {Moment.read(market.closes).words}"] if market.closes else []
        details += [f"volume {as_markdown(market.volume.words)}"] if market.volume else []
        found += [", ".join(details) + "." + cited(market, names), under(market.text)]
    return found
