from datetime import date

import pytest

from search.model import DateRange
from search.query.dates import is_reversed, parse_dates
from search.query.spoken import spoken_dates

TODAY = date(2022, 2, 17)  # a Thursday


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2022-02-17", "2022-02-17", "2022-02-17"),
        ("17.02.2022", "2022-02-17", "2022-02-17"),
        ("2/3/2022", "2022-03-02", "2022-03-02"),
        ("2/17/2022", "2022-02-17", "2022-02-17"),
        ("Feb 2022", "2022-02-01", "2022-02-28"),
        ("17 February 2022", "2022-02-17", "2022-02-17"),
        ("Sept. 3rd, 2021", "2021-09-03", "2021-09-03"),
        ("december", "2021-12-01", "2021-12-31"),
        ("february", "2022-02-01", "2022-02-28"),
        ("29 feb", "2020-02-29", "2020-02-29"),
        ("q4 2021", "2021-10-01", "2021-12-31"),
        ("winter 2021", "2021-12-01", "2022-02-28"),
        ("the 1970s", "1970-01-01", "1979-12-31"),
        ("today", "2022-02-17", "2022-02-17"),
        ("yesterday", "2022-02-16", "2022-02-16"),
        ("thursday", "2022-02-17", "2022-02-17"),
        ("last thursday", "2022-02-10", "2022-02-10"),
        ("this week", "2022-02-14", "2022-02-20"),
        ("last month", "2022-01-01", "2022-01-31"),
        ("last quarter", "2021-10-01", "2021-12-31"),
        ("next year", "2023-01-01", "2023-12-31"),
        ("last 7 days", "2022-02-11", "2022-02-17"),
        ("past three months", "2021-11-18", "2022-02-17"),
        ("2 days ago", "2022-02-15", "2022-02-15"),
        ("two months ago", "2021-12-01", "2021-12-31"),
        ("2021-12..2022-02", "2021-12-01", "2022-02-28"),
        ("2020-2021", "2020-01-01", "2021-12-31"),
        ("may 2021 to today", "2021-05-01", "2022-02-17"),
        (">2020", "2021-01-01", None),
        (">= 2020", "2020-01-01", None),
        ("2020..", "2020-01-01", None),
        ("since feb 2021", "2021-02-01", None),
        ("<2021-05", None, "2021-04-30"),
        ("..2021", None, "2021-12-31"),
        ("before 17 feb 2022", None, "2022-02-16"),
    ],
)
def test_date_words_stand_for_days(words, first, last):
    bounds = (date.fromisoformat(day) if day else None for day in (first, last))

    assert parse_dates(words, today=TODAY) == DateRange(*bounds)


@pytest.mark.parametrize(
    "words",
    ["", "..", "soon", "0000", "2022-13", "31 february 2022", "30.02.2022", ">9999", "0 days ago", "99999 years ago"],
)
def test_what_is_no_date_has_no_days(words):
    assert parse_dates(words, today=TODAY) is None


def test_a_range_that_ends_before_it_starts_is_recognised():
    assert is_reversed("2022..2021", today=TODAY)
    assert not is_reversed("2021..2022", today=TODAY)
    assert not is_reversed("2021..soon", today=TODAY)


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        ("2022-02-17", "on 17 February 2022"),
        ("2022-02", "in February 2022"),
        ("2022", "in 2022"),
        ("2020..2022", "from 2020 to 2022"),
        ("2021-12..2022-02", "from December 2021 to February 2022"),
        ("2021..2022-02-17", "from 1 January 2021 to 17 February 2022"),
        (">2020", "after 2020"),
        (">=2020-05-03", "after 2 May 2020"),
        ("<2021-05", "before May 2021"),
        ("..2021", "before 2022"),
    ],
)
def test_days_are_spoken_in_the_largest_units_that_fit(words, spoken):
    assert spoken_dates(parse_dates(words, today=TODAY)) == spoken
