"""The page of an actor: its offices with their days, its spellings, its company, its documents."""

import html
import re

import pytest

from search.offices import Offices, Term
from tests.search.collections import document, publish_collection
from tests.web.reading import link, links
from web import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    offices = Offices(
        terms=(
            Term("old-hand", "Ambassador to the UN", "russia", "1994-07", "2004-03"),
            Term("old-hand", "Foreign minister", "russia", "2004-03-09", ""),
            Term("old-hand", "Envoy", "atlantis", "", ""),
            *(Term("old-hand", "Delegate", "league", f"19{year}", f"19{year}") for year in range(20, 32)),
        ),
        days={"russia": ("1991-12-26", "")},
        succession=(("soviet-union", "russia"),),
        names={"atlantis": "Atlantis", "soviet-union": "Soviet Union", "league": "League of Nations"},
    )
    documents = [
        document("one", actors=["old-hand", "russia"], topics=["trade"], published="2001"),
        document("two", actors=["old-hand", "league", "russia"], published="2003"),
        document("three", actors=["russia"]),
    ]
    folder = publish_collection(tmp_path_factory.mktemp("profiles") / "index", documents, offices)
    return create_app({"INDEX_DIR": str(folder), "TESTING": True}).test_client()


def rows(page):
    cells = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
    return [tuple(html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row) for row in cells if len(row) == 3]


def test_a_person_has_a_table_of_offices_with_their_days(client):
    page = client.get("/actors/old-hand").text

    assert ("Ambassador to the UN", "Russia", "July 1994 to March 2004") in rows(page)
    assert ("Foreign minister", "Russia", "since 9 March 2004") in rows(page)
    assert ("Envoy", "Atlantis", "not known") in rows(page)
    assert ("Delegate", "League", "1920") in rows(page)


def test_who_is_named_in_no_document_has_no_link(client):
    page = client.get("/actors/old-hand").text

    assert link(page, "Russia") == "/actors/russia"
    assert not [href for href, words, _ in links(page) if words == "Atlantis"]


def test_a_state_names_those_who_held_its_offices_and_what_came_before(client):
    page = client.get("/actors/russia").text

    assert ("Foreign minister", "Old-Hand", "since 9 March 2004") in rows(page)
    assert "since 26 December 1991; preceded by Soviet Union" in html.unescape(page)


def test_many_terms_are_folded_away(client):
    assert "15 terms of office</summary>" in client.get("/actors/old-hand").text
    assert "terms of office</summary>" not in client.get("/actors/russia").text


def test_a_topic_has_no_offices(client):
    assert 'id="offices"' not in client.get("/topics/trade").text


def test_spellings_company_subjects_and_newest_documents_are_there(client):
    page = client.get("/actors/russia").text

    assert re.search(r'As it is written</h2>\s*<ul class="plain"><li>x <span class="count">3×', page)
    assert link(page, "Old-Hand") == "/actors/old-hand"
    assert "/?actor_match=all&actor=russia&actor=old-hand" in {href for href, _, _ in links(page)}
    assert "/?actor=russia&topic=trade" in {href for href, _, _ in links(page)}
    assert [words for href, words, _ in links(page) if href.startswith("/documents/") and "why" not in words] == [
        "TWO",
        "ONE",
        "THREE",
    ]
