"""How much of a query is read: every bound is a setting, and says so when it is reached."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """Characters and clauses that are read, how many of these may be patterns or fuzzy words, parentheses within
    parentheses, words that a pattern may stand for, and milliseconds that a search may take."""

    characters: int = 2000
    clauses: int = 200
    patterns: int = 16
    depth: int = 20
    expansions: int = 1000
    milliseconds: int = 2000
    deadline: float = math.inf

    def from_now(self) -> Limits:
        """The same for a search that begins now: its deadline is a moment of the monotonic clock."""
        return replace(self, deadline=time.monotonic() + self.milliseconds / 1000)

    @classmethod
    def from_settings(cls, settings: Mapping[str, str | int | bool]) -> Limits:
        """The limits that the settings query_characters, query_clauses, expansions and search_ms give."""
        return cls(
            characters=int(settings["query_characters"]),
            clauses=int(settings["query_clauses"]),
            expansions=int(settings["expansions"]),
            milliseconds=int(settings["search_ms"]),
        )
