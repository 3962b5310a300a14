"""The words and phrases of a query -> as many of them as are read, and what is said of the query."""

from __future__ import annotations

from collections.abc import Iterable

from search.model import Notice
from search.query.limits import Limits
from search.query.tokens import Token
from search.query.tree import Fuzzy, Node, Pattern


class Clauses:
    """Counts what a query asks for against its limits; keeps every notice about it."""

    def __init__(self, limits: Limits, notices: Iterable[Notice]) -> None:
        self.notices = list(notices)
        self._limits = limits
        self._count = 0
        self._pattern_count = 0

    def say(self, message: str, token: Token) -> None:
        self.notices.append(Notice(message, token.start, token.end))

    def counted(self, token: Token, node: Node) -> list[Node]:
        """The node, while the query has not too many of them; else nothing."""
        is_pattern = isinstance(node, Pattern | Fuzzy)
        limits = self._limits
        self._count += 1
        self._pattern_count += is_pattern
        if self._count > limits.clauses:
            return self._left_out(token, self._count, limits.clauses, "words and phrases")
        if is_pattern and self._pattern_count > limits.patterns:
            return self._left_out(token, self._pattern_count, limits.patterns, "patterns")
        return [node]

    def _left_out(self, token: Token, count: int, most: int, things: str) -> list[Node]:
        """Nothing; said of the first that is too many."""
        if count == most + 1:
            self.say(f"only the first {most:,} {things} are read; from {token.start + 1} on they are left out", token)
        return []
