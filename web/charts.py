"""Bars of a histogram, or the days of a document -> a drawing: where each stands, how high, where a click leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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


class Frame(NamedTuple):
    """What a drawing has in common with those of most other searches: of each bar its days and `of`, the documents of
    the whole collection."""

    first_day: tuple[date, ...]
    last_day: tuple[date, ...]
    of: tuple[int, ...]
    granularity: BarGranularity


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawn histogram of a search, a bar for each of `columns_of`: how many are found in it and how high it is."""

    frame: Frame
    counts: tuple[int, ...]
    heights: tuple[int, ...]
    peak: HistogramBar

    @property
    def granularity(self) -> BarGranularity:
        return self.frame.granularity

    @property
    def labels(self) -> tuple[str, ...]:
        """The words along the axis, evenly spread."""
        return _labels_of(self.frame)

    @property
    def peak_name(self) -> str:
        return days_in_words(self.peak.first_day, self.peak.last_day, self.granularity)

    @property
    def has_whole_collection(self) -> bool:
        """True when the search is the collection, so that there is no share to show."""
        return self.counts == self.frame.of


def chart_of(histogram: Sequence[HistogramBar]) -> Chart | None:
    """The drawing of a search's histogram; None when nothing found has a date."""
    counts = tuple([bar.count for bar in histogram])
    if not any(counts):
        return None
    peak = histogram[counts.index(max(counts))]
    frame = Frame(
        tuple([bar.first_day for bar in histogram]),
        tuple([bar.last_day for bar in histogram]),
        tuple([bar.of for bar in histogram]),
        peak.granularity,
    )
    return Chart(frame, counts, heights_of(counts), peak)


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


def heights_of(counts: Sequence[int]) -> tuple[int, ...]:
    """In proportion to the largest; whatever is there at all can be seen."""
    most = max(counts)
    in_proportion = [round(HEIGHT * count / most) for count in counts]
    return tuple(
        [
            height if height > _LEAST_HEIGHT or not count else _LEAST_HEIGHT
            for height, count in zip(in_proportion, counts, strict=True)
        ]
    )


@lru_cache(maxsize=16)
def _labels_of(frame: Frame) -> tuple[str, ...]:
    return tuple(_axis_label(frame.first_day[place], frame.granularity) for place in _spread(len(frame.first_day)))


def _spread(count: int) -> Sequence[int]:
    """The places of at most _MOST_LABELS of so many at equal distances, of the first and, where it can be, the last."""
    if count <= _MOST_LABELS:
        return range(count)
    return [round(place * (count - 1) / (_MOST_LABELS - 1)) for place in range(_MOST_LABELS)]


def days_in_words(first: date, last: date, granularity: BarGranularity) -> str:
    """The days of a bar."""
    return f"{first.year} to {last.year}" if granularity in ("decade", "century") else days_text(first, last)


def _axis_label(first: date, granularity: BarGranularity) -> str:
    if granularity == "day":
        return day_text(first).replace(MONTHS[first.month - 1], MONTHS[first.month - 1][:3])
    return f"{MONTHS[first.month - 1][:3]} {first.year}" if granularity == "month" else str(first.year)


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
