"""A text x topics -> the phrases found in it, in one pass of an Aho-Corasick automaton."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick
import Stemmer

from search.extraction.topics.folding import FoldedText, fold
from search.extraction.topics.phrases import Form, forms
from search.extraction.topics.taxonomy import Topic

_NEIGHBOURHOOD = 60  # characters each side that tell whether a text is written in capitals throughout


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of a phrase for one topic. `sense` is its stem: inflections of a phrase are one sense of it."""

    topic: str
    form: Form
    sense: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found at start..end (end exclusive) of the text as written."""

    start: int
    end: int
    pattern: Pattern


class Matcher:
    """Finds the phrases of the given topics."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        by_form = defaultdict(list)
        for pattern in _patterns(topics):
            by_form[pattern.form.folded].append(pattern)
        self._automaton = ahocorasick.Automaton()
        for form, patterns in by_form.items():
            self._automaton.add_word(form, (len(form), tuple(patterns)))
        self._automaton.make_automaton()
        self._is_empty = not by_form

    def matches(self, text: str) -> Iterator[Match]:
        """Whole-word matches, in order of their ends; exclusions have weight 0.0."""
        if self._is_empty:
            return
        folded = fold(text)
        for last, (length, patterns) in self._automaton.iter(folded.text):
            if _is_whole(folded.text, last + 1 - length, last + 1):
                yield from _written_so(text, folded, last + 1 - length, last + 1, patterns)


def _patterns(topics: Iterable[Topic]) -> Iterator[Pattern]:
    stem = Stemmer.Stemmer("english").stemWords
    for topic in topics:
        for phrase in topic.phrases:
            for form in forms(phrase.written):
                yield Pattern(topic.id, form, " ".join(stem(form.folded.split())), phrase.weight)


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())


def _written_so(text: str, folded: FoldedText, start: int, end: int, patterns: Iterable[Pattern]) -> Iterator[Match]:
    start, end = folded.original(start), folded.original(end)
    for pattern in patterns:
        if not pattern.form.as_written or _has_these_capitals(text, start, end, pattern.form.as_written):
            yield Match(start, end, pattern)


def _has_these_capitals(text: str, start: int, end: int, as_written: str) -> bool:
    around = text[max(0, start - _NEIGHBOURHOOD) : start] + text[end : end + _NEIGHBOURHOOD]
    return text[start:end] == as_written and (around != around.upper() or not around.strip())
