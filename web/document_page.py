"""A stored document and the search it was opened from -> everything that the document page shows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from search.encounters import Encounter, encounters
from search.model import Field, Notice, Related, SearchRequest, StoredDocument, published_range
from search.snippets import Match, Sought, matches
from web.charts import Strip, strip_of
from web.evidence import (
    DatedPlace,
    Paragraph,
    Reason,
    Span,
    actor_reasons,
    dated_places,
    marked,
    paragraphs_of,
    spans_of,
    topic_reasons,
)
from web.paging import page_numbers
from web.parts import Parts


class Address(NamedTuple):
    """A place on the page of a part."""

    part: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Stops:
    """Places of a document that can be stepped through: how many there are, how many come before the part that is
    shown, the anchors of those in it, and the nearest before and after it."""

    total: int
    passed: int
    here: Sequence[str]
    before: Address | None
    after: Address | None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A part of a document, which is the whole of most, with its marks, the reasons for its labels, the addresses of
    the hits in it and of where the ticked meet, and what is like it; and what of its address was left out."""

    stored: StoredDocument
    request: SearchRequest
    parts: Parts
    notices: tuple[Notice, ...]
    title: Markup
    paragraphs: tuple[Paragraph, ...]
    hits: Stops
    meetings: Stops
    actors: tuple[Reason, ...]
    topics: tuple[Reason, ...]
    dates: tuple[DatedPlace, ...]
    related: Related

    @property
    def part_numbers(self) -> tuple[int | None, ...]:
        """The parts worth a link, in order; None stands for a gap."""
        return page_numbers(self.parts.shown, self.parts.count)

    @property
    def strip(self) -> Strip | None:
        """The days that the part speaks of, beside the day it was published."""
        published = self.stored.document.published
        spans = [
            (mention.first_day, mention.last_day, f"why-{dated.place.anchor}")
            for dated in self.dates
            for mention in (dated.mention,)
            if mention.first_day and mention.last_day
        ]
        return strip_of(spans, published_range(published) if published else None)

    @property
    def source_url(self) -> str:
        """The address of the original, if it is one that a browser may be sent to."""
        url = self.stored.document.url
        return url if url.lower().startswith(("http://", "https://")) else ""


def document_page_of(
    stored: StoredDocument,
    request: SearchRequest,
    sought: Sought,
    related: Related,
    parts: Parts,
    notices: tuple[Notice, ...] = (),
) -> DocumentPage:
    title_hits, body_hits = matches(stored.document.title, sought), matches(stored.document.body, sought)
    return DocumentPage(
        stored=stored,
        request=request,
        parts=parts,
        notices=notices,
        title=_title(stored, title_hits, parts),
        paragraphs=_paragraphs(stored, body_hits, parts),
        hits=_hit_stops(title_hits, body_hits, parts),
        meetings=_meeting_stops(encounters(stored, request), parts),
        actors=actor_reasons(stored, parts),
        topics=topic_reasons(stored, parts),
        dates=dated_places(stored, parts),
        related=related,
    )


def _title(stored: StoredDocument, hits: Sequence[Match], parts: Parts) -> Markup:
    """The title, with its marks where the first part is shown."""
    title, end = stored.document.title, len(stored.document.title)
    if parts.shown > 1:
        return escape(title)
    return marked(title, 0, end, [*spans_of(stored.annotations, "title", 0, end), *_hit_spans("title", hits, 0, end)])


def _paragraphs(stored: StoredDocument, hits: Sequence[Match], parts: Parts) -> tuple[Paragraph, ...]:
    start, end = parts.start, parts.end
    spans = [*spans_of(stored.annotations, "body", start, end), *_hit_spans("body", hits, start, end)]
    return paragraphs_of(stored.document.body, start, end, spans)


def _hit_spans(field: Field, hits: Sequence[Match], start: int, end: int) -> list[Span]:
    """The hits that reach into a part of a field."""
    return [
        Span(hit.start, hit.end, "hit", _anchor_of_hit(field, number))
        for number, hit in enumerate(hits, 1)
        if hit.start < end and hit.end > start
    ]


def _anchor_of_hit(field: Field, number: int) -> str:
    return f"title-hit-{number}" if field == "title" else f"hit-{number}"


def _hit_stops(title_hits: Sequence[Match], body_hits: Sequence[Match], parts: Parts) -> Stops:
    in_title = len(title_hits)

    def anchor_of(place: int) -> str:
        return _anchor_of_hit("title", place + 1) if place < in_title else _anchor_of_hit("body", place - in_title + 1)

    part_of = [*(1 for _ in title_hits), *(parts.holding("body", hit.start) for hit in body_hits)]
    return stops_of(part_of, anchor_of, parts.shown)


def _meeting_stops(met: Iterable[Encounter], parts: Parts) -> Stops:
    found = [(encounter.field, encounter.tightest()[0]) for encounter in met]
    anchors = [f"{mention.kind}-{mention.number}" for _, mention in found]
    return stops_of([parts.holding(field, mention.start) for field, mention in found], anchors.__getitem__, parts.shown)


def stops_of(part_of: Sequence[int], anchor_of: Callable[[int], str], shown: int) -> Stops:
    """Places in the order of the text, given by their parts, as they are seen from the part that is shown."""
    first, last = bisect_left(part_of, shown), bisect_right(part_of, shown)
    return Stops(
        total=len(part_of),
        passed=first,
        here=[anchor_of(place) for place in range(first, last)],
        before=Address(part_of[first - 1], anchor_of(first - 1)) if first else None,
        after=Address(part_of[last], anchor_of(last)) if last < len(part_of) else None,
    )
