"""
The values of a facet -> the HTML of their lists.

In each row a box combines the value with the others, its name leads to it alone, and the count is the total there. Rows
stand on a page by the hundred, and a template would spend most of the page's time on them: so they are written here,
and what follows from the value alone is remembered from one page to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from flask import Flask
from markupsafe import Markup, escape

from search.facets import Facet, excluded_values
from search.model import FacetValue, SearchRequest
from web.clicks import excluding, following, together_with
from web.grouping import Group, first_values, grouped
from web.urls import Links, encoded
from web.wording import number

Rows = Callable[[Iterable[FacetValue]], str]

_SHOWN, _SHOWN_OF_A_GROUP = 7, 4

# A row is cut where something stands that is not the same on every page: what is before the value in an address and
# what is after it, the count, and the same of another address.
_CUT = "|"
_NAMED = """\
<li class="value{selected}">
<input type="checkbox" form="search" id="{facet}-{value}" name="{facet}" value="{value}" aria-label="{label}"{checked}>
<a class="name" href="|{this}|"><span class="words">{label}</span> <span class="count">|"""
_COUNTED = "</span></a>\n"
_SIGN = """\
<a class="leave-out" href="|{this_left_out}|" title="Leave out {label}" aria-label="Leave out {label}">&minus;</a>"""
_END = "</li>\n"
_ROW = _NAMED + _COUNTED + _SIGN + _END
_END_WITHOUT_SIGN = _COUNTED + _END  # of a row whose value cannot be left out
_LEFT_OUT = """\
<li class="value{selected} excluded">
<a class="name" href="{address}"><span class="hidden">Take back the exclusion of </span><del>{label}</del></a>
<span class="hint">left out</span>
</li>
"""
_MORE = """\
<details class="more" id="more-{facet}-{place}">
<summary>{count:,} more</summary>
<ul class="values{child}">
{rows}</ul>
</details>
"""


def lists_of(values: Sequence[FacetValue], asked: SearchRequest, facet: Facet, links: Links) -> Markup:
    """The values of one facet on the page of a search, in their groups, the long ones folded."""
    rows = rows_of(asked, facet, links)
    pieces = []
    for place, group in enumerate(grouped(facet.name, values), 1):
        if group.ticked:
            pieces.append(f'<ul class="values parent">{rows((group.ticked,))}</ul>\n')
        elif group.heading:
            pieces.append(f"<h3>{escape(group.heading)}</h3>\n")
        if group.values:
            pieces.append(_list(group, facet, place, rows))
    return Markup("".join(pieces))


def _list(group: Group, facet: Facet, place: int, rows: Rows) -> str:
    """The values of a group; of a long one first those that are worth most."""
    child, shown = (" child", _SHOWN_OF_A_GROUP) if group.ticked else ("", _SHOWN)
    first = first_values(group.values, shown)
    listed = f'<ul class="values{child}">\n{rows(first)}</ul>\n'
    if len(first) == len(group.values):
        return listed
    rest = group.values[len(first) :]
    more = _MORE.format(facet=facet.name, place=place, count=len(rest), child=child, rows=rows(rest))
    return f"{listed}{more}"


def rows_of(asked: SearchRequest, facet: Facet, links: Links) -> Rows:
    """What writes the rows of values of one facet."""
    alone = links.with_room_for(facet.chosen).having(_args(facet.name, together_with(asked, facet)))
    excluded = excluded_values(facet, asked)
    without = (
        links.with_room_for(facet.excluded).having(_args(f"not_{facet.name}", excluded)) if facet.excluded else None
    )
    name, before, after = facet.name, alone.before, alone.after

    def rows(values: Iterable[FacetValue]) -> str:
        pieces: list[str] = []
        for value in values:
            if value.selected or value.excluded:
                pieces.append(_row_of_decided(asked, facet, value, links))
                continue
            box, this, words, sign, this_left_out, end = _written(name, value.value, value.label)
            pieces += (box, before, this, after, words, number(value.count))
            if without is None:
                pieces.append(_END_WITHOUT_SIGN)
            else:
                pieces += (sign, without.before, this_left_out, without.after, end)
        return "".join(pieces)

    return rows


def _args(name: str, values: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, value) for value in values]


def _row_of_decided(asked: SearchRequest, facet: Facet, value: FacetValue, links: Links) -> str:
    """A row whose value is ticked or left out, of which there are few: more than the value changes in its addresses."""
    without = escape(links.to(**excluding(asked, facet, value.value)))
    if value.excluded:
        selected = " selected" if value.selected else ""
        return _LEFT_OUT.format(selected=selected, address=without, label=escape(value.label))
    box, _, words, sign, _, end = _pieces(facet.name, value.value, value.label, " selected", " checked")
    counted = f"{box}{escape(links.to(**following(asked, facet, value.value)))}{words}{value.count:,}"
    return f"{counted}{sign}{without}{end}" if facet.excluded else f"{counted}{_END_WITHOUT_SIGN}"


@lru_cache(maxsize=8192)
def _written(facet: str, value: str, label: str) -> list[str]:
    """The pieces of a row whose value is not ticked, which do not depend on the page."""
    return _pieces(facet, value, label)


def _pieces(facet: str, value: str, label: str, selected: str = "", checked: str = "") -> list[str]:
    escaped = {"facet": escape(facet), "value": escape(value), "label": escape(label)}
    args = {"this": escape(encoded(facet, value)), "this_left_out": escape(encoded(f"not_{facet}", value))}
    return [piece.format(**escaped, **args, selected=selected, checked=checked) for piece in _ROW.split(_CUT)]


def init_app(app: Flask) -> None:
    app.add_template_global(lists_of)
