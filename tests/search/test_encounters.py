"""Where in a document ticks meet, and how that is shown."""

import pytest

from search.encounters import encounters
from search.model import Label, SearchRequest, StoredDocument
from search.passages import snippets_with_encounters, title_with_encounters
from search.snippets import Sought, as_text, matches
from tests.search.collections import GROUP_OF_TOPIC, written

BOTH = SearchRequest(actors=("andes", "burma"), actor_match="all", scope="sentence")


def stored(body, title="Untitled"):
    indexed = written("a", body, title)
    topics = tuple(Label(topic, topic, GROUP_OF_TOPIC[topic]) for topic in indexed.topics if topic in GROUP_OF_TOPIC)
    return StoredDocument(indexed.document, indexed.annotations, (), topics)


def met_in(body, request, title="Untitled"):
    document = stored(body, title)
    texts = {"title": title, "body": body}
    return [texts[one.field][one.start : one.end].strip() for one in encounters(document, request)]


def shown(body, request, sought=Sought()):  # noqa: B008 - a frozen value
    return snippets_with_encounters(body, encounters(stored(body), request), matches(body, sought))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["Andes met burma."]),
        ({"scope": "paragraph"}, ["Andes met burma. Chad looked on.", "Burma wrote. Andes read of trade."]),
        ({"scope": "document"}, []),
        ({"actors": ("andes",)}, []),
        ({"actors": ("andes", "chad"), "actor_match": "any", "topics": ("trade",)}, ["Andes read of trade."]),
        ({"actors": ("andes",), "topics": ("economy",)}, ["Andes read of trade."]),
    ],
)
def test_ticks_meet_where_the_scope_says(changes, expected):
    body = "Andes met burma. Chad looked on.\n\nBurma wrote. Andes read of trade."

    assert met_in(body, BOTH.changing(**changes)) == expected


def test_they_may_meet_in_the_title():
    assert met_in("Andes spoke.", BOTH, title="Andes and burma") == ["Andes and burma"]
    document = stored("Andes spoke.", "Andes & burma")

    found = matches("Andes & burma", Sought(terms=frozenset({"burma"})))
    html = title_with_encounters("Andes & burma", encounters(document, BOTH), found)
    assert html == ('<span class="on-actor">Andes</span> &amp; <span class="on-actor"><mark>burma</mark></span>')


def test_a_snippet_is_the_sentence_in_which_they_meet_with_labels_marked_as_labels():
    body = "Chad wrote at length. Andes <met> burma. Chad looked on."

    (snippet,) = shown(body, BOTH)
    assert snippet == '<span class="on-actor">Andes</span> &lt;met&gt; <span class="on-actor">burma</span>.'
    assert as_text(snippet) == "Andes <met> burma."


def test_words_that_were_sought_elsewhere_have_a_snippet_of_their_own():
    body = "Chad looked for gas. " + "Nobody answered him. " * 30 + "Andes met burma."
    gas = Sought(terms=frozenset({"gas"}))

    first, second = shown(body, BOTH, gas)
    assert as_text(first) == "Andes met burma."
    assert "[gas]" in as_text(second)
    assert len(shown("Andes met burma on gas. More.", BOTH, gas)) == 1


def test_of_several_the_place_with_most_of_the_ticked_is_shown():
    request = BOTH.changing(actors=("andes", "burma", "chad"), actor_match="any", topics=("trade",))

    (snippet,) = shown("Andes spoke of trade. Andes and burma spoke of trade. Chad spoke of trade.", request)
    assert as_text(snippet) == "Andes and burma spoke of trade."


def test_of_a_long_unit_the_parts_around_those_that_stand_closest_are_shown():
    filling = "and so it went on for many words " * 20
    body = f"Burma began {filling}with andes {filling}and then burma {filling}in the end."

    (snippet,) = shown(body, BOTH)
    text = as_text(snippet)
    assert text.startswith("…")
    assert len(text) < 500
    assert [words in text for words in ("with andes", "then burma", "began")] == [True, True, False]
