"""A tree -> the query that parses to it."""

from __future__ import annotations

import re

from search.model import Match
from search.query.grammar import SCOPES
from search.query.leaves import CLOCK_OF_PREFIX, LABEL_OF_PREFIX, OPERATORS
from search.query.tree import (
    All,
    Any,
    Dates,
    Everything,
    Fuzzy,
    Label,
    Node,
    Not,
    Pattern,
    Phrase,
    Together,
    Word,
    narrows,
)

_PREFIX_OF_CLOCK = {clock: prefix for prefix, clock in CLOCK_OF_PREFIX.items()}
_PREFIX_OF_LABEL = {label: prefix for prefix, label in LABEL_OF_PREFIX.items()}
_NAME_OF_SCOPE = {scope: name for name, scope in SCOPES.items()}
_NEEDS_NO_QUOTES = re.compile(r"[^\W_]([\w.-]*[^\W_])?")
_DATE_NEEDS_NO_QUOTES = re.compile(r"[\w.<>=/'-]+")


def written(tree: Node, *, operator: Match = "all") -> str:
    """The shortest spelling that means the tree where words side by side combine by `operator`."""
    if isinstance(tree, All):
        return _all(tree, operator)
    if isinstance(tree, Any):
        return _any(tree, operator)
    return "" if tree == Everything() else _one(tree, operator)


def _all(tree: All, operator: Match) -> str:
    wanted = [part for part in tree.parts if not narrows(part)]
    narrowing = [_one(part, operator) for part in tree.parts if narrows(part)]
    if operator == "any" and len(wanted) > 1:
        return " ".join([" AND ".join(_one(part, operator) for part in wanted), *narrowing])
    if operator == "any" and len(wanted) == 1 and isinstance(wanted[0], Any):
        return " ".join([_any(wanted[0], operator, is_alone=False), *narrowing])
    return " ".join([*(_one(part, operator) for part in wanted), *narrowing])


def _any(tree: Any, operator: Match, *, is_alone: bool = True) -> str:
    parts = [_one(part, operator) for part in tree.parts]
    if operator == "any" and not any(narrows(part) for part in tree.parts):
        return " ".join(parts)
    chosen = " OR ".join(parts)
    return chosen if is_alone else f"({chosen})"


def _one(node: Node, operator: Match) -> str:
    """A node as a single item, in parentheses where it needs them."""
    match node:
        case Everything():
            return "*"
        case Word():
            return _in_field(node.text, node.field)
        case Phrase():
            distance = "" if node.distance is None else f"~{node.distance}"
            return _in_field(f'"{node.text}"{distance}', node.field)
        case Pattern():
            return _in_field(node.text, node.field)
        case Fuzzy():
            return _in_field(f"{node.text}~{node.distance}", node.field)
        case Label():
            return f"{_PREFIX_OF_LABEL[node.field]}:{_quoted(node.value, _NEEDS_NO_QUOTES)}"
        case Dates():
            return f"{_PREFIX_OF_CLOCK[node.clock]}:{_quoted(node.words, _DATE_NEEDS_NO_QUOTES)}"
        case Not():
            return f"-{_one(node.part, operator)}"
        case Together():
            # Inside, words side by side are always all of them.
            return f"{_NAME_OF_SCOPE[node.scope]}({' '.join(_one(part, 'all') for part in node.parts)})"
        case All() | Any():
            return f"({written(node, operator=operator)})"


def _in_field(text: str, field: str) -> str:
    return f"{field}:{text}" if field else text


def _quoted(text: str, bare: re.Pattern[str]) -> str:
    return text if bare.fullmatch(text) and text not in OPERATORS else f'"{text}"'
