"""A text x forms -> where the forms stand in it as whole words, in one pass of an Aho-Corasick automaton."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import ahocorasick

from search.extraction.topics.folding import fold

Meaning = TypeVar("Meaning")


class WholeWords(Generic[Meaning]):
    """Finds folded forms, each with what it means. Case, accents, hyphens and line breaks do not matter."""

    def __init__(self, forms: Iterable[tuple[str, Meaning]]) -> None:
        meanings: dict[str, list[Meaning]] = defaultdict(list)
        for form, meaning in forms:
            meanings[form].append(meaning)
        self._is_empty = not meanings
        self._automaton = ahocorasick.Automaton()
        for form, meant in meanings.items():
            self._automaton.add_word(form, (len(form), tuple(meant)))
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[Meaning, ...]]]:
        """Start, end (exclusive, in the text as written) and meanings of every form found; some may overlap."""
        if self._is_empty:
            return
        folded = fold(text)
        for last, (length, meanings) in self._automaton.iter(folded.text):
            start, end = last + 1 - length, last + 1
            if _is_whole(folded.text, start, end):
                yield folded.original(start), folded.original(end), meanings


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())
