"""The arrays of a term -> a Whoosh matcher, for Whoosh's own searcher and for queries the evaluator does not know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.matching import LeafMatcher, ReadTooFar

from search.columnar.segment import Segment


class TermMatcher(LeafMatcher):  # type: ignore[misc]
    """Steps through the postings of one term. All of them count as one block."""

    def __init__(self, segment: Segment, fieldname: str, number: int, format_: Any, scorer: Any) -> None:
        self._segment, self._field, self._number = segment, segment.fields[fieldname], number
        self._term = (fieldname, self._field.lexicon.term(number))
        self._postings = self._field.postings(number)
        self._occurrence_start = np.cumsum(self._postings.frequencies, dtype=np.int64) - self._postings.frequencies
        self.format, self.scorer = format_, scorer
        self._place = 0

    def is_active(self) -> bool:
        return self._place < len(self._postings)

    def reset(self) -> None:
        self._place = 0

    def copy(self) -> TermMatcher:
        same = TermMatcher(self._segment, self._field.name, self._number, self.format, self.scorer)
        same._place = self._place
        return same

    def id(self) -> int:
        return int(self._postings.documents[self._place])

    def all_ids(self) -> Iterator[int]:
        return iter(self._postings.documents[self._place :].tolist())

    def next(self) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._place += 1

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._place = max(self._place, int(np.searchsorted(self._postings.documents, id)))

    def skip_to_quality(self, minquality: float) -> int:
        """Passes over everything when no posting can be better than `minquality`."""
        if self.block_quality() <= minquality:
            self._place = len(self._postings)
        return 0

    def weight(self) -> float:
        return float(self._postings.frequencies[self._place])

    def positions(self) -> list[int]:
        """Word positions in the current document."""
        start = int(self._occurrence_start[self._place])
        found = self._field.positions(self._number)[start : start + int(self._postings.frequencies[self._place])]
        positions: list[int] = found.tolist()
        return positions

    def value(self) -> bytes:
        """The posting as Whoosh's format writes it: positions, or nothing for a field without them."""
        return bytes(self.format.encode(self.positions())) if self._field.has_positions else b""

    def value_as(self, astype: str) -> Any:
        if astype == "positions" and self._field.has_positions:
            return self.positions()
        return super().value_as(astype)

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        while self.is_active():
            yield self.id(), self.value()
            self.next()

    def block_min_length(self) -> int:
        return int(self._field.shortest_length_of_term[self._number])

    def block_max_length(self) -> int:
        lengths = self._segment.length_of_document.get(self._field.name)
        return 0 if lengths is None else int(lengths[self._postings.documents].max())

    def block_max_weight(self) -> float:
        return float(self._field.largest_frequency_of_term[self._number])
