"""
Texts -> numbers of terms, by arrays.

Neither a term nor what tells the end of a sentence spans white space. So texts are split there, and each distinct chunk
("talks,") is analysed once: its terms and signs are remembered under its number. Turning chunks into terms, places and
sentences is then a matter of arrays, for a hundred documents at a time.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from search.analysis import may_begin_sentence, may_end_sentence, sentence_starts, tokens
from search.columnar.arrays import Array, Integers, Mask, slots_of, starts_of
from search.columnar.chunk_table import ChunkTable
from search.columnar.inversion import PostingBlock, invert
from search.columnar.lexicon import encoded
from search.columnar.numbering import array_of
from search.columnar.splitting import SHORT, Chunks, split
from search.schema import PARAGRAPH_START, SENTENCE_START

_SENTENCE, _PARAGRAPH = 0, 1  # the first two terms of every vocabulary
_BEGINS, _ENDS, _ALWAYS_ENDS = 1, 2, 4  # a sentence begins with a chunk that may, after one that may end one
_PUNCTUATION = ".,;:!?()\"'“”‘’"  # around most words; what is left is nearly always one word of letters
_CHARACTERS_AT_ONCE = 1 << 18  # so that what is made of them stays in the processor's cache


class Vocabulary:
    """Distinct chunks of texts by number, and the terms they consist of.

    `terms` numbers the terms. Chunk c has the terms `slots[starts[c]:starts[c + 1]]` and the signs `signs[c]`;
    `beginnings` are the slots, very few, with which a sentence begins in the middle of a chunk.
    """

    def __init__(self) -> None:
        self.terms = {SENTENCE_START: _SENTENCE, PARAGRAPH_START: _PARAGRAPH}
        self._short, self._long = ChunkTable(), dict[str, int]()
        self._long_bytes = 0  # of the chunks themselves: Chinese and Japanese put no space between words
        self._slots, self._starts, self._signs = array("I"), array("I", [0]), bytearray()
        self._beginnings = array("I")
        self._encoded: list[bytes] = []  # the terms that `_order` has the numbers of, in the order of their bytes
        self._order = np.empty(0, dtype=np.uint32)

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        of_chunks = 60 * len(self._signs) + 120 * len(self._long) + self._long_bytes
        return of_chunks + 180 * len(self.terms) + self._slots.itemsize * len(self._slots)

    def words(self, texts: Sequence[str]) -> Words:
        """The words of texts, one after the other."""
        chunks = split(texts)
        numbers = self._numbers(chunks)
        starts, slots = array_of(self._starts), array_of(self._slots)
        counts = np.diff(starts).take(numbers)
        slot_of_word = slots_of(starts.take(numbers), counts)
        start_of_chunk = starts_of(counts)
        word_start_of_text = start_of_chunk[chunks.chunk_start_of_text]
        begins_paragraph = np.zeros(len(slot_of_word) + 1, dtype=bool)
        begins_paragraph[word_start_of_text] = True
        begins_paragraph[start_of_chunk[:-1][chunks.begins_paragraph]] = True
        begins_sentence = begins_paragraph.copy()
        begins_sentence[start_of_chunk[1:-1][self._end_sentence(numbers)]] = True
        if self._beginnings:
            begins_sentence[:-1] |= np.isin(slot_of_word, array_of(self._beginnings))
        places = {_SENTENCE: np.flatnonzero(begins_sentence[:-1]), _PARAGRAPH: np.flatnonzero(begins_paragraph[:-1])}
        return Words(slots.take(slot_of_word), np.diff(word_start_of_text), places)

    def _end_sentence(self, numbers: Integers) -> Mask:
        """The chunks after which a sentence begins, but for the last one."""
        signs = np.frombuffer(bytes(self._signs), dtype=np.uint8).take(numbers)
        ends_it = (signs[:-1] & _ENDS > 0) & (signs[1:] & _BEGINS > 0)
        return ends_it | (signs[:-1] & _ALWAYS_ENDS > 0)

    def _numbers(self, chunks: Chunks) -> Array:
        """The number of each chunk; what was never met before is analysed."""
        keys, is_long = chunks.keys(), chunks.end - chunks.start > SHORT
        numbers = self._short.find(keys)
        numbers[is_long] = [self._long_number(chunk) for chunk in chunks.texts(np.flatnonzero(is_long))]
        unknown = np.flatnonzero(numbers < 0)
        texts = list(chunks.texts(unknown))
        number_of_text = self._analysed(dict.fromkeys(texts))
        numbers[unknown] = [number_of_text[text] for text in texts]
        self._short.add(keys.of(unknown), numbers[unknown])
        return numbers

    def _long_number(self, chunk: str) -> int:
        if chunk not in self._long:
            self._long |= self._analysed([chunk])
            self._long_bytes += sys.getsizeof(chunk)
        return self._long[chunk]

    def _analysed(self, chunks: Collection[str]) -> dict[str, int]:
        """Adds chunks; returns their numbers."""
        first, terms, slots = len(self._signs), self.terms, self._slots
        for chunk in chunks:
            if chunk.isalnum() and chunk.isascii():
                slots.append(terms.setdefault(chunk.lower(), len(terms)))
                self._signs.append(0 if chunk[0].islower() else _BEGINS)
            else:
                self._signs.append(self._add_words(chunk))
            self._starts.append(len(slots))
        return dict(zip(chunks, range(first, len(self._signs)), strict=True))

    def _add_words(self, chunk: str) -> int:
        """Adds the terms of a chunk that is more than a word of plain letters; returns its signs."""
        signs = _BEGINS * may_begin_sentence(chunk) | _ENDS * may_end_sentence(chunk)
        core = chunk.strip(_PUNCTUATION)
        if core.isalnum() and core.isascii():
            self._slots.append(self.terms.setdefault(core.lower(), len(self.terms)))
            return signs
        words, first = list(tokens(chunk)), len(self._slots)
        self._slots.extend(self.terms.setdefault(word.term, len(self.terms)) for word in words)
        starts = [word.start for word in words]
        beginnings = [bisect_left(starts, start) for start in sentence_starts(chunk)[1:]]
        self._beginnings.extend(first + word for word in beginnings if word < len(words))
        return signs | _ALWAYS_ENDS * (len(words) in beginnings)

    def ranked(self, occurs: Mask) -> tuple[Array, list[bytes]]:
        """The place of each term among those that occur, uint32[terms], and those, in the order of their bytes."""
        self._put_in_order()
        occurring = self._order[occurs[self._order]]
        rank_of_number = np.zeros(len(self._order), dtype=np.uint32)
        rank_of_number[occurring] = np.arange(len(occurring), dtype=np.uint32)
        return rank_of_number, [self._encoded[number] for number in occurring.tolist()]

    def _put_in_order(self) -> None:
        """Sorts the new terms in among those that are in order already, which then takes hardly any time."""
        known = len(self._encoded)
        if known < len(self.terms):
            self._encoded.extend(map(encoded, islice(self.terms, known, None)))
            order = [*self._order.tolist(), *range(known, len(self.terms))]
            self._order = np.array(sorted(order, key=self._encoded.__getitem__), dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of many texts, one after the other.

    `term_of_word` uint32[words]; `length_of_text` int64[texts], in words; `places_of_mark`, by the number of the mark,
    the words with which sentences and paragraphs begin.
    """

    term_of_word: Array
    length_of_text: Integers
    places_of_mark: Mapping[int, Integers]


class TextCollector:
    """Gathers one field of many documents, then inverts it. Documents are numbered in the order they come."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._waiting: list[str] = []
        self._waiting_characters = self._word_count = 0
        self._pieces: list[Words] = []

    def add(self, text: str) -> None:
        """Adds the next document's text."""
        self._waiting.append(text)
        self._waiting_characters += len(text)
        if self._waiting_characters > _CHARACTERS_AT_ONCE:
            self._take()

    def _take(self) -> None:
        """Splits the texts that wait for it."""
        words = self._vocabulary.words(self._waiting)
        self._pieces.append(words)
        self._word_count += len(words.term_of_word)
        self._waiting, self._waiting_characters = [], 0

    @property
    def size(self) -> int:
        """About how many bytes inverting what has been gathered will take at its peak."""
        return 36 * self._word_count + 10 * self._waiting_characters

    def inverted(self) -> tuple[list[bytes], Iterator[tuple[range, PostingBlock]], Integers]:
        """The terms in order, the postings of ranges of them, and the length of each document in words."""
        self._take()
        lengths = np.concatenate([piece.length_of_text for piece in self._pieces])
        number, place = self._occurrences()
        occurs = np.bincount(number, minlength=len(self._vocabulary.terms)) > 0
        rank_of_number, terms = self._vocabulary.ranked(occurs)
        return terms, invert(rank_of_number.take(number), place, starts_of(lengths), len(terms)), lengths

    def _occurrences(self) -> tuple[Array, Array]:
        """The term and the place, counted through all documents, of every word, and then of every mark."""
        starts = starts_of(np.array([len(piece.term_of_word) for piece in self._pieces])).tolist()
        numbers = [piece.term_of_word for piece in self._pieces]
        places = [np.arange(starts[-1], dtype=np.uint32)]
        for mark in (_SENTENCE, _PARAGRAPH):
            for start, piece in zip(starts, self._pieces, strict=False):
                places.append((start + piece.places_of_mark[mark]).astype(np.uint32))
                numbers.append(np.full(len(places[-1]), mark, dtype=np.uint32))
        return np.concatenate(numbers), np.concatenate(places)
