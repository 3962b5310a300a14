"""A full name that is in no list -> the known person it misspells, if it is certain to be nobody else."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from search.extraction.actors.gazetteer import Gazetteer
from search.extraction.actors.words import given_names

LONG_ENOUGH = 6  # letters: one wrong letter in a shorter word makes another name too easily

# Letters that scribes and transliterations exchange, so that Antony is Anthony and Sergei Sergey.
_EXCHANGES = {
    "th": "t", "ph": "f", "kh": "h", "ck": "k", "ks": "x", "cz": "c", "tz": "z", "ts": "z", "sch": "sh", "w": "v",
    "iy": "i", "yi": "i", "ij": "i", "ei": "i", "ey": "i", "ie": "i", "ai": "i", "ay": "i", "y": "i", "j": "i",
    "q": "k", "ou": "u", "oo": "u", "ee": "i",
}  # fmt: skip


# The sound of the first name, the first name, the surname and the id of a known person.
_Entry = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Spellings:
    """Known persons by the sound of their surname, and by that of their first name with how the surname begins."""

    by_surname: Mapping[str, tuple[_Entry, ...]]
    by_given: Mapping[tuple[str, str], tuple[_Entry, ...]]


def misspelt(words: tuple[str, ...], spellings: Spellings) -> str | None:
    """The id of the one known person whose name differs from `words` only as a misspelling does.

    Either word may differ by letters that sound alike, or one of them, long enough and no first name of its own
    right, by a single letter; the other must agree. Two persons who fit are none.
    """
    given, surname = words[0], " ".join(words[1:])
    same_surname = spellings.by_surname.get(sound(surname), ())
    found = {person for key, known, _, person in same_surname if _is_slip(given, known, key, is_given=True)}
    if not found:
        alike = (one for begin in _beginnings(surname) for one in spellings.by_given.get((sound(given), begin), ()))
        found = {person for _, _, known, person in alike if _is_slip(surname, known, sound(known), is_given=False)}
    return next(iter(found)) if len(found) == 1 else None


def _beginnings(surname: str) -> set[str]:
    """The first letter as written and as it sounds: hundreds of known persons are called John."""
    return {surname[:1].lower(), sound(surname)[:1]}


def _is_slip(written: str, known: str, key: str, *, is_given: bool) -> bool:
    if sound(written) == key:
        return True
    if min(len(written), len(known)) < LONG_ENOUGH or (is_given and written in given_names()):
        return False
    return written[0] == known[0] and DamerauLevenshtein.distance(written.lower(), known.lower(), score_cutoff=1) <= 1


@lru_cache(maxsize=1 << 15)  # the surnames of all who share a first name are asked for again and again
def sound(name: str) -> str:
    """A name as it sounds, roughly: without accents, doubled letters and the choices of transliteration."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if letter.isalpha() or letter == " ")
    for written, spoken in _EXCHANGES.items():
        letters = letters.replace(written, spoken)
    return "".join(letter for at, letter in enumerate(letters) if at == 0 or letter != letters[at - 1])


@cache
def spellings_of(gazetteer: Gazetteer) -> Spellings:
    """The persons of a gazetteer whose names have a first name and a surname, by sound."""
    by_surname: dict[str, tuple[_Entry, ...]] = {}
    by_given: dict[tuple[str, str], tuple[_Entry, ...]] = {}
    for actor in gazetteer.actors.values():
        given, _, surname = actor.name.partition(" ")
        if actor.kind == "person" and surname and actor.name.isascii():
            entry = (sound(given), given, surname, actor.id)
            by_surname[sound(surname)] = (*by_surname.get(sound(surname), ()), entry)
            for begin in _beginnings(surname):
                by_given[sound(given), begin] = (*by_given.get((sound(given), begin), ()), entry)
    return Spellings(by_surname, by_given)
