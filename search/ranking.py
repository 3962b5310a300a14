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

    def best(self, chosen: DocumentSet, count: int) -> tuple[Documents, Scores]:
        """At least the `count` first of these documents, all of which match, ascending; and their scores."""
        if self._is_by_one_word:
            return self._evaluation.best(chosen, count)
        return chosen.documents, self.scores(chosen.documents)

    @property
    def _is_by_one_word(self) -> bool:
        """The order by a single word can be told from the texts: it is left so."""
        return sum(weight > 0 for weight in self._weights.values()) < 2

    def scores(self, documents: Documents) -> Scores:
        """The score of each of these documents, which ascend and match."""
        if self._is_by_one_word:
            return self._evaluation.scores(documents)
        matched = self._matched.documents
        scores = self._evaluation.scores(matched)
        if not scores.any():  # names and dates alone: no document is more about them than another
            return scores[np.searchsorted(matched, documents)]
        again, added = self._index.remembered(("feedback", self._key), lambda: self._from_feedback(matched, scores))
        scores[np.searchsorted(matched, again)] += added
        return scores[np.searchsorted(matched, documents)]

    def _from_feedback(self, matched: Documents, scores: Scores) -> tuple[Documents, Scores]:
        """The documents that are ranked again, ascending, and what is added to the score of each."""
        best = _best(scores, _RANKED_AGAIN)
        weight = _WEIGHT * max(self._weights.values())
        words = _feedback(self._index, matched, scores, best[:_DOCUMENTS], weight)
        again = matched[np.sort(best)]
        if not words:
            return again, np.zeros(len(again), dtype=np.float32)
        return again, self._index.evaluation(compile_words(words)).scores(again)


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
