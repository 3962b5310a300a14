"""
Frequencies and lengths -> scores, by BM25.

    score(word, document) = idf(word) * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / average length))
    idf(word)             = ln(1 + (N - n + 0.5) / (n + 0.5))

after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the idf that Lucene
uses, which is never negative. N documents are live, n of them hold the word; averages are over live documents too, and
over all segments, so that no score depends on how documents are spread over segments.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.scoring import BaseScorer, WeightingModel

from search.columnar.arrays import Array, Scores
from search.schema import TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class Weighting:
    """The free parameters of BM25: k1, b by field, and what another form of a word counts beside the form typed."""

    k1: float = 1.8
    b: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({"title": 0.5, "body": 0.75}))
    inflected: float = 1.0


def idf(documents_with: int, documents: int) -> float:
    """The inverse document frequency of a word."""
    return math.log(1 + (documents - documents_with + 0.5) / (documents_with + 0.5))


def relative_lengths(length_of_document: Array, average: float, b: float) -> NDArray[np.float32]:
    """1 - b + b * length / average for each document: float32[documents], positive."""
    relative: NDArray[np.float32] = length_of_document.astype(np.float32) * np.float32(b / average) + np.float32(1 - b)
    return np.maximum(relative, np.float32(1e-6))


def bm25(frequencies: Array, penalty: NDArray[np.float32] | np.float32, factor: float) -> Scores:
    """factor * tf / (tf + penalty) for each document, 0 where the frequency is.

    `frequencies` and `penalty` (k1 times the relative length) run in parallel; `factor` is idf * (k1 + 1) * boost.
    """
    scores: Scores = frequencies.astype(np.float32)
    divisor = scores + penalty
    scores *= np.float32(factor)
    scores /= divisor
    return scores


# --- the same for Whoosh's own searcher ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TermStatistics:
    """What scoring a term needs to know about the whole index."""

    idf: float
    average_length: float


class WhooshWeighting(WeightingModel):  # type: ignore[misc]
    """Gives Whoosh's matchers the scores of the evaluator, one document at a time."""

    def __init__(self, weighting: Weighting, statistics_of: Any) -> None:
        self._weighting, self._statistics_of = weighting, statistics_of

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:
        if fieldname not in TEXT_FIELDS:
            return FrequencyScorer()
        statistics: TermStatistics = self._statistics_of(fieldname, text)
        return TermScorer(searcher, fieldname, self._weighting, statistics)


class FrequencyScorer(BaseScorer):  # type: ignore[misc]
    """Fields without lengths score 1 for each occurrence."""

    def score(self, matcher: Any) -> float:
        return float(matcher.weight())


class TermScorer(BaseScorer):  # type: ignore[misc]
    """BM25 of one term in one field."""

    def __init__(self, searcher: Any, fieldname: str, weighting: Weighting, statistics: TermStatistics) -> None:
        self._searcher, self._fieldname = searcher, fieldname
        self._k1, self._b, self._statistics = weighting.k1, weighting.b[fieldname], statistics

    def score(self, matcher: Any) -> float:
        length = self._searcher.doc_field_length(matcher.id(), self._fieldname)
        frequency = float(matcher.weight())
        relative = 1 - self._b + self._b * length / self._statistics.average_length
        score: float = self._statistics.idf * (self._k1 + 1) * frequency / (frequency + self._k1 * relative)
        return score
