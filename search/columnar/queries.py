"""Whoosh queries that Whoosh lacks: words by stem, pattern or likeness, nearness, one sentence, days."""

from __future__ import annotations

import re
from abc import abstractmethod
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rapidfuzz.distance import OSA
from whoosh.matching import ListMatcher, Matcher, NullMatcher
from whoosh.query import MultiTerm, Or, Phrase, Query, Term
from whoosh.reading import IndexReader, TermNotFound
from whoosh.searching import Searcher

from search.analysis import stem
from search.model import Clock, DateRange, Unit
from search.schema import BOUNDARIES, PARAGRAPH_START, SENTENCE_START

Span = tuple[int, int]  # positions of the first and the last word
BOUNDARY_OF_SCOPE: dict[Unit, str] = {"sentence": SENTENCE_START, "paragraph": PARAGRAPH_START}


class Valued:
    """Queries that are equal when all they were made of is equal, and show it."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(repr(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"

    __str__ = __repr__


class Inflections(Valued, MultiTerm):  # type: ignore[misc]
    """Every indexed word of a field with the English stem of `text`."""

    def __init__(self, fieldname: str, text: str, boost: float = 1.0) -> None:
        self.fieldname, self.text, self.boost = fieldname, text, boost

    def _btexts(self, reader: IndexReader) -> Iterator[bytes]:
        wanted = stem(self.text)
        for term in _terms(reader, self.fieldname, self.text[:1]):  # no suffix changes the first letter
            if stem(term) == wanted:
                yield term.encode()


class Expansion(Valued, MultiTerm):  # type: ignore[misc]
    """Every indexed word that resembles `text` in some way; the `limit` most frequent where there are more."""

    def __init__(self, fieldname: str, text: str, limit: int, boost: float = 1.0) -> None:
        self.fieldname, self.text, self.limit, self.boost = fieldname, text, limit, boost

    def words(self, reader: IndexReader) -> list[str]:
        """All the words it stands for, beyond the limit too, in alphabetical order."""
        return [term for term in self._candidates(reader) if self._resembles(term)]

    def _btexts(self, reader: IndexReader) -> list[bytes]:
        words = self.words(reader)
        if len(words) > self.limit:
            words = sorted(words, key=lambda word: (-_live_documents(reader, self.fieldname, word), word))[: self.limit]
        return [word.encode() for word in words]

    def _candidates(self, reader: IndexReader) -> Iterable[str]:
        return _terms(reader, self.fieldname, "")

    @abstractmethod
    def _resembles(self, term: str) -> bool: ...


def _live_documents(reader: IndexReader, field: str, word: str) -> int:
    """How many documents hold a word; Whoosh's own count includes the deleted ones."""
    if reader.has_deletions():
        return sum(1 for _ in reader.postings(field, word).all_ids())
    return int(reader.doc_frequency(field, word))


def fitting(pattern: str) -> re.Pattern[str]:
    """What fully matches the words that fit a pattern of * (any letters) and ? (one).

    After a * the nearest place where the letters up to the next * fit is the only one that need be tried: a word of
    some thousand letters, as an encoded picture is, would otherwise take hours.
    """
    first, *others = (
        "".join("." if sign == "?" else re.escape(sign) for sign in letters) for letters in pattern.split("*")
    )
    inner = [f"(?>.*?{letters})" for letters in others[:-1] if letters]
    return re.compile("".join([first, *inner, *(f".*{letters}" for letters in others[-1:])]), re.DOTALL)


class PatternWords(Expansion):
    """Words that fit a pattern: * is any letters, ? is one."""

    def __init__(self, fieldname: str, text: str, limit: int, boost: float = 1.0) -> None:
        super().__init__(fieldname, text, limit, boost)
        self._pattern = fitting(text)

    def _candidates(self, reader: IndexReader) -> Iterable[str]:
        return _terms(reader, self.fieldname, re.split(r"[*?]", self.text)[0])

    def _resembles(self, term: str) -> bool:
        return self._pattern.fullmatch(term) is not None


class FuzzyWords(Expansion):
    """Words at most `distance` letters away: put in, left out, changed, or swapped with the next."""

    def __init__(self, fieldname: str, text: str, distance: int, limit: int, boost: float = 1.0) -> None:
        super().__init__(fieldname, text, limit, boost)
        self.distance = distance

    def _resembles(self, term: str) -> bool:
        return OSA.distance(term, self.text, score_cutoff=self.distance) <= self.distance


class AcrossFields(Valued, Or):  # type: ignore[misc]
    """One word looked for in several fields, a query for words in each: scored as one word by BM25F.

    The boosts of the parts are the weights of their fields.
    """

    def __init__(self, subqueries: Sequence[Query], boost: float = 1.0) -> None:
        Or.__init__(self, subqueries, boost=boost)


class Filter(Valued, Query):  # type: ignore[misc]
    """Queries that find without scoring. What they find is known only by looking: their estimates are the widest."""

    def estimate_size(self, reader: IndexReader) -> int:
        return int(reader.doc_count_all())

    def estimate_min_size(self, reader: IndexReader) -> int:
        return 0


class Dates(Filter):
    """Documents whose days on `clock` touch `range`. Days are columns, not terms: see `resolved`."""

    def __init__(self, clock: Clock, dates: DateRange) -> None:
        self.clock, self.range = clock, dates

    def matcher(self, searcher: Searcher, context: object = None) -> Matcher:
        raise TypeError("dates are columns; put the documents they stand for in their place before searching")


class OneOf(Filter):
    """These documents, by their numbers in the index; they score nothing."""

    def __init__(self, documents: Sequence[int]) -> None:
        self.documents = documents

    def matcher(self, searcher: Searcher, context: object = None) -> Matcher:
        return _matching(sorted(self.documents))


class Near(Filter):
    """Documents in which the words stand in any order with no two further apart than `distance`; scores nothing."""

    def __init__(self, fieldname: str, words: Sequence[str], distance: int) -> None:
        self.fieldname, self.words, self.distance = fieldname, tuple(words), distance

    def field(self) -> str:
        return self.fieldname

    def matcher(self, searcher: Searcher, context: object = None) -> Matcher:
        return _matching(sorted(self.places(searcher)))

    def places(self, searcher: Searcher) -> dict[int, list[Span]]:
        """The tightest stretches of text that hold all the words, by document."""
        wanted = Counter(self.words)
        places = {word: _places(Term(self.fieldname, word), searcher) for word in wanted}
        shared = set.intersection(*(set(of) for of in places.values()))
        found = {document: list(self._windows(document, places, wanted)) for document in shared}
        return {document: windows for document, windows in found.items() if windows}

    def _windows(self, document: int, places: dict[str, dict[int, list[Span]]], wanted: Counter[str]) -> Iterator[Span]:
        """A window slides over the places of the words, and shrinks from the left while it holds them all."""
        words = sorted((start, word) for word in wanted for start, _ in places[word][document])
        inside: Counter[str] = Counter()
        first = 0
        for position, word in words:
            inside[word] += 1
            while inside[words[first][1]] > wanted[words[first][1]]:
                inside[words[first][1]] -= 1
                first += 1
            if wanted <= inside and position - words[first][0] <= self.distance:
                yield words[first][0], position


class Within(Filter):
    """Documents in which every part stands whole in one same sentence or paragraph of the field; scores nothing."""

    def __init__(self, fieldname: str, parts: Sequence[Query], scope: Unit) -> None:
        self.fieldname, self.parts, self.scope = fieldname, tuple(parts), scope

    def field(self) -> str:
        return self.fieldname

    def matcher(self, searcher: Searcher, context: object = None) -> Matcher:
        places = [_places(part, searcher) for part in self.parts]
        shared = set.intersection(*(set(of) for of in places))
        boundaries = _places(Term(self.fieldname, BOUNDARY_OF_SCOPE[self.scope]), searcher) if shared else {}
        return _matching(sorted(doc for doc in shared if self._is_met([of[doc] for of in places], boundaries[doc])))

    def _is_met(self, spans_of_part: list[list[Span]], boundaries: list[Span]) -> bool:
        starts = [start for start, _ in boundaries]
        units = [
            {
                bisect_right(starts, first)
                for first, last in spans
                if bisect_right(starts, first) == bisect_right(starts, last)
            }
            for spans in spans_of_part
        ]
        return bool(set.intersection(*units))


def _places(query: Query, searcher: Searcher) -> dict[int, list[Span]]:
    """Where a term, a phrase, or a choice among them stands, by document."""
    if isinstance(query, Near):
        return query.places(searcher)
    if isinstance(query, Phrase):
        return _phrase_places([_places(Term(query.fieldname, word), searcher) for word in query.words])
    if isinstance(query, Or):
        return _merged(_places(part, searcher) for part in query.subqueries)
    if isinstance(query, MultiTerm):
        return _merged(_term_places(query.fieldname, text, searcher) for text in query._btexts(searcher.reader()))
    return _term_places(query.fieldname, query.text, searcher)


def _term_places(field: str, text: Any, searcher: Searcher) -> dict[int, list[Span]]:
    try:
        postings = searcher.reader().postings(field, text)
    except TermNotFound:
        return {}
    found: dict[int, list[Span]] = {}
    while postings.is_active():
        found[postings.id()] = [(position, position) for position in postings.value_as("positions")]
        postings.next()
    return found


def _phrase_places(words: list[dict[int, list[Span]]]) -> dict[int, list[Span]]:
    found = {}
    for document in set.intersection(*(set(places) for places in words)):
        starts = set.intersection(
            *({start - offset for start, _ in places[document]} for offset, places in enumerate(words))
        )
        if starts:
            found[document] = [(start, start + len(words) - 1) for start in sorted(starts)]
    return found


def _merged(several: Iterable[dict[int, list[Span]]]) -> dict[int, list[Span]]:
    merged: dict[int, list[Span]] = {}
    for places in several:
        for document, spans in places.items():
            merged.setdefault(document, []).extend(spans)
    return merged


def _matching(documents: list[int]) -> Matcher:
    return ListMatcher(documents, [0.0] * len(documents)) if documents else NullMatcher()


def _terms(reader: IndexReader, field: str, prefix: str) -> Iterator[str]:
    """The indexed words that start with a prefix; marks of sentences and paragraphs are none."""
    for term in reader.expand_prefix(field, prefix):
        text = term.decode()
        if text not in BOUNDARIES:
            yield text
