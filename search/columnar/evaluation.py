"""
A Whoosh query tree -> the documents that match, and their scores, by operations on whole arrays.

Matching comes first, for the whole tree; scores are computed afterwards, only for the documents that are asked for.
What each query does:

    Term, Inflections, PatternWords, FuzzyWords    one word: scored by BM25 from how often any of its terms occurs
    AcrossFields                                   one word in several fields: scored by BM25F
    Prefix, Wildcard, FuzzyTerm, TermRange ...     score their boost, or the sum of their terms if not `constantscore`
    Phrase                                         words in order; scores the sum of its words
    Near, Within, Dates, OneOf                     decide what is found; score nothing
    And, Or, DisjunctionMax                        score the sum (the largest) of their parts that match
    AndNot, Require, AndMaybe, Not                 as in Whoosh; what is excluded or required scores nothing
    Every, ConstantScoreQuery                      score a constant

Any other query is left to Whoosh, which walks its own matchers over the same arrays.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from whoosh import query as whoosh_query
from whoosh.query import Query

from search.columnar import queries
from search.columnar.arrays import Array, Documents, Integers, Mask, Scores
from search.columnar.days import FIRST_DAY, LAST_DAY
from search.columnar.expansion import expanded
from search.columnar.matched import Matched, all_of, any_of, at_least, everything, nothing, without
from search.columnar.places import Ground, Spans, in_a_row, in_one_unit, in_order, near_each_other
from search.columnar.reading import OpenIndex
from search.columnar.scoring import bm25
from search.columnar.segment import Segment
from search.columnar.words import Occurrences, documents_with, occurrences_of
from search.errors import SearchTooLong
from search.schema import TEXT_FIELDS

# Above a third of a segment, scores are computed for all of it: work on whole arrays needs no look-ups.
_DENSE = 3


class Evaluation:
    """One query over one index. What it finds out is kept until it is dropped; it belongs to one thread.

    Matching past the `deadline`, a moment of the monotonic clock, raises SearchTooLong at the next part of the query.
    """

    def __init__(self, index: OpenIndex, query: Query, deadline: float = math.inf) -> None:
        self.index, self.query, self.deadline = index, query, deadline
        self._terms: dict[int, list[Integers]] = {}
        self._document_counts: dict[int, int] = {}
        self._single_terms: dict[tuple[str, str | bytes, float], Query] = {}
        self._parts = [SegmentEvaluation(self, number, segment) for number, segment in enumerate(index.segments)]

    def mask(self) -> Mask:
        """The live documents that match: bool[documents of the index]."""
        masks = [part.live(part.match(self.query)).mask for part in self._parts]
        return masks[0] if len(masks) == 1 else np.concatenate([*masks, np.empty(0, dtype=bool)])

    def scores(self, documents: Documents) -> Scores:
        """The score of each of these documents, which ascend; 0 for one that does not match."""
        pieces = [
            part.scores(self.query, documents[first:last] - part.base)
            for part, (first, last) in zip(self._parts, self.index.split(documents), strict=True)
        ]
        return pieces[0] if len(pieces) == 1 else np.concatenate([*pieces, np.empty(0, dtype=np.float32)])

    # --- what concerns all segments ---

    def term(self, field: str, text: str | bytes, boost: float = 1.0) -> Query:
        """The query for a single term; always the same object, since what is found out is kept by identity."""
        return self._single_terms.setdefault((field, text, boost), whoosh_query.Term(field, text, boost))

    def words(self, query: Any) -> list[Query]:
        """The queries for the words of a Phrase or Near."""
        return [self.term(query.fieldname, word) for word in query.words]

    def terms(self, query: Query, segment: int) -> Integers:
        """The numbers of the terms that a query for words stands for in one segment."""
        if id(query) not in self._terms:
            self._terms[id(query)] = expanded(query, self.index.segments, self.index.whoosh_reader)
        return self._terms[id(query)][segment]

    def word_count(self, query: Query) -> int:
        """How many different words a query for words stands for, in all segments together."""
        numbers = [self.terms(query, number) for number in range(len(self.index.segments))]
        if len(numbers) == 1:
            return len(numbers[0])
        lexicons = [segment.fields[query.field()].lexicon for segment in self.index.segments]
        return len({lexicon.term(n) for lexicon, found in zip(lexicons, numbers, strict=True) for n in found.tolist()})

    def document_count(self, query: Query) -> int:
        """How many live documents match."""
        if id(query) not in self._document_counts:
            self._document_counts[id(query)] = sum(part.document_count(query) for part in self._parts)
        return self._document_counts[id(query)]


class SegmentEvaluation:
    """One query over one segment."""

    def __init__(self, whole: Evaluation, number: int, segment: Segment) -> None:
        self._whole, self._number, self._segment = whole, number, segment
        self._index = whole.index
        self.base = self._index.bases[number]
        self._size = segment.document_count
        self._matched: dict[int, Matched] = {}
        self._occurrences: dict[int, Occurrences] = {}
        self._scored_by_whoosh: dict[int, Array] = {}

    # --- matching ---

    def match(self, query: Query) -> Matched:
        """The documents of the segment that match, deleted ones included."""
        if id(query) not in self._matched:
            if time.monotonic() > self._whole.deadline:
                raise SearchTooLong("this search takes too long; ask with fewer words, or without * and ~")
            self._matched[id(query)] = _for(query, _MATCHING, SegmentEvaluation._match_by_whoosh)(self, query)
        return self._matched[id(query)]

    def live(self, matched: Matched) -> Matched:
        """The documents without the deleted ones."""
        if self._segment.deleted is None:
            return matched
        return all_of([matched, Matched(self._size, mask=self._segment.live)])

    def document_count(self, query: Query) -> int:
        if isinstance(query, whoosh_query.Term) and self._segment.deleted is None:
            field = self._segment.fields[query.fieldname]
            return sum(field.document_count_with(term) for term in self._whole.terms(query, self._number).tolist())
        return len(self.live(self.match(query)))

    def _match_words(self, query: Query) -> Matched:
        terms = self._whole.terms(query, self._number)
        return documents_with(self._segment.fields[query.field()], terms) if len(terms) else nothing(self._size)

    def _match_parts(self, parts: Sequence[Query]) -> list[Matched]:
        return [self.match(part) for part in parts]

    def _match_all(self, query: Any) -> Matched:
        return all_of(self._match_parts(query.subqueries)) if len(query.subqueries) else nothing(self._size)

    def _match_any(self, query: Any) -> Matched:
        parts = self._match_parts(query.subqueries)
        if getattr(query, "minmatch", 0) > 1:
            return at_least(parts, query.minmatch, self._size)
        return any_of(parts, self._size)

    def _match_not(self, query: Any) -> Matched:
        return without(everything(self._size), self.match(query.query))

    def _match_and_not(self, query: Any) -> Matched:
        return without(self.match(query.a), self.match(query.b))

    def _match_require(self, query: Any) -> Matched:
        return all_of(self._match_parts([query.a, query.b]))

    def _match_first(self, query: Any) -> Matched:
        return self.match(query.a)

    def _match_child(self, query: Any) -> Matched:
        return self.match(query.child)

    def _match_every(self, query: Any) -> Matched:
        if query.fieldname in self._segment.values:
            return Matched(self._size, mask=self._segment.values[query.fieldname].is_present)
        if query.fieldname in self._segment.length_of_document:
            return Matched(self._size, mask=self._segment.length_of_document[query.fieldname] > 0)
        return nothing(self._size) if query.fieldname else everything(self._size)

    def _match_nothing(self, query: Any) -> Matched:
        return nothing(self._size)

    def _match_dates(self, query: queries.Dates) -> Matched:
        first, last = query.range.first_day, query.range.last_day
        days = self._segment.days[query.clock]
        mask = days.overlapping(first.toordinal() if first else FIRST_DAY, last.toordinal() if last else LAST_DAY)
        return Matched(self._size, mask=mask)

    def _match_one_of(self, query: queries.OneOf) -> Matched:
        numbers = np.unique(np.array(query.documents, dtype=np.intp)) - self.base
        return Matched(self._size, documents=numbers[(numbers >= 0) & (numbers < self._size)])

    # --- matching by places ---

    def _match_phrase(self, query: Any) -> Matched:
        words = self._whole.words(query)
        candidates = self._all_words(words)
        if len(words) < 2 or not len(candidates):
            return candidates
        ground = self._ground(query.fieldname, query.slop + 1)
        places = [self._places(word, candidates, ground) for word in words]
        found = in_a_row(places) if query.slop == 1 else in_order(places, query.slop)
        return Matched(self._size, documents=ground.documents(found))

    def _match_near(self, query: queries.Near) -> Matched:
        candidates = self._all_words(self._whole.words(query))
        if not len(candidates):
            return candidates
        ground = self._ground(query.fieldname, query.distance + 1)
        return Matched(self._size, documents=ground.documents(self._near_spans(query, candidates, ground).last))

    def _match_within(self, query: queries.Within) -> Matched:
        mark = self._whole.term(query.fieldname, queries.BOUNDARY_OF_SCOPE[query.scope])
        candidates = all_of(self._match_parts([*query.parts, mark]))
        if not len(candidates):
            return candidates
        ground = self._ground(query.fieldname, 1 + max(map(_widest, query.parts)))
        # A word's places may lie in other documents too; there they would fall into the last unit before them.
        every = (self._spans(part, candidates, ground) for part in query.parts)
        spans = [of_part.of(candidates.contains(ground.document_of_place(of_part.first))) for of_part in every]
        found = in_one_unit(spans, self._places(mark, candidates, ground))
        return Matched(self._size, documents=ground.documents(found))

    def _all_words(self, words: Sequence[Query]) -> Matched:
        """The documents with all the words, rarest first, so that the search ends where a word is missing."""
        matched = self._match_parts(words)
        return all_of(matched) if matched else nothing(self._size)

    def _ground(self, field: str, gap: int) -> Ground:
        return Ground.of(self._index.first_words(self._number, field), gap)

    def _places(self, word: Query, candidates: Matched, ground: Ground) -> Integers:
        """Where a single term stands in the candidates, all of which hold it."""
        field = self._segment.fields[word.field()]
        term = int(self._whole.terms(word, self._number)[0])
        return ground.places(field.postings(term), field.positions(term), candidates.documents)

    def _spans(self, query: Any, candidates: Matched, ground: Ground) -> Spans:
        """Where a word, a phrase, or a choice among them stands in the candidates."""
        if isinstance(query, whoosh_query.Or):
            return Spans.merged([self._spans(part, candidates, ground) for part in query.subqueries])
        if isinstance(query, whoosh_query.Phrase | queries.Near):
            return self._joint_spans(query, candidates, ground)
        terms = self._whole.terms(query, self._number).tolist()
        return Spans.merged([_NO_SPANS, *(self._term_spans(query.field(), t, candidates, ground) for t in terms)])

    def _term_spans(self, fieldname: str, term: int, candidates: Matched, ground: Ground) -> Spans:
        field = self._segment.fields[fieldname]
        postings = field.postings(term)
        chosen = postings.documents[candidates.contains(postings.documents)]
        places = ground.places(postings, field.positions(term), chosen)
        return Spans(places, places)

    def _joint_spans(self, query: Any, candidates: Matched, ground: Ground) -> Spans:
        """The spans of several words that stand in a row or near each other."""
        holding = all_of([candidates, self._all_words(self._whole.words(query))])
        if not len(holding):
            return _NO_SPANS
        if isinstance(query, queries.Near):
            return self._near_spans(query, holding, ground)
        first = in_a_row([self._places(word, holding, ground) for word in self._whole.words(query)])
        return Spans(first, first + len(query.words) - 1)

    def _near_spans(self, query: queries.Near, candidates: Matched, ground: Ground) -> Spans:
        wanted = Counter(query.words)
        words = [self._whole.term(query.fieldname, word) for word in wanted]
        places = [self._places(word, candidates, ground) for word in words]
        return near_each_other(places, list(wanted.values()), query.distance)

    # --- scoring ---

    def scores(self, query: Query, documents: Documents) -> Scores:
        """The scores of these documents of the segment, which ascend."""
        wanted = Wanted(self._size, documents)
        scores = self._score(query, wanted)
        if scores is None:
            return np.zeros(len(documents), dtype=np.float32)
        return scores[documents] if wanted.is_dense else scores

    def _score(self, query: Query, wanted: Wanted) -> Scores | None:
        """Scores in the order of the wanted documents, 0 where the query does not match; None where all are 0."""
        scores: Scores | None = _for(query, _SCORING, SegmentEvaluation._score_by_whoosh)(self, query, wanted)
        return scores

    def _score_words(self, query: Any, wanted: Wanted) -> Scores | None:
        if query.boost == 0:
            return None
        if query.field() not in TEXT_FIELDS:
            return self._constant(query, wanted, query.boost)
        found = self._occurrences_of(query)
        if not len(found.documents):
            return None
        factor = self._index.idf(self._whole.document_count(query)) * (self._index.weighting.k1 + 1) * query.boost
        penalty = self._index.penalties(self._number, query.field())
        return bm25(wanted.spread(found), wanted.gathered(penalty), factor)

    def _occurrences_of(self, query: Any) -> Occurrences:
        if id(query) not in self._occurrences:
            terms = self._whole.terms(query, self._number)
            field = self._segment.fields[query.field()]
            self._occurrences[id(query)] = occurrences_of(field, terms, self._weights(query, terms))
        return self._occurrences[id(query)]

    def _weights(self, query: Any, terms: Integers) -> Array | None:
        """What an occurrence of each term counts: another form of a word may count less than the form typed."""
        inflected = self._index.weighting.inflected
        if not isinstance(query, queries.Inflections) or inflected == 1 or not len(terms):
            return None
        typed = self._segment.fields[query.field()].lexicon.number(query.text.encode("utf-8", "surrogatepass"))
        return np.where(terms == (-1 if typed is None else typed), 1, inflected).astype(np.float32)

    def _score_across(self, query: queries.AcrossFields, wanted: Wanted) -> Scores | None:
        """BM25F: frequencies are divided by relative length and weighted field by field, then taken as one."""
        if query.boost == 0:
            return None
        total: Array | None = None
        for part in query.subqueries:
            found = self._occurrences_of(part)
            if len(found.documents):
                relative = self._index.relative_lengths(self._number, part.field())
                added = wanted.spread(found) * np.float32(part.boost) / wanted.gathered(relative)
                total = added if total is None else total + added
        if total is None:
            return None
        factor = self._index.idf(self._whole.document_count(query)) * (self._index.weighting.k1 + 1) * query.boost
        return bm25(total, np.float32(self._index.weighting.k1), factor)

    def _score_many(self, query: Any, wanted: Wanted) -> Scores | None:
        """Queries of Whoosh that stand for many words: a constant, or the sum of the words."""
        if getattr(query, "constantscore", False):
            return self._constant(query, wanted, query.boost)
        lexicon = self._segment.fields[query.field()].lexicon
        terms = self._whole.terms(query, self._number).tolist()
        return self._sum([self._whole.term(query.field(), lexicon.term(t), query.boost) for t in terms], wanted)

    def _score_phrase(self, query: Any, wanted: Wanted) -> Scores | None:
        words = self._whole.words(query)
        scores = self._sum(words, wanted)
        return None if scores is None else self._only(self.match(query), scores * np.float32(query.boost), wanted)

    def _score_parts(self, query: Any, wanted: Wanted) -> Scores | None:
        scores = self._sum(query.subqueries, wanted)
        if scores is None:
            return None
        scores = scores if query.boost == 1 else scores * np.float32(query.boost)
        return self._only(self.match(query), scores, wanted)

    def _score_any(self, query: Any, wanted: Wanted) -> Scores | None:
        if query.minmatch > 1:
            return self._score_parts(query, wanted)
        scores = self._sum(query.subqueries, wanted)
        return scores if scores is None or query.boost == 1 else scores * np.float32(query.boost)

    def _sum(self, parts: Sequence[Query], wanted: Wanted) -> Scores | None:
        """In the order of the parts: the same sum whatever the segment, to the last bit."""
        total: Scores | None = None
        for part in parts:
            scores = self._score(part, wanted)
            total = scores if total is None else total if scores is None else total + scores
        return total

    def _score_largest(self, query: Any, wanted: Wanted) -> Scores | None:
        parts = [found for part in query.subqueries if (found := self._score(part, wanted)) is not None]
        if not parts:
            return None
        largest: Scores = np.max(parts, axis=0)
        if query.tiebreak:
            largest = largest + np.float32(query.tiebreak) * (np.sum(parts, axis=0, dtype=np.float32) - largest)
        return largest * np.float32(query.boost)

    def _score_first_only(self, query: Any, wanted: Wanted) -> Scores | None:
        scores = self._score(query.a, wanted)
        return None if scores is None else self._only(self.match(query), scores, wanted)

    def _score_and_maybe(self, query: Any, wanted: Wanted) -> Scores | None:
        scores = self._sum([query.a, query.b], wanted)
        return None if scores is None else self._only(self.match(query), scores, wanted)

    def _score_every(self, query: Any, wanted: Wanted) -> Scores | None:
        return self._constant(query, wanted, query.boost)

    def _score_constant(self, query: Any, wanted: Wanted) -> Scores | None:
        return self._constant(query, wanted, query.score)

    def _score_nothing(self, query: Any, wanted: Wanted) -> Scores | None:
        return None

    def _constant(self, query: Query, wanted: Wanted, score: float) -> Scores | None:
        return wanted.gathered(self.match(query).mask).astype(np.float32) * np.float32(score) if score else None

    def _only(self, matched: Matched, scores: Scores, wanted: Wanted) -> Scores:
        """The scores of documents that match, 0 for the others."""
        return scores * wanted.gathered(matched.mask)

    # --- what only Whoosh knows ---

    def _match_by_whoosh(self, query: Query) -> Matched:
        documents, scores = self._index.by_whoosh(query, self._number)
        self._scored_by_whoosh[id(query)] = scores
        return Matched(self._size, documents=documents)

    def _score_by_whoosh(self, query: Query, wanted: Wanted) -> Scores | None:
        documents = self.match(query).documents
        return wanted.spread(Occurrences(documents, self._scored_by_whoosh[id(query)])).astype(np.float32)


_NO_SPANS = Spans(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def _widest(query: Any) -> int:
    """The greatest distance that words may stand apart in a query, or in a choice of queries."""
    if isinstance(query, whoosh_query.Or):
        return max(map(_widest, query.subqueries), default=0)
    return int(query.distance) if isinstance(query, queries.Near) else 0


class Wanted:
    """The documents of a segment to be scored, and arrays in their order; if they are many, in that of the segment."""

    def __init__(self, size: int, documents: Documents) -> None:
        self._size, self._documents = size, documents
        self.is_dense = len(documents) * _DENSE > size

    def gathered(self, value_of_document: Array) -> Array:
        return value_of_document if self.is_dense else value_of_document[self._documents]

    def spread(self, found: Occurrences) -> Array:
        """Frequencies in the order of the wanted documents, 0 where the word does not occur."""
        if not self.is_dense and len(self._documents) * 16 < len(found.documents):
            places = np.minimum(np.searchsorted(found.documents, self._documents), len(found.documents) - 1)
            return np.where(found.documents[places] == self._documents, found.frequencies[places], 0)
        table = np.zeros(self._size, dtype=found.frequencies.dtype)
        table[found.documents] = found.frequencies
        return self.gathered(table)


_MATCHING: dict[type, Callable[..., Any]] = {
    queries.AcrossFields: SegmentEvaluation._match_any,
    queries.Dates: SegmentEvaluation._match_dates,
    queries.OneOf: SegmentEvaluation._match_one_of,
    queries.Near: SegmentEvaluation._match_near,
    queries.Within: SegmentEvaluation._match_within,
    whoosh_query.Term: SegmentEvaluation._match_words,
    whoosh_query.MultiTerm: SegmentEvaluation._match_words,
    whoosh_query.Phrase: SegmentEvaluation._match_phrase,
    whoosh_query.And: SegmentEvaluation._match_all,
    whoosh_query.Or: SegmentEvaluation._match_any,
    whoosh_query.DisjunctionMax: SegmentEvaluation._match_any,
    whoosh_query.Not: SegmentEvaluation._match_not,
    whoosh_query.AndNot: SegmentEvaluation._match_and_not,
    whoosh_query.Require: SegmentEvaluation._match_require,
    whoosh_query.AndMaybe: SegmentEvaluation._match_first,
    whoosh_query.Every: SegmentEvaluation._match_every,
    whoosh_query.ConstantScoreQuery: SegmentEvaluation._match_child,
    type(whoosh_query.NullQuery): SegmentEvaluation._match_nothing,
}
_SCORING: dict[type, Callable[..., Any]] = {
    queries.AcrossFields: SegmentEvaluation._score_across,
    queries.Dates: SegmentEvaluation._score_nothing,
    queries.OneOf: SegmentEvaluation._score_nothing,
    queries.Near: SegmentEvaluation._score_nothing,
    queries.Within: SegmentEvaluation._score_nothing,
    queries.Inflections: SegmentEvaluation._score_words,
    queries.Expansion: SegmentEvaluation._score_words,
    whoosh_query.Term: SegmentEvaluation._score_words,
    whoosh_query.MultiTerm: SegmentEvaluation._score_many,
    whoosh_query.Phrase: SegmentEvaluation._score_phrase,
    whoosh_query.And: SegmentEvaluation._score_parts,
    whoosh_query.Or: SegmentEvaluation._score_any,
    whoosh_query.DisjunctionMax: SegmentEvaluation._score_largest,
    whoosh_query.Not: SegmentEvaluation._score_nothing,
    whoosh_query.AndNot: SegmentEvaluation._score_first_only,
    whoosh_query.Require: SegmentEvaluation._score_first_only,
    whoosh_query.AndMaybe: SegmentEvaluation._score_and_maybe,
    whoosh_query.Every: SegmentEvaluation._score_every,
    whoosh_query.ConstantScoreQuery: SegmentEvaluation._score_constant,
    type(whoosh_query.NullQuery): SegmentEvaluation._score_nothing,
}


def _for(query: Query, table: dict[type, Callable[..., Any]], otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """The entry for the class of the query or the nearest of its bases."""
    if isinstance(query, whoosh_query.Or) and query.scale:
        return otherwise
    return next((table[base] for base in type(query).__mro__ if base in table), otherwise)
