"""Bodies that stand in no list, found by the shape of their names."""

import pytest

from search.extraction.actors import find_actors
from search.model import Document


def bodies(body, title=""):
    mentions = find_actors(Document("a", title, body, "2014-05-01"))
    return [(one.text, one.actor, one.kind) for one in mentions if one.kind in ("group", "organisation")]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Upper Nile Liberation Army crossed the river.", "Upper Nile Liberation Army", "group"),
        ("Yesterday Zandian Freedom Fighters freed him.", "Zandian Freedom Fighters", "group"),
        ("the Free Ruritania Resistance Front of Strelsau", "Free Ruritania Resistance Front of Strelsau", "group"),
        (
            "Fighters of the Front for the Liberation of Ruritania fled.",
            "Front for the Liberation of Ruritania",
            "group",
        ),
        (
            "It joined the International Lighthouse Keeping Organization.",
            "International Lighthouse Keeping Organization",
            "organisation",
        ),
        ("the International Union of Lamp Makers met", "International Union of Lamp Makers", "organisation"),
    ],
)
def test_a_body_in_no_list_is_an_actor_by_its_whole_name(text, name, kind):
    assert bodies(text) == [(name, name.lower().replace(" ", "-"), kind)]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. International Lighthouse Commission ruled.",
        "the Liberation Army of old",
        "The Salvation Army sang.",
        "INTERNATIONAL LAMP MAKERS ASSOCIATION SHR 3 CTS VS 4 CTS",
        "International Lamp Makers Inc. rose.",
        "The liberation army won the freedom of the city.",
        "The Institute for Lamp Studies and the Lamp Party agreed.",
    ],
)
def test_national_bodies_firms_parties_and_capitals_are_none(text):
    assert bodies(text) == []


def test_an_acronym_that_the_text_gives_means_the_body():
    found = bodies("The Upper Nile Liberation Army (UNLAR) signed. Later the UNLAR and its friend (UNLAR) did not.")

    assert [(text, actor) for text, actor, _ in found] == [
        ("Upper Nile Liberation Army", "upper-nile-liberation-army"),
        *[("UNLAR", "upper-nile-liberation-army")] * 3,
    ]


def test_what_is_in_the_lists_is_named_as_they_have_it():
    assert bodies("The Kosovo Liberation Army and the International Monetary Fund met.") == [
        ("Kosovo Liberation Army", "kosovo-liberation-army", "group"),
        ("International Monetary Fund", "international-monetary-fund", "organisation"),
    ]
