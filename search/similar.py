"""
A document -> the documents most like it, and what they share with it.

Its telling words are a query. Those that tell most give some hundreds of candidates, which all of them and the actors
then order. Measured on three labelled sets by `bench/quality/similar.py`: forty words do better than fifteen, naming
the same actors helps where reports are short of words, being about the same topics adds nothing to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from search.columnar.arrays import Documents, Mask, Scores
from search.columnar.index import ColumnarIndex
from search.query import compile_body_words
from search.records import record_from_text
from search.telling import TellingWord, roots_of, telling_words

_CHARACTERS = 2000  # of a body are read: reports say first what they are about
_WORDS = 40  # order the candidates
_FIRST_OF_ALL, _FIRST_WORDS = 4, 12  # of these find them
_CANDIDATES = 200
_WEIGHT_OF_ACTOR = 0.5  # of sharing one, where the most telling word has 1
_MOST_LABELS = 10  # of a document are compared, the most often mentioned
_LEAST_SHARE = 0.12  # of what a document has in common with itself; below it two are not alike
_FEWEST_SHARED = 2  # words, actors and topics: one alone is chance


@dataclass(frozen=True, slots=True)
class Likeness:
    """A document like another, and what they share, the most telling first.

    `words` and `actors` and `topics` are of the document that was asked about; `held` is the share of its telling
    words that this one has too, by how much they tell.
    """

    document: int
    score: float
    held: float
    words: tuple[str, ...]
    actors: tuple[str, ...]
    topics: tuple[str, ...]


def likenesses(index: ColumnarIndex, document: int) -> tuple[Likeness, ...]:
    """The documents like this one, the most alike first, the earlier of two that are equally so; without itself."""
    return index.remembered(("like", document), lambda: _likenesses(index, document))


def _likenesses(index: ColumnarIndex, document: int) -> tuple[Likeness, ...]:
    words = telling_words(index, roots_of(index, document, _CHARACTERS), _WORDS)
    candidates = _candidates(index, words, document)
    if not len(candidates):
        return ()
    weights = _weights(words)
    of_word = _scores_by_word(index, weights, candidates)
    record = record_from_text(index.stored(document))
    having_actor = _having(index, "actor", record.actors, candidates)
    having_topic = _having(index, "topic", record.topics, candidates)
    scores = of_word.sum(axis=0) + _scores_of_actors(having_actor, len(candidates))
    own = scores[np.searchsorted(candidates, document)]
    order = index.first_by([-scores], candidates, len(candidates))
    held = _held(list(weights.values()), of_word)
    found = (
        Likeness(
            int(candidates[place]),
            float(scores[place]),
            float(held[place]),
            words=_in_order(list(weights), of_word[:, place]),
            actors=tuple(shared.value for shared in having_actor if shared.is_shared[place]),
            topics=tuple(shared.value for shared in having_topic if shared.is_shared[place]),
        )
        for place in order.tolist()
        if candidates[place] != document and scores[place] >= _LEAST_SHARE * own
    )
    return tuple(one for one in found if len(one.words) + len(one.actors) + len(one.topics) >= _FEWEST_SHARED)


def _candidates(index: ColumnarIndex, words: Sequence[TellingWord], document: int) -> Documents:
    """The best documents by the first words, ascending; the document itself is among them, to be measured by.

    What only a copy has would crowd out what others have: most of the words are such that two others have them.
    """
    first = {*words[:_FIRST_OF_ALL], *[word for word in words if word.documents > 2][:_FIRST_WORDS]}
    if not first:
        return np.empty(0, dtype=np.intp)
    documents, scores = index.evaluate(compile_body_words(_weights(sorted(first, key=words.index))))
    best = documents[index.first_by([-scores], documents, _CANDIDATES)]
    return np.union1d(best, [document]) if len(best) else best


def _weights(words: Sequence[TellingWord]) -> dict[str, float]:
    """How much each word counts; the most telling has 1."""
    return {word.form: word.weight / words[0].weight for word in words}


def _scores_by_word(index: ColumnarIndex, weights: Mapping[str, float], candidates: Documents) -> Scores:
    """What each word adds to the score of each candidate: float32[words, candidates]."""
    queries = [compile_body_words({word: weight}) for word, weight in weights.items()]
    return np.stack([index.evaluation(query).scores(candidates) for query in queries])


def _held(weights: Sequence[float], of_word: Scores) -> Scores:
    """The share of the words that each candidate has, by their weights: float[candidates]."""
    by_weight = np.array(weights)
    share: Scores = by_weight @ (of_word > 0) / by_weight.sum()
    return share


class _Label(NamedTuple):
    """A value of the document, how much having it tells, and which candidates have it: bool[candidates]."""

    value: str
    idf: float
    is_shared: Mask


def _having(index: ColumnarIndex, facet: str, values: Sequence[str], candidates: Documents) -> list[_Label]:
    """The values that are mentioned most, which come first."""
    having = [(value, index.having(facet, value)) for value in values[:_MOST_LABELS]]
    return [_Label(value, index.idf(len(documents)), documents.contains(candidates)) for value, documents in having]


def _scores_of_actors(actors: Iterable[_Label], count: int) -> Scores:
    """What sharing them adds to the score of each candidate: float32[count]."""
    scores = np.zeros(count, dtype=np.float32)
    for actor in actors:
        scores += _WEIGHT_OF_ACTOR * actor.idf * actor.is_shared
    return scores


def _in_order(words: Sequence[str], scores: Scores) -> tuple[str, ...]:
    """The words that score at all, those that score most first."""
    return tuple(words[place] for place in np.argsort(-scores, kind="stable").tolist() if scores[place])
