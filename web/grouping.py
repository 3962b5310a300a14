"""The values of a facet -> the groups that they are shown in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import Flask

from search.analysis import fold
from search.model import FacetValue, Label
from web.wording import KINDS

_MOST_LABELS = 6


class Group(NamedTuple):
    """Values under one heading: a kind of actor, or the group of some topics, which can itself be ticked."""

    heading: str
    values: tuple[FacetValue, ...]
    ticked: FacetValue | None = None


def by_kind(values: Sequence[FacetValue]) -> tuple[Group, ...]:
    """Actors under the heading of their kind; a kind that is not known is shown last."""
    of_kind: dict[str, list[FacetValue]] = {kind: [] for kind in KINDS}
    for value in values:
        of_kind.setdefault(value.kind, []).append(value)
    unknown = sorted(of_kind.keys() - KINDS.keys())
    return tuple(Group(KINDS.get(kind, "Other"), tuple(of_kind[kind])) for kind in (*KINDS, *unknown) if of_kind[kind])


def heads_and_parts(topics: Sequence[FacetValue]) -> tuple[list[FacetValue], Mapping[str, list[FacetValue]]]:
    """The topics whose group is not shown, in their order, and those that stand in the group of each, by its id."""
    shown = {topic.value for topic in topics}
    heads: list[FacetValue] = []
    parts_of: dict[str, list[FacetValue]] = {}
    for topic in topics:
        if topic.parent in shown:
            parts_of.setdefault(topic.parent, []).append(topic)
        else:
            heads.append(topic)
    return heads, parts_of


def by_parent(values: Sequence[FacetValue]) -> tuple[Group, ...]:
    """Topics under their groups, in the order of the groups; a topic whose group is not shown stands by itself."""
    heads, parts_of = heads_and_parts(values)
    return tuple(Group(head.label, tuple(parts_of.get(head.value, ())), head) for head in heads)


def having_words(values: Sequence[FacetValue], words: str) -> tuple[FacetValue, ...]:
    """The values whose name holds what was typed, without regard to case and accents."""
    wanted = fold(words.strip())
    return tuple(value for value in values if wanted in fold(value.label))


def grouped(facet: str, values: Sequence[FacetValue]) -> tuple[Group, ...]:
    """The groups of any facet; one without headings where the facet has none."""
    if facet == "actor":
        return by_kind(values)
    return by_parent(values) if facet == "topic" else (Group("", tuple(values)),) if values else ()


def first_values(values: Sequence[FacetValue], shown: int) -> Sequence[FacetValue]:
    """The values to show before “more”: all that are ticked or left out, and enough others; never all but one."""
    if len(values) <= shown + 1:
        return values
    most = max(shown, sum([value.selected or value.excluded for value in values]))
    return values if len(values) <= most + 1 else values[:most]


def chosen_first(labels: Sequence[Label], chosen: Sequence[str]) -> Sequence[Label]:
    """The labels of a result that were asked for, then the most telling of the others."""
    return sorted(labels, key=lambda label: label.id not in chosen)[: max(_MOST_LABELS, len(chosen))]


def init_app(app: Flask) -> None:
    app.add_template_global(grouped)
