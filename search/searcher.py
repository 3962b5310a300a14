"""A SearchRequest + the live generation -> Results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from search.columnar.arrays import Documents, Scores
from search.columnar.documents import DocumentSet
from search.columnar.expansion import SearchWords
from search.columnar.index import ColumnarIndex, Counts
from search.columnar.ranking import smallest
from search.encounters import are_sought, encounters
from search.errors import SearchTooLong
from search.facets import FACETS, Facet, chosen_values, excluded_values
from search.facts import facts_of
from search.finding import Found, documents_with, find
from search.live import HeldIndex, LiveIndex, OpenGeneration
from search.model import (
    SCOPES,
    FacetValue,
    Facts,
    Hit,
    Notice,
    Profile,
    Reading,
    Related,
    Repair,
    Results,
    Scope,
    SearchRequest,
    StoredDocument,
    Suggestion,
)
from search.narrowing import DATES, Narrowing, narrowing_of
from search.passages import snippets_with_encounters, title_with_encounters
from search.query import Limits, parse, reading, sought_in
from search.ranking import Ranking
from search.records import Record, annotations_from_json, record_from_text
from search.related import related_to
from search.repairs import FEW, repairs, with_counts
from search.respelling import respellings
from search.snippets import Match, Sought, highlighted, matches_of_each, snippets
from search.stopwatch import Stopwatch
from search.suggesting import suggestions
from search.timeline import timeline_of


def open_index(index_dir: Path, limits: Limits | None = None) -> SearchIndex:
    """The index in a folder; raises IndexMissing or another error of an index when there is none to open."""
    return SearchIndex(LiveIndex(Path(index_dir)), limits or Limits())


class SearchIndex:
    """The live generation of an index folder; a newly published one is noticed within a second."""

    def __init__(self, live: LiveIndex | HeldIndex, limits: Limits) -> None:
        self._live = live
        self._limits = limits

    def held(self) -> SearchIndex:
        """The index as it is now, kept through every reindex: for several questions whose answers must agree."""
        return SearchIndex(HeldIndex(self._live.current), self._limits)

    def look(self) -> None:
        """Looks for a newer generation now, instead of within the second."""
        self._live.look()

    @property
    def generation(self) -> str:
        return self._live.current.name

    @property
    def fingerprint(self) -> str:
        """Names the collection: equal on every machine that indexed the same seeds with the same program."""
        return self._live.current.fingerprint

    @property
    def size(self) -> int:
        """Documents in the collection."""
        return self._live.current.index.live_count

    def search(self, request: SearchRequest) -> Results:
        return _search(self._live.current, request, self._limits.from_now())

    def sought(self, text: str) -> Sought:
        """What a query's text would highlight in any document."""
        return sought_in(parse(text, today=date.today(), limits=self._limits).tree)

    def document(self, document_id: str) -> StoredDocument | None:
        """A document with all its evidence, or None when the collection has no such id."""
        current = self._live.current
        number = current.index.document_number(document_id)
        return None if number is None else _stored_document(current, number)

    def similar(self, document_id: str, limit: int = 5) -> Related | None:
        """Other versions of a document's story and the `limit` documents most like it; None for an unknown id."""
        current = self._live.current
        number = current.index.document_number(document_id)
        return None if number is None else related_to(current, number, limit)

    def values(self, facet: str) -> tuple[FacetValue, ...]:
        """Every value of a facet with its number of documents, most first."""
        current = self._live.current
        every = current.index.count(facet, current.index.live)
        return current.facet_values[facet].shown(every, (), (), len(every.names))

    def profile(self, facet: str, value: str) -> Profile | None:
        """An actor or topic over the whole collection, or None when no document has it."""
        return _profile(self._live.current, facet, value, self._limits.from_now())

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions of what is being typed: actors and topics, phrases, titles."""
        current = self._live.current
        return suggestions(current.index, current.completions, prefix, limit)


# --- one search ---------------------------------------------------------------------------------


def _search(current: OpenGeneration, request: SearchRequest, limits: Limits) -> Results:
    watch = Stopwatch()
    words = current.index.words()
    found, narrowing = _found(current, request, limits, words, watch)
    chosen = narrowing.left
    total = len(chosen)
    documents, scores = _page(current.index, request, found.ranking, chosen)
    watch.ends("match")
    counts = {facet.name: narrowing.counts(current.index, facet, request) for facet in FACETS}
    count = _Counter(current, request, limits, words, found, total)
    of_any_day = narrowing.all_but(DATES)
    timeline = timeline_of(current.index, request, of_any_day)
    read = _read_back(current, request, found, total, count)
    repaired = _repairs(current, request, found, read, count)
    facets = {facet.name: _facet(current, facet, request, counts[facet.name]) for facet in FACETS}
    undated = len(of_any_day & current.index.undated(request.clock))
    together = _together(current.index, request, found.matched, total)
    watch.ends("count")
    hits = _hits(current, documents, scores, sought_in(found.tree), request)
    watch.ends("snippet")
    return Results(
        request=request,
        total=total,
        hits=hits,
        facets=facets,
        distinct={name: found.distinct for name, found in counts.items()},
        histogram=timeline.bars,
        earlier=timeline.earlier,
        later=timeline.later,
        reading=read,
        repairs=repaired,
        took_ms=watch.milliseconds,
        generation=current.name,
        undated=undated,
        collection_size=current.index.live_count,
        together=together,
        timings=watch.parts,
    )


def _found(
    current: OpenGeneration, request: SearchRequest, limits: Limits, words: SearchWords, watch: Stopwatch | None = None
) -> tuple[Found, Narrowing]:
    found = find(current.index, request, current.names, limits, date.today(), words, watch)
    return found, narrowing_of(current.index, request, found.matched)


def _together(index: ColumnarIndex, request: SearchRequest, matched: DocumentSet, total: int) -> Mapping[Scope, int]:
    """How many documents are found in each scope with the ticks together; the text finds the same in all of them."""
    if not request.can_meet:
        return {}
    meeting = request.meeting()
    asked = {scope: replace(meeting, scope=scope) for scope in SCOPES}
    return {
        scope: total if of_scope == request else len(narrowing_of(index, of_scope, matched).left)
        for scope, of_scope in asked.items()
    }


class _Counter:
    """How many results a request has, the same as its search gives; each is searched for once."""

    def __init__(
        self,
        current: OpenGeneration,
        request: SearchRequest,
        limits: Limits,
        words: SearchWords,
        found: Found,
        total: int,
    ) -> None:
        self._current, self._limits, self._words = current, limits, words
        self._known = {request.on_page_one(): (total, found.fewest is not None)}

    def __call__(self, request: SearchRequest) -> int:
        return self._counted(request)[0]

    def strictly(self, request: SearchRequest) -> int:
        """Those with all that was asked for: none where the search had to be relaxed, or time ran out."""
        try:
            total, is_relaxed = self._counted(request)
        except SearchTooLong:  # the search itself is answered; what there is no time to count is not offered
            return 0
        return 0 if is_relaxed else total

    def _counted(self, request: SearchRequest) -> tuple[int, bool]:
        if request.is_for_everything:
            return self._current.index.live_count, False
        asked = request.on_page_one()
        if asked not in self._known:
            found, narrowing = _found(self._current, asked, self._limits, self._words)
            self._known[asked] = len(narrowing.left), found.fewest is not None
        return self._known[asked]


def _read_back(current: OpenGeneration, request: SearchRequest, found: Found, total: int, count: _Counter) -> Reading:
    notices = (*found.notices, *_notices(current, request, total))
    read = reading(found.tree, request, names=current.names, notices=notices, fewest=found.fewest)
    try:
        return replace(read, parts=with_counts(read.parts, count))
    except SearchTooLong:  # the search itself is answered; its parts are then shown without their counts
        return read


def _repairs(
    current: OpenGeneration, request: SearchRequest, found: Found, read: Reading, count: _Counter
) -> tuple[Repair, ...]:
    """What mends a search of which few documents have everything; a relaxed one has none that do."""
    total = count.strictly(request)
    if total > FEW:
        return ()
    respelt = respellings(
        found.tree, request, current.spelling, current.names, lambda word: documents_with(current.index, word)
    )
    return repairs(request, total, read, respelt, count.strictly)


def _page(
    index: ColumnarIndex, request: SearchRequest, ranking: Ranking, chosen: DocumentSet
) -> tuple[Documents, Scores]:
    """The documents of the page and their scores; ties, and a search without words, by date and then by id."""
    first, last = (request.page - 1) * request.page_size, request.page * request.page_size
    newest = request.sort != "oldest"
    if request.sort != "relevance" or not request.text.strip():
        documents = index.first_by_day(request.clock, chosen, last, newest=newest)[first:]
        return documents, np.zeros(len(documents), dtype=np.float32)
    documents, scores = ranking.best(chosen, last)
    leading = smallest(-scores, last)  # of all others no day need be looked up
    documents, scores = documents[leading], scores[leading]
    days = index.sort_day(request.clock, newest=newest)[documents]
    places = index.first_by([-scores, -days], documents, last)[first:]
    return documents[places], scores[places]


def _notices(current: OpenGeneration, request: SearchRequest, total: int) -> tuple[Notice, ...]:
    return (*_unknown_values(current, request), *_page_notices(request, total))


def _unknown_values(current: OpenGeneration, request: SearchRequest) -> list[Notice]:
    """A tick on a value that no document has finds nothing; say so rather than drop it."""
    return [
        Notice(f"No document has the {facet.name} “{value}”.")
        for facet in FACETS
        for value in (*chosen_values(facet, request), *excluded_values(facet, request))
        if not current.index.document_frequency(facet.name, value)
    ]


def _page_notices(request: SearchRequest, total: int) -> list[Notice]:
    pages = max(1, -(-total // request.page_size))
    return [Notice(f"There is no page {request.page}; the last one is {pages}.")] if request.page > pages else []


# --- showing ------------------------------------------------------------------------------------


def _facet(current: OpenGeneration, facet: Facet, request: SearchRequest, counts: Counts) -> tuple[FacetValue, ...]:
    chosen, excluded = chosen_values(facet, request), excluded_values(facet, request)
    return current.facet_values[facet.name].shown(counts, chosen, excluded, facet.shown)


def _hits(
    current: OpenGeneration, documents: Documents, scores: Scores, sought: Sought, request: SearchRequest
) -> tuple[Hit, ...]:
    numbers = documents.tolist()
    records = [record_from_text(current.index.stored(number)) for number in numbers]
    found = matches_of_each([text for document, _, _ in records for text in (document.title, document.body)], sought)
    return tuple(map(partial(_hit, current, request), numbers, records, scores.tolist(), found[::2], found[1::2]))


def _hit(
    current: OpenGeneration,
    request: SearchRequest,
    number: int,
    record: Record,
    score: float,
    in_title: Sequence[Match],
    in_body: Sequence[Match],
) -> Hit:
    document, actors, topics = record
    met = encounters(_with_evidence(current, number, record), request) if are_sought(request) else ()
    return Hit(
        id=document.id,
        title=title_with_encounters(document.title, met, in_title) if met else highlighted(document.title, in_title),
        snippets=snippets_with_encounters(document.body, met, in_body) if met else snippets(document.body, in_body),
        score=score,
        published=document.published,
        source=document.source,
        url=document.url,
        language=document.language,
        author=document.author,
        actors=current.facet_values["actor"].labels(actors),
        topics=current.facet_values["topic"].labels(topics),
    )


def _stored_document(current: OpenGeneration, number: int) -> StoredDocument:
    return _with_evidence(current, number, record_from_text(current.index.stored(number)))


def _with_evidence(current: OpenGeneration, number: int, record: Record) -> StoredDocument:
    return StoredDocument(
        record.document,
        annotations_from_json(current.index.stored(number, "annotations")),
        actors=current.facet_values["actor"].labels(record.actors),
        topics=current.facet_values["topic"].labels(record.topics),
    )


def _profile(current: OpenGeneration, facet: str, value: str, limits: Limits) -> Profile | None:
    if not current.index.document_frequency(facet, value):
        return None
    field = next(other.chosen for other in FACETS if other.name == facet)
    request = SearchRequest(sort="newest", actor_match="all").changing(**{field: (value,)})
    results = _search(current, request, limits)
    return Profile(
        label=current.facet_values[facet].label(value),
        total=results.total,
        spellings=current.labels.spellings.get(value, ()) if facet == "actor" else (),
        actors=tuple(other for other in results.facets["actor"] if other.value != value),
        topics=tuple(other for other in results.facets["topic"] if other.value != value),
        histogram=results.histogram,
        newest=results.hits,
        facts=facts_of(current, value) if facet == "actor" else Facts(),
        earlier=results.earlier,
        later=results.later,
    )
