"""A text x topics -> the phrases found in it."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import starmap
from typing import NamedTuple

import Stemmer

from search.extraction.keeping import made
from search.extraction.topics.folding import FoldedText
from search.extraction.topics.phrases import forms
from search.extraction.topics.taxonomy import Topic
from search.extraction.topics.whole_words import WholeWords

_NEIGHBOURHOOD = 60  # characters each side that tell whether a text is written in capitals throughout


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of a phrase for one topic. `sense` is its stem: inflections of a phrase are one sense of it.

    `as_written` is the form where its capitals matter, else empty; `heaviest` is the greatest weight in its sense.
    """

    topic: str
    folded: str
    as_written: str
    sense: str
    weight: float
    heaviest: float


class Match(NamedTuple):
    """A pattern found at start..end (end exclusive) of a text."""

    start: int
    end: int
    pattern: Pattern


# Start, end and patterns of a form at places of a folded text.
Sight = tuple[int, int, tuple[Pattern, ...]]


class Matcher:
    """Finds the phrases of the given topics."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._words = WholeWords((pattern.folded, pattern) for pattern in _patterns(tuple(topics)))

    def sights(self, folded: FoldedText) -> list[Sight]:
        """Whole words that are phrases unless their capitals say otherwise, in order of their ends."""
        return self._words.find_folded(folded)


def matches_in(text: str, folded: FoldedText, sights: Iterable[Sight], topics: Container[str]) -> Iterator[Match]:
    """The matches of some topics, at places of the folded text; exclusions have weight 0.0."""
    for start, end, patterns in sights:
        for pattern in patterns:
            if pattern.topic in topics and (
                not pattern.as_written
                or _has_these_capitals(text, folded.original(start), folded.original(end), pattern.as_written)
            ):
                yield Match(start, end, pattern)


def _patterns(topics: tuple[Topic, ...]) -> Iterator[Pattern]:
    return starmap(
        Pattern, made("weighed phrases", repr(topics), lambda: [astuple(found) for found in _made_of(topics)])
    )


def _made_of(topics: Iterable[Topic]) -> Iterator[Pattern]:
    stem = Stemmer.Stemmer("english").stemWords
    for topic in topics:
        written = [(form, phrase.weight) for phrase in topic.phrases for form in forms(phrase.written)]
        senses = [" ".join(stem(form.folded.split())) for form, _ in written]
        heaviest: dict[str, float] = {}
        for sense, (_, weight) in zip(senses, written, strict=True):
            heaviest[sense] = max(weight, heaviest.get(sense, weight))
        for sense, (form, weight) in zip(senses, written, strict=True):
            yield Pattern(topic.id, form.folded, form.as_written, sense, weight, heaviest[sense])


def _has_these_capitals(text: str, start: int, end: int, as_written: str) -> bool:
    around = text[max(0, start - _NEIGHBOURHOOD) : start] + text[end : end + _NEIGHBOURHOOD]
    return text[start:end] == as_written and (around != around.upper() or not around.strip())
