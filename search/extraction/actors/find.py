"""Document -> ActorMentions."""

from collections.abc import Sequence

from search.extraction.actors.automaton import Matcher, load_matcher
from search.extraction.actors.bodies import mentions_of, sight_bodies
from search.extraction.actors.evidence import is_spoken_of, strength
from search.extraction.actors.page import Page, read_pages
from search.extraction.actors.people import Found, Spot, resolve
from search.extraction.actors.shapes import leading_particle
from search.extraction.actors.surroundings import surroundings
from search.extraction.actors.titleholders import titleholders
from search.model import ActorMention, Document


def find_actors(document: Document, matcher: Matcher | None = None) -> tuple[ActorMention, ...]:
    """Every mention of a person, state, organisation or group, in order of appearance."""
    matcher = matcher or load_matcher()
    pages = read_pages(document, matcher)
    people = _people(pages, matcher)
    mentions = [_person_mention(page, found) for page, found in people]
    sightings = []
    for page in pages:
        spans = [found.spot.name for owner, found in people if owner is page]
        taken = {match.start for name in spans for match in page.matches if name.start <= match.start < name.end}
        seen = sight_bodies(page, taken, matcher.gazetteer)
        sightings += seen
        named = {name.start for name in spans}
        mentions += titleholders(page, {sighting.match.start: sighting for sighting in seen}, named, matcher.gazetteer)
    mentions += mentions_of(sightings, matcher.gazetteer)
    return tuple(sorted(mentions, key=lambda mention: (mention.field != "title", mention.start, -mention.end)))


def _people(pages: Sequence[Page], matcher: Matcher) -> list[tuple[Page, Found]]:
    """The persons named on the pages; the body is read first, for it names them in full."""
    spots: list[Spot] = []
    page_of: list[Page] = []
    for page in reversed(pages):
        for name in page.names:
            around = surroundings(page.text, name.start, name.end)
            days = page.era.published or page.era.of_state(name.start)
            spots.append(Spot(len(spots), name, strength(page.text, name), days, is_spoken_of(around)))
            page_of.append(page)
    return [(page_of[found.spot.order], found) for found in resolve(spots, matcher.gazetteer)]


def _person_mention(page: Page, found: Found) -> ActorMention:
    name = found.spot.name
    return page.mention(
        leading_particle(page.text, name.start), name.end, found.actor, found.name, "person", found.basis
    )
