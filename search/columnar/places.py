"""
Where words stand -> which documents have them in a row, near each other, or in one sentence.

A place is a number for a word of a segment: words are numbered on through all documents, with a gap after each document
that is wider than any distance asked for, so that nearness never reaches from one document into the next. Places are
ascending and distinct.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.columnar.arrays import Array, Documents, Integers, Mask, slots_of
from search.columnar.postings import Postings

# Words of text looked at in one piece by `in_both`: a table of a megabyte stays in the processor's cache.
_PLACES_AT_ONCE = 1 << 20
_SHORT = 3 << 29
# Fewer than one place in so many are faster looked up one by one than in a table of all places.
_SPARSE = 128


@dataclass(frozen=True, slots=True)
class Ground:
    """The numbering of places of one field: document d starts at `start_of_document[d]`, int32 or int64[documents]."""

    start_of_document: Integers

    @classmethod
    def of(cls, first_word_of_document: Integers, gap: int) -> Ground:
        """Documents start where the words before them end, and `gap` further on for each of them."""
        count = len(first_word_of_document)
        starts = first_word_of_document + np.arange(count, dtype=np.int64) * gap
        # Half as wide is nearly twice as fast; a quarter of the range is left for the last document's words.
        is_short = not count or int(starts[-1]) < _SHORT
        return cls(starts.astype(np.int32) if is_short else starts)

    def documents(self, places: Integers) -> Documents:
        """The documents that these places are in, ascending, each once."""
        found = self.document_of_place(places)
        return found[_first_of_equal(found)]

    def document_of_place(self, places: Integers) -> Documents:
        return np.searchsorted(self.start_of_document, places, side="right") - 1

    def places(self, postings: Postings, position_of_occurrence: Integers, chosen: Documents) -> Integers:
        """The places of a word in the chosen documents, all of which hold it, and perhaps in others.

        Leaving out the others takes longer than to look for their neighbours in vain, unless there are many.
        """
        if 4 * len(chosen) < len(postings):
            return self._places_in_few(postings, position_of_occurrence, chosen)
        starts = self.start_of_document[postings.documents]
        return np.add(np.repeat(starts, postings.frequencies), position_of_occurrence)

    def _places_in_few(self, postings: Postings, position_of_occurrence: Integers, chosen: Documents) -> Integers:
        posting = np.searchsorted(postings.documents, chosen)
        counts = postings.frequencies[posting]
        first = (np.cumsum(postings.frequencies, dtype=np.int64) - postings.frequencies)[posting]
        positions: Integers = position_of_occurrence[slots_of(first, counts)]
        return np.add(np.repeat(self.start_of_document[chosen], counts), positions)


def _first_of_equal(values: Array) -> Mask:
    """True at the first of each run of equal values."""
    first = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return first


def in_both(first: Integers, second: Integers) -> Integers:
    """The places in both."""
    fewer, more = sorted((first, second), key=len)
    if len(fewer) * 8 < len(more) or len(fewer) * _SPARSE < _reach(fewer, more):
        return fewer[_found(fewer, more)]
    pieces = [_in_both_within(fewer, more, start) for start in _piece_starts(fewer, more)]
    return np.concatenate(pieces) if pieces else fewer[:0]


def _found(places: Integers, among: Integers) -> Mask:
    if not len(among):
        return np.zeros(len(places), dtype=bool)
    return np.equal(among[np.minimum(np.searchsorted(among, places), len(among) - 1)], places)


def _reach(first: Integers, second: Integers) -> int:
    """Over how many places both stand."""
    return int(min(first[-1], second[-1])) - int(max(first[0], second[0])) if len(first) and len(second) else 0


def _piece_starts(first: Integers, second: Integers) -> range:
    if not len(first) or not len(second):
        return range(0)
    return range(int(max(first[0], second[0])), int(min(first[-1], second[-1])) + 1, _PLACES_AT_ONCE)


def _in_both_within(first: Integers, second: Integers, start: int) -> Integers:
    """The places in both from `start` on, in one piece of text."""
    edges = np.array([start, start + _PLACES_AT_ONCE], dtype=first.dtype)  # another type would copy all the places
    a, b = first[slice(*np.searchsorted(first, edges))], second[slice(*np.searchsorted(second, edges))]
    is_first = np.zeros(_PLACES_AT_ONCE, dtype=bool)
    is_first[a - start] = True
    return b[is_first[b - start]]


def in_a_row(places_of_word: Sequence[Integers]) -> Integers:
    """The places of the first word where each word follows the one before; the rarest words are compared first."""
    shifted = sorted((places - offset for offset, places in enumerate(places_of_word)), key=len)
    found = shifted[0]
    for places in shifted[1:]:
        found = in_both(found, places)
    return found


def in_order(places_of_word: Sequence[Integers], slop: int) -> Integers:
    """The places of the last word where each word follows the one before at most `slop` further on."""
    found = places_of_word[0]
    for places in places_of_word[1:]:
        before = np.searchsorted(found, places) - 1
        is_near = (before >= 0) & (places - found[np.maximum(before, 0)] <= slop) if len(found) else before >= 0
        found = places[is_near]
    return found


@dataclass(frozen=True, slots=True)
class Spans:
    """Runs of words, from place `first` to place `last`, in the order of their first places."""

    first: Integers
    last: Integers

    @classmethod
    def merged(cls, several: Sequence[Spans]) -> Spans:
        first = np.concatenate([spans.first for spans in several])
        order = np.argsort(first, kind="stable")
        return cls(first[order], np.concatenate([spans.last for spans in several])[order])

    def of(self, is_kept: Mask) -> Spans:
        """Those of the runs that are kept."""
        return Spans(self.first[is_kept], self.last[is_kept])

    def units(self, boundaries: Integers) -> Integers:
        """The numbers of the units (sentences, paragraphs) that hold a whole run; units start at the boundaries."""
        first = np.searchsorted(boundaries, self.first, side="right")
        last = np.searchsorted(boundaries, self.last, side="right")
        return np.unique(first[first == last])


def near_each_other(places_of_word: Sequence[Integers], wanted: Sequence[int], distance: int) -> Spans:
    """The tightest windows of at most `distance` that hold each word as often as it is wanted; one for each last word.

    The window that ends at a place starts at the earliest of the places that it takes of each word: of one wanted
    twice, the last but one up to there.
    """
    last = np.unique(np.concatenate(list(places_of_word)))
    first = last.copy()
    for places, count in zip(places_of_word, wanted, strict=True):
        nth_last = np.searchsorted(places, last, side="right") - count
        is_there = nth_last >= 0
        last, first, nth_last = last[is_there], first[is_there], nth_last[is_there]
        np.minimum(first, places[nth_last], out=first)
    is_near = last - first <= distance
    return Spans(first[is_near], last[is_near])


def in_one_unit(spans_of_part: Sequence[Spans], boundaries: Integers) -> Integers:
    """The boundaries of the units in which every part stands whole."""
    units = spans_of_part[0].units(boundaries)
    for spans in spans_of_part[1:]:
        units = np.intersect1d(units, spans.units(boundaries), assume_unique=True)
    return boundaries[units - 1]
