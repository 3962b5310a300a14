"""Documents like one, with what they share, and other versions of one story."""

import pytest

from search.pipeline import reindex
from search.searcher import open_index
from tests.search.collections import document, publish_collection

TREATY = (
    "Negotiators in Reykjavik agreed on Monday to limit missile warheads and to admit inspectors to every silo. "
    "The delegations will return in October to settle the verification protocol and the timetable of dismantling."
)
LATER = TREATY.replace("Monday", "Tuesday") + " The agreement was welcomed by both parliaments."
HARVEST = (
    "Farmers expect a poor harvest of wheat after the drought, and the ministry of agriculture has asked for imports. "
    "Grain prices rose in every market, and bakers warned of shortages before the end of winter."
)
SILOS = "Inspectors counted missile warheads in a silo near the coast before the protocol was signed in Reykjavik."
BREAD = "Bakers raised the price of bread again because imports of grain and wheat were late this winter."


@pytest.fixture
def index(tmp_path):
    documents = [
        document("treaty", TREATY, actors=["iceland"], topics=["arms-control"], published="1986-10-13"),
        document("treaty-again", LATER, actors=["iceland"], published="1986-10-14", source="Wire"),
        document("silos", SILOS, actors=["iceland"], topics=["arms-control"]),
        document("harvest", HARVEST, topics=["trade"]),
        document("bread", BREAD, topics=["trade"]),
        document("empty", " "),
        *(document(f"other-{number}", f"Ordinary news number {number} of the day.") for number in range(20)),
    ]
    return open_index(publish_collection(tmp_path, documents))


def test_another_version_of_a_story_is_named_with_how_much_of_it_is_alike(index):
    (version,) = index.similar("treaty").versions

    assert (version.id, version.published, version.source) == ("treaty-again", "1986-10-14", "Wire")
    assert version.alike == 32 / 33
    assert version.longer_by == 7


def test_a_version_is_one_from_either_side(index):
    (back,) = index.similar("treaty-again").versions

    assert (back.id, back.alike, back.longer_by) == ("treaty", 32 / 33, -7)


def test_similar_documents_share_telling_words_actors_and_topics(index):
    first = index.similar("treaty").similar[0]

    assert first.id == "silos"
    assert len({"inspectors", "missile", "protocol", "silo", "warheads"} & set(first.words)) >= 3
    assert [label.id for label in first.actors] == ["iceland"]
    assert [label.id for label in first.topics] == ["arms-control"]


def test_what_is_said_to_be_shared_stands_in_both(index):
    texts = {"treaty": TREATY, "silos": SILOS, "harvest": HARVEST, "bread": BREAD}
    for name, text in texts.items():
        for other in index.similar(name).similar:
            assert all(word in text.lower() for word in other.words)


def test_a_version_is_not_listed_again_as_similar_nor_a_document_as_like_itself(index):
    names = [other.id for other in index.similar("treaty").similar]

    assert "treaty-again" not in names
    assert "treaty" not in names


def test_what_has_nothing_in_common_is_not_similar(index):
    assert {other.id for other in index.similar("harvest").similar} == {"bread"}
    assert index.similar("harvest").versions == ()


def test_a_text_without_words_is_like_none(index):
    assert index.similar("empty").similar == index.similar("empty").versions == ()


def test_as_many_as_asked_for(index):
    assert len(index.similar("other-1", limit=3).similar) <= 3


def test_an_unknown_document_has_no_answer(index):
    assert index.similar("nothing") is None


def test_neither_order_nor_figures_depend_on_how_documents_came(tmp_path):
    seeds, index_dir = tmp_path / "seeds", tmp_path / "index"
    seeds.mkdir()
    texts = {"a": TREATY, "b": LATER, "c": SILOS, "d": HARVEST, "e": BREAD}
    for name, text in texts.items():  # one after the other: several segments
        (seeds / f"{name}.txt").write_text(f"Title\n{text}")
        reindex(seeds, index_dir, jobs=1)
    whole = tmp_path / "whole"
    reindex(seeds, whole, jobs=1)

    one_by_one, at_once = open_index(index_dir), open_index(whole)

    assert all(one_by_one.similar(f"{name}.txt") == at_once.similar(f"{name}.txt") for name in texts)
