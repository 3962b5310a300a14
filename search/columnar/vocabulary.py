"""
Text -> numbers of terms, at the speed of `str.split`.

A term never spans white space, so a text is split there first, and each distinct chunk ("talks,") is analysed once:
the terms of a chunk are remembered under its number. Turning chunks into terms is then a matter of arrays.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import chain, pairwise
from operator import itemgetter

import numpy as np

from search.analysis import TOKEN, paragraph_starts, sentence_starts, term_of
from search.columnar.arrays import Array, Integers, slots_of, starts_of
from search.columnar.inversion import PostingBlock, invert
from search.columnar.lexicon import encoded
from search.schema import PARAGRAPH_START, SENTENCE_START

_SENTENCE, _PARAGRAPH = 1, 2
_PUNCTUATION = ".,;:!?()\"'"  # around most words; what is left is nearly always one word of letters


class Vocabulary(dict[str, int]):
    """Chunks of text by number; `terms` numbers the terms. Chunk c has the terms `slots[starts[c]:starts[c + 1]]`."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: dict[str, int] = {}
        self.slots = array("I")
        self.starts = array("I", [0])

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return 250 * len(self)

    def numbers(self, chunks: list[str]) -> Iterable[int]:
        """The number of each chunk; one look-up in C for all of them, where they are known."""
        if len(chunks) < 2:
            return [self[chunk] for chunk in chunks]
        found: tuple[int, ...] = itemgetter(*chunks)(self)
        return found

    def __missing__(self, chunk: str) -> int:
        core = chunk.strip(_PUNCTUATION)
        terms = [core.lower()] if core.isascii() and core.isalnum() else map(term_of, TOKEN.findall(chunk))
        for term in filter(None, terms):
            self.slots.append(self.terms.setdefault(term, len(self.terms)))
        self.starts.append(len(self.slots))
        number = self[chunk] = len(self)
        return number


class TextCollector:
    """Gathers one field of many documents, then inverts it. Documents are numbered in the order they come."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._chunk_of_text = array("I")
        self._chunk_count_of_sentence = array("I")
        self._kind_of_sentence = bytearray()
        self._sentence_count_of_document = array("I")

    def add(self, text: str) -> None:
        """Adds the next document's text, sentence by sentence."""
        kinds = _boundaries(text)
        edges = [start for start, _ in kinds] + [len(text)]
        sentences = [text[start:end].split() for start, end in pairwise(edges)]
        self._chunk_of_text.extend(self._vocabulary.numbers(list(chain.from_iterable(sentences))))
        self._chunk_count_of_sentence.extend(map(len, sentences))
        self._kind_of_sentence.extend(kind for _, kind in kinds)
        self._sentence_count_of_document.append(len(kinds))

    @property
    def size(self) -> int:
        """About how many bytes inverting what has been gathered will take at its peak."""
        return 48 * len(self._chunk_of_text) + self._vocabulary.size

    def inverted(self) -> tuple[list[bytes], PostingBlock, Integers]:
        """The terms in order, their postings, and the length of each document in words."""
        term, words_of_sentence = self._terms_of_text()
        sentences = np.frombuffer(self._sentence_count_of_document, dtype=np.uint32)
        lengths = _sums(words_of_sentence, sentences)
        document = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
        marks = self._marks(words_of_sentence, sentences, lengths)
        term = np.concatenate([term, marks[0]])
        rank_of_term, terms = self._ranked(term)
        block = invert(
            rank_of_term[term],
            np.concatenate([document, marks[1]]),
            np.concatenate([_places(lengths), marks[2]]),
            len(terms),
        )
        return terms, block, lengths

    def _terms_of_text(self) -> tuple[Array, Integers]:
        """The term of every word, and how many words each sentence has."""
        starts = np.frombuffer(self._vocabulary.starts, dtype=np.uint32)
        slots = np.frombuffer(self._vocabulary.slots, dtype=np.uint32) if self._vocabulary.slots else _NONE
        chunks = np.frombuffer(self._chunk_of_text, dtype=np.uint32) if self._chunk_of_text else _NONE
        words_of_chunk = np.diff(starts)[chunks]
        chunks_of_sentence = np.frombuffer(self._chunk_count_of_sentence, dtype=np.uint32)
        return slots[slots_of(starts[chunks], words_of_chunk)], _sums(words_of_chunk, chunks_of_sentence)

    def _marks(self, words_of_sentence: Integers, sentences: Integers, lengths: Integers) -> tuple[Array, Array, Array]:
        """Term, document and position of the marks of sentences and paragraphs, in that order of terms."""
        document = np.repeat(np.arange(len(sentences), dtype=np.uint32), sentences)
        position = _starts_within(words_of_sentence, sentences)
        kind = np.frombuffer(bytes(self._kind_of_sentence), dtype=np.uint8)
        found = [_NONE], [_NONE], [_NONE]
        for flag, mark in ((_SENTENCE, SENTENCE_START), (_PARAGRAPH, PARAGRAPH_START)):
            chosen = (kind & flag > 0) & (position < lengths[document])
            places = np.unique(document[chosen].astype(np.int64) << 32 | position[chosen])
            number = self._vocabulary.terms.setdefault(mark, len(self._vocabulary.terms)) if len(places) else 0
            found[0].append(np.full(len(places), number, dtype=np.uint32))
            found[1].append((places >> 32).astype(np.uint32))
            found[2].append((places & 0xFFFFFFFF).astype(np.uint32))
        return np.concatenate(found[0]), np.concatenate(found[1]), np.concatenate(found[2])

    def _ranked(self, term_of_occurrence: Array) -> tuple[Array, list[bytes]]:
        """Of the vocabulary only the terms that occur; it may have learnt others from documents before these."""
        occurs = np.bincount(term_of_occurrence, minlength=len(self._vocabulary.terms)) > 0
        names = list(self._vocabulary.terms)
        return ranked({names[number]: number for number in np.flatnonzero(occurs).tolist()}, len(names))


_NONE = np.empty(0, dtype=np.uint32)


def ranked(number_of_term: dict[str, int], numbers: int) -> tuple[Array, list[bytes]]:
    """Terms in the order of bytes, and the place in it of each term number: uint32[numbers], 0 for the others."""
    by_bytes = sorted((encoded(term), number) for term, number in number_of_term.items())
    rank_of_term = np.zeros(numbers, dtype=np.uint32)
    rank_of_term[[number for _, number in by_bytes]] = np.arange(len(by_bytes), dtype=np.uint32)
    return rank_of_term, [term for term, _ in by_bytes]


def _boundaries(text: str) -> list[tuple[int, int]]:
    """Where sentences and paragraphs start (characters), in order, and which of the two starts there."""
    kinds = dict.fromkeys(sentence_starts(text), _SENTENCE)
    for start in paragraph_starts(text):
        kinds[start] = kinds.get(start, 0) | _PARAGRAPH
    return sorted(kinds.items())


def _sums(values: Integers, counts: Integers) -> Integers:
    """The sum of each of consecutive runs, which may be empty."""
    return np.diff(starts_of(values)[starts_of(counts)])


def _places(counts: Integers) -> Array:
    """0, 1, 2 ... within each of consecutive runs."""
    return slots_of(np.zeros(len(counts), dtype=np.int64), counts).astype(np.uint32)


def _starts_within(words_of_sentence: Integers, sentences: Integers) -> Integers:
    """The position within its document of the first word of each sentence."""
    starts = starts_of(words_of_sentence)
    first_of_document = starts[starts_of(sentences)[:-1]]
    return starts[:-1] - np.repeat(first_of_document, sentences)
