"""A document -> the words that tell it apart from others: frequent in it, rare elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from search.analysis import stem, terms
from search.columnar.index import ColumnarIndex
from search.query.compile import BOOST_OF_FIELD
from search.query.function_words import FUNCTION_WORDS
from search.records import document_from_text


@dataclass(frozen=True, slots=True)
class Root:
    """The words of one stem in a document: how often they occur, weighted as BM25F does, and in what forms."""

    frequency: float
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class TellingWord:
    """A word in one of its forms, how much it tells, and how many documents have it, the one it was taken from too."""

    form: str
    weight: float
    documents: int


def roots_of(index: ColumnarIndex, document: int, characters: int) -> dict[str, Root]:
    """The words of a title and of the first `characters` of a body, by stem, without those that say nothing."""
    counted: dict[str, float] = defaultdict(float)
    forms: dict[str, set[str]] = defaultdict(set)
    for field, text in _texts(index, document, characters):
        per_word = BOOST_OF_FIELD[field] / index.relative_length(document, field)
        for term in terms(text):
            if term not in FUNCTION_WORDS:
                counted[stem(term)] += per_word
                forms[stem(term)].add(term)
    return {root: Root(frequency, frozenset(forms[root])) for root, frequency in counted.items()}


def _texts(index: ColumnarIndex, document: int, characters: int) -> Iterator[tuple[str, str]]:
    stored = document_from_text(index.stored(document))
    yield "title", stored.title
    yield "body", stored.body[:characters]


def saturated(index: ColumnarIndex, frequency: float) -> float:
    """What a frequency is worth to a score: ever less with each occurrence, as BM25 has it."""
    return frequency / (frequency + index.weighting.k1)


def documents_with(index: ColumnarIndex, forms: frozenset[str]) -> int:
    """At least how many documents hold one of these words: counts of the body, the forms taken as apart."""
    return min(index.live_count, sum(index.document_frequency("body", form) for form in forms))


def telling_words(index: ColumnarIndex, roots: Mapping[str, Root], count: int) -> tuple[TellingWord, ...]:
    """The `count` words that tell most of those that other documents have too, in that order."""
    having = {root: documents_with(index, found.forms) for root, found in roots.items()}
    telling = [
        TellingWord(_shortest(found.forms), saturated(index, found.frequency) * index.idf(having[root]), having[root])
        for root, found in roots.items()
        if having[root] > 1
    ]
    return tuple(sorted(telling, key=lambda word: (-word.weight, word.form))[:count])


def _shortest(forms: frozenset[str]) -> str:
    return min(forms, key=lambda form: (len(form), form))
