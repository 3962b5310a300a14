"""
Document -> the topics it is about, with the phrases that say so.

    topics.toml -> taxonomy   what topics there are, and their phrases
    phrases                   a phrase as written -> its forms
    folding, matching         a text -> the phrases found in it
    scoring                   the phrases found -> a score for each topic
"""

from collections import defaultdict
from collections.abc import Container, Iterable
from functools import cache
from typing import NamedTuple

from search.extraction.topics.folding import FoldedText, fold
from search.extraction.topics.matching import Match, Matcher, Sight, matches_in
from search.extraction.topics.phrases import forms
from search.extraction.topics.scoring import OPENING_CHARACTERS, Found, length_factor, most_of_one, score
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
_ROUNDED = 1e-9  # more than a sum differs by that is made in another order


class _Page(NamedTuple):
    """A field with whatever may be a phrase in it."""

    field: Field
    text: str
    folded: FoldedText
    sights: list[Sight]


class TopicFinder:
    """Finds some topics in documents; built once, used for many."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._topics = {topic.id: topic for topic in topics}
        self._matcher = Matcher(self._topics.values())

    def mentions(self, document: Document) -> tuple[TopicMention, ...]:
        """The evidence for the topics whose score reaches their threshold, in order of appearance."""
        pages = self._pages(document)
        long = length_factor(_characters(document))
        promising = self._promising(pages, long)
        if not promising:
            return ()
        reached: list[Found] = []
        for topic, found in self._found(pages, promising).items():
            if score(found, long) >= self._topics[topic].threshold:
                reached += [one for one in found if one[1].pattern.weight > 0]
        reached.sort(key=_appearance)
        return tuple(_mention(document, field, match) for field, match in reached)

    def scores(self, document: Document) -> dict[str, float]:
        """The score of every topic that has any evidence, whether or not it passes."""
        long = length_factor(_characters(document))
        return {topic: score(found, long) for topic, found in self._found(self._pages(document), self._topics).items()}

    def _pages(self, document: Document) -> list[_Page]:
        texts = [(field, text, fold(text)) for field in FIELDS if (text := getattr(document, field))]
        return [_Page(field, text, folded, self._matcher.sights(folded)) for field, text, folded in texts]

    def _promising(self, pages: Iterable[_Page], long: float) -> set[str]:
        """The topics that might reach their threshold: most have a weak phrase or two, and need no closer look."""
        most: dict[str, float] = defaultdict(float)
        for field, _, _, sights in pages:
            in_opening, after_it = most_of_one(field, 0, long), most_of_one(field, OPENING_CHARACTERS, long)
            for start, _, patterns in sights:
                times = in_opening if start < OPENING_CHARACTERS else after_it
                for pattern in patterns:
                    if pattern.heaviest > 0:
                        most[pattern.topic] += times * pattern.heaviest
        return {topic for topic, sum_of_most in most.items() if sum_of_most + _ROUNDED >= self._topics[topic].threshold}

    def _found(self, pages: Iterable[_Page], topics: Container[str]) -> dict[str, list[Found]]:
        """The phrases that stand for each of the topics, as written, the title's first."""
        found: dict[str, list[Found]] = defaultdict(list)
        for field, text, folded, sights in pages:
            for topic, matches in _by_topic(matches_in(text, folded, sights, topics)).items():
                if standing := _without_overlaps(matches):
                    found[topic] += [(field, _as_written(match, folded)) for match in standing]
        return found


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


def _appearance(found: Found) -> tuple[bool, int, int, str]:
    field, match = found
    return field != "title", match.start, match.end, match.pattern.topic


def _mention(document: Document, field: Field, match: Match) -> TopicMention:
    text = getattr(document, field)[match.start : match.end]
    return TopicMention(field, match.start, match.end, text, match.pattern.topic, match.pattern.weight)


def _by_topic(matches: Iterable[Match]) -> dict[str, list[Match]]:
    of_topic: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        of_topic[match.pattern.topic].append(match)
    return of_topic


def _as_written(match: Match, folded: FoldedText) -> Match:
    return Match(folded.original(match.start), folded.original(match.end), match.pattern)


def _without_overlaps(matches: list[Match]) -> list[Match]:
    """Of the matches of a topic that overlap the first and longest, and no match that an exclusion covers."""
    # An exclusion is a match like the others, and so wins over the phrase it covers, being longer or put first.
    standing: list[Match] = []
    end = 0
    for match in sorted(matches, key=_precedence) if len(matches) > 1 else matches:
        if match.start >= end:
            end = match.end
            if match.pattern.weight:
                standing.append(match)
    return standing


def _precedence(match: Match) -> tuple[int, int, bool, float]:
    return match.start, -match.end, bool(match.pattern.weight), -match.pattern.weight
