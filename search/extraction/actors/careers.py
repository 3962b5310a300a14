"""The TOML files of names, and the actors of a collection -> what is known of them: offices, days, successors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from search.extraction.actors.gazetteer import DATA
from search.extraction.keeping import tables_of
from search.offices import Offices, Term

# Words that are not written as they stand in the id of an office.
_WRITTEN = {
    **{word: word.upper() for word in ("cia", "eu", "fbi", "kgb", "un")},
    **{word: word.title() for word in ("brexit", "duma", "fed", "house", "ireland", "kosovo", "kremlin", "new")},
    **{word: word.title() for word in ("northern", "philippines", "white", "york")},
}
_PLACES = (
    "ambassador-to-",
    "charge-to-",
    "consul-at-",
    "consul-general-at-",
    "high-commissioner-to-",
    "commissioner-to-",
)
_WITH_ARTICLE = frozenset(
    ["Empire", "Federation", "Islands", "Kingdom", "Netherlands", "Philippines", "Republic", "States", "UN", "Union"]
)

Table = Mapping[str, Any]


def careers(actors: AbstractSet[str], merged: Mapping[str, str], folder: Path = DATA) -> Offices:
    """What the files know of these actors; `merged` maps actors to those that the collection takes them for."""
    people, states, bodies = (_tables(folder, kind) for kind in ("person", "state", "organisation"))
    names = {table["id"]: table["name"] for table in (*people, *states, *bodies)}
    terms = sorted(_terms(people, actors, merged, names), key=lambda term: (term.since, term.until, term.person))
    succession = tuple(
        (merged.get(table["id"], table["id"]), merged.get(later, later))
        for table in (*states, *bodies)
        for later in table.get("successors", ())
    )
    kept = tuple(pair for pair in succession if pair[0] != pair[1] and not actors.isdisjoint(pair))
    spoken_of = {actor for pair in kept for actor in pair} | {
        actor for term in terms for actor in (term.person, term.of)
    }
    return Offices(
        terms=tuple(terms),
        days={table["id"]: _days(table) for table in (*states, *bodies) if table["id"] in actors and any(_days(table))},
        succession=kept,
        names={actor: names[actor] for actor in sorted(spoken_of) if actor in names},
    )


def _terms(
    people: Iterable[Table], actors: AbstractSet[str], merged: Mapping[str, str], names: Mapping[str, str]
) -> list[Term]:
    return [
        Term(
            merged.get(table["id"], table["id"]),
            office_in_words(term["office"], names),
            merged.get(term["of"], term["of"]),
            *_days(term),
        )
        for table in people
        if merged.get(table["id"], table["id"]) in actors
        for term in table.get("offices", ())
    ]


def office_in_words(office: str, names: Mapping[str, str]) -> str:
    """The id of an office as it is read: "foreign-minister" is “Foreign minister”."""
    for post in _PLACES:
        if office.startswith(post):
            place = office.removeprefix(post)
            return f"{_words(post.strip('-'))} {_place_in_words(place, names)}"
    return _words(office)


def _words(office: str) -> str:
    first, *others = (_WRITTEN.get(word, word) for word in office.split("-"))
    return " ".join([first[:1].upper() + first[1:], *others])


def _place_in_words(place: str, names: Mapping[str, str]) -> str:
    name = names.get(place) or " ".join(_WRITTEN.get(word, word.title()) for word in place.split("-"))
    needs_article = not _WITH_ARTICLE.isdisjoint(name.split()) and not name.startswith("the ")
    return f"the {name}" if needs_article else name


def _days(table: Table) -> tuple[str, str]:
    return str(table.get("from", "")), str(table.get("until", ""))


def _tables(folder: Path, kind: str) -> list[Table]:
    plural = {"person": "people"}.get(kind, f"{kind}s")
    files = sorted(folder.glob(f"{plural}*.toml"))
    return [table for file in files for table in tables_of(file.read_text(encoding="utf-8")).get(kind, [])]
