"""Where ticks meet in a text, and what matches in it -> safe HTML that shows both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from search.encounters import Encounter, Ticked
from search.snippets import Match, snippets

_WHOLE = 420  # characters of a unit that is shown whole
_AROUND = 90  # characters on both sides of a mention that is shown by itself
_ELLIPSIS = "…"


def title_with_encounters(title: str, met: Sequence[Encounter], found: Sequence[Match]) -> Markup:
    """The whole title; labels that meet in it are marked as labels, beside what matches."""
    ticked = [mention for encounter in met if encounter.field == "title" for mention in encounter.mentions]
    return _shown(title, 0, len(title), found, ticked)


def snippets_with_encounters(body: str, met: Sequence[Encounter], found: Sequence[Match]) -> tuple[Markup, ...]:
    """First where in the body most of the ticked meet; then, if that lacks some of what matches, where that stands."""
    in_body = [encounter for encounter in met if encounter.field == "body"]
    if not in_body:
        return snippets(body, found)
    best = max(in_body, key=lambda encounter: (encounter.distinct, -encounter.start))
    pieces = _pieces(body, best)
    inside = [match for match in found if any(first <= match.start and match.end <= last for first, last in pieces)]
    passage = Markup(f" {_ELLIPSIS} ").join(_shown(body, first, last, inside, best.mentions) for first, last in pieces)
    opening = _ELLIPSIS if pieces[0][0] > best.start else ""
    closing = _ELLIPSIS if body[pieces[-1][1] : best.end].strip() else ""
    shown = Markup(opening) + passage + Markup(closing)
    is_complete = {match.sought for match in inside} == {match.sought for match in found}
    return (shown,) if is_complete else (shown, *snippets(body, found, at_most=1))


def _pieces(text: str, encounter: Encounter) -> list[tuple[int, int]]:
    """The parts of a unit that are shown: all of a short one, else what stands around the mentions that meet."""
    start, end = encounter.start, encounter.start + len(text[encounter.start : encounter.end].rstrip())
    if end - start <= _WHOLE:
        return [(start, end)]
    pieces: list[tuple[int, int]] = []
    for mention in encounter.tightest():
        first = (
            _word_start(text, max(start, mention.start - _AROUND), mention.start)
            if start < mention.start - _AROUND
            else start
        )
        last = _word_end(text, min(end, mention.end + _AROUND), mention.end)
        if pieces and first <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(last, pieces[-1][1]))
        else:
            pieces.append((first, last))
    return pieces


def _word_start(text: str, place: int, limit: int) -> int:
    """The start of the first whole word from a place on."""
    while place < limit and not text[place - 1].isspace():
        place += 1
    return place


def _word_end(text: str, place: int, limit: int) -> int:
    """The end of the last whole word up to a place."""
    while limit < place < len(text) and not text[place].isspace():
        place -= 1
    return place


def _shown(text: str, start: int, end: int, found: Sequence[Match], ticked: Sequence[Ticked]) -> Markup:
    """text[start:end], escaped, cut at the ends of all marks, so that elements nest where marks overlap."""
    places = [(match.start, match.end) for match in found] + [(mention.start, mention.end) for mention in ticked]
    cuts = sorted({start, end, *(cut for place in places for cut in place if start < cut < end)})
    return Markup("").join(_cut_pieces(text, cuts, found, ticked))


def _cut_pieces(text: str, cuts: Sequence[int], found: Sequence[Match], ticked: Sequence[Ticked]) -> Iterator[Markup]:
    for first, last in pairwise(cuts):
        html = Markup(escape(text[first:last]))
        if any(match.start <= first and last <= match.end for match in found):
            html = Markup("<mark>{}</mark>").format(html)
        kinds = [mention.kind for mention in ticked if mention.start <= first and last <= mention.end]
        yield Markup('<span class="on-{}">{}</span>').format(kinds[0], html) if kinds else html
