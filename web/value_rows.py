"""
The values of a facet -> the HTML of their rows.

In each row a box combines the value with the others, its name leads to it alone, and the count is the total there. Rows
stand on a page by the hundred, and a template would spend most of the page's time on them: so they are written here,
and what follows from the value alone is remembered from one page to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from flask import Flask
from markupsafe import Markup, escape

from search.facets import Facet
from search.model import FacetValue, SearchRequest
from web.urls import chosen_after, excluding, gap, query_of, search_url

Rows = Callable[[Iterable[FacetValue]], Markup]
Address = Callable[[FacetValue], str]

# A row is cut where something stands that is not the same on every page: an address, the count, another address.
_CUT = "|"
_ROW = """\
<li class="value{selected}">
<input type="checkbox" form="search" id="{facet}-{value}" name="{facet}" value="{value}" aria-label="{label}"{checked}>
<a class="name" href="|"><span class="words">{label}</span> <span class="count">|</span></a>
<a class="leave-out" href="|" title="Leave out {label}" aria-label="Leave out {label}">−</a></li>
"""
_END = "</span></a>\n</li>\n"  # of a row whose value cannot be left out
_LEFT_OUT = """\
<li class="value{selected} excluded">
<a class="name" href="{address}"><span class="hidden">Take back the exclusion of </span><del>{label}</del></a>
<span class="hint">left out</span>
</li>
"""


def rows_of(asked: SearchRequest, facet: Facet) -> Rows:
    """What writes rows of the values of one facet on the page of a search."""
    alone, without = _alone(asked, facet), _without(asked, facet)

    def row(value: FacetValue) -> str:
        if value.excluded:
            return _row_of_left_out(asked, facet, value)
        box, words, sign, end = _written(facet.name, value.value, value.label, value.selected)
        counted = f"{box}{alone(value)}{words}{value.count:,}"
        return f"{counted}{sign}{without(value)}{end}" if without else f"{counted}{_END}"

    return lambda values: Markup("".join(map(row, values)))


def _alone(asked: SearchRequest, facet: Facet) -> Address:
    """Where the name of a value leads, as `following` has it."""
    room = gap(asked, facet.name)
    return lambda value: room.filled(query_of([(facet.name, v) for v in chosen_after(asked, facet, value.value)]))


def _without(asked: SearchRequest, facet: Facet) -> Address | None:
    """Where the sign of a value leads, as `excluding` has it; None where values cannot be left out."""
    if facet.excluded is None:
        return None
    name, room, before = f"not_{facet.name}", gap(asked, f"not_{facet.name}"), getattr(asked, facet.excluded)

    def address(value: FacetValue) -> str:
        if value.selected:  # its tick goes as well, which stands elsewhere in the address
            return escape(search_url(excluding(asked, facet, value.value)))
        return room.filled(query_of([(name, v) for v in (*before, value.value)]))

    return address


@lru_cache(maxsize=8192)
def _written(facet: str, value: str, label: str, is_selected: bool) -> list[str]:
    """The pieces of a row, which do not depend on the page."""
    escaped = {"facet": escape(facet), "value": escape(value), "label": escape(label)}
    ticks = {"selected": " selected" if is_selected else "", "checked": " checked" if is_selected else ""}
    return [piece.format(**escaped, **ticks) for piece in _ROW.split(_CUT)]


def _row_of_left_out(asked: SearchRequest, facet: Facet, value: FacetValue) -> str:
    return _LEFT_OUT.format(
        selected=" selected" if value.selected else "",
        address=escape(search_url(excluding(asked, facet, value.value))),
        label=escape(value.label),
    )


def init_app(app: Flask) -> None:
    app.add_template_global(rows_of)
