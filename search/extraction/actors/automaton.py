"""A text laid out -> the names and roles of the gazetteer in it, longest first come."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from ahocorasick import STORE_LENGTH, Automaton

from search.extraction.actors.gazetteer import Gazetteer, Use, load_gazetteer
from search.extraction.actors.words import Role, places, roles, towns
from search.extraction.exchanging import spaced

_SMALL_WORDS = frozenset({"of", "the", "for", "and", "in", "to"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a stretch of text may be: a name of actors, a role, or a place, with the id of its state or "nowhere"."""

    uses: tuple[Use, ...] = ()
    role: Role | None = None
    is_person: bool = False
    place: str = ""


class Match(NamedTuple):
    """An entry found in a text."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """A gazetteer made ready to be looked for in one pass.

    The automata hold the names with a space for everything that is neither letter nor digit, and one before and
    after, so that they look for names at the heads of words only; `entries` knows the names as written. Names with
    letters beyond ASCII stand apart: `foreign` is asked only about what is as close to such a letter as the
    `longest` of them goes, and `unspaced` is of the scripts that write words without spaces between, so that its names
    stand in it without spaces around.
    """

    gazetteer: Gazetteer
    entries: Mapping[str, Entry]
    plain: Automaton
    foreign: Automaton
    unspaced: Automaton
    longest: int
    acronyms: frozenset[str]

    def is_town(self, word: str) -> bool:
        """True for the name of a town or a seat of government, and of no state."""
        entry = self.entries.get(word)
        return entry is not None and not entry.is_person and all(use.how == "seat" for use in entry.uses)

    def find(self, text: str) -> list[Match]:
        """Whole-word matches in order, none overlapping: the leftmost, and of those that start together the longest."""
        matches: list[Match] = []
        done, entries = 0, self.entries
        for start, minus_end in sorted(self._candidates(text)):
            if start >= done and (entry := entries.get(text[start:-minus_end])):
                done = -minus_end
                matches.append(Match(start, done, entry))
        return matches

    def _candidates(self, text: str) -> list[tuple[int, int]]:
        """Start and negative end of whatever may be an entry."""
        words = f" {spaced(text)} "
        found = [(last - padded + 1, 1 - last) for last, padded in _found(self.plain, words)]
        if words.isascii():  # dashes and quotation marks are spaces by now
            return found
        for begin, stretch in _stretches(words, self.longest):
            found += [(begin + last - padded + 1, 1 - begin - last) for last, padded in _found(self.foreign, stretch)]
            found += [(begin + last - length, -begin - last) for last, length in _found(self.unspaced, stretch)]
        return found


def _found(automaton: Automaton, words: str) -> Iterable[tuple[int, int]]:
    """The last character and the length of every name."""
    return automaton.iter(words) if len(automaton) else ()


def _stretches(words: str, longest: int) -> Iterator[tuple[int, str]]:
    """Where names with a letter beyond ASCII may stand: so many characters around such letters."""
    for near in _stretch(longest).finditer(words):
        begin = max(0, near.start() - longest)
        yield begin, words[begin : near.end() + longest]  # the automaton looks at all it is given, whatever its bounds


@cache
def _stretch(longest: int) -> re.Pattern[str]:
    """Letters beyond ASCII with no more than that between them."""
    return re.compile(rf"[^\x00-\x7f]+(?:[\x00-\x7f]{{1,{longest}}}[^\x00-\x7f]+)*")


@cache
def load_matcher(gazetteer: Gazetteer | None = None) -> Matcher:
    """The matcher of a gazetteer, by default the one that comes with the product."""
    gazetteer = gazetteer or load_gazetteer()
    entries = {
        name: Entry(uses, is_person=gazetteer.actors[uses[0].actor].kind == "person")
        for name, uses in gazetteer.uses.items()
    }
    for role in roles():
        for words in _as_written(role.words):
            entries.setdefault(words, Entry(role=role))
    for place in places():
        known = entries.get(place, Entry())
        entries[place] = replace(known, place=towns().get(place, "nowhere"))
    names = {spaced(name) for name in entries}
    plain = _automaton(f" {name} " for name in names if name.isascii())
    foreign = _automaton(f" {name} " for name in names if not name.isascii() and _is_spaced(name))
    unspaced = _automaton(name for name in names if not _is_spaced(name))
    longest = max([len(name) + 2 for name in names if not name.isascii()], default=2)
    return Matcher(gazetteer, entries, plain, foreign, unspaced, longest, _acronyms(gazetteer))


# An automaton tries the letters that may follow in the order in which they were added; at the head of a word there are
# a hundred. These begin most words of English, the most frequent last.
_HEADS = "zxqkjyvugnlerdmfhpbcwsioat"


def _automaton(names: Iterable[str]) -> Automaton:
    automaton = Automaton(STORE_LENGTH)
    for name in sorted(names, key=lambda name: _HEADS.find(name.strip()[0]), reverse=True):
        automaton.add_word(name)
    automaton.make_automaton()
    return automaton


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
