"""The whole of a search as the site asks for it: query language, inflections, feedback, labels, words of hits."""

from __future__ import annotations

from pathlib import Path

from bench.engine.chancery import Chancery
from bench.engine.page import HITS, Page
from bench.engine.questions import Question
from search.columnar.index import ColumnarIndex, open_columnar
from search.labels import Labels
from search.live import HeldIndex, OpenGeneration
from search.model import DateRange, Label, SearchRequest
from search.offices import Offices
from search.query import KnownNames, Limits
from search.searcher import SearchIndex
from search.storage import Generation, Manifest


class WholeSearch:
    """Opens what Chancery's engine has built. It does more than the peers do: it looks for every inflection, in titles
    too, adds the words that the best hits share, and counts a third facet and what each part of the question finds."""

    name = "whole search"
    build = Chancery.build

    def open(self, folder: Path) -> None:
        self._index = SearchIndex(HeldIndex(_generation(folder, open_columnar(folder))), Limits())

    def page(self, question: Question) -> Page:
        results = self._index.search(request_of(question))
        facets = {facet: {value.value: value.count for value in values} for facet, values in results.facets.items()}
        years = sum(bar.count > 0 for bar in results.histogram)
        return Page(results.total, facets, years, tuple("".join(hit.snippets) for hit in results.hits))


def request_of(question: Question) -> SearchRequest:
    """The question as a visitor puts it."""
    return SearchRequest(
        text=" ".join([_typed(question), *(f"-{word}" for word in question.excluded)]).strip(),
        actors=question.actors,
        topics=question.topics,
        dates=DateRange(question.first_day, question.last_day) if question.first_day else None,
        operator="any" if question.kind == "any" else "all",
        page_size=HITS,
    )


def _typed(question: Question) -> str:
    words = " ".join(question.words)
    return {"phrase": f'"{words}"', "prefix": f"{words}*"}.get(question.kind, words)


def _generation(folder: Path, index: ColumnarIndex) -> OpenGeneration:
    """A generation of documents that no reindex has seen: its labels are called by their ids."""
    manifest = Manifest("", index.live_count, "", "", "", {})
    labels = {facet: {value: Label(value, value) for value in index.values_of(facet)} for facet in ("actor", "topic")}
    names = {facet: {value: (value,) for value in of} for facet, of in labels.items()}
    return OpenGeneration(
        Generation("1", folder, manifest), index, Labels(labels["actor"], labels["topic"]), KnownNames(names), Offices()
    )
