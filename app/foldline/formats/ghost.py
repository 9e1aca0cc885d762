"""Ghost's export: each post a brief."""

from typing import Any

from foldline.drafts.draft import LONGEST_DEK, Draft, moment_from
from foldline.drafts.fields import Fields, read_json
from foldline.drafts.format import Format, Sample
from foldline.drafts.hypertext import html_words
from foldline.drafts.report import Imported
from foldline.errors import ImportRefused
from foldline.formats.html import add_html

NAME = "ghost"


def read(text: str) -> list[Imported]:
    """Return the brief of each post."""
    parsed = read_json(text)
    data = _data(parsed)
    posts = _objects(data, "posts")
    if not posts:
        raise ImportRefused(
            'there is no post in it; Ghost\'s export has "db" with "data" and "posts"'
        )
    names = {str(each.get("id")): str(each.get("name", "")) for each in _objects(data, "tags")}
    ids = {str(each.get("id")) for each in posts}
    tags: dict[str, list[str]] = {}
    pairs = data.get("posts_tags")
    unused = []
    for each in pairs if isinstance(pairs, list) else [pairs]:
        post, tag = (
            (str(each.get(key)) for key in ("post_id", "tag_id"))
            if isinstance(each, dict)
            else ("", "")
        )
        if post in ids and names.get(tag):
            tags.setdefault(post, []).append(names[tag])
        else:
            unused.append(each)
    found = [_post(Fields(each), tags.get(str(each.get("id")), [])) for each in posts]
    beside = data | {
        "posts": [each for each in data["posts"] if not isinstance(each, dict)],
        "posts_tags": unused,
        "around": _around(parsed, data),
    }
    if beside := {name: value for name, value in beside.items() if value}:
        found[0].brief["ghost_site"] = beside
        found[0].report.left(
            "the site", f'{", ".join(beside)}: kept with the first post, in the field "ghost_site"'
        )
    return found


def _data(parsed: Any) -> dict[str, Any]:
    """Return the part of an export that holds its posts; empty where there is none."""
    outer = parsed.get("db", parsed) if isinstance(parsed, dict) else parsed
    outer = outer[0] if isinstance(outer, list) and outer else outer
    data = outer.get("data", {}) if isinstance(outer, dict) else {}
    return data if isinstance(data, dict) and isinstance(data.get("posts"), list) else {}


def _around(part: Any, data: dict[str, Any]) -> Any:
    """Return what an export holds around the part with its posts, without what is empty."""
    if part is data:
        return None
    if isinstance(part, dict):
        return {name: left for name, each in part.items() if (left := _around(each, data))}
    if isinstance(part, list):
        return [left for each in part if (left := _around(each, data))]
    return part


def _objects(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = data.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _post(post: Fields, tags: list[str]) -> Imported:
    draft = Draft(NAME)
    draft.set_field("title", post.line("title"), "title")
    dek = html_words(post.text("custom_excerpt"))
    if len(dek) <= LONGEST_DEK:
        draft.set_field("dek", dek, "custom_excerpt")
    else:
        post.put_back("custom_excerpt", dek)
    for name, field in (("published_at", "published"), ("updated_at", "updated")):
        if name in post and moment_from(draft, field, post.look(name), name):
            post.take(name)
    draft.set_field("topics", tags, "tags")
    address, caption = post.text("feature_image"), html_words(post.text("feature_image_caption"))
    picture = address and draft.make_picture(
        src=address,
        alt=post.line("feature_image_alt") or caption or str(draft.fields.get("title", "")),
        caption=caption,
        where="feature_image",
    )
    if picture:
        draft.add_section("photo_gallery", "feature_image", photos=[picture])
    else:
        post.put_back("feature_image", address)
        post.put_back("feature_image_caption", caption)
    html = post.text("html")
    plain = post.look("plaintext")
    if html and isinstance(plain, str) and _letters(plain) in _letters(html_words(html)):
        post.take("plaintext")
    add_html(html or post.text("plaintext"), draft, "")
    draft.keep("ghost", post.rest())
    return draft.finish()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def recognise(sample: Sample) -> int:
    """Recognise an export of Ghost by its posts."""
    return 86 if _data(sample.data) else 0


FORMAT = Format(NAME, rank=66, read=read, recognise=recognise, endings=(".json",))
