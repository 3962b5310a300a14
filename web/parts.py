"""A long text -> parts, each short enough for a page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search.analysis import paragraph_starts, sentence_starts
from search.model import Field

MOST_CHARACTERS = 100_000  # of a part, some 35 pages of a book: a tenth of a second, a third with a mark at every word
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of a body start, where the last ends (character offsets), and which is shown; the first is 1."""

    starts: Sequence[int]
    last_end: int
    shown: int = 1

    @property
    def count(self) -> int:
        return len(self.starts)

    @property
    def start(self) -> int:
        """Where the part that is shown starts."""
        return self.starts[self.shown - 1]

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.starts[self.shown] if self.shown < self.count else self.last_end

    def holding(self, field: Field, place: int) -> int:
        """The part in which a place stands; the title is shown with the first."""
        return 1 if field == "title" else bisect_right(self.starts, place)


def part_starts(text: str) -> list[int]:
    """Character offsets at which the parts of a text start: a paragraph if it can be, else a sentence, else a word."""
    starts, end = [0], len(text.rstrip())
    while end - starts[-1] > MOST_CHARACTERS:
        starts.append(_next_start(text, starts[-1]))
    return starts


def _next_start(text: str, start: int) -> int:
    """The last good place in the second half of what may be in the part."""
    end = start + MOST_CHARACTERS
    middle = start + MOST_CHARACTERS // 2
    for starts_of in _STARTS:
        if last := starts_of(text[middle:end])[-1]:
            return middle + last
    return end


def _word_starts(text: str) -> list[int]:
    return [0, *(space.end() for space in _SPACE.finditer(text))]


_STARTS: Sequence[Callable[[str], list[int]]] = (paragraph_starts, sentence_starts, _word_starts)
