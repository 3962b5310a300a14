"""A name typed after actor:, topic:, source:, author: or lang: -> the values of the index that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from search.analysis import terms
from search.query.tree import LabelField


class Names(Protocol):
    """What a query needs to know of the names in a collection."""

    def find(self, field: LabelField, typed: str) -> tuple[str, ...]:
        """Values of the index that a typed id or name stands for; none for a name that nobody bears."""

    def name(self, field: LabelField, value: str) -> str:
        """The name that a value is shown by."""


class TypedNames:
    """Takes every typed name for a value of the index: for reading a query where there is no index."""

    def find(self, field: LabelField, typed: str) -> tuple[str, ...]:
        return (typed,)

    def name(self, field: LabelField, value: str) -> str:
        return value


class KnownNames:
    """Values found by id or by any of their names, without regard to case, accents and punctuation.

    A name that nobody bears in full finds every value with a name that holds those words in a row, so that a
    surname finds its bearers.
    """

    def __init__(self, names: Mapping[LabelField, Mapping[str, tuple[str, ...]]]) -> None:
        """`names` gives, for each field, the names of each value, the one to show first."""
        self._shown = {(field, value): n[0] if n else value for field, of in names.items() for value, n in of.items()}
        self._values: dict[LabelField, dict[str, list[str]]] = {field: {} for field in names}
        for field, of in names.items():
            for value, spellings in of.items():
                for key in dict.fromkeys(map(_key, (value, *spellings))):
                    self._values[field].setdefault(key, []).append(value)

    def find(self, field: LabelField, typed: str) -> tuple[str, ...]:
        known, key = self._values.get(field, {}), _key(typed)
        if key in known or not key.strip():
            return tuple(known.get(key, ()))
        return tuple(dict.fromkeys(value for longer, values in known.items() if key in longer for value in values))

    def similar(self, field: LabelField, typed: str) -> tuple[str, ...]:
        """Values with a name at most two letters away from what was typed, the nearest first."""
        known, key = self._values.get(field, {}), _key(typed)
        near = extract(key, known.keys(), scorer=OSA.distance, score_cutoff=2, limit=3)
        return tuple(dict.fromkeys(value for name, _, _ in near for value in known[name]))

    def name(self, field: LabelField, value: str) -> str:
        return self._shown.get((field, value), value)


def _key(name: str) -> str:
    """The folded words of a name, with a space on both sides so that whole words are found in it."""
    return f" {' '.join(terms(name))} "
