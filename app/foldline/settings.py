"""The settings of a site: `foldline.toml`, beside its briefs. Pure: what reads the file from a disk
is in `foldline.publishing.site_settings`.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic_core import ErrorDetails

from foldline.story.limits import DEEPEST, LIMITS, Limits, limits_of
from foldline.story.site import NAME, FrontSettings, SiteLook
from foldline.text.addresses import SLUG, written
from foldline.text.unseen import shown_line
from foldline.text.wording import allowed_names, sentence_for, shown

SETTINGS_FILE = "foldline.toml"

LARGEST = 64_000
"""Bytes of a file of settings."""

NEWEST = "newest"
"""The `order` of a front page of which the topics with most briefs come first."""

LONGEST_LINE = 200
"""Characters of a name, or of another line of text."""

_Path = tuple[str | int, ...]


def _checked_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or re.search(r"\s", address):
        raise ValueError(
            "allowed is the address of a folder that begins with https:// or http://, as in "
            '"https://news.example/briefs/"'
        )
    return address


def _checked_language(language: str) -> str:
    if not re.fullmatch(r"en(-[A-Za-z0-9]{1,8})*", language):
        raise ValueError(
            'the words of the site\'s own pages are English; allowed is "en", or the English of a '
            'place, as in "en-GB"'
        )
    return language


def _checked_line(text: str) -> str:
    if not text.strip() or len(text) > LONGEST_LINE or re.search(r"[\x00-\x1f\x7f]", text):
        raise ValueError(f"allowed is one line of text with 1 to {LONGEST_LINE} characters")
    return text.strip()


def _checked_colour(colour: str) -> str:
    if not re.fullmatch(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", colour):
        raise ValueError('allowed is a colour in hexadecimal digits, as in "#8a1c1c"')
    return colour.lower()


def _checked_report(address: str) -> str:
    mail = re.fullmatch(
        r"(?:mailto:)?([^\s@<>\"(),:;?&#%/\\]+@[^\s@<>\"(),:;?&#%/\\]+)", address, re.I
    )
    if mail:
        return f"mailto:{mail[1]}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.fragment
    except ValueError:
        usable = False
    if not usable or re.search(r"\s", address) or len(address) > LONGEST_LINE:
        raise ValueError(
            'allowed is a mail address, as in "errors@news.example", or an address that begins '
            'with https:// or http://, as in "https://news.example/report"'
        )
    return written(address)


def _checked_slug(slug: str) -> str:
    if not SLUG.fullmatch(slug):
        raise ValueError(
            "allowed is the name of a brief's file without .json: small letters, digits and hyphens"
        )
    return slug


def _checked_order(order: object) -> tuple[str, ...]:
    if order == NEWEST:
        return ()
    if isinstance(order, list) and all(isinstance(each, str) and each.strip() for each in order):
        return tuple(order)
    raise ValueError(f'allowed is "{NEWEST}", or a list of topics, as in ["Diplomacy", "Trade"]')


def _topics(order: object) -> tuple[str, ...]:
    return order if isinstance(order, tuple) else ()


_LineText = Annotated[str, AfterValidator(_checked_line)]
_CONFIG = ConfigDict(extra="forbid", strict=True)

_LIMIT_FIELDS: dict[str, Any] = {
    each.name: (
        Annotated[int, Field(gt=0, le=DEEPEST if each.name == "depth" else None)],
        getattr(LIMITS, each.name),
    )
    for each in fields(Limits)
}
_LimitsTable = create_model("_LimitsTable", __config__=_CONFIG, **_LIMIT_FIELDS)


class SettingsFile(BaseModel):
    """What may stand in the file. docs/reference/settings.md describes each key."""

    model_config = _CONFIG

    address: Annotated[str, AfterValidator(_checked_address)] = ""
    language: Annotated[str, AfterValidator(_checked_language)] = "en"
    python: Literal["", "eager", "needed"] = ""
    name: _LineText = NAME
    tagline: _LineText | None = None
    logo: _LineText | None = None
    accent: Annotated[str, AfterValidator(_checked_colour)] | None = None
    publisher: _LineText | None = None
    report: Annotated[str, AfterValidator(_checked_report)] | None = None
    lead: Annotated[str, AfterValidator(_checked_slug)] | None = None
    order: Annotated[object, AfterValidator(_checked_order)] = ()
    specimens: bool = False
    limits: _LimitsTable = Field(default_factory=_LimitsTable)  # type: ignore[valid-type]


@dataclass(frozen=True)
class Settings:
    """The settings of a site, each with its default."""

    address: str = ""
    """Where the site will be; empty where that is not known."""
    language: str = "en"
    """The language of the site's own pages, as a BCP 47 tag."""
    limits: Limits = LIMITS
    """What a brief may have at most."""
    python: str = ""
    """When its pages start Python: "eager", "needed", or empty."""
    look: SiteLook = SiteLook()
    front: FrontSettings = FrontSettings()
    problems: tuple[str, ...] = ()
    """What is wrong in the file, one line each. A wrong value counts as not there."""


def parse_settings(data: bytes, file: str) -> Settings:
    """Return the settings in the bytes of a file. `file` is its name in problems.

    >>> parse_settings(b"[limits]\\nitems = 20000", "foldline.toml").limits.items
    20000
    >>> parse_settings(b'adress = "https://a.example/"', "foldline.toml").problems
    ('foldline.toml:1:1: adress: unknown setting; did you mean "address"?',)
    """
    if len(data) > LARGEST:
        what = f"is too large; a file of settings has at most {LARGEST // 1000} kB"
        return Settings(problems=(_line(file, (), what),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig").split("\n")
        what = f"the byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8"
        return Settings(problems=(_line(file, (), what, len(before), len(before[-1]) + 1),))
    try:
        parsed = _plain(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return Settings(problems=(_syntax_problem(file, text, str(error)),))
    except RecursionError:
        return Settings(problems=(_line(file, (), "is nested too deeply"),))
    try:
        found, problems = SettingsFile.model_validate(parsed), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        where = _positions(text)
        problems = [_problem(file, detail, parsed, where) for detail in details]
        for detail in details:
            _take_out(parsed, detail["loc"])
        found = SettingsFile.model_validate(parsed)
    return Settings(
        found.address,
        found.language,
        Limits(**found.limits.model_dump()),  # type: ignore[attr-defined]
        python=found.python,
        look=SiteLook(
            found.name,
            found.tagline or "",
            found.logo or "",
            found.accent or "",
            found.publisher or "",
            found.report or "",
        ),
        front=FrontSettings(found.lead or "", _topics(found.order), found.specimens),
        problems=tuple(line for _, line in sorted(problems)),
    )


def value_problem(data: bytes, file: str, name: str, what: str) -> str:
    """Return a problem of the value of one setting, which `parse_settings` could not know of.

    >>> value_problem(b'language = "en"\\nlead = "rian"', "foldline.toml", "lead", "is no brief")
    'foldline.toml:2:8: lead: is no brief'
    """
    line, _, column = _positions(data.decode("utf-8-sig")).get((name,), (1, 1, 1))
    return _line(file, (name,), what, line, column)


def with_limits(limits: Limits, options: Iterable[str]) -> Limits:
    """Return limits with some changed, each written as `items=20000`. Raises ValueError, which says
    what is allowed.

    >>> with_limits(Limits(items=5, images=5), ["items=7"]).items
    7
    """
    options = tuple(options)
    named = limits_of(options)
    names = {option.partition("=")[0] for option in options}
    return replace(limits, **{name: getattr(named, name) for name in names})


def _plain(value: Any) -> Any:
    """Return a value of TOML with its dates as text, as JSON would have them."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, (date, time)) else value


def _take_out(parsed: dict[str, Any], path: _Path) -> None:
    for step in path[:-1]:
        parsed = parsed[str(step)]
    parsed.pop(str(path[-1]), None)


def _line(file: str, path: _Path, what: str, line: int = 1, column: int = 1) -> str:
    name = ".".join(
        str(step) if re.fullmatch(r"[\w-]{1,60}", str(step)) else shown(step) for step in path
    )
    return shown_line(f"{file}:{line}:{column}: {name or 'settings'}: {what}")


def _syntax_problem(file: str, text: str, message: str) -> str:
    """Return the problem of a text that is no TOML. The parser says the place in its message."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", message, re.S)
    reason, line, column = found.groups() if found else (message, None, None)
    lines = text.split("\n")
    what = f"is not TOML from here on: {reason[:1].lower()}{reason[1:]}"
    return _line(file, (), what, int(line or len(lines)), int(column or len(lines[-1]) + 1))


def _problem(
    file: str,
    detail: ErrorDetails,
    parsed: dict[str, Any],
    where: dict[_Path, tuple[int, int, int]],
) -> tuple[tuple[int, int], str]:
    """Return the place of a problem, line and column, and the problem."""
    path = detail["loc"]
    unknown = detail["type"] == "extra_forbidden"
    if unknown:
        in_limits = len(path) > 1
        names = list((_LimitsTable if in_limits else SettingsFile).model_fields)
        there = parsed["limits"] if in_limits else parsed
        missing = [name for name in names if name not in there]
        what = "unknown setting" + allowed_names(str(path[-1]), missing, names)
    elif detail["type"] == "model_type":
        what = f"is {shown(detail['input'])}; allowed is a table, [{path[-1]}]"
    else:
        what = sentence_for(detail)
    near = path
    while near and near not in where:
        near = near[:-1]
    line, key_column, value_column = where.get(near, (1, 1, 1))
    column = key_column if unknown else value_column
    return (line, column), _line(file, path, what, line, column)


def _positions(text: str) -> dict[_Path, tuple[int, int, int]]:
    """Return where each key of a TOML text stands: its line, its column, and that of its value.

    A statement is as many lines as the parser needs to accept it. So no grammar is repeated here.
    """
    found: dict[_Path, tuple[int, int, int]] = {}
    table: _Path = ()
    begun: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        begun.append(line)
        try:
            statement = tomllib.loads("\n".join(begun))
        except tomllib.TOMLDecodeError:
            continue
        first, at = begun[0], number - len(begun) + 1
        begun = []
        key = len(first) - len(first.lstrip()) + 1
        if first.lstrip().startswith("["):
            table = max(_paths(statement), key=len)
            found.setdefault(table, (at, key, key))
            continue
        value = re.match(r"""(?:"(?:\\.|[^"\\])*"|'[^']*'|[^=])*=\s*""", first)
        for path in _paths(statement):
            found.setdefault((*table, *path), (at, key, value.end() + 1 if value else key))
    return found


def _paths(value: Any, path: _Path = ()) -> Iterator[_Path]:
    """Return the paths of all keys in tables, outer ones first."""
    if isinstance(value, list):
        value = value[0] if value else {}
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield (*path, key)
        yield from _paths(inner, (*path, key))
