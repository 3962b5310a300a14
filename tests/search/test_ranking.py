"""What comes first, and that nothing but the query decides it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.quality.ranking import average_precision, ndcg, reciprocal_rank, score
from search.columnar.evaluation import Evaluation
from search.columnar.index import open_columnar
from search.model import SearchRequest
from search.query import compile_query, parse, weights_of
from search.ranking import Ranking
from search.searcher import open_index
from tests.columnar.corpora import collections
from tests.search.collections import document, publish_collection

DOCUMENTS = [
    document("a", "Pipeline gas. Gas to Europe, by the pipeline. Siberia sends it.", actors=("russia",)),
    document("b", "Gas in the kitchen, and much else that has nothing to do with anything that is asked for here."),
    document("c", "Siberia sends oil to Europe too, through a pipeline.", actors=("russia",)),
    document("d", "Wood from Finland goes to Europe by a road and not through any pipeline, they say in Helsinki."),
    document("e", "Gas, gas, gas: the pipeline from Siberia brings gas."),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return open_index(publish_collection(tmp_path_factory.mktemp("index"), DOCUMENTS))


def scores(results):
    return {hit.id: hit.score for hit in results.hits}


def test_ticks_never_change_scores(index):
    free = scores(index.search(SearchRequest("gas pipeline", operator="any")))
    ticked = scores(index.search(SearchRequest("gas pipeline", operator="any", actors=("russia",))))

    assert ticked == {name: free[name] for name in ("a", "c")}


def test_what_the_best_documents_share_raises_others_that_have_it(index):
    order = [hit.id for hit in index.search(SearchRequest("gas pipeline", operator="any")).hits]

    assert order.index("c") < order.index("d")


def test_what_the_best_documents_share_never_adds_a_document(index):
    assert index.search(SearchRequest("gas pipeline")).total == 2


@pytest.mark.parametrize("text", ["actor:russia", "actor:russia -kitchen"])
def test_names_and_dates_alone_order_nothing_by_relevance(index, text):
    found = scores(index.search(SearchRequest(text, sort="relevance")))

    assert set(found.values()) == {0.0}


@settings(max_examples=60, deadline=None)
@given(
    collections(), st.sampled_from(["talk treaty", "the oil treaty", "oil état"]), st.integers(1, 4), st.integers(1, 5)
)
def test_the_first_of_some_documents_are_those_of_a_full_ranking(tmp_path_factory, collection, text, count, at_once):
    index = open_columnar(collection.write(tmp_path_factory.mktemp("index")))
    matched = evaluated(index, text, at_once).matched()
    chosen = matched & index.having("actor", "iran")
    documents = chosen.documents

    first = Ranking(index, evaluated(index, text, at_once), matched, weights_of(text), text).best(chosen, count)

    scores = Ranking(index, evaluated(index, text, at_once), matched, weights_of(text), text).scores(documents)
    assert leading(*first, count) == leading(documents, scores, count)


def evaluated(index, text, at_once):
    """A search for any of the words, scored so many documents at a time."""
    return Evaluation(
        index, compile_query(parse(text, today=date.today(), operator="any").tree).scoring, at_once=at_once
    )


def leading(documents, scores, count):
    """The first documents and all that are as good as the last of them, with their scores."""
    bound = sorted(scores.tolist(), reverse=True)[:count][-1:]
    pairs = zip(documents.tolist(), scores.tolist(), strict=True)
    return [(document, score) for document, score in pairs if [score] >= bound]


def test_function_words_do_not_count_unless_there_are_no_others_or_they_are_names():
    assert weights_of("what is the gas") == {"what": 0, "is": 0, "the": 0, "gas": 1}
    assert weights_of("what is it") == {"what": 1, "is": 1, "it": 1}
    assert weights_of("what WHO said, said") == {"what": 0, "who": 1, "said": 2}


def test_the_measures_are_those_of_the_books():
    found, relevant = ["x", "a", "y", "b"], {"a": 1, "b": 1, "z": 1}

    assert average_precision(found, relevant) == pytest.approx((1 / 2 + 2 / 4) / 3)
    assert reciprocal_rank(found, relevant) == 0.5
    assert ndcg(found, {"x": 1}, 10) == 1.0
    assert ndcg(found, {"a": 1}, 10) == pytest.approx(0.6309, abs=1e-4)


def test_the_test_collections_are_ranked_at_least_as_well_as_by_the_best_peer(labelled_data):
    """bm25s 0.3.16 without English stop words, measured on the same collections: the best of five peers on both."""
    best_peer = {"cranfield MAP": 0.310, "cranfield nDCG@10": 0.388, "cisi MAP": 0.216, "cisi nDCG@10": 0.386}

    figures = score(labelled_data)

    assert {name: figures[name] for name, value in best_peer.items() if figures[name] < value} == {}
