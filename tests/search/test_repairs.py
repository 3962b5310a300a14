"""Searches that find little: relaxed where no document has every word, and mended by single changes."""

from datetime import date

import pytest

from search.model import DateRange, SearchRequest
from search.searcher import open_index
from tests.search.collections import document, publish_collection

DOCUMENTS = [
    document("a", "Sanctions on gas and oil.", actors=("russia",), published="2022-02-17"),
    document("b", "Sanctions on gas and grain.", actors=("italy",), published="2022-03-01"),
    document("c", "Sanctions on oil.", actors=("russia",), published="2021-05-01"),
    document("d", "Sanctions were lifted."),
    document("e", "The talks on grain go on.", actors=("sergei-lavrov",), published="2022-03-05"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return open_index(publish_collection(tmp_path_factory.mktemp("index"), DOCUMENTS))


def ids(results):
    return sorted(hit.id for hit in results.hits)


def repairs_of(results):
    return {repair.words: repair.count for repair in results.repairs}


def test_where_no_document_has_all_words_those_with_most_are_shown_and_this_is_said(index):
    results = index.search(SearchRequest("sanctions gas oil coal"))

    assert ids(results) == ["a"]
    assert results.total == 1
    assert results.reading.sentence == (
        "Documents with at least 3 of: “sanctions”, “gas”, “oil” and “coal” in any form."
    )
    assert [notice.message for notice in results.reading.notices] == [
        "No document has all of these words. Shown are those that have 3 of these 4."
    ]
    assert results.reading.fewest == 3


def test_function_words_are_not_counted_among_the_most(index):
    results = index.search(SearchRequest("what about sanctions on coal"))

    assert ids(results) == ["a", "b", "c", "d"]
    assert "1 of these 2 (“what”, “about”, “on” not counted)" in results.reading.notices[0].message


def test_what_narrows_still_narrows_a_relaxed_search(index):
    assert ids(index.search(SearchRequest("sanctions gas coal -grain"))) == ["a"]
    assert ids(index.search(SearchRequest("sanctions gas coal", actors=("italy",)))) == ["b"]


@pytest.mark.parametrize(
    "typed", ['sanctions "coal"', "sanctions AND (coal OR wood)", "coal", "sanctions title:coal x*"]
)
def test_only_bare_words_are_relaxed(index, typed):
    assert index.search(SearchRequest(typed)).total == 0


def test_a_misspelt_word_is_mended_by_a_word_of_the_collection(index):
    assert repairs_of(index.search(SearchRequest('"sanctoins"'))) == {"Write “sanctions” for “sanctoins”": 4}


def test_a_misspelt_name_is_mended_by_a_name_of_the_collection(index):
    repairs = index.search(SearchRequest("actor:rusia")).repairs

    assert [(repair.words, repair.request.text, repair.count) for repair in repairs] == [
        ("Write “Russia” for “rusia”", "actor:Russia", 2)
    ]


def test_a_part_less_any_of_the_words_and_wider_dates_are_offered_with_what_they_find(index):
    narrow = SearchRequest('"gas" "grain"', actors=("russia",), dates=DateRange(date(2022, 2, 1), date(2022, 2, 28)))

    assert repairs_of(index.search(narrow)) == {
        "Leave out: exactly “grain”": 1,
        "Ask for any of the words": 1,
    }
    assert repairs_of(index.search(SearchRequest("grain", dates=narrow.dates))) == {
        "Widen the dates to the whole of 2022": 2,
        "Leave out: “grain” in any form": 1,
        "Leave out: published in February 2022": 2,
    }


def test_every_repair_finds_exactly_what_it_says(index):
    for typed in ('"oil" "grain"', "talks -grain", "actor:rusia gas", "title:gas"):
        results = index.search(SearchRequest(typed, topics=()))
        for repair in results.repairs:
            assert index.search(repair.request).total == repair.count > results.total


def test_a_misspelt_word_among_others_is_mended_though_documents_with_the_others_are_shown(index):
    results = index.search(SearchRequest("sanctoins gas"))

    assert results.reading.fewest == 1
    assert repairs_of(results) == {
        "Write “sanctions” for “sanctoins”": 2,
        "Leave out: “sanctoins” in any form": 2,
    }
    for repair in results.repairs:
        mended = index.search(repair.request)
        assert (mended.reading.fewest, mended.total) == (None, repair.count)


def test_a_word_that_is_nowhere_can_be_left_out_of_a_relaxed_search(index):
    assert repairs_of(index.search(SearchRequest("sanctions zzyzx gas")))["Leave out: “zzyzx” in any form"] == 2


def test_a_long_question_is_not_taken_apart(index):
    question = " ".join(["zzyzx", "sanctions", "gas", "oil", "grain", "talks", "lifted", "coal", "wood", "iron"])

    assert not [words for words in repairs_of(index.search(SearchRequest(question))) if "Leave out" in words]


def test_every_part_says_what_it_finds_alone_and_what_the_rest_finds_without_it(index):
    parts = index.search(SearchRequest("gas -grain", actors=("russia",))).reading.parts

    assert [(part.count, part.count_without) for part in parts] == [(2, 2), (3, 1), (2, 1)]
    assert all(index.search(part.without).total == part.count_without for part in parts)


def test_a_search_that_finds_enough_is_left_alone(index):
    assert index.search(SearchRequest("sanctions")).repairs == ()
