"""How many documents have each value of a facet -> the values as they are shown, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from search.columnar.index import Counts, Names
from search.labels import Labels
from search.model import FacetValue, Label
from search.model.freezing import frozen, unfrozen

_Unfrozen = unfrozen(FacetValue)


class FacetValues:
    """The values of a facet in one generation. Their labels and the order of these are found once: a page shows a
    hundred of them."""

    def __init__(self, facet: str, names: Names, labels: Labels) -> None:
        self._facet = facet
        found = labels.all_of(facet, names.texts)
        self._label_of_value = {label.id: label for label in found}
        self._shown_of_value = list(map(self._shown, found))
        self._place_of_value = np.argsort(sorted(range(len(found)), key=lambda n: (found[n].name, found[n].id)))

    def label(self, value: str) -> Label:
        """The label of a value; one that no document has is shown as it is."""
        return self._label_of_value.get(value) or Label(value, value)

    def labels(self, values: Iterable[str]) -> tuple[Label, ...]:
        known = self._label_of_value
        return tuple([known.get(value) or Label(value, value) for value in values])

    def shown(
        self, counts: Counts, chosen: Sequence[str], excluded: Sequence[str], most: int
    ) -> tuple[FacetValue, ...]:
        """Ticked values first, even at 0; then by count, then by name; `most` of them, and all that are ticked."""
        ticked = {value: counts.of(value) for value in (*chosen, *excluded)}
        first = self._ticked(ticked, chosen, excluded)
        if len(first) >= most:
            return tuple(first)
        numbers = counts.first(most, self._place_of_value)
        leading = map(self._shown_of_value.__getitem__, numbers.tolist())
        others = [
            _Unfrozen(value, name, count, False, False, kind, parent)
            for (value, name, kind, parent), count in zip(leading, counts.of_numbers(numbers), strict=True)
            if value not in ticked
        ]
        return (*first, *frozen(others[: most - len(first)], FacetValue))

    def _ticked(
        self, count_of_value: Mapping[str, int], chosen: Sequence[str], excluded: Sequence[str]
    ) -> list[FacetValue]:
        values = []
        for value, count in count_of_value.items():
            _, name, kind, parent = self._shown(self.label(value))
            values.append(FacetValue(value, name, count, value in chosen, value in excluded, kind, parent))
        return sorted(values, key=lambda of: (not of.selected, not of.excluded, -of.count, of.label, of.value))

    def _shown(self, label: Label) -> tuple[str, str, str, str]:
        """What is shown of a value: its id, name, kind and parent."""
        kind, parent = (label.kind, "") if self._facet == "actor" else ("", label.kind)
        return label.id, label.name, kind, parent
