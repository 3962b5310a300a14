"""
The values of a facet -> the HTML of their lists.

In each row a box combines the value with the others, its name leads to it alone, and the count is the total there. Rows
stand on a page by the hundred, and a template would spend most of the page's time on them: so they are written here,
and what follows from the value alone is remembered from one page to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from flask import Flask
from markupsafe import Markup, escape

from search.facets import FACETS, Facet, excluded_values
from search.model import FacetValue, SearchRequest
from web.clicks import excluding, following, together_with
from web.grouping import first_values, grouped, heads_and_parts
from web.links import Gap, Links, encoded
from web.wording import number

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
_WITH_SIGN = _NAMED + _COUNTED + _SIGN + _END
_WITHOUT_SIGN = _NAMED + _COUNTED + _END + 2 * _CUT  # of a facet whose values cannot be left out
_ROW_OF_FACET = {facet.name: _WITH_SIGN if facet.excluded else _WITHOUT_SIGN for facet in FACETS}
_NO_ROOM = Gap("", "")
_LEFT_OUT = """\
<li class="value{selected} excluded">
<a class="name" href="{address}"><span class="hidden">Take back the exclusion of </span><del>{label}</del></a>
<span class="hint">left out</span>
</li>
"""
_MORE = """\
<details class="more" id="more-{name}">
<summary>{count:,} more</summary>
<ul class="values{child}">
"""


def lists_of(values: Sequence[FacetValue], asked: SearchRequest, facet: Facet, links: Links) -> Markup:
    """The values of one facet on the page of a search, in their groups, the long ones folded."""
    row_of = rows_of(values, asked, facet, links)
    lists = _under_topics(values, row_of) if facet.name == "topic" else _under_headings(values, facet, row_of)
    return Markup("".join(lists))


def _under_topics(values: Sequence[FacetValue], row_of: Mapping[str, str]) -> Iterator[str]:
    heads, parts_of = heads_and_parts(values)
    for place, head in enumerate(heads, 1):
        yield f'<ul class="values parent">{row_of[head.value]}</ul>\n'
        if head.value in parts_of:
            yield from _list(parts_of[head.value], f"topic-{place}", " child", _SHOWN_OF_A_GROUP, row_of)


def _under_headings(values: Sequence[FacetValue], facet: Facet, row_of: Mapping[str, str]) -> Iterator[str]:
    for place, group in enumerate(grouped(facet.name, values), 1):
        if group.heading:
            yield f"<h3>{escape(group.heading)}</h3>\n"
        yield from _list(group.values, f"{facet.name}-{place}", "", _SHOWN, row_of)


def _list(values: Sequence[FacetValue], name: str, child: str, shown: int, row_of: Mapping[str, str]) -> list[str]:
    """The values of a group; of a long one first those that are worth most."""
    rows = [row_of[value.value] for value in values]
    first = len(first_values(values, shown))
    listed = [f'<ul class="values{child}">\n', *rows[:first], "</ul>\n"]
    if first == len(rows):
        return listed
    more = _MORE.format(name=name, count=len(rows) - first, child=child)
    return [*listed, more, *rows[first:], "</ul>\n</details>\n"]


def rows_of(values: Iterable[FacetValue], asked: SearchRequest, facet: Facet, links: Links) -> dict[str, str]:
    """The row of each of these values of one facet."""
    alone = links.with_room_for(facet.chosen).having(_args(facet.name, together_with(asked, facet)))
    without = _NO_ROOM
    if facet.excluded:
        excluded = _args(f"not_{facet.name}", excluded_values(facet, asked))
        without = links.with_room_for(facet.excluded).having(excluded)
    name, (before, after), (before_left_out, after_left_out) = facet.name, alone, without
    row_of = {}
    for value in values:
        if value.selected or value.excluded:
            row_of[value.value] = _row_of_decided(asked, facet, value, links)
            continue
        box, this, words, sign, this_left_out, end = _written(name, value.value, value.label)
        row_of[value.value] = (
            f"{box}{before}{this}{after}{words}{number(value.count)}"
            f"{sign}{before_left_out}{this_left_out}{after_left_out}{end}"
        )
    return row_of


def _args(name: str, values: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, value) for value in values]


def _row_of_decided(asked: SearchRequest, facet: Facet, value: FacetValue, links: Links) -> str:
    """A row whose value is ticked or left out, of which there are few: more than the value changes in its addresses."""
    without = escape(links.to(**excluding(asked, facet, value.value))) if facet.excluded else ""
    if value.excluded:
        selected = " selected" if value.selected else ""
        return _LEFT_OUT.format(selected=selected, address=without, label=escape(value.label))
    box, _, words, sign, _, end = _pieces(facet.name, value.value, value.label, " selected", " checked")
    address = escape(links.to(**following(asked, facet, value.value)))
    return f"{box}{address}{words}{number(value.count)}{sign}{without}{end}"


@lru_cache(maxsize=8192)
def _written(facet: str, value: str, label: str) -> list[str]:
    """The pieces of a row whose value is not ticked, which do not depend on the page."""
    return _pieces(facet, value, label)


def _pieces(facet: str, value: str, label: str, selected: str = "", checked: str = "") -> list[str]:
    escaped = {"facet": escape(facet), "value": escape(value), "label": escape(label)}
    args = {"this": escape(encoded(facet, value)), "this_left_out": escape(encoded(f"not_{facet}", value))}
    return [
        piece.format(**escaped, **args, selected=selected, checked=checked)
        for piece in _ROW_OF_FACET[facet].split(_CUT)
    ]


def init_app(app: Flask) -> None:
    app.add_template_global(lists_of)
