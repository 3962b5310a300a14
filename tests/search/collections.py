"""Small collections with known labels, published as a real index."""

from datetime import date

from search.actor_names import ActorNames
from search.columnar.writing import write_index
from search.labels import write_labels
from search.model import (
    ActorMention,
    Annotations,
    DateMention,
    Document,
    IndexedDocument,
    Label,
    TopicMention,
    published_range,
)
from search.offices import Offices, write_offices
from search.placing import labelled_sentences
from search.schema import SCHEMA_VERSION
from search.storage import Manifest, files_of, new_generation, publish

NOTHING_KNOWN = Offices()
GROUP_OF_TOPIC = {"arms-control": "security", "sanctions": "economy", "trade": "economy"}
WRITTEN_ACTORS = ("andes", "burma", "chad")


def document(name, text="", *, actors=(), topics=(), published="", mentioned=(), source="", sentences=None):
    """An indexed document whose labels are given by hand; the words of each mention are the first of the body.

    So all labels stand in one sentence, unless `sentences` say where they do.
    """
    body = text or "x"
    annotations = Annotations(
        actors=tuple(ActorMention("body", 0, 1, body[0], a, a.title(), "state", "name") for a in actors),
        dates=tuple(_date_mention(body, *days) for days in mentioned),
        topics=tuple(TopicMention("body", 0, 1, body[0], topic, 1.0) for topic in topics),
    )
    groups = [GROUP_OF_TOPIC[topic] for topic in topics]
    return IndexedDocument(
        Document(name, name.upper(), body, published=published, source=source),
        annotations,
        actors=tuple(actors),
        topics=tuple(dict.fromkeys([*topics, *groups])),
        published=published_range(published) if published else None,
        mentioned=tuple(mentioned),
        sentences=labelled_sentences(Document(name, name.upper(), body), annotations, GROUP_OF_TOPIC)
        if sentences is None
        else tuple(sentences),
    )


def written(name, body, title="Untitled"):
    """A document that names the actors and topics whose ids stand in its text, wherever they stand."""
    texts = (("title", title), ("body", body))
    actors = tuple(
        ActorMention(field, start, end, a, a, a.title(), "state", "name")
        for field, start, end, a in _named(texts, WRITTEN_ACTORS)
    )
    topics = tuple(TopicMention(field, start, end, t, t, 1.0) for field, start, end, t in _named(texts, GROUP_OF_TOPIC))
    document, annotations = Document(name, title, body), Annotations(actors=actors, topics=topics)
    groups = [GROUP_OF_TOPIC[mention.topic] for mention in topics]
    return IndexedDocument(
        document,
        annotations,
        actors=tuple(dict.fromkeys(mention.actor for mention in actors)),
        topics=tuple(dict.fromkeys([*(mention.topic for mention in topics), *groups])),
        published=None,
        mentioned=(),
        sentences=labelled_sentences(document, annotations, GROUP_OF_TOPIC),
    )


def _named(texts, names):
    for field, text in texts:
        lowered = text.lower()
        for name in names:
            start = lowered.find(name)
            while start >= 0:
                yield field, start, start + len(name), name
                start = lowered.find(name, start + 1)


def _date_mention(body, first, last):
    return DateMention("body", 0, 1, body[0], first, last, "range", first.isoformat(), "absolute")


def publish_collection(index_dir, documents, offices=NOTHING_KNOWN, fingerprint="fingerprint"):
    """Writes the documents as the next live generation of an index folder."""
    names = ActorNames()
    for indexed in documents:
        names.add(indexed.annotations)
    topics = {name: Label(name, name.title(), group) for name, group in GROUP_OF_TOPIC.items()}
    groups = {group: Label(group, group.title()) for group in GROUP_OF_TOPIC.values()}
    with new_generation(index_dir) as folder:
        count = write_index(folder, iter(documents))
        write_labels(folder, names.labels({**topics, **groups}))
        write_offices(folder, offices)
        publish(index_dir, folder, Manifest(SCHEMA_VERSION, count, fingerprint, "x", "", files_of(folder)))
    return index_dir


def days(first, last=None):
    first = date.fromisoformat(first)
    return first, date.fromisoformat(last) if last else first
