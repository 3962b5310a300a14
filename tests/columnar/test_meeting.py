"""Labels that stand together: over several segments, with deletions, against plain Python."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.columnar.generation import consolidated, publish_segments
from search.columnar.index import open_columnar
from tests.columnar.corpora import ACTORS, TOPICS, Writer, collections, counted, write_segment

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
scopes = st.sampled_from(["sentence", "paragraph"])


def units_of(document, unit):
    """What stands in each sentence or paragraph of a document."""
    found = {}
    for number, sentence in enumerate(document.sentences):
        labels = found.setdefault(number if unit == "sentence" else sentence.paragraph, set())
        labels.update(sentence.actors, sentence.topics)
    return found.values()


def ids_in(index, found):
    return {index.document_id(number) for number in found.documents.tolist()}


@quick
@given(collections(), scopes, st.sampled_from(ACTORS), st.sampled_from(TOPICS))
def test_labels_meet_in_the_documents_that_a_reader_would_find(tmp_path_factory, collection, unit, actor, topic):
    index = open_columnar(collection.write(tmp_path_factory.mktemp("index")))

    together = index.units_with("actor", [actor], unit) & index.units_with("topic", [topic], unit)

    expected = [d for d in collection.live if any({actor, topic} <= labels for labels in units_of(d, unit))]
    assert ids_in(index, index.documents_with(together)) == {d.document.id for d in expected}


@quick
@given(collections(), scopes, st.sampled_from(TOPICS), st.integers(0, 1 << 32))
def test_what_stands_beside_a_label_is_counted_once_for_each_document(tmp_path_factory, collection, unit, topic, seed):
    index = open_columnar(collection.write(tmp_path_factory.mktemp("index")))
    some = index.live & index.masked(np.random.default_rng(seed).integers(0, 2, index.size).astype(bool))
    chosen = [d for d in collection.live if d.document.id in ids_in(index, some)]

    counts = index.count_within("actor", some, index.units_with("topic", [topic], unit))

    beside = [[label for labels in units_of(d, unit) if topic in labels for label in labels] for d in chosen]
    assert dict(counts.items()) == counted([label for label in labels if label in ACTORS] for labels in beside)


@pytest.mark.parametrize("unit", ["sentence", "paragraph"])
def test_merging_keeps_every_label_in_its_sentence(tmp_path, unit):
    written = [Writer(seed).document(seed) for seed in range(40)]
    names = [write_segment(tmp_path, written[start : start + 10]) for start in range(0, 40, 10)]
    publish_segments(tmp_path, consolidated(tmp_path, names, most=1))
    index = open_columnar(tmp_path)

    counts = index.count_within("topic", index.live, index.units_with("actor", ["iran"], unit))

    beside = [[label for labels in units_of(d, unit) if "iran" in labels for label in labels] for d in written]
    assert len(index.segments) == 1
    assert dict(counts.items()) == counted([label for label in labels if label in TOPICS] for labels in beside)


def test_an_unknown_label_stands_nowhere(tmp_path):
    publish_segments(tmp_path, [write_segment(tmp_path, [Writer(1).document(1)])])
    index = open_columnar(tmp_path)

    assert not len(index.documents_with(index.units_with("actor", ["nobody"], "sentence")))
