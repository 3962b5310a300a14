"""A text and what was searched for in it -> safe HTML around the places that match."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup, escape

from search.analysis import Token, sentence_starts, stem, tokens
from search.sought import Sought as Sought
from search.sought import relevant_tokens

SNIPPET_CHARACTERS = 260
_ELLIPSIS = "…"
_SPAN = re.compile(r"</?span[^>]*>")


@dataclass(frozen=True, slots=True)
class Match:
    """A place that matches: character offsets, end exclusive, and the term or phrase that it stands for."""

    start: int
    end: int
    sought: str


def matches(text: str, sought: Sought) -> list[Match]:
    """Every place in the text that matches, in order, without overlaps; phrases before single words."""
    found: list[Match] = []
    for token in relevant_tokens(text, sought):
        if not found or token.start >= found[-1].end:
            match = _phrase_from(text, token, sought.phrases)
            if match is None and sought.is_sought(token.term):
                match = Match(token.start, token.end, stem(token.term))
            found += [match] if match else []
    return found


def _phrase_from(text: str, first: Token, phrases: Sequence[tuple[str, ...]]) -> Match | None:
    """The first of the phrases that starts with this word of the text."""
    for phrase in phrases:
        if phrase[0] == first.term:
            run = list(islice(tokens(text, first.start), len(phrase)))
            if tuple(token.term for token in run) == phrase:
                return Match(first.start, run[-1].end, " ".join(phrase))
    return None


def highlighted(text: str, sought: Sought) -> Markup:
    """The whole text, escaped, with every match in <mark>."""
    return _marked(text, 0, len(text), matches(text, sought))


def snippets(text: str, sought: Sought, *, at_most: int = 2) -> tuple[Markup, ...]:
    """The passages that show most of what was sought, each centred on its matches, in the order of the text.

    A text without a match gives its opening. However long the text, only the passages are made into HTML.
    """
    found = matches(text, sought)
    if not found:
        return (_passage(text, 0, min(len(text), SNIPPET_CHARACTERS), found),) if text.strip() else ()
    chosen = sorted(_best_windows(found, at_most))
    return tuple(_passage(text, *_widened(text, first, last), found) for first, last in chosen)


def _best_windows(found: Sequence[Match], at_most: int) -> list[tuple[int, int]]:
    """Spans of matches that fit a snippet, best first: most distinct terms, then most matches, then earliest."""
    windows = [_window_from(found, index) for index in range(len(found))]
    ranked = sorted(windows, key=lambda window: (-len({m.sought for m in window}), -len(window), window[0].start))
    chosen: list[tuple[int, int]] = []
    shown: set[str] = set()
    for window in ranked:
        first, last = window[0].start, window[-1].end
        terms = {match.sought for match in window}
        is_apart = all(last + SNIPPET_CHARACTERS < start or first > end + SNIPPET_CHARACTERS for start, end in chosen)
        if is_apart and (terms - shown or len(chosen) < 2):
            chosen.append((first, last))
            shown |= terms
        if len(chosen) == at_most:
            break
    return chosen


def _window_from(found: Sequence[Match], index: int) -> Sequence[Match]:
    limit = found[index].start + SNIPPET_CHARACTERS * 2 // 3
    end = bisect_right(found, limit, lo=index, key=lambda match: match.end)
    return found[index : max(end, index + 1)]


def _widened(text: str, first: int, last: int) -> tuple[int, int]:
    """The span with its surroundings: the sentence it stands in where that fits, else words on both sides."""
    around = max(0, SNIPPET_CHARACTERS - (last - first)) // 2
    start, end = max(0, first - around), min(len(text), last + around)
    nearby = sentence_starts(text[start:end])
    opening = [start + offset for offset in nearby if 0 < offset <= first - start]
    if opening:
        start = opening[0]
    elif start:
        start = _word_boundary(text, start, first)
    end = min(len(text), max(end, start + SNIPPET_CHARACTERS))
    return start, end if end == len(text) else _last_word_end(text, end, last)


def _word_boundary(text: str, start: int, limit: int) -> int:
    space = re.compile(r"\s").search(text, start, limit)
    return space.end() if space else start


def _last_word_end(text: str, end: int, limit: int) -> int:
    while end > limit and not text[end].isspace():
        end -= 1
    return end


def _passage(text: str, start: int, end: int, found: Sequence[Match]) -> Markup:
    inside = [match for match in found if match.start >= start and match.end <= end]
    if end < len(text) and not inside:
        end = _last_word_end(text, end, start + 1)
    before = _ELLIPSIS if text[:start].strip() and not _starts_sentence(text, start) else ""
    after = _ELLIPSIS if text[end:].strip() else ""
    return Markup(before) + _marked(text, start, end, inside) + Markup(after)


def as_text(html: Markup) -> str:
    """A title or snippet for a terminal: the matches in [brackets], labels plain, nothing escaped."""
    return Markup(_SPAN.sub("", html.replace("<mark>", "[").replace("</mark>", "]"))).unescape()


def _starts_sentence(text: str, start: int) -> bool:
    return text[:start].rstrip()[-1:] in '.!?…"”’»。！？'


def _marked(text: str, start: int, end: int, found: Sequence[Match]) -> Markup:
    """The text between two offsets with its matches marked. Every piece of it is escaped before it is joined."""
    parts: list[str] = []
    for match in found:
        parts += (escape(text[start : match.start]), "<mark>", escape(text[match.start : match.end]), "</mark>")
        start = match.end
    return Markup("".join([*parts, escape(text[start:end])]))
