"""
The bars of a chart -> their HTML: a drawing, and the rows of the table behind it.

They are as many as the days or months of a timeline, so they are written here and not by a template, which would take
ten times as long. What of them most searches have in common is remembered from one page to the next.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from flask import Flask
from markupsafe import Markup

from search.model import DateRange
from web.charts import HEIGHT, Chart, Column, Frame, columns_of, days_in_words, heights_of
from web.links import Gap, Links, args_of_days, query_of
from web.template_engine import escaped
from web.wording import number


class WrittenBar(NamedTuple):
    """What of a bar does not depend on the search: its days in an address and their name, how many documents the
    collection has there, its column with the collection's bar in it, and its own bar as far as its height."""

    days: str
    name: str
    of: str
    column: str
    up_to_height: str


def drawn_bars(chart: Chart, links: Links) -> Markup:
    """What the chart shows, for an SVG in which y rises from 0. Every bar is a link to the search within its days."""
    room = _room_for_days(links)
    before, after = f'<a href="{room.before}', f'{room.after}" tabindex="-1"><title>'
    bars = zip(_written_bars(chart), chart.frame.of, chart.counts, chart.heights, strict=True)
    drawn = []
    for (days, name, of, column, up_to_height), of_count, count, height in bars:
        share = f" of {of}" if count != of_count else ""
        found = f'{up_to_height}{height}"/>' if height else ""
        drawn.append(f"{before}{days}{after}{name}: {number(count)}{share}</title>{column}{found}</a>\n")
    return Markup("".join(drawn))


def listed_bars(chart: Chart, links: Links) -> Markup:
    """The same in rows of a table, without the bars that are empty."""
    room = _room_for_days(links)
    before, after = f'<tr><th scope="row"><a href="{room.before}', f'{room.after}">'
    listed = []
    for (days, name, of, _, _), count in zip(_written_bars(chart), chart.counts, strict=True):
        if count:
            listed.append(f"{before}{days}{after}{name}</a></th><td>{number(count)}</td><td>{of}</td></tr>\n")
    return Markup("".join(listed))


def _room_for_days(links: Links) -> Gap:
    """The days of a bar take the place of those asked for, and the undated go."""
    return links.with_room_for("dates", "undated")


def _written_bars(chart: Chart) -> tuple[WrittenBar, ...]:
    return _written(chart.frame, chart.has_whole_collection)


@lru_cache(maxsize=16)
def _written(frame: Frame, is_whole_collection: bool) -> tuple[WrittenBar, ...]:
    """The bars of every chart in this frame: most searches reach over the same days of the same collection."""
    columns, heights = columns_of(len(frame.of)), heights_of(frame.of)
    bars = zip(frame.first_day, frame.last_day, frame.of, columns, heights, strict=True)
    return tuple(
        WrittenBar(
            days=escaped(query_of(args_of_days(DateRange(first, last)))),
            name=days_in_words(first, last, frame.granularity),
            of=number(of),
            column=_column(column, 0 if is_whole_collection else height),
            up_to_height=_up_to_height("bar", column.bar_x, column.bar_width),
        )
        for first, last, of, column, height in bars
    )


def _column(column: Column, height: int) -> str:
    """The whole column, which can be clicked, and the bar of the collection where it is to be seen."""
    whole = f'{_up_to_height("column", column.x, column.width)}{HEIGHT}"/>'
    return f'{whole}{_up_to_height("of", column.x, column.width)}{height}"/>' if height else whole


def _up_to_height(kind: str, x: float, width: float) -> str:
    return f'<rect class="{kind}" x="{x:g}" width="{width:g}" height="'


def init_app(app: Flask) -> None:
    app.add_template_global(drawn_bars)
    app.add_template_global(listed_bars)
