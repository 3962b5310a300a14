"""
The phrases found in a document -> a score for each topic.

    score(topic) = sum over senses of  weight * ((1 + K) * n / (n + K * long) + TITLE * in title)

n counts the occurrences of a sense, those in the title and the opening for more, so that repetition saturates
and different phrases add up; `long` is the square root of the length in ordinary texts, so that a passing
word in a long report weighs less than in a short item. The form is BM25's with fields (Robertson and
Zaragoza 2009), with a root because long reports have several topics.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from search.extraction.topics.matching import Match
from search.model import Field

Found = tuple[Field, Match]

K = 2.0
ORDINARY_CHARACTERS = 1_500
SHORTEST, LONGEST = 0.5, 4.0
TITLE = 1.25
OPENING_CHARACTERS, OPENING_COUNT = 300, 1.5


def scores(found: Iterable[Found], characters: int) -> dict[str, float]:
    """The score of every topic that a phrase was found for, in a document of so many characters."""
    evidence: dict[tuple[str, str], _Evidence] = defaultdict(_Evidence)
    for field, match in found:
        evidence[match.pattern.topic, match.pattern.sense].add(field, match)
    long = _length_factor(characters)
    total: dict[str, float] = defaultdict(float)
    for (topic, _), sense in evidence.items():
        total[topic] += sense.score(long)
    return dict(total)


@dataclass(slots=True)
class _Evidence:
    """What was found for one sense of one topic."""

    weight: float = 0.0
    count: float = 0.0
    in_title: bool = False

    def add(self, field: Field, match: Match) -> None:
        self.weight = max(self.weight, match.pattern.weight) if self.weight else match.pattern.weight
        self.in_title |= field == "title"
        self.count += OPENING_COUNT if match.start < OPENING_CHARACTERS else 1.0

    def score(self, long: float) -> float:
        return self.weight * ((1 + K) * self.count / (self.count + K * long) + TITLE * self.in_title)


def _length_factor(characters: int) -> float:
    return min(max(math.sqrt(characters / ORDINARY_CHARACTERS), SHORTEST), LONGEST)
