"""A document with its evidence and the ticks of a request -> the sentences or paragraphs in which they meet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from search.model import Field, SearchRequest, StoredDocument, Unit
from search.placing import STARTS


@dataclass(frozen=True, slots=True)
class Ticked:
    """A mention of what is ticked: its place in the text (end exclusive), its kind, its number among the document's
    mentions of that kind, and which of the things that have to meet it stands for."""

    start: int
    end: int
    kind: str
    number: int
    label: str
    stands_for: Hashable


@dataclass(frozen=True, slots=True)
class Encounter:
    """A sentence or paragraph of a field (character offsets, end exclusive), and the mentions that meet in it."""

    field: Field
    start: int
    end: int
    mentions: tuple[Ticked, ...]

    @property
    def distinct(self) -> int:
        return len({mention.label for mention in self.mentions})

    def tightest(self) -> Sequence[Ticked]:
        """The mentions that stand closest together, one for each of those that have to meet, in their order."""
        wanted = len({mention.stands_for for mention in self.mentions})
        latest: dict[Hashable, Ticked] = {}
        closest, shortest = self.mentions, self.end - self.start + 1
        for mention in self.mentions:
            latest.pop(mention.stands_for, None)
            latest[mention.stands_for] = mention
            length = mention.end - next(iter(latest.values())).start
            if len(latest) == wanted and length < shortest:
                closest, shortest = tuple(latest.values()), length
        return closest


def are_sought(request: SearchRequest) -> bool:
    """True where ticks have to meet in something smaller than a document."""
    return request.scope != "document" and request.must_meet


def encounters(stored: StoredDocument, request: SearchRequest) -> tuple[Encounter, ...]:
    """Every unit of the asked-for scope in which the ticks meet, in the order of the text; none for whole documents."""
    if not are_sought(request):
        return ()
    return (*_in_field("title", stored, request), *_in_field("body", stored, request))


def _in_field(field: Field, stored: StoredDocument, request: SearchRequest) -> Iterator[Encounter]:
    text = stored.document.title if field == "title" else stored.document.body
    mentions = tuple(sorted(_ticked(field, stored, request), key=lambda mention: (mention.start, mention.end)))
    wanted = _wanted(request)
    for paragraph in _within("paragraph", text, Encounter(field, 0, len(text), mentions), wanted):
        if request.scope == "paragraph":
            yield paragraph
        else:  # every sentence is in one paragraph, so only those of these need to be told apart
            yield from _within("sentence", text, paragraph, wanted)


def _within(unit: Unit, text: str, part: Encounter, wanted: set[Hashable]) -> Iterator[Encounter]:
    """The units of a part of the text in which all that is wanted stands."""
    if not _meet(part.mentions, wanted):
        return
    starts = [part.start + start for start in STARTS[unit](text[part.start : part.end])]
    by_unit: dict[int, list[Ticked]] = {}
    for mention in part.mentions:
        by_unit.setdefault(bisect_right(starts, mention.start) - 1, []).append(mention)
    ends = [*starts[1:], part.end]
    for number, found in by_unit.items():
        if _meet(found, wanted):
            yield Encounter(part.field, starts[number], ends[number], tuple(found))


def _meet(mentions: Iterable[Ticked], wanted: set[Hashable]) -> bool:
    return wanted <= {mention.stands_for for mention in mentions}


def _wanted(request: SearchRequest) -> set[Hashable]:
    """What has to meet: every actor where all are wanted, else any actor; and any topic."""
    actors: set[Hashable] = (
        set(request.actors) if request.actor_match == "all" else {"actor"} if request.actors else set()
    )
    return actors | ({("topic",)} if request.topics else set())


def _ticked(field: Field, stored: StoredDocument, request: SearchRequest) -> Iterator[Ticked]:
    group_of_topic = {label.id: label.kind for label in stored.topics}
    for number, actor in enumerate(stored.annotations.actors):
        if actor.field == field and actor.actor in request.actors:
            stands_for = actor.actor if request.actor_match == "all" else "actor"
            yield Ticked(actor.start, actor.end, "actor", number, actor.actor, stands_for)
    for number, topic in enumerate(stored.annotations.topics):
        if topic.field == field and {topic.topic, group_of_topic.get(topic.topic)} & set(request.topics):
            yield Ticked(topic.start, topic.end, "topic", number, topic.topic, ("topic",))
