"""Who is named or spoken for, on the client's own document and in own sentences, rule by rule."""

import pytest

from search.extraction.actors import find_actors
from search.model import Document


def mentions(body, published="2022-02-17", title=""):
    return find_actors(Document("d", title, body, published))


def actors(body, published="2022-02-17", title=""):
    return {mention.actor for mention in mentions(body, published, title)}


@pytest.mark.parametrize(
    "actor", ["sergei-lavrov", "luigi-di-maio", "russia", "united-states", "italy", "ukraine", "nato"]
)
def test_the_clients_document_names_its_actors(client_document, actor):
    assert actor in {mention.actor for mention in find_actors(client_document)}


def test_every_mention_is_the_text_at_its_place(client_document):
    for mention in find_actors(client_document):
        assert mention.text == getattr(client_document, mention.field)[mention.start : mention.end]


def test_a_news_website_regions_and_the_west_are_no_actors(client_document):
    body = client_document.body
    seen = {body[m.start : m.end + 8] for m in find_actors(client_document) if m.field == "body"}

    assert not [words for words in seen if "Today" in words]
    assert not {"west", "europe", "eastern-europe"} & {mention.actor for mention in find_actors(client_document)}
