"""Who held what when, and which state came after which, kept beside an index for the actors in it."""

import tomllib

import pytest

from search.extraction.actors.careers import careers, office_in_words
from search.extraction.actors.gazetteer import DATA
from search.model import Label
from search.offices import Offices, Term, read_offices, write_offices
from search.pipeline import reindex
from search.searcher import open_index
from tests.search.collections import document, publish_collection


def test_a_person_has_the_offices_that_the_files_give_with_their_days_as_written():
    terms = careers({"sergei-lavrov"}, {}).terms

    assert terms == (
        Term("sergei-lavrov", "Ambassador to the UN", "russia", "1994-07", "2004-03"),
        Term("sergei-lavrov", "Foreign minister", "russia", "2004-03-09", ""),
    )


def test_only_actors_of_the_collection_are_spoken_of():
    known = careers({"soviet-union", "mikhail-gorbachev"}, {})

    assert {term.person for term in known.terms} == {"mikhail-gorbachev"}
    assert set(known.days) == {"soviet-union"}
    assert all("soviet-union" in pair for pair in known.succession)
    assert careers(set(), {}) == Offices()


def test_a_state_has_its_days_and_what_came_before_and_after():
    known = careers({"soviet-union"}, {})

    assert known.days["soviet-union"] == ("1922-12-30", "1991-12-25")
    assert "russia" in known.after("soviet-union")
    assert "soviet-russia" in known.before("soviet-union")
    assert known.names["russia"] == "Russia"


def test_an_actor_that_the_collection_merges_away_leaves_its_offices():
    known = careers({"the-minister"}, {"sergei-lavrov": "the-minister"})

    assert {term.person for term in known.terms} == {"the-minister"}


@pytest.mark.parametrize(
    ("office", "words"),
    [
        ("foreign-minister", "Foreign minister"),
        ("ambassador-to-united-states", "Ambassador to the United States"),
        ("ambassador-to-france", "Ambassador to France"),
        ("ambassador-to-un", "Ambassador to the UN"),
        ("consul-at-tunis", "Consul at Tunis"),
        ("high-commissioner-for-human-rights", "High commissioner for human rights"),
        ("cia-director", "CIA director"),
        ("kgb-chairman", "KGB chairman"),
        ("northern-ireland-secretary", "Northern Ireland secretary"),
    ],
)
def test_an_office_is_read_in_words(office, words):
    names = {"united-states": "United States", "france": "France"}

    assert office_in_words(office, names) == words


def test_every_state_that_is_followed_or_follows_has_a_name():
    states = tomllib.loads((DATA / "states.toml").read_text(encoding="utf-8"))["state"]
    known = careers({table["id"] for table in states}, {})

    assert {actor for pair in known.succession for actor in pair} <= set(known.names)


def test_offices_survive_the_way_to_disk_and_back(tmp_path):
    known = careers({"sergei-lavrov", "soviet-union", "nato"}, {})
    write_offices(tmp_path, known)

    assert read_offices(tmp_path) == known


def test_a_reindex_writes_what_is_known_of_the_actors_it_found(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("Talks\n\nSergei Lavrov met Antony Blinken in Geneva.")
    reindex(tmp_path / "seeds", tmp_path / "index", jobs=1)

    facts = open_index(tmp_path / "index").profile("actor", "sergei-lavrov").facts

    assert [(tenure.office, tenure.since) for tenure in facts.offices][-1] == ("Foreign minister", "2004-03-09")
    assert facts.offices[-1].of == Label("", "Russia")  # no document names it: there is no page to lead to


def test_a_state_shows_its_holders_and_a_topic_nothing(tmp_path):
    offices = Offices(
        terms=(Term("a-person", "King", "a-state", "1900", "1910-05"),),
        days={"a-state": ("1890", "")},
        succession=(("an-older-state", "a-state"),),
        names={"an-older-state": "An Older State"},
    )
    documents = [document("a", actors=["a-person", "a-state"], topics=["trade"])]
    index = open_index(publish_collection(tmp_path, documents, offices))

    state, topic = index.profile("actor", "a-state").facts, index.profile("topic", "trade").facts

    assert [(tenure.person.id, tenure.office) for tenure in state.offices] == [("a-person", "King")]
    assert (state.since, state.until, state.before, state.after) == ("1890", "", (Label("", "An Older State"),), ())
    assert not topic.offices
