"""The matches of a page that are no person's -> the states, organisations and groups that act on it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from search.extraction.actors.automaton import Match
from search.extraction.actors.era import Days
from search.extraction.actors.gazetteer import STILL, Actor, Gazetteer, Use
from search.extraction.actors.page import Page
from search.extraction.actors.states import demonym_of_state, names_state, seat_acts
from search.extraction.actors.surroundings import Surroundings, surroundings
from search.extraction.actors.words import contexts
from search.model import ActorMention, Basis

_MINISTRIES = r"(?:[Mm]inistry|[Ee]mbassy|[Ll]egation|Consulate)"
_PORTFOLIO = r"(?:[A-Z][\w-]+|foreign|defen[cs]e|interior|finance|trade)"
_MINISTRY_AFTER = re.compile(rf" (?:{_PORTFOLIO},? (?:and )?){{0,3}}{_MINISTRIES}\b")
_MINISTRY_BEFORE = re.compile(rf"{_MINISTRIES}(?: (?:of|for) [A-Z][\w ]{{2,40}}?)? of (?:the )?$")
_LINK = re.compile(r"(?:,? (?:and|or)|,) (?:the )?|-")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A body seen on a page: on what ground, by which of the ways to name it, and whether the words need support."""

    page: Page
    match: Match
    uses: tuple[Use, ...]
    basis: Basis | None
    start: int
    end: int

    @property
    def is_weak(self) -> bool:
        return all(use.is_weak for use in self.uses)


def sight_bodies(page: Page, taken: Collection[int], gazetteer: Gazetteer) -> list[Sighting]:
    """Every body's name on a page in order; one without a basis is there as a place or as part of another name.

    `taken` holds the starts of matches that are words of a person's name.
    """
    seen = [
        _sight(page, match, gazetteer)
        for match in page.matches
        if match.entry.uses and not match.entry.is_person and match.start not in taken
    ]
    return _linked(page.text, seen)


def _sight(page: Page, match: Match, gazetteer: Gazetteer) -> Sighting:
    uses = _of_time(match.entry.uses, page.era.of_state(match.start), gazetteer)
    around = surroundings(page.text, match.start, match.end)
    words = page.text[match.start : match.end]
    basis = _basis(uses[0], words, around, gazetteer.actors[uses[0].actor])
    start, end = match.start, match.end
    if basis is not None and (ministry := _ministry(page.text, match)):
        basis, (start, end) = "role", ministry
    return Sighting(page, match, uses, basis, start, end)


def _of_time(uses: Sequence[Use], days: Days | None, gazetteer: Gazetteer) -> tuple[Use, ...]:
    """The uses that the days allow, best first; where they allow none, the one nearest in time."""
    if len(uses) == 1:
        return tuple(uses)
    if days is None:
        return tuple(sorted(uses, key=lambda use: gazetteer.actors[use.actor].last_day != STILL))
    ranked = sorted(uses, key=lambda use: gazetteer.actors[use.actor].years_away(days[1]) + use.years_away(days[1]))
    away = [gazetteer.actors[use.actor].years_away(days[1]) + use.years_away(days[1]) for use in ranked]
    return tuple(use for use, years in zip(ranked, away, strict=True) if years == away[0])


def _basis(use: Use, words: str, around: Surroundings, actor: Actor) -> Basis | None:
    if use.how == "seat":
        return "metonym" if seat_acts(around, words) else None
    if use.how == "demonym":
        return "demonym" if demonym_of_state(around, words) else None
    if actor.kind == "state" and not names_state(around):
        return None
    return "name" if use.how == "name" else "alias"


def _ministry(text: str, match: Match) -> tuple[int, int] | None:
    """The stretch of a ministry's name that holds its state ("Russian Foreign Ministry")."""
    if after := _MINISTRY_AFTER.match(text, match.end):
        return match.start, after.end()
    before = _MINISTRY_BEFORE.search(text[max(0, match.start - 80) : match.start])
    return (match.start - len(before.group()), match.end) if before else None


def _linked(text: str, seen: list[Sighting]) -> list[Sighting]:
    """Seats that stand in one breath with an actor ("Washington and Moscow agreed") share its ground."""
    for index in range(len(seen) - 1):
        first, second = seen[index], seen[index + 1]
        if not _LINK.fullmatch(text[first.match.end : second.match.start]):
            continue
        if _is_bare_seat(first) and second.basis == "metonym" and not _is_local(text, first):
            seen[index] = _acting(first)
        elif _is_bare_seat(second) and first.basis == "metonym":
            seen[index + 1] = _acting(second)
    return seen


def _is_bare_seat(sighting: Sighting) -> bool:
    return sighting.basis is None and sighting.uses[0].how == "seat"


def _is_local(text: str, sighting: Sighting) -> bool:
    return surroundings(text, sighting.start, sighting.end).previous in ("in", "at", "near", "from", "to")


def _acting(seat: Sighting) -> Sighting:
    return Sighting(seat.page, seat.match, seat.uses, "metonym", seat.start, seat.end)


def mentions_of(sightings: Sequence[Sighting], gazetteer: Gazetteer) -> Iterator[ActorMention]:
    """The mentions of the bodies that act; weak words count where the document names the same body by strong ones."""
    strong = {use.actor for sighting in sightings if not sighting.is_weak for use in sighting.uses[:1]}
    for sighting in sightings:
        if sighting.basis is None:
            continue
        chosen = _chosen(sighting, strong)
        if chosen is not None:
            actor = gazetteer.actors[chosen.actor]
            yield sighting.page.mention(sighting.start, sighting.end, actor.id, actor.name, actor.kind, sighting.basis)


def _chosen(sighting: Sighting, strong: Collection[str]) -> Use | None:
    """Which of the bodies of that name is meant: the first, unless the words are weak and only another is spoken of."""
    if not sighting.is_weak:
        return sighting.uses[0]
    supported = next((use for use in sighting.uses if use.actor in strong), None)
    return sighting.uses[0] if supported is None and _is_supported(sighting) else supported


def _is_supported(sighting: Sighting) -> bool:
    """True for a weak acronym that its neighbours show to be a body's: "the WHO", "EC ministers"."""
    if sighting.uses[0].how != "acronym":
        return False
    around = surroundings(sighting.page.text, sighting.start, sighting.end)
    rules = contexts()["weak"]
    return around.followed_by(rules["after"]) or around.preceded_by(rules["before"])
