"""Dates as people write them in the two fields."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.typed_dates import days_of, first_day_text, last_day_text


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2022-02-17", "2022-02-17", "2022-02-17"),
        ("2022/2/7", "2022-02-07", "2022-02-07"),
        ("Feb 2022", "2022-02-01", "2022-02-28"),
        ("feb. 2022", "2022-02-01", "2022-02-28"),
        ("17 February 2022", "2022-02-17", "2022-02-17"),
        ("February 17, 2022", "2022-02-17", "2022-02-17"),
        ("  17   Sept 1978 ", "1978-09-17", "1978-09-17"),
    ],
)
def test_a_year_a_month_or_a_day(typed, first, last):
    assert days_of(typed) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "notadate",
        "22",
        "2022-13",
        "2022-02-30",
        "30 February 2022",
        "02/03/2022",
        "Foo 2022",
        "0000",
        "２０２２-99",
    ],
)
def test_what_is_not_a_date_or_means_two_is_not_guessed(typed):
    assert days_of(typed) is None


@given(st.dates())
def test_the_text_of_a_day_is_read_as_that_day(day):
    assert days_of(first_day_text(day))[0] == day
    assert days_of(last_day_text(day))[1] == day
