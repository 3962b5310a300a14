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
from functools import cached_property

from rapidfuzz.distance import OSA

from search.analysis import Token, stem, tokens

_CHUNK = re.compile(r"\S+")
_INNER_SIGNS = "'.,_"
# A word of letters and digits to which no other is joined by a sign that may stand inside words.
_LONE_WORD = re.compile(r"[a-z0-9]+(?!\w|['.,]\w)", re.ASCII).match
# Stems like die share only their first letter with some of their words ("dying"); of all others, a word has all
# letters but the last. So it is for each of the 67,651 words of the Reuters news and despatches.
_IRREGULAR_STEM = re.compile(r".ie")
# Each byte of a text in lower case: a sign that folding takes out of words, a letter or a piece of one, or neither.
_KIND_OF_BYTE = bytes(
    ord("." if chr(byte) in _INNER_SIGNS else "a" if byte >= 0x80 or chr(byte).isalnum() else " ")
    for byte in range(256)
)
_INNER_SIGN = re.compile(rb"\.[.a]").search


@dataclass(frozen=True)
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

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The first word of each phrase."""
        return frozenset(phrase[0] for phrase in self.phrases)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Letters of which some stand at the beginning of every word that is sought or starts a phrase."""
        return frozenset(
            {
                *self.terms,
                *self.first_words,
                *map(beginning_of_stem, self.stems),
                *(pattern.partition("*")[0].partition("?")[0] for pattern in self.patterns),
                *("" for _ in self.similar),
            }
        )

    @cached_property
    def letters(self) -> frozenset[bytes]:
        """The beginnings, and the other words of the phrases, as UTF-8."""
        return frozenset(map(_encoded, self.beginnings.union(*self.phrases)))


def beginning_of_stem(word_stem: str) -> str:
    """What every word with this stem begins with."""
    return word_stem[:1] if len(word_stem) < 3 or _IRREGULAR_STEM.fullmatch(word_stem) else word_stem[:-1]


def relevant_tokens(text: str, sought: Sought) -> list[Token]:
    """The words that are sought or start a phrase that is, with their places in the text, in order.

    Of those that start a phrase, some that cannot go on as it does are left out.
    """
    if not sought.beginnings:
        return []
    lowered = _lowered_if_plain(text, sought)
    if lowered is None:
        chunks = _all_chunks(text)
    elif text.isascii():
        return _tokens_in_ascii(text, lowered, sought)
    else:
        chunks = _chunks_with_beginnings(text, lowered, sought)
    return [token for start, chunk in chunks for token in _tokens_in_chunk(start, chunk, sought)]


def _tokens_in_chunk(start: int, chunk: str, sought: Sought) -> Iterator[Token]:
    for term, first, last in tokens(chunk):
        if term in sought.first_words or sought.is_sought(term):
            yield Token(term, start + first, start + last)


def _tokens_in_ascii(text: str, lowered: str, sought: Sought) -> list[Token]:
    """Words are looked at where they may begin; only words joined by signs to others need their whole chunk."""
    token_at: dict[int, Token] = {}
    terms = sought.terms
    for beginning in sought.beginnings:
        length = len(beginning)
        place = lowered.find(beginning)
        while place >= 0:
            end = place + length
            before = lowered[place - 1] if place else " "
            if not before.isalnum():
                word = _LONE_WORD(lowered, place) if before not in _INNER_SIGNS else None
                if word:
                    term, end = word[0], word.end()
                    if term in terms or _may_match(term, lowered, end, sought):
                        token_at[place] = Token(term, place, end)
                else:
                    start, end = _chunk_around(lowered, place)
                    token_at |= {token.start: token for token in _tokens_in_chunk(start, text[start:end], sought)}
            place = lowered.find(beginning, end)
    return [token_at[place] for place in sorted(token_at)]


def _may_match(term: str, lowered: str, end: int, sought: Sought) -> bool:
    """True for a word that is sought, or that starts a phrase of which the next word follows its end."""
    if term in sought.first_words and any(
        phrase[0] == term and _goes_on(lowered, end, phrase) for phrase in sought.phrases
    ):
        return True
    return sought.is_sought(term)


def _goes_on(lowered: str, end: int, phrase: tuple[str, ...]) -> bool:
    if len(phrase) == 1:
        return True
    while end < len(lowered) and not lowered[end].isalnum():
        end += 1
    return lowered.startswith(phrase[1], end)


def _chunks_with_beginnings(text: str, lowered: str, sought: Sought) -> list[tuple[int, str]]:
    """The chunks that may hold a word with one of the beginnings, each with its offset, in order."""
    spans = {span for beginning in sought.beginnings for span in _spans_with(lowered, beginning)}
    chunks = {start: text[start:end] for start, end in spans}
    return sorted((chunks | {start: chunk for start, chunk in _all_chunks(text) if not chunk.isascii()}).items())


def _spans_with(lowered: str, beginning: str) -> Iterator[tuple[int, int]]:
    """Start and end of the chunks in which a word may begin so."""
    place = lowered.find(beginning)
    while place >= 0:
        end = place + len(beginning)
        if not place or not lowered[place - 1].isalnum():
            start, end = _chunk_around(lowered, place)
            yield start, end
        place = lowered.find(beginning, end)


def _chunk_around(text: str, place: int) -> tuple[int, int]:
    """Start and end of the letters around a place that no white space parts."""
    start = end = place
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, max(end, place + 1)


def _all_chunks(text: str) -> Iterable[tuple[int, str]]:
    return ((match.start(), match.group()) for match in _CHUNK.finditer(text))


def _lowered_if_plain(text: str, sought: Sought) -> str | None:
    """The text in lower case, letter for letter, where no sign stands inside a word that is sought; else None."""
    lowered = text.lower()
    if len(lowered) != len(text) or b"" in sought.letters:
        return None
    code = _encoded(lowered)
    if not _INNER_SIGN(code.translate(_KIND_OF_BYTE)):
        return lowered
    plain = code.translate(None, _INNER_SIGNS.encode())
    return lowered if all(code.count(part) == plain.count(part) for part in sought.letters) else None


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
