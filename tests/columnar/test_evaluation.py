import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.query import Every, Not, Phrase, Term

from search.columnar.evaluation import Evaluation
from search.columnar.index import open_columnar
from search.columnar.queries import Within
from tests.columnar.corpora import Collection, collections, plain_document
from tests.columnar.oracle import Oracle
from tests.columnar.trees import choices_of_words, numbered_trees, trees


def disagreement(index, tree):
    """What the evaluator and the oracle say, where they differ; None where they agree."""
    documents, scores = index.evaluate(tree)
    found = dict(zip(documents.tolist(), scores.tolist(), strict=True))
    expected = Oracle(index).found(tree)
    agrees = found.keys() == expected.keys() and all(
        found[document] == pytest.approx(expected[document], rel=1e-4, abs=1e-5) for document in found
    )
    return None if agrees else (found, expected)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(collections(), numbered_trees)
def test_documents_and_scores_are_those_of_whooshs_leaves_combined(tmp_path_factory, collection, tree):
    index = open_columnar(collection.write(tmp_path_factory.mktemp("index")))

    assert disagreement(index, tree) is None


@settings(max_examples=60, deadline=None)
@given(collections(), trees)
def test_scores_and_order_do_not_depend_on_segments(tmp_path_factory, collection, tree):
    folder = tmp_path_factory.mktemp("index")
    spread = open_columnar(collection.write(folder / "spread"))
    whole = open_columnar(type(collection)((tuple(collection.live),), frozenset()).write(folder / "whole"))

    assert ranked(spread, tree) == ranked(whole, tree)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(collections(), st.lists(trees, min_size=2, max_size=3))
def test_queries_of_one_search_that_share_its_words_find_and_score_as_each_alone(tmp_path_factory, collection, several):
    index = open_columnar(collection.write(tmp_path_factory.mktemp("index")))
    words = index.words()

    for tree in several:
        evaluation = index.evaluation(tree, words=words)
        documents = evaluation.matched().documents

        expected, scores = index.evaluate(tree)
        assert documents.tolist() == expected.tolist()
        assert evaluation.scores(documents).tolist() == scores.tolist()


def ranked(index, tree):
    documents, scores = index.evaluate(tree)
    places = index.first_by([-scores], documents, len(documents))
    return [(index.document_id(int(documents[n])), float(scores[n])) for n in places]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(collections(), st.one_of(trees, choices_of_words), st.integers(1, 4), st.integers(1, 5))
def test_the_best_are_those_of_a_full_ranking_with_the_same_scores(tmp_path_factory, collection, tree, count, at_once):
    index = open_columnar(collection.write(tmp_path_factory.mktemp("index")))
    documents, scores = index.evaluate(tree)
    evaluation = Evaluation(index, tree, at_once=at_once)

    best, scores_of_best = evaluation.best(evaluation.matched(), count)

    score_of = dict(zip(documents.tolist(), scores.tolist(), strict=True))
    bound = sorted(scores.tolist(), reverse=True)[:count][-1:]
    assert {document: score_of[document] for document in best.tolist()} == dict(
        zip(best.tolist(), scores_of_best.tolist(), strict=True)
    )
    assert {d for d, score in score_of.items() if bound and score >= bound[0]} <= set(best.tolist())


def test_an_index_without_documents_answers_nothing(tmp_path):
    index = open_columnar(Collection(((),), frozenset()).write(tmp_path))

    for tree in (Every(), Term("body", "x"), Phrase("body", ["x", "y"]), Not(Term("body", "x"))):
        assert len(index.evaluate(tree)[0]) == 0


def test_a_word_of_the_next_document_does_not_stand_in_the_last_sentence_of_this_one(tmp_path):
    texts = {
        "a": "Talking.",
        "b": "Talking went on. They signed a treaty.",
        **{f"c{number}": "Talking. Talking again." for number in range(3)},
    }
    documents = tuple(plain_document(name, text) for name, text in texts.items())
    index = open_columnar(Collection((documents,), frozenset()).write(tmp_path))

    together = Within("body", [Term("body", "treaty"), Term("body", "talking")], "sentence")

    assert len(index.evaluate(together)[0]) == 0
