"""What the page of a document says of documents like it."""

import html
import re

import pytest

from tests.search.collections import document, publish_collection
from tests.search.test_related import HARVEST, LATER, SILOS, TREATY
from tests.web.conftest import HOSTILE, hostile_document
from tests.web.reading import link
from web import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    documents = [
        document("treaty", TREATY, actors=["iceland"], published="1986-10-13"),
        document("treaty-again", LATER, actors=["iceland"], published="1986-10-14", source="Wire"),
        document("silos", SILOS, actors=["iceland"], topics=["arms-control"]),
        document("harvest", HARVEST),
        document(HOSTILE, SILOS.replace("silo", f"silo {HOSTILE}"), actors=["iceland"]),
        hostile_document(),
    ]
    folder = publish_collection(tmp_path_factory.mktemp("related") / "index", documents)
    return create_app({"INDEX_DIR": str(folder), "TESTING": True}).test_client()


def words_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def test_versions_of_the_story_are_shown_with_how_much_is_alike(client):
    page = words_of(client.get("/documents/treaty").text)

    assert "The same story 14 October 1986Wire TREATY-AGAIN 96% of the words alike, 7 words longer" in page


def test_similar_documents_are_shown_with_what_both_have(client):
    page = words_of(client.get("/documents/treaty").text)

    assert "Similar documents undated" in page
    assert re.search(r"SILOS Both have (?:[a-z]+, ){3,5}Iceland", page)


def test_the_way_back_goes_on_through_similar_documents(client):
    page = client.get("/documents/treaty?q=protocol&actor=iceland").text
    other = client.get(link(page, "TREATY-AGAIN")).text

    assert link(other, "Back to “protocol”") == "/?q=protocol&actor=iceland"


def test_a_document_like_no_other_says_nothing_of_it(client):
    page = client.get("/documents/harvest").text

    assert "Similar documents" not in page
    assert "The same story" not in page


def test_hostile_titles_and_words_are_text(client):
    page = client.get("/documents/silos").text

    assert html.escape(HOSTILE.upper(), quote=True).replace("&#x27;", "&#39;") in page.replace("&#34;", "&quot;")
    assert "<script>ALERT" not in page


def test_programs_are_told_the_same(client):
    related = client.get("/api/similar/treaty").json

    assert [version["id"] for version in related["versions"]] == ["treaty-again"]
    assert related["versions"][0]["alike"] == pytest.approx(32 / 33)
    assert related["similar"][0]["actors"][0]["name"] == "Iceland"
    assert client.get("/api/similar/nothing").status_code == 404
