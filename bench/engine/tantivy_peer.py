"""Tantivy through its Python package: text fields, fast fields, terms and histogram aggregations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from bench.engine.page import HEAP, HITS, SHOWN, Page
from bench.engine.questions import Question
from search.model import IndexedDocument

_YEAR = 365


class Tantivy:
    name = "Tantivy"

    def build(self, documents: Iterable[IndexedDocument], folder: Path) -> None:
        """One writing thread, merged to one segment, as advised for an index that is not written to again."""
        index = tantivy.Index(_schema(), path=str(folder))
        writer = index.writer(HEAP, num_threads=1)
        for indexed in documents:
            writer.add_document(_document(indexed))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._index.reload()
        self._searcher = self._index.searcher()
        self._schema = self._index.schema

    def page(self, question: Question) -> Page:
        text = self._query(question)
        ticks = {"actor": self._ticks("actor", question.actors), "topic": self._ticks("topic", question.topics)}
        ticks = {facet: query for facet, query in ticks.items() if query is not None}
        chosen = _both([text, *ticks.values()])
        found = self._searcher.search(chosen, HITS, count=True)
        counted = self._counted(text, ticks, chosen)
        facets = {facet: {b["key"]: b["doc_count"] for b in counted[facet]["buckets"]} for facet in SHOWN}
        years = sum(bucket["doc_count"] > 0 for bucket in counted["years"]["buckets"])
        return Page(found.count or 0, facets, years, self._snippets(text, found.hits))

    def _counted(self, text: Query, ticks: dict[str, Query], chosen: Query) -> dict[str, Any]:
        """Facets without ticks and the years in one aggregation; a ticked facet in one without its own ticks."""
        years = {"years": {"histogram": {"field": "day", "interval": _YEAR}}}
        counted: dict[str, Any] = self._searcher.aggregate(
            chosen, years | {facet: _terms(facet) for facet in SHOWN if facet not in ticks}
        )
        for facet in ticks:
            others = [query for other, query in ticks.items() if other != facet]
            counted |= self._searcher.aggregate(_both([text, *others]), {facet: _terms(facet)})
        return counted

    def _query(self, question: Question) -> Query:
        parts = [(Occur.Must, self._wanted(question))]
        parts += [(Occur.MustNot, self._term(word)) for word in question.excluded]
        if question.first_day and question.last_day:
            days = question.first_day.toordinal(), question.last_day.toordinal()
            in_days = Query.range_query(self._schema, "day", tantivy.FieldType.Integer, *days)
            parts.append((Occur.Must, Query.const_score_query(in_days, 0.0)))
        return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)

    def _wanted(self, question: Question) -> Query:
        match question.kind:
            case "everything":
                return Query.all_query()
            case "phrase":
                return Query.phrase_query(self._schema, "body", list(question.words))
            case "prefix":
                return Query.regex_query(self._schema, "body", re.escape(question.words[0]) + ".*")
        occur = Occur.Should if question.kind == "any" else Occur.Must
        terms = [self._term(word) for word in question.words]
        return terms[0] if len(terms) == 1 else Query.boolean_query([(occur, term) for term in terms])

    def _term(self, word: str) -> Query:
        return Query.term_query(self._schema, "body", word)

    def _ticks(self, facet: str, values: Sequence[str]) -> Query | None:
        if not values:
            return None
        return Query.const_score_query(Query.term_set_query(self._schema, facet, list(values)), 0.0)

    def _snippets(self, text: Query, hits: Sequence[tuple[Any, Any]]) -> tuple[str, ...]:
        generator = tantivy.SnippetGenerator.create(self._searcher, text, self._schema, "body")
        documents = [self._searcher.doc(address) for _, address in hits]
        return tuple(generator.snippet_from_doc(document).to_html() for document in documents)


def _both(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def _terms(facet: str) -> dict[str, Any]:
    return {"terms": {"field": facet, "size": SHOWN[facet]}}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", stored=True)
    builder.add_text_field("body", stored=True)
    for facet in SHOWN:
        builder.add_text_field(facet, tokenizer_name="raw", fast=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    return builder.build()


def _document(indexed: IndexedDocument) -> tantivy.Document:
    document = tantivy.Document(id=indexed.document.id, title=indexed.document.title, body=indexed.document.body)
    for facet, values in (("actor", indexed.actors), ("topic", indexed.topics)):
        for value in values:
            document.add_text(facet, value)
    if indexed.published:
        document.add_integer("day", indexed.published[0].toordinal())
    return document
