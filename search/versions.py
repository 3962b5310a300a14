"""
Two texts -> how much of the shorter one stands in the other, word for word.

Texts are compared whole, by every run of five words in a row (Broder's shingles), kept as they are and not as hashes:
what is said to be alike is alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from search.analysis import terms

RUN = 5  # words in a row; fewer are common turns of phrase
FEWEST_WORDS = 20  # of a text that can be told from others by its runs
_MOST_CHARACTERS = 200_000  # of a text are compared, a book of 35,000 words; comparing takes a tenth of a second


@dataclass(frozen=True)
class Wording:
    """A text as the runs of words in it."""

    words: tuple[str, ...]

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        return frozenset(self._in_order())

    def _in_order(self) -> list[tuple[str, ...]]:
        return list(zip(*(self.words[start:] for start in range(RUN)), strict=False))

    def words_in(self, other: Wording) -> int:
        """How many of its words stand in a run that the other text has too."""
        count, reached = 0, 0
        for start, run in enumerate(self._in_order()):
            if run in other.runs:
                count += start + RUN - max(start, reached)
                reached = start + RUN
        return count


def wording_of(text: str) -> Wording:
    return Wording(tuple(terms(text[:_MOST_CHARACTERS])))


def share_alike(one: Wording, other: Wording) -> float:
    """The share of the words of the shorter text that stand in runs of the other; 0 for texts too short to tell."""
    shorter, longer = sorted((one, other), key=lambda wording: (len(wording.words), wording.words))
    if len(shorter.words) < FEWEST_WORDS or shorter.runs.isdisjoint(longer.runs):
        return 0.0
    return shorter.words_in(longer) / len(shorter.words)
