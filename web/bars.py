"""
The bars of a chart -> their HTML: a drawing, and the rows of the table behind it.

They are as many as the days or months of a timeline, so they are written here and not by a template, which would take
ten times as long. What follows from the days of a bar and from its column is remembered from one page to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from flask import Flask
from markupsafe import Markup, escape

from search.model import BarGranularity, DateRange
from web.charts import HEIGHT, Chart, Column, DrawnBar, columns_of, days_in_words
from web.urls import Gap, Links, args_of_days, query_of


class WrittenColumn(NamedTuple):
    """The whole column, and two bars in it as far as their heights: that of the collection and that of the search."""

    field: str
    up_to_height_of_collection: str
    up_to_height: str


def drawn_bars(chart: Chart, links: Links) -> Markup:
    """What the chart shows, for an SVG in which y rises from 0. Every bar is a link to the search within its days."""
    room, is_with_collection = _room_for_days(links), not chart.has_whole_collection
    columns = zip(chart.bars, _written_columns(len(chart.bars)), strict=True)
    return Markup("".join([_drawn(bar, column, room, is_with_collection) for bar, column in columns]))


def listed_bars(chart: Chart, links: Links) -> Markup:
    """The same in rows of a table, without the bars that are empty."""
    return Markup("".join(_listed(chart, _room_for_days(links))))


def _listed(chart: Chart, room: Gap) -> Iterator[str]:
    for drawn in chart.bars:
        bar = drawn.bar
        if bar.count:
            days, name = _written_days(bar.first_day, bar.last_day, bar.granularity)
            link = f'<a href="{room.before}{days}{room.after}">{name}</a>'
            yield f'<tr><th scope="row">{link}</th><td>{bar.count:,}</td><td>{bar.of:,}</td></tr>\n'


def _drawn(drawn: DrawnBar, column: WrittenColumn, room: Gap, is_with_collection: bool) -> str:
    bar, height, of_height = drawn
    days, name = _written_days(bar.first_day, bar.last_day, bar.granularity)
    share = f" of {bar.of:,}" if bar.count != bar.of else ""
    whole = f'{column.up_to_height_of_collection}{of_height}"/>' if is_with_collection and of_height else ""
    found = f'{column.up_to_height}{height}"/>' if height else ""
    title = f"<title>{name}: {bar.count:,}{share}</title>"
    return f'<a href="{room.before}{days}{room.after}" tabindex="-1">{title}{column.field}{whole}{found}</a>\n'


@lru_cache(maxsize=256)
def _written_columns(count: int) -> tuple[WrittenColumn, ...]:
    """So many columns, which are the same in every chart with as many bars."""
    return tuple(map(_written_column, columns_of(count)))


def _written_column(column: Column) -> WrittenColumn:
    whole = f'x="{column.x:g}" width="{column.width:g}" height="'
    bar = f'x="{column.bar_x:g}" width="{column.bar_width:g}" height="'
    field = f'<rect class="column" {whole}{HEIGHT}"/>'
    return WrittenColumn(field, f'<rect class="of" {whole}', f'<rect class="bar" {bar}')


def _room_for_days(links: Links) -> Gap:
    """The days of a bar take the place of those asked for, and the undated go."""
    return links.with_room_for("dates", "undated")


@lru_cache(maxsize=4096)
def _written_days(first: date, last: date, granularity: BarGranularity) -> tuple[str, str]:
    """The days of a bar as they stand in an address, escaped for HTML, and their name."""
    return str(escape(query_of(args_of_days(DateRange(first, last))))), days_in_words(first, last, granularity)


def init_app(app: Flask) -> None:
    app.add_template_global(drawn_bars)
    app.add_template_global(listed_bars)
