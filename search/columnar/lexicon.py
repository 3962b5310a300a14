"""The terms of a field, sorted by their bytes <-> two arrays."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from search.columnar.arrays import Array, ArrayFile, ArrayFileWriter, counts_of, smallest_dtype, starts_of
from search.schema import BOUNDARIES

_BETWEEN_LANDMARKS = 64
_HIDDEN = frozenset(term.encode() for term in BOUNDARIES)


def encoded(text: str) -> bytes:
    """A term as it is sorted and stored; half a surrogate pair, which a seed may hold, is kept as it is."""
    return text.encode("utf-8", "surrogatepass")


def decoded(term: bytes) -> str:
    return term.decode("utf-8", "surrogatepass")


class Lexicon:
    """Terms by number, numbers by term. A term's number is its place in the order of bytes.

    `byte_of_lexicon` (uint8) holds all terms end to end; term i is bytes `byte_start_of_term[i:i + 2]`.
    """

    def __init__(self, byte_of_lexicon: Array, byte_start_of_term: Array) -> None:
        self._bytes = byte_of_lexicon.data
        self._starts = byte_start_of_term

    def __len__(self) -> int:
        return len(self._starts) - 1

    def term(self, number: int) -> bytes:
        return bytes(self._bytes[int(self._starts[number]) : int(self._starts[number + 1])])

    def position(self, term: bytes) -> int:
        """The number of the first term that is not before `term`."""
        first = max(bisect_left(self._landmarks, term) - 1, 0) * _BETWEEN_LANDMARKS
        starts = self._starts[first : first + _BETWEEN_LANDMARKS + 1].tolist()
        text = bytes(self._bytes[starts[0] : starts[-1]])
        before, after = -1, len(starts) - 1  # the places of a term before, and of one not before
        while after - before > 1:
            middle = (before + after) // 2
            is_before = text[starts[middle] - starts[0] : starts[middle + 1] - starts[0]] < term
            before, after = (middle, after) if is_before else (before, middle)
        return first + after

    @cached_property
    def _landmarks(self) -> list[bytes]:
        """Every sixty-fourth term: most of a search among them is made without reading the others."""
        return [self.term(number) for number in range(0, len(self), _BETWEEN_LANDMARKS)]

    def number(self, term: bytes) -> int | None:
        """The number of this very term, or None."""
        found = self.position(term)
        return found if found < len(self) and self.term(found) == term else None

    def prefixed(self, prefix: bytes) -> range:
        """The numbers of the terms that start with `prefix`."""
        return range(self.position(prefix), self.position(_after(prefix)) if prefix.strip(b"\xff") else len(self))

    @cached_property
    def lengths(self) -> Array:
        """The length of each term in bytes."""
        return counts_of(self._starts)

    @cached_property
    def hidden_numbers(self) -> frozenset[int]:
        """The numbers of the marks of sentences and paragraphs, which are not words."""
        return frozenset(number for term in _HIDDEN if (number := self.number(term)) is not None)

    def listed(self, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """These terms, without the marks of sentences and paragraphs, which are not words."""
        hidden = self.hidden_numbers
        return ((number, self.term(number)) for number in numbers if number not in hidden)

    def terms(self, first: int = 0, last: int | None = None) -> list[bytes]:
        """The terms first..last - 1, read in one go."""
        last = len(self) if last is None else last
        starts = self._starts[first : last + 1].tolist()
        text = bytes(self._bytes[starts[0] : starts[-1]])
        return [text[start - starts[0] : end - starts[0]] for start, end in pairwise(starts)]


def _after(prefix: bytes) -> bytes:
    """The first string of bytes after all those that start with `prefix`."""
    stem = prefix.rstrip(b"\xff")
    return stem[:-1] + bytes([stem[-1] + 1])


def write_lexicon(writer: ArrayFileWriter, name: str, terms: Sequence[bytes]) -> None:
    """Writes sorted terms as the arrays `<name>.byte_of_lexicon` and `<name>.byte_start_of_term`."""
    starts = starts_of(np.fromiter(map(len, terms), dtype=np.int64, count=len(terms)))
    writer.append(f"{name}.byte_of_lexicon", np.frombuffer(b"".join(terms), dtype=np.uint8))
    writer.append(f"{name}.byte_start_of_term", starts.astype(smallest_dtype(int(starts[-1]))))


def read_lexicon(file: ArrayFile, name: str) -> Lexicon:
    return Lexicon(file[f"{name}.byte_of_lexicon"], file[f"{name}.byte_start_of_term"])
