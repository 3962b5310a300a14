"""
Corrections x what extraction found -> what the collection says.

Pure, on mentions kept from an earlier extraction: taking a correction out again gives back what was there before.
Actors: the collection's spellings are found, then merged, split, kept apart, renamed and hidden. Topics: those with
other phrases or thresholds are found anew, then merged and hidden.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from search.corrections.actors import EVERYTHING, folded
from search.corrections.naming import FIELDS, named, named_mentions
from search.corrections.values import ActorCorrections, Corrections, Named, Split, TopicCorrections
from search.extraction.topics import TopicFinder
from search.model import ActorMention, Annotations, Document, Field, TopicMention, published_range

_WORD = re.compile(r"[^\W_]+")

Days = tuple[date, date] | None
_NONE = ActorCorrections()


def apply(corrections: Corrections, document: Document, annotations: Annotations) -> Annotations:
    """The annotations of a document as the collection wants them; dates stay as they are."""
    return replace(
        annotations,
        actors=_corrected_actors(corrections.actors, document, annotations.actors),
        topics=tuple(_corrected_topics(corrections.topics, document, annotations.topics)),
    )


# --- actors -------------------------------------------------------------------------------------


def _corrected_actors(
    corrections: ActorCorrections, document: Document, mentions: tuple[ActorMention, ...]
) -> tuple[ActorMention, ...]:
    if corrections == _NONE:
        return mentions
    published = published_range(document.published) if document.published else None
    known = _known(corrections, mentions)
    spelt = _with_spellings(corrections, document, mentions, known)
    corrected = (_corrected(corrections, mention, published, known) for mention in spelt)
    return tuple(mention for mention in corrected if not _is_hidden(corrections, mention))


def _known(corrections: ActorCorrections, mentions: Iterable[ActorMention]) -> dict[str, Named]:
    """Name and kind of each actor: as the collection gives them, else as the document's first mention has them."""
    known: dict[str, Named] = {}
    for mention in mentions:
        known.setdefault(mention.actor, Named(mention.actor, mention.name, mention.kind))
    known.update(corrections.added)
    renamed = {actor: replace(known[actor], name=name) for actor, name in corrections.names.items() if actor in known}
    return known | renamed


def _with_spellings(
    corrections: ActorCorrections,
    document: Document,
    mentions: tuple[ActorMention, ...],
    known: Mapping[str, Named],
) -> tuple[ActorMention, ...]:
    """The mentions with those by the collection's spellings, which win over all but the longer ones around them."""
    if not corrections.spellings:
        return mentions
    found = named_mentions(document, corrections.spellings, known)
    return tuple(sorted(_resolved(mentions, found), key=lambda one: (one.field != "title", one.start, -one.end)))


def _resolved(mentions: tuple[ActorMention, ...], added: Iterable[ActorMention]) -> Iterator[ActorMention]:
    """All of the mentions that can stand together: `added` do not overlap, and are in order within their field."""
    standing = {(one.field, one.start): one for one in added}
    starts = {field: [start for of, start in standing if of == field] for field in FIELDS}
    overlapping = [(one, _overlapped(one, starts[one.field], standing)) for one in mentions]
    for one, others in overlapping:
        for other in others:
            if one.start <= other.start and other.end <= one.end and one.end - one.start > other.end - other.start:
                standing.pop((other.field, other.start), None)
    yield from standing.values()
    for one, others in overlapping:
        if not any((other.field, other.start) in standing for other in others):
            yield one


def _overlapped(
    mention: ActorMention, starts: list[int], standing: Mapping[tuple[Field, int], ActorMention]
) -> list[ActorMention]:
    first = max(bisect_right(starts, mention.start) - 1, 0)
    last = bisect_left(starts, mention.end)
    near = (standing[mention.field, start] for start in starts[first:last])
    return [other for other in near if other.end > mention.start]


def _corrected(
    corrections: ActorCorrections, mention: ActorMention, published: Days, known: Mapping[str, Named]
) -> ActorMention:
    text = folded(mention.text)
    actor = _kept_apart(corrections, mention, text)
    actor = corrections.merged.get(actor, actor)
    for split in corrections.splits:
        if split.actor == actor and _is_meant(split, text, published):
            actor = split.into
    return _as(mention, actor, corrections, known)


def _kept_apart(corrections: ActorCorrections, mention: ActorMention, text: str) -> str:
    """The other actor of a never-merge pair, when the mention's own words are that actor's id or name."""
    for pair in corrections.apart:
        if mention.actor in pair:
            (other,) = pair - {mention.actor}
            if "-".join(_WORD.findall(text)) == other or text == folded(corrections.names.get(other, other)):
                return other
    return mention.actor


def _is_meant(split: Split, text: str, published: Days) -> bool:
    if split.texts and text not in split.texts:
        return False
    if not split.first_day and not split.last_day:
        return True
    # A document that may lie outside the days is not split: only what is certain changes.
    return published is not None and (
        (not split.first_day or split.first_day <= published[0])
        and (not split.last_day or published[1] <= split.last_day)
    )


def _as(mention: ActorMention, actor: str, corrections: ActorCorrections, known: Mapping[str, Named]) -> ActorMention:
    """The mention with the actor's id, and its name and kind where they are known."""
    if actor == mention.actor and actor not in corrections.names:
        return mention
    shown = named(actor, known, Named(actor, mention.text, mention.kind))
    name = corrections.names.get(actor, shown.name)
    return replace(mention, actor=actor, name=name, kind=shown.kind)


def _is_hidden(corrections: ActorCorrections, mention: ActorMention) -> bool:
    hidden = corrections.hidden.get(mention.actor)
    return hidden is not None and (hidden == EVERYTHING or folded(mention.text) in hidden)


# --- topics -------------------------------------------------------------------------------------


def _corrected_topics(
    corrections: TopicCorrections, document: Document, mentions: tuple[TopicMention, ...]
) -> Iterator[TopicMention]:
    seen = set()
    for mention in _with_changed(corrections, document, mentions):
        topic = corrections.merged.get(mention.topic, mention.topic)
        place = mention.field, mention.start, mention.end, topic
        if topic not in corrections.hidden and place not in seen:
            seen.add(place)
            yield replace(mention, topic=topic) if topic != mention.topic else mention


def _with_changed(
    corrections: TopicCorrections, document: Document, mentions: tuple[TopicMention, ...]
) -> tuple[TopicMention, ...]:
    """The mentions, those of the changed topics found anew."""
    if not corrections.changed:
        return mentions
    kept = [mention for mention in mentions if mention.topic not in corrections.changed]
    found = _finder(corrections).mentions(document)
    return tuple(sorted((*kept, *found), key=lambda one: (one.field != "title", one.start, one.end, one.topic)))


@lru_cache(maxsize=4)
def _finder(corrections: TopicCorrections) -> TopicFinder:
    return TopicFinder(corrections.taxonomy.topics[topic] for topic in sorted(corrections.changed))
