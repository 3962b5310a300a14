"""
Document -> the topics it is about, with the phrases that say so.

    topics.toml -> taxonomy   what topics there are, and their phrases
    phrases                   a phrase as written -> its forms
    folding, matching         a text -> the phrases found in it
    scoring                   the phrases found -> a score for each topic
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from search.extraction.topics.matching import Match, Matcher
from search.extraction.topics.phrases import forms
from search.extraction.topics.scoring import Found, scores
from search.extraction.topics.taxonomy import LEVELS, Phrase, Taxonomy, Topic, phrases_from, standard_taxonomy
from search.model import Document, Field, TopicMention

__all__ = [
    "LEVELS",
    "Phrase",
    "Taxonomy",
    "Topic",
    "TopicFinder",
    "find_topics",
    "forms",
    "phrases_from",
    "standard_taxonomy",
    "topic_scores",
]

FIELDS: tuple[Field, ...] = ("title", "body")


class TopicFinder:
    """Finds some topics in documents; built once, used for many."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._topics = {topic.id: topic for topic in topics}
        self._matcher = Matcher(self._topics.values())

    def mentions(self, document: Document) -> tuple[TopicMention, ...]:
        """The evidence for the topics whose score reaches their threshold, in order of appearance."""
        found = self._found(document)
        score_of = scores(found, _characters(document))
        reached = {topic for topic, score in score_of.items() if score >= self._topics[topic].threshold}
        if not reached:
            return ()
        return tuple(
            _mention(document, field, match)
            for field, match in found
            if match.pattern.topic in reached and match.pattern.weight > 0
        )

    def scores(self, document: Document) -> dict[str, float]:
        """The score of every topic that has any evidence, whether or not it passes."""
        return scores(self._found(document), _characters(document))

    def _found(self, document: Document) -> list[Found]:
        return [
            (field, match) for field in FIELDS for match in _standing(self._matcher.matches(getattr(document, field)))
        ]


def find_topics(document: Document) -> tuple[TopicMention, ...]:
    """The evidence for every topic of the standard taxonomy that the document is about."""
    return _standard_finder().mentions(document)


def topic_scores(document: Document) -> dict[str, float]:
    """The score of every topic of the standard taxonomy that has any evidence in the document."""
    return _standard_finder().scores(document)


@cache
def _standard_finder() -> TopicFinder:
    return TopicFinder(standard_taxonomy().topics.values())


def _characters(document: Document) -> int:
    return len(document.title) + len(document.body)


def _mention(document: Document, field: Field, match: Match) -> TopicMention:
    text = getattr(document, field)[match.start : match.end]
    return TopicMention(field, match.start, match.end, text, match.pattern.topic, match.pattern.weight)


def _standing(matches: Iterable[Match]) -> list[Match]:
    """Of the matches that overlap within a topic the first and longest, and no match that an exclusion covers."""
    of_topic: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        of_topic[match.pattern.topic].append(match)
    standing = [match for group in of_topic.values() for match in _without_overlaps(group)]
    return sorted(standing, key=lambda match: (match.start, match.end, match.pattern.topic))


def _without_overlaps(matches: list[Match]) -> list[Match]:
    if len(matches) == 1:
        return matches if matches[0].pattern.weight else []
    # An exclusion is a match like the others, and so wins over the phrase it covers, being longer or put first.
    matches.sort(key=lambda match: (match.start, -match.end, bool(match.pattern.weight), -match.pattern.weight))
    standing: list[Match] = []
    end = 0
    for match in matches:
        if match.start >= end:
            end = match.end
            if match.pattern.weight:
                standing.append(match)
    return standing
