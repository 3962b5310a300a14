"""Values of documents -> the sentences or paragraphs in which they stand, and what else stands there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np

from search.columnar.arrays import Array, Integers, Mask, slots_of
from search.columnar.mentions import MentionColumn
from search.columnar.segment import Segment
from search.model import Unit


@dataclass(frozen=True, slots=True)
class Units:
    """Sentences or whole paragraphs of a generation, by segment, as the labelled sentences in them: bool[sentences]."""

    of_segment: tuple[Mask, ...]

    def __and__(self, other: Units) -> Units:
        return Units(tuple(a & b for a, b in zip(self.of_segment, other.of_segment, strict=True)))


def all_units(units: list[Units]) -> Units:
    return reduce(Units.__and__, units)


def units_with(segment: Segment, facet: str, values: Iterable[int], unit: Unit) -> Mask:
    """The sentences of the units in which one of the values, given by their numbers, stands."""
    column, mentions, sentences = segment.values[facet], segment.mentions[facet], segment.sentences
    stands = np.zeros(sentences.count, dtype=bool)
    for value in values:
        stands[_sentences_of(mentions, np.flatnonzero(column.value_of_slot == value))] = True
    if unit == "sentence":
        return stands
    paragraphs = np.zeros(sentences.paragraph_count, dtype=bool)
    paragraphs[sentences.paragraph_of_sentence[stands]] = True
    return paragraphs[sentences.paragraph_of_sentence]


def _sentences_of(mentions: MentionColumn, slots: Integers) -> Array:
    """The sentences in which the values of these slots stand."""
    starts = mentions.mention_start_of_slot[slots].astype(np.int64)
    found: Array = mentions.sentence_of_mention[slots_of(starts, mentions.mention_start_of_slot[slots + 1] - starts)]
    return found


def documents_with_units(segment: Segment, units: Mask) -> Mask:
    """The documents that have one of the units: bool[documents]."""
    mask = np.zeros(segment.document_count, dtype=bool)
    mask[segment.sentences.document_of_sentence[units]] = True
    return mask


def value_counts_within(segment: Segment, facet: str, documents: Mask, units: Mask) -> Integers:
    """How many of these documents have each value in one of the units: int64[values]."""
    column, mentions = segment.values[facet], segment.mentions[facet]
    stands = np.zeros(len(column.value_of_slot), dtype=bool)
    stands[mentions.slot_of_mention[units[mentions.sentence_of_mention]]] = True
    slots = np.flatnonzero(stands)
    slots = slots[documents[column.document_of_slot[slots]]]
    return np.bincount(column.value_of_slot[slots], minlength=len(segment.fields[facet].lexicon))
