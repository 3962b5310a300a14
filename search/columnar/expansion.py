"""A query for many words -> the numbers of those words, in every segment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist
from whoosh.query import MultiTerm, Phrase, Prefix, Query, Term, Wildcard
from whoosh.reading import IndexReader

from search.analysis import stem
from search.columnar.arrays import Integers
from search.columnar.lexicon import Lexicon, decoded, encoded
from search.columnar.matched import Matched
from search.columnar.queries import (
    AcrossFields,
    Expansion,
    FuzzyWords,
    Inflections,
    Near,
    PatternWords,
    Within,
    fitting,
)
from search.columnar.reading import OpenIndex
from search.columnar.segment import Segment

_NONE = np.empty(0, dtype=np.int64)
_SINGLE = (Term, Inflections, Prefix, Wildcard)


class SearchWords:
    """The words of the queries of one search. What each stands for and matches is found out once, and kept until this
    is dropped; for one thread."""

    def __init__(self, index: OpenIndex) -> None:
        self._index = index
        self._numbers: dict[Hashable, list[Integers]] = {}
        self._matched: dict[Hashable, Matched] = {}
        self._single: dict[tuple[str, str | bytes, float], Query] = {}
        self._kept: dict[int, Query] = {}

    def single(self, field: str, text: str | bytes, boost: float = 1.0) -> Query:
        """The query for a single term; always the same object, since what is found out is kept by identity."""
        return self._single.setdefault((field, text, boost), Term(field, text, boost))

    def all_of(self, query: Any) -> list[Query]:
        """The queries for the words of a Phrase or Near."""
        return [self.single(query.fieldname, word) for word in query.words]

    def terms(self, query: Query, segment: int) -> Integers:
        """The numbers of the terms that a query for words stands for in one segment."""
        key = self._key(query)
        if key not in self._numbers:
            self._numbers[key] = expanded(query, self._index.segments, self._index.whoosh_reader)
        return self._numbers[key][segment]

    def matched(self, query: Query, segment: int, match: Callable[[], Matched]) -> Matched:
        """What a query that knows its words matches in one segment, by `match` the first time."""
        key = (segment, self._key(query))
        if key not in self._matched:
            self._matched[key] = match()
        return self._matched[key]

    def _key(self, query: Any) -> Hashable:
        """What decides which documents a query of words finds: equal for those that differ only in what they score."""
        match query:
            case Term() | Inflections():
                return type(query), query.fieldname, query.text
            case AcrossFields():
                return tuple(map(self._key, query.subqueries))
            case Phrase():
                return Phrase, query.fieldname, tuple(query.words), query.slop
            case Near():
                return Near, query.fieldname, query.words, query.distance
            case Within():
                return Within, query.fieldname, query.scope, tuple(map(self._key, query.parts))
            case FuzzyWords():
                return FuzzyWords, query.fieldname, query.text, query.limit, query.distance
            case PatternWords():
                return PatternWords, query.fieldname, query.text, query.limit
        self._kept[id(query)] = query  # else its number could become that of another one
        return id(query)

    def count(self, query: Query) -> int:
        """How many different words a query for words stands for, in all segments together."""
        numbers = [self.terms(query, number) for number in range(len(self._index.segments))]
        if len(numbers) == 1:
            return len(numbers[0])
        lexicons = [segment.fields[query.field()].lexicon for segment in self._index.segments]
        return len({lexicon.term(n) for lexicon, found in zip(lexicons, numbers, strict=True) for n in found.tolist()})


def expanded(query: Query, segments: Sequence[Segment], reader: IndexReader) -> list[Integers]:
    """For each segment the numbers of the terms that the query stands for, ascending.

    Of an Expansion with more words than its limit, the most frequent are taken, over all segments together.
    """
    if query.field() not in (segments[0].fields if segments else {}):
        return [_NONE for _ in segments]
    if isinstance(query, Expansion):
        return _limited(query, segments, [_candidates(query, segment) for segment in segments])
    if isinstance(query, _SINGLE):
        return [_candidates(query, segment) for segment in segments]
    if isinstance(query, MultiTerm):
        return _numbers_of(set(query._btexts(reader)), query.field(), segments)
    raise TypeError(f"{query!r} is not a query for words")


def _candidates(query: Query, segment: Segment) -> Integers:
    lexicon = segment.fields[query.field()].lexicon
    match query:
        case Term():
            number = lexicon.number(_bytes(query.text))
            return _NONE if number is None else np.array([number])
        case Inflections():
            return segment.inflections(query.fieldname, stem(query.text)).astype(np.int64)
        case FuzzyWords():
            return _like(lexicon, query.text, query.distance)
        case PatternWords():
            return _fitting(lexicon, query.text)
        case Prefix():
            return _listed(lexicon, lexicon.prefixed(_bytes(query.text)))
        case Wildcard():
            expression = re.compile(query._get_pattern(), re.DOTALL)
            return _matching(lexicon, re.split(r"[*?\[]", query.text)[0], expression.match)
    raise TypeError(f"{query!r} is not a query for words")


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else encoded(text)


def _fitting(lexicon: Lexicon, pattern: str) -> Integers:
    """Words that fit a pattern of * (any letters) and ? (one)."""
    prefix = re.split(r"[*?]", pattern)[0]
    if pattern == prefix + "*":
        return _listed(lexicon, lexicon.prefixed(encoded(prefix)))
    return _matching(lexicon, prefix, fitting(pattern).fullmatch)


def _matching(lexicon: Lexicon, prefix: str, fits: Callable[[str], object]) -> Integers:
    among = lexicon.prefixed(encoded(prefix))
    terms = map(decoded, lexicon.terms(among.start, among.stop))
    return _listed(lexicon, (number for number, term in zip(among, terms, strict=True) if fits(term)))


def _listed(lexicon: Lexicon, numbers: Iterable[int]) -> Integers:
    """The numbers without the marks of sentences and paragraphs, which are not words."""
    hidden = lexicon.hidden_numbers
    if isinstance(numbers, range) and not any(number in numbers for number in hidden):
        return np.arange(numbers.start, numbers.stop)
    return np.array([number for number in numbers if number not in hidden], dtype=np.int64)


def _like(lexicon: Lexicon, word: str, distance: int) -> Integers:
    """Words at most `distance` letters away. A letter is one to four bytes, so lengths rule out most of them."""
    lengths = lexicon.lengths
    longest = len(encoded(word)) + 4 * distance
    shortest = len(encoded(word)) - 4 * distance
    numbers = _listed(lexicon, np.flatnonzero((lengths <= longest) & (lengths >= shortest)).tolist())
    words = [decoded(lexicon.term(int(number))) for number in numbers]
    distances = cdist([word], words, scorer=OSA.distance, score_cutoff=distance)[0] if words else np.empty(0)
    return numbers[distances <= distance]


def _limited(query: Expansion, segments: Sequence[Segment], numbers: Sequence[Integers]) -> list[Integers]:
    if sum(map(len, numbers)) <= query.limit:
        return list(numbers)
    counts = [_live_counts(segment, query.field(), found) for segment, found in zip(segments, numbers, strict=True)]
    if len(segments) == 1:
        return [np.sort(numbers[0][np.argsort(-counts[0], kind="stable")[: query.limit]])]
    lexicons = [segment.fields[query.field()].lexicon for segment in segments]
    terms = [list(map(lexicon.term, found.tolist())) for lexicon, found in zip(lexicons, numbers, strict=True)]
    documents: Counter[bytes] = Counter()
    for of_segment, counted in zip(terms, counts, strict=True):
        documents.update(dict(zip(of_segment, counted.tolist(), strict=True)))
    kept = set(sorted(documents, key=lambda term: (-documents[term], term))[: query.limit])
    return [found[[term in kept for term in of]] for found, of in zip(numbers, terms, strict=True)]


def _live_counts(segment: Segment, fieldname: str, terms: Integers) -> Integers:
    """How many live documents hold each of these terms."""
    field = segment.fields[fieldname]
    if segment.deleted is None:
        return field.document_count_of_term[terms].astype(np.int64)
    return np.array([segment.live_documents_with(field, term) for term in terms.tolist()], dtype=np.int64)


def _numbers_of(terms: Iterable[bytes | str], field: str, segments: Sequence[Segment]) -> list[Integers]:
    wanted = sorted(map(_bytes, terms))
    lexicons = [segment.fields[field].lexicon for segment in segments]
    found = [[lexicon.number(term) for term in wanted] for lexicon in lexicons]
    return [np.array([n for n in numbers if n is not None], dtype=np.int64) for numbers in found]
