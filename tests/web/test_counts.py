"""Every number beside a link is the number of documents that the link leads to."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

STATES = [
    "/",
    "/?q=gas",
    "/?actor=russia",
    "/?actor=russia&actor=italy",
    "/?actor=russia&actor=italy&actor_match=all",
    "/?actor=russia&actor=italy&actor_match=all&scope=sentence",
    "/?actor=russia&actor=italy&actor_match=all&scope=paragraph&topic=trade",
    "/?actor=italy&topic=economy&scope=sentence&q=gas",
    "/?actor=italy&scope=sentence&actor_match=all",
    "/?actor=antony-blinken&actor=italy&actor_match=all&scope=sentence",
    "/?not_actor=italy&topic=economy",
    "/?topic=trade&topic=sanctions&source=Wire",
    "/?from=1995&to=2003",
    "/?from=1995&undated=1",
    "/?clock=mentioned&undated=1",
    "/?q=gas&actor=atlantis",
    "/?q=gas+nobody",
    "/?q=gas+grain&actor=antony-blinken&from=2022-02-17&to=2022-02-17",
    "/actors",
    "/topics",
    "/actors/russia",
    "/topics/economy",
]
STATES_OF_THE_BRIEFS = [
    "/",
    "/?q=treaty",
    "/?q=treaty+OR+talks&actor=russia&actor=united-states&actor_match=all",
    "/?actor=nato&not_actor=france&clock=mentioned&from=1990",
    "/?clock=mentioned",
    "/?actor=russia&actor=united-states&actor_match=all&scope=sentence",
    "/?actor=united-states&topic=arms-control&scope=paragraph&clock=mentioned",
    "/?topic=arms-control&from=1960&to=1991",
    "/actors/soviet-union",
    "/topics/arms-control",
]


class _Counts(HTMLParser):
    """Links with the number in or after them: (href, number)."""

    def __init__(self):
        super().__init__()
        self.found, self._href, self._reads_number = [], None, False

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "a" and "leave-out" not in attributes.get("class", ""):
            self._href = attributes.get("href")
        elif tag in ("li", "h2", "tr"):
            self._href = None
        self._reads_number = (tag == "span" and attributes.get("class") == "count") or (tag == "td" and self._href)

    def handle_data(self, words):
        if self._reads_number and self._href and re.fullmatch(r"[\d,]+", words.strip()):
            self.found.append((self._href, int(words.replace(",", ""))))
            self._href = None
        elif self._href and (undated := re.fullmatch(r"([\d,]+) (undated|documents?|without)", words.strip())):
            self.found.append((self._href, int(undated[1].replace(",", ""))))


def counts_of(page):
    reader = _Counts()
    reader.feed(page)
    return sorted(set(reader.found))


def total_at(client, href):
    """The number of documents at an address: of a search, or of the page of an actor or topic."""
    path, query = urlsplit(href).path, urlsplit(href).query
    if path == "/":
        return client.get(f"/api/search?{query}&page_size=1").json["total"]
    return int(re.search(r">([\d,]+) documents?</a>", client.get(href).text)[1].replace(",", ""))


@pytest.mark.parametrize("state", STATES)
def test_every_count_is_true(client, state):
    counts = counts_of(client.get(state).text)

    assert counts
    assert [(href, count) for href, count in counts if total_at(client, href) != count] == []


@pytest.mark.parametrize("state", STATES_OF_THE_BRIEFS)
def test_every_count_is_true_of_the_briefs(brief_client, state):
    counts = counts_of(brief_client.get(state).text)

    assert len(counts) > 20
    assert [(href, count) for href, count in counts if total_at(brief_client, href) != count] == []


def test_the_document_the_site_was_asked_for_with_can_be_found_by_who_when_and_what(brief_client):
    for query in ("actor=sergei-lavrov", "topic=security-guarantees", "clock=mentioned&from=2021-12&to=2021-12"):
        found = brief_client.get(f"/api/search?{query}&page_size=100").json["hits"]

        assert "000_3e7c520cc69bc824.txt" in [hit["id"] for hit in found]
