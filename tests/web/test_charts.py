"""Drawings of time: bars in proportion, links to their days, labels that can be read."""

import re
from datetime import date

import pytest

from search.model import HistogramBar, SearchRequest
from web.bars import drawn_bars, listed_bars
from web.charts import HEIGHT, WIDTH, chart_of, columns_of, strip_of
from web.links import Links


def year(number, count, of=None):
    return HistogramBar(date(number, 1, 1), date(number, 12, 31), "year", count, count if of is None else of)


def test_without_a_dated_document_there_is_no_drawing():
    assert chart_of(()) is None
    assert chart_of((year(2020, 0, 5),)) is None


def test_bars_are_in_proportion_and_fill_the_width():
    chart = chart_of((year(2020, 10), year(2021, 5), year(2022, 0)))

    assert list(chart.heights) == [HEIGHT, HEIGHT / 2, 0]
    assert columns_of(3)[-1].x + columns_of(3)[-1].width == pytest.approx(WIDTH, abs=0.1)


def test_one_among_ten_thousand_can_still_be_seen():
    assert chart_of((year(2020, 10_000), year(2021, 1))).heights[1] >= HEIGHT / 50


def test_a_bar_stands_before_that_of_the_collection_which_is_as_wide_as_its_column():
    drawing = drawn_bars(chart_of((year(2020, 10, 40), year(2021, 0, 20))), Links(SearchRequest(), "/", page_size=10))

    assert re.findall('class="(.*?)" x="(.*?)" width="(.*?)" height="(.*?)"', drawing) == [
        ("column", "0", "500", f"{HEIGHT}"),
        ("of", "0", "500", f"{HEIGHT}"),
        ("bar", "40", "420", f"{HEIGHT}"),
        ("column", "500", "500", f"{HEIGHT}"),
        ("of", "500", "500", f"{HEIGHT // 2}"),
    ]


def test_a_bar_asks_for_its_days_from_page_one_and_no_longer_for_the_undated():
    chart = chart_of((year(2020, 1), year(2021, 0)))
    links = Links(SearchRequest("gas", page=4, undated=True, sort="newest"), "/", page_size=10)

    assert re.findall('href="(.*?)"', drawn_bars(chart, links)) == [
        "/?q=gas&amp;from=2020&amp;to=2020&amp;sort=newest",
        "/?q=gas&amp;from=2021&amp;to=2021&amp;sort=newest",
    ]
    assert re.findall('href="(.*?)"', listed_bars(chart, links)) == [
        "/?q=gas&amp;from=2020&amp;to=2020&amp;sort=newest"
    ]


def test_few_labels_stand_under_many_bars():
    chart = chart_of(tuple(year(1900 + number, 1) for number in range(101)))

    assert chart.labels == ("1900", "1925", "1950", "1975", "2000")


def test_the_collection_is_drawn_only_where_it_differs():
    assert chart_of((year(2020, 2),)).has_whole_collection
    assert not chart_of((year(2020, 2, 3),)).has_whole_collection


def test_the_days_of_a_document_lie_on_one_line():
    spans = [(date(2000, 1, 1), date(2000, 1, 1), "a"), (date(2010, 1, 1), date(2010, 12, 31), "b")]
    strip = strip_of(spans, (date(2020, 1, 1), date(2020, 1, 1)))

    assert (strip.first_label, strip.last_label) == ("2000", "2020")
    assert [drawn.x for drawn in strip.days] == [0, pytest.approx(WIDTH / 2, rel=0.01)]
    assert strip.published.x + strip.published.width == pytest.approx(WIDTH)


def test_one_day_alone_is_not_a_line():
    day = date(2000, 1, 1)

    assert strip_of([(day, day, "a")], (day, day)) is None
    assert strip_of([], (day, day)) is None
