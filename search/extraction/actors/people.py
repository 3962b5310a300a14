"""
The names of a document -> its persons, each name given to at most one of them.

Full names come first and make the persons; then titles with surnames, then bare surnames, look for theirs: in the
text, else among the office-holders of the day. A title with a surname nobody bears is a person by that surname; a
bare surname nobody bears is none.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from search.extraction.actors.era import Days
from search.extraction.actors.evidence import PERSON, POSSIBLE, SURNAME
from search.extraction.actors.gazetteer import PARTICLES, Actor, Gazetteer
from search.extraction.actors.holders import (
    bearers_of,
    envoy,
    in_small_letters,
    is_no_envoy,
    is_of_lands,
    is_of_time,
    is_shared,
    last_holder,
    nearest,
    office_holder,
    offices_of,
    only_bearer,
)
from search.extraction.actors.kinds import GIVEN, NAME
from search.extraction.actors.lands import lands_named, lands_of
from search.extraction.actors.misspellings import misspelt, spellings_of
from search.extraction.actors.name import Name, is_of_woman
from search.extraction.actors.naming import agree, ends_with, is_initial, key, slug
from search.extraction.actors.page import Page
from search.extraction.actors.spots import Spot
from search.extraction.actors.words import contexts, mens_names
from search.model import Basis


class Found(NamedTuple):
    """A name given to a person."""

    spot: Spot
    actor: str
    name: str
    basis: Basis


_PAIRED_AFTER = re.compile(r"(?:,| and) ([A-Z][\w-]+)")
_PAIRED_BEFORE = re.compile(r"\b([A-Z][\w-]+),?(?: and)? $")


@dataclass(slots=True)
class _Person:
    """A person of this document while it is being read; `words` are of the fullest name so far."""

    id: str
    name: str
    words: tuple[str, ...]
    surname: str
    is_known: bool
    is_titled: bool = False
    orders: list[int] = field(default_factory=list)


def resolve(spots: Sequence[Spot], gazetteer: Gazetteer) -> list[Found]:
    """Every spot that is a person's, with the person."""
    return _Resolution(gazetteer, spots).found() if spots else []


class _Resolution:
    """The persons of one document being told apart."""

    def __init__(self, gazetteer: Gazetteer, spots: Sequence[Spot]) -> None:
        self._gazetteer = gazetteer
        self._spots = spots
        self._by_surname: dict[str, list[_Person]] = {}
        self._by_given: dict[str, list[_Person]] = {}
        self._found: list[tuple[Spot, _Person, Basis]] = []

    def found(self) -> list[Found]:
        named = [spot for spot in self._spots if spot.strength is not SURNAME]
        for spot in self._left_by(named) if named else self._spots:
            self._takes_surname(spot)
        return [Found(spot, person.id, person.name, basis) for spot, person, basis in self._found]

    def _left_by(self, named: Sequence[Spot]) -> list[Spot]:
        """The spots that are left when the `named`, which are more than bare surnames, and their parts are taken."""
        tails = {spot.core[-2:] for spot in named if len(spot.core) > 2 and spot.strength is PERSON}
        rest = [spot for spot in named if spot.core in tails or not self._takes_full_name(spot)]
        singles = {spot.core[0] for spot in self._spots if len(spot.core) == 1}
        rest = [spot for spot in rest if not self._takes_possible_name(spot, singles)]
        for spot in rest:
            self._takes_title_of_office(spot)
        taken = {spot.order for spot, _, _ in self._found}
        rest = [spot for spot in self._spots if spot.order not in taken and not self._takes_part_of_name(spot)]
        return [spot for spot in rest if not _is_titled(spot) or not self._takes_titled(spot)]

    # --- full names --------------------------------------------------------------------------

    def _takes_full_name(self, spot: Spot) -> bool:
        name = spot.name
        if name.uses:
            return self._takes_known_name(spot)
        if len(spot.core) < 2 or spot.strength is not PERSON or _is_titled_surname(spot):
            return False
        days = spot.days
        known, basis = self._recognised(spot.core, days)
        person = self._local(spot.core, name) if known is None else self._known(known, days)
        return self._give(spot, person, basis)

    def _takes_known_name(self, spot: Spot) -> bool:
        """A name of the gazetteer: its bearer's, but that of a king is no king's of another state."""
        name, days, lands = spot.name, spot.days, lands_of(spot, self._gazetteer)
        uses = [use for use in name.uses if is_of_lands(self._gazetteer.actors[use.actor], lands)]
        if uses:
            return self._give(spot, self._known(nearest(uses, days, self._gazetteer), days), _basis(name))
        untitled = name._replace(words=name.words[1:], kinds=name.kinds[1:], title=name.words[0], uses=())
        actor = office_holder(untitled, days, self._gazetteer, lands) or last_holder(
            untitled, days, self._gazetteer, lands
        )
        person = self._local_by_surname(untitled.core, name) if actor is None else self._known(actor, days)
        return self._give(spot, person, "surname")

    def _takes_possible_name(self, spot: Spot, singles: Container[str]) -> bool:
        """Two capitals in a row are a person where the text goes on to use the second alone, as it does surnames.

        So is the double surname of a known person: "Costa Méndez".
        """
        core = spot.core
        if len(core) < 2 or spot.strength is not POSSIBLE or key(core[0]) in self._by_surname:
            return False
        if len(core) == 2 and (bearers := self._gazetteer.surnames.get(" ".join(core), ())):
            known = self._gazetteer.actors[bearers[0]]
            return (
                len(bearers) == 1
                and is_of_time(known, spot.days)
                and self._give(spot, self._known(known, spot.days), "surname")
            )
        if core[-1] not in singles or core[0] in singles:
            return False
        return self._give(spot, self._local(core, spot.name), "name")

    def _recognised(self, core: tuple[str, ...], days: Days | None) -> tuple[Actor | None, Basis]:
        """The known person of a full name: with its initials left out, in small capitals, or misspelt."""
        plain = in_small_letters(tuple(word for word in core if not is_initial(word)))
        if len(plain) < 2:
            return None, "name"
        uses = self._gazetteer.uses.get(" ".join(plain), ()) or self._gazetteer.uses.get(f"{plain[0]} {plain[-1]}", ())
        people = tuple(use for use in uses if self._gazetteer.actors[use.actor].kind == "person")
        if people and (actor := nearest(people, days, self._gazetteer)) and is_of_time(actor, days):
            return actor, "alias"
        double = [self._gazetteer.actors[one] for one in self._gazetteer.surnames.get(" ".join(plain), ())]
        if len(double) == 1 and is_of_time(double[0], days):
            return double[0], "surname"
        slip = misspelt(plain, spellings_of(self._gazetteer))
        if slip and is_of_time(self._gazetteer.actors[slip], days):
            return self._gazetteer.actors[slip], "misspelling"
        return None, "name"

    def _known(self, actor: Actor, days: Days | None) -> _Person:
        for person in self._by_surname.get(key(actor.surname), ()):
            if person.id == actor.id:
                return person
        person = _Person(actor.id, actor.name, tuple(actor.name.split()), actor.surname, True)
        self._enter(person, {actor.surname, *actor.spellings, *actor.surname.split()[-1:]})
        return person

    def _local(self, core: tuple[str, ...], spelt: Name) -> _Person:
        """The person of this text by a full name in no list: one already met under a variant of it, or a new one."""
        surname = (
            core[0]
            if core[0] in contexts()["persons"]["family_first"] and len(core) <= 3 and not is_initial(core[-1])
            else core[-1]
        )
        middle = core[-2:-1] if len(core) > 2 and not is_initial(core[-2]) else ()
        for person in (bearer for name in (surname, *middle) for bearer in self._by_surname.get(key(name), ())):
            if agree(person.words, core):
                self._lengthen(person, core, spelt)
                return person
        person = _Person(slug(spelt.text), spelt.text, core, surname, False)
        self._enter(person, {surname, *middle})
        return person

    def _lengthen(self, person: _Person, core: tuple[str, ...], name: Name) -> None:
        if not person.is_known and len(name.text) > len(person.name):
            person.id, person.name, person.words = slug(name.text), name.text, core

    def _enter(self, person: _Person, surnames: Iterable[str]) -> None:
        for surname in surnames:
            self._by_surname.setdefault(key(surname), []).append(person)
        self._by_given.setdefault(key(person.words[0]), []).append(person)

    def _give(self, spot: Spot, person: _Person, basis: Basis) -> bool:
        insort(person.orders, spot.order)
        person.is_titled = person.is_titled or bool(spot.name.title or spot.name.role)
        self._found.append((spot, person, basis))
        return True

    # --- surnames ----------------------------------------------------------------------------

    def _takes_title_of_office(self, spot: Spot) -> bool:
        """A title with a surname whose holder the text names only by title, though others bear the surname in it."""
        if not _is_titled(spot) or not offices_of(spot.name) or spot.strength is not PERSON:
            return False
        bearers = self._by_surname.get(key(spot.core[-1]), []) if spot.core else []
        if not bearers or any(person.is_titled or person.is_known for person in bearers):
            return False
        actor = office_holder(spot.name, spot.days, self._gazetteer, lands_of(spot, self._gazetteer))
        return actor is not None and self._give(spot, self._known(actor, spot.days), "surname")

    def _takes_part_of_name(self, spot: Spot) -> bool:
        """A surname, double surname or first name of a person the text names in full."""
        core = spot.core
        if not self._by_surname or spot.name.is_body or not core or is_initial(core[-1]):
            return False
        if fitting := self._fitting(spot):
            return self._give(spot, _closest(fitting, spot.order), "surname")
        if len(core) == 1 and spot.strength is SURNAME and not spot.name.title:
            bearers = self._by_given.get(key(core[0]), ())
            return len(bearers) == 1 and spot.is_spoken_of and self._give(spot, bearers[0], "alias")
        return False

    def _fitting(self, spot: Spot) -> list[_Person]:
        """The persons of this text whose surname it is, and whom its title may mean."""
        core = spot.core
        bearers = self._by_surname.get(key(" ".join(core))) or self._by_surname.get(key(core[-1])) or []
        if len(core) > 1:
            bearers = [one for one in bearers if agree(one.words, core) or ends_with(one.words, core)]
        if not bearers or not (_is_titled(spot) or spot.name.uses):
            return bearers
        actors, lands = self._gazetteer.actors, lands_of(spot, self._gazetteer)
        return [
            person
            for person in bearers
            if not is_no_envoy(spot.name, person.id, spot.days, self._gazetteer)
            and not (person.id in actors and not is_of_lands(actors[person.id], lands))
            and not (is_of_woman(spot.name) and person.words[0] in mens_names())
        ]

    def _takes_titled(self, spot: Spot) -> bool:
        """A title with a surname: the office-holder of that name, now or before, else a person of this text by it."""
        core = spot.core
        if not core or spot.strength is not PERSON:
            return False
        if self._takes_part_of_name(spot):
            return True
        actor = self._holder(spot)
        if is_of_woman(spot.name) and (actor is None or actor.name.split()[0] in mens_names()):
            return self._give(spot, self._woman(spot, is_wife=actor is not None), "surname")
        if actor is not None:
            return self._give(spot, self._known(actor, spot.days), "surname")
        return self._give(spot, self._local_by_surname(core, spot.name), "surname" if len(core) == 1 else "name")

    def _woman(self, spot: Spot, *, is_wife: bool) -> _Person:
        """The one known woman of that surname; else a person of this text, apart from the man who bears it too."""
        core, days = spot.core, spot.days
        bearers = [one for one in bearers_of(core, self._gazetteer) if one.name.split()[0] not in mens_names()]
        women = [one for one in bearers if days is not None and is_of_time(one, days)]
        if len(women) == 1:
            return self._known(women[0], days)
        if is_wife or key(core[-1]) in self._by_surname:
            return _wife(spot.name)
        return self._local_by_surname(core, spot.name)

    def _holder(self, spot: Spot) -> Actor | None:
        """Who holds the office by that surname on the day of the document, else on the days stated, or held it last."""
        name, days, lands = spot.name, spot.days, lands_of(spot, self._gazetteer)
        held = office_holder(name, days, self._gazetteer, lands)
        if held is None and is_shared(name, days, self._gazetteer, lands):
            return office_holder(name, days, self._gazetteer, lands_named(self._pages()))
        if held is None and offices_of(name):
            stated = spot.page.era.of_role(spot.page.text, name.start)
            held = office_holder(name, stated, self._gazetteer, lands) or last_holder(
                name, days, self._gazetteer, lands
            )
        return held or only_bearer(name, days, self._gazetteer, lands)

    def _takes_surname(self, spot: Spot) -> bool:
        """A bare surname: of a person met by title in the text, else of an office-holder of the day."""
        if self._takes_part_of_name(spot):
            return True
        if spot.strength is PERSON and len(spot.core) == 1:
            sent = envoy(spot.name, spot.page.text, spot.days, self._gazetteer)
            actor = sent or office_holder(spot.name, spot.days, self._gazetteer)
            person = self._local_by_surname(spot.core, spot.name) if actor is None else self._known(actor, spot.days)
            return self._give(spot, person, "surname")
        if spot.strength is not SURNAME or not bearers_of(spot.core, self._gazetteer) or spot.name.is_body:
            return False
        actor = self._bearer_of_day(spot)
        return actor is not None and self._give(spot, self._known(actor, spot.days), "surname")

    def _bearer_of_day(self, spot: Spot) -> Actor | None:
        """The known person meant by a bare surname where it stands: one in office, else one who is spoken of."""
        name, kind = spot.name, spot.name.kinds[-1]
        holder = office_holder(name, spot.days, self._gazetteer)
        actor = holder or only_bearer(name, spot.days, self._gazetteer)
        if actor is None or (actor.is_weak and kind is GIVEN):  # "George" alone is no king
            return None
        if name.text in contexts()["persons"]["surname_titles"]:  # "King said" is no namesake's of whom all speak
            return None
        if kind is not NAME and not spot.is_spoken_of and not self._is_paired(spot):
            return None
        if spot.follows_article or spot.follows_place:
            return None
        return actor if holder or spot.is_spoken_of or self._is_beside_known(spot) else None

    def _pages(self) -> Collection[Page]:
        return {id(spot.page): spot.page for spot in self._spots}.values()

    def _is_paired(self, spot: Spot) -> bool:
        """True beside another surname of a known person: "Kerry and Lavrov"."""
        return any(word in self._gazetteer.surnames for word in _paired_with(spot))

    def _is_beside_known(self, spot: Spot) -> bool:
        """True beside the surname of a known person of this text: "Ahtisaari and Chernomyrdin"."""
        beside = (person for word in _paired_with(spot) for person in self._by_surname.get(key(word), ()))
        return any(person.is_known for person in beside)

    def _local_by_surname(self, core: tuple[str, ...], name: Name) -> _Person:
        text = " ".join(in_small_letters(core))
        person = _Person(slug(text), text, core, core[-1], False)
        self._enter(person, {core[-1]})
        return person


def _basis(name: Name) -> Basis:
    return "name" if any(use.how == "name" for use in name.uses) else "alias"


def _paired_with(spot: Spot) -> tuple[str, ...]:
    text, name = spot.page.text, spot.name
    after = _PAIRED_AFTER.match(text, name.end)
    before = _PAIRED_BEFORE.search(text, max(0, name.start - 24), name.start)
    return tuple(pair[1] for pair in (before, after) if pair is not None)


def _wife(name: Name) -> _Person:
    """Who bears a woman's title with the surname of a man: by it she is known, and by no surname alone."""
    title = f"{name.title}." if name.title in ("Mrs", "Ms", "Mme") else name.title
    called = f"{title} {' '.join(name.core)}"
    return _Person(slug(called), called, name.core, name.core[-1], False)


def _is_titled(spot: Spot) -> bool:
    return bool(spot.name.title or spot.name.role)


def _is_titled_surname(spot: Spot) -> bool:
    """True for "M. de Selves", which is no full name."""
    return _is_titled(spot) and len(spot.core) == 2 and spot.core[0] in PARTICLES


def _closest(persons: Sequence[_Person], order: int) -> _Person:
    """The person named last before the place, else the one named first after it."""
    if len(persons) == 1:
        return persons[0]
    last_before = [(person.orders[at - 1], person) for person in persons if (at := bisect_left(person.orders, order))]
    if last_before:
        return max(last_before, key=lambda entry: entry[0])[1]
    return min(persons, key=lambda person: person.orders[0])
