"""How much of a query is read: every bound is a setting, and says so when it is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Characters and clauses that are read, how many of these may be patterns or fuzzy words, parentheses within
    parentheses, and words that a pattern may stand for."""

    characters: int = 2000
    clauses: int = 200
    patterns: int = 16
    depth: int = 20
    expansions: int = 1000

    @classmethod
    def from_settings(cls, settings: Mapping[str, str | int | bool]) -> Limits:
        """The limits that the settings query_characters, query_clauses and expansions give."""
        return cls(
            characters=int(settings["query_characters"]),
            clauses=int(settings["query_clauses"]),
            expansions=int(settings["expansions"]),
        )
