"""A text and what was searched for in it -> the places that match, and safe HTML around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from markupsafe import Markup, escape

from search.analysis import Token, first_sentence_start, stem, tokens
from search.sought import Sought as Sought
from search.sought import relevant_tokens, relevant_tokens_of_each

SNIPPET_CHARACTERS = 260
_ELLIPSIS = "…"
_SPAN = re.compile(r"</?span[^>]*>")
_SPACE = re.compile(r"\s")
_VISIBLE = re.compile(r"\S")
_SENTENCE_ENDS = '.!?…"”’»。！？'


class Match(NamedTuple):
    """A place that matches: character offsets, end exclusive, and the term or phrase that it stands for."""

    start: int
    end: int
    sought: str


def matches(text: str, sought: Sought) -> list[Match]:
    """Every place in the text that matches, in order, without overlaps; phrases before single words."""
    return _matches_of(text, relevant_tokens(text, sought), sought)


def matches_of_each(texts: Sequence[str], sought: Sought) -> list[list[Match]]:
    """The same for each of several texts, which takes less time than one after the other."""
    found = relevant_tokens_of_each(texts, sought)
    return [_matches_of(text, of_text, sought) if of_text else [] for text, of_text in zip(texts, found, strict=True)]


def _matches_of(text: str, found: Sequence[Token], sought: Sought) -> list[Match]:
    if not sought.phrases:
        return [Match(start, end, stem(term)) for term, start, end in found]
    return list(_with_phrases(text, found, sought))


def _with_phrases(text: str, found: Sequence[Token], sought: Sought) -> Iterator[Match]:
    reached = 0
    for token in found:
        if token.start >= reached and (match := _match_from(text, token, sought)):
            yield match
            reached = match.end


def _match_from(text: str, token: Token, sought: Sought) -> Match | None:
    """What starts with this word of the text, which is sought or begins a phrase."""
    term, start, end = token
    if term in sought.first_words:
        phrase = _phrase_from(text, token, sought.phrases)
        if phrase or not sought.is_sought(term):
            return phrase
    return Match(start, end, stem(term))


def _phrase_from(text: str, first: Token, phrases: Sequence[tuple[str, ...]]) -> Match | None:
    """The first of the phrases that starts with this word of the text."""
    for phrase in phrases:
        if phrase[0] == first.term:
            run = list(islice(tokens(text, first.start), len(phrase)))
            if tuple(token.term for token in run) == phrase:
                return Match(first.start, run[-1].end, " ".join(phrase))
    return None


def highlighted(text: str, found: Sequence[Match]) -> Markup:
    """The whole text, escaped, with every match in <mark>."""
    return Markup(_marked(text, 0, len(text), found))


def snippets(text: str, found: Sequence[Match], *, at_most: int = 2) -> tuple[Markup, ...]:
    """The passages that show most of what was found, each centred on its matches, in the order of the text.

    A text without a match gives its opening. However long the text, only the passages are made into HTML.
    """
    if not found:
        return (_passage(text, 0, min(len(text), SNIPPET_CHARACTERS), found),) if text.strip() else ()
    chosen = sorted(_best_windows(found, at_most))
    return tuple(_passage(text, *_widened(text, first, last), found) for first, last in chosen)


def _best_windows(found: Sequence[Match], at_most: int) -> list[tuple[int, int]]:
    """Spans of matches that fit a snippet, best first: most distinct terms, then most matches, then earliest."""
    if len(found) == 1:
        return [(found[0].start, found[0].end)]
    windows = _windows(found)
    ranked = [min(windows)] if at_most == 1 else sorted(windows)
    chosen: list[tuple[int, int]] = []
    shown: set[str] = set()
    for _, _, first_match, last_match in ranked:
        first, last = found[first_match].start, found[last_match].end
        is_apart = all(last + SNIPPET_CHARACTERS < start or first > end + SNIPPET_CHARACTERS for start, end in chosen)
        if is_apart:
            terms = {match.sought for match in found[first_match : last_match + 1]}
            if terms - shown or len(chosen) < 2:
                chosen.append((first, last))
                shown |= terms
        if len(chosen) == at_most:
            break
    return chosen


def _windows(found: Sequence[Match]) -> list[tuple[int, int, int, int]]:
    """From each match as far as a snippet reaches: keys that sort the best first, then its first and last match."""
    windows, inside, after = [], dict.fromkeys((sought for _, _, sought in found), 0), 0
    distinct = 0
    for first, (start, _, sought) in enumerate(found):
        limit = start + SNIPPET_CHARACTERS * 2 // 3
        while after <= first or (after < len(found) and found[after][1] <= limit):
            entering = found[after][2]
            distinct += not inside[entering]
            inside[entering] += 1
            after += 1
        windows.append((-distinct, first - after, first, after - 1))
        inside[sought] -= 1
        distinct -= not inside[sought]
    return windows


def _widened(text: str, first: int, last: int) -> tuple[int, int]:
    """The span with its surroundings: the sentence it stands in where that fits, else words on both sides."""
    around = max(0, SNIPPET_CHARACTERS - (last - first)) // 2
    start, end = max(0, first - around), min(len(text), last + around)
    opening = first_sentence_start(text, start, first)
    if opening is not None:
        start = opening
    elif start:
        start = _word_boundary(text, start, first)
    end = min(len(text), max(end, start + SNIPPET_CHARACTERS))
    return start, end if end == len(text) else _last_word_end(text, end, last)


def _word_boundary(text: str, start: int, limit: int) -> int:
    space = _SPACE.search(text, start, limit)
    return space.end() if space else start


def _last_word_end(text: str, end: int, limit: int) -> int:
    while end > limit and not text[end].isspace():
        end -= 1
    return end


def _passage(text: str, start: int, end: int, found: Sequence[Match]) -> Markup:
    inside = [match for match in found if match.start >= start and match.end <= end]
    if end < len(text) and not inside:
        end = _last_word_end(text, end, start + 1)
    before = "" if _opens_a_sentence(text, start) else _ELLIPSIS
    after = "" if _is_blank_from(text, end) else _ELLIPSIS
    return Markup(before + _marked(text, start, end, inside) + after)


def _opens_a_sentence(text: str, start: int) -> bool:
    """True where only white space, or the end of a sentence, stands before."""
    while start and text[start - 1].isspace():
        start -= 1
    return not start or text[start - 1] in _SENTENCE_ENDS


def _is_blank_from(text: str, end: int) -> bool:
    return _VISIBLE.search(text, end) is None


def as_text(html: Markup) -> str:
    """A title or snippet for a terminal: the matches in [brackets], labels plain, nothing escaped."""
    return Markup(_SPAN.sub("", html.replace("<mark>", "[").replace("</mark>", "]"))).unescape()


def _marked(text: str, start: int, end: int, found: Sequence[Match]) -> str:
    """HTML of the text between two offsets with its matches marked. Every piece is escaped before it is joined."""
    passage = text[start:end]
    html_of = escape if _has_markup(passage) else _as_it_is
    parts: list[str] = []
    for match in found:
        parts += (html_of(text[start : match.start]), "<mark>", html_of(text[match.start : match.end]), "</mark>")
        start = match.end
    return "".join([*parts, html_of(text[start:end])])


def _has_markup(text: str) -> bool:
    """True for a text with signs that need escaping."""
    return "&" in text or "<" in text or ">" in text or '"' in text or "'" in text


def _as_it_is(text: str) -> str:
    return text
