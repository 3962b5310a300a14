"""Values of documents -> the sentences or paragraphs in which they stand, and what else stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from search.columnar.arrays import Integers, Mask
from search.columnar.segment import Segment
from search.model import Unit

# Up to a sixteenth of the documents or values, looking up the mentions of each is faster than passing over all of them.
_FEW = 16
_COMPARED = 32  # values, one by one


@dataclass(frozen=True, slots=True)
class Units:
    """Sentences or paragraphs of a generation that have a label, by segment: bool[sentences] or bool[paragraphs]."""

    unit: Unit
    of_segment: tuple[Mask, ...]

    def __and__(self, other: Units) -> Units:
        pairs = zip(self.of_segment, other.of_segment, strict=True)
        return Units(self.unit, tuple(a & b for a, b in pairs))


def all_units(units: list[Units]) -> Units:
    return reduce(Units.__and__, units)


def units_with(segment: Segment, facet: str, values: Sequence[int], unit: Unit) -> Mask:
    """The units in which one of the values, given by their numbers, stands."""
    mentions, units = segment.mentions[facet], segment.mentions[facet].unit_of_mention(unit)
    is_in_slot = _having(segment, facet, values)
    slots = np.flatnonzero(is_in_slot)
    are_few = len(slots) * _FEW < len(is_in_slot)
    found = mentions.of_slots(slots)[0] if are_few else np.flatnonzero(is_in_slot[mentions.slot_of_mention])
    stands = np.zeros(len(segment.sentences.document_of_unit[unit]), dtype=bool)
    stands[units[found]] = True
    return stands


def _having(segment: Segment, facet: str, values: Sequence[int]) -> Mask:
    """The slots that have one of the values: a comparison with one of them takes a fortieth of a look at each slot."""
    value_of_slot = segment.values[facet].value_of_slot
    if len(values) < _COMPARED:
        has_none = np.zeros(len(value_of_slot), dtype=bool)
        return reduce(np.logical_or, (value_of_slot == value for value in values), has_none)
    is_wanted = np.zeros(len(segment.fields[facet].lexicon), dtype=bool)
    is_wanted[values] = True
    wanted: Mask = is_wanted[value_of_slot]
    return wanted


def documents_with_units(segment: Segment, units: Mask, unit: Unit) -> Mask:
    """The documents that have one of the units: bool[documents]."""
    mask = np.zeros(segment.document_count, dtype=bool)
    mask[segment.sentences.document_of_unit[unit][np.flatnonzero(units)]] = True
    return mask


def value_counts_within(segment: Segment, facet: str, documents: Mask, units: Mask, unit: Unit) -> Integers:
    """How many of these documents have each value in one of the units: int64[values]."""
    column, values = segment.values[facet], len(segment.fields[facet].lexicon)
    chosen = np.flatnonzero(documents & documents_with_units(segment, units, unit))
    if len(chosen) * _FEW < segment.document_count:
        slots = _standing_of(segment, facet, column.slots(chosen), units, unit)
    else:
        slots = _standing(segment, facet, units, unit)
        slots = slots[documents[column.document_of_slot[slots]]]
    return np.bincount(column.value_of_slot[slots], minlength=values)


def _standing_of(segment: Segment, facet: str, slots: Integers, units: Mask, unit: Unit) -> Integers:
    """Those of the slots whose value stands in one of the units."""
    mentions = segment.mentions[facet]
    found, counts = mentions.of_slots(slots)
    stands = np.zeros(len(slots), dtype=bool)
    stands[np.repeat(np.arange(len(slots)), counts)[units[mentions.unit_of_mention(unit)[found]]]] = True
    return slots[stands]


def _standing(segment: Segment, facet: str, units: Mask, unit: Unit) -> Integers:
    """The slots whose value stands in one of the units."""
    mentions = segment.mentions[facet]
    stands = np.zeros(len(segment.values[facet].value_of_slot), dtype=bool)
    found = np.flatnonzero(units[mentions.unit_of_mention(unit)])  # a mask as an index takes three times as long
    stands[mentions.slot_of_mention[found]] = True
    return np.flatnonzero(stands)
