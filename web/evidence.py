"""A document and what was found in it -> its paragraphs with marks in them, and the reasons for every label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from search.analysis import paragraph_starts
from search.model import ActorMention, Annotations, DateMention, Field, Label, StoredDocument, TopicMention

_AROUND = 48
_OPEN_LABEL = Markup('<a class="mention" href="#{}" tabindex="-1">')
_OPEN_LAYER = Markup('<span class="on-{}"{}>')


@dataclass(frozen=True, slots=True)
class Span:
    """A marked place of one field (character offsets, end exclusive). `anchor` is its own address on the page,
    `reason` that of the explanation it leads to; a hit has none."""

    start: int
    end: int
    layer: str
    anchor: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a text with its marks; `anchor` is its address on the page."""

    anchor: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Place:
    """The words that speak for a label, with those around them, and where they stand on the page."""

    anchor: str
    before: str
    words: str
    after: str
    basis: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Reason:
    """A label of the document, and every place that speaks for it."""

    anchor: str
    id: str
    name: str
    kind: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class DatedPlace:
    """An expression of time, what it was resolved to, and where it stands."""

    mention: DateMention
    place: Place


# --- marks in the text --------------------------------------------------------------------------


def spans_of(annotations: Annotations, field: Field) -> list[Span]:
    """Every mention of one field as a marked place."""
    return [
        *(
            Span(m.start, m.end, "actor", f"actor-{n}", f"why-actor-{m.actor}")
            for n, m in enumerate(annotations.actors)
            if m.field == field
        ),
        *(
            Span(m.start, m.end, "date", f"date-{n}", f"why-date-{n}")
            for n, m in enumerate(annotations.dates)
            if m.field == field
        ),
        *(
            Span(m.start, m.end, "topic", f"topic-{n}", f"why-topic-{m.topic}")
            for n, m in enumerate(annotations.topics)
            if m.field == field
        ),
    ]


def paragraphs_of(text: str, spans: Iterable[Span]) -> tuple[Paragraph, ...]:
    """The text in paragraphs, escaped, with every span marked; spans may overlap."""
    bounds = [*paragraph_starts(text), len(text)]
    found = [
        (start, start + len(text[start:end].rstrip())) for start, end in pairwise(bounds) if text[start:end].strip()
    ]
    return tuple(
        Paragraph(f"p{number}", marked(text, start, end, inside))
        for number, (start, end, inside) in enumerate(_with_spans(found, spans), 1)
    )


def marked(text: str, start: int, end: int, spans: Sequence[Span]) -> Markup:
    """text[start:end], escaped. Where spans overlap it is cut at their ends, so that elements always nest."""
    ends = (place for span in spans for place in (span.start, span.end) if start < place < end)
    pieces = pairwise(sorted({start, end, *ends}))
    return Markup("").join(
        _segment(text[first:last], first, inside) for first, last, inside in _with_spans(pieces, spans)
    )


def _with_spans(ranges: Iterable[tuple[int, int]], spans: Iterable[Span]) -> Iterator[tuple[int, int, list[Span]]]:
    """Ranges in the order of the text, each with the spans that reach into it. Every span is looked at only where it
    is, for a long text has many of both."""
    coming = sorted(spans, key=lambda span: (-span.start, span.end))  # the first is the last
    inside: list[Span] = []
    for start, end in ranges:
        while coming and coming[-1].start < end:
            inside.append(coming.pop())
        inside = [span for span in inside if span.end > start]
        yield start, end, inside


def _segment(words: str, first: int, spans: Sequence[Span]) -> Markup:
    html = Markup(escape(words))
    for span in sorted(spans, key=lambda span: span.layer != "hit"):  # the hit is innermost
        id_ = Markup(' id="{}"').format(span.anchor) if span.start == first else ""
        opened = Markup("<mark{}>").format(id_) if span.layer == "hit" else _OPEN_LAYER.format(span.layer, id_)
        html = opened + html + (Markup("</mark>") if span.layer == "hit" else Markup("</span>"))
    reasons = [span for span in spans if span.reason]
    if not reasons or not words.strip():  # a link needs words that name it; the space between two hits has none
        return html
    shortest = min(reasons, key=lambda span: span.end - span.start)
    return _OPEN_LABEL.format(shortest.reason) + html + Markup("</a>")


# --- reasons beside it --------------------------------------------------------------------------


def actor_reasons(stored: StoredDocument) -> tuple[Reason, ...]:
    """Every actor of the document with the places that name it."""
    places = [
        (mention.actor, _place(stored, mention, f"actor-{n}", mention.basis))
        for n, mention in enumerate(stored.annotations.actors)
    ]
    return _reasons("actor", stored.actors, places)


def topic_reasons(stored: StoredDocument) -> tuple[Reason, ...]:
    """Every topic of the document with the phrases that speak for it; the heaviest first."""
    places = [
        (mention.topic, _place(stored, mention, f"topic-{n}", "", mention.weight))
        for n, mention in enumerate(stored.annotations.topics)
    ]
    return _reasons("topic", stored.topics, places)


def _reasons(layer: str, labels: Iterable[Label], places: Iterable[tuple[str, Place]]) -> tuple[Reason, ...]:
    """The labels in their order, each with its places in the order of the text."""
    of_label: dict[str, list[Place]] = defaultdict(list)
    for label, place in places:
        of_label[label].append(place)
    return tuple(
        Reason(f"why-{layer}-{label.id}", label.id, label.name, label.kind, tuple(of_label[label.id]))
        for label in labels
    )


def dated_places(stored: StoredDocument) -> tuple[DatedPlace, ...]:
    """Every expression of time, earliest resolved day first; what could not be resolved comes last."""
    places = [
        DatedPlace(mention, _place(stored, mention, f"date-{n}", mention.basis))
        for n, mention in enumerate(stored.annotations.dates)
    ]
    return tuple(sorted(places, key=lambda dated: (dated.mention.first_day is None, dated.mention.first_day or 0)))


def _place(
    stored: StoredDocument,
    mention: ActorMention | DateMention | TopicMention,
    anchor: str,
    basis: str,
    weight: float = 0.0,
) -> Place:
    text = stored.document.title if mention.field == "title" else stored.document.body
    before = text[max(0, mention.start - _AROUND) : mention.start]
    after = text[mention.end : mention.end + _AROUND]
    return Place(anchor, _from_word(before), text[mention.start : mention.end], _to_word(after), basis, weight)


def _from_word(before: str) -> str:
    """The end of a text, from the start of a word on."""
    if len(before) < _AROUND:
        return before
    return "…" + before[before.find(" ") + 1 :]


def _to_word(after: str) -> str:
    """The start of a text, up to the end of a word."""
    if len(after) < _AROUND:
        return after
    return after[: after.rfind(" ") if " " in after else len(after)] + "…"
