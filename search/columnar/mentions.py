"""Labelled sentences of documents -> columns: in which sentences each value of a document stands."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from search.columnar.arrays import ArrayFile, ArrayFileWriter, Integers, Mask, compact, counts_of, slots_of, starts_of
from search.columnar.columns import ValueColumn
from search.columnar.numbering import Numbering, array_of
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


@dataclass(frozen=True, slots=True)
class LabelledColumn:
    """The values of each document in one field, and what their numbers stand for, in order."""

    values: Sequence[str]
    column: ValueColumn


class PlaceCollector:
    """Gathers the labelled sentences of many documents, and in which of them each value stands."""

    def __init__(self) -> None:
        self._sentence_count_of_document, self._paragraph_of_sentence = array("I"), array("q")
        self._labels = {name: Numbering() for name in PLACED_FIELDS}

    def add(self, sentences: Sequence[LabelledSentence]) -> None:
        """Adds the next document; every label of its sentences is one of its values."""
        self._sentence_count_of_document.append(len(sentences))
        for sentence in sentences:
            self._paragraph_of_sentence.append(sentence.paragraph)
            self._labels["actor"].add(sentence.actors)
            self._labels["topic"].add(sentence.topics)

    def write(self, file: ArrayFileWriter, columns: Mapping[str, LabelledColumn]) -> None:
        """Writes them; `columns` are the values of the documents, by field."""
        sentences = self._sentences()
        write_sentences(file, sentences)
        for name, labels in self._labels.items():
            write_mentions(file, name, _mention_column(labels, columns[name], sentences))

    def _sentences(self) -> SentenceColumn:
        start_of_document = starts_of(array_of(self._sentence_count_of_document))
        paragraph = np.array(self._paragraph_of_sentence, dtype=np.int64)
        begins_paragraph = np.ones(len(paragraph) + 1, dtype=bool)
        begins_paragraph[1:-1] = paragraph[1:] != paragraph[:-1]
        begins_paragraph[start_of_document] = True
        return SentenceColumn(start_of_document, np.flatnonzero(begins_paragraph))


def _mention_column(labels: Numbering, labelled: LabelledColumn, sentences: SentenceColumn) -> MentionColumn:
    """The mentions by slot, that is by document and then by value, and within a slot in the order of the text."""
    counts = labels.counts()
    sentence = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    document = sentences.document_of_unit["sentence"][sentence]
    column = labelled.column
    of_slot = column.document_of_slot.astype(np.int64) << 32 | column.value_of_slot.astype(np.int64)
    slot = np.searchsorted(of_slot, document.astype(np.int64) << 32 | labels.ranks(labelled.values))
    starts = starts_of(np.bincount(slot, minlength=len(of_slot)))
    return MentionColumn(starts, sentence[np.argsort(slot, kind="stable")], sentences)


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
