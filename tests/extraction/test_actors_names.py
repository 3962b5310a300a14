"""Names by their shape, and the years about them."""

import pytest

from search.extraction.actors.era import era_of
from search.extraction.actors.layout import lay_out
from search.extraction.actors.shapes import find_names


def names_in(text):
    return find_names(lay_out(text, frozenset()), [])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Yesterday Zorvil fell.", [("Zorvil", False)]),
        ("Zorvil Bank fell.", [("Zorvil", True)]),
        ("Ministry Zorvil Kamarin fell.", [("Zorvil Kamarin", True)]),
        ("Monday Zorvil Wednesday Kamarin fell.", [("Zorvil", False), ("Kamarin", False)]),
        ("Bank Zorvil Thursday Kamarin fell.", [("Zorvil", True), ("Kamarin", False)]),
        ("Thursday Zorvil Kamarin and Co fell.", [("Zorvil Kamarin", True)]),
    ],
)
def test_unknown_words_are_a_body_beside_the_word_of_one(text, names):
    assert [(name.text, name.is_body) for name in names_in(text)] == names


def test_the_places_of_names_are_those_of_their_words():
    text = "On Monday Zorvil Kamarin Wednesday met the Bank Ostrelin, al-Ostrelin and Drovnik."

    names = names_in(text)

    assert [text[name.start : name.end] for name in names] == [name.text for name in names] != []


def test_a_line_of_capitals_tells_no_name_from_another():
    assert [name.text for name in names_in("ZORVIL KAMARIN OSTRELIN")] == ["Zorvil", "Kamarin", "Ostrelin"]


@pytest.mark.parametrize("beyond_ascii", ["", " é"])
@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("1986", [1986]),
        ("1986 1987", [1986, 1987]),
        ("in (1986), 1987.", [1986, 1987]),
        ("19860 of 1986a, a1986, 1086 and 3986", []),
        ("1986/87 and 1986-87, but 1986, 87", [1986]),
    ],
)
def test_years_are_numbers_of_four_figures_that_stand_alone(text, years, beyond_ascii):
    stated = era_of(None, text + beyond_ascii).stated

    assert [first.year for first, _ in stated] == years
