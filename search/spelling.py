"""A word that is rare in the collection -> the frequent words that it may have been meant for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

_FEWEST_DOCUMENTS = 2  # a word of a single document is as likely a slip of the writer's
_TIMES_AS_FREQUENT = 5
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class _Length:
    """The words of one length, with the documents that hold each, in parallel."""

    words: Sequence[str]
    document_count_of_word: np.ndarray[tuple[int], np.dtype[np.intp]]


class Spelling:
    """The words of a collection by length: a respelling changes it by two at most, so most need no look."""

    def __init__(self, document_frequencies: Iterable[tuple[str, int]]) -> None:
        words: dict[int, list[str]] = defaultdict(list)
        counts: dict[int, list[int]] = defaultdict(list)
        for word, count in document_frequencies:
            if count >= _FEWEST_DOCUMENTS and len(word) > 2 and word.isalpha():
                words[len(word)].append(word)
                counts[len(word)].append(count)
        self._of_length = {
            length: _Length(tuple(found), np.array(counts[length], dtype=np.intp)) for length, found in words.items()
        }

    def respelt(self, word: str, documents_with: int) -> tuple[str, ...]:
        """Words one or two letters away that far more documents hold than this one, the likeliest first."""
        most = 1 if len(word) < 5 else 2
        found = [
            (distance, -count, other)
            for length in range(len(word) - most, len(word) + most + 1)
            for other, distance, count in self._near(word, length, most)
            if count >= _TIMES_AS_FREQUENT * documents_with and other != word
        ]
        return tuple(other for _, _, other in sorted(found)[:_SUGGESTED])

    def _near(self, word: str, length: int, most: int) -> list[tuple[str, int, int]]:
        """Words of one length with their distances and numbers of documents."""
        group = self._of_length.get(length)
        if group is None:
            return []
        distances = cdist([word], group.words, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0]
        return [
            (group.words[place], int(distances[place]), int(group.document_count_of_word[place]))
            for place in np.flatnonzero(distances <= most).tolist()
        ]
