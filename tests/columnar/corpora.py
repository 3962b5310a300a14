"""Random small collections, how to write them, and what they hold by plain Python."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from search.columnar.builder import SegmentBuilder
from search.columnar.generation import carry_over, publish_segments
from search.model import Annotations, Document, IndexedDocument, LabelledSentence

WORDS = ("talk", "talks", "talking", "treaty", "treaties", "oil", "Moscow's", "U.S.", "the", "the", "état", "москва")
ACTORS = ("france", "iran", "nato", "sergei-lavrov", "united-states")
TOPICS = ("energy", "oil-and-gas", "security", "trade")
FIRST_DAY = date(1990, 12, 20)


class Writer:
    """Makes up documents from a seed: much faster than drawing them word by word."""

    def __init__(self, seed):
        self._random = Random(seed)

    def some(self, values, most):
        return self._random.sample(values, self._random.randint(0, min(most, len(values))))

    def sentence(self):
        return " ".join(self._random.choices(WORDS, k=self._random.randint(0, 6)))

    def paragraph(self):
        return ". ".join(self.sentence() for _ in range(self._random.randint(1, 4))).title()

    def text(self):
        return "\n\n".join(self.paragraph() for _ in range(self._random.randint(0, 3)))

    def interval(self):
        first = FIRST_DAY + timedelta(days=self._random.randint(0, 40))
        return first, first + timedelta(days=self._random.choice([0, 0, 1, 5, 30]))

    def document(self, number):
        identifier = f"{self._random.choice('abc')}{number}"
        source = self._random.choice(["", "Reuters", "TASS"])
        actors, topics = tuple(self.some(ACTORS, 4)), tuple(self.some(TOPICS, 3))
        return IndexedDocument(
            Document(id=identifier, title=self.sentence(), body=self.text(), source=source),
            Annotations(),
            actors=actors,
            topics=topics,
            published=self._random.choice([None, self.interval()]),
            mentioned=tuple(self.interval() for _ in range(self._random.randint(0, 3))),
            sentences=tuple(self.sentences(actors, topics)),
        )

    def sentences(self, actors, topics):
        """Some sentences in a few paragraphs, and those of the labels that stand in none of them."""
        if not actors and not topics:
            return
        shown, paragraph = set(), 0
        for _ in range(self._random.randint(0, 5)):
            paragraph += self._random.randint(0, 1)
            found = LabelledSentence(paragraph, tuple(self.some(actors, 2)), tuple(self.some(topics, 2)))
            shown.update(found.actors, found.topics)
            if found.actors or found.topics:
                yield found
        left = [tuple(label for label in labels if label not in shown) for labels in (actors, topics)]
        if any(left):
            yield LabelledSentence(paragraph + 1, *left)

    def collection(self, documents, segments):
        written = [self.document(number) for number in range(documents)]
        cuts = sorted(self._random.randint(0, documents) for _ in range(segments - 1))
        parts = [tuple(written[a:b]) for a, b in zip([0, *cuts], [*cuts, documents], strict=True)]
        removed = self._random.choice([[], self.some(written, documents)])
        return Collection(tuple(parts), frozenset(document.document.id for document in removed))


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


def collections(most_documents=14, most_segments=3):
    """Random collections; a failing one is made smaller in documents and segments."""
    return st.builds(
        lambda seed, documents, segments: Writer(seed).collection(documents, segments),
        st.integers(0, 1 << 32),
        st.integers(1, most_documents),
        st.integers(1, most_segments),
    )


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
