"""The TOML files of names -> a Gazetteer: who there is, by what names, in which days, in what office."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import babel
from babel import Locale, localedata

from search.extraction.keeping import made, tables_of
from search.model import Kind

DATA = Path(__file__).parent.parent / "data"
SCRIPTS = ("ru", "uk", "ar", "fa", "he", "el", "zh", "zh_Hant", "ja", "ko", "fr", "de", "es", "it", "pt", "pl", "tr")
LONG_AGO, STILL = date.min, date.max

PARTICLES = frozenset(
    {
        "de",
        "di",
        "du",
        "del",
        "della",
        "da",
        "dos",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "zu",
        "bin",
        "ben",
        "ibn",
        "al",
    }
)

How = Literal["name", "alias", "acronym", "demonym", "seat"]


@dataclass(frozen=True, slots=True)
class Office:
    """An office held: `name` of the state or organisation `of`, first and last day included."""

    name: str
    of: str
    first_day: date
    last_day: date

    def overlaps(self, first_day: date, last_day: date) -> bool:
        return self.first_day <= last_day and first_day <= self.last_day


@dataclass(frozen=True, slots=True)
class Actor:
    """One person, state, organisation or group; `surname`, its other `spellings` and `offices` are a person's.

    A state that `is_part` of another, a province or a possession, is known for its offices and never acts itself.
    The surname of a person who `is_weak` is a common word or first name too.
    """

    id: str
    name: str
    kind: Kind
    first_day: date = LONG_AGO
    last_day: date = STILL
    surname: str = ""
    spellings: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    successors: tuple[str, ...] = ()
    absent: tuple[date, date] | None = None
    is_part: bool = False
    is_weak: bool = False

    def years_away(self, day: date) -> int:
        """How far `day` lies outside the actor's existence, in years begun; 0 inside it."""
        if self.absent and self.absent[0] <= day <= self.absent[1]:
            return 1
        return _years_outside(day, self.first_day, self.last_day)


@dataclass(frozen=True, slots=True)
class Use:
    """One way to name an actor, on the days it was in use; `is_weak` when the words are something else as often.

    One that is weak and listed with "the" is a name only after it: "the Ten", not "for ten hours".
    """

    actor: str
    how: How
    is_weak: bool = False
    first_day: date = LONG_AGO
    last_day: date = STILL
    needs_article: bool = False

    @property
    def is_dated(self) -> bool:
        return (self.first_day, self.last_day) != (LONG_AGO, STILL)


def old_spellings(surname: str) -> tuple[str, ...]:
    """A Russian surname as it once was spelt: "Sazonof", "Ignatieff", "Orlow"."""
    return tuple(surname[:-1] + ending for ending in ("f", "ff", "w")) if surname.endswith(("ov", "ev")) else ()


def _years_outside(day: date, first_day: date, last_day: date) -> int:
    if day < first_day:
        return first_day.year - day.year + 1
    return day.year - last_day.year + 1 if day > last_day else 0


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Everything known of actors before a text is read.

    `uses` maps a name as it is written to the actors it may mean; `holders` an office of a body to the persons who
    held it, `surnames` a surname to the persons who bear it.
    """

    actors: Mapping[str, Actor]
    uses: Mapping[str, tuple[Use, ...]]
    holders: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    surnames: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _terms(self) -> Mapping[tuple[str, str], Sequence[tuple[str, Office]]]:
        """Who held an office of a body, and when."""
        return {
            key: [
                (person, term)
                for person in people
                for term in self.actors[person].offices
                if key == (term.name, term.of)
            ]
            for key, people in self.holders.items()
        }

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The first names and surnames of the persons, casefolded, surnames also by their last word and as of old."""
        people = [actor for actor in self.actors.values() if actor.kind == "person"]
        names = [part for one in people for part in (one.name.split()[0], one.surname, *one.spellings)]
        old = [form for surname in self.surnames for form in old_spellings(surname)]
        return frozenset(
            form.casefold() for name in (*names, *self.surnames, *old) for form in (name, name.split()[-1])
        )

    @cached_property
    def adjoining(self) -> Mapping[str, frozenset[str]]:
        """The states that came right before or after a state."""
        pairs = {(one.id, other) for one in self.actors.values() for other in one.successors}
        states = {state for pair in pairs for state in pair}
        return {state: frozenset(one for pair in pairs if state in pair for one in pair) for state in states}

    def aliases(self, actor: str) -> tuple[str, ...]:
        """Every name under which the actor is known, in the order of the files."""
        return tuple(name for name, uses in self.uses.items() if any(use.actor == actor for use in uses))

    def holder(self, office: str, of: str, first_day: date, last_day: date) -> Actor | None:
        """Who held the office on those days; None for nobody, and for several of whom none stayed."""
        terms = self._terms.get((office, of), ())
        held = [(self.actors[person], term) for person, term in terms if term.overlaps(first_day, last_day)]
        if first_day == last_day and held:
            return max(held, key=lambda holder: holder[1].first_day)[0]
        return held[0][0] if len({person.id for person, _ in held}) == 1 else None


@cache
def load_gazetteer(folder: Path = DATA) -> Gazetteer:
    """The gazetteer of a folder of states.toml, organisations.toml and people*.toml, whichever are there."""
    actors: dict[str, Actor] = {}
    uses: dict[str, tuple[Use, ...]] = {}
    for pattern, kind, actor_of, uses_of in (
        ("states*.toml", "state", _state, _state_uses),
        ("organisations*.toml", "organisation", _body, _body_uses),
        ("people*.toml", "person", _person, _person_uses),
    ):
        for tables in _tables(folder, pattern, kind):
            actors.update((actor.id, actor) for actor in map(actor_of, tables))
            for name, use in uses_of(tables):
                if all(use.actor != other.actor for other in uses.get(name, ())):
                    uses[name] = (*uses.get(name, ()), use)
    return Gazetteer(actors, uses, _holders(actors.values()), _surnames(actors.values()))


def _tables(folder: Path, pattern: str, kind: str) -> Iterator[list[dict[str, Any]]]:
    """The tables of one file after the other: as parsed they take more memory than what is made of them."""
    for file in sorted(folder.glob(pattern)):
        yield tables_of(file.read_text(encoding="utf-8")).get(kind, [])


def _state(table: Mapping[str, Any]) -> Actor:
    successors = tuple(table.get("successors", ()))
    absent = tuple(map(date.fromisoformat, table.get("absent", ())))
    gap = (absent[0], absent[1]) if absent else None
    is_part = table.get("status") == "part"
    return Actor(table["id"], table["name"], "state", *_days(table), successors=successors, absent=gap, is_part=is_part)


def _body(table: Mapping[str, Any]) -> Actor:
    return Actor(table["id"], table["name"], table.get("kind", "organisation"), *_days(table))


def _person(table: Mapping[str, Any]) -> Actor:
    surname = table.get("surname") or table["name"].split()[-1]
    offices = tuple(Office(term["office"], term["of"], *_days(term)) for term in table.get("offices", ()))
    spellings = tuple(table.get("surnames", ()))
    weak = surname in table.get("weak", ())
    return Actor(
        table["id"], table["name"], "person", surname=surname, spellings=spellings, offices=offices, is_weak=weak
    )


def _days(table: Mapping[str, Any]) -> tuple[date, date]:
    return _day(table.get("from", ""), LONG_AGO), _last_day(table.get("until", ""))


def _day(written: str | date, absent: date) -> date:
    if isinstance(written, date):
        return written
    year, month, day = (*map(int, written.split("-")), 1, 1)[:3] if written else (absent.year, absent.month, absent.day)
    return date(year, month, day)


def _last_day(written: str | date) -> date:
    """The last day of a day, month or year; the end of time for none."""
    first = _day(written, STILL)
    if isinstance(written, date) or len(written) not in (4, 7):
        return first
    following = date(first.year + 1, 1, 1) if len(written) == 4 else (first + timedelta(days=32)).replace(day=1)
    return following - timedelta(days=1)


def _state_uses(tables: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Use]]:
    local = _local_names({table["cldr"] for table in tables if table.get("cldr")})
    for table in tables:
        yield from _named(table)
        yield from _listed(table, "demonyms", "demonym")
        yield from _listed(table, "seats", "seat")
        for name in local.get(table.get("cldr", ""), ()):
            yield name, Use(table["id"], "alias")


def _local_names(codes: Collection[str]) -> Mapping[str, Sequence[str]]:
    """What the scripts of the world call the lands of ISO 3166 codes, where Latin letters do not suffice."""
    wanted = sorted(codes)
    source = f"{babel.__version__} {' '.join(SCRIPTS)} {' '.join(wanted)}"
    names: Mapping[str, Sequence[str]] = made("local names", source, lambda: _names_in_scripts(wanted))
    return names


def _names_in_scripts(codes: Sequence[str]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {code: [] for code in codes}
    for script in SCRIPTS:
        territories = Locale.parse(script).territories
        for code in codes:
            name = territories.get(code, "")
            if name and not name.isascii():
                names[code].append(name)
        # Each locale read is kept, with all its calendars and currencies: 20 MB for some names that are needed once.
        localedata._cache.clear()
    return names


def _body_uses(tables: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Use]]:
    for table in tables:
        yield from _named(table)
        yield from _listed(table, "organs", "alias")
        yield from _listed(table, "demonyms", "demonym")
        yield from _listed(table, "seats", "seat")
        for acronym, use in _listed(table, "acronyms", "acronym"):
            yield acronym, use
            if acronym.isalpha() and acronym.isupper():
                yield "".join(letter + "." for letter in acronym), use


def _person_uses(tables: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Use]]:
    for table in tables:
        yield from _named(table)
        for name in table.get("names", ()):
            surname = name.split()[-1]
            if surname != name and len(surname) > 3 and "\u0400" <= name[0] <= "\u052f":  # as Russian papers have it
                yield from ((form, Use(table["id"], "alias")) for form in _declined(surname))
        words = table["name"].split()
        plain = " ".join(word for word in words if not (len(word) == 2 and word[1] == "."))
        if plain != table["name"] and " " in plain:
            yield plain, Use(table["id"], "alias")


def _declined(surname: str) -> tuple[str, ...]:
    """A surname in the cases of Russian: "Лавров", "Лавровым", "Зеленского"."""
    for ending, cases in _CASES.items():
        if surname.endswith(ending):
            return surname, *(surname.removesuffix(ending) + case for case in cases)
    return (surname,)


_CASES = {
    "ский": ("ского", "скому", "ским", "ском"),
    **{ending: tuple(ending + case for case in ("а", "у", "ым", "е")) for ending in ("ов", "ев", "ёв", "ин", "ын")},
}


def _named(table: Mapping[str, Any]) -> Iterator[tuple[str, Use]]:
    yield _bare(table["name"]), _use(table, table["name"], "name")
    yield from _listed(table, "names", "alias")


def _listed(table: Mapping[str, Any], key: str, how: How) -> Iterator[tuple[str, Use]]:
    for name in table.get(key, ()):
        yield _bare(name), _use(table, name, how)


def _use(table: Mapping[str, Any], name: str, how: How) -> Use:
    first, last = table.get("dated", {}).get(name, ("", ""))
    weak = table.get("weak", ())
    is_weak = name in weak
    needs_article = is_weak and _bare(name) != name and _bare(name) not in weak
    return Use(table["id"], how, is_weak, _day(first, LONG_AGO), _last_day(last), needs_article)


def _bare(name: str) -> str:
    return name[4:] if name[:4].lower() == "the " else name


def _holders(actors: Iterable[Actor]) -> dict[tuple[str, str], tuple[str, ...]]:
    holders: dict[tuple[str, str], tuple[str, ...]] = {}
    for actor in actors:
        for office in actor.offices:
            key = (office.name, office.of)
            holders[key] = (*holders.get(key, ()), actor.id)
    return holders


def _surnames(actors: Iterable[Actor]) -> dict[str, tuple[str, ...]]:
    surnames: dict[str, tuple[str, ...]] = {}
    for actor in actors:
        written = (actor.surname, *actor.spellings) if actor.kind == "person" else ()
        for surname in dict.fromkeys(form for name in written for form in (name, _without_particles(name))):
            surnames[surname] = (*surnames.get(surname, ()), actor.id)
    return surnames


def _without_particles(surname: str) -> str:
    """The word of a surname that is left after "de", "van", "bin" and their like."""
    *before, last = surname.split()
    return last if all(word.lower() in PARTICLES for word in before) else surname
