"""Labelled sentences of documents -> columns: in which sentences each value of a document stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.columnar.arrays import ArrayFile, ArrayFileWriter, Integers, Mask, compact, counts_of, slots_of, starts_of
from search.model import LabelledSentence, Unit

PLACED_FIELDS = ("actor", "topic")


@dataclass(frozen=True)
class SentenceColumn:
    """The labelled sentences of each document, numbered on through the segment in the order of the texts.

    Document d has the sentences `sentence_start_of_document[d]` to `sentence_start_of_document[d + 1] - 1`; the
    paragraphs, of which each has at least one, likewise.
    """

    sentence_start_of_document: Integers
    sentence_start_of_paragraph: Integers

    @cached_property
    def document_of_unit(self) -> Mapping[Unit, Integers]:
        """The document of each labelled sentence, and of each paragraph that has one."""
        of_sentence = _run_of_each(self.sentence_start_of_document)
        return {"sentence": of_sentence, "paragraph": of_sentence[self.sentence_start_of_paragraph[:-1]]}


@dataclass(frozen=True)
class MentionColumn:
    """The labelled sentences in which each value of a document stands, by the slots of a ValueColumn.

    The value of slot k stands in the sentences `sentence_of_mention[mention_start_of_slot[k]]` up to (not including)
    `[mention_start_of_slot[k + 1]]`, ascending.
    """

    mention_start_of_slot: Integers
    sentence_of_mention: Integers
    sentences: SentenceColumn

    @cached_property
    def slot_of_mention(self) -> Integers:
        return _run_of_each(self.mention_start_of_slot)

    def unit_of_mention(self, unit: Unit) -> Integers:
        """The sentence or the paragraph of each mention."""
        return self.sentence_of_mention if unit == "sentence" else self._paragraph_of_mention

    @cached_property
    def _paragraph_of_mention(self) -> Integers:
        return _run_of_each(self.sentences.sentence_start_of_paragraph)[self.sentence_of_mention]

    def of_slots(self, slots: Integers) -> tuple[Integers, Integers]:
        """The mentions of these slots, one slot after the other, and how many each has."""
        starts = self.mention_start_of_slot[slots].astype(np.int64)
        counts = self.mention_start_of_slot[slots + 1] - starts
        return slots_of(starts, counts), counts


def _run_of_each(starts: Integers) -> Integers:
    """For each of the members of consecutive runs, the run it is in."""
    counts = counts_of(starts)
    return np.repeat(np.arange(len(counts), dtype=np.uint32), counts)


def write_sentences(file: ArrayFileWriter, column: SentenceColumn) -> None:
    file.append("sentence_start_of_document", compact(column.sentence_start_of_document))
    file.append("sentence_start_of_paragraph", compact(column.sentence_start_of_paragraph))


def read_sentences(file: ArrayFile) -> SentenceColumn:
    return SentenceColumn(file["sentence_start_of_document"], file["sentence_start_of_paragraph"])


def write_mentions(file: ArrayFileWriter, name: str, column: MentionColumn) -> None:
    file.append(f"{name}.mention_start_of_slot", compact(column.mention_start_of_slot))
    file.append(f"{name}.sentence_of_mention", compact(column.sentence_of_mention))


def read_mentions(file: ArrayFile, name: str, sentences: SentenceColumn) -> MentionColumn:
    return MentionColumn(file[f"{name}.mention_start_of_slot"], file[f"{name}.sentence_of_mention"], sentences)


# --- gathering ----------------------------------------------------------------------------------


class PlaceCollector:
    """Gathers the labelled sentences of many documents, and in which of them each value stands."""

    def __init__(self) -> None:
        self._sentence_count_of_document, self._sentence_count_of_paragraph = array("I"), array("I")
        self._mentions = {name: _MentionCollector() for name in PLACED_FIELDS}
        self._sentence_count = 0

    def add(self, sentences: Sequence[LabelledSentence], values: Mapping[str, Iterable[str]]) -> None:
        """Adds the next document; `values` are all it has, by field."""
        paragraph = None
        for sentence in sentences:
            if sentence.paragraph != paragraph:
                self._sentence_count_of_paragraph.append(0)
            self._sentence_count_of_paragraph[-1] += 1
            paragraph = sentence.paragraph
        first = self._sentence_count
        self._mentions["actor"].add(values["actor"], first, [sentence.actors for sentence in sentences])
        self._mentions["topic"].add(values["topic"], first, [sentence.topics for sentence in sentences])
        self._sentence_count_of_document.append(len(sentences))
        self._sentence_count += len(sentences)

    def write(self, file: ArrayFileWriter) -> None:
        of_document, of_paragraph = self._sentence_count_of_document, self._sentence_count_of_paragraph
        sentences = SentenceColumn(_starts(of_document), _starts(of_paragraph))
        write_sentences(file, sentences)
        for name, mentions in self._mentions.items():
            write_mentions(file, name, mentions.column(sentences))


class _MentionCollector:
    """Gathers the mentions of one field in the order of its slots: by document, then by value."""

    def __init__(self) -> None:
        self._mention_count_of_slot, self._sentence_of_mention = array("I"), array("I")

    def add(self, values: Iterable[str], first_sentence: int, labels_of_sentence: Sequence[Iterable[str]]) -> None:
        sentences_of_value: dict[str, list[int]] = {value: [] for value in sorted(set(values))}
        for number, labels in enumerate(labels_of_sentence, first_sentence):
            for label in labels:
                sentences_of_value[label].append(number)
        for sentences in sentences_of_value.values():
            self._mention_count_of_slot.append(len(sentences))
            self._sentence_of_mention.extend(sentences)

    def column(self, sentences: SentenceColumn) -> MentionColumn:
        sentence_of_mention = np.array(self._sentence_of_mention, dtype=np.uint32)
        return MentionColumn(_starts(self._mention_count_of_slot), sentence_of_mention, sentences)


def _starts(counts: array[int]) -> NDArray[np.int64]:
    return starts_of(np.array(counts, dtype=np.uint32))


# --- merging ------------------------------------------------------------------------------------


def joined_sentences(
    columns: Sequence[SentenceColumn], live_of_column: Sequence[Mask]
) -> tuple[SentenceColumn, list[Integers]]:
    """The sentences of the live documents of all columns, one column after the other, and the new number of each."""
    of_document, of_paragraph = [], []
    numbers_of_column: list[Integers] = []
    first = 0
    for column, live in zip(columns, live_of_column, strict=True):
        counts = counts_of(column.sentence_start_of_document)
        is_kept = np.repeat(live, counts)
        of_document.append(counts[live])
        of_paragraph.append(
            counts_of(column.sentence_start_of_paragraph)[is_kept[column.sentence_start_of_paragraph[:-1]]]
        )
        numbers_of_column.append(first + np.cumsum(is_kept) - 1)
        first += int(np.count_nonzero(is_kept))
    joined = SentenceColumn(starts_of(np.concatenate(of_document)), starts_of(np.concatenate(of_paragraph)))
    return joined, numbers_of_column


def joined_mentions(
    columns: Sequence[MentionColumn],
    live_of_column: Sequence[Mask],
    joined: SentenceColumn,
    numbers_of_column: Sequence[Integers],
) -> MentionColumn:
    """The mentions of the live slots of all columns; values keep their order within a document."""
    kept, sentences = [], []
    for column, live, numbers in zip(columns, live_of_column, numbers_of_column, strict=True):
        counts = counts_of(column.mention_start_of_slot)
        kept.append(counts[live])
        sentences.append(numbers[column.sentence_of_mention[np.repeat(live, counts)]])
    return MentionColumn(starts_of(np.concatenate(kept)), np.concatenate(sentences), joined)
