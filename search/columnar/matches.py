"""
A Whoosh query tree -> the documents that match, by operations on whole arrays.

    Term, Inflections, PatternWords, FuzzyWords    the documents with any of the terms
    Phrase, Near, Within                           those where the words stand in order, near each other, in one unit
    And, Or, Not, AndNot, Require, AndMaybe        as in Whoosh
    Dates, OneOf, Every                            those with a day in a range, those listed, all

Any other query is left to Whoosh, which walks its own matchers over the same arrays.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from whoosh import query as whoosh_query
from whoosh.query import Query

from search.columnar import queries
from search.columnar.arrays import Array, Integers
from search.columnar.days import FIRST_DAY, LAST_DAY
from search.columnar.expansion import SearchWords
from search.columnar.matched import Matched, all_of, any_of, at_least, everything, nothing, without
from search.columnar.places import Ground, Spans, in_a_row, in_one_unit, in_order, near_each_other
from search.columnar.reading import OpenIndex
from search.columnar.words import documents_with
from search.errors import SearchTooLong

Step = Callable[..., Any]


class QueryMatches:
    """What one query matches in all segments. What it finds out is kept until it is dropped; for one thread.

    Matching past the `deadline`, a moment of the monotonic clock, raises SearchTooLong at the next part of the query.
    """

    def __init__(self, index: OpenIndex, deadline: float, words: SearchWords | None = None) -> None:
        """`words` may be shared with the other queries of a search."""
        self.index, self.words = index, words or SearchWords(index)
        self.segments = [SegmentMatches(index, number, self.words, deadline) for number in range(len(index.segments))]
        self._document_counts: dict[int, int] = {}

    def document_count(self, query: Query) -> int:
        """How many live documents match."""
        if id(query) not in self._document_counts:
            self._document_counts[id(query)] = sum(part.document_count(query) for part in self.segments)
        return self._document_counts[id(query)]


class SegmentMatches:
    """What queries match in one segment."""

    def __init__(self, index: OpenIndex, number: int, words: SearchWords, deadline: float) -> None:
        self.index, self.number, self.segment = index, number, index.segments[number]
        self.base = index.bases[number]
        self.size = self.segment.document_count
        self._words, self._deadline = words, deadline
        self._matched: dict[int, Matched] = {}
        self._scored_by_whoosh: dict[int, Array] = {}

    def match(self, query: Query) -> Matched:
        """The documents of the segment that match, deleted ones included."""
        if id(query) not in self._matched:
            if time.monotonic() > self._deadline:
                raise SearchTooLong("this search takes too long; ask with fewer words, or without * and ~")
            self._matched[id(query)] = self._found(query)
        return self._matched[id(query)]

    def _found(self, query: Query) -> Matched:
        step = step_for(query, _MATCHING, SegmentMatches._match_by_whoosh)
        if isinstance(query, _OF_WORDS):
            return self._words.matched(query, self.number, lambda: step(self, query))
        found: Matched = step(self, query)
        return found

    def live(self, matched: Matched) -> Matched:
        """The documents without the deleted ones."""
        return self.segment.only_live(matched)

    def document_count(self, query: Query) -> int:
        if isinstance(query, whoosh_query.Term) and self.segment.deleted is None:
            field = self.segment.fields[query.fieldname]
            return sum(field.document_count_with(term) for term in self._words.terms(query, self.number).tolist())
        return len(self.live(self.match(query)))

    def _match_words(self, query: Query) -> Matched:
        terms = self._words.terms(query, self.number)
        return documents_with(self.segment.fields[query.field()], terms) if len(terms) else nothing(self.size)

    def _match_parts(self, parts: Sequence[Query]) -> list[Matched]:
        return [self.match(part) for part in parts]

    def _match_all(self, query: Any) -> Matched:
        return all_of(self._match_parts(query.subqueries)) if len(query.subqueries) else nothing(self.size)

    def _match_any(self, query: Any) -> Matched:
        parts = self._match_parts(query.subqueries)
        if getattr(query, "minmatch", 0) > 1:
            return at_least(parts, query.minmatch, self.size)
        return any_of(parts, self.size)

    def _match_not(self, query: Any) -> Matched:
        return self.match(query.query).others

    def _match_and_not(self, query: Any) -> Matched:
        return without(self.match(query.a), self.match(query.b))

    def _match_require(self, query: Any) -> Matched:
        return all_of(self._match_parts([query.a, query.b]))

    def _match_first(self, query: Any) -> Matched:
        return self.match(query.a)

    def _match_child(self, query: Any) -> Matched:
        return self.match(query.child)

    def _match_every(self, query: Any) -> Matched:
        if query.fieldname in self.segment.values:
            return Matched(self.size, mask=self.segment.values[query.fieldname].is_present)
        if query.fieldname in self.segment.length_of_document:
            return Matched(self.size, mask=self.segment.length_of_document[query.fieldname] > 0)
        return nothing(self.size) if query.fieldname else everything(self.size)

    def _match_nothing(self, query: Any) -> Matched:
        return nothing(self.size)

    def _match_dates(self, query: queries.Dates) -> Matched:
        first, last = query.range.first_day, query.range.last_day
        days = self.segment.days[query.clock]
        mask = days.overlapping(first.toordinal() if first else FIRST_DAY, last.toordinal() if last else LAST_DAY)
        return Matched(self.size, mask=mask)

    def _match_one_of(self, query: queries.OneOf) -> Matched:
        numbers = np.unique(np.array(query.documents, dtype=np.intp)) - self.base
        return Matched(self.size, documents=numbers[(numbers >= 0) & (numbers < self.size)])

    # --- matching by places ---

    def _match_phrase(self, query: Any) -> Matched:
        words = self._words.all_of(query)
        candidates = self._all_words(words)
        if len(words) < 2 or not len(candidates):
            return candidates
        if query.slop == 1 and (pairs := self._pairs(query.fieldname, words)):
            candidates = all_of([candidates, *pairs])
            if len(words) == 2 or not len(candidates):
                return candidates
        ground = self._ground(query.fieldname, query.slop + 1)
        places = [self._places(word, candidates, ground) for word in words]
        found = in_a_row(places) if query.slop == 1 else in_order(places, query.slop)
        return Matched(self.size, documents=ground.documents(found))

    def _pairs(self, field: str, words: Sequence[Query]) -> list[Matched]:
        """For each two words in a row, both of the commonest, the documents in which one follows the other."""
        terms = [int(self._words.terms(word, self.number)[0]) for word in words]
        pairs = (self.segment.pairs[field].matched(*two) for two in pairwise(terms))
        return [matched for matched in pairs if matched is not None]

    def _match_near(self, query: queries.Near) -> Matched:
        candidates = self._all_words(self._words.all_of(query))
        if not len(candidates):
            return candidates
        ground = self._ground(query.fieldname, query.distance + 1)
        return Matched(self.size, documents=ground.documents(self._near_spans(query, candidates, ground).last))

    def _match_within(self, query: queries.Within) -> Matched:
        mark = self._words.single(query.fieldname, queries.BOUNDARY_OF_SCOPE[query.scope])
        candidates = all_of(self._match_parts([*query.parts, mark]))
        if not len(candidates):
            return candidates
        ground = self._ground(query.fieldname, 1 + max(map(_widest, query.parts)))
        # A word's places may lie in other documents too; there they would fall into the last unit before them.
        every = (self._spans(part, candidates, ground) for part in query.parts)
        spans = [of_part.of(candidates.contains(ground.document_of_place(of_part.first))) for of_part in every]
        found = in_one_unit(spans, self._places(mark, candidates, ground))
        return Matched(self.size, documents=ground.documents(found))

    def _all_words(self, words: Sequence[Query]) -> Matched:
        """The documents with all the words, rarest first, so that the search ends where a word is missing."""
        matched = self._match_parts(words)
        return all_of(matched) if matched else nothing(self.size)

    def _ground(self, field: str, gap: int) -> Ground:
        return Ground.of(self.index.first_words(self.number, field), gap)

    def _places(self, word: Query, candidates: Matched, ground: Ground) -> Integers:
        """Where a single term stands in the candidates, all of which hold it."""
        field = self.segment.fields[word.field()]
        term = int(self._words.terms(word, self.number)[0])
        return ground.places(field.postings(term), field.positions(term), candidates.documents)

    def _spans(self, query: Any, candidates: Matched, ground: Ground) -> Spans:
        """Where a word, a phrase, or a choice among them stands in the candidates."""
        if isinstance(query, whoosh_query.Or):
            return Spans.merged([self._spans(part, candidates, ground) for part in query.subqueries])
        if isinstance(query, whoosh_query.Phrase | queries.Near):
            return self._joint_spans(query, candidates, ground)
        terms = self._words.terms(query, self.number).tolist()
        return Spans.merged([_NO_SPANS, *(self._term_spans(query.field(), t, candidates, ground) for t in terms)])

    def _term_spans(self, fieldname: str, term: int, candidates: Matched, ground: Ground) -> Spans:
        field = self.segment.fields[fieldname]
        postings = field.postings(term)
        chosen = postings.documents[candidates.contains(postings.documents)]
        places = ground.places(postings, field.positions(term), chosen)
        return Spans(places, places)

    def _joint_spans(self, query: Any, candidates: Matched, ground: Ground) -> Spans:
        """The spans of several words that stand in a row or near each other."""
        holding = all_of([candidates, self._all_words(self._words.all_of(query))])
        if not len(holding):
            return _NO_SPANS
        if isinstance(query, queries.Near):
            return self._near_spans(query, holding, ground)
        first = in_a_row([self._places(word, holding, ground) for word in self._words.all_of(query)])
        return Spans(first, first + len(query.words) - 1)

    def _near_spans(self, query: queries.Near, candidates: Matched, ground: Ground) -> Spans:
        wanted = Counter(query.words)
        words = [self._words.single(query.fieldname, word) for word in wanted]
        places = [self._places(word, candidates, ground) for word in words]
        return near_each_other(places, list(wanted.values()), query.distance)

    # --- what only Whoosh knows ---

    def _match_by_whoosh(self, query: Query) -> Matched:
        documents, scores = self.index.by_whoosh(query, self.number)
        self._scored_by_whoosh[id(query)] = scores
        return Matched(self.size, documents=documents)

    def scored_by_whoosh(self, query: Query) -> tuple[Matched, Array]:
        """The documents that a query known to Whoosh alone matches, and their scores."""
        return self.match(query), self._scored_by_whoosh[id(query)]


_NO_SPANS = Spans(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


def _widest(query: Any) -> int:
    """The greatest distance that words may stand apart in a query, or in a choice of queries."""
    if isinstance(query, whoosh_query.Or):
        return max(map(_widest, query.subqueries), default=0)
    return int(query.distance) if isinstance(query, queries.Near) else 0


# What the other queries of a search ask for as well.
_OF_WORDS = (
    whoosh_query.Term,
    whoosh_query.MultiTerm,
    whoosh_query.Phrase,
    queries.AcrossFields,
    queries.Near,
    queries.Within,
)
_MATCHING: dict[type, Callable[..., Any]] = {
    queries.AcrossFields: SegmentMatches._match_any,
    queries.Dates: SegmentMatches._match_dates,
    queries.OneOf: SegmentMatches._match_one_of,
    queries.Near: SegmentMatches._match_near,
    queries.Within: SegmentMatches._match_within,
    whoosh_query.Term: SegmentMatches._match_words,
    whoosh_query.MultiTerm: SegmentMatches._match_words,
    whoosh_query.Phrase: SegmentMatches._match_phrase,
    whoosh_query.And: SegmentMatches._match_all,
    whoosh_query.Or: SegmentMatches._match_any,
    whoosh_query.DisjunctionMax: SegmentMatches._match_any,
    whoosh_query.Not: SegmentMatches._match_not,
    whoosh_query.AndNot: SegmentMatches._match_and_not,
    whoosh_query.Require: SegmentMatches._match_require,
    whoosh_query.AndMaybe: SegmentMatches._match_first,
    whoosh_query.Every: SegmentMatches._match_every,
    whoosh_query.ConstantScoreQuery: SegmentMatches._match_child,
    type(whoosh_query.NullQuery): SegmentMatches._match_nothing,
}


def step_for(query: Query, table: dict[type, Step], otherwise: Step) -> Step:
    """The entry for the class of the query or the nearest of its bases."""
    if isinstance(query, whoosh_query.Or) and query.scale:
        return otherwise
    return table.get(type(query)) or next((table[base] for base in type(query).__mro__ if base in table), otherwise)
