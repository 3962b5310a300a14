"""topics.toml -> a Taxonomy: groups, topics and the phrases that speak for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from search.extraction.keeping import tables_of

WEIGHTS: Mapping[str, float] = {"strong": 0.95, "good": 0.38, "fair": 0.16, "weak": 0.08, "against": -0.45}
EXCLUSIONS = "not"
LEVELS = (*WEIGHTS, EXCLUSIONS)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as written, and its weight: below zero it speaks against the topic; 0.0 unsays what it covers."""

    written: str
    weight: float


@dataclass(frozen=True, slots=True)
class Topic:
    """What documents can be about, with the phrases that say so; `threshold` is the score that suffices."""

    id: str
    name: str
    group: str
    phrases: tuple[Phrase, ...]
    threshold: float = 1.0


@dataclass(frozen=True)
class Taxonomy:
    """Topics by id, and the names of their groups by id."""

    groups: Mapping[str, str]
    topics: Mapping[str, Topic]


@cache
def standard_taxonomy() -> Taxonomy:
    """The taxonomy that comes with the product, read once."""
    source = (files("search.extraction") / "data" / "topics.toml").read_text(encoding="utf-8")
    return taxonomy_from(tables_of(source))


def taxonomy_from(tables: Mapping[str, Mapping[str, object]]) -> Taxonomy:
    """The taxonomy written in the tables `groups` and `topics` of a TOML file."""
    groups = {id: str(name) for id, name in tables["groups"].items()}
    topics = {id: _topic(id, entry) for id, entry in tables["topics"].items() if isinstance(entry, dict)}
    return Taxonomy(groups, topics)


def _topic(id: str, entry: Mapping[str, object]) -> Topic:
    return Topic(
        id=id,
        name=str(entry["name"]),
        group=str(entry["group"]),
        phrases=tuple(phrases_from(entry)),
        threshold=float(str(entry.get("threshold", 1.0))),
    )


def phrases_from(entry: Mapping[str, object]) -> Iterator[Phrase]:
    """The phrases listed under `strong`, `fair`, `weak` and `not`."""
    for level, weight in {**WEIGHTS, EXCLUSIONS: 0.0}.items():
        listed = entry.get(level, ())
        if isinstance(listed, list):
            yield from (Phrase(str(written), weight) for written in listed)
