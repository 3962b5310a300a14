"""
The bars of a chart -> their HTML: a drawing, and the rows of the table behind it.

They are as many as the days or months of a timeline, so they are written here and not by a template, which would take
ten times as long. What follows from the days of a bar and from its column is remembered from one page to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from flask import Flask
from markupsafe import Markup, escape

from search.model import BarGranularity, DateRange, HistogramBar
from web.charts import HEIGHT, Chart, Column, DrawnBar, days_in_words
from web.urls import Gap, Links, args_of_days, query_of


def drawn_bars(chart: Chart, links: Links) -> Markup:
    """What the chart shows, for its SVG. Every bar is a link to the search within its days."""
    room, is_with_collection = _room_for_days(links), not chart.has_whole_collection
    return Markup("".join([_drawn(bar, room, is_with_collection) for bar in chart.bars]))


def listed_bars(chart: Chart, links: Links) -> Markup:
    """The same in rows of a table, without the bars that are empty."""
    return Markup("".join(_listed(chart, _room_for_days(links))))


def _listed(chart: Chart, room: Gap) -> Iterator[str]:
    for drawn in chart.bars:
        bar = drawn.bar
        if bar.count:
            days, name = _written(bar)
            link = f'<a href="{room.before}{days}{room.after}">{name}</a>'
            yield f'<tr><th scope="row">{link}</th><td>{bar.count:,}</td><td>{bar.of:,}</td></tr>\n'


def _drawn(drawn: DrawnBar, room: Gap, is_with_collection: bool) -> str:
    bar, column, height, of_height = drawn
    days, name = _written(bar)
    share = f" of {bar.of:,}" if bar.count != bar.of else ""
    field = _written_column(column, of_height if is_with_collection else 0.0)
    shown = _rectangle("bar", column.bar_x, column.bar_width, height)
    title = f"<title>{name}: {bar.count:,}{share}</title>"
    return f'<a href="{room.before}{days}{room.after}" tabindex="-1">{title}\n{field}{shown}</a>\n'


@lru_cache(maxsize=4096)
def _written_column(column: Column, of_height: float) -> str:
    """The whole column, and in it the bar of the collection."""
    field = f'<rect class="column" x="{column.x}" y="0" width="{column.width}" height="{HEIGHT}"/>'
    return f"{field}\n{_rectangle('of', column.x, column.width, of_height)}"


def _rectangle(what: str, x: float, width: float, height: float) -> str:
    """A rectangle that stands on the axis; nothing for one without height."""
    if not height:
        return ""
    return f'<rect class="{what}" x="{x}" y="{HEIGHT - height}" width="{width}" height="{height}"/>'


def _room_for_days(links: Links) -> Gap:
    """The days of a bar take the place of those asked for, and the undated go."""
    return links.with_room_for("dates", "undated")


def _written(bar: HistogramBar) -> tuple[str, str]:
    return _written_days(bar.first_day, bar.last_day, bar.granularity)


@lru_cache(maxsize=4096)
def _written_days(first: date, last: date, granularity: BarGranularity) -> tuple[str, str]:
    """The days of a bar as they stand in an address, escaped for HTML, and their name."""
    return str(escape(query_of(args_of_days(DateRange(first, last))))), days_in_words(first, last, granularity)


def init_app(app: Flask) -> None:
    app.add_template_global(drawn_bars)
    app.add_template_global(listed_bars)
