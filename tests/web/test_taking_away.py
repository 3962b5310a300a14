"""What can be taken away: feeds, downloads, references, permalinks, a search engine for the browser."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest

from tests.web.conftest import DOCUMENTS
from tests.web.reading import link, notices
from web.exports import csl_lines, csv_lines, ris_lines

ATOM = "{http://www.w3.org/2005/Atom}"
ROW = {
    "id": "a/b.txt",
    "title": "=cmd()",
    "published": "2022-02",
    "source": "Wire",
    "author": "A. Writer",
    "language": "en",
    "url": "",
    "page": "http://x/documents/a/b.txt",
    "actors": "Russia; NATO",
    "topics": "",
}


def test_a_table_holds_every_result_in_its_order(client):
    rows = list(csv.DictReader(io.StringIO(client.get("/export.csv?sort=oldest").text)))

    assert len(rows) == len(DOCUMENTS)
    assert [row["published"] for row in rows[:3]] == ["1990", "1991", "1992"]
    assert rows[1]["actors"] == "Russia; Italy"


TOGETHER = "actor=russia&actor=italy&actor_match=all&scope=sentence"


def test_what_is_taken_away_is_of_the_scope_that_was_asked_for(client):
    rows = list(csv.DictReader(io.StringIO(client.get(f"/export.csv?{TOGETHER}").text)))
    records = json.loads(client.get(f"/export.json?{TOGETHER}").text)
    feed = ElementTree.fromstring(client.get(f"/feed.atom?{TOGETHER}").text)

    assert len(rows) == records["total"] == len(records["documents"]) == len(feed.findall(f"{ATOM}entry")) == 5
    assert "scope=sentence" in records["search"]


def test_a_cell_never_runs_as_a_formula():
    assert "'=cmd()" in "".join(csv_lines([ROW]))


def test_records_say_which_search_of_which_collection_they_are(client):
    export = client.get("/export.json?actor=italy").json

    assert export["total"] == len(export["documents"]) == 15
    assert export["search"] == "http://localhost/?actor=italy&as_of=fingerprint"
    assert export["fingerprint"] == "fingerprint"


def test_a_search_that_finds_nothing_gives_empty_files(client):
    assert client.get("/export.json?q=nothinghere").json["documents"] == []
    assert client.get("/export.csl?q=nothinghere").get_json(force=True) == []
    assert client.get("/export.ris?q=nothinghere").text == ""


def test_references_for_a_manager():
    (item,) = json.loads("".join(csl_lines([ROW])))

    assert item["issued"] == {"date-parts": [[2022, 2]]}
    assert item["author"] == [{"literal": "A. Writer"}]
    assert item["URL"] == "http://x/documents/a/b.txt"


def test_references_in_ris():
    lines = "".join(ris_lines([ROW])).split("\r\n")

    assert lines[0] == "TY  - GEN"
    assert "DA  - 2022/02/" in lines
    assert [line for line in lines if line.startswith("KW")] == ["KW  - Russia", "KW  - NATO"]
    assert lines[-2:] == ["ER  - ", ""]


def test_a_feed_of_a_search_has_the_newest_first_and_is_well_formed(client):
    feed = ElementTree.fromstring(client.get("/feed.atom?q=gas").data)
    entries = feed.findall(f"{ATOM}entry")

    assert len(entries) == 30
    assert entries[0].find(f"{ATOM}title").text == "YEAR-2019"
    assert feed.find(f"{ATOM}updated").text == "2019-12-31T00:00:00Z"


def test_a_feed_of_hostile_documents_is_well_formed(client):
    assert len(ElementTree.fromstring(client.get("/feed.atom?actor=hostile").data).findall(f"{ATOM}entry")) == 1


def test_the_collection_can_be_added_to_a_browser(client):
    description = ElementTree.fromstring(client.get("/opensearch.xml").data)

    assert "http://localhost/?q={searchTerms}" in [node.get("template") for node in description]
    assert 'href="/opensearch.xml"' in client.get("/").text


def test_a_permalink_names_the_collection_and_says_when_it_has_changed(client):
    permalink = link(client.get("/?q=gas").text, "Permalink")

    assert permalink == "/?q=gas&as_of=fingerprint"
    assert notices(client.get(permalink).text) == []
    assert "has changed since this link was made" in notices(client.get("/?q=gas&as_of=older").text)[0]


@pytest.mark.parametrize("path", ["csv", "json", "ris", "csl"])
def test_a_download_is_named_for_its_collection(client, path):
    assert "chancery-fingerprint." in client.get(f"/export.{path}").headers["Content-Disposition"]


def test_titles_lose_their_marks_on_the_way_out(client):
    assert "<mark>" not in client.get("/export.csv?q=lavrov").text
