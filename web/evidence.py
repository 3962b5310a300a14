"""A document and what was found in it -> its paragraphs with marks in them, and the reasons for every label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from search.analysis import paragraph_starts
from search.model import ActorMention, Annotations, DateMention, Field, Label, StoredDocument, TopicMention
from web.parts import Parts

_AROUND = 48
_LEADING = 50  # labels of a document are named on the page of every part

Mention = ActorMention | DateMention | TopicMention


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
    """A paragraph of a text with its marks, or what a part has of it; its number in the whole text is its address."""

    number: int
    html: Markup

    @property
    def anchor(self) -> str:
        return f"p{self.number}"


@dataclass(frozen=True, slots=True)
class Place:
    """The words that speak for a label, with those around them, and where they stand on the page."""

    anchor: str
    before: str
    words: str
    after: str
    basis: str
    weight: float = 0.0


class Elsewhere(NamedTuple):
    """How many places another part has, and the address of the first of them on the page of that part."""

    part: int
    places: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A label of the document, how many places of the document speak for it, and those of the part that is shown."""

    anchor: str
    id: str
    name: str
    kind: str
    count: int
    places: tuple[Place, ...]
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True, slots=True)
class DatedPlace:
    """An expression of time, what it was resolved to, and where it stands."""

    mention: DateMention
    place: Place


# --- marks in the text --------------------------------------------------------------------------


def spans_of(annotations: Annotations, field: Field, start: int, end: int) -> list[Span]:
    """Every mention that reaches into a part of a field, as a marked place."""

    def reaches(mention: Mention) -> bool:
        return mention.field == field and mention.start < end and mention.end > start

    return [
        *(
            Span(m.start, m.end, "actor", f"actor-{n}", f"why-actor-{m.actor}")
            for n, m in enumerate(annotations.actors)
            if reaches(m)
        ),
        *(
            Span(m.start, m.end, "date", f"date-{n}", f"why-date-{n}")
            for n, m in enumerate(annotations.dates)
            if reaches(m)
        ),
        *(
            Span(m.start, m.end, "topic", f"topic-{n}", f"why-topic-{m.topic}")
            for n, m in enumerate(annotations.topics)
            if reaches(m)
        ),
    ]


def paragraphs_of(text: str, start: int, end: int, spans: Iterable[Span]) -> tuple[Paragraph, ...]:
    """What text[start:end] has of the paragraphs of the text, escaped, with every span marked; spans may overlap."""
    bounds = pairwise([*paragraph_starts(text), len(text)])
    whole = enumerate(((first, last) for first, last in bounds if text[first:last].strip()), 1)
    here = [(n, max(first, start), min(last, end)) for n, (first, last) in whole if first < end and last > start]
    found = [(n, first, first + len(piece)) for n, first, last in here if (piece := text[first:last].rstrip())]
    with_spans = _with_spans(((first, last) for _, first, last in found), spans)
    return tuple(
        Paragraph(number, marked(text, first, last, inside))
        for (number, _, _), (first, last, inside) in zip(found, with_spans, strict=True)
    )


def marked(text: str, start: int, end: int, spans: Sequence[Span]) -> Markup:
    """text[start:end], escaped. Where spans overlap it is cut at their ends, so that elements always nest."""
    ends = (place for span in spans for place in (span.start, span.end) if start < place < end)
    pieces = pairwise(sorted({start, end, *ends}))
    html = [_segment(text[first:last], first, inside) for first, last, inside in _with_spans(pieces, spans)]
    return Markup("".join(html))


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


def _segment(words: str, first: int, spans: Sequence[Span]) -> str:
    """HTML of words that stand in all of these spans. A page has thousands of such, so it is put together as text; all
    that comes from the collection is escaped."""
    html = str(escape(words))
    for span in sorted(spans, key=_is_not_a_hit):  # the hit is innermost
        id_ = f' id="{escape(span.anchor)}"' if span.start == first else ""
        is_hit = span.layer == "hit"
        html = f"<mark{id_}>{html}</mark>" if is_hit else f'<span class="on-{span.layer}"{id_}>{html}</span>'
    reasons = [span for span in spans if span.reason]
    if not reasons or not words.strip():  # a link needs words that name it; the space between two hits has none
        return html
    shortest = min(reasons, key=lambda span: span.end - span.start)
    return f'<a class="mention" href="#{escape(shortest.reason)}" tabindex="-1">{html}</a>'


def _is_not_a_hit(span: Span) -> bool:
    return span.layer != "hit"


# --- reasons beside it --------------------------------------------------------------------------


def actor_reasons(stored: StoredDocument, parts: Parts) -> tuple[Reason, ...]:
    """The actors that the part names, and those that are named most in the document, with the places that do."""
    mentions = stored.annotations.actors
    reasons = _Reasons("actor", parts, mentions, [mention.actor for mention in mentions])
    return reasons.of(stored.actors, lambda n: _place(stored, mentions[n], f"actor-{n}", mentions[n].basis))


def topic_reasons(stored: StoredDocument, parts: Parts) -> tuple[Reason, ...]:
    """The topics that the part is about, and those that the document is about most, with the phrases that say so."""
    mentions = stored.annotations.topics
    reasons = _Reasons("topic", parts, mentions, [mention.topic for mention in mentions])
    return reasons.of(stored.topics, lambda n: _place(stored, mentions[n], f"topic-{n}", "", mentions[n].weight))


class _Reasons:
    """The mentions of one kind, each known by its number, by part and label."""

    def __init__(self, layer: str, parts: Parts, mentions: Sequence[Mention], labels: Iterable[str]) -> None:
        self._layer, self._shown = layer, parts.shown
        self._part_of = [parts.holding(mention.field, mention.start) for mention in mentions]
        self._numbers_of: dict[str, list[int]] = defaultdict(list)
        for number, label in enumerate(labels):
            self._numbers_of[label].append(number)

    def of(self, labels: Iterable[Label], place: Callable[[int], Place]) -> tuple[Reason, ...]:
        """Those of the labels, in their order, that lead or are of the part that is shown."""
        reasons = (self._reason(label, place) for label in labels)
        return tuple(reason for n, reason in enumerate(reasons) if n < _LEADING or reason.places or not reason.count)

    def _reason(self, label: Label, place: Callable[[int], Place]) -> Reason:
        numbers = self._numbers_of[label.id]
        return Reason(
            f"why-{self._layer}-{label.id}",
            label.id,
            label.name,
            label.kind,
            len(numbers),
            tuple(place(number) for number in numbers if self._part_of[number] == self._shown),
            self._elsewhere(numbers),
        )

    def _elsewhere(self, numbers: Iterable[int]) -> tuple[Elsewhere, ...]:
        by_part: dict[int, list[int]] = defaultdict(list)
        for number in numbers:
            by_part[self._part_of[number]].append(number)
        return tuple(
            Elsewhere(part, len(found), f"{self._layer}-{found[0]}")
            for part, found in by_part.items()
            if part != self._shown
        )


def dated_places(stored: StoredDocument, parts: Parts) -> tuple[DatedPlace, ...]:
    """The expressions of time in the part, earliest resolved day first; what could not be resolved comes last."""
    places = [
        DatedPlace(mention, _place(stored, mention, f"date-{n}", mention.basis))
        for n, mention in enumerate(stored.annotations.dates)
        if parts.holding(mention.field, mention.start) == parts.shown
    ]
    return tuple(sorted(places, key=lambda dated: (dated.mention.first_day is None, dated.mention.first_day or 0)))


def _place(stored: StoredDocument, mention: Mention, anchor: str, basis: str, weight: float = 0.0) -> Place:
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
