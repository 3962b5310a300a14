"""Bars of a histogram, or the days of a document -> a drawing: where each stands, how high, where a click leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from search.calendar import MONTHS
from search.model import BarGranularity, HistogramBar
from web.wording import day_text, days_text

WIDTH, HEIGHT = 1000, 1000
_GAP_SHARE = 0.16
_LEAST_HEIGHT = 20
_MOST_LABELS = 5
_LEAST_TICK = 6.0


class Column(NamedTuple):
    """Where a bar stands in a field of WIDTH by HEIGHT: the whole column, which can be clicked, and the bar in it."""

    x: float
    width: float
    bar_x: float
    bar_width: float


class DrawnBar(NamedTuple):
    """One bar; `of_height` is the collection's bar, drawn to the collection's own scale."""

    bar: HistogramBar
    height: int
    of_height: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawn histogram of a search, a bar for each of `columns_of`. `labels` are the words along the axis, evenly
    spread."""

    bars: tuple[DrawnBar, ...]
    labels: tuple[str, ...]
    granularity: BarGranularity
    peak: HistogramBar

    @property
    def peak_name(self) -> str:
        return days_in_words(self.peak.first_day, self.peak.last_day, self.granularity)

    @property
    def has_whole_collection(self) -> bool:
        """True when the search is the collection, so that there is no share to show."""
        return all(drawn.bar.count == drawn.bar.of for drawn in self.bars)


def chart_of(histogram: Sequence[HistogramBar]) -> Chart | None:
    """The drawing of a search's histogram; None when nothing found has a date."""
    peak = max(histogram, key=attrgetter("count"), default=None)
    if peak is None or not peak.count:
        return None
    most_of = max(bar.of for bar in histogram)
    return Chart(
        bars=tuple([DrawnBar(bar, _height(bar.count, peak.count), _height(bar.of, most_of)) for bar in histogram]),
        labels=tuple(_axis_label(bar) for bar in _spread(histogram)),
        granularity=histogram[0].granularity,
        peak=peak,
    )


def columns_of(count: int) -> tuple[Column, ...]:
    """So many columns side by side."""
    step = WIDTH / count
    return tuple(
        Column(
            round(step * position, 2),
            round(step, 2),
            round(step * (position + _GAP_SHARE / 2), 2),
            round(step * (1 - _GAP_SHARE), 2),
        )
        for position in range(count)
    )


@lru_cache(maxsize=4096)
def _height(count: int, most: int) -> int:
    """In proportion to the largest; whatever is there at all can be seen."""
    return max(_LEAST_HEIGHT, round(HEIGHT * count / most)) if count else 0


def _spread(histogram: Sequence[HistogramBar]) -> Sequence[HistogramBar]:
    """At most _MOST_LABELS bars at equal distances, the first and, where it can be, the last among them."""
    if len(histogram) <= _MOST_LABELS:
        return histogram
    return [histogram[round(place * (len(histogram) - 1) / (_MOST_LABELS - 1))] for place in range(_MOST_LABELS)]


def days_in_words(first: date, last: date, granularity: BarGranularity) -> str:
    """The days of a bar."""
    return f"{first.year} to {last.year}" if granularity in ("decade", "century") else days_text(first, last)


def _axis_label(bar: HistogramBar) -> str:
    if bar.granularity == "day":
        return day_text(bar.first_day).replace(MONTHS[bar.first_day.month - 1], MONTHS[bar.first_day.month - 1][:3])
    if bar.granularity == "month":
        return f"{MONTHS[bar.first_day.month - 1][:3]} {bar.first_day.year}"
    return str(bar.first_day.year)


# --- the days of one document -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DrawnDays:
    """A span of days on a strip of WIDTH; `anchor` is the place on the page that explains it."""

    name: str
    anchor: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Strip:
    """The days that a document speaks of, and those on which it was published, on one line of time."""

    days: tuple[DrawnDays, ...]
    published: DrawnDays | None
    first_label: str
    last_label: str


Span = tuple[date, date, str]


def strip_of(spans: Sequence[Span], published: tuple[date, date] | None) -> Strip | None:
    """The strip of spans given as first day, last day and anchor; None where there is nothing to compare."""
    bounds = [day for first, last, _ in spans for day in (first, last)] + list(published or ())
    if len({first for first, _, _ in spans} | {published and published[0]}) < 2 or not spans:
        return None
    first, last = min(bounds), max(bounds)
    return Strip(
        days=tuple(_drawn_days(span, first, last) for span in spans),
        published=_drawn_days((*published, ""), first, last) if published else None,
        first_label=str(first.year) if first.year != last.year else day_text(first),
        last_label=str(last.year) if first.year != last.year else day_text(last),
    )


def _drawn_days(span: Span, first: date, last: date) -> DrawnDays:
    scale = (WIDTH - _LEAST_TICK) / max(1, (last - first).days)
    x = (span[0] - first).days * scale
    return DrawnDays(
        days_text(span[0], span[1]), span[2], round(x, 1), round(max(_LEAST_TICK, (span[1] - span[0]).days * scale), 1)
    )
