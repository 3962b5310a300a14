"""
A text and what is sought in it -> the words that match.

Looking at every word of a hit takes longer than finding the hit. To begin with a text takes as long as to look through
it, so that the short texts of a page are looked through as one. Few signs stand inside words, so the text is cut at
all others into chunks. A word that stands by itself is recognised where the beginning of one that is sought stands.
Only chunks that may hide a sought word are taken apart: those with signs inside words ("U.S.", "O'Neill") that folding
takes away, and those with other than ASCII letters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from search.analysis import Token, stem, tokens, without_inner_signs

_SIGNS_INSIDE = "'.,_"
_BYTES_INSIDE = tuple(sign.encode() for sign in _SIGNS_INSIDE)
_APOSTROPHE = "\u2019"  # U+02BC is a letter, and so belongs to a word that it ends
_OTHER_LETTER = "\x7f"  # stands for letters and digits that are not ASCII
_OTHER_SIGN = "?"
_LAST_ASCII = 127
_MAINLY = 8  # a text with more than one in so many signs that are not ASCII is read word by word
_BETWEEN_TEXTS = "\n"  # no word spans it
_MOST_AS_ONE = 1 << 17  # characters of texts that are looked through as one
_INSIDE = _SIGNS_INSIDE + _APOSTROPHE
_PARTING = re.compile(rf"[^\w{_INSIDE}]")  # what no word spans
_CHUNK = re.compile(rf"[\w{_SIGNS_INSIDE}{_OTHER_LETTER}]*")
# A word of letters and digits to which no other is joined by a sign that may stand inside words.
_LONE_WORD = re.compile(rf"[a-z0-9]++(?![\w{_OTHER_LETTER}]|['.,][\w{_OTHER_LETTER}])").match
_JOINED_BEFORE = _SIGNS_INSIDE + _OTHER_LETTER
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
        if term in self.terms or (self.stems and stem(term) in self.stems):
            return True
        return self._is_loose and (
            any(fnmatchcase(term, pattern) for pattern in self.patterns)
            or any(OSA.distance(term, word, score_cutoff=most) <= most for word, most in self.similar)
        )

    @cached_property
    def _is_loose(self) -> bool:
        return bool(self.patterns or self.similar)

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
        """The beginnings, and the other words of the phrases, as they stand in a text that was read."""
        parts = self.beginnings.union(*self.phrases)
        return frozenset("".join(c if c.isascii() else _OTHER_LETTER for c in part).encode() for part in parts)


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
    plain = _without_signs(code)
    if not odd and not any(map(plain.__contains__, sought.letters)):
        return []
    is_plain = list(map(code.count, sought.letters)) == list(map(plain.count, sought.letters))
    places = odd if is_plain else [*odd, *_inner_signs(code)]
    found: list[Token] = []
    for beginning in sought.beginnings:
        _find_words(lowered, beginning, sought, found, places, is_plain=is_plain)
    if places:
        found += _in_chunks(text, sorted(places), sought)
        found = list(set(found))
    if places or len(sought.beginnings) > 1:
        found.sort(key=_START)
    return found


def relevant_tokens_of_each(texts: Sequence[str], sought: Sought) -> list[list[Token]]:
    """The same for each of several texts, with the places in that text."""
    if sum(map(len, texts)) > _MOST_AS_ONE or not _is_mainly_ascii(whole := _BETWEEN_TEXTS.join(texts)):
        return [relevant_tokens(text, sought) for text in texts]
    starts = list(accumulate([len(text) + len(_BETWEEN_TEXTS) for text in texts], initial=0))
    found: list[list[Token]] = [[] for _ in texts]
    for term, first, after in relevant_tokens(whole, sought):
        number = bisect_right(starts, first) - 1
        start = starts[number]
        found[number].append(Token(term, first - start, after - start))
    return found


def _is_mainly_ascii(text: str) -> bool:
    """True for a text that needs few bytes beyond those of its characters; a quotation mark needs two."""
    return text.isascii() or (len(text.encode(errors="surrogatepass")) - len(text)) * _MAINLY < 2 * len(text)


def _without_signs(code: bytes) -> bytes:
    """The text without the signs that may stand inside words; they are few, so that one after the other is faster
    than a look at every byte."""
    for sign in _BYTES_INSIDE:
        code = code.replace(sign, b"")
    return code


def _inner_signs(code: bytes) -> Iterator[int]:
    return (match.start() for match in _INNER_SIGN.finditer(code.translate(_KIND_OF_BYTE)))


def _find_words(
    lowered: str, beginning: str, sought: Sought, found: list[Token], places: list[int], *, is_plain: bool
) -> None:
    """Adds the words that begin so and stand by themselves to `found`; to `places`, where others begin so."""
    length = len(beginning)
    place = lowered.find(beginning)
    while place >= 0:
        end = place + length
        before = lowered[place - 1] if place else " "
        if before.isalnum():
            if before.isdecimal() and not beginning[0].isdecimal():
                places.append(place)  # the "bn" of "2.5bn" is a word of its own, that of "25bn" is not
        elif before not in _JOINED_BEFORE and (word := _LONE_WORD(lowered, place)):
            term, end = word[0], word.end()
            if sought.is_sought(term) or (
                term in sought.first_words and not (is_plain and _stops(lowered, end, term, sought))
            ):
                found.append(Token(term, place, end))
        else:
            places.append(place)
        place = lowered.find(beginning, end)


def _stops(lowered: str, end: int, term: str, sought: Sought) -> bool:
    """True where no phrase that starts with the word that ends here can go on behind it."""
    return not any(phrase[0] == term and _goes_on(lowered, end, phrase) for phrase in sought.phrases)


def _goes_on(lowered: str, end: int, phrase: tuple[str, ...]) -> bool:
    if len(phrase) == 1:
        return True
    while end < len(lowered) and not (lowered[end].isalnum() or lowered[end] == _OTHER_LETTER):
        end += 1
    return lowered.startswith(phrase[1], end) or _OTHER_LETTER in _chunk_from(lowered, end)


def _chunk_from(lowered: str, place: int) -> str:
    chunk = _CHUNK.match(lowered, place)
    return chunk[0] if chunk else ""


def _in_chunks(text: str, places: Iterable[int], sought: Sought) -> Iterator[Token]:
    """The words in the chunks around some places, which ascend."""
    chunks = list(_chunks_around(text, places))
    folded = without_inner_signs("\n".join(text[start:end] for start, end in chunks)).split("\n")
    for (start, end), letters in zip(chunks, folded, strict=True):
        if any(beginning in letters for beginning in sought.beginnings):
            for term, first, last in tokens(text[start:end]):
                if term in sought.first_words or sought.is_sought(term):
                    yield Token(term, start + first, start + last)


def _chunks_around(text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    end = -1
    for place in places:
        if place >= end:
            start, end = _chunk_around(text, place)
            yield start, end


def _chunk_around(text: str, place: int) -> tuple[int, int]:
    """Start and end of the letters and signs around a place that may belong to one word."""
    start = place
    while start and ((before := text[start - 1]).isalnum() or before in _INSIDE):
        start -= 1
    parting = _PARTING.search(text, place)
    return start, max(parting.start() if parting else len(text), place + 1)


class _Read(NamedTuple):
    """A text in lower case, character for character, with a straight apostrophe and two signs for all that is not
    ASCII: as text and as bytes. `odd` are the places of letters and digits that are not ASCII: folding may make others
    of them.

    `lowered` is None for a text that is not mainly ASCII.
    """

    lowered: str | None
    code: bytes
    odd: list[int]


def _read(text: str) -> _Read:
    if text.isascii():
        lowered = text.lower()
        return _Read(lowered, lowered.encode(), [])
    codes = _codes(text)
    places = np.flatnonzero(codes > _LAST_ASCII)
    if len(places) * _MAINLY > len(text):
        return _Read(None, b"", [])
    others = codes[places].tolist()
    sign_of = {other: _sign_for(chr(other)) for other in set(others)}
    signs = [sign_of[other] for other in others]
    in_ascii = codes.astype(np.uint8)
    in_ascii[places] = signs
    code = in_ascii.tobytes().lower()
    odd = [place for place, sign in zip(places.tolist(), signs, strict=True) if sign == ord(_OTHER_LETTER)]
    return _Read(code.decode("ascii"), code, odd)


def _sign_for(other: str) -> int:
    """The ASCII code that stands for a character that is not ASCII."""
    return ord("'" if other == _APOSTROPHE else _OTHER_LETTER if other.isalnum() else _OTHER_SIGN)


def _codes(text: str) -> NDArray[np.uint16] | NDArray[np.uint32]:
    """The code of each character."""
    narrow = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    if len(narrow) == len(text):
        return narrow
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
