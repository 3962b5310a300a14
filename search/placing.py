"""A document with its mentions -> the sentences in which labels stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from search.analysis import paragraph_starts, sentence_starts
from search.model import ActorMention, Annotations, Document, Field, LabelledSentence, TopicMention, Unit

STARTS: Mapping[Unit, Callable[[str], list[int]]] = {"sentence": sentence_starts, "paragraph": paragraph_starts}

Labels = dict[str, None]  # each once, in the order of the text


def labelled_sentences(
    document: Document, annotations: Annotations, group_of_topic: Mapping[str, str]
) -> tuple[LabelledSentence, ...]:
    """The sentences of title and body that name an actor or speak for a topic or its group, in order.

    They begin where the query language has them begin, so that ticks and SAME(...) mean the same; a mention stands
    in the sentence that it begins in.
    """
    texts: tuple[tuple[Field, str], ...] = (("title", document.title), ("body", document.body))
    return tuple(
        LabelledSentence(found.paragraph, tuple(found.actors), tuple(found.topics))
        for field_, text in texts
        for _, found in sorted(_by_sentence(field_, text, annotations, group_of_topic).items())
    )


@dataclass(slots=True)
class _Gathered:
    """What stands in one sentence. Paragraphs of a title are numbered from below 0, so that none is one of the body."""

    paragraph: int
    actors: Labels = field(default_factory=dict)
    topics: Labels = field(default_factory=dict)


def _by_sentence(
    in_field: Field, text: str, annotations: Annotations, group_of_topic: Mapping[str, str]
) -> dict[int, _Gathered]:
    actors = [mention for mention in annotations.actors if mention.field == in_field]
    topics = [mention for mention in annotations.topics if mention.field == in_field]
    found: dict[int, _Gathered] = {}
    if not actors and not topics:
        return found
    sentences, paragraphs = sentence_starts(text), paragraph_starts(text)
    base = -len(paragraphs) if in_field == "title" else 0

    def sentence_of(mention: ActorMention | TopicMention) -> _Gathered:
        number = bisect_right(sentences, mention.start)
        if number not in found:
            found[number] = _Gathered(base + bisect_right(paragraphs, mention.start) - 1)
        return found[number]

    for actor in actors:
        sentence_of(actor).actors[actor.actor] = None
    for topic in topics:
        sentence_of(topic).topics.update(dict.fromkeys(_with_group(topic.topic, group_of_topic)))
    return found


def _with_group(topic: str, group_of_topic: Mapping[str, str]) -> Iterable[str]:
    return (topic, group_of_topic[topic]) if topic in group_of_topic else (topic,)
