"""Random small collections, how to write them, and what they hold by plain Python."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from search.columnar.builder import SegmentBuilder
from search.columnar.generation import carry_over, publish_segments
from search.model import Annotations, Document, IndexedDocument

WORDS = ("talk", "talks", "talking", "treaty", "treaties", "oil", "Moscow's", "U.S.", "the", "the", "état", "москва")
ACTORS = ("france", "iran", "nato", "sergei-lavrov", "united-states")
TOPICS = ("energy", "oil-and-gas", "security", "trade")
FIRST_DAY = date(1990, 12, 20)

words = st.sampled_from(WORDS)
sentences = st.lists(words, min_size=0, max_size=6).map(" ".join)
paragraphs = st.lists(sentences, min_size=1, max_size=4).map(lambda found: ". ".join(found).title())
texts = st.lists(paragraphs, min_size=0, max_size=3).map("\n\n".join)


@st.composite
def intervals(draw):
    first = FIRST_DAY + timedelta(days=draw(st.integers(0, 40)))
    return first, first + timedelta(days=draw(st.sampled_from([0, 0, 1, 5, 30])))


@st.composite
def indexed_documents(draw, number):
    document = Document(
        id=f"{draw(st.sampled_from('abc'))}{number}",
        title=draw(sentences),
        body=draw(texts),
        source=draw(st.sampled_from(["", "Reuters", "TASS"])),
    )
    return IndexedDocument(
        document,
        Annotations(),
        actors=tuple(draw(st.lists(st.sampled_from(ACTORS), max_size=4, unique=True))),
        topics=tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=3, unique=True))),
        published=draw(st.none() | intervals()),
        mentioned=tuple(draw(st.lists(intervals(), max_size=3))),
    )


@dataclass(frozen=True)
class Collection:
    """Documents in the segments they are written to, and the ids of those deleted afterwards."""

    segments: tuple[tuple[IndexedDocument, ...], ...]
    removed: frozenset[str]

    @property
    def live(self):
        return [d for segment in self.segments for d in segment if d.document.id not in self.removed]

    def write(self, folder, memory=1 << 27):
        """Writes the segments as one generation and, if any document is deleted, a second one; returns its folder."""
        first = folder / "first"
        first.mkdir(parents=True)
        names = [write_segment(first, documents, memory) for documents in self.segments]
        publish_segments(first, names)
        if not self.removed:
            return first
        second = folder / "second"
        second.mkdir()
        publish_segments(second, carry_over(first, second, self.removed))
        return second


def write_segment(folder, documents, memory=1 << 27):
    builder = SegmentBuilder(folder, memory=memory)
    for document in documents:
        builder.add(document)
    return builder.close()


@st.composite
def collections(draw, most_documents=14, most_segments=3):
    count = draw(st.integers(1, most_documents))
    documents = [draw(indexed_documents(number)) for number in range(count)]
    cuts = sorted(draw(st.lists(st.integers(0, count), max_size=most_segments - 1)))
    segments = [tuple(documents[a:b]) for a, b in zip([0, *cuts], [*cuts, count], strict=True)]
    ids = [document.document.id for document in documents]
    removed = draw(st.just([]) | st.lists(st.sampled_from(ids), max_size=count, unique=True))
    return Collection(tuple(segments), frozenset(removed))


def plain_document(identifier, body="", **fields):
    """A document with what a test says, and nothing else."""
    labels = {name: fields.pop(name) for name in ("actors", "topics", "mentioned") if name in fields}
    published = fields.pop("published", None)
    document = Document(id=identifier, title=fields.pop("title", ""), body=body, **fields)
    return IndexedDocument(
        document,
        Annotations(),
        actors=labels.get("actors", ()),
        topics=labels.get("topics", ()),
        published=published,
        mentioned=labels.get("mentioned", ()),
    )


def counted(values):
    """How many documents have each value; a value counts once in a document."""
    return Counter(value for of_document in values for value in set(of_document))
