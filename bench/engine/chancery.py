"""Chancery's engine, asked what the peers are asked: words as they stand, in bodies; `whole_search` asks for more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_, or_
from pathlib import Path

import numpy as np
from whoosh import query as whoosh_query

from bench.engine.page import HEAP, HITS, SHOWN, Page
from bench.engine.questions import Question
from search.columnar.documents import DocumentSet
from search.columnar.index import open_columnar
from search.columnar.writing import write_index
from search.histogram import first_days
from search.model import DateRange, IndexedDocument
from search.snippets import Sought, matches_of_each, snippets


class Chancery:
    name = "Chancery"

    def build(self, documents: Iterable[IndexedDocument], folder: Path) -> None:
        write_index(folder, documents, memory=HEAP)

    def open(self, folder: Path) -> None:
        self._index = open_columnar(folder)

    def page(self, question: Question) -> Page:
        index = self._index
        evaluation = index.evaluation(query_of(question))
        matched = evaluation.matched()
        ticks = {
            facet: reduce(or_, (index.having(facet, value) for value in values))
            for facet, values in (("actor", question.actors), ("topic", question.topics))
            if values
        }
        if question.first_day:
            matched = matched & index.overlapping("published", DateRange(question.first_day, question.last_day))
        chosen = _all(matched, ticks, None)
        facets = {
            facet: index.count(facet, _all(matched, ticks, facet)).leading(shown) for facet, shown in SHOWN.items()
        }
        if not evaluation.is_uniform:
            best, scores = evaluation.best(chosen, HITS)
            hits = best[index.first_by([-scores], best, HITS)].tolist()
        else:
            hits = index.first_by_day("published", chosen, HITS, newest=True).tolist()
        return Page(len(chosen), facets, self._years(chosen), self._snippets(question, hits))

    def _years(self, chosen: DocumentSet) -> int:
        extent = self._index.extent("published", chosen)
        if extent is None:
            return 0
        days = first_days(date.fromordinal(extent[0]), date.fromordinal(extent[1]), "year")
        counts = self._index.histogram("published", chosen, days, extent[1])
        return int(np.count_nonzero(counts))

    def _snippets(self, question: Question, hits: list[int]) -> tuple[str, ...]:
        sought = _sought(question)
        bodies = [self._index.stored(hit).partition("\n")[2] for hit in hits]
        found = matches_of_each(bodies, sought)
        return tuple(snippets(body, of_body, at_most=1)[0] for body, of_body in zip(bodies, found, strict=True))


def _all(matched: DocumentSet, ticks: dict[str, DocumentSet], but: str | None) -> DocumentSet:
    return reduce(and_, (ticked for facet, ticked in ticks.items() if facet != but), matched)


def query_of(question: Question) -> whoosh_query.Query:
    """The question without its ticks and days, which are masks."""
    wanted = _wanted(question)
    if question.excluded:
        return whoosh_query.AndNot(wanted, whoosh_query.Or([_term(word) for word in question.excluded]))
    return wanted


def _wanted(question: Question) -> whoosh_query.Query:
    words = [_term(word) for word in question.words]
    match question.kind:
        case "everything":
            return whoosh_query.Every()
        case "phrase":
            return whoosh_query.Phrase("body", list(question.words))
        case "prefix":
            return whoosh_query.Prefix("body", question.words[0])
        case "any":
            return whoosh_query.Or(words)
    return words[0] if len(words) == 1 else whoosh_query.And(words)


def _term(word: str) -> whoosh_query.Query:
    return whoosh_query.Term("body", word)


def _sought(question: Question) -> Sought:
    if question.kind == "phrase":
        return Sought(phrases=(question.words,))
    if question.kind == "prefix":
        return Sought(patterns=(question.words[0] + "*",))
    return Sought(terms=frozenset(question.words))
