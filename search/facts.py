"""An actor of the collection -> what is known of it: offices, days, what came before and after."""

from __future__ import annotations

from collections.abc import Iterable

from search.live import OpenGeneration
from search.model import Facts, Label, Tenure
from search.offices import Term


def facts_of(current: OpenGeneration, actor: str) -> Facts:
    """The facts about an actor; empty for one that nothing is known of but what the documents say."""
    offices = current.offices
    since, until = offices.days.get(actor, ("", ""))
    return Facts(
        offices=tuple(_tenure(current, term) for term in offices.terms_of(actor)),
        before=_labels(current, offices.before(actor)),
        after=_labels(current, offices.after(actor)),
        since=since,
        until=until,
    )


def _tenure(current: OpenGeneration, term: Term) -> Tenure:
    return Tenure(_label(current, term.person), term.office, _label(current, term.of), term.since, term.until)


def _labels(current: OpenGeneration, actors: Iterable[str]) -> tuple[Label, ...]:
    return tuple(_label(current, actor) for actor in actors)


def _label(current: OpenGeneration, actor: str) -> Label:
    """The label of an actor; one that no document names has no id."""
    if current.index.document_frequency("actor", actor):
        return current.labels.of("actor", actor)
    return Label("", current.offices.names.get(actor, actor))
