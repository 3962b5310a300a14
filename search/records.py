"""Documents and annotations <-> text, as the index and the annotation cache keep them."""

import json
from collections import Counter
from datetime import date
from typing import NamedTuple

from search.model import RECORD_KEYS, ActorMention, Annotations, DateMention, Document, TopicMention

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_value_before_rest = json.JSONDecoder().raw_decode


class Record(NamedTuple):
    """A document with the ids of its labels, the most often mentioned first."""

    document: Document
    actors: tuple[str, ...]
    topics: tuple[str, ...]


def record_to_text(document: Document, annotations: Annotations) -> str:
    """A line with a compact JSON object of what is not empty but the body, which follows as it is.

    What a page shows of a document can be told from it without reading the annotations.
    """
    fields: dict[str, object] = {key: getattr(document, key) for key in RECORD_KEYS if key != "body"}
    fields["actors"] = _by_mentions([mention.actor for mention in annotations.actors])
    fields["topics"] = _by_mentions([mention.topic for mention in annotations.topics])
    return f"{_COMPACT.encode({key: value for key, value in fields.items() if value})}\n{document.body}"


def record_from_text(text: str) -> Record:
    fields, end = _value_before_rest(text)
    actors, topics = fields.pop("actors", ()), fields.pop("topics", ())
    return Record(Document(**{"title": "", **fields, "body": text[end + 1 :]}), tuple(actors), tuple(topics))


def document_from_text(text: str) -> Document:
    return record_from_text(text).document


def _by_mentions(labels: list[str]) -> list[str]:
    """Each once, the most often mentioned first, and of two that are mentioned as often the one that is so earlier."""
    return [label for label, _ in Counter(labels).most_common()]


def annotations_to_json(annotations: Annotations) -> str:
    """Three lists (actors, dates, topics) of lists, in the order of the fields of each mention."""
    return _COMPACT.encode(
        [
            [[m.field, m.start, m.end, m.text, m.actor, m.name, m.kind, m.basis] for m in annotations.actors],
            [
                [m.field, m.start, m.end, m.text, _day(m.first_day), _day(m.last_day), m.granularity, m.timex, m.basis]
                for m in annotations.dates
            ],
            [[m.field, m.start, m.end, m.text, m.topic, m.weight] for m in annotations.topics],
        ]
    )


def annotations_from_json(text: str) -> Annotations:
    actors, dates, topics = json.loads(text)
    return Annotations(
        actors=tuple(ActorMention(*values) for values in actors),
        dates=tuple(
            DateMention(field, start, end, text, _date(first), _date(last), granularity, timex, basis)
            for field, start, end, text, first, last, granularity, timex, basis in dates
        ),
        topics=tuple(TopicMention(*values) for values in topics),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
