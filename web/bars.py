"""
The bars of a chart -> their HTML: a drawing, and the rows of the table behind it.

They are as many as the days or months of a timeline, so they are written here and not by a template, which would take
ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from search.model import DateRange, HistogramBar
from web.charts import HEIGHT, Chart, DrawnBar
from web.urls import Gap, args_of_days, gap, query_of


def drawn_bars(chart: Chart) -> Markup:
    """What the chart shows, for its SVG. Every bar is a link to the search within its days."""
    room, is_with_collection = _room_for_days(chart), not chart.has_whole_collection
    return Markup("".join([_drawn(bar, _address(room, bar.bar), is_with_collection) for bar in chart.bars]))


def listed_bars(chart: Chart) -> Markup:
    """The same in rows of a table, without the bars that are empty."""
    return Markup("".join(_listed(chart)))


def _listed(chart: Chart) -> Iterator[str]:
    room = _room_for_days(chart)
    for drawn in chart.bars:
        if drawn.bar.count:
            link = f'<a href="{_address(room, drawn.bar)}">{drawn.name}</a>'
            yield f'<tr><th scope="row">{link}</th><td>{drawn.bar.count:,}</td><td>{drawn.bar.of:,}</td></tr>\n'


def _drawn(drawn: DrawnBar, address: str, is_with_collection: bool) -> str:
    bar = drawn.bar
    share = f" of {bar.of:,}" if bar.count != bar.of else ""
    whole = _rectangle("of", drawn.column_x, drawn.column_width, drawn.of_height) if is_with_collection else ""
    return (
        f'<a href="{address}" tabindex="-1"><title>{drawn.name}: {bar.count:,}{share}</title>\n'
        f'<rect class="column" x="{drawn.column_x}" y="0" width="{drawn.column_width}" height="100"/>\n'
        f"{whole}{_rectangle('bar', drawn.x, drawn.width, drawn.height)}</a>\n"
    )


def _rectangle(what: str, x: float, width: float, height: float) -> str:
    """A rectangle that stands on the axis; nothing for one without height."""
    if not height:
        return ""
    return f'<rect class="{what}" x="{x}" y="{HEIGHT - height}" width="{width}" height="{height}"/>'


def _room_for_days(chart: Chart) -> Gap:
    """The days of a bar take the place of those asked for, and the undated go."""
    return gap(chart.asked, "from", "to", "undated")


def _address(room: Gap, bar: HistogramBar) -> str:
    return room.filled(_query_of_days(bar.first_day, bar.last_day))


@lru_cache(maxsize=4096)
def _query_of_days(first: date, last: date) -> str:
    return query_of(args_of_days(DateRange(first, last)))


def init_app(app: Flask) -> None:
    app.add_template_global(drawn_bars)
    app.add_template_global(listed_bars)
