"""Find passages for the claims of a brief's file in the texts of its sources, and write them into
it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from foldline.claims.claims_of_brief import claims_in
from foldline.claims.passages import Passages, find_passages, words_not_in
from foldline.errors import PublishError
from foldline.publishing.exchange import texts_of_sources
from foldline.publishing.stories import StoryFile
from foldline.publishing.writing import write_whole
from foldline.story.brief import Brief, UnreadSection
from foldline.story.editing import Addition, with_additions
from foldline.story.loading import load, placed
from foldline.story.parsing import decode_brief
from foldline.story.problems import Problem
from foldline.text.decoding import UTF8_MARK
from foldline.text.words import count

_LONGEST_SHOWN = 200
"""Characters of a passage in a line."""


def lines_about_passages(story: StoryFile, texts: Path, *, write: bool = False) -> list[str]:
    """Return a line for each claim that has no proof yet: the words of a source's text that carry
    it, or that none does; and for each passage of the brief that is not in its source's text.

    With `write`, what was found is put into the file, which changes nowhere else. Raises
    PublishError where that fails.
    """
    brief = story.loaded.brief
    if brief is None:
        return []
    source_texts = texts_of_sources(texts, brief)
    found = find_passages(brief, source_texts)
    problems = [*_wrong_passages(brief, source_texts), *map(_remark, _all_of(found, brief))]
    lines = [each.sentence(story.shown_path) for each in placed(problems, story.data)]
    if write and (number := _write(story, brief, found)):
        lines.append(f"{story.shown_path}: {count(number, 'passage')} written")
    return lines


def _remark(finding: tuple[Passages, str]) -> Problem:
    return Problem(finding[0].path, finding[1], remark=True)


def _all_of(found: list[Passages], brief: Brief) -> Iterator[tuple[Passages, str]]:
    names = {source.id: source.name for source in brief.sources}
    for each in found:
        for name, words in each.carrying.items():
            yield each, f'passage: {names[name]} ("{name}") has "{_cut(words)}"'
        for name, words in each.against.items():
            yield each, f'differs: {names[name]} ("{name}") has "{_cut(words)}"'
        if not each.carrying and not each.against:
            yield each, "no passage: the texts of its sources have none that carries it"


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"


def _wrong_passages(brief: Brief, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the words that the brief has from a source, and the source's text has not."""
    what = "not found: the text of the source has no such words"
    for at, source in enumerate(brief.sources):
        for number, passage in enumerate(source.passages):
            if words_not_in(source, passage.words, texts):
                yield Problem(("sources", at, "passages", number, "words"), what, remark=True)
    sources = {source.id: source for source in brief.sources}
    for at, section in enumerate(brief.sections):
        if isinstance(section, UnreadSection):
            continue
        for path, claim in claims_in(section, ("sections", at)):
            for number, proof in enumerate(claim.proof):
                cited = sources.get(proof.source)
                if cited and proof.words and words_not_in(cited, proof.words, texts):
                    yield Problem((*path, "proof", number, "words"), what, remark=True)


def _write(story: StoryFile, brief: Brief, found: list[Passages]) -> int:
    """Put the passages into the file, each once, and references to them into the claims; return how
    many were written.
    """
    ids = {
        source.id: {passage.words: passage.id for passage in source.passages}
        for source in brief.sources
    }
    known = {name: set(passages.values()) for name, passages in ids.items()}
    new: dict[str, list[dict[str, str]]] = {}
    additions = []
    for each in found:
        proof = []
        for name, words in each.carrying.items():
            if words not in ids[name]:
                passage = _free_id(known[name])
                known[name].add(passage)
                ids[name][words] = passage
                new.setdefault(name, []).append({"id": passage, "words": words})
            proof.append({"source": name, "passage": ids[name][words]})
        if proof:
            additions.append(Addition(each.path, "proof", tuple(proof), behind="sources"))
    for at, source in enumerate(brief.sources):
        if source.id in new:
            additions.append(Addition(("sources", at), "passages", tuple(new.pop(source.id))))
    if not additions:
        return 0
    limits = story.limits
    text = decode_brief(story.data, limits)
    changed = with_additions(text, additions)
    after = load(changed, limits)
    if after.brief is None or len(after.errors) > len(story.loaded.errors):
        raise PublishError(
            f"{story.shown_path}: the passages can't be written into it; nothing was written"
        )
    mark = UTF8_MARK if story.data.startswith(UTF8_MARK) else b""
    write_whole(story.path, mark + changed.encode("utf-8"))
    return sum(isinstance(item, dict) and "words" in item for a in additions for item in a.items)


def _free_id(known: set[str]) -> str:
    return next(name for number in range(1, len(known) + 2) if (name := f"p{number}") not in known)
