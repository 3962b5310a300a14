"""Every state of the site is a URL that gives a page."""

import html
import re
from typing import get_args

import pytest

from search.model import Basis
from tests.search.collections import document, publish_collection
from tests.web.conftest import DOCUMENTS, HOSTILE
from tests.web.reading import link, links, notices, total
from web import create_app
from web.wording import BASES


def only_document(page):
    """The address of the one document that a page of results shows."""
    (address,) = {href.split("#")[0] for href, _, _ in links(page) if href.startswith("/documents/")}
    return address


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/", "33 documents"),
        ("/?q=gas", "30 documents"),
        ("/?actor=russia&actor=italy", "30 documents"),
        ("/?actor=russia&actor=italy&actor_match=all", "15 documents"),
        ("/?actor=russia&actor=italy&actor_match=all&scope=paragraph", "10 documents"),
        ("/?actor=russia&actor=italy&actor_match=all&scope=sentence", "5 documents"),
        ("/?actor=russia&not_actor=italy", "15 documents"),
        ("/?topic=economy", "31 documents"),
        ("/?not_topic=economy", "2 documents"),
        ("/?source=Wire", "31 documents"),
        ("/?from=1990&to=1994", "5 documents"),
        ("/?from=1990&to=1994&undated=1", "7 documents"),
        ("/?clock=mentioned&from=2022-02-15&to=2022-02-15", "1 document"),
        ("/?q=gas+nobody&operator=any", "31 documents"),
        ("/actors", "Antony Blinken"),
        ("/topics", "Arms-Control"),
        ("/actors/russia", "30 documents"),
        ("/topics/arms-control", "1 document"),
        ("/documents/talks/lavrov.txt", "Nothing was agreed"),
        ("/help", "How to ask"),
    ],
)
def test_every_state_is_an_address(client, url, words):
    response = client.get(url)

    assert response.status_code == 200
    assert words in re.sub(r"<[^>]+>", "", response.text)


def test_pages_follow_one_another_and_hold_every_document(client):
    found, url = [], "/?sort=oldest"
    while url:
        page = client.get(url).text
        found += [href for href, _, _ in links(page) if href.startswith("/documents/")]
        url = next((href for href, _, attributes in links(page) if attributes.get("rel") == "next"), None)

    assert len(found) == len(set(found)) == len(DOCUMENTS)


def test_the_words_stay_in_the_box_and_the_title_tells_the_page(client):
    page = client.get("/?q=gas&page=2").text

    assert 'name="q" type="text" value="gas"' in page
    assert "<title>gas (page 2 of 3) · Chancery</title>" in page


def test_a_ticked_value_can_be_taken_back_where_it_is_said(client):
    page = client.get("/?q=gas&actor=italy&topic=trade").text

    assert total(client.get(link(page, "Remove the filter actor Italy")).text) == 10
    assert total(client.get(link(page, "Clear all filters")).text) == 30


def test_a_value_that_is_left_out_is_struck_through_and_can_come_back(client):
    page = client.get("/?not_actor=italy").text

    assert "<del>Italy</del>" in page
    assert total(client.get(link(page, "Take back the exclusion of Italy")).text) == 33


def test_a_ticked_value_stays_when_nothing_has_it(client):
    page = client.get("/?q=nobody&actor=italy").text

    assert total(page) == 0
    assert re.search(r'name="actor" value="italy"[^>]* checked', page)


def test_a_document_keeps_the_search_it_was_opened_from(client):
    results = client.get("/?q=arms&actor=sergei-lavrov").text
    document = client.get(link(results, "Lavrov and Blinken speak")).text

    assert link(document, "Back to “arms”") == "/?q=arms&actor=sergei-lavrov"
    assert re.findall(r"<mark id=\"hit-\d\">([^<]*)</mark>", document) == ["arms", "arms"]


def test_every_label_of_a_document_leads_to_its_words(client):
    document = client.get("/documents/talks/lavrov.txt").text
    anchors = set(re.findall(r'id="([^"]+)"', document))
    fragments = {href[1:] for href, _, _ in links(document) if href.startswith("#")}

    assert fragments <= anchors
    assert "surname, after the full name" in document
    assert "15 February 2022" in document


def test_a_paragraph_has_an_address(client):
    document = client.get("/documents/talks/lavrov.txt").text

    assert re.search(r'<p id="p2">.*Nothing was agreed', document)


def test_only_web_addresses_are_linked_as_the_original(client):
    hostile = only_document(client.get("/?actor=hostile").text)

    assert link(client.get("/documents/talks/lavrov.txt").text, "Original") == "https://example.org/a"
    assert "javascript:" not in client.get(hostile).text


# --- bad input ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/?actor=atlantis", "No document has the actor “atlantis”"),
        ("/?not_topic=atlantis", "No document has the topic “atlantis”"),
        ("/?page=9999", "There is no page 9999"),
        ("/?from=notadate", "The date “notadate” could not be read and was ignored"),
        ("/?q=" + "a" * 10_000, "10,000 characters, and only the first 2,000 were read"),
        ("/?nonsense=1", "“nonsense” is not a parameter of a search and was ignored"),
    ],
)
def test_what_was_ignored_or_too_long_is_said(client, url, said):
    response = client.get(url)

    assert response.status_code == 200
    assert said in " ".join(notices(response.text))


def test_an_unknown_actor_finds_nothing_rather_than_everything(client):
    assert total(client.get("/?actor=atlantis").text) == 0


def test_a_page_after_the_last_one_leads_back(client):
    page = client.get("/?page=9999").text

    assert total(client.get(link(page, "Previous")).text) == 33
    assert "page=" + str(4) in link(page, "Previous")


@pytest.mark.parametrize(
    "query",
    ["%00", "%FF%FE", "%ED%A0%80", "((((", '"', "AND OR NOT", "*", "title:", "{{7*7}}", "%0A%0D", "a" * 5000 + "*"],
)
@pytest.mark.parametrize("parameter", ["q", "actor", "from", "sort", "page", "source", "undated"])
def test_nothing_that_is_typed_is_an_error(client, parameter, query):
    assert client.get(f"/?{parameter}={query}").status_code == 200
    assert client.get(f"/api/search?{parameter}={query}").status_code == 200


@pytest.mark.parametrize(
    "url", ["/nowhere", "/documents/nothing.txt", "/actors/atlantis", "/topics/atlantis", "/static/x.css"]
)
def test_what_is_not_there_is_said_on_a_page(client, url):
    response = client.get(url)

    assert response.status_code == 404
    assert "There is nothing at this address" in response.text
    assert link(response.text, "To the search") == "/"


def test_a_page_can_only_be_read(client):
    assert client.post("/").status_code == 405


@pytest.mark.parametrize(
    "url", ["/", "/?q=a", "/actors", "/topics", "/actors/x", "/documents/x", "/feed.atom", "/export.csv"]
)
def test_without_an_index_every_page_says_what_to_do(empty_client, url):
    response = empty_client.get(url)

    assert response.status_code == 503
    assert "run `reindex`" in html.unescape(response.text)


def test_the_first_reindex_is_noticed(tmp_path, index_dir):
    folder = tmp_path / "index"
    client = create_app({"INDEX_DIR": str(folder), "TESTING": True}).test_client()
    before = client.get("/").status_code
    folder.symlink_to(index_dir)

    assert (before, client.get("/").status_code) == (503, 200)


# --- escaping -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "/?q=alert",
        "/?actor=hostile",
        "/?q=" + HOSTILE,
        "/?actor=" + HOSTILE,
        "/?source=" + HOSTILE,
        "/?from=" + HOSTILE,
        "/?" + HOSTILE + "=1",
        "/actors",
        "/actors/hostile",
        "/topics/trade",
        "/nowhere/" + HOSTILE,
        "/feed.atom",
        "/feed.atom?q=" + HOSTILE,
    ],
)
def test_nothing_from_outside_becomes_markup(client, url):
    assert "<script>alert" not in client.get(url).text


def test_a_hostile_document_is_shown_as_text(client):
    address = only_document(client.get("/?actor=hostile").text)
    page = client.get(address + "&q=arms").text

    assert "<script>alert" not in page
    assert html.escape(HOSTILE, quote=False)[:14] in page


def test_every_basis_of_a_name_has_words():
    assert set(BASES) == set(get_args(Basis))


def test_a_list_can_be_searched_without_scripts(client):
    page = client.get("/actors?find=LAV").text

    assert "Sergei Lavrov" in page
    assert "Russia" not in page
    assert "None has “zzz” in its name" in html.unescape(client.get("/actors?find=zzz").text)


def test_one_kind_of_actors_can_be_listed(client):
    page = client.get("/actors?kind=person").text

    assert "Antony Blinken" in page
    assert "Italy" not in page


def test_a_search_that_finds_nothing_offers_changes_that_find_something(client):
    page = client.get("/?q=gas&actor=antony-blinken").text

    assert "Nothing in the collection fits all of this" in page
    assert total(client.get(link(page, "Leave out: naming Antony Blinken")).text) == 30


def test_a_facet_that_is_cut_says_of_how_many_and_leads_to_all(tmp_path):
    folder = tmp_path / "index"
    publish_collection(folder, [document("a", actors=[f"actor-{number:02}" for number in range(60)])])
    client = create_app({"INDEX_DIR": str(folder), "TESTING": True}).test_client()

    assert "40 of 60 are listed" in client.get("/").text
    assert link(client.get("/").text, "all actors of the collection") == "/actors"
    assert client.get("/api/search").json["distinct"]["actor"] == 60
    assert "actor-59" in client.get("/actors").text
    assert "are listed" not in client.get("/?source=x").text


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("/actors/", "/actors"),
        ("/topics/?find=arms", "/topics?find=arms"),
        ("/actors/russia/", "/actors/russia"),
        ("/topics/economy/", "/topics/economy"),
    ],
)
def test_an_address_with_a_slash_at_its_end_leads_to_the_one_without(client, url, canonical):
    response = client.get(url)

    assert (response.status_code, response.location) == (308, canonical)
    assert client.get(canonical).status_code == 200


def test_the_dates_are_taken_away_together_with_the_undated_beside_them(client):
    page = client.get("/?q=gas&from=1991&undated=1").text

    assert link(page, "from 1 January 1991 on") == "/?q=gas"


def scope_switch(page):
    """The ways of the switch: (words, number) by whether it is the current one."""
    switch = page.partition('id="scopes-title"')[2].partition("</ul>")[0]
    return [(words, attributes.get("aria-current") == "true") for _, words, attributes in links(switch)]


def test_where_ticks_have_to_meet_is_a_switch_with_the_total_of_each_way(client):
    page = client.get("/?actor=russia&actor=italy&actor_match=all&scope=sentence").text

    assert "Documents naming Russia and Italy, in the same sentence." in page
    assert scope_switch(page) == [("document 15", False), ("paragraph 10", False), ("sentence 5", True)]


def test_alternative_actors_are_offered_together(client):
    page = client.get("/?actor=russia&actor=italy").text

    assert scope_switch(page) == [("document 15", False), ("paragraph 10", False), ("sentence 5", False)]
    assert total(client.get(html.unescape(link(page, "sentence 5"))).text) == 5


def test_the_switch_stays_while_a_scope_is_chosen_and_is_gone_where_it_makes_no_difference(client):
    one = client.get("/?actor=russia&scope=sentence").text

    assert scope_switch(one) == [("document", False), ("paragraph", False), ("sentence", True)]
    assert 'name="scope" value="sentence"' in one
    assert not scope_switch(client.get("/?actor=russia").text)
    assert not scope_switch(client.get("/?topic=trade&topic=sanctions").text)


def test_a_result_shows_the_sentence_in_which_the_ticked_meet_and_its_document_leads_there(client):
    asked = "actor=sergei-lavrov&topic=arms-control&scope=sentence"
    page = client.get(f"/?{asked}").text
    document = client.get(f"/documents/talks/lavrov.txt?{asked}").text

    met = (
        '<span class="on-actor">Lavrov</span> met Blinken on Tuesday about <span class="on-topic">arms control</span>.'
    )
    assert f'<p class="snippet">{met}</p>' in page
    assert "together in 1 sentence" in document
    assert link(document, "1") == "#actor-0"
    assert 'id="actor-0"' in document
    assert "together in" not in client.get("/documents/talks/lavrov.txt?actor=sergei-lavrov").text
