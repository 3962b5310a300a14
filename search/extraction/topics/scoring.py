"""
The phrases found in a document -> a score for each topic.

    score(topic) = sum over senses of  weight * ((1 + K) * n / (n + K * long) + TITLE * in title)

n counts the occurrences of a sense, those in the title and the opening for more, so that repetition saturates
and different phrases add up; `long` is the square root of the length in ordinary texts, so that a passing
word in a long report weighs less than in a short item. The form is BM25's with fields (Robertson and
Zaragoza 2009), with a root because long reports have several topics.
"""

import math
from collections.abc import Iterable

from search.extraction.topics.matching import Match
from search.model import Field

Found = tuple[Field, Match]

K = 2.0
ORDINARY_CHARACTERS = 1_500
SHORTEST, LONGEST = 0.5, 4.0
TITLE = 1.25
OPENING_CHARACTERS, OPENING_COUNT = 300, 1.5


def score(found: Iterable[Found], long: float) -> float:
    """The score of a topic that these phrases were found for, in a document of that length factor."""
    counts: dict[str, float] = {}
    weights: dict[str, float] = {}
    titled: set[str] = set()
    for field, match in found:
        sense, weight = match.pattern.sense, match.pattern.weight
        counts[sense] = counts.get(sense, 0.0) + (OPENING_COUNT if match.start < OPENING_CHARACTERS else 1.0)
        weights[sense] = max(weights.get(sense, weight), weight)
        if field == "title":
            titled.add(sense)
    total = 0.0
    for sense, count in counts.items():
        total += weights[sense] * ((1 + K) * count / (count + K * long) + TITLE * (sense in titled))
    return total


def most_of_one(field: Field, start: int, long: float) -> float:
    """Times the weight of its sense, what a phrase there adds to a score: less where its sense is there already."""
    count = OPENING_COUNT if start < OPENING_CHARACTERS else 1.0
    return (1 + K) * count / (count + K * long) + TITLE * (field == "title")


def length_factor(characters: int) -> float:
    """The length of a document that phrases are weighed against: 1.0 for an ordinary one."""
    return min(max(math.sqrt(characters / ORDINARY_CHARACTERS), SHORTEST), LONGEST)
