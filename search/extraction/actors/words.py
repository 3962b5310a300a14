"""The TOML lists of words -> the sets that shapes and contexts are judged by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from search.extraction.actors.gazetteer import DATA
from search.extraction.keeping import tables_of

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Role:
    """Words of a role -> the offices they may stand for; `of` is the state meant when the text names none."""

    words: str
    offices: tuple[str, ...]
    of: str = ""
    only_before_names: bool = False


@cache
def contexts() -> Mapping[str, Mapping[str, Words]]:
    """The lists of actor_contexts.toml, by section and name."""
    sections = _read("actor_contexts.toml")
    return {section: {name: _split(words) for name, words in lists.items()} for section, lists in sections.items()}


@cache
def given_names() -> Words:
    return _split(_read("given_names.toml")["names"])


@cache
def mens_names() -> Words:
    """First names that no woman bears."""
    return _split(_read("given_names.toml")["men"])


@cache
def common_words() -> Words:
    return _split(_read("common_words.toml")["words"])


@cache
def surname_words() -> Words:
    """Common words that are surnames too."""
    return _split(_read("common_words.toml")["surnames"])


@cache
def towns() -> Mapping[str, str]:
    """Towns and provinces that are no seat of government -> the id of the state they lie in, as of today."""
    return {name: state for state, names in _read("places.toml")["towns"].items() for name in _split(names)}


@cache
def places() -> Words:
    """Every name of places.toml."""
    return frozenset(towns()) | _split(_read("places.toml")["nowhere"])


@cache
def roles() -> tuple[Role, ...]:
    """Every phrase of roles.toml as a role of its own."""
    return tuple(
        Role(words, tuple(table["offices"]), table.get("of", ""), table.get("only_before_names", False))
        for table in _read("roles.toml")["role"]
        for words in table["words"]
    )


@cache
def verb_forms(section: str, name: str) -> Words:
    """The base, third person, past and participle forms of a list of verbs, regular ones by rule."""
    return frozenset(form for stem in contexts()[section][name] for form in _forms(stem))


@cache
def acting_verbs() -> Words:
    """Every form of what a government does."""
    return verb_forms("acts", "verbs") | verb_forms("acts", "verbs_inflected")


@cache
def verbs_of_persons() -> Words:
    """What follows the name of whoever does something."""
    return verb_forms("acts", "verbs") | any_of("acts", "auxiliaries", "irregular")


@cache
def any_of(section: str, *names: str) -> Words:
    """Several lists as one."""
    return frozenset[str]().union(*(contexts()[section][name] for name in names))


def _forms(stem: str) -> Iterable[str]:
    if stem.endswith("e"):
        return stem, stem + "s", stem + "d", stem[:-1] + "ing"
    if stem.endswith("y") and stem[-2:-1] not in "aeou":
        return stem, stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"
    third = stem + "es" if stem.endswith(("s", "sh", "ch", "x", "z")) else stem + "s"
    doubled = stem + stem[-1:]
    return stem, third, stem + "ed", stem + "ing", doubled + "ed", doubled + "ing"


def _read(file: str) -> Any:
    return tables_of((DATA / file).read_text(encoding="utf-8"))


def _split(words: str) -> Words:
    separator = "|" if "|" in words else None
    return frozenset(word.strip() for line in words.splitlines() for word in line.split(separator) if word.strip())
