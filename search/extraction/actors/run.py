"""
One run of capitalised words, read word by word -> the names in it.

Words of the gazetteer, roles and common words part it; what is left between them is a name, and the words around it say
of whom.
"""

import re
from collections.abc import Sequence

from search.extraction.actors.automaton import Match
from search.extraction.actors.gazetteer import Use
from search.extraction.actors.kinds import (
    CALENDAR,
    COMMON,
    GIVEN,
    INITIAL,
    NAME,
    OTHER,
    PARTICLE,
    SUFFIX,
    SURNAME_WORD,
    TITLE,
    Word,
    kind_of,
)
from search.extraction.actors.leads import first_names_too, stands_as_person
from search.extraction.actors.name import Name
from search.extraction.actors.words import contexts, verb_forms

_NO_NAMES = frozenset({COMMON, OTHER})
_INITIALS = frozenset({INITIAL})
_NUMBER = re.compile(r" \d")
SURNAMES = frozenset({NAME, GIVEN, SURNAME_WORD})
FIRST = frozenset({GIVEN, INITIAL})
IN_NAMES = frozenset({NAME, *FIRST})
PARTING = frozenset({COMMON, OTHER, CALENDAR})  # they begin no name, but after "Mr."


class Run:
    """One run of capitalised words being read from left to right."""

    def __init__(self, text: str, start: int, words: list[str], matches: Sequence[Match]) -> None:
        self._text = text
        self._start = start
        self._words = words
        self._end = start + sum(map(len, words)) + len(words) - 1
        self._matches = matches
        self._title = ""
        self._role: Match | None = None
        self._after_body = False
        self._name: list[tuple[int, str, Word]] = []
        self._names: list[Name] = []

    def names(self) -> Sequence[Name]:
        place, first_names = self._start, first_names_too()
        for word in self._words:
            kind = kind_of(word)
            match = self._match_at(place, place + len(word)) if self._matches else None
            is_plain = match is None and word not in first_names
            if is_plain and kind in IN_NAMES:
                self._name.append((place, word, kind))
            elif is_plain and kind in PARTING and not (self._name or self._title):
                self._part(word, kind, None)
            else:
                self._take(place, word, kind, match)
            place += len(word) + 1
        self._close(is_body=is_company(self._text, place - 1))
        return self._names

    def _take(self, place: int, word: str, kind: Word, match: Match | None) -> None:
        """A word that has to be looked at where it stands: the name goes on with it, or ends before it."""
        kind, match = self._read(place, word, kind, match)
        if (match is None and kind in IN_NAMES) or self._continues(word, kind, match):
            self._name.append((place, word, kind))
        else:
            self._close(is_body=kind is OTHER and match is None)
            self._part(word, kind, match)

    def _read(self, place: int, word: str, kind: Word, match: Match | None) -> tuple[Word, Match | None]:
        """What a word is where it stands: a month may be a first name, and any word the surname after one."""
        if word in first_names_too() and self._is_led_by(place, word):
            return GIVEN, None
        if kind in _NO_NAMES and len(word) > 1 and match is None and self._follows_mister():
            return SURNAME_WORD, None
        if not self._follows_first_name() or not self._is_last(place, word):
            return kind, match
        is_surname = match is None or word in contexts()["persons"]["surname_titles"]
        if kind is TITLE and is_surname:
            return SURNAME_WORD, None
        if kind is COMMON and self._is_surname_here(place, word):
            return SURNAME_WORD, match
        return kind, match

    def _is_led_by(self, place: int, word: str) -> bool:
        """True for a month or place that is the first of two words, the second of them a surname's."""
        surname, surname_start = self._words[-1], place + len(word) + 1
        if surname_start + len(surname) != self._end or self._name:
            return False
        if kind_of(surname) not in SURNAMES or surname in contexts()["persons"]["other_names"]:
            return False
        second = self._match_at(surname_start, self._end)
        if second is not None and not second.entry.is_person:
            return False
        return bool(self._title) or (place == self._start and stands_as_person(self._text, place, self._end))

    def _match_at(self, start: int, end: int) -> Match | None:
        for match in self._matches:
            if match.start < end and start < match.end:
                return match
        return None

    def _continues(self, word: str, kind: Word, match: Match | None) -> bool:
        """True when the word belongs to the name being read, or begins one."""
        if match is not None and not match.entry.is_person:
            return not match.entry.role and self._takes_in(match, kind)
        if match is not None:
            return True
        if kind is TITLE and self._follows_first_name():
            return word in contexts()["persons"]["surname_titles"]
        if kind is COMMON and len(self._name) == 1 and word in contexts()["persons"]["second_syllables"]:
            return self._name[0][1] in contexts()["persons"]["family_first"]
        if kind is PARTICLE or kind is SUFFIX:
            return bool(self._name) or (kind is PARTICLE and bool(self._title or self._role))
        return kind is SURNAME_WORD and self._is_ready_for_surname(word)

    def _follows_mister(self) -> bool:
        """True right after "Mr." and its like, which stand before names only: "Mr. Begin", "Mme. Neige"."""
        return not self._name and self._title in contexts()["persons"]["misters"]

    def _is_last(self, place: int, word: str) -> bool:
        """True for the last word of the run, where a title is none: "Peter Singer"."""
        return word is self._words[-1] and place + len(word) == self._end

    def _is_surname_here(self, place: int, word: str) -> bool:
        """True for an ordinary word after a first name that heads a clause or an apposition: "Stephen Case, who"."""
        if word.lower() in verb_forms("acts", "verbs"):
            return False
        return stands_as_person(self._text, self._name[0][0], place + len(word))

    def _follows_first_name(self) -> bool:
        return bool(self._name) and self._name[-1][2] in FIRST

    def _takes_in(self, match: Match, kind: Word) -> bool:
        """True for the name of a place or state that is a word of a person's ("Jack London", "Lord Halifax")."""
        if " " in self._text[match.start : match.end]:
            return False
        if self._name and self._is_no_first_name(match):
            return False
        if self._name:
            return self._name[-1][2] in FIRST and kind not in (COMMON, OTHER)
        is_town = bool(match.entry.place) or all(use.how == "seat" for use in match.entry.uses)
        return is_town and (kind is GIVEN or self._title in contexts()["persons"]["honorifics"])

    def _is_no_first_name(self, match: Match) -> bool:
        """True for the letters of a list of cables ("A. ANKARA 678") and for the verb of "Will Jakarta agree?"."""
        place, word, kind = self._name[-1]
        if kind is INITIAL:
            return _NUMBER.match(self._text, match.end) is not None
        return (
            word == "Will"
            and len(self._name) == 1
            and self._text[max(0, place - 3) : place].rstrip(" ")[-1:] in ("", *".!?\n")
        )

    def _is_ready_for_surname(self, word: str) -> bool:
        """True after what a surname follows; one that may be an institution's word only after a first name."""
        last = self._name[-1][2] if self._name else None
        if word in contexts()["persons"]["other_names"]:
            return last in FIRST or (last is None and bool(self._title))
        return last in IN_NAMES or (last is None and bool(self._title or self._role))

    def _part(self, word: str, kind: Word, match: Match | None) -> None:
        """Take note of a word that parts names: a title, a role, or the word of an institution."""
        if match is not None and match.entry.role:
            self._title, self._role = "", match
        elif kind is TITLE and match is None:
            self._title = _title(word)
        elif kind is not TITLE:
            self._title, self._role = "", None
        self._after_body = match is None and kind is OTHER

    def _close(self, *, is_body: bool) -> None:
        """Take note of the name read so far, if it is one; the next begins."""
        while self._name and self._name[-1][2] is PARTICLE:
            self._name.pop()
        if not self._name:
            return
        places, words, kinds = zip(*self._name, strict=True)
        self._name = []
        if _INITIALS.issuperset(kinds):
            return
        start, end = places[0], places[-1] + len(words[-1])
        uses = self._uses(start, end) if self._matches else ()
        after_body = self._after_body and not self._title and self._role is None and kinds[0] is not GIVEN
        name = Name(start, end, words, kinds, self._title, self._role, uses, is_body or after_body)
        self._names.append(without_acronym(name))
        self._title, self._role = "", None

    def _uses(self, start: int, end: int) -> tuple[Use, ...]:
        exact = (m for m in self._matches if (m.start, m.end) == (start, end) and m.entry.is_person)
        return next((match.entry.uses for match in exact), ())


def _title(word: str) -> str:
    """A title without its full stop; that of the speaker in a transcript in small letters: "MR. BOUCHER:"."""
    bare = word.rstrip(".")
    return bare.capitalize() if bare in contexts()["persons"]["misters_in_capitals"] else bare


def without_acronym(name: Name) -> Name:
    """ "Robert Lighthizer" for "USTR Robert Lighthizer"."""
    if len(name.words) < 3 or name.kinds[0] is not NAME or name.kinds[1] is not GIVEN or name.uses:
        return name
    first = name.words[0]
    is_title = first.isalpha() and first.isupper() and first.lower() not in contexts()["persons"]["vessels"]
    if not is_title or name.is_body or any(word.isupper() and len(word) > 1 for word in name.words[1:]):
        return name
    return name._replace(start=name.start + len(first) + 1, words=name.words[1:], kinds=name.kinds[1:])


def is_company(text: str, end: int) -> bool:
    """True when what follows a name says that it is a firm's: a ticker, an ampersand, a form of company."""
    return text.startswith((" <", " & ", " and Co", " and Sons", " plc", " AG", "'s Inc"), end)


def name_of_match(text: str, match: Match) -> Name:
    """The name of a known person that goes on in small letters: "Hussein of Jordan"."""
    words = tuple(text[match.start : match.end].split(" "))
    return Name(match.start, match.end, words, tuple(map(kind_of, words)), uses=match.entry.uses)
