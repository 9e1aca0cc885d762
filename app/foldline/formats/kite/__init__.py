"""Kagi News (Kite): a story, or a category with its stories, in the JSON of its site's files and of
its newer interface.
"""

import re
from typing import Any

from foldline.drafts.draft import Draft, published_from
from foldline.drafts.fields import Fields, read_json
from foldline.drafts.format import Format, Sample
from foldline.drafts.report import Imported
from foldline.errors import ImportRefused
from foldline.formats.kite.articles import Articles
from foldline.sections.opposing_views.importing import in_one_line
from foldline.sections.timeline.importing import reads_as_date
from foldline.text.outline import PLAIN_TEXT, labelled
from foldline.text.words import as_markdown, folded, one_day

NAME = "kite"

STORY_FIELDS = (
    "short_summary",
    "talking_points",
    "perspectives",
    "suggested_qna",
    "cluster_number",
)
_LISTS = ("clusters", "stories")

_SECTIONS = {
    "international_reactions": "International reactions",
    "geopolitical_context": "Geopolitical context",
    "humanitarian_impact": "Humanitarian impact",
    "future_outlook": "Outlook",
    "key_players": "Key players",
    "technical_details": "Technical details",
    "technical_specifications": "Technical specifications",
    "business_angle_text": "Business angle",
    "business_angle_points": "Business angle",
    "user_action_items": "What to do",
    "scientific_significance": "Scientific significance",
    "travel_advisory": "Travel advisory",
    "destination_highlights": "Destination highlights",
    "culinary_significance": "Culinary significance",
    "performance_statistics": "Performance statistics",
    "league_standings": "League standings",
    "diy_tips": "Do it yourself",
    "design_principles": "Design principles",
    "user_experience_impact": "User experience",
    "gameplay_mechanics": "Gameplay",
    "industry_impact": "Industry impact",
    "gaming_industry_impact": "Impact on the games industry",
    "did_you_know": "Did you know?",
}
"""Fields that are texts, lists or objects of them, in the order in which they are shown; two with
one heading are one.
"""


def read(text: str) -> list[Imported]:
    """Return the brief of each story."""
    parsed = read_json(text)
    whole = Fields(parsed if isinstance(parsed, dict) else {"stories": parsed})
    stories: list[Fields] = []
    for name in _LISTS:
        stories += [
            each
            for each in whole.objects(name)
            if "title" in each or any(field in each for field in STORY_FIELDS)
        ]
    if not stories and isinstance(parsed, dict) and any(field in parsed for field in STORY_FIELDS):
        whole = Fields({})
        stories = [Fields(parsed)]
    if not stories:
        raise ImportRefused(
            'there is no story of Kite\'s in it; a story has "title" and "short_summary", a '
            'category "clusters" or "stories"'
        )
    category = _Category(whole)
    found = [_brief(story, category) for story in stories]
    whole.let_go(stories)
    if rest := whole.rest():
        found[0].brief["kite_category"] = rest
        found[0].report.left(
            "the category",
            f'{", ".join(rest)}: kept with the first story, in the field "kite_category"',
        )
    return found


class _Category:
    """What a category says for all of its stories."""

    def __init__(self, whole: Fields):
        self.name = whole.line("category", "categoryName")
        self.timestamp = (
            whole.take("timestamp") if isinstance(whole.look("timestamp"), (int, float)) else None
        )


def _brief(story: Fields, category: _Category) -> Imported:
    draft = Draft(NAME)
    where = story.path or "the story"
    articles = Articles(story, draft)
    draft.set_field("title", story.line("title"), story.at("title"))
    draft.set_field(
        "dek", folded(articles.cited(story.text("short_summary"))[0]), story.at("short_summary")
    )
    _published(draft, story, category, articles)
    draft.set_field("place", story.line("location"), story.at("location"))
    topics = dict.fromkeys(each for each in (story.line("category"), category.name) if each)
    draft.set_field("topics", list(topics), story.at("category"))
    language = story.look("sourceLanguage")
    if isinstance(language, str) and re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language):
        draft.set_field("language", story.text("sourceLanguage"), story.at("sourceLanguage"))

    draft.add_section(
        "photo_gallery", story.at("primary_image"), photos=_photos(draft, story, articles)
    )
    draft.add_section(
        "what_happened",
        story.at("talking_points"),
        points=[articles.claim(each) for each in story.texts("talking_points")],
    )
    draft.add_section("timeline", story.at("timeline"), events=_events(draft, story, articles))
    draft.add_section("key_quotes", story.at("quote"), quotes=_quotes(story, articles))
    draft.add_section(
        "opposing_views", story.at("perspectives"), views=_views(draft, story, articles)
    )
    for kind, name in (
        ("historical_background", "historical_background"),
        ("economic_impact", "economic_implications"),
    ):
        text, sources = articles.as_text(story.texts(name))
        draft.add_section(kind, story.at(name), text=text, sources=sources if text else [])
    _others(draft, story, articles)
    draft.sort_sections()
    for domain in story.objects("domains"):
        articles.domain(domain)
    draft.keep("kite", story.rest())
    if not draft.sections:
        draft.report.problem(where, "there is nothing in it that a section could be made of")
    return draft.finish()


def _published(draft: Draft, story: Fields, category: _Category, articles: Articles) -> None:
    if category.timestamp is not None and published_from(draft, category.timestamp, "timestamp"):
        return
    if isinstance(story.look("timestamp"), (int, float)) and published_from(
        draft, story.look("timestamp"), story.at("timestamp")
    ):
        story.take("timestamp")
    elif articles.latest:
        draft.set_field(
            "published",
            articles.latest,
            story.at("articles"),
            "from the latest of its articles, since no time is given",
        )


def _items(story: Fields, name: str, *known: str) -> tuple[list[Fields], list[str]]:
    """Return the objects in a field, and its texts. An object with none of the `known` names is
    texts under headings.
    """
    value = story.look(name)
    objects = (
        [] if isinstance(value, dict) and not value.keys() & set(known) else story.objects(name)
    )
    return objects, story.texts(name)


def _photos(draft: Draft, story: Fields, articles: Articles) -> list[dict[str, Any]]:
    found = []
    for name in ("primary_image", "secondary_image", "image"):
        if (image := story.object(name)) is None:
            continue
        address, caption = image.text("url", "src"), image.line("caption")
        credit = image.line("credit")
        picture = draft.make_picture(
            src=address, alt=caption, caption=caption, credit=credit, where=image.path
        )
        if picture:
            found.append(picture)
        else:
            for field, value in (("url", address), ("caption", caption), ("credit", credit)):
                image.put_back(field, value)
    shown = {each["src"] for each in found}
    for each in articles.photos():
        if each["src"] not in shown:
            shown.add(each["src"])
            found.append(each)
    return found


def _events(draft: Draft, story: Fields, articles: Articles) -> list[dict[str, Any]]:
    found, lost = [], []
    objects, texts = _items(story, "timeline", "date", "content", "description", "text")
    for event in objects:
        when, iso = event.line("date", "when"), event.look("date_iso")
        text, sources = articles.cited(event.text("content", "description", "text"))
        if when and text and (when_given := _when(when, iso)):
            if isinstance(when_given, dict):
                event.take("date_iso")
            found.append(
                {"when": when_given, "text": as_markdown(text)}
                | ({"sources": sources} if sources else {})
            )
        else:
            event.put_back("date", when)
            event.put_back("content", text)
    for text in texts:
        when, mark, rest = text.partition("::")
        if not mark:
            when, rest = labelled(text)
        words, sources = articles.cited(rest.strip())
        if when.strip() and words and (when_given := _when(folded(when), None)):
            found.append(
                {"when": when_given, "text": as_markdown(words)}
                | ({"sources": sources} if sources else {})
            )
        else:
            lost.append(text)
    draft.add_prose("Timeline", "\n\n".join(map(as_markdown, lost)), story.at("timeline"))
    return found


def _when(words: str, iso: object) -> str | dict[str, str] | None:
    """Return the words, or words with their EDTF; None where they can't be true."""
    if (read := reads_as_date(words)) is None:
        return None
    if not read and isinstance(iso, str) and one_day(iso):
        return {"display": words, "edtf": one_day(iso)}
    return words


def _quotes(story: Fields, articles: Articles) -> list[dict[str, Any]]:
    """Return the one quotation, whose parts stand in fields beside each other. Without a speaker it
    names where it was printed.
    """
    text, _ = articles.cited(story.text("quote"))
    if not text:
        return []
    speaker, role = story.line("quote_author"), story.line("quote_attribution")
    domain, address = story.line("quote_source_domain"), story.text("quote_source_url")
    source = articles.draft.add_source(domain, url=address) if domain or address else ""
    if address and not articles.draft.allowed_link(address):
        story.put_back("quote_source_url", address)
    if not speaker:
        speaker, role = (role, "") if role else (domain or "Not named", "")
        articles.draft.report.guessed(
            story.at("quote_author"), f'the speaker, "{speaker}", since none is given'
        )
    elif role in (speaker, ""):
        role = ""
    if not role and ", " in speaker:
        speaker, _, role = speaker.partition(", ")
    elif not role and (bracketed := re.fullmatch(r"(.{2,120}?)\s*\(([^()]+)\)", speaker)):
        speaker, role = bracketed[1], bracketed[2]
    found = {
        "text": _without_marks(folded(text)) or text,
        "speaker": speaker,
        "role": role,
        "agency": domain,
    }
    return [
        {name: value for name, value in found.items() if value}
        | ({"sources": [source]} if source else {})
    ]


def _without_marks(text: str) -> str:
    """Return a quotation without the marks around it, where they are a pair around all of it: one
    at its end alone belongs to a quotation within.

    >>> _without_marks('"We had one berth."'), _without_marks('The "busiest port"')
    ('We had one berth.', 'The "busiest port"')
    """
    pairs = {'"': '"', "“": "”", "„": "“", "«": "»"}
    closing = pairs.get(text[:1], "")
    inner = text[1:-1]
    if closing and len(text) > 2 and text.endswith(closing) and closing not in inner:
        return inner.strip()
    return text


def _views(draft: Draft, story: Fields, articles: Articles) -> list[dict[str, Any]]:
    """Return each "Holder: view" with its sources, from objects or from texts."""
    found, lost = [], []
    objects, texts = _items(story, "perspectives", "text")
    pairs = [*((each.text("text"), each) for each in objects), *((each, None) for each in texts)]
    for text, perspective in pairs:
        words, sources = articles.cited(text)
        for source in perspective.objects("sources") if perspective else ():
            name, address = source.line("name"), source.text("url")
            sources.append(draft.add_source(name, url=address))
            if address and not draft.allowed_link(address):
                source.put_back("url", address)
        sources = list(dict.fromkeys(filter(None, sources)))
        holder, rest = labelled(words)
        if not holder:
            lost += [words] if words else []
            continue
        position, more = in_one_line(rest, PLAIN_TEXT)
        found.append(
            {"holder": folded(holder), "position": position}
            | ({"text": more} if more else {})
            | ({"sources": sources} if sources else {})
        )
    draft.add_prose("Perspectives", "\n\n".join(map(as_markdown, lost)), story.at("perspectives"))
    return found


def _others(draft: Draft, story: Fields, articles: Articles) -> None:
    """Add what has no kind of its own: questions and answers, and the many fields that are
    texts.
    """
    answers, ids = [], []
    objects, texts = _items(story, "suggested_qna", "question", "answer")
    for each in objects:
        question, sources = articles.cited(each.line("question"))
        answer, more = articles.cited(each.text("answer"))
        ids += sources + more
        answers.append(
            f"**{as_markdown(question)}**\n\n{as_markdown(answer)}"
            if question
            else as_markdown(answer)
        )
    text, more = articles.as_text(texts)
    answers.append(text)
    ids += more
    draft.add_prose(
        "Questions and answers",
        "\n\n".join(filter(None, answers)),
        story.at("suggested_qna"),
        list(dict.fromkeys(ids)),
        left=False,
    )
    parts: dict[str, list[tuple[str, str, list[str]]]] = {}
    for name, heading in _SECTIONS.items():
        text, sources = articles.as_text(story.texts(name))
        if text:
            parts.setdefault(heading, []).append((text, story.at(name), sources))
    for heading, under in parts.items():
        draft.add_prose(
            heading,
            "\n\n".join(text for text, _, _ in under),
            under[0][1],
            list(dict.fromkeys(source for _, _, sources in under for source in sources)),
            left=False,
        )


_OWN = {"clusters", "stories", "cluster_number", "short_summary", "talking_points"}


def recognise(sample: Sample) -> int:
    """Recognise Kite by fields that no other format has."""
    return 70 if _OWN & set(sample.first) else 0


FORMAT = Format(NAME, rank=30, read=read, recognise=recognise, endings=(".json",))
