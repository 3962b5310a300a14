"""A surname or a shared name on a day -> the known person who bore it in office."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

from search.extraction.actors.era import Days
from search.extraction.actors.gazetteer import PARTICLES, Actor, Gazetteer, Use
from search.extraction.actors.kinds import NAME
from search.extraction.actors.name import Name
from search.extraction.actors.words import Role, roles

Lands = frozenset[str]
ANY: Lands = frozenset()  # no state is said, so that an office of any will do
LIFETIME = 45  # years: a known person is not meant by a misspelling or a surname further than this from any office
_NEARBY = 12  # years from an office: who is spoken of by title and surname has just left it, or is on the way to it
_JUST_BY = 5  # the same of a surname alone
_ENVOYS = frozenset({"ambassador-to-un"})
_EMBASSY = "ambassador-to-"
_POST = re.compile(r" (?:in|to) (?:the )?([A-Z][\w.]*(?: (?:and )?[A-Z][\w.]*){0,3}) \($")
_OLD_ENDING = re.compile(r"([eo])(?:ff?|w)$")
_RANKS = (
    frozenset({"president", "prime-minister", "chancellor", "head-of-state", "head-of-government", "king", "emperor"}),
    frozenset({"foreign-minister", "secretary-of-state", "foreign-secretary", "secretary-general"}),
)
_FOREMOST = _RANKS[0] | _RANKS[1]
_OF_STATES = _FOREMOST - {"secretary-general"}


def office_holder(name: Name, days: Days | None, gazetteer: Gazetteer, lands: Lands = ANY) -> Actor | None:
    """The one known person of that surname in office on the day, in the office the title says if it says one."""
    return _foremost(_holders(name, days, gazetteer, lands), days) if days is not None else None


def _holders(name: Name, days: Days | None, gazetteer: Gazetteer, lands: Lands) -> list[Actor]:
    if days is None or not name.core:
        return []
    offices = offices_of(name)
    return [actor for actor in bearers_of(name.core, gazetteer) if _in_office(actor, offices, days, lands)]


def is_shared(name: Name, days: Days | None, gazetteer: Gazetteer, lands: Lands = ANY) -> bool:
    """True for "King Abdullah" while two of that name are kings."""
    return bool(offices_of(name)) and len(_holders(name, days, gazetteer, lands)) > 1


def last_holder(name: Name, days: Days | None, gazetteer: Gazetteer, lands: Lands = ANY) -> Actor | None:
    """The last person of that surname to have held, before the days, the office that the title says.

    Who led a state is remembered for ever, anybody else for a lifetime.
    """
    offices = _office_proper(name)
    if days is None or not offices or not name.core:
        return None
    held = [
        (office.first_day, actor)
        for actor in bearers_of(name.core, gazetteer)
        for office in actor.offices
        if office.name in offices and office.first_day <= days[1] and _is_remembered(actor, office.name, days)
        if not lands or office.of in lands
    ]
    return max(held, key=lambda term: term[0])[1] if held else None


def only_bearer(name: Name, days: Days | None, gazetteer: Gazetteer, lands: Lands = ANY) -> Actor | None:
    """The one known person of that surname, in some office a few years before or after the days.

    A title of office must be one that he ever held; who has no title led a state or its foreign affairs. A first name
    or a word of every day is nobody's alone.
    """
    if days is None or not name.core or name.kinds[-1] is not NAME or name.title == "Don":  # a first name too
        return None
    is_titled = bool(name.title or name.role)
    bearers, offices = bearers_of(name.core, gazetteer), offices_of(name) if is_titled else _FOREMOST
    if len(bearers) != 1 or _years_from_office(bearers[0], days) > (_NEARBY if is_titled else _JUST_BY):
        return None
    held = is_of_lands(bearers[0], lands) and (
        not offices or any(_is_one_of(office.name, offices) for office in bearers[0].offices)
    )
    return bearers[0] if held else None


def is_of_lands(actor: Actor, lands: Lands) -> bool:
    """False for who is known to have held his offices elsewhere."""
    return not lands or not actor.offices or any(office.of in lands for office in actor.offices)


def leads_state(name: Name) -> bool:
    """True for a name whose title is that of a head of state or government, or of its foreign affairs."""
    if name.uses:
        role = _roles_of_titles().get(name.words[0].lower())
        return role is not None and not _OF_STATES.isdisjoint(role.offices)
    return not _OF_STATES.isdisjoint(offices_of(name)) and "secretary-general" not in _office_proper(name)


def _is_remembered(actor: Actor, office: str, days: Days) -> bool:
    return office in _RANKS[0] or is_of_time(actor, days)


def is_no_envoy(name: Name, person: str, days: Days | None, gazetteer: Gazetteer) -> bool:
    """True where the title is an envoy's and the person is known to sit in another office on those days."""
    actor = gazetteer.actors.get(person)
    if days is None or actor is None or offices_of(name) != _ENVOYS:
        return False
    return _in_office(actor, frozenset(), days) and not _in_office(actor, _ENVOYS, days)


@lru_cache(maxsize=8_192)  # the surnames of the day are in all its reports
def bearers_of(core: tuple[str, ...], gazetteer: Gazetteer) -> tuple[Actor, ...]:
    """The known persons of a surname, single or double, whose first name begins as the one before it."""
    surnames = gazetteer.surnames
    core = in_small_letters(core)
    bearers = (
        surnames.get(" ".join(core), ()) or surnames.get(core[-1], ()) or surnames.get(_transliterated(core[-1]), ())
    )
    return tuple(actor for person in bearers if _initials_agree(core, actor := gazetteer.actors[person]))


def envoy(name: Name, text: str, days: Days | None, gazetteer: Gazetteer) -> Actor | None:
    """The envoy in brackets after the post: "the Ambassador in Great Britain (Page)"."""
    post = _POST.search(text, max(0, name.start - 80), name.start)
    if post is None or days is None:
        return None
    ends = tuple(f"-to-{use.actor}" for use in gazetteer.uses.get(post[1], ()))
    sent = [
        one
        for one in bearers_of(name.core, gazetteer)
        if any(office.name.endswith(ends) and office.overlaps(*days) for office in one.offices)
    ]
    return sent[0] if ends and len(sent) == 1 else None


def in_small_letters(core: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a signature or of a UN paper with capitals at their heads only: "LANSING", "Sergey LAVROV"."""
    return tuple(word.capitalize() if word.isupper() and len(word) > 3 else word for word in core)


def _transliterated(surname: str) -> str:
    """A Russian surname as it is written today: "Sazonof", "Ignatieff"."""
    return _OLD_ENDING.sub(r"\1v", surname)


def nearest(uses: Iterable[Use], days: Days | None, gazetteer: Gazetteer) -> Actor:
    """The person meant by a name several bear: the one whose offices lie nearest to the day."""
    actors = [gazetteer.actors[use.actor] for use in uses]
    return min(actors, key=lambda actor: _years_from_office(actor, days)) if days else actors[0]


def _foremost(bearers: Sequence[Actor], days: Days) -> Actor | None:
    """The one whose office ranks highest on those days; None where two rank alike."""
    if len(bearers) < 2:
        return bearers[0] if bearers else None
    ranked = sorted(bearers, key=lambda actor: _rank(actor, days))
    return None if _rank(ranked[0], days) == _rank(ranked[1], days) else ranked[0]


def _rank(actor: Actor, days: Days) -> int:
    """0 for who leads a state on those days, 1 for a foreign minister, 2 for anybody else."""
    held = {office.name for office in actor.offices if office.overlaps(*days)}
    return min((rank for rank, offices in enumerate(_RANKS) if held & offices), default=len(_RANKS))


def offices_of(name: Name) -> frozenset[str]:
    """The offices that the title or role before a name speaks of; empty for one that tells nothing."""
    role = _role_of(name)
    return frozenset(role.offices) if role is not None else frozenset()


def _role_of(name: Name) -> Role | None:
    if name.role is not None:
        return name.role.entry.role
    return _roles_of_titles().get(name.title.lower().removesuffix("s"))


@cache
def _roles_of_titles() -> Mapping[str, Role]:
    return {role.words: role for role in roles() if role.offices}


def _office_proper(name: Name) -> frozenset[str]:
    """The office that a title means first, or all that lead a state if it is one; none for "Minister", "Secretary"."""
    role = _role_of(name)
    if role is None or not role.offices or role.only_before_names:
        return frozenset()
    first = frozenset(role.offices[:1])
    return frozenset(role.offices) & _RANKS[0] if first <= _RANKS[0] else first


def _in_office(actor: Actor, offices: frozenset[str], days: Days, lands: Lands = ANY) -> bool:
    return any(
        office.overlaps(*days)
        and (not offices or _is_one_of(office.name, offices))
        and (not lands or office.of in lands)
        for office in actor.offices
    )


def _is_one_of(office: str, offices: frozenset[str]) -> bool:
    """True too for an embassy where an envoy is spoken of: "Ambassador Dobrynin"."""
    return office in offices or (offices == _ENVOYS and office.startswith(_EMBASSY))


def _initials_agree(core: tuple[str, ...], actor: Actor) -> bool:
    if len(core) == 1 or core[0][0] == actor.name[0] or " ".join(core) == actor.surname:
        return True
    return len(core) == 2 and core[0].lower() in PARTICLES  # "M. de Selves"


def _years_from_office(actor: Actor, days: Days | None) -> int:
    """Years between the days and the nearest of a person's offices; 0 in office, or for want of dates."""
    if days is None or not actor.offices:
        return 0 if days is None else LIFETIME
    return min(_years_between(office.first_day, office.last_day, days) for office in actor.offices)


def _years_between(first_day: date, last_day: date, days: Days) -> int:
    if days[1] < first_day:
        return first_day.year - days[1].year
    return max(0, days[0].year - last_day.year)


def is_of_time(actor: Actor, days: Days | None) -> bool:
    return _years_from_office(actor, days) <= LIFETIME
