"""
Documents that match a query -> their scores, by operations on whole arrays.

    Term, Inflections, PatternWords, FuzzyWords    one word: scored by BM25 from how often any of its terms occurs
    AcrossFields                                   one word in several fields: scored by BM25F
    Prefix, Wildcard, FuzzyTerm, TermRange ...     score their boost, or the sum of their terms if not `constantscore`
    Phrase                                         scores the sum of its words
    Near, Within, Dates, OneOf, Not                decide what is found; score nothing
    And, Or, DisjunctionMax                        score the sum (the largest) of their parts that match
    AndNot, Require, AndMaybe                      as in Whoosh; what is excluded or required scores nothing
    Every, ConstantScoreQuery                      score a constant

Documents are scored some thousands at a time: arrays of that size stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from whoosh import query as whoosh_query
from whoosh.query import Query

from search.columnar import queries
from search.columnar.arrays import Array, Documents, Integers, Scores
from search.columnar.leaders import Leaders
from search.columnar.matched import Matched, all_of, any_of
from search.columnar.matches import QueryMatches, step_for
from search.columnar.scoring import bm25
from search.columnar.stretch import DENSE, Stretch
from search.columnar.words import Occurrences, OccurrenceTable, occurrences_of
from search.schema import TEXT_FIELDS

_SLACK = 1.0001  # scores are rounded to single precision
_AT_FIRST = 2048  # documents of the most telling word are scored, to know what there is to be reached
_WORDS = (whoosh_query.Term, queries.Inflections, queries.Expansion)


class SegmentScores:
    """The scores of queries in one segment."""

    def __init__(self, whole: QueryMatches, number: int, at_once: int) -> None:
        """`whole` is what is found in all segments; `at_once` is how many documents are scored in one piece."""
        self._whole, self._matches, self._number = whole, whole.segments[number], number
        self._index, self._words, self._segment = whole.index, whole.words, whole.index.segments[number]
        self._at_once = at_once
        self._factors: dict[int, float] = {}
        self._occurrences: dict[int, Occurrences | OccurrenceTable] = {}

    def of(self, query: Query, documents: Documents) -> Scores:
        """The scores of these documents of the segment, which ascend: float32[documents]."""
        scores = np.zeros(len(documents), dtype=np.float32)
        for start in range(0, len(documents), self._at_once):
            piece = documents[start : start + self._at_once]
            scores[start : start + len(piece)] = self._of_piece(query, piece)
        return scores

    def best(self, query: Query, chosen: Matched, count: int) -> tuple[Documents, Scores]:
        """At least the `count` of these matching documents with the highest scores, ascending; and their scores.

        All that equal the last of them are among them; of the others, those that a look at their words rules out are
        left unscored (after Turtle and Flood, "Query evaluation: strategies and optimizations" (1995): MaxScore).
        """
        if len(chosen) <= self._at_once:
            return chosen.documents, self._of_matching_piece(query, chosen.documents)
        leaders = Leaders(count)
        parts = self._bounded_parts(query)
        if parts:
            self._lead_by_words(query, parts, chosen, leaders)
        else:
            self._lead(query, chosen, leaders)
        return leaders.ascending()

    def _lead_by_words(
        self, query: Query, parts: Sequence[tuple[float, Query]], chosen: Matched, leaders: Leaders
    ) -> None:
        """The documents of the most telling word set a floor; others need one of the words that can still reach it."""
        telling = all_of([chosen, self._with_any(parts[:1])]).documents[:_AT_FIRST]
        self._lead(query, Matched(chosen.size, documents=telling), leaders)
        rest = chosen.mask & self._with_any(parts[: _needed(parts, leaders.floor)]).mask
        rest[telling] = False
        self._lead(query, Matched(chosen.size, mask=rest), leaders)

    def _with_any(self, parts: Sequence[tuple[float, Query]]) -> Matched:
        return any_of([self._matches.match(part) for _, part in parts], self._matches.size)

    def _lead(self, query: Query, chosen: Matched, leaders: Leaders) -> None:
        if len(chosen) * DENSE > chosen.size:
            self._lead_all(query, chosen, leaders)
            return
        for start in range(0, len(chosen), self._at_once):
            piece = chosen.documents[start : start + self._at_once]
            leaders.add(piece, self._of_matching_piece(query, piece))

    def _lead_all(self, query: Query, chosen: Matched, leaders: Leaders) -> None:
        """The same where most documents are chosen: all are scored, and those that lead are looked up among them."""
        for start in range(0, chosen.size, self._at_once):
            wanted = Stretch(start, min(start + self._at_once, chosen.size))
            scores = self._score_matching(query, wanted)
            if scores is None:
                scores = np.zeros(len(wanted), dtype=np.float32)
            places = np.flatnonzero(scores >= np.float32(leaders.floor))
            places = places[chosen.mask[start + places]]
            leaders.add(start + places, scores[places])

    def _bounded_parts(self, query: Any) -> list[tuple[float, Query]]:
        """The words of a choice of words, each with a score that it never exceeds, the highest first; else none."""
        if type(query) is not whoosh_query.Or or query.minmatch > 1 or query.scale:
            return []
        if not all(map(_is_bounded, query.subqueries)):
            return []
        bounded = [(self._bound(part) * query.boost, part) for part in query.subqueries]
        return sorted(bounded, key=lambda bound: -bound[0])

    def _bound(self, query: Any) -> float:
        """More than any document scores for a word: idf times k1 + 1, to which BM25 grows with the frequency."""
        return _SLACK * self._factor(query)

    def _factor(self, query: Any) -> float:
        """What a word's share is multiplied by: idf * (k1 + 1) * boost."""
        if id(query) not in self._factors:
            idf = self._index.idf(self._whole.document_count(query))
            self._factors[id(query)] = idf * (self._index.weighting.k1 + 1) * float(query.boost)
        return self._factors[id(query)]

    def _of_piece(self, query: Query, documents: Documents) -> Scores:
        wanted = Stretch.of(documents)
        return self._in_order(self._score(query, wanted), wanted)

    def _of_matching_piece(self, query: Query, documents: Documents) -> Scores:
        wanted = Stretch.of(documents)
        return self._in_order(self._score_matching(query, wanted), wanted)

    def _in_order(self, scores: Scores | None, wanted: Stretch) -> Scores:
        """Scores in the order of the wanted documents."""
        if scores is None:
            return np.zeros(wanted.document_count, dtype=np.float32)
        return scores[wanted.places] if wanted.is_dense else scores

    def _score_matching(self, query: Any, wanted: Stretch) -> Scores | None:
        """The same as `_score` for documents that match, and anything for others: whether they do is not looked up."""
        match query:
            case whoosh_query.And():
                return self._boosted(self._sum(query.subqueries, wanted), query)
            case whoosh_query.Phrase():
                return self._boosted(self._sum(self._words.all_of(query), wanted), query)
            case whoosh_query.AndNot() | whoosh_query.Require():
                return self._score_matching(query.a, wanted)
        return self._score(query, wanted)

    def _score(self, query: Query, wanted: Stretch) -> Scores | None:
        """Scores in the order of the wanted documents, 0 where the query does not match; None where all are 0."""
        scores: Scores | None = step_for(query, _SCORING, SegmentScores._score_by_whoosh)(self, query, wanted)
        return scores

    def _score_words(self, query: Any, wanted: Stretch) -> Scores | None:
        if query.boost == 0:
            return None
        if query.field() not in TEXT_FIELDS:
            return self._constant(query, wanted, query.boost)
        found = self._occurrences_of(query)
        if found.are_none:
            return None
        penalty, factor = self._index.penalties(self._number, query.field()), self._factor(query)
        if wanted.is_dense and isinstance(found, Occurrences):
            within = found.between(wanted.first, wanted.after)
            return wanted.scattered(within.documents, bm25(within.frequencies, penalty.take(within.documents), factor))
        return bm25(wanted.spread(found), wanted.gathered(penalty), factor)

    def _occurrences_of(self, query: Any) -> Occurrences | OccurrenceTable:
        if id(query) not in self._occurrences:
            terms = self._words.terms(query, self._number)
            field, matched = self._segment.fields[query.field()], self._matches.match(query)
            self._occurrences[id(query)] = occurrences_of(field, terms, self._weights(query, terms), matched)
        return self._occurrences[id(query)]

    def _weights(self, query: Any, terms: Integers) -> Array | None:
        """What an occurrence of each term counts: another form of a word may count less than the form typed."""
        inflected = self._index.weighting.inflected
        if not isinstance(query, queries.Inflections) or inflected == 1 or not len(terms):
            return None
        typed = self._segment.fields[query.field()].lexicon.number(query.text.encode("utf-8", "surrogatepass"))
        return np.where(terms == (-1 if typed is None else typed), 1, inflected).astype(np.float32)

    def _score_across(self, query: queries.AcrossFields, wanted: Stretch) -> Scores | None:
        """BM25F: frequencies are divided by relative length and weighted field by field, then taken as one."""
        if query.boost == 0:
            return None
        total: Array | None = None
        for part in query.subqueries:
            found = self._occurrences_of(part)
            if not found.are_none:
                relative = self._index.relative_lengths(self._number, part.field())
                added = wanted.spread(found) * np.float32(part.boost) / wanted.gathered(relative)
                total = added if total is None else total + added
        if total is None:
            return None
        return bm25(total, np.float32(self._index.weighting.k1), self._factor(query))

    def _score_many(self, query: Any, wanted: Stretch) -> Scores | None:
        """Queries of Whoosh that stand for many words: a constant, or the sum of the words."""
        if getattr(query, "constantscore", False):
            return self._constant(query, wanted, query.boost)
        lexicon = self._segment.fields[query.field()].lexicon
        terms = self._words.terms(query, self._number).tolist()
        return self._sum([self._words.single(query.field(), lexicon.term(t), query.boost) for t in terms], wanted)

    def _score_phrase(self, query: Any, wanted: Stretch) -> Scores | None:
        return self._only(query, self._boosted(self._sum(self._words.all_of(query), wanted), query), wanted)

    def _score_parts(self, query: Any, wanted: Stretch) -> Scores | None:
        return self._only(query, self._boosted(self._sum(query.subqueries, wanted), query), wanted)

    def _score_any(self, query: Any, wanted: Stretch) -> Scores | None:
        if query.minmatch > 1:
            return self._score_parts(query, wanted)
        return self._boosted(self._sum(query.subqueries, wanted), query)

    def _boosted(self, scores: Scores | None, query: Any) -> Scores | None:
        return scores if scores is None or query.boost == 1 else scores * np.float32(query.boost)

    def _sum(self, parts: Sequence[Query], wanted: Stretch) -> Scores | None:
        """In the order of the parts: the same sum whatever the segment, to the last bit."""
        total: Scores | None = None
        for part in parts:
            scores = self._score(part, wanted)
            total = scores if total is None else total if scores is None else total + scores
        return total

    def _score_largest(self, query: Any, wanted: Stretch) -> Scores | None:
        parts = [found for part in query.subqueries if (found := self._score(part, wanted)) is not None]
        if not parts:
            return None
        largest: Scores = np.max(parts, axis=0)
        if query.tiebreak:
            largest = largest + np.float32(query.tiebreak) * (np.sum(parts, axis=0, dtype=np.float32) - largest)
        return largest * np.float32(query.boost)

    def _score_first_only(self, query: Any, wanted: Stretch) -> Scores | None:
        return self._only(query, self._score(query.a, wanted), wanted)

    def _score_and_maybe(self, query: Any, wanted: Stretch) -> Scores | None:
        return self._only(query, self._sum([query.a, query.b], wanted), wanted)

    def _score_every(self, query: Any, wanted: Stretch) -> Scores | None:
        return self._constant(query, wanted, query.boost)

    def _score_constant(self, query: Any, wanted: Stretch) -> Scores | None:
        return self._constant(query, wanted, query.score)

    def _score_nothing(self, query: Any, wanted: Stretch) -> Scores | None:
        return None

    def _constant(self, query: Query, wanted: Stretch, score: float) -> Scores | None:
        return (
            wanted.gathered(self._matches.match(query).mask).astype(np.float32) * np.float32(score) if score else None
        )

    def _only(self, query: Query, scores: Scores | None, wanted: Stretch) -> Scores | None:
        """The scores of documents that match, 0 for the others."""
        return None if scores is None else scores * wanted.gathered(self._matches.match(query).mask)

    def _score_by_whoosh(self, query: Query, wanted: Stretch) -> Scores | None:
        matched, scores = self._matches.scored_by_whoosh(query)
        return wanted.spread(Occurrences(matched.documents, scores)).astype(np.float32)


def is_uniform(query: Any) -> bool:
    """True where every document that matches has one score, so that scores tell nothing about their order."""
    step = step_for(query, _SCORING, SegmentScores._score_by_whoosh)
    if step is SegmentScores._score_many:
        return bool(getattr(query, "constantscore", False))
    return step in (SegmentScores._score_every, SegmentScores._score_constant, SegmentScores._score_nothing)


def _is_bounded(query: Any) -> bool:
    """True for a word in texts, whose score grows with its frequencies to a bound."""
    if isinstance(query, queries.AcrossFields):
        return all(map(_is_bounded, query.subqueries))
    return isinstance(query, _WORDS) and query.field() in TEXT_FIELDS


def _needed(parts: Sequence[tuple[float, Query]], floor: float) -> int:
    """How many of the words, the highest first, a document must have one of to reach the floor."""
    together, needed = 0.0, len(parts)
    for bound, _ in reversed(parts):
        together += bound
        if together >= floor:
            break
        needed -= 1
    return needed


_SCORING: dict[type, Callable[..., Any]] = {
    queries.AcrossFields: SegmentScores._score_across,
    queries.Dates: SegmentScores._score_nothing,
    queries.OneOf: SegmentScores._score_nothing,
    queries.Near: SegmentScores._score_nothing,
    queries.Within: SegmentScores._score_nothing,
    queries.Inflections: SegmentScores._score_words,
    queries.Expansion: SegmentScores._score_words,
    whoosh_query.Term: SegmentScores._score_words,
    whoosh_query.MultiTerm: SegmentScores._score_many,
    whoosh_query.Phrase: SegmentScores._score_phrase,
    whoosh_query.And: SegmentScores._score_parts,
    whoosh_query.Or: SegmentScores._score_any,
    whoosh_query.DisjunctionMax: SegmentScores._score_largest,
    whoosh_query.Not: SegmentScores._score_nothing,
    whoosh_query.AndNot: SegmentScores._score_first_only,
    whoosh_query.Require: SegmentScores._score_first_only,
    whoosh_query.AndMaybe: SegmentScores._score_and_maybe,
    whoosh_query.Every: SegmentScores._score_every,
    whoosh_query.ConstantScoreQuery: SegmentScores._score_constant,
    type(whoosh_query.NullQuery): SegmentScores._score_nothing,
}
