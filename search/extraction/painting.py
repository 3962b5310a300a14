"""A document and its annotations -> a page on which every mention is painted, for looking at mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from search.model import ActorMention, Annotations, DateMention, Document, Field, TopicMention

_STYLE = """
body { font: 1.05rem/1.7 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; white-space: pre-wrap }
span { border-bottom: 3px solid; padding-bottom: 1px }
.actor { border-color: #2b5fab } .date { border-color: #1f7a4d; border-bottom-style: dashed }
.topic { border-color: #a35200; border-bottom-style: dotted }
sub { font: .65rem/1 sans-serif; color: #555 }
"""


@dataclass(frozen=True, slots=True)
class _Stroke:
    """Where one mention begins and ends, and what is written beside it."""

    start: int
    end: int
    kind: str
    note: str


def painted(document: Document, annotations: Annotations) -> str:
    """An HTML page; hovering over a mention shows what was made of it. Mentions may overlap."""
    page = Markup(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{style}</style>'
        "<h1>{heading}</h1><p>{published}</p><div>{body}</div></html>"
    )
    return page.format(
        title=document.title,
        style=Markup(_STYLE),
        heading=_painted_text(document.title, _strokes(annotations, "title")),
        published=document.published or "undated",
        body=_painted_text(document.body, _strokes(annotations, "body")),
    )


def _strokes(annotations: Annotations, field: Field) -> list[_Stroke]:
    mentions: Sequence[ActorMention | DateMention | TopicMention] = (
        *annotations.actors,
        *annotations.dates,
        *annotations.topics,
    )
    strokes = [_Stroke(m.start, m.end, *_kind_and_note(m)) for m in mentions if m.field == field]
    return sorted(strokes, key=lambda stroke: (stroke.start, -stroke.end))


def _kind_and_note(mention: ActorMention | DateMention | TopicMention) -> tuple[str, str]:
    match mention:
        case ActorMention():
            return "actor", f"{mention.actor} ({mention.basis})"
        case DateMention():
            days = f"{mention.first_day} to {mention.last_day}" if mention.first_day else "unresolved"
            return "date", f"{mention.timex}: {days} ({mention.basis})"
        case TopicMention():
            return "topic", f"{mention.topic} ({mention.weight:g})"


def _painted_text(text: str, strokes: Sequence[_Stroke]) -> Markup:
    return Markup("").join(_pieces(text, strokes))


def _pieces(text: str, strokes: Sequence[_Stroke]) -> Iterator[Markup]:
    """Spans nest: one that would outlast the span around it is closed with it."""
    at = 0
    ends: list[int] = []
    for stroke in strokes:
        while ends and ends[-1] <= stroke.start:
            yield from _closed(text, at, ends[-1])
            at = ends.pop()
        yield escape(text[at : stroke.start])
        at = stroke.start
        ends.append(min(stroke.end, ends[-1]) if ends else stroke.end)
        yield Markup('<span class="{}" title="{}">').format(stroke.kind, stroke.note)
    while ends:
        yield from _closed(text, at, ends[-1])
        at = ends.pop()
    yield escape(text[at:])


def _closed(text: str, at: int, end: int) -> tuple[Markup, Markup]:
    return escape(text[at:end]), Markup("</span>")
