"""A text laid out -> the names and roles of the gazetteer in it, longest first come."""

from dataclasses import dataclass
from functools import cache

from ahocorasick import Automaton

from search.extraction.actors.gazetteer import Gazetteer, Use, load_gazetteer
from search.extraction.actors.words import Role, places, roles, towns

_SMALL_WORDS = frozenset({"of", "the", "for", "and", "in", "to"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a stretch of text may be: a name of actors, a role, or a place, with the id of its state or "nowhere"."""

    uses: tuple[Use, ...] = ()
    role: Role | None = None
    is_person: bool = False
    place: str = ""
    is_spaced: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a text."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Matcher:
    """A gazetteer made ready to be looked for in one pass."""

    gazetteer: Gazetteer
    automaton: Automaton
    acronyms: frozenset[str]

    def is_acronym(self, word: str) -> bool:
        """True for a word that stays in capitals where everything else is set in small letters."""
        return word.strip(".") in self.acronyms or word in self.acronyms

    def find(self, text: str) -> list[Match]:
        """Whole-word matches in order, none overlapping: the leftmost, and of those that start together the longest."""
        found: list[tuple[int, int, Entry]] = []
        for last, (length, entry) in self.automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if not entry.is_spaced or (_is_edge(text, start - 1) and _is_edge(text, end)):
                found.append((start, -end, entry))
        found.sort(key=lambda match: match[:2])
        matches: list[Match] = []
        done = 0
        for start, minus_end, entry in found:
            if start >= done:
                done = -minus_end
                matches.append(Match(start, done, entry))
        return matches


def _is_edge(text: str, at: int) -> bool:
    return not 0 <= at < len(text) or not (text[at].isalnum() or text[at] == "_")


@cache
def load_matcher(gazetteer: Gazetteer | None = None) -> Matcher:
    """The matcher of a gazetteer, by default the one that comes with the product."""
    gazetteer = gazetteer or load_gazetteer()
    entries = {
        name: Entry(uses, is_person=gazetteer.actors[uses[0].actor].kind == "person", is_spaced=_is_spaced(name))
        for name, uses in gazetteer.uses.items()
    }
    for role in roles():
        for words in _as_written(role.words):
            entries.setdefault(words, Entry(role=role))
    for place in places():
        entries.setdefault(place, Entry(place=towns().get(place, "nowhere")))
    automaton = Automaton()
    for words, entry in entries.items():
        automaton.add_word(words, (len(words), entry))
    automaton.make_automaton()
    return Matcher(gazetteer, automaton, _acronyms(gazetteer))


def _is_spaced(name: str) -> bool:
    """False for the scripts that write words without spaces between."""
    return not any("\u3040" <= letter <= "\u9fff" for letter in name)


def _as_written(words: str) -> set[str]:
    """A role in small letters, with a capital at its head, and with capitals throughout."""
    titled = " ".join(word if word in _SMALL_WORDS else word[:1].upper() + word[1:] for word in words.split(" "))
    hyphened = "-".join(part[:1].upper() + part[1:] for part in titled.split("-")) if "-" in titled else titled
    return {words, words[:1].upper() + words[1:], titled, hyphened}


def _acronyms(gazetteer: Gazetteer) -> frozenset[str]:
    return frozenset(
        form
        for name, uses in gazetteer.uses.items()
        if name.isupper() and " " not in name and any(not use.is_weak for use in uses)
        for form in (name, name.strip("."))
    ) - {"US"}
