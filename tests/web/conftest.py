"""A site over a small collection that is known by heart."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from search.model import (
    ActorMention,
    Annotations,
    DateMention,
    Document,
    IndexedDocument,
    LabelledSentence,
    TopicMention,
)
from search.pipeline import reindex
from search.placing import labelled_sentences
from tests.search.collections import GROUP_OF_TOPIC, document, publish_collection
from web import create_app

SEEDS = Path(__file__).parents[2] / "seeds"

HOSTILE = '<script>alert("x")</script>'


def hostile_document():
    """A document whose every field would be a script, were it not escaped."""
    body = f"{HOSTILE} arms {HOSTILE}"
    annotations = Annotations(
        actors=(ActorMention("body", 0, len(HOSTILE), HOSTILE, "hostile", HOSTILE, "person", "name"),),
        dates=(DateMention("body", 28, 32, "arms", date(2001, 1, 1), date(2001, 1, 1), "day", "", HOSTILE),),
        topics=(TopicMention("body", 0, 4, "<scr", "trade", 1.0),),
    )
    kept = Document(f"{HOSTILE}/a#1", HOSTILE, body, "2001-01-01", HOSTILE, "javascript:alert(1)", "en", HOSTILE)
    sentences = labelled_sentences(kept, annotations, GROUP_OF_TOPIC)
    return IndexedDocument(kept, annotations, ("hostile",), ("trade", "economy"), None, (), sentences)


def labelled_document():
    """“Lavrov met Blinken on Tuesday about arms control.” with its labels where they stand."""
    body = "Lavrov met Blinken on Tuesday about arms control.\n\nNothing was agreed on arms."
    annotations = Annotations(
        actors=(
            ActorMention("body", 0, 6, "Lavrov", "sergei-lavrov", "Sergei Lavrov", "person", "surname"),
            ActorMention("body", 11, 18, "Blinken", "antony-blinken", "Antony Blinken", "person", "surname"),
        ),
        dates=(
            DateMention(
                "body", 19, 29, "on Tuesday", date(2022, 2, 15), date(2022, 2, 15), "day", "2022-02-15", "past"
            ),
        ),
        topics=(TopicMention("body", 36, 48, "arms control", "arms-control", 2.0),),
    )
    days = (date(2022, 2, 17), date(2022, 2, 17))
    kept = Document("talks/lavrov.txt", "Lavrov and Blinken speak", body, "2022-02-17", "Wire", "https://example.org/a")
    return IndexedDocument(
        kept,
        annotations,
        ("sergei-lavrov", "antony-blinken"),
        ("arms-control", "security"),
        days,
        ((date(2022, 2, 15), date(2022, 2, 15)),),
        labelled_sentences(kept, annotations, GROUP_OF_TOPIC),
    )


def many_documents():
    """Thirty short documents, one in each of thirty years; Russia in all, Italy in every second one.

    Of the fifteen that name both, five do so in one sentence, and five more in one paragraph.
    """
    for number in range(30):
        actors = ("russia", "italy") if number % 2 else ("russia",)
        topics = ("sanctions",) if number % 3 else ("trade", "sanctions")
        year = str(1990 + number)
        given = {"actors": actors, "topics": topics, "published": year, "source": "Wire"}
        written = document(f"year-{year}", f"Gas and grain in {year}.", **given)
        yield replace(written, sentences=apart(written.topics, number // 2 % 3)) if number % 2 else written


def apart(topics, distance):
    """Russia with its topics, and Italy in the same sentence (0), the same paragraph (1) or another (2)."""
    if not distance:
        return (LabelledSentence(0, ("russia", "italy"), topics),)
    return LabelledSentence(0, ("russia",), topics), LabelledSentence(distance - 1, ("italy",), ())


DOCUMENTS = [*many_documents(), labelled_document(), hostile_document(), document("undated", "Nobody knows when.")]


@pytest.fixture(scope="session")
def index_dir(tmp_path_factory):
    return publish_collection(tmp_path_factory.mktemp("site") / "index", DOCUMENTS)


@pytest.fixture(scope="session")
def app(index_dir):
    return create_app({"INDEX_DIR": str(index_dir), "TESTING": True})


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def empty_client(tmp_path):
    """A site whose index has not been built."""
    return create_app({"INDEX_DIR": str(tmp_path), "TESTING": True}).test_client()


@pytest.fixture(scope="session")
def brief_client(tmp_path_factory):
    """The site over the collection that comes with the project."""
    index_dir = tmp_path_factory.mktemp("briefs") / "index"
    reindex(SEEDS, index_dir, jobs=1)
    return create_app({"INDEX_DIR": str(index_dir), "TESTING": True}).test_client()
