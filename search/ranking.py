"""
Documents that match -> the scores that order them: BM25F, and the words that the best of them share.

The best documents of a first ranking say what else is written about its subject. Their words are looked for in the best
thousand, and count less than those typed (Rocchio's feedback, with the first documents taken for relevant; see Manning,
Raghavan and Schütze, "Introduction to Information Retrieval" (2008), chapter 9). What is found never changes by it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping

import numpy as np

from search.columnar.arrays import Documents, Scores
from search.columnar.documents import DocumentSet
from search.columnar.evaluation import Evaluation
from search.columnar.index import ColumnarIndex
from search.query import compile_words
from search.telling import documents_with, roots_of, saturated

_DOCUMENTS = 5  # of the first ranking that are taken for relevant
_FEWEST = 2  # of them must share a word
_WORDS = 15  # that they share are added
_WEIGHT = 0.8  # of the first of these, where a typed word has 1
_RANKED_AGAIN = 1000  # documents; those behind them stay as they are
_CHARACTERS = 2000  # of a body are read: reports say first what they are about


class Ranking:
    """The scores of one search. They depend on the query and the collection, never on what is ticked."""

    def __init__(
        self,
        index: ColumnarIndex,
        evaluation: Evaluation,
        matched: DocumentSet,
        weights: Mapping[str, float],
        key: Hashable,
    ) -> None:
        """`matched` has every document that matches; `weights` those of the terms that were typed; `key` names the
        query, so that its next page and its ticks need no second look at the best documents."""
        self._index, self._evaluation, self._matched = index, evaluation, matched
        self._weights, self._key = weights, key
        self._first: tuple[Documents, Scores] | None = None

    def best(self, chosen: DocumentSet, count: int) -> tuple[Documents, Scores]:
        """At least the `count` first of these documents, all of which match, ascending; and their scores.

        Feedback takes nothing away, so that a document it adds nothing to must be among the first without it.
        """
        if self._is_by_one_word:
            return self._evaluation.best(chosen, count)
        again, added = self._feedback()
        documents, scores = self._best_without_feedback(chosen, count)
        if len(documents) < len(chosen):
            documents = np.union1d(documents, again[chosen.contains(again)])
            scores = self._evaluation.scores(documents)
        return documents, _raised(documents, scores, again, added)

    def _best_without_feedback(self, chosen: DocumentSet, count: int) -> tuple[Documents, Scores]:
        if self._first is not None and chosen is self._matched and count <= _RANKED_AGAIN:
            return self._first
        return self._evaluation.best(chosen, count)

    @property
    def _is_by_one_word(self) -> bool:
        """The order by a single word can be told from the texts: it is left so."""
        return sum(weight > 0 for weight in self._weights.values()) < 2

    def scores(self, documents: Documents) -> Scores:
        """The score of each of these documents, which ascend and match."""
        scores = self._evaluation.scores(documents)
        return scores if self._is_by_one_word else _raised(documents, scores, *self._feedback())

    def _feedback(self) -> tuple[Documents, Scores]:
        """The documents that are ranked again, ascending, and what is added to the score of each."""
        return self._index.remembered(("feedback", self._key), self._from_feedback)

    def _from_feedback(self) -> tuple[Documents, Scores]:
        self._first = documents, scores = self._evaluation.best(self._matched, _RANKED_AGAIN)
        if not scores.any():  # names and dates alone: no document is more about them than another
            return documents[:0], scores[:0]
        best = _best(scores, _RANKED_AGAIN)
        weight = _WEIGHT * max(self._weights.values())
        words = _feedback(self._index, documents, scores, best[:_DOCUMENTS], weight)
        again = documents[np.sort(best)]
        if not words:
            return again, np.zeros(len(again), dtype=np.float32)
        return again, self._index.evaluation(compile_words(words)).scores(again)


def _raised(documents: Documents, scores: Scores, again: Documents, added: Scores) -> Scores:
    """The scores of documents with what is added to some of them; both ascend."""
    raised = scores.copy()
    _, places, of_added = np.intersect1d(documents, again, assume_unique=True, return_indices=True)
    raised[places] += added[of_added]
    return raised


def _best(scores: Scores, count: int) -> Documents:
    """The places of the highest scores, best first; the earlier document of two that are equal."""
    if len(scores) > count:
        bound = np.partition(scores, len(scores) - count)[len(scores) - count]
        places = np.flatnonzero(scores >= bound)
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")][:count]


def _feedback(
    index: ColumnarIndex, documents: Documents, scores: Scores, best: Documents, weight: float
) -> Mapping[str, float]:
    """The words that tell the best documents apart from others, with their weights; `weight` is that of the first."""
    total: dict[str, float] = defaultdict(float)
    sharing: Counter[str] = Counter()
    forms: dict[str, frozenset[str]] = defaultdict(frozenset)
    share = scores[best] / max(float(scores[best].sum()), 1e-9)
    for place, part in zip(best.tolist(), share.tolist(), strict=True):
        for root, found in roots_of(index, int(documents[place]), _CHARACTERS).items():
            total[root] += part * saturated(index, found.frequency)
            sharing[root] += 1
            forms[root] |= found.forms
    telling = {
        root: value * index.idf(documents_with(index, forms[root]))
        for root, value in total.items()
        if sharing[root] >= _FEWEST
    }
    first = sorted(telling.items(), key=lambda item: (-item[1], item[0]))[:_WORDS]
    return {min(forms[root]): weight * value / first[0][1] for root, value in first}
