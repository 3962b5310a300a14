"""
A text and what is sought in it -> the words that match.

Looking at every word of a hit takes longer than finding the hit. No word spans white space, so the text is cut there
into chunks. A word that stands by itself is recognised where the beginning of one that is sought stands. Only chunks
that may hide a sought word are taken apart: those with signs inside words ("U.S.", "O'Neill") that folding takes away,
and those with other than ASCII letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from rapidfuzz.distance import OSA

from search.analysis import Token, stem, tokens

_SIGNS_INSIDE = "'.,_"
_APOSTROPHE = "\u2019"  # U+02BC is a letter, and so belongs to a word that it ends
_ASCII = bytes(range(128))
_MAINLY = 8  # a text with more than one in so many signs that are not ASCII is read word by word
# A word of letters and digits to which no other is joined by a sign that may stand inside words.
_LONE_WORD = re.compile(r"[a-z0-9]++(?!\w|['.,]\w)").match
# Stems like die share only their first letter with some of their words ("dying"); of all others, a word has all
# letters but the last. So it is for each of the 67,651 words of the Reuters news and despatches.
_IRREGULAR_STEM = re.compile(r".ie")
# Each byte of a text in lower case: a sign that folding takes out of words, a letter or digit, or neither.
_KIND_OF_BYTE = bytes(
    ord("." if chr(byte) in _SIGNS_INSIDE else "a" if chr(byte).isalnum() else " ") for byte in range(128)
).ljust(256)
_INNER_SIGN = re.compile(rb"\.[.a]")
_START = attrgetter("start")


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
        """Letters of which some stand at the beginning of every word that is sought or starts a phrase; none of them
        begins as another does."""
        every = {
            *self.terms,
            *self.first_words,
            *map(beginning_of_stem, self.stems),
            *(pattern.partition("*")[0].partition("?")[0] for pattern in self.patterns),
            *("" for _ in self.similar),
        }
        return frozenset(
            letters for letters in every if not any(letters != other and letters.startswith(other) for other in every)
        )

    @cached_property
    def letters(self) -> frozenset[bytes]:
        """The beginnings, and the other words of the phrases, with ? for what is not ASCII."""
        return frozenset(part.encode("ascii", "replace") for part in self.beginnings.union(*self.phrases))


def beginning_of_stem(word_stem: str) -> str:
    """What every word with this stem begins with."""
    return word_stem[:1] if len(word_stem) < 3 or _IRREGULAR_STEM.fullmatch(word_stem) else word_stem[:-1]


def relevant_tokens(text: str, sought: Sought) -> list[Token]:
    """The words that are sought or start a phrase that is, with their places in the text, in order.

    Of those that start a phrase, some that cannot go on as it does are left out.
    """
    if not sought.beginnings:
        return []
    lowered, code, odd = _read(text)
    if lowered is None or b"" in sought.letters:
        return [token for token in tokens(text) if token.term in sought.first_words or sought.is_sought(token.term)]
    kinds = code.translate(_KIND_OF_BYTE)
    is_plain = not _INNER_SIGN.search(kinds) or _is_plain(code, sought)
    places = odd if is_plain else [*odd, *(match.start() for match in _INNER_SIGN.finditer(kinds))]
    found: list[Token] = []
    for beginning in sought.beginnings:
        _find_words(lowered, beginning, sought, found, places, is_plain=is_plain)
    if places:
        found += _in_chunks(text, sorted(places), sought)
        found = list(set(found))
    if places or len(sought.beginnings) > 1:
        found.sort(key=_START)
    return found


def _is_plain(code: bytes, sought: Sought) -> bool:
    """True where no sign stands inside a word that is sought."""
    plain = code.translate(None, _SIGNS_INSIDE.encode())
    return all(code.count(part) == plain.count(part) for part in sought.letters)


def _find_words(
    lowered: str, beginning: str, sought: Sought, found: list[Token], places: list[int], *, is_plain: bool
) -> None:
    """Adds the words that begin so and stand by themselves to `found`; to `places`, where others begin so."""
    length = len(beginning)
    place = lowered.find(beginning)
    while place >= 0:
        end = place + length
        before = lowered[place - 1] if place else " "
        if before.isdecimal() and not beginning[0].isdecimal():
            places.append(place)  # the "bn" of "2.5bn" is a word of its own, that of "25bn" is not
        elif not before.isalnum():
            word = _LONE_WORD(lowered, place) if before not in _SIGNS_INSIDE else None
            if word is None:
                places.append(place)
            else:
                term, end = word[0], word.end()
                if sought.is_sought(term) or (
                    term in sought.first_words and not (is_plain and _stops(lowered, end, term, sought))
                ):
                    found.append(Token(term, place, end))
        place = lowered.find(beginning, end)


def _stops(lowered: str, end: int, term: str, sought: Sought) -> bool:
    """True where no phrase that starts with the word that ends here can go on behind it."""
    return not any(phrase[0] == term and _goes_on(lowered, end, phrase) for phrase in sought.phrases)


def _goes_on(lowered: str, end: int, phrase: tuple[str, ...]) -> bool:
    if len(phrase) == 1:
        return True
    while end < len(lowered) and not lowered[end].isalnum():
        end += 1
    return lowered.startswith(phrase[1], end) or not lowered[end : end + len(phrase[1])].isascii()


def _in_chunks(text: str, places: Iterable[int], sought: Sought) -> Iterator[Token]:
    """The words in the chunks around some places, which ascend."""
    end = -1
    for place in places:
        if place >= end:
            start, end = _chunk_around(text, place)
            for term, first, last in tokens(text[start:end]):
                if term in sought.first_words or sought.is_sought(term):
                    yield Token(term, start + first, start + last)


def _chunk_around(text: str, place: int) -> tuple[int, int]:
    """Start and end of the letters around a place that no white space parts."""
    start = end = place
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, max(end, place + 1)


class _Read(NamedTuple):
    """A text in lower case, letter for letter, with straight apostrophes: as it is, and with ? for what is not ASCII.
    `odd` are the places of letters and digits that are not ASCII: folding may make others of them.

    `lowered` is None for a text that is not mainly in ASCII letters, or that has other places in lower case.
    """

    lowered: str | None
    code: bytes
    odd: list[int]


def _read(text: str) -> _Read:
    lowered = text.lower()
    if text.isascii():
        return _Read(lowered, lowered.encode(), [])
    lowered = lowered.replace(_APOSTROPHE, "'")
    others = _encoded(lowered).translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if len(lowered) != len(text) or len(others) * _MAINLY > len(text):
        return _Read(None, b"", [])
    odd = [place for letter in set(others) if letter.isalnum() for place in _places_of(letter, lowered)]
    return _Read(lowered, lowered.encode("ascii", "replace"), odd)


def _places_of(letter: str, text: str) -> Iterator[int]:
    place = text.find(letter)
    while place >= 0:
        yield place
        place = text.find(letter, place + 1)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
