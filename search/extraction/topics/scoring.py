"""
The phrases found in a document -> a score for each topic.

    score(topic) = sum over senses of  weight * (1 + K) * n / (n + K * long)

n counts the occurrences of a sense, those in the title and the opening for more, so that repetition
saturates and different phrases add up; `long` is the square root of the length in ordinary texts, so that
a passing word in a long report weighs less than in a short item. The form is BM25's (Robertson and
Zaragoza 2009), with a root because long reports have several topics.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from search.extraction.topics.matching import Match
from search.model import Field

Found = tuple[Field, Match]

K = 2.0
ORDINARY_CHARACTERS = 1_500
SHORTEST, LONGEST = 0.5, 4.0
TITLE_COUNT = 3.0
OPENING_CHARACTERS, OPENING_COUNT = 300, 1.5


def scores(found: Iterable[Found], characters: int) -> dict[str, float]:
    """The score of every topic that a phrase was found for, in a document of so many characters."""
    counts: dict[tuple[str, str], float] = defaultdict(float)
    weights: dict[tuple[str, str], float] = {}
    for field, match in found:
        sense = match.pattern.topic, match.pattern.sense
        counts[sense] += _count(field, match.start)
        weights[sense] = max(match.pattern.weight, weights.get(sense, match.pattern.weight))
    return _summed(counts, weights, _length_factor(characters))


def _count(field: Field, start: int) -> float:
    if field == "title":
        return TITLE_COUNT
    return OPENING_COUNT if start < OPENING_CHARACTERS else 1.0


def _length_factor(characters: int) -> float:
    return min(max(math.sqrt(characters / ORDINARY_CHARACTERS), SHORTEST), LONGEST)


def _summed(
    counts: Mapping[tuple[str, str], float], weights: Mapping[tuple[str, str], float], long: float
) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for (topic, sense), count in counts.items():
        total[topic] += weights[topic, sense] * (1 + K) * count / (count + K * long)
    return dict(total)
