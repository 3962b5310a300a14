"""Stock Whoosh: its own codec, its grouping for facets, its highlighter."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from whoosh import query as whoosh_query
from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.sorting import Count, FieldFacet

from bench.engine.chancery import query_of
from bench.engine.page import HITS, SHOWN, Page
from bench.engine.questions import Question
from search.model import IndexedDocument


class StockWhoosh:
    name = "stock Whoosh"

    def build(self, documents: Iterable[IndexedDocument], folder: Path) -> None:
        schema = Schema(
            id=ID(unique=True, stored=True),
            body=TEXT(stored=True, phrase=True),
            actor=KEYWORD(commas=True, scorable=False),
            topic=KEYWORD(commas=True, scorable=False),
            day=NUMERIC(int, sortable=True),
        )
        with create_in(str(folder), schema).writer(limitmb=256) as writer:
            for indexed in documents:
                writer.add_document(
                    id=indexed.document.id,
                    body=indexed.document.body,
                    actor=",".join(indexed.actors),
                    topic=",".join(indexed.topics),
                    day=indexed.published[0].toordinal() if indexed.published else 0,
                )

    def open(self, folder: Path) -> None:
        self._searcher = open_dir(str(folder), readonly=True).searcher()

    def page(self, question: Question) -> Page:
        text = query_of(question)
        if question.first_day and question.last_day:
            days = question.first_day.toordinal(), question.last_day.toordinal()
            text = whoosh_query.Require(text, whoosh_query.NumericRange("day", *days))
        ticks = {"actor": question.actors, "topic": question.topics}
        found = self._searched(text, ticks, None)
        facets = {
            facet: _largest((self._searched(text, ticks, facet) if values else found).groups(facet), SHOWN[facet])
            for facet, values in ticks.items()
        }
        years = len({day // 365 for day in found.groups("day")})
        snippets = tuple(hit.highlights("body") for hit in found[:HITS])
        return Page(len(found), facets, years, snippets)

    def _searched(self, text: whoosh_query.Query, ticks: dict[str, tuple[str, ...]], but: str | None):  # type: ignore[no-untyped-def]
        filters = [
            whoosh_query.Or([whoosh_query.Term(facet, value) for value in values])
            for facet, values in ticks.items()
            if values and facet != but
        ]
        grouped = {facet: FieldFacet(facet, allow_overlap=True, maptype=Count) for facet in SHOWN}
        grouped["day"] = FieldFacet("day", maptype=Count)
        chosen = whoosh_query.And(filters) if filters else None
        return self._searcher.search(text, filter=chosen, limit=None, groupedby=grouped, scored=True)


def _largest(counts: dict[str, int], most: int) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: -item[1])[:most])
