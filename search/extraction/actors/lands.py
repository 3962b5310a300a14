"""A title with a name, where it stands -> the states whose office it is there: "King Abdullah of Jordan"."""

from bisect import bisect_left
from collections.abc import Iterable

from search.extraction.actors.automaton import Match
from search.extraction.actors.gazetteer import Gazetteer
from search.extraction.actors.holders import ANY, Lands, leads_state
from search.extraction.actors.name import Name
from search.extraction.actors.page import Page
from search.extraction.actors.spots import Spot

_OF = (" of the ", " of ")
_OWNING = (" ", "'s ", "' ")


def lands_of(spot: Spot, gazetteer: Gazetteer) -> Lands:
    """The states that "of Jordan" behind a name, or "Jordan's" and "Jordanian" before its title, may mean; else none.

    A state is called by the name of the one before it for long, and the other way round: both are meant.
    """
    if not leads_state(spot.name):
        return ANY
    owner = _behind(spot.page, spot.name) or _before(spot.page, spot.name)
    states = [use.actor for use in owner.entry.uses if gazetteer.actors[use.actor].kind == "state"] if owner else ()
    return frozenset(states).union(*(gazetteer.adjoining.get(state, ()) for state in states))


def lands_named(pages: Iterable[Page]) -> Lands:
    """Every state that the pages name, by its seat or demonym too."""
    return frozenset(use.actor for page in pages for match in page.matches for use in match.entry.uses)


def _behind(page: Page, name: Name) -> Match | None:
    of = next((of for of in _OF if page.text.startswith(of, name.end)), "")
    return _match_at(page, name.end + len(of)) if of else None


def _before(page: Page, name: Name) -> Match | None:
    """The match that ends where the title begins."""
    start = _start_of_title(page.text, name)
    before = bisect_left(page.matches, start, key=_start) - 1
    if before < 0 or page.text[page.matches[before].end : start] not in _OWNING:
        return None
    return page.matches[before]


def _start_of_title(text: str, name: Name) -> int:
    if name.uses or not (name.role or name.title):
        return name.start
    return name.role.start if name.role else text.rfind(name.title, 0, name.start)


def _match_at(page: Page, start: int) -> Match | None:
    at = bisect_left(page.matches, start, key=_start)
    return page.matches[at] if at < len(page.matches) and page.matches[at].start == start else None


def _start(match: Match) -> int:
    return match.start
