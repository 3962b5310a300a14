"""
A text and what is sought in it -> the words that match.

Looking at every word of a hit takes longer than finding the hit. No word spans white space, so the text is cut there
into chunks, and only chunks that can hold a sought word are taken apart: those in which the beginning of one stands,
those with signs inside words ("U.S.", "O'Neill") that folding takes away, and those with other than ASCII letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from rapidfuzz.distance import OSA

from search.analysis import Token, stem, tokens

_CHUNK = re.compile(r"\S+")
_INNER_SIGNS = "'.,_"
# Stems like die share only their first letter with some of their words ("dying"); of all others, a word has all
# letters but the last. So it is for each of the 67,651 words of the Reuters news and despatches.
_IRREGULAR_STEM = re.compile(r".ie")


@dataclass(frozen=True, slots=True)
class Sought:
    """What to highlight, all of it folded: words in any inflection (by stem), words exactly as typed, runs of words
    (phrases), words with * and ? in them, and words within a number of letters of another."""

    stems: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    patterns: tuple[str, ...] = ()
    similar: tuple[tuple[str, int], ...] = ()

    def is_sought(self, term: str) -> bool:
        return (
            term in self.terms
            or (bool(self.stems) and stem(term) in self.stems)
            or any(fnmatchcase(term, pattern) for pattern in self.patterns)
            or any(OSA.distance(term, word, score_cutoff=most) <= most for word, most in self.similar)
        )

    @property
    def beginnings(self) -> frozenset[str]:
        """Letters of which some stand at the beginning of every word that is sought or starts a phrase."""
        return frozenset(
            {
                *self.terms,
                *(phrase[0] for phrase in self.phrases),
                *map(beginning_of_stem, self.stems),
                *(pattern.partition("*")[0].partition("?")[0] for pattern in self.patterns),
                *("" for _ in self.similar),
            }
        )


def beginning_of_stem(word_stem: str) -> str:
    """What every word with this stem begins with."""
    return word_stem[:1] if len(word_stem) < 3 or _IRREGULAR_STEM.fullmatch(word_stem) else word_stem[:-1]


def relevant_tokens(text: str, sought: Sought) -> Iterator[Token]:
    """The words that are sought or start a phrase that is, with their places in the text, in order."""
    firsts = frozenset(phrase[0] for phrase in sought.phrases)
    for start, chunk in _chunks(text, _beginnings(sought)):
        for token in _words_of(chunk):
            if token.term in firsts or sought.is_sought(token.term):
                yield Token(token.term, start + token.start, start + token.end)


def _words_of(chunk: str) -> Iterable[Token]:
    """The words of a chunk; most chunks are one word of plain letters, which need no analysis."""
    return (Token(chunk.lower(), 0, len(chunk)),) if chunk.isascii() and chunk.isalnum() else tokens(chunk)


@lru_cache(maxsize=64)
def _beginnings(sought: Sought) -> frozenset[str]:
    return sought.beginnings


def _chunks(text: str, beginnings: frozenset[str]) -> Iterable[tuple[int, str]]:
    """The chunks that may hold a word with one of the beginnings, each with its offset, in order."""
    lowered = text.lower()
    plain = _without_inner_signs(lowered)
    is_certain = len(lowered) == len(text) and all(b and lowered.count(b) == plain.count(b) for b in beginnings)
    if not is_certain:
        return _all_chunks(text)
    starts = {start for beginning in beginnings for start in _starts_of_chunks_with(lowered, beginning)}
    if not text.isascii():
        starts.update(start for start, chunk in _all_chunks(text) if not chunk.isascii())
    return ((start, text[start : _end_of_chunk(text, start)]) for start in sorted(starts))


def _without_inner_signs(text: str) -> str:
    for sign in _INNER_SIGNS:
        text = text.replace(sign, "")
    return text


def _all_chunks(text: str) -> Iterator[tuple[int, str]]:
    return ((match.start(), match.group()) for match in _CHUNK.finditer(text))


def _starts_of_chunks_with(text: str, beginning: str) -> Iterator[int]:
    """Where the chunks start in which a word may begin so."""
    place = text.find(beginning)
    while place >= 0:
        end = place + len(beginning)
        if not place or not text[place - 1].isalnum():
            yield _start_of_chunk(text, place)
            end = _end_of_chunk(text, place)
        place = text.find(beginning, end)


def _start_of_chunk(text: str, place: int) -> int:
    while place and not text[place - 1].isspace():
        place -= 1
    return place


def _end_of_chunk(text: str, place: int) -> int:
    found = _CHUNK.match(text, place)
    return found.end() if found else place
