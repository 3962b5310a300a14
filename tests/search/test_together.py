"""Ticks that have to meet in one sentence or paragraph."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.analysis import paragraph_starts, sentence_starts
from search.encounters import encounters
from search.model import SearchRequest
from search.searcher import open_index
from tests.search.collections import publish_collection, written

DOCUMENTS = [
    written("sentence", "Andes met burma. Chad looked on.\n\nThere was trade."),
    written("paragraph", "Andes spoke. Burma replied on trade.\n\nChad wrote."),
    written("document", "Andes spoke.\n\nBurma replied.\n\nChad and trade."),
    written("title", "Chad wrote.", title="Andes and burma on trade"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return open_index(publish_collection(tmp_path_factory.mktemp("index"), DOCUMENTS))


def found(index, **asked):
    return sorted(hit.id for hit in index.search(SearchRequest(**asked)).hits)


def counts(index, facet, **asked):
    return {value.value: value.count for value in index.search(SearchRequest(**asked)).facets[facet]}


def test_actors_asked_for_together_meet_where_the_scope_says(index):
    both = {"actors": ("andes", "burma"), "actor_match": "all"}

    assert found(index, **both) == ["document", "paragraph", "sentence", "title"]
    assert found(index, **both, scope="paragraph") == ["paragraph", "sentence", "title"]
    assert found(index, **both, scope="sentence") == ["sentence", "title"]


def test_an_actor_and_a_topic_or_its_group_meet_where_the_scope_says(index):
    assert found(index, actors=("burma",), topics=("trade",), scope="sentence") == ["paragraph", "title"]
    assert found(index, actors=("chad",), topics=("economy",), scope="sentence") == ["document"]


def test_of_alternatives_any_will_do(index):
    asked = {"actors": ("andes", "chad"), "topics": ("trade",), "scope": "sentence"}

    assert found(index, **asked) == ["document", "title"]


def test_a_title_is_no_sentence_of_the_body(index):
    assert found(index, actors=("chad",), topics=("trade",), scope="paragraph") == ["document"]


def test_a_single_tick_finds_the_same_in_every_scope_and_its_counts_are_those_of_the_second(index):
    asked = {"actors": ("andes",), "actor_match": "all", "scope": "sentence"}

    assert found(index, **asked) == ["document", "paragraph", "sentence", "title"]
    assert counts(index, "actor", **asked) == {"andes": 4, "burma": 2}
    assert counts(index, "topic", **asked) == {"economy": 1, "trade": 1}


def test_an_alternative_is_counted_where_it_would_stand_in_place_of_the_ticked_one(index):
    asked = {"actors": ("andes",), "topics": ("trade",), "scope": "sentence"}

    assert found(index, **asked) == ["title"]
    assert counts(index, "actor", **asked) == {"andes": 1, "burma": 2, "chad": 1}
    assert counts(index, "topic", **asked) == {"economy": 1, "trade": 1}


def test_nothing_ticked_finds_and_counts_the_same_in_every_scope(index):
    plain, narrow = (index.search(SearchRequest(scope=scope)) for scope in ("document", "sentence"))

    assert (plain.total, plain.facets) == (narrow.total, narrow.facets)


def test_every_scope_shows_its_own_total_where_ticks_have_to_meet(index):
    both = SearchRequest(actors=("andes", "burma"), actor_match="all", scope="sentence")

    assert index.search(both).together == {"document": 4, "paragraph": 3, "sentence": 2}
    assert index.search(both.changing(actors=("andes",))).together == {}
    assert index.search(both.changing(actors=(), topics=("trade", "sanctions"))).together == {}


def test_alternative_actors_show_the_totals_of_all_of_them_together(index):
    either = SearchRequest(actors=("andes", "burma"))

    assert index.search(either).together == {"document": 4, "paragraph": 3, "sentence": 2}
    assert index.search(either.meeting().changing(scope="sentence")).total == 2


def test_the_reading_says_where_they_meet(index):
    both = SearchRequest(actors=("andes", "burma"), actor_match="all", scope="sentence")

    assert index.search(both).reading.sentence == "Documents naming Andes and Burma, in the same sentence."
    assert index.search(both.changing(scope="document")).reading.sentence == "Documents naming Andes and Burma."


def test_a_search_that_finds_little_offers_the_wider_scopes(index):
    results = index.search(SearchRequest(actors=("andes", "burma"), actor_match="all", scope="sentence"))

    offered = [(repair.words, repair.count) for repair in results.repairs]
    assert offered[:2] == [("Look for them in the same paragraph", 3), ("Look for them in the same document", 4)]


# --- the query language means the same ----------------------------------------------------------

PIECES = [
    "Andes",
    "andes",
    "burma",
    "Burma",
    "met",
    "Mr",
    ". ",
    "! ",
    ".\n\n",
    "\n",
    "\n \n",
    "\n\n",
    '." ',
    "3.5",
    " ",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), min_size=1, max_size=6))
def test_ticks_meet_in_the_sentences_and_paragraphs_of_the_query_language(tmp_path_factory, texts):
    documents = [written(f"d{number}", text) for number, text in enumerate(texts)]
    index = open_index(publish_collection(tmp_path_factory.mktemp("random"), documents))
    ticked = SearchRequest(actors=("andes", "burma"), actor_match="all", page_size=10)

    for word, scope in (("SAME", "sentence"), ("PARA", "paragraph")):
        asked = ticked.changing(scope=scope)
        typed = {hit.id for hit in index.search(SearchRequest(f'{word}("andes" "burma")')).hits}
        assert {hit.id for hit in index.search(asked).hits} == typed
        assert {
            name for name in (one.document.id for one in documents) if encounters(index.document(name), asked)
        } == typed


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@example("Andes met Mr.\n \nBurma.")
def test_a_paragraph_always_starts_a_sentence(text):
    assert set(paragraph_starts(text)) <= set(sentence_starts(text))
