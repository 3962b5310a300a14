"""Documents and their scores, some at a time -> those that may still be among the best."""

from __future__ import annotations

import math

import numpy as np

from search.columnar.arrays import Documents, Scores
from search.columnar.ranking import smallest


class Leaders:
    """At least the `count` best of all documents added, with all that equal the last of them.

    `floor` is a score that at least `count` of them have: a document below it need not be added.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self.floor = -math.inf
        self._documents: list[Documents] = []
        self._scores: list[Scores] = []
        self._kept, self._most = 0, 2 * count

    def add(self, documents: Documents, scores: Scores) -> None:
        if self.floor > -math.inf:
            is_kept = scores >= np.float32(self.floor)
            documents, scores = documents[is_kept], scores[is_kept]
        self._documents.append(documents)
        self._scores.append(scores)
        self._kept += len(documents)
        if self._kept > self._most:
            self._prune()
            self._most = 2 * max(self._count, self._kept)  # of many that are equal none can be left out

    def _prune(self) -> None:
        documents, scores = np.concatenate(self._documents), np.concatenate(self._scores)
        kept = smallest(-scores, self._count)
        self._documents, self._scores = [documents[kept]], [scores[kept]]
        self._kept = len(kept)
        self.floor = float(np.partition(scores[kept], self._kept - self._count)[self._kept - self._count])

    def ascending(self) -> tuple[Documents, Scores]:
        """The documents, in the order of their numbers, and their scores."""
        documents = np.concatenate([np.empty(0, dtype=np.intp), *self._documents])
        scores = np.concatenate([np.empty(0, dtype=np.float32), *self._scores])
        order = np.argsort(documents)
        return documents[order], scores[order]
