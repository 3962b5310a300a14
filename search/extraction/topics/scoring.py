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
from collections.abc import Collection, Iterable, Mapping

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
    counts: dict[tuple[str, str], float] = defaultdict(float)
    weights: dict[tuple[str, str], float] = {}
    titled: set[tuple[str, str]] = set()
    for field, match in found:
        pattern = match.pattern
        sense = pattern.topic, pattern.sense
        counts[sense] += OPENING_COUNT if match.start < OPENING_CHARACTERS else 1.0
        weights[sense] = max(weights.get(sense, pattern.weight), pattern.weight)
        if field == "title":
            titled.add(sense)
    return _totals(counts, weights, titled, _length_factor(characters))


def _totals(
    counts: Mapping[tuple[str, str], float],
    weights: Mapping[tuple[str, str], float],
    titled: Collection[tuple[str, str]],
    long: float,
) -> dict[str, float]:
    """The sum over the senses (topic and stem) of each topic."""
    total: dict[str, float] = defaultdict(float)
    for sense, count in counts.items():
        total[sense[0]] += weights[sense] * ((1 + K) * count / (count + K * long) + TITLE * (sense in titled))
    return dict(total)


def _length_factor(characters: int) -> float:
    return min(max(math.sqrt(characters / ORDINARY_CHARACTERS), SHORTEST), LONGEST)
