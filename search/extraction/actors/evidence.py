"""A capitalised name and the words around it -> how surely it is a person's."""

import re
from enum import IntEnum
from functools import cache, lru_cache

from search.extraction.actors.kinds import GIVEN, INITIAL, NAME, PARTICLE
from search.extraction.actors.name import Name
from search.extraction.actors.surroundings import Surroundings, surroundings
from search.extraction.actors.words import Words, contexts, places, verb_forms, verbs_of_persons

_PARTICLES_OF_PERSONS = frozenset({"von", "van", "bin", "ibn"})
_AHEAD_OF_PERSONS = frozenset({"(", "\n"})
_NOTHING_MORE = re.compile(r"[ .\n]*\Z")


class Strength(IntEnum):
    """What a name is worth by itself; the rest of the document decides on the middle ones."""

    NOT_A_PERSON = 0
    SURNAME = 1
    POSSIBLE = 2
    PERSON = 3


NOT_A_PERSON, SURNAME, POSSIBLE, PERSON = Strength


def strength(text: str, name: Name) -> Strength:
    """How surely the name is a person's, from its words and their surroundings."""
    before = text[name.start - 1 : name.start]
    if before == "<" or (name.is_body and not name.uses):  # "<Banque du Batiment>": a firm of a wire
        return NOT_A_PERSON
    if _is_of_thing(text, name) or (before == " " and _is_of_ship(text, name)):
        return NOT_A_PERSON
    if name.uses:
        return PERSON
    if name.text in places():
        return NOT_A_PERSON
    if name.title or (name.role and _names_holder(text, name)):
        return PERSON
    if before in _AHEAD_OF_PERSONS and _is_person_in_place(text, name):
        return PERSON
    core = name.core
    if len(core) > 1:
        return _strength_of_full_name(text, name)
    if _has_surname_ending(name) and _speaks(surroundings(text, name.start, name.end)):
        return PERSON
    return SURNAME if core else NOT_A_PERSON


def may_be_person(text: str, name: Name) -> bool:
    """False for one bare word that nothing about it makes a person, however it is called elsewhere."""
    if len(name.words) > 1 or name.title or name.role or name.uses:
        return True
    if name.kinds[0] is NAME and _ends_as_surname(name.words[0]):
        return True
    return text[name.start - 1 : name.start] in _AHEAD_OF_PERSONS and _is_person_in_place(text, name)


def _is_of_thing(text: str, name: Name) -> bool:
    """True for a name that a thing bears: "Charles de Gaulle airport"."""
    following = text[name.end : name.end + 14]
    return following[:1] == " " and following.split(" ", 2)[1].rstrip(".,;").lower() in _named_things()


def _is_of_ship(text: str, name: Name) -> bool:
    """True for a name that a vessel bears: "the liner Maxim Gorky", "aboard the USS Roosevelt"."""
    if name.title or name.role:
        return False
    words_before = text[max(0, name.start - 14) : name.start].split()
    return bool(words_before) and words_before[-1].lower() in contexts()["persons"]["vessels"]


def _named_things() -> Words:
    return contexts()["persons"]["named_things"]


def _names_holder(text: str, name: Name) -> bool:
    """False for a role that only happens to stand before a capital ("Minister. Lavrov")."""
    return name.role is not None and text[name.role.end : name.start] == " "


def _is_person_in_place(text: str, name: Name) -> bool:
    """True for a name after a bracket if an office stands before that, and for one at the head of a line that signs."""
    return _is_office_holder(text, name) if text[name.start - 1] == "(" else _signs(text, name)


def _is_office_holder(text: str, name: Name) -> bool:
    """True for a name in brackets after an office: "the Consul at Geneva (Gilbert)"."""
    if text[name.end : name.end + 1] != ")" or name.text.isupper():
        return False
    words = text[max(0, name.start - 70) : name.start - 1].rpartition("\n")[2].lower().split()
    if words and words[-1][-1].isdigit():  # the session of a resolution
        return False
    return any(word.strip(",.") in contexts()["persons"]["nouns"] for word in words)


def _signs(text: str, name: Name) -> bool:
    """True for a name at the head of a line that is the whole last line of a text, its signature."""
    return _NOTHING_MORE.match(text, name.end) is not None


def _strength_of_full_name(text: str, name: Name) -> Strength:
    if name.kinds[0] is GIVEN:
        return PERSON
    if _has_acronym(name):
        return NOT_A_PERSON
    if INITIAL in name.kinds[:-1] or PARTICLE in name.kinds:
        return PERSON
    return _strength_in_place(name, surroundings(text, name.start, name.end))


def _strength_in_place(name: Name, around: Surroundings) -> Strength:
    """How surely a full name is a person's by the words around it, and by its own shape where they say nothing."""
    if _speaks(around) or _is_described(around) or _is_family_first(name) or around.previous in _PARTICLES_OF_PERSONS:
        return PERSON
    if around.previous in contexts()["place"]["prepositions"] and around.touching_before == " ":
        return NOT_A_PERSON if around.previous != "of" else POSSIBLE
    return PERSON if _has_surname_ending(name) or _is_listed(name, around) else POSSIBLE


def _has_acronym(name: Name) -> bool:
    """True for "CNN Turk"; "ZHOU Enlai" begins with a surname, and "GEORGE BROWN" is all in capitals."""
    first = name.words[0]
    is_acronym = len(first) > 2 and first.isalpha() and first.isupper() and not all(map(str.isupper, name.words))
    return is_acronym and not _is_family_first(name, first.capitalize())


def _is_listed(name: Name, around: Surroundings) -> bool:
    """True for two words after "by" or between commas, where persons are enumerated or put in apposition.

    Of such names in politics, in encyclopaedias and in news nine in ten are persons', elsewhere six.
    """
    if len(name.words) != 2 or any(word.isupper() for word in name.words) or around.touching_before != " ":
        return False
    if around.previous == "by":
        return True
    return around.touching_after in (",", ".") and (around.previous.endswith(",") or around.previous == "and")


def _is_family_first(name: Name, first: str = "") -> bool:
    """True for the shape of names of East Asia: "Chou En-lai", "Kim Yong-nam"."""
    return (first or name.words[0]) in contexts()["persons"]["family_first"] and (
        len(name.words) == 2 or "-" in name.words[1]
    )


def _speaks(around: Surroundings) -> bool:
    """True beside a verb of saying: "Petrov told", "said Petrov"."""
    verbs = contexts()["persons"]["verbs"]
    return around.next in verbs or (around.touching_before == " " and around.previous in verbs)


def _is_described(around: Surroundings) -> bool:
    """True after "lawyer", before ", a lawyer" or ", who" or ", 45"."""
    nouns = contexts()["persons"]["nouns"]
    if around.touching_before == " " and around.previous in nouns:
        return True
    if around.touching_after != ",":
        return False
    after = [word.lower().rstrip(",.") for word in around.after[1:5]]
    if not after:
        return False
    return (
        after[0] in ("who", "whose")
        or after[0] in nouns
        or (after[0].isdigit() and len(after[0]) < 3)
        or (after[0] in ("a", "an", "the", "chief", "former", "head") and any(word in nouns for word in after[1:]))
    )


def _has_surname_ending(name: Name) -> bool:
    return name.kinds[-1] is NAME and _ends_as_surname(name.words[-1])


@lru_cache(maxsize=20_000)
def _ends_as_surname(word: str) -> bool:
    return len(word) > 5 and word.endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(contexts()["persons"]["surname_endings"])


def is_spoken_of(text: str, name: Name) -> bool:
    """True for a bare surname in the place of a person: one who says or does, is told or met."""
    around = surroundings(text, name.start, name.end)
    if _speaks(around) or around.next in verbs_of_persons():
        return True
    is_object = around.previous in verb_forms("addressed", "verbs") or around.previous in contexts()["persons"]["met"]
    return is_object and around.touching_before == " "
