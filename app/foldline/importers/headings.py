"""What a heading in a text stands for: a table of the names that newsrooms use, with other spellings of each."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from foldline.text.words import same

SOURCES = "sources"
"""What a list of sources is called here: it is a field of the brief, not a section."""

NAMES: dict[str, tuple[str, ...]] = {
    "photo_gallery": ("photo gallery", "photos", "photo", "gallery", "pictures", "picture gallery", "images", "image gallery",
                      "in pictures", "photographs", "media", "slideshow", "photo essay"),
    "what_happened": ("what happened", "key points", "the key points", "highlights", "key takeaways", "takeaways",
                      "at a glance", "in brief", "the gist", "main points", "key facts", "the facts", "the news",
                      "key developments", "what we know", "what to know", "tl dr", "tldr", "bullet points", "summary points",
                      "talking points", "quick summary", "the essentials", "story highlights"),
    "timeline": ("timeline", "time line", "chronology", "chronology of events", "timeline of events", "sequence of events",
                 "key dates", "important dates", "how it unfolded", "how we got here", "events", "key events"),
    "key_quotes": ("key quotes", "quotes", "quotations", "key quotations", "notable quotes", "in their own words",
                   "in their words", "what they said", "what they are saying", "what theyre saying", "who said what",
                   "voices", "statements", "key statements", "quoted", "quote"),
    "opposing_views": ("opposing views", "opposing viewpoints", "opposing view", "other views", "other side", "the other side",
                       "counterarguments", "counter arguments", "counterpoints", "criticism", "criticisms", "critics",
                       "what critics say", "dissenting views", "differing views", "different views", "perspectives",
                       "viewpoints", "both sides", "views", "debate", "alternative views", "contrasting views"),
    "markets": ("what markets believe", "what the markets believe", "what markets think", "what markets say",
                "prediction markets", "prediction market", "markets", "market odds", "odds", "betting odds",
                "market expectations", "forecasts", "what bettors think", "market view"),
    "historical_background": ("historical background", "background", "historical context", "context", "history",
                              "the background", "the backstory", "backstory", "what came before", "how it began",
                              "the bigger picture", "background and context", "historical overview"),
    "economic_impact": ("economic impact", "economic impacts", "economic implications", "economic effects",
                        "economic consequences", "economy", "economics", "financial impact", "market impact",
                        "business impact", "impact on the economy", "the economic impact", "economic outlook"),
    "full_story": ("full story", "the full story", "full article", "full text", "article", "the story", "story", "in full",
                   "in depth", "the details", "details", "full report", "complete story", "read more", "the long version",
                   "detailed report", "report"),
    SOURCES: ("sources", "source", "references", "reference", "citations", "where this comes from", "further reading",
              "reporting by", "based on", "bibliography", "links"),
}
"""The first name of each is the heading the kind has in Foldline. Compared by `words.same`."""

PLATFORMS: dict[str, str] = {
    "x": "x", "twitter": "x", "x/twitter": "x", "twitter/x": "x", "x twitter": "x", "x formerly twitter": "x",
    "bluesky": "bluesky", "blue sky": "bluesky", "bsky": "bluesky", "mastodon": "mastodon", "fediverse": "mastodon",
    "reddit": "reddit", "threads": "threads", "youtube": "youtube", "you tube": "youtube", "hacker news": "hacker-news",
    "hackernews": "hacker-news", "facebook": "facebook", "instagram": "instagram", "tiktok": "tiktok", "tik tok": "tiktok",
    "linkedin": "linkedin", "telegram": "telegram", "weibo": "weibo", "vk": "vk", "discord": "discord",
    "truth social": "truth-social", "quora": "quora", "social media": "social-media", "social": "social-media",
    "the web": "social-media", "online": "social-media", "the internet": "social-media",
}

_TALK = (r"(?:discussions?|discourse|reactions?|conversations?|posts?|repl(?:y|ies)|comments?|chatter|buzz|sentiment|talk|voices|views|"
         r"debate|users?)")
_PLATFORM = "(" + "|".join(sorted(map(re.escape, PLATFORMS), key=len, reverse=True)) + ")"
_DISCUSSIONS = [re.compile(pattern) for pattern in (
    rf"(?:summary of )?(?:the )?{_PLATFORM} {_TALK}(?: {_TALK})?(?: summary| overview| digest| roundup)?(?: on .*| about .*)?",
    rf"(?:summary of )?(?:the )?(?:public )?{_TALK} (?:on|from|at|in) {_PLATFORM}",
    rf"(?:what )?(?:people|users|others|they|everyone) (?:are saying |say |said )?on {_PLATFORM}(?: are saying| say| said)?",
    rf"on {_PLATFORM}",
    r"(bluesky|mastodon|reddit|youtube|hacker news|social media)(?: summary)?",
)]

_BY_NAME = {name: kind for kind, names in NAMES.items() for name in names}
_BY_BEGINNING: dict[str, list[str]] = {}
_BY_END: dict[str, list[str]] = {}
"""Long names by their first two and last three letters: of a name that is spelt otherwise, one of the two is right nearly always,
and comparing it with all of them costs a millisecond."""
for _name in _BY_NAME:
    if len(_name) > 7:
        _BY_BEGINNING.setdefault(_name[:2], []).append(_name)
        _BY_END.setdefault(_name[-3:], []).append(_name)
_NUMBERING = re.compile(r"^(?:\d+[.)]|[ivx]+[.)]|[a-z][.)])\s+", re.I)
LONGEST = 80
"""Characters: no heading in a page is longer."""


@dataclass(frozen=True)
class Heading:
    """What a heading stands for. `near` is the name it was taken for, where it is spelt otherwise."""

    kind: str
    platform: str = ""
    near: str = ""

    @property
    def usual(self) -> str:
        """The heading that needs no words of its own in a brief."""
        return NAMES[self.kind][0] if self.kind in NAMES else ""


@lru_cache(maxsize=16_384)  # each line of a text is asked for more than once, and a near match costs a millisecond
def read_heading(text: str) -> Heading | None:
    """What this heading stands for; None where it is in no table.

    >>> read_heading("Key Quotations:").kind, read_heading("Twitter reactions").platform, read_heading("Timelime").near
    ('key_quotes', 'x', 'timeline')
    """
    if len(text) > LONGEST:
        return None
    name = same(_NUMBERING.sub("", text.strip()))
    if kind := _BY_NAME.get(name) or _BY_NAME.get(name.removeprefix("the ")):
        return Heading(kind)
    for pattern in _DISCUSSIONS:
        if match := pattern.fullmatch(name):
            return Heading("discussion", PLATFORMS[match[1]])
    near = get_close_matches(name, [*_BY_BEGINNING.get(name[:2], ()), *_BY_END.get(name[-3:], ())], 1, 0.86) if len(name) > 7 else []
    return Heading(_BY_NAME[near[0]], near=near[0]) if near else None
