"""What was asked and what was found -> everything that the search page shows."""

from __future__ import annotations

from dataclasses import dataclass

from search.model import Notice, ReadingPart, Results
from web.asked import Asked
from web.charts import Chart, chart_of
from web.chips import Chip, chips_of
from web.links import Links
from web.paging import page_numbers
from web.scopes import ScopeChoice, scope_choices
from web.urls import changed_since, links_from
from web.wording import counted


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page; every list is in the order in which it is shown."""

    results: Results
    links: Links
    notices: tuple[Notice, ...]
    chips: tuple[Chip, ...]
    chart: Chart | None
    numbers: tuple[int | None, ...]
    scopes: tuple[ScopeChoice, ...]

    @property
    def query_parts(self) -> tuple[ReadingPart, ...]:
        """The parts of what was typed, where there is more than one to choose from."""
        parts = [part for part in self.results.reading.parts if part.without.text != self.results.request.text]
        return tuple(parts) if len(parts) > 1 else ()

    @property
    def status(self) -> str:
        """What the live region says, and nothing more: “12 results for nato, 2 filters”."""
        asked = self.results.request
        words = f" for {asked.text}" if asked.text else ""
        filters = f", {counted(len(self.chips), 'filter')}" if self.chips else ""
        return f"{counted(self.results.total, 'result')}{words}{filters}"

    @property
    def title(self) -> str:
        """The name of the page in a tab or a list of bookmarks."""
        asked = self.results.request
        name = asked.text or (", ".join(chip.words for chip in self.chips) if self.chips else "All documents")
        pages = self.results.page_count
        return f"{name} (page {asked.page} of {pages})" if pages > 1 else name


def search_page_of(asked: Asked, results: Results) -> SearchPage:
    return SearchPage(
        results=results,
        links=links_from(results.request),
        notices=(*changed_since(asked), *asked.notices, *results.reading.notices),
        chips=chips_of(results),
        chart=chart_of(results.histogram),
        numbers=page_numbers(min(results.request.page, results.page_count), results.page_count),
        scopes=scope_choices(results),
    )
