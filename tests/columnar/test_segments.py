from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import stem, terms
from search.columnar.days import date_column
from search.columnar.generation import carry_over, consolidated, open_segments, publish_segments
from search.columnar.segment import Segment
from search.records import document_from_text
from search.schema import BOUNDARIES, FoldingAnalyzer
from tests.columnar.corpora import Writer, collections, plain_document, write_segment


def written(folder, documents, memory=1 << 27):
    return Segment(folder, write_segment(folder, documents, memory))


def postings_of(segment, field):
    """Every term with its documents and the positions in each, marks included."""
    found = {}
    for number, term in enumerate(segment.fields[field].lexicon.terms()):
        postings = segment.fields[field].postings(number)
        ends = np.cumsum(postings.frequencies, dtype=int).tolist()
        positions = segment.fields[field].positions(number).tolist()
        found[term.decode()] = {
            document: positions[start:end]
            for document, (start, end) in zip(postings.documents.tolist(), pairwise([0, *ends]), strict=True)
        }
    return found


def expected_postings(texts):
    found = defaultdict(lambda: defaultdict(list))
    for number, text in enumerate(texts):
        for token in FoldingAnalyzer()(text, positions=True):
            found[token.text][number].append(token.pos)
    return {term: dict(documents) for term, documents in found.items()}


@settings(max_examples=60, deadline=None)
@given(st.integers(), st.integers(1, 12), st.sampled_from([1, 4000, 1 << 27]))
def test_postings_positions_and_marks_are_those_of_the_analyzer(tmp_path_factory, seed, count, memory):
    writer = Writer(seed)
    documents = [writer.document(number) for number in range(count)]

    segment = written(tmp_path_factory.mktemp("segment"), documents, memory)

    for field in ("title", "body"):
        texts = [getattr(document.document, field) for document in documents]
        assert postings_of(segment, field) == expected_postings(texts)
        assert segment.length_of_document[field].tolist() == [len(terms(text)) for text in texts]


# Signs and spaces of every kind, words of more than sixteen bytes, and what only looks like the end of a sentence.
SIGNS = ["Mr.", "e.g.", "U.S.", "x.", "War", "war", "3.5", "«Ja»", "“No.”", "(He", "O'Neill’s", "naïve", "İstanbul"]
MORE_SIGNS = ["…", "—", "和平。开始", "战争！", "。", "Ελλάδα", ".", "!", '."', "?)"]
LONG = ["antidisestablishmentarianism", "sixteenletters16", "\ud800", "\x00", "\ue000"]
GAPS = [" ", " ", "\n", "\n\n", " \n \n", "\r\n", "\t", "\xa0", "\u2003", "\u2028", "\x1c", "\x85"]
PIECES = st.sampled_from(SIGNS) | st.sampled_from(MORE_SIGNS) | st.sampled_from(LONG) | st.sampled_from(GAPS)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=12).map("".join), min_size=1, max_size=6), st.sampled_from([1, 1 << 27]))
def test_words_and_marks_are_those_of_the_analyzer_whatever_signs_stand_between(tmp_path_factory, bodies, memory):
    documents = [plain_document(f"d{number}", body) for number, body in enumerate(bodies)]

    segment = written(tmp_path_factory.mktemp("segment"), documents, memory)

    assert postings_of(segment, "body") == expected_postings(bodies)


def test_a_text_of_many_words_that_were_never_met_before_keeps_them_all(tmp_path):
    bodies = [" ".join(f"w{number * 5000 + n}" for n in range(5000)) for number in range(6)]

    segment = written(tmp_path, [plain_document(f"d{n}", body) for n, body in enumerate(bodies)], 1 << 20)

    assert postings_of(segment, "body") == expected_postings(bodies)


@settings(max_examples=60, deadline=None)
@given(collections(most_segments=5))
def test_merging_gives_what_writing_the_live_documents_at_once_gives(tmp_path_factory, collection):
    folder = tmp_path_factory.mktemp("merged")
    generation = collection.write(folder)
    names = [segment.name for segment in open_segments(generation)]

    merged = [Segment(generation, name) for name in consolidated(generation, names)]

    assert sum(segment.live_count for segment in merged) == len(collection.live)
    for segment in merged:
        again = folder / f"again-{segment.name}"
        again.mkdir()
        assert contents(segment) == contents(written(again, live_documents(segment, collection)))


def live_documents(segment, collection):
    by_id = {document.document.id: document for document in collection.live}
    return [by_id[segment.document_id(number)] for number in np.flatnonzero(segment.live).tolist()]


def contents(segment):
    """What a segment says about its live documents, by their ids."""
    live = np.flatnonzero(segment.live).tolist()
    return [
        (
            segment.document_id(number),
            segment.stored(number),
            [[segment.fields[f].lexicon.term(v) for v in segment.values[f].of(number)] for f in ("actor", "topic")],
            [segment.length_of_document[field][number] for field in ("title", "body")],
            [days_of(segment.days[clock], number) for clock in ("published", "mentioned")],
            {
                (term, tuple(positions))
                for term, documents in postings_of(segment, "body").items()
                for document, positions in documents.items()
                if document == number
            },
        )
        for number in live
    ]


def days_of(column, document):
    start, end = column.interval_start_of_document[document : document + 2].tolist()
    first, last = column.first_day_of_interval[start:end], column.last_day_of_interval[start:end]
    return {day for a, b in zip(first.tolist(), last.tolist(), strict=True) for day in range(a, b + 1)}


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 30), st.integers(0, 9)), max_size=20))
def test_intervals_that_touch_become_one_and_no_day_is_lost(entries):
    document, first, length = (
        (np.array(column, dtype=np.int32) for column in zip(*entries, strict=True))
        if (entries)
        else (np.empty(0, dtype=np.int32),) * 3
    )

    column = date_column(document, first, first + length, 5)

    for number in range(5):
        expected = {day for d, a, n in entries if d == number for day in range(a, a + n + 1)}
        assert days_of(column, number) == expected
        start, end = column.interval_start_of_document[number : number + 2].tolist()
        gaps = column.first_day_of_interval[start:end][1:] - column.last_day_of_interval[start:end][:-1]
        assert all(gaps > 1)


def test_a_word_used_three_hundred_times_keeps_its_count_and_its_places(tmp_path):
    documents = [plain_document(f"d{n}", "peace " * (300 if n == 2 else n)) for n in range(1, 5)]

    segment = written(tmp_path, documents)

    field = segment.fields["body"]
    number = field.lexicon.number(b"peace")
    assert field.frequencies(number).tolist() == [1, 300, 3, 4]
    assert field.positions(number).tolist() == [0, *range(300), *range(3), *range(4)]


def test_a_document_of_seventy_thousand_words_keeps_every_position(tmp_path):
    segment = written(tmp_path, [plain_document("long", "war " * 70_000 + "peace")])

    field = segment.fields["body"]
    assert field.positions(field.lexicon.number(b"peace")).tolist() == [70_000]


@pytest.mark.parametrize("count", [63, 64, 65, 700])
def test_a_word_in_every_document_is_kept_as_exactly_as_a_rare_one(tmp_path, count):
    bodies = ["common " + ("rare" if number % 97 == 5 else f"w{number}") for number in range(count)]

    segment = written(tmp_path, [plain_document(f"d{n:04}", body) for n, body in enumerate(bodies)])

    assert postings_of(segment, "body") == expected_postings(bodies)


def test_inflections_of_a_word_are_the_terms_with_its_stem(tmp_path):
    segment = written(tmp_path, [plain_document("d", "Talks talking talk treaty talked talkative")])
    lexicon = segment.fields["body"].lexicon

    found = [lexicon.term(int(number)).decode() for number in segment.inflections("body", stem("talks"))]

    assert found == ["talk", "talked", "talking", "talks"]


def test_marks_of_sentences_are_not_listed_as_words(tmp_path):
    lexicon = written(tmp_path, [plain_document("d", "One. Two.\n\nThree")]).fields["body"].lexicon

    listed = [term.decode() for _, term in lexicon.listed(range(len(lexicon)))]

    assert listed == ["one", "three", "two"]
    assert all(lexicon.number(mark.encode()) is not None for mark in BOUNDARIES)


def test_carrying_over_links_the_files_and_leaves_out_the_removed(tmp_path):
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir(), second.mkdir()
    publish_segments(first, [write_segment(first, [plain_document(name, "x") for name in ("a", "b", "c")])])

    names = carry_over(first, second, {"b", "unknown"})
    publish_segments(second, names)

    segment = open_segments(second)[0]
    assert [segment.document_number(name) for name in ("a", "b", "c")] == [0, None, 2]
    assert segment.files["terms"].path.stat().st_nlink == 2
    assert document_from_text(open_segments(first)[0].stored(1)).id == "b"


def test_a_segment_of_which_nothing_is_left_is_not_carried_over(tmp_path):
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir(), second.mkdir()
    publish_segments(first, [write_segment(first, [plain_document("a", "x")])])

    assert carry_over(first, second, {"a"}) == []


def test_many_small_segments_become_at_most_three_and_the_largest_is_left_alone(tmp_path):
    names = [write_segment(tmp_path, [plain_document(f"{n}-{i}", "x") for i in range(n)]) for n in (9, 2, 3, 1, 5)]

    left = consolidated(tmp_path, names)

    assert [Segment(tmp_path, name).document_count for name in left] == [9, 5, 6]
    assert left[0] == names[0]
