"""
Rules -> one pass over a text for the places where a date may begin, and the rules to try there.

The pass runs inside the regular-expression engine: it stops at a word boundary only, branches on the first
character, and hands over to Python only where the head of some rule fits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.extraction.dates.reading import Rule

_DIGIT = "0"
Trial = tuple[re.Pattern[str], Rule]


@dataclass(frozen=True, slots=True)
class Scanner:
    """`places` finds a non-word character before a head; `trials` are the rules by the first character of a head."""

    places: re.Pattern[str]
    trials: Mapping[str, tuple[Trial, ...]]

    def trials_at(self, lowered: str, position: int) -> tuple[Trial, ...]:
        character = lowered[position]
        return self.trials.get(_DIGIT if character.isdecimal() else character, ())


def scanner_of(rules: Iterable[Rule]) -> Scanner:
    """The scanner for these rules; where several fit, the earlier rule is tried first."""
    tails: dict[str, dict[str, None]] = defaultdict(dict)
    trials: dict[str, dict[Trial, None]] = defaultdict(dict)
    for rule in rules:
        trial = (re.compile(rule.pattern), rule)
        for head in rule.heads:
            for first, tail in _split(head):
                tails[first][tail] = None
                trials[first][trial] = None
    branches = [f"{re.escape(first)}(?:{'|'.join(tails[first])})" for first in sorted(tails) if first != _DIGIT]
    branches.append(rf"(?=\d)(?:{'|'.join(tails[_DIGIT])})")
    places = re.compile(rf"[^\w](?={'|'.join(branches)})")
    return Scanner(places, {first: tuple(found) for first, found in trials.items()})


def _split(head: str) -> Iterable[tuple[str, str]]:
    """A head as pairs of its first character and the rest; heads that begin with a digit stay whole."""
    if head.startswith("(?:"):
        alternatives, rest = _alternatives(head)
        for alternative in alternatives:
            yield from _split(alternative + rest)
    elif head[0].isalpha():
        yield head[0], head[1:]
    else:
        yield _DIGIT, head


def _alternatives(head: str) -> tuple[list[str], str]:
    """The alternatives of the group that a head begins with, and what follows the group."""
    depth, begin, found = 0, 3, []
    for position, character in enumerate(head):
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        if (character == "|" and depth == 1) or depth == 0:
            found.append(head[begin:position])
            begin = position + 1
        if depth == 0:
            return found, head[position + 1 :]
    raise ValueError(f"the group at the start of {head!r} is not closed")
