"""Document -> ActorMentions, and the other names of its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.extraction.actors.automaton import Matcher, load_matcher
from search.extraction.actors.bodies import Sighting, mentions_of, sight_bodies
from search.extraction.actors.evidence import Strength, strength
from search.extraction.actors.page import Page, read_pages
from search.extraction.actors.people import Found, Spot, resolve
from search.extraction.actors.shapes import Name, leading_particle
from search.extraction.actors.titleholders import titleholders
from search.model import ActorMention, Document, Field


@dataclass(frozen=True, slots=True)
class OtherName:
    """A capitalised name that is no actor: a town (`place` is its state or "nowhere"), a firm, a party, a surname."""

    field: Field
    start: int
    end: int
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a document: who acts, and what else is named."""

    mentions: tuple[ActorMention, ...]
    others: tuple[OtherName, ...]


def find_actors(document: Document, matcher: Matcher | None = None) -> tuple[ActorMention, ...]:
    """Every mention of a person, state, organisation or group, in order of appearance."""
    matcher = matcher or load_matcher()
    pages = read_pages(document, matcher)
    return _mentions(pages, _people(pages, matcher), matcher)


def read_names(document: Document, matcher: Matcher | None = None) -> Reading:
    """The mentions of a document and, beside them, every name that is no actor's: to measure and to correct by."""
    matcher = matcher or load_matcher()
    pages = read_pages(document, matcher)
    people = _people(pages, matcher)
    mentions = _mentions(pages, people, matcher)
    return Reading(mentions, tuple(other for page in pages for other in _others(page, people, mentions)))


def _mentions(pages: Sequence[Page], people: Sequence[Found], matcher: Matcher) -> tuple[ActorMention, ...]:
    mentions = [_person_mention(found) for found in people]
    sightings: list[Sighting] = []
    for page in pages:
        spans = [found.spot.name for found in people if found.spot.page is page]
        seen = sight_bodies(page, _words_of_persons(page, spans), matcher.gazetteer)
        sightings += seen
        named = {name.start for name in spans}
        bodies = {sighting.match.start: sighting for sighting in seen}
        mentions += titleholders(page, bodies, named, matcher.gazetteer)
    mentions += mentions_of(sightings, {found.spot.name.words[-1] for found in people}, matcher.gazetteer)
    return tuple(sorted(mentions, key=lambda mention: (mention.field != "title", mention.start, -mention.end)))


def _words_of_persons(page: Page, names: Sequence[Name]) -> set[int]:
    """The starts of the matches that lie inside a person's name."""
    inside = {place for name in names for place in range(name.start, name.end)}
    return {match.start for match in page.matches if match.start in inside}


def _people(pages: Sequence[Page], matcher: Matcher) -> list[Found]:
    """The persons named on the pages; the body is read first, for it names them in full."""
    named = [(page, name) for page in reversed(pages) for name in page.names]
    spots = [
        Spot(order, page, name, worth)
        for order, (page, name) in enumerate(named)
        if (worth := strength(page.text, name)) is not Strength.NOT_A_PERSON
    ]
    return resolve(spots, matcher.gazetteer)


def _person_mention(found: Found) -> ActorMention:
    page, name = found.spot.page, found.spot.name
    start = leading_particle(page.text, name.start)
    return page.mention(start, name.end, found.actor, found.name, "person", found.basis)


def _others(page: Page, people: Sequence[Found], mentions: Sequence[ActorMention]) -> Iterator[OtherName]:
    taken = {(mention.start, mention.end) for mention in mentions if mention.field == page.field}
    named = {found.spot.name.start for found in people if found.spot.page is page}
    stretches = [(match.start, match.end, match.entry.place) for match in page.matches if not match.entry.role]
    stretches += [(name.start, name.end, "") for name in page.names if name.start not in named]
    for start, end, place in stretches:
        first, last = page.layout.offset(start), page.layout.offset(end - 1) + 1
        if (first, last) not in taken:
            yield OtherName(page.field, first, last, page.written[first:last], place)
