"""The sentences in which a wrong value is reported: what stands there, what is allowed, the nearest
match.
"""

import json
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_KINDS_OF_VALUE = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}
_EXPECTED = {
    "string_type": "a text",
    "list_type": "a list, […]",
    "model_type": "an object, {…}",
    "text_or_object_type": "a text, or an object, {…}",
    "model_attributes_type": "an object, {…}",
    "dict_type": "an object, {…}",
    "int_type": "a whole number",
    "float_type": "a number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
}


def shown(value: Any, longest: int = 60) -> str:
    """Return a value as it stands in the file, cut to `longest` characters; of a list or an object
    its kind and size.

    >>> shown("Rain"), shown(None), shown([1, 2])
    ('"Rain"', 'null', 'a list of 2')
    """
    if isinstance(value, (dict, list)):
        return f"{_KINDS_OF_VALUE[type(value)]} of {len(value)}"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= longest else text[: longest - 1] + "…"


LONGEST_NEAR, MOST_NEAR = 40, 100
"""Characters of a name that another one is near, and how many names are looked at: comparing takes
the product of both lengths.
"""


@lru_cache(maxsize=1024)
def nearest_name(name: str, allowed: tuple[str, ...], cutoff: float = 0.6) -> str:
    """Return the name that is nearest to one, of those that are about as long; empty where none is
    near.
    """
    if len(name) > LONGEST_NEAR:
        return ""
    near = get_close_matches(
        name, [each for each in allowed[:MOST_NEAR] if len(each) <= LONGEST_NEAR], 1, cutoff
    )
    return near[0] if near else ""


def nearest(name: Any, allowed: list[str]) -> str:
    """Return `; did you mean "x"?`; empty where nothing is near."""
    match = nearest_name(name, tuple(allowed)) if isinstance(name, str) else ""
    return f'; did you mean "{match}"?' if match else ""


def allowed_names(name: str, missing: list[str], all_names: Any) -> str:
    """Return what may stand instead of an unknown field: the nearest of the `missing` names, or all
    names.
    """
    return nearest(name, missing) or f"; known here are {', '.join(all_names)}"


def sentence_for(detail: "ErrorDetails") -> str:
    """Return one of pydantic's error details as a sentence for authors."""
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "missing":
        name = detail["loc"][-1]
        fields = tuple(islice(value, MOST_NEAR)) if isinstance(value, dict) else ()
        match = nearest_name(str(name), fields)
        return f'is missing; "{name}" must be given' + (
            f', is "{match}" meant for it?' if match else ""
        )
    if kind in _EXPECTED:
        return f"is {shown(value)}; allowed is {_EXPECTED[kind]}"
    if kind == "literal_error":
        allowed = context["expected"].replace("'", '"').replace(" or ", ", ")
        names = [name.strip('"') for name in allowed.split(", ") if name.startswith('"')]
        return f"is {shown(value)}; allowed: {allowed}" + nearest(value, names)
    if kind == "union_tag_invalid":
        kinds = [name.strip(" '") for name in context["expected_tags"].split(",")]
        kind_name = value["kind"]
        return f"is {shown(kind_name)}, which is no kind of section" + (
            nearest(kind_name, kinds) or f"; allowed: {', '.join(kinds)}"
        )
    if kind == "union_tag_not_found":
        return 'is missing; each section names its kind, as in "kind": "timeline"'
    if kind == "string_too_short":
        return "is empty; say something, or leave the field out"
    if kind == "string_too_long":
        return f"has {len(value):,} characters; at most {context['max_length']:,} are allowed here"
    if kind == "string_pattern_mismatch":
        return (
            f"is {shown(value)}; allowed are small letters, digits and hyphens, as in "
            "associated-press"
            if (context["pattern"].startswith("^[a-z0-9]"))
            else f"is {shown(value)}; it must match {context['pattern']}"
        )
    if kind == "too_short":
        return f"is empty; at least {context['min_length']} must be given"
    if kind == "finite_number":
        return f"is {shown(value)}; allowed is a finite number"
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        bound = next(iter(context.values()))
        words = (
            kind.replace("_", " ")
            .replace("than equal", "than or equal to")
            .replace("equal to", "equal to")
        )
        return f"is {shown(value)}; allowed is a number {words} {bound:g}"
    if kind == "value_error":
        reason = str(context.get("error", detail["msg"]))
        return reason if isinstance(value, (dict, list)) else f"is {shown(value)}: {reason}"
    message = detail["msg"]
    return f"is {shown(value)}; {message[0].lower()}{message[1:]}"
