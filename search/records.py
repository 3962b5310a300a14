"""Documents and annotations <-> JSON text, as the index and the annotation cache keep them."""

import json
from datetime import date

from search.model import RECORD_KEYS, ActorMention, Annotations, DateMention, Document, TopicMention


def document_to_json(document: Document) -> str:
    """A compact JSON object of the fields that are not empty."""
    record = {key: value for key in RECORD_KEYS if (value := getattr(document, key))}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def document_from_json(text: str) -> Document:
    record = json.loads(text)
    return Document(**{key: record.get(key, "") for key in RECORD_KEYS})


def annotations_to_json(annotations: Annotations) -> str:
    """Three lists (actors, dates, topics) of lists, in the order of the fields of each mention."""
    return json.dumps(
        [
            [[m.field, m.start, m.end, m.text, m.actor, m.name, m.kind, m.basis] for m in annotations.actors],
            [
                [m.field, m.start, m.end, m.text, _day(m.first_day), _day(m.last_day), m.granularity, m.timex, m.basis]
                for m in annotations.dates
            ],
            [[m.field, m.start, m.end, m.text, m.topic, m.weight] for m in annotations.topics],
        ],
        ensure_ascii=False,
        separators=(",", ":"),
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
