"""Briefs made by Hypothesis from the models themselves: every kind, every field, of ordinary and of
hostile texts. A field that the models get is made too; one of a type that is not known here fails
the tests until it is."""

from collections.abc import Callable, Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, MinLen
from hypothesis import strategies as st
from pydantic import AfterValidator, StringConstraints
from pydantic.fields import FieldInfo

from foldline.dates.when import check_moment, read_when
from foldline.sections import MODELS
from foldline.story.brief import (
    Brief,
    GivenWhen,
    Model,
    Proof,
    Section,
    Source,
    holds_prose,
)
from foldline.text.addresses import check_image_address, check_link
from tests.dates.phrases import WITHOUT_PUBLICATION
from tests.hostile.lookalikes import HARMLESS_TEXTS, NAMES, TEXTS
from tests.hostile.payloads import PAYLOADS

IDS = ("a", "b", "the-third")
PUBLISHED = (
    "2026-02-06",
    "2026-02-06T09:30:00+01:00",
    "2026-11-30T23:59:59.5Z",
    "9999-12-31",
    "2026-01-01 00:00-14:00",
)
"""After every date that is made."""

_letters = st.characters(exclude_categories=("Cs",))
_texts = st.one_of(
    st.text(
        st.sampled_from("The quay at Hallowick was shut, 12 of 40 ships wait. *_`[]()<>&\"'#-"),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from(
        [
            "Rain",
            "It rained in Hallowick on Monday.",
            "Zürich – “§ 5”",
            *filter(None, HARMLESS_TEXTS),
        ]
    ),
    st.sampled_from([given for given, _ in (*NAMES, *TEXTS)]),
    st.sampled_from(PAYLOADS),
    st.text(_letters, min_size=1, max_size=30),
)
_marks = st.sampled_from(
    [
        "*a*",
        "**b**",
        "`c`",
        "[d](https://example.org/d)",
        "[e]: /f",
        "> g",
        "- h",
        "1. i",
        "# j",
        "---",
        "| k | l |\n|---|---|\n| m | n |",
        "    o",
        "<b>p",
        "<li>q",
        "</p>",
        "<table><tr><td>r",
        "&copy;",
        "\\*",
        "![s](t.png)",
        "<https://example.org>",
        "\n",
        "\n\n",
        " ",
    ]
)
_prose = _texts | st.lists(_marks | _texts, min_size=1, max_size=6).map("".join)
_WHENS = [row.partition(" | ")[0] for row in WITHOUT_PUBLICATION.splitlines() if " | " in row]
_WHENS = [words for words in _WHENS if (last := read_when(words).latest) and last.year < 2026]
whens = st.one_of(
    st.sampled_from(_WHENS),
    _texts.filter(
        lambda words: not any(each.isnumeric() for each in words) and not read_when(words).read
    ),
    st.fixed_dictionaries(
        {
            "display": _texts,
            "edtf": st.sampled_from(
                [
                    "2021",
                    "1984~",
                    "2021-21",
                    "202X",
                    "-0043-03-15",
                    "2021-09/2021-12",
                    "../1999",
                    "2021-02-05T10:00:00Z",
                ]
            ),
        }
    ),
)
_links = st.sampled_from(
    [
        "https://example.org/a?b=1&c=[2]#d",
        "http://bücher.example/ä b",
        "//example.org",
        "other/",
        "#timeline",
        "mailto:desk@example.org",
        "a:b@c".replace(":", "%3A"),
        "https://p\u0430ypal.com:8443/\\x",
        "https://[2001:db8::1]/",
        "?q='\"<>",
    ]
)
_pictures = st.sampled_from(
    [
        "quay.svg",
        "the quay.png",
        "a/b.jpg?v=1#c",
        "https://example.org/q.webp",
        "data:image/png;base64,iVBORw0KGgo=",
        "ä&b.gif",
    ]
)
_moments = st.sampled_from(
    [
        "2026-02-05",
        "2026-02-05T21:30:00+04:00",
        "0001-01-01",
        "2024-02-29T00:00Z",
        "1999-12-31 23:59:59.999-11:30",
    ]
)
_BY_CHECK: dict[Callable, st.SearchStrategy] = {
    check_link: _links,
    check_image_address: _pictures,
    check_moment: _moments,
}
_THIRDS = {"month_thirds": (1, 27), "year_thirds": (1, 11), "decade_thirds": (0, 8)}
_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(_letters, max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(_letters, max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def _of(annotation: Any, marks: tuple, prose: bool) -> st.SearchStrategy:
    """The values of a field, by its type and what is asked of it beside."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of(arguments[0], (*marks, *arguments[1:]), prose)
    if origin in (Union, UnionType):
        return st.one_of([_of(each, marks, prose) for each in arguments])
    if origin is list:
        least = next((mark.min_length for mark in marks if isinstance(mark, MinLen)), 0)
        return st.lists(_of(arguments[0], (), prose), min_size=least, max_size=max(2, least))
    if origin is Literal:
        return st.sampled_from(arguments)
    if annotation is NoneType:
        return st.none()
    if annotation is GivenWhen:
        return whens
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return part(annotation)
    bounds = {
        type(mark): next(
            iter(
                vars(mark).values()
                if hasattr(mark, "__dict__")
                else (getattr(mark, mark.__slots__[0]),)
            )
        )
        for mark in marks
        if isinstance(mark, (Ge, Gt, Le))
    }
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        return st.integers(bounds[Gt] + 1, bounds[Le])
    if annotation is float:
        return st.floats(
            bounds.get(Ge), bounds.get(Le, 1e18), allow_nan=False, allow_infinity=False
        ) | st.sampled_from([0, 1])
    if annotation is str:
        return _text(marks, prose)
    raise TypeError(f"no values are known for {annotation}")


def _text(marks: tuple, prose: bool) -> st.SearchStrategy[str]:
    for mark in marks:
        if isinstance(mark, AfterValidator):
            return _BY_CHECK[mark.func]
        if isinstance(mark, StringConstraints) and mark.pattern:
            return (
                st.sampled_from(IDS)
                if mark.pattern.startswith("^[a-z0-9]")
                else st.sampled_from(["en", "de-CH", "ar", "pa-Arab", "zh-Hant-TW"])
            )
        if isinstance(mark, StringConstraints) and mark.max_length:
            return st.text(
                _letters, min_size=mark.min_length, max_size=mark.max_length
            ) | st.sampled_from(["USD", "mana"])
    return _prose if prose else _texts


def _field(name: str, field: FieldInfo) -> st.SearchStrategy:
    if name in _THIRDS:
        return st.lists(st.integers(*_THIRDS[name]), min_size=2, max_size=2, unique=True).map(
            sorted
        )
    return _of(field.annotation, tuple(field.metadata), holds_prose(field))


@st.composite
def _part(draw: st.DrawFn, model: type[Model]) -> dict[str, Any]:
    made = {}
    for name, field in model.model_fields.items():
        if field.is_required() or draw(st.integers(0, 2)):
            made[name] = draw(_field(name, field))
    if issubclass(model, Section):
        beside = set(Section.model_fields) | model.labels
        if not made.get("note") and not any(
            value for name, value in made.items() if name not in beside
        ):
            made["note"] = draw(_prose)
    if model is Proof:
        made.pop("passage", None)
        made["words"] = draw(_texts)
    return made


_made: dict[type[Model], st.SearchStrategy] = {}


def part(model: type[Model]) -> st.SearchStrategy[dict[str, Any]]:
    """The data of a part of a brief, valid by itself."""
    if model not in _made:
        _made[model] = _part(model)
    return _made[model]


@st.composite
def briefs(draw: st.DrawFn, of_every_kind: bool = False) -> dict[str, Any]:
    """The data of a brief without an error: its claims rest on sources that it has. With a few
    sections, or one `of_every_kind`.
    """
    made = draw(part(Brief))
    if of_every_kind:
        made["sections"] = [draw(part(model)) for model in MODELS.values()]
    made["published"] = draw(st.sampled_from(PUBLISHED))
    if made.get("updated"):
        made["updated"] = made["published"]
    made["sources"] = [draw(part(Source)) | {"id": name} for name in draw(st.permutations(IDS))]
    passages = {
        source["id"]: _numbered(source.get("passages", []), "p") for source in made["sources"]
    }
    claims = list(_objects_with("id", made["sections"]))
    _numbered(claims, draw(st.sampled_from(IDS)))
    for claim in _objects_with("proof", made["sections"]):
        for proof in claim["proof"]:
            if (known := passages[proof["source"]]) and draw(st.booleans()):
                del proof["words"]
                proof["passage"] = draw(st.sampled_from(known))
    for name in draw(
        st.lists(st.text(_letters, min_size=1, max_size=12).map("x-".__add__), max_size=2)
    ):
        made[name] = draw(_json)
    return made


def _numbered(parts: list[dict[str, Any]], name: str) -> list[str]:
    """Give parts ids of their own, and return these."""
    for number, each in enumerate(parts):
        each["id"] = f"{name}{number}"
    return [each["id"] for each in parts]


def _objects_with(name: str, part: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects in a part of a brief that have something in a field."""
    if isinstance(part, dict) and part.get(name):
        yield part
    for inner in (
        part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    ):
        yield from _objects_with(name, inner)


def _all_models(model: type[Model], found: dict[str, type[Model]]) -> dict[str, type[Model]]:
    found[model.__name__] = model
    for field in model.model_fields.values():
        waiting = [field.annotation]
        while waiting:
            each = waiting.pop()
            waiting += get_args(each)
            if isinstance(each, type) and issubclass(each, Model) and each.__name__ not in found:
                _all_models(each, found)
    return found


EVERY_MODEL = _all_models(Brief, {})
"""Every model of which a brief has parts, by name."""
