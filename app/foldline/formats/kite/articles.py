"""The articles that a story of Kite rests on, and the marks in its texts that point at them."""

import re
from typing import Any

from foldline.drafts.draft import Draft
from foldline.drafts.fields import Fields
from foldline.text.outline import labelled
from foldline.text.words import as_markdown, iso_moment

LONGEST_DOMAIN = 253
"""Characters, of the Domain Name System."""
_CITATION = re.compile(
    r"\s*\[\s*(?P<domain>[\w-]+(?:\.[\w-]+){1,126}|common)\s*(?:#\s*(?P<number>\d{1,9}))?\s*\]"
)


class Articles:
    """The articles of a story as sources, and the marks [domain.com#2] that point at them."""

    def __init__(self, story: Fields, draft: Draft):
        self.draft = draft
        self._of_domain: dict[str, list[str]] = {}
        self._within: dict[str, list[str]] = {}
        """By each domain that such a one lies in: the articles of the first that does."""
        self._images: list[dict[str, Any]] = []
        self.latest = ""
        for article in story.objects("articles"):
            link, domain = article.text("link", "url"), article.line("domain")
            title, written_date = article.line("title"), article.text("date")
            if not (date := iso_moment(written_date)):
                article.put_back("date", written_date)
            source = draft.add_source(domain, url=link, title=title, published=date)
            if link and not draft.allowed_link(link):
                article.put_back("link", link)
            if source:
                self._articles_of(domain.lower().removeprefix("www.")).append(source)
            self.latest = max(self.latest, date)
            if image := article.text("image"):
                caption = article.line("image_caption")
                picture = draft.make_picture(
                    src=image,
                    alt=caption or title,
                    caption=caption,
                    credit=domain,
                    where=article.at("image"),
                )
                if picture:
                    self._images.append(picture)
                else:
                    article.put_back("image", image)
                    article.put_back("image_caption", caption)
        if self._of_domain:
            draft.report.used(
                story.at("articles"),
                f"{sum(map(len, self._of_domain.values()))} articles as sources",
            )

    def _articles_of(self, domain: str) -> list[str]:
        """Return the list of a domain's articles, which callers may add to."""
        if domain not in self._of_domain:
            self._of_domain[domain] = []
            labels = domain.split(".")
            for at in range(1, len(labels)) if len(domain) <= LONGEST_DOMAIN else ():
                self._within.setdefault(".".join(labels[at:]), self._of_domain[domain])
        return self._of_domain[domain]

    def photos(self) -> list[dict[str, Any]]:
        """Return the pictures of the articles."""
        return self._images

    def domain(self, domain: Fields) -> None:
        """Add a domain that no article names as a source of its own; one that has a source needs
        none.
        """
        name = domain.look("name")
        if isinstance(name, str) and (
            name.strip().lower().removeprefix("www.") in self._of_domain
            or self.draft.add_source(name)
        ):
            domain.take("name")

    def cited(self, text: str) -> tuple[str, list[str]]:
        """Return the text without its marks, and the ids of the sources they point at. A mark that
        points at no article names its domain as a source; [common] stands for common knowledge, and
        names none.
        """
        ids: list[str] = []
        for match in _CITATION.finditer(text):
            domain = match["domain"].lower().removeprefix("www.")
            if domain == "common":
                continue
            known = self._of_domain.get(domain) or self._within.get(domain)
            at = int(match["number"] or 1) - 1
            if known is None:
                known = self._articles_of(domain)
                known.append(self.draft.add_source(domain))
                self.draft.report.guessed(
                    "a mark in the text",
                    f"[{match['domain']}] names no article: it became a source of its own",
                )
            elif not 0 <= at < len(known):
                self.draft.report.guessed(
                    "a mark in the text",
                    f"{match[0].strip()} points past the {len(known)} articles of that domain: "
                    "it was taken for the last",
                )
            ids.append(known[min(max(at, 0), len(known) - 1)])
        return _CITATION.sub("", text).strip(), list(dict.fromkeys(ids))

    def claim(self, text: str) -> dict[str, Any]:
        """Return a text as a point of a list; "Heading: text" keeps its heading, in bold."""
        text, sources = self.cited(text)
        heading, rest = labelled(text)
        markdown = (
            f"**{as_markdown(heading)}:** {as_markdown(rest)}"
            if heading and len(heading) < 80
            else as_markdown(text)
        )
        return {"text": markdown or "…"} | ({"sources": sources} if sources else {})

    def as_text(self, texts: list[str]) -> tuple[str, list[str]]:
        """Return texts as Markdown (one as paragraphs, several as a list), and all of their
        sources.
        """
        claims = [self.claim(text) for text in texts] if len(texts) > 1 else []
        if claims:
            return "\n".join(f"- {each['text']}" for each in claims), list(
                dict.fromkeys(source for each in claims for source in each.get("sources", []))
            )
        text, sources = self.cited(texts[0]) if texts else ("", [])
        return as_markdown(text), sources
