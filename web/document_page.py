"""A stored document and the search it was opened from -> everything that the document page shows."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from search.encounters import Ticked, encounters
from search.model import Related, SearchRequest, StoredDocument, published_range
from search.snippets import Sought, matches
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


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with its marks, the reasons for its labels, the addresses of the hits in it and of where the ticked
    meet, and what is like it."""

    stored: StoredDocument
    request: SearchRequest
    title: Markup
    paragraphs: tuple[Paragraph, ...]
    hits: tuple[str, ...]
    meetings: tuple[str, ...]
    actors: tuple[Reason, ...]
    topics: tuple[Reason, ...]
    dates: tuple[DatedPlace, ...]
    related: Related

    @property
    def strip(self) -> Strip | None:
        """The days that the text speaks of, beside the day it was published."""
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


def document_page_of(stored: StoredDocument, request: SearchRequest, sought: Sought, related: Related) -> DocumentPage:
    title, body = stored.document.title, stored.document.body
    title_spans = _hit_spans(title, sought, "title-hit")
    body_spans = _hit_spans(body, sought, "hit")
    return DocumentPage(
        stored=stored,
        request=request,
        title=marked(title, 0, len(title), [*spans_of(stored.annotations, "title"), *title_spans]),
        paragraphs=paragraphs_of(body, [*spans_of(stored.annotations, "body"), *body_spans]),
        hits=tuple(span.anchor for span in (*title_spans, *body_spans)),
        meetings=tuple(_anchor(encounter.tightest()[0]) for encounter in encounters(stored, request)),
        actors=actor_reasons(stored),
        topics=topic_reasons(stored),
        dates=dated_places(stored),
        related=related,
    )


def _anchor(mention: Ticked) -> str:
    return f"{mention.kind}-{mention.number}"


def _hit_spans(text: str, sought: Sought, anchor: str) -> list[Span]:
    return [Span(match.start, match.end, "hit", f"{anchor}-{n}") for n, match in enumerate(matches(text, sought), 1)]
