import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.histogram import bars_between, granularity_for, whole_units

GRANULARITIES = ("day", "month", "year", "decade", "century")


@pytest.mark.parametrize(
    ("first", "last", "granularity"),
    [
        (date(2022, 2, 17), date(2022, 2, 17), "day"),
        (date(2022, 1, 1), date(2022, 2, 28), "day"),
        (date(2021, 12, 1), date(2022, 5, 31), "month"),
        (date(1990, 1, 1), date(2022, 1, 1), "year"),
        (date(1500, 1, 1), date(2022, 1, 1), "decade"),
        (date(1, 1, 1), date(9654, 1, 1), "century"),
    ],
)
def test_the_narrower_the_span_the_finer_the_bars(first, last, granularity):
    assert granularity_for(first, last) == granularity


def test_outer_bars_are_cut_to_the_span():
    assert bars_between(date(2021, 12, 20), date(2022, 2, 3), "month") == (
        (date(2021, 12, 20), date(2021, 12, 31)),
        (date(2022, 1, 1), date(2022, 1, 31)),
        (date(2022, 2, 1), date(2022, 2, 3)),
    )


@given(st.dates(), st.dates())
def test_bars_cover_every_day_once_and_stay_few_enough_to_draw(one, other):
    first, last = sorted((one, other))

    bars = bars_between(first, last, granularity_for(first, last))

    assert (bars[0][0], bars[-1][1]) == (first, last)
    assert all(end + timedelta(1) == start for (_, end), (start, _) in itertools.pairwise(bars))
    assert len(bars) <= 130


@given(st.dates(), st.dates(), st.sampled_from(GRANULARITIES[1:]))
def test_a_widened_span_holds_the_span_and_cuts_no_bar(one, other, granularity):
    first, last = whole_units(min(one, other), max(one, other), granularity)

    assert first <= min(one, other) <= max(one, other) <= last
    assert whole_units(first, last, granularity) == (first, last)
    assert (first.day, (last + timedelta(days=1)).day if last != date.max else 1) == (1, 1)


def test_bars_of_a_search_without_dates_are_whole_units():
    assert whole_units(date(1993, 1, 4), date(2022, 2, 18), "year") == (date(1993, 1, 1), date(2022, 12, 31))
    assert whole_units(date(2021, 12, 20), date(2022, 2, 3), "month") == (date(2021, 12, 1), date(2022, 2, 28))
    assert whole_units(date(2021, 12, 20), date(2022, 2, 3), "day") == (date(2021, 12, 20), date(2022, 2, 3))
