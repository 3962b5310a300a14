"""What is being typed -> the actors, topics, words, phrases and titles of the collection that complete it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from search.analysis import terms
from search.columnar.index import ColumnarIndex
from search.model import Suggestion
from search.query import compile_query
from search.query.function_words import FUNCTION_WORDS
from search.query.tree import Node, Pattern, Phrase, Word, all_of
from search.records import document_from_text

_MOST_LABELS = 4
_MOST_PHRASES = 2
_TRIED = 8  # completions of the last word, of which the best phrases are taken
_SHORTEST = 2  # letters of the last word that words and titles are looked for with
_SHORTEST_MISSPELT = 4  # letters; fewer are near to too much
_AFTER_ALL_LETTERS = "\uffff"


def suggestions(index: ColumnarIndex, names: NameCompletions, typed: str, limit: int) -> tuple[Suggestion, ...]:
    """Names first, then phrases of the collection, then titles; names with a slip where nothing else is found.

    The count of a suggestion is what a search for it finds in the whole collection; that of a title is 1.
    """
    words = terms(typed)
    if not words:
        return ()
    found = [*names.starting(words, _MOST_LABELS), *_phrases(index, words)]
    found += _titles(index, words, limit - len(found))
    return tuple(found[:limit]) or tuple(names.misspelt(words, limit))


class NameCompletions:
    """Names of actors and topics by each of their words, so that "lav" finds Sergei Lavrov and "sergei l" too.

    `_tails` are folded ends of names that start at a word, sorted; `_label_of_tail` and `_count_of_tail` run in
    parallel: the place in `_labels` and its documents.
    """

    def __init__(self, labels: Iterable[tuple[Suggestion, Sequence[str]]]) -> None:
        """Labels as they are suggested, each with all of its names."""
        pairs = [(label, _tails(names)) for label, names in labels]
        self._labels = [label for label, _ in pairs]
        found = sorted((tail, number) for number, (_, tails) in enumerate(pairs) for tail in tails)
        self._tails = [tail for tail, _ in found]
        self._label_of_tail = np.array([number for _, number in found], dtype=np.intp)
        counts = np.array([label.count for label in self._labels], dtype=np.intp)
        self._count_of_tail = counts[self._label_of_tail]

    def starting(self, words: Sequence[str], limit: int) -> list[Suggestion]:
        """The labels with a name in which these words stand in a row, the last perhaps begun; most documents first."""
        typed = " ".join(words)
        places = np.arange(bisect_left(self._tails, typed), bisect_left(self._tails, typed + _AFTER_ALL_LETTERS))
        return self._most_frequent(places, limit)

    def misspelt(self, words: Sequence[str], limit: int) -> list[Suggestion]:
        """The labels with a name that starts within one letter of what was typed."""
        typed = " ".join(words)
        if len(typed) < _SHORTEST_MISSPELT:
            return []
        is_near = np.zeros(len(self._tails), dtype=bool)
        for length in (len(typed), len(typed) + 1):  # a letter may have been left out
            beginnings = [tail[:length] for tail in self._tails]
            is_near |= cdist([typed], beginnings, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)[0] <= 1
        return self._most_frequent(np.flatnonzero(is_near), limit)

    def _most_frequent(self, places: np.ndarray[tuple[int], np.dtype[np.intp]], limit: int) -> list[Suggestion]:
        order = places[np.argsort(-self._count_of_tail[places], kind="stable")]
        distinct = dict.fromkeys(self._label_of_tail[order[: limit * 50]].tolist())
        return [self._labels[number] for number in distinct][:limit]


def _tails(names: Iterable[str]) -> set[str]:
    """The folded names from each of their words on."""
    folded = [terms(name) for name in names]
    return {" ".join(words[start:]) for words in folded for start in range(len(words))}


def _phrases(index: ColumnarIndex, words: Sequence[str]) -> list[Suggestion]:
    """The last word completed; with words before it, the phrases they make, those in most documents first."""
    *before, begun = words
    if len(begun) < _SHORTEST:
        return []
    last = [word for word in _completions(index, begun) if before or word not in FUNCTION_WORDS]
    phrases = [" ".join([*before, word]) for word in last[: _TRIED if before else _MOST_PHRASES]]
    counted = [(_count(index, Phrase(phrase)), phrase) for phrase in phrases]
    found = sorted((-count, phrase) for count, phrase in counted if count > 1)
    return [Suggestion(f'"{phrase}"', "word", count=-count) for count, phrase in found[:_MOST_PHRASES]]


def _completions(index: ColumnarIndex, begun: str) -> list[str]:
    """The words of the texts that start so, those in most documents first."""
    total: dict[bytes, int] = {}
    for segment in index.segments:
        field = segment.fields["body"]
        among = field.lexicon.prefixed(begun.encode("utf-8", "surrogatepass"))
        counts = field.document_count_of_term[among.start : among.stop]
        for place in np.argsort(-counts.astype(np.int64), kind="stable")[:_TRIED].tolist():
            term = field.lexicon.term(among.start + place)
            total[term] = total.get(term, 0) + int(counts[place])
    ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return [term.decode("utf-8", "surrogatepass") for term, _ in ordered[:_TRIED]]


def _titles(index: ColumnarIndex, words: Sequence[str], limit: int) -> Iterator[Suggestion]:
    """The titles that hold the words, the last perhaps begun; best first."""
    *before, begun = words
    if len(begun) < _SHORTEST or limit <= 0:
        return
    tree = all_of([*(Word(word, "title") for word in before), Pattern(f"{begun}*", "title")])
    evaluation = index.evaluation(compile_query(tree).query)
    documents = evaluation.matched().documents
    places = index.first_by([-evaluation.scores(documents)], documents, limit)
    for document in documents[places].tolist():
        stored = document_from_text(index.stored(document))
        yield Suggestion(stored.title, "title", stored.id, 1)


def _count(index: ColumnarIndex, tree: Node) -> int:
    return len(index.evaluation(compile_query(tree).query).matched())
