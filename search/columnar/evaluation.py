"""A Whoosh query tree over an index -> the documents that match, and their scores; see `matches` and `weighing`."""

from __future__ import annotations

import math

import numpy as np
from whoosh.query import Query

from search.columnar.arrays import Documents, Scores
from search.columnar.documents import DocumentSet, joined, numbered_on
from search.columnar.expansion import SearchWords
from search.columnar.matches import QueryMatches
from search.columnar.reading import OpenIndex
from search.columnar.weighing import SegmentScores, is_uniform

_DOCUMENTS_AT_ONCE = 1 << 15  # scored in one piece: arrays of 128 kB stay in the processor's cache


class Evaluation:
    """One query over one index. What it finds out is kept until it is dropped; it belongs to one thread.

    Matching comes first, for the whole tree; scores are computed afterwards, only for the documents that are asked for.
    Matching past the `deadline`, a moment of the monotonic clock, raises SearchTooLong at the next part of the query.
    """

    def __init__(
        self,
        index: OpenIndex,
        query: Query,
        deadline: float = math.inf,
        words: SearchWords | None = None,
        *,
        at_once: int = _DOCUMENTS_AT_ONCE,
    ) -> None:
        """`words` are what other queries of the same search have found out."""
        self.index, self.query = index, query
        self._matches = QueryMatches(index, deadline, words)
        self._scores = [SegmentScores(self._matches, number, at_once) for number in range(len(index.segments))]

    def matched(self) -> DocumentSet:
        """The live documents that match."""
        pieces = [segment.live(segment.match(self.query)) for segment in self._matches.segments]
        return DocumentSet(pieces, self.index.bases)

    def scores(self, documents: Documents) -> Scores:
        """The score of each of these documents, which ascend; 0 for one that does not match."""
        pieces = [
            scores.of(self.query, documents[first:last] - base)
            for scores, base, (first, last) in zip(
                self._scores, self.index.bases, self.index.split(documents), strict=False
            )
        ]
        return joined(pieces, np.float32)

    def best(self, chosen: DocumentSet, count: int) -> tuple[Documents, Scores]:
        """At least the `count` of these documents with the highest scores, ascending; and their scores.

        The documents match. All that equal the last of the best are given; most of the others are not.
        """
        pieces = [
            scores.best(self.query, piece, count) for scores, piece in zip(self._scores, chosen.pieces, strict=True)
        ]
        documents = numbered_on([documents for documents, _ in pieces], self.index.bases)
        return documents, joined([scores for _, scores in pieces], np.float32)

    @property
    def is_uniform(self) -> bool:
        """True where every document that matches has one score."""
        return is_uniform(self.query)

    def word_count(self, query: Query) -> int:
        """How many different words a query for words stands for, in all segments together."""
        return self._matches.words.count(query)
