"""What completes a query while it is typed."""

from dataclasses import replace

import pytest

from search.model import SearchRequest
from search.searcher import open_index
from tests.search.collections import document, publish_collection

DOCUMENTS = [
    document("nuclear-talks", "Nuclear talks in Vienna.", actors=("sergei-lavrov", "russia"), topics=("arms-control",)),
    document("talks-on-gas", "Nuclear talks, and gas.", actors=("russia",), topics=("trade",)),
    document("tariffs", "Nuclear taxes.", actors=("rwanda",)),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return open_index(publish_collection(tmp_path_factory.mktemp("index"), DOCUMENTS))


def suggested(index, typed, **options):
    return [(suggestion.kind, suggestion.text, suggestion.count) for suggestion in index.suggest(typed, **options)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("r", [("actor", "Russia", 2), ("actor", "Rwanda", 1)]),
        ("LAV", [("actor", "Sergei-Lavrov", 1)]),
        ("sergei l", [("actor", "Sergei-Lavrov", 1)]),
        ("rusia", [("actor", "Russia", 2)]),
        ("arms", [("topic", "Arms-Control", 1)]),
        ("nuclear ta", [("word", '"nuclear talks"', 2), ("title", "NUCLEAR-TALKS", 1)]),
        ("gas ta", [("title", "TALKS-ON-GAS", 1)]),
        ("tarif", [("title", "TARIFFS", 1)]),
        ("talks ga", [("title", "TALKS-ON-GAS", 1)]),
        ("", []),
        ("xyzzy", []),
    ],
)
def test_names_phrases_and_titles_complete_what_is_typed(index, typed, expected):
    assert [found for found in suggested(index, typed) if found[0] != "word" or " " in found[1]] == expected


def test_a_word_is_completed_by_the_words_of_the_collection(index):
    assert suggested(index, "nucl")[0] == ("word", '"nuclear"', 3)


def test_no_more_are_suggested_than_asked_for(index):
    assert len(index.suggest("ta", limit=1)) == 1


def test_a_suggested_phrase_finds_as_many_documents_as_it_says(index):
    for typed in ("nucl", "nuclear ta", "tal"):
        for found in index.suggest(typed):
            if found.kind == "word":
                assert index.search(SearchRequest(found.text)).total == found.count


def test_a_title_leads_to_its_document(index):
    assert index.document(index.suggest("tarif")[0].id).document.title == "TARIFFS"


def test_what_is_typed_in_another_script_is_completed_by_the_names_found_in_it(tmp_path):
    def named(number, text):
        found = document(f"d{number}", text, actors=("sergei-lavrov",))
        mention = replace(found.annotations.actors[0], text=text, end=len(text))
        return replace(found, annotations=replace(found.annotations, actors=(mention,)))

    latin = [f"Lavrov{'v' * number}" for number in range(10) for _ in range(2)]
    written = [named(number, text) for number, text in enumerate([*latin, "Лавров"])]
    index = open_index(publish_collection(tmp_path, written))

    assert [(suggestion.kind, suggestion.id) for suggestion in index.suggest("Лав")][:1] == [("actor", "sergei-lavrov")]
