"""The matches of a page that are no person's -> the bodies they may name, each with the ground on which it acts."""

import re
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from search.extraction.actors.automaton import Match
from search.extraction.actors.era import Days
from search.extraction.actors.gazetteer import STILL, Actor, Gazetteer, Use
from search.extraction.actors.page import Page
from search.extraction.actors.states import demonym_of_state, does, is_house, names_state, seat_acts
from search.extraction.actors.surroundings import Surroundings, surroundings
from search.model import Basis

_MINISTRIES = r"(?:[Mm]inistry|[Ee]mbassy|[Ll]egation|Consulate)"
_PORTFOLIO = r"(?:[A-Z][\w-]+|foreign|defen[cs]e|interior|finance|trade)"
_MINISTRY_AFTER = re.compile(rf" (?:{_PORTFOLIO},? (?:and )?){{0,3}}{_MINISTRIES}\b")
_MINISTRY_BEFORE = re.compile(rf"\b{_MINISTRIES}(?: (?:of|for) [A-Z][\w ]{{2,40}}?)? of (?:the )?$")
# "The Community Facility", but not "the League Council", "the Union Army".
_NAME_GOES_ON = re.compile(
    r" (?:of )?(?!(?:Commission|Committee|Council|Secretariat|Assembly|Officials|Army|Navy|Government|Ministers?|Prime"
    r"|Foreign|Summit|Chiefs?|Heads|Member)\b)[A-Z][a-z]"
)
_REGISTERED = re.compile(r" (?:[Nn]o\. ?)?\d{5,}")  # "IMO 9256860": the number of a ship
_LINK = re.compile(r"(?:,? (?:and|or)|,) (?:the )?|-")


class Sighting(NamedTuple):
    """A body seen on a page: on what ground, by which of the ways to name it, and False where the words mean none."""

    page: Page
    match: Match
    uses: tuple[Use, ...]
    basis: Basis | None
    start: int
    end: int
    is_meant: bool = True

    @property
    def words(self) -> str:
        return self.page.text[self.start : self.end]

    @property
    def is_weak(self) -> bool:
        """True for words that need support, whatever they mean."""
        return self.uses[0].is_weak and all(use.is_weak for use in self.uses)

    @property
    def is_open(self) -> bool:
        """True for words of which the rest of the document says what they mean."""
        return self.uses[0].is_weak or (len(self.uses) > 1 and any(use.is_weak for use in self.uses))


def sight_bodies(page: Page, taken: Container[int], gazetteer: Gazetteer) -> list[Sighting]:
    """Every body's name on a page in order; one without a basis is there as a place or as part of another name.

    `taken` holds the places that lie inside the names of persons.
    """
    of_time: _UsesOfDays = {}
    seen = [
        _sight(page, match, uses, gazetteer)
        for match in page.matches
        if match.entry.uses and not match.entry.is_person and match.start not in taken
        if (uses := _uses(page, match, gazetteer, of_time))
    ]
    return _linked(page.text, seen)


def _sight(page: Page, match: Match, uses: tuple[Use, ...], gazetteer: Gazetteer) -> Sighting:
    start, end, _ = match
    use, words = uses[0], page.text[start:end]
    basis = _basis(use, words, surroundings(page.text, start, end), gazetteer.actors[use.actor])
    if use.is_weak and use.how == "alias" and _is_head_of_name(page, match):
        basis = None
    if words.isupper() and _REGISTERED.match(page.text, end):
        basis = None
    if basis is not None and (ministry := _ministry(page.text, match, use)):
        basis, (start, end) = "role", ministry
    return Sighting(page, match, uses, basis, start, end)


def _is_head_of_name(page: Page, match: Match) -> bool:
    """True for a weak name that is the beginning of another: "the Community Facility", "the Axis of Evil"."""
    return _NAME_GOES_ON.match(page.text, match.end) is not None and not page.layout.was_capital(match.start)


# What was worked out for the uses of a name (by their identity) and the days.
_UsesOfDays = dict[tuple[int, Days | None], tuple[Use, ...]]


def _uses(page: Page, match: Match, gazetteer: Gazetteer, of_time: _UsesOfDays) -> tuple[Use, ...]:
    """What the words may mean where they stand."""
    uses = match.entry.uses
    if len(uses) > 1:
        days = page.era.of_shared_name(page.text, match.start)
    elif uses[0].is_dated:
        days = page.era.of_state(match.start)
    else:
        return uses
    known = id(uses), days
    if known not in of_time:
        of_time[known] = _of_time(uses, days, gazetteer)
    return of_time[known]


def _of_time(uses: Sequence[Use], days: Days | None, gazetteer: Gazetteer) -> tuple[Use, ...]:
    """The uses that the days allow, best first; where no actor existed on them, the one nearest in time."""
    actors = gazetteer.actors
    if days is None:
        undated = [use for use in uses if not use.is_dated]
        return tuple(
            sorted(undated, key=lambda use: (actors[use.actor].last_day != STILL, _is_seat_of_state(use, actors)))
        )
    used = [use for use in uses if use.first_day <= days[1] and days[0] <= use.last_day]
    years = {use: actors[use.actor].years_away(days[1]) for use in used}
    nearest = [use for use in used if years[use] == min(years.values())]
    return tuple(sorted(nearest, key=lambda use: (use.how != "name", _is_seat_of_state(use, actors))))


def _is_seat_of_state(use: Use, actors: Mapping[str, Actor]) -> bool:
    """True for a capital, which yields to the organisation that has its seat there: "Brussels" is the Union's."""
    return use.how == "seat" and actors[use.actor].kind == "state"


def _basis(use: Use, words: str, around: Surroundings, actor: Actor) -> Basis | None:
    if use.how == "seat":
        return "metonym" if seat_acts(around, words) else None
    if use.how == "demonym":
        return "demonym" if demonym_of_state(around, words) else None
    if actor.kind == "state" and not names_state(around):
        return None
    if use.how == "alias" and use.is_weak and around.touching_after == "-":  # "the Six-Day War"
        return None
    if use.needs_article and around.previous != "the":
        return None
    return "name" if use.how == "name" else "alias"


def _ministry(text: str, match: Match, use: Use) -> tuple[int, int] | None:
    """The stretch of a ministry's name that holds its state ("Russian Foreign Ministry")."""
    if use.how == "demonym":
        after = _MINISTRY_AFTER.match(text, match.end)
        return (match.start, after.end()) if after else None
    if not text.endswith(("of ", "of the "), 0, match.start):
        return None
    before = _MINISTRY_BEFORE.search(text[max(0, match.start - 80) : match.start])
    return (match.start - len(before.group()), match.end) if before else None


def _linked(text: str, seen: list[Sighting]) -> list[Sighting]:
    """Seats that stand in one breath with an actor ("Washington and Moscow agreed") share its ground."""
    if len(seen) < 2 or not any(map(_is_bare_seat, seen)):
        return seen
    pairs = [index for index in range(len(seen) - 1) if are_linked(seen[index], seen[index + 1])]
    for index in reversed(pairs):
        if _is_bare_seat(seen[index]) and _acts_here(text, seen[index + 1]) and not _is_local(text, seen[index]):
            seen[index] = _acting(seen[index])
    for index in pairs:
        if _is_bare_seat(seen[index + 1]) and seen[index].basis == "metonym" and not is_house(seen[index].words):
            seen[index + 1] = _acting(seen[index + 1])
    return seen


def are_linked(first: Sighting, second: Sighting) -> bool:
    """True for two names of a page that stand in one breath."""
    return _LINK.fullmatch(first.page.text, first.match.end, second.match.start) is not None


def _is_bare_seat(sighting: Sighting) -> bool:
    return sighting.basis is None and sighting.uses[0].how == "seat"


def _acts_here(text: str, sighting: Sighting) -> bool:
    """True for a seat that stands for its state, and for any other body that does what follows."""
    if sighting.basis in (None, "metonym"):
        return sighting.basis is not None
    return sighting.uses[0].how != "demonym" and does(surroundings(text, sighting.start, sighting.end))


def _is_local(text: str, sighting: Sighting) -> bool:
    return surroundings(text, sighting.start, sighting.end).previous in ("in", "at", "near", "from", "to")


def _acting(seat: Sighting) -> Sighting:
    return Sighting(seat.page, seat.match, seat.uses, "metonym", seat.start, seat.end)
