"""How many documents have each value of a facet -> the values as they are shown, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from search.columnar.index import Counts, Names
from search.labels import Labels
from search.model import FacetValue, Label


class FacetValues:
    """The values of a facet in one generation. Their labels and the order of these are found once: a page shows a
    hundred of them."""

    def __init__(self, facet: str, names: Names, labels: Labels) -> None:
        self._facet = facet
        self._labels = labels.all_of(facet, names.texts)
        self._label_of_value = {label.id: label for label in self._labels}
        by_name = sorted(range(len(self._labels)), key=lambda number: _name_and_id(self._labels[number]))
        self._place_of_value = np.argsort(by_name)

    def label(self, value: str) -> Label:
        """The label of a value; one that no document has is shown as it is."""
        return self._label_of_value.get(value) or Label(value, value)

    def labels(self, values: Iterable[str]) -> tuple[Label, ...]:
        return tuple([self.label(value) for value in values])

    def shown(self, counts: Counts, chosen: Sequence[str], excluded: Sequence[str], most: int) -> list[FacetValue]:
        """Ticked values first, even at 0; then by count, then by name; `most` of them, and all that are ticked."""
        ticked = {value: counts.of(value) for value in (*chosen, *excluded)}
        first = self._ticked(ticked, chosen, excluded)
        if len(first) >= most:
            return first
        leading = counts.first(most, self._place_of_value)
        others = [(self._labels[number], count) for number, count in leading if self._labels[number].id not in ticked]
        return first + [self._value(label, count) for label, count in others[: most - len(first)]]

    def _ticked(
        self, count_of_value: Mapping[str, int], chosen: Sequence[str], excluded: Sequence[str]
    ) -> list[FacetValue]:
        values = [
            self._value(self.label(value), count, selected=value in chosen, excluded=value in excluded)
            for value, count in count_of_value.items()
        ]
        return sorted(values, key=lambda of: (not of.selected, not of.excluded, -of.count, of.label, of.value))

    def _value(self, label: Label, count: int, *, selected: bool = False, excluded: bool = False) -> FacetValue:
        kind, parent = (label.kind, "") if self._facet == "actor" else ("", label.kind)
        return FacetValue(label.id, label.name, count, selected, excluded, kind, parent)


def _name_and_id(label: Label) -> tuple[str, str]:
    return label.name, label.id
