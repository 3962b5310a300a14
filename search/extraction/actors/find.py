"""Document -> ActorMentions, and the other names of its text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

from search.extraction.actors.automaton import Matcher, load_matcher
from search.extraction.actors.bodies import Sighting, sight_bodies
from search.extraction.actors.evidence import NOT_A_PERSON, may_be_person, strength
from search.extraction.actors.gazetteer import Gazetteer
from search.extraction.actors.name import Name, leading_particle
from search.extraction.actors.naming import key
from search.extraction.actors.others import OtherName, others_on
from search.extraction.actors.page import Page, read_pages
from search.extraction.actors.people import Found, resolve
from search.extraction.actors.spots import Spot
from search.extraction.actors.support import mentions_of, settled
from search.extraction.actors.titleholders import roles_on, titleholders
from search.extraction.actors.unlisted import shapes_in, unlisted
from search.model import ActorMention, Document


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a document: who acts, and what else is named."""

    mentions: tuple[ActorMention, ...]
    others: tuple[OtherName, ...]


class _Read(NamedTuple):
    """The pages of a document with the persons and the bodies seen on them."""

    pages: Sequence[Page]
    people: Sequence[Found]
    bodies: Sequence[Sighting]
    matcher: Matcher

    def names_on(self, page: Page) -> list[Name]:
        """The names of persons on one page."""
        return [found.spot.name for found in self.people if found.spot.page is page]

    def others_on(self, page: Page) -> Iterator[OtherName]:
        """The names on one page that are no actor's."""
        sighted = [seen for seen in self.bodies if seen.page is page]
        return others_on(page, sighted, {name.start for name in self.names_on(page)}, self.matcher.gazetteer)

    def _taken_on(self, page: Page) -> list[tuple[int, int]]:
        """Where on a page a person or a body is named; a word or two of a state may be part of a longer name."""
        actors = self.matcher.gazetteer.actors
        people = [(name.start, name.end) for name in self.names_on(page)]
        bodies = [
            seen
            for seen in self.bodies
            if seen.page is page and (actors[seen.uses[0].actor].kind != "state" or seen.words.count(" ") > 1)
        ]
        return sorted(people + [(seen.start, seen.end) for seen in bodies])

    def _words_of_names(self) -> set[str]:
        """The first names and surnames of the persons, not the land of "Hussein of Jordan"."""
        names = [found.spot.name.words for found in self.people]
        return {word for words in names if "of" not in words for word in (words[0], words[-1])}

    @property
    def mentions(self) -> tuple[ActorMention, ...]:
        gazetteer = self.matcher.gazetteer
        found = [_person_mention(found) for found in self.people]
        found += mentions_of(self.bodies, self._words_of_names(), gazetteer)
        for page in self.pages:
            if roles := roles_on(page):
                bodies = {sighting.match.start: sighting for sighting in self.bodies if sighting.page is page}
                named = {name.start for name in self.names_on(page)}
                found += titleholders(page, roles, bodies, named, gazetteer)
            if shapes := shapes_in(page.text):
                found += unlisted(page, shapes, self._taken_on(page), gazetteer)
        return tuple(sorted(found, key=lambda mention: (mention.field != "title", mention.start, -mention.end)))


def find_actors(document: Document, matcher: Matcher | None = None) -> tuple[ActorMention, ...]:
    """Every mention of a person, state, organisation or group, in order of appearance."""
    return _read(document, matcher or load_matcher()).mentions


def read_names(document: Document, matcher: Matcher | None = None) -> Reading:
    """The mentions of a document and, beside them, every name that is no actor's: to measure and to correct by."""
    read = _read(document, matcher or load_matcher())
    mentions = read.mentions
    taken = {(mention.field, mention.start, mention.end) for mention in mentions}
    others = (other for page in read.pages for other in read.others_on(page))
    return Reading(mentions, tuple(o for o in others if (o.field, o.start, o.end) not in taken))


def _read(document: Document, matcher: Matcher) -> _Read:
    pages = read_pages(document, matcher)
    people = _people(pages, matcher.gazetteer)
    bodies = [sighting for page in pages for sighting in sight_bodies(page, _inside(people, page), matcher.gazetteer)]
    return _Read(pages, people, settled(bodies, {one.actor for one in people}, matcher.gazetteer), matcher)


def _inside(people: Iterable[Found], page: Page) -> set[int]:
    """The places of a page that lie inside the names of persons."""
    return {
        place
        for found in people
        if found.spot.page is page
        for place in range(found.spot.name.start, found.spot.name.end)
    }


def _people(pages: Sequence[Page], gazetteer: Gazetteer) -> list[Found]:
    """The persons named on the pages; the body is read first, for it names them in full.

    A bare word is looked at where it may be a person's by itself, is in another name, or in that of a known person.
    """
    named = [(page, name) for page in reversed(pages) for name in page.names]
    certain = [may_be_person(page.text, name) for page, name in named]
    words = {key(word) for _, name in compress(named, certain) for word in name.words}
    known = gazetteer.name_words
    spots = [
        Spot(order, page, name, name.core, worth)
        for order, (page, name) in enumerate(named)
        if certain[order] or (word := key(name.words[0])) in words or word in known
        if (worth := strength(page.text, name)) is not NOT_A_PERSON
    ]
    return resolve(spots, gazetteer)


def _person_mention(found: Found) -> ActorMention:
    page, name = found.spot.page, found.spot.name
    start = leading_particle(page.text, name.start)
    return page.mention(start, name.end, found.actor, found.name, "person", found.basis)
