"""What a page's head says of its article: title, summary, dates, language, names, picture."""

import re
from dataclasses import dataclass, field

from justhtml import Node

from foldline.drafts.from_html import words_of_node
from foldline.text.words import folded, iso_moment

_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
_DEKS = (
    "og:description",
    "description",
    "twitter:description",
    "dc.description",
    "sailthru.description",
)
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "date.publication",
    "publication_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "pubdate",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "sailthru.date",
    "article.published",
    "date",
    "article:published_date",
    "bt:pubdate",
    "last-published",
    "creation_date",
    "vr:published_time",
)
_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "article:modified",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "revised",
)
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "twitter:data1",
)
_TOPICS = ("article:tag", "keywords", "news_keywords", "parsely-tags", "article:section")
_IMAGES = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image")
_LANGUAGES = ("og:locale", "content-language", "dc.language", "language", "inlanguage")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass
class Meta:
    """The values of a page's head, empty where it has none; `where` says from where each is."""

    title: str = ""
    dek: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    url: str = ""
    site: str = ""
    image: str = ""
    image_alt: str = ""
    authors: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict)
    guess: str = ""
    """From where the day of publication is guessed; empty where the page names it."""


def read_meta(root: Node) -> Meta:
    """Return what a page says of itself in its head, and in the marks of its elements."""
    named = _named(root)
    meta = Meta()

    def first(field_name: str, names: tuple[str, ...], *, moment: bool = False) -> str:
        for name in names:
            for value in named.get(name, ()):
                found = moment_of(value) if moment else value
                if found:
                    meta.where[field_name] = name
                    return found
        return ""

    meta.title = first("title", _TITLES) or _title_of(root, meta)
    meta.dek = first("dek", _DEKS)
    meta.published = first("published", _PUBLISHED, moment=True) or _time_of(root, meta)
    meta.updated = first("updated", _UPDATED, moment=True)
    meta.language = _language_of(root, first("language", _LANGUAGES))
    meta.site = first("site", ("og:site_name", "application-name", "publisher", "dc.publisher"))
    meta.image = first(
        "image", ("og:image", "og:image:url", "og:image:secure_url", "twitter:image")
    )
    meta.image_alt = first("image_alt", ("og:image:alt", "twitter:image:alt"))
    canonical = [
        (node.attrs or {}).get("href") or ""
        for node in root.query("link")
        if "canonical" in ((node.attrs or {}).get("rel") or "").split()
    ]
    urls = [*canonical, *named.get("og:url", ()), *named.get("twitter:url", ())]
    meta.url = next((url for url in urls if url.startswith(("http://", "https://"))), "")
    meta.authors = _authors(root, named)
    topics = [value for name in _TOPICS for value in named.get(name, ())]
    meta.topics = list(
        dict.fromkeys(
            word.strip()
            for value in topics
            for word in value.split(",")
            if 1 < len(word.strip()) < 60
        )
    )[:20]
    return meta


def _named(root: Node) -> dict[str, list[str]]:
    """Return the contents of a page's <meta>, by their names in small letters."""
    found: dict[str, list[str]] = {}
    for node in root.query("meta"):
        attributes = node.attrs or {}
        content = folded(attributes.get("content") or "")
        for name in ("property", "name", "itemprop", "http-equiv"):
            if content and (named := (attributes.get(name) or "").strip().lower()):
                found.setdefault(named, []).append(content)
    return found


def _title_of(root: Node, meta: Meta) -> str:
    headings = [words for node in root.query("h1") if (words := words_of_node(node))]
    titles = [
        words for node in root.query("title") if (words := folded(str(node.to_text(separator=" "))))
    ]
    meta.where["title"] = "h1" if headings else "title"
    if headings and (not titles or len(headings) == 1 or headings[0] in titles[0]):
        return headings[0]
    # What stands behind a bar or a dash at the end is the name of the site
    return re.sub(r"\s+[|–—·•»-]\s+[^|–—]{2,40}$", "", titles[0]) if titles else ""


def moment_of(value: object) -> str:
    """Return a day or moment that a page writes, also "2026-02-06 09:00:00" and "2026/02/06"."""
    if not isinstance(value, str):
        return ""
    text = value.strip()
    if match := re.fullmatch(r"(\d{4})/(\d\d)/(\d\d)(.*)", text):
        text = f"{match[1]}-{match[2]}-{match[3]}"
    if match := re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?Z?)?", text):
        text = f"{match[1]}-{match[2]}-{match[3]}"
    text = re.sub(r"\[[A-Za-z_/]+\]$", "", text)
    return mail_date(text) or iso_moment(text)


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def mail_date(text: str) -> str:
    """Return a moment of RFC 5322, "Fri, 06 Feb 2026 09:00:00 GMT", in ISO 8601; empty for another
    text.

    >>> mail_date("Fri, 06 Feb 2026 09:00:00 GMT")
    '2026-02-06T09:00:00Z'
    """
    match = re.fullmatch(
        r"(?:[A-Za-z]{2,9}\.?,?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*[\s-]+(\d{4})"
        r"(?:,?\s+(\d\d?):(\d\d)(?::(\d\d))?\s*([+-]\d\d:?\d\d|Z|UTC|GMT|UT|E[SD]T|C[SD]T|P[SD]T)?)?",
        text.strip(),
    )
    if match is None or match[2].lower() not in _MONTHS:
        return ""
    day = f"{match[3]}-{_MONTHS.index(match[2].lower()) + 1:02}-{int(match[1]):02}"
    zones = {"EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00"}
    zones |= {"PST": "-08:00", "PDT": "-07:00"}
    zone = match[7] or ""
    if match[4] is None or not zone:
        return iso_moment(day)
    offset = zones.get(zone, "Z" if zone.isalpha() else zone)
    return iso_moment(f"{day}T{int(match[4]):02}:{match[5]}:{match[6] or '00'}{offset}")


_DAY_WITH_DOTS = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(20\d\d)(?!\d)")
"""Dates between dots have the day first, wherever they are written."""


def _time_of(root: Node, meta: Meta) -> str:
    """Return the moment of an element that says when the article came out; else, as a guess, the
    day in the page's title, the first <time> of the article, or the only day that elements named
    after dates show. Other articles on the page have their dates too.
    """
    for node in root.query("[itemprop=datePublished], time[pubdate], abbr.published"):
        if moment := _moment_in(node):
            meta.where["published"] = f"<{node.name}>"
            return moment
    titles = [str(node.to_text(separator=" ")) for node in root.query("title")]
    days = [day for title in titles for day in _days_in(title)]
    times = [_moment_in(node) for node in root.query("article time, main time, header time")[:40]]
    every = {moment for node in root.query("time")[:200] if (moment := _moment_in(node))}
    shown = {
        day
        for node in root.query("[class*=date], [class*=Date], [class*=publi], [id*=date]")[:200]
        if len(words := words_of_node(node)) <= 80
        for day in (_days_in(words) or filter(None, [moment_of(words)]))
    }
    found = [
        *((day, "the title") for day in days),
        *((moment, "the first <time> of the article") for moment in times if moment),
        *((moment, "the only <time>") for moment in every if len(every) == 1),
        *((day, "the only date that is shown") for day in shown if len(shown) == 1),
    ]
    if not found:
        return ""
    moment, meta.guess = found[0]
    return moment


def _days_in(words: str) -> list[str]:
    return [
        f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
        for day in _DAY_WITH_DOTS.finditer(words)
        if 1 <= int(day[2]) <= 12 and 1 <= int(day[1]) <= 31
    ]


def _moment_in(node: Node) -> str:
    attributes = node.attrs or {}
    values = (
        *(attributes.get(name) for name in ("datetime", "content", "title")),
        words_of_node(node),
    )
    return next((moment for value in values if (moment := moment_of(value or ""))), "")


def _language_of(root: Node, named: str) -> str:
    written = [(node.attrs or {}).get("lang") or "" for node in root.query("html")]
    for value in (*written, named):
        tag = value.split(",")[0].strip().replace("_", "-")
        if _TAG.fullmatch(tag):
            return tag
    return ""


def _authors(root: Node, named: dict[str, list[str]]) -> list[str]:
    found = [value for name in _AUTHORS[:-1] for value in named.get(name, ())]
    if not found:
        found = [
            words_of_node(node)
            for node in root.query("[rel=author], [itemprop=author], .byline, .author-name")
        ][:6]
    names = [
        re.sub(r"^(?:by|von|par|por|di|door)\s+", "", name.strip(), flags=re.I)
        for value in found
        for name in re.split(r",\s+|;\s*|\s+(?:and|und|et|y)\s+", value)
    ]
    return list(
        dict.fromkeys(
            name for name in names if 2 < len(name) < 80 and "://" not in name and "@" not in name
        )
    )[:10]
