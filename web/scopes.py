"""A search whose ticks may have to meet -> the switch between the scopes in which they do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.model import SCOPES, Results, SearchRequest


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """One way of the switch; `count` is the total of its search, where ways differ at all."""

    words: str
    request: SearchRequest
    is_current: bool
    count: int | None = None


def scope_choices(results: Results) -> tuple[ScopeChoice, ...]:
    """Nothing where no scope could make a difference. Alternative actors are offered as asked for all together."""
    asked = results.request
    if results.together:
        return tuple(_counted(results))
    if asked.scope != "document":
        return tuple(ScopeChoice(scope, asked.changing(scope=scope), asked.scope == scope) for scope in SCOPES)
    return ()


def _counted(results: Results) -> Iterator[ScopeChoice]:
    asked = results.request
    for scope, count in results.together.items():
        meeting = asked.meeting().changing(scope=scope)
        yield ScopeChoice(scope, meeting, asked.must_meet and asked.scope == scope, count)
