from datetime import date

import pytest

from search.model import DateRange, SearchRequest
from search.query import KnownNames, parse, reading

TODAY = date(2022, 2, 17)
NAMES = KnownNames(
    {
        "actor": {"sergei-lavrov": ("Sergei Lavrov", "Лавров"), "nato": ("NATO",)},
        "topic": {"security": ("Security",)},
        "source": {"AFP": ()},
        "author": {"Ann Smith": ()},
        "language": {"fr": ()},
    }
)


def read(text, **ticks):
    request = SearchRequest(text, **ticks)
    return reading(parse(text, today=TODAY, operator=request.operator).tree, request, names=NAMES)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "All documents."),
        ("talks", "Documents with “talks” in any form."),
        ("talks peace", "Documents with “talks” and “peace” in any form."),
        ('"red lines" -iran', "Documents with exactly “red lines”, without “iran” in any form."),
        ("a OR b", "Documents with either “a” in any form or “b” in any form."),
        ("sanct* wo?d", "Documents with a word that starts with “sanct” and a word like “wo?d”."),
        ("fuzzy~", "Documents with “fuzzy” or a word 1 letter away from it."),
        ('"a b"~5', "Documents with “a b” in any order within 5 words of each other."),
        ('SAME(a "b c")', "Documents with “a” in any form and exactly “b c” together in one sentence."),
        ("title:talks", "Documents with “talks” in any form in the title."),
        ("actor:Лавров topic:security", "Documents naming Sergei Lavrov, about Security."),
        ("-actor:nato", "Documents not naming NATO."),
        ("actor:nobody", "Documents naming “nobody”."),
        ("talks date:last month", "Documents with “talks” in any form, published in January 2022 (last month)."),
        ("mentioned:2021", "Documents mentioning a day in 2021."),
        ("lang:fr source:AFP author:Smith", "Documents in the language fr, from AFP, by Ann Smith."),
    ],
)
def test_a_query_is_read_back_as_a_sentence(typed, sentence):
    assert read(typed).sentence == sentence


def test_ticks_are_part_of_the_sentence():
    ticked = read(
        "talks",
        actors=("sergei-lavrov", "nato"),
        actor_match="all",
        excluded_topics=("security",),
        dates=DateRange(date(2022, 1, 1), None),
        undated=True,
    )

    assert ticked.sentence == (
        "Documents with “talks” in any form, naming Sergei Lavrov and NATO, "
        "published after 2021 or undated, not about Security."
    )


def test_each_part_can_be_asked_alone_and_taken_out():
    parts = read('talks "red lines" -iran actor:nato', topics=("security",)).parts

    assert [(part.words, part.alone.text, part.without.text) for part in parts] == [
        ("“talks” in any form", "talks", '"red lines" actor:nato -iran'),
        ("exactly “red lines”", '"red lines"', "talks actor:nato -iran"),
        ("naming NATO", "actor:nato", 'talks "red lines" -iran'),
        ("without “iran” in any form", "-iran", 'talks "red lines" actor:nato'),
        ("about Security", "", 'talks "red lines" -iran actor:nato'),
    ]


def test_ticks_stay_when_a_part_of_the_query_is_taken_out_and_go_when_it_is_asked_alone():
    part = read("talks", actors=("nato",), page=3).parts[0]

    assert (part.without.actors, part.without.page) == (("nato",), 1)
    assert part.alone.actors == ()


def test_alternatives_are_parts_where_any_word_will_do():
    parts = read("a b -c", operator="any").parts

    assert [part.without.text for part in parts] == ["b -c", "a -c", "a b"]


def test_dates_and_undated_are_one_part():
    part = read("", dates=DateRange(date(2022, 1, 1), None), undated=True).parts[0]

    assert part.words == "published after 2021 or undated"
    assert part.without == SearchRequest()
