"""
The names of a document -> its persons, each name given to at most one of them.

Full names come first and make the persons; then titles with surnames, then bare surnames, look for theirs: in the
text, else among the office-holders of the day. A title with a surname nobody bears is a person by that surname; a
bare surname nobody bears is none.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from search.extraction.actors.era import Days
from search.extraction.actors.evidence import Strength, is_spoken_of
from search.extraction.actors.gazetteer import Actor, Gazetteer, Use
from search.extraction.actors.misspellings import misspelt, spellings_of
from search.extraction.actors.page import Page
from search.extraction.actors.shapes import Name, Word
from search.extraction.actors.surroundings import surroundings
from search.extraction.actors.words import contexts, roles
from search.model import Basis

LIFETIME = 45  # years: a known person is not meant by a misspelling or a surname further than this from any office


_RANKS = (
    frozenset({"president", "prime-minister", "chancellor", "head-of-state", "head-of-government", "king", "emperor"}),
    frozenset({"foreign-minister", "secretary-of-state", "foreign-secretary", "secretary-general"}),
)

# Letters that no decomposition makes plain.
_PLAIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A name where it stands: its place in the order of the document, and what it is worth by itself."""

    order: int
    page: Page
    name: Name
    strength: Strength

    @property
    def days(self) -> Days | None:
        """The days by which a surname or a shared name is told apart here."""
        return self.page.era.of_state(self.name.start)

    @property
    def follows_article(self) -> bool:
        """True for "the King", "a Ford"; "the Bush administration" is the person's."""
        around = surroundings(self.page.text, self.name.start, self.name.end)
        return around.previous in ("the", "a", "an") and around.next not in contexts()["persons"]["followings"]

    @property
    def is_spoken_of(self) -> bool:
        return is_spoken_of(self.page.text, self.name)


@dataclass(frozen=True, slots=True)
class Found:
    """A name given to a person."""

    spot: Spot
    actor: str
    name: str
    basis: Basis


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
    return _Resolution(gazetteer).of(spots)


def slug(name: str) -> str:
    """A readable id: small letters and digits of any script, without accents, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN_LETTERS))
    unaccented = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", unaccented.replace("'", "")).strip("-")


class _Resolution:
    """The persons of one document being told apart."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_surname: dict[str, list[_Person]] = {}
        self._by_given: dict[str, list[_Person]] = {}
        self._found: list[tuple[Spot, _Person, Basis]] = []

    def of(self, spots: Sequence[Spot]) -> list[Found]:
        tails = {spot.name.core[-2:] for spot in spots if len(spot.name.core) > 2 and spot.strength is Strength.PERSON}
        rest = [spot for spot in spots if spot.name.core in tails or not self._takes_full_name(spot)]
        singles = {spot.name.words[0] for spot in spots if len(spot.name.core) == 1}
        rest = [spot for spot in rest if not self._takes_possible_name(spot, singles)]
        rest = [spot for spot in rest if not self._takes_title_of_office(spot)]
        rest = [spot for spot in rest if not self._takes_part_of_name(spot)]
        rest = [spot for spot in rest if not _is_titled(spot) or not self._takes_titled(spot)]
        for spot in rest:
            self._takes_surname(spot)
        return [Found(spot, person.id, person.name, basis) for spot, person, basis in self._found]

    # --- full names --------------------------------------------------------------------------

    def _takes_full_name(self, spot: Spot) -> bool:
        name = spot.name
        if name.uses:
            actor = self._nearest(name.uses, spot.days)
            return self._give(spot, self._known(actor, spot.days), _basis(name))
        if len(name.core) < 2 or spot.strength is not Strength.PERSON:
            return False
        known, basis = self._recognised(name.core, spot.days)
        person = self._local(name.core, name) if known is None else self._known(known, spot.days)
        return self._give(spot, person, basis)

    def _takes_possible_name(self, spot: Spot, singles: Container[str]) -> bool:
        """Two capitals in a row are a person where the text goes on to use the second alone, as it does surnames."""
        core = spot.name.core
        if len(core) < 2 or spot.strength is not Strength.POSSIBLE or _key(core[0]) in self._by_surname:
            return False
        if core[-1] not in singles or core[0] in singles:
            return False
        return self._give(spot, self._local(core, spot.name), "name")

    def _recognised(self, core: tuple[str, ...], days: Days | None) -> tuple[Actor | None, Basis]:
        """The known person of a full name: with its initials left out, in small capitals, or misspelt."""
        plain = tuple(word for word in core if not _is_initial(word))
        plain = tuple(word.capitalize() if word.isupper() and len(word) > 3 else word for word in plain)
        if len(plain) < 2:
            return None, "name"
        uses = self._gazetteer.uses.get(" ".join(plain), ()) or self._gazetteer.uses.get(f"{plain[0]} {plain[-1]}", ())
        people = tuple(use for use in uses if self._gazetteer.actors[use.actor].kind == "person")
        if people and (actor := self._nearest(people, days)) and _is_of_time(actor, days):
            return actor, "alias"
        slip = misspelt(plain, spellings_of(self._gazetteer))
        if slip and _is_of_time(self._gazetteer.actors[slip], days):
            return self._gazetteer.actors[slip], "misspelling"
        return None, "name"

    def _nearest(self, uses: Iterable[Use], days: Days | None) -> Actor:
        """The person meant by a name several bear: the one whose offices lie nearest to the day."""
        actors = [self._gazetteer.actors[use.actor] for use in uses]
        return min(actors, key=lambda actor: _years_from_office(actor, days)) if days else actors[0]

    def _known(self, actor: Actor, days: Days | None) -> _Person:
        for person in self._by_surname.get(_key(actor.surname), ()):
            if person.id == actor.id:
                return person
        person = _Person(actor.id, actor.name, tuple(actor.name.split()), actor.surname, True)
        self._enter(person, {actor.surname, *actor.spellings, *actor.surname.split()[-1:]})
        return person

    def _local(self, core: tuple[str, ...], spelt: Name) -> _Person:
        """The person of this text by a full name in no list: one already met under a variant of it, or a new one."""
        surname = (
            core[0]
            if core[0] in contexts()["persons"]["family_first"] and len(core) <= 3 and not _is_initial(core[-1])
            else core[-1]
        )
        middle = core[-2:-1] if len(core) > 2 and not _is_initial(core[-2]) else ()
        for person in (bearer for name in (surname, *middle) for bearer in self._by_surname.get(_key(name), ())):
            if _agree(person.words, core):
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
            self._by_surname.setdefault(_key(surname), []).append(person)
        self._by_given.setdefault(_key(person.words[0]), []).append(person)

    def _give(self, spot: Spot, person: _Person, basis: Basis) -> bool:
        person.orders.append(spot.order)
        person.is_titled = person.is_titled or bool(spot.name.title or spot.name.role)
        self._found.append((spot, person, basis))
        return True

    # --- surnames ----------------------------------------------------------------------------

    def _takes_title_of_office(self, spot: Spot) -> bool:
        """A title with a surname whose holder the text names only by title, though others bear the surname in it."""
        if not _offices_of(spot.name) or spot.strength is not Strength.PERSON:
            return False
        bearers = self._by_surname.get(_key(spot.name.core[-1]), []) if spot.name.core else []
        if not bearers or any(person.is_titled or person.is_known for person in bearers):
            return False
        actor = self._office_holder(spot.name.core, spot)
        return actor is not None and self._give(spot, self._known(actor, spot.days), "surname")

    def _takes_part_of_name(self, spot: Spot) -> bool:
        """A surname, double surname or first name of a person the text names in full."""
        core = spot.name.core
        if spot.name.is_body or not core or _is_initial(core[-1]):
            return False
        bearers = self._by_surname.get(_key(" ".join(core))) or self._by_surname.get(_key(core[-1])) or []
        fitting = [
            person
            for person in bearers
            if len(core) == 1 or _agree(person.words, core) or _ends_with(person.words, core)
        ]
        if fitting:
            return self._give(spot, _closest(fitting, spot.order), "surname")
        if len(core) == 1 and spot.strength is Strength.SURNAME and not spot.name.title:
            bearers = self._by_given.get(_key(core[0]), [])
            return len(bearers) == 1 and spot.is_spoken_of and self._give(spot, bearers[0], "alias")
        return False

    def _takes_titled(self, spot: Spot) -> bool:
        """A title with a surname: the office-holder of that name, else a person of this text by that surname."""
        core = spot.name.core
        if not core or spot.strength is not Strength.PERSON:
            return False
        actor = self._office_holder(core, spot)
        if actor is not None:
            return self._give(spot, self._known(actor, spot.days), "surname")
        return self._give(spot, self._local_by_surname(core, spot.name), "surname" if len(core) == 1 else "name")

    def _takes_surname(self, spot: Spot) -> bool:
        """A bare surname: of a person met by title in the text, else of an office-holder of the day."""
        if self._takes_part_of_name(spot):
            return True
        if spot.strength is Strength.PERSON and len(spot.name.core) == 1:
            actor = self._office_holder(spot.name.words, spot)
            return self._give(
                spot,
                self._known(actor, spot.days) if actor else self._local_by_surname(spot.name.words, spot.name),
                "surname",
            )
        if spot.strength is not Strength.SURNAME or spot.days is None or spot.name.is_body:
            return False
        if spot.name.kinds[-1] is not Word.NAME and not spot.is_spoken_of:
            return False
        if spot.follows_article:
            return False
        actor = self._office_holder(spot.name.core, spot)
        return actor is not None and self._give(spot, self._known(actor, spot.days), "surname")

    def _local_by_surname(self, core: tuple[str, ...], name: Name) -> _Person:
        text = " ".join(core)
        person = _Person(slug(text), text, core, core[-1], False)
        self._enter(person, {core[-1]})
        return person

    def _office_holder(self, core: tuple[str, ...], spot: Spot) -> Actor | None:
        """The one known person of that surname in office on the day, in the office the title says if it says one."""
        if spot.days is None:
            return None
        offices = _offices_of(spot.name)
        bearers = [
            actor
            for person in self._gazetteer.surnames.get(" ".join(core), ()) or self._gazetteer.surnames.get(core[-1], ())
            if (actor := self._gazetteer.actors[person])
            and _in_office(actor, offices, spot.days)
            and _initials_agree(core, actor)
        ]
        return _foremost(bearers, spot.days)


def _basis(name: Name) -> Basis:
    return "name" if any(use.how == "name" for use in name.uses) else "alias"


def _foremost(bearers: Sequence[Actor], days: Days) -> Actor | None:
    """The one whose office ranks highest on those days; None where two rank alike."""
    ranked = sorted(bearers, key=lambda actor: _rank(actor, days))
    if not ranked or (len(ranked) > 1 and _rank(ranked[0], days) == _rank(ranked[1], days)):
        return None
    return ranked[0]


def _rank(actor: Actor, days: Days) -> int:
    """0 for who leads a state on those days, 1 for a foreign minister, 2 for anybody else."""
    held = {office.name for office in actor.offices if office.overlaps(*days)}
    return min((rank for rank, offices in enumerate(_RANKS) if held & offices), default=len(_RANKS))


def _is_titled(spot: Spot) -> bool:
    return bool(spot.name.title or spot.name.role)


def _key(name: str) -> str:
    return name.casefold()


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 or (word.endswith(".") and word.count(".") > 1)


def _agree(known: tuple[str, ...], core: tuple[str, ...]) -> bool:
    """True when two names of one surname may be one person's: first names equal, or an initial of the other."""
    first, other = known[0].casefold().rstrip("."), core[0].casefold().rstrip(".")
    if len(known) == 1 or len(core) == 1 or first == other:
        return True
    return (_is_initial(known[0]) or _is_initial(core[0])) and first[0] == other[0]


def _ends_with(known: tuple[str, ...], core: tuple[str, ...]) -> bool:
    return tuple(map(_key, known[-len(core) :])) == tuple(map(_key, core))


def _closest(persons: Sequence[_Person], order: int) -> _Person:
    """The person named last before the place, else the one named first after it."""
    before = [
        (max(at for at in person.orders if at < order), person)
        for person in persons
        if min(person.orders, default=order) < order
    ]
    if before:
        return max(before, key=lambda entry: entry[0])[1]
    return min(persons, key=lambda person: min(person.orders, default=order))


def _offices_of(name: Name) -> frozenset[str]:
    """The offices that the title or role before a name speaks of; empty for one that tells nothing."""
    if name.role is not None and name.role.entry.role is not None:
        return frozenset(name.role.entry.role.offices)
    title = name.title.lower().removesuffix("s")
    return _offices_of_titles().get(title, frozenset())


@cache
def _offices_of_titles() -> Mapping[str, frozenset[str]]:
    return {role.words: frozenset(role.offices) for role in roles() if role.offices}


def _in_office(actor: Actor, offices: frozenset[str], days: Days) -> bool:
    return any(office.overlaps(*days) and (not offices or office.name in offices) for office in actor.offices)


def _initials_agree(core: tuple[str, ...], actor: Actor) -> bool:
    return len(core) == 1 or core[0][0] == actor.name[0] or " ".join(core) == actor.surname


def _years_from_office(actor: Actor, days: Days | None) -> int:
    """Years between the days and the nearest of a person's offices; 0 in office, or for want of dates."""
    if days is None or not actor.offices:
        return 0 if days is None else LIFETIME
    return min(_years_between(office.first_day, office.last_day, days) for office in actor.offices)


def _years_between(first_day: date, last_day: date, days: Days) -> int:
    if days[1] < first_day:
        return first_day.year - days[1].year
    return max(0, days[0].year - last_day.year)


def _is_of_time(actor: Actor, days: Days | None) -> bool:
    return _years_from_office(actor, days) <= LIFETIME
