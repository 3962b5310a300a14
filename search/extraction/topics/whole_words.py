"""A text x forms -> where the forms stand in it as whole words, in one pass of an Aho-Corasick automaton."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import ahocorasick

from search.extraction.exchanging import exchange_table, exchanged, foreign
from search.extraction.topics.folding import FoldedText, fold

Meaning = TypeVar("Meaning")


class WholeWords(Generic[Meaning]):
    """Finds folded forms, each with what it means. Case, accents, hyphens and line breaks do not matter.

    The automaton holds the forms with a space for everything that is neither letter nor digit, and one before and
    after, so that it looks for forms at the heads of words only.
    """

    def __init__(self, forms: Iterable[tuple[str, Meaning]]) -> None:
        meanings: dict[str, list[Meaning]] = defaultdict(list)
        for form, meaning in forms:
            meanings[form].append(meaning)
        self._meanings = {form: tuple(meant) for form, meant in meanings.items()}
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
        for form in meanings:
            self._automaton.add_word(f" {_spaced(form)} ")
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[Meaning, ...]]]:
        """Start, end (exclusive, in the text as written) and meanings of every form found; some may overlap."""
        folded = fold(text)
        for start, end, meanings in self.find_folded(folded):
            yield folded.original(start), folded.original(end), meanings

    def find_folded(self, folded: FoldedText) -> list[tuple[int, int, tuple[Meaning, ...]]]:
        """The same in a text that is folded already, start and end as places of it."""
        if not self._meanings:
            return []
        words, meanings_of = folded.text, self._meanings.get
        return [
            (last + 1 - padded, last - 1, meanings)
            for last, padded in self._automaton.iter(f" {_spaced(words)} ")
            if (meanings := meanings_of(words[last + 1 - padded : last - 1]))
        ]


def _spaced(text: str) -> str:
    """The text with a space for every character that parts words."""
    for character in foreign(text):
        if not character.isalnum():
            text = text.replace(character, " ")
    return exchanged(text, _SPACED)


_SPACED = exchange_table({code: " " for code in range(128) if not chr(code).isalnum()})
