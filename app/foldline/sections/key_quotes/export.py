"""Write a section of this kind in other formats."""

from foldline.sections.key_quotes.model import KeyQuotes
from foldline.text.markdown import Names, cited
from foldline.text.words import as_markdown


def markdown(section: KeyQuotes, names: Names) -> list[str]:
    """Return its blocks: each quotation as a block of its own, with its speaker."""
    found = []
    for quote in section.quotes:
        who = ", ".join(filter(None, (quote.speaker, quote.role)))
        around = [
            part for part in (quote.when.display if quote.when else "", quote.context) if part
        ]
        if quote.agency:
            origin = f" ({as_markdown('; '.join((quote.agency, *around)))})"
        else:
            origin = as_markdown("".join(f", {part}" for part in around)) if around else ""
        found.append(
            f"> “{as_markdown(quote.text)}”\n> — {as_markdown(who)}{origin}{cited(quote, names)}"
        )
    return found


def news_article(section: KeyQuotes) -> dict[str, object]:
    """Return a Quotation of schema.org for each quote."""
    return {
        "hasPart": [
            {
                "@type": "Quotation",
                "text": quote.text,
                "creator": {"@type": "Person", "name": quote.speaker}
                | ({"identifier": quote.person} if quote.person else {}),
            }
            | ({"description": quote.context} if quote.context else {})
            for quote in section.quotes
        ]
    }
