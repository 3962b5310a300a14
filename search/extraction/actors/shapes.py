"""
A text laid out and its matches -> the names of persons and other bodies that its capitals show.

A run of capitalised words is read word by word. Words of the gazetteer, roles and common words part it; what is
left between them is a name, and the words around it say of whom.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

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
from search.extraction.actors.layout import Layout
from search.extraction.actors.leads import first_names_too, speaks, stands_as_person
from search.extraction.actors.name import Name
from search.extraction.actors.runs import runs_of
from search.extraction.actors.words import Words, acting_verbs, any_of, contexts, verb_forms

_LISTED = re.compile(r"(?:, [A-Z][\w-]+)* and [A-Z]")
_PAIR = re.compile(r",? and |, ")
_LAST_LATIN_LETTER = "\u024f"
_NO_NAMES = frozenset({COMMON, OTHER})
_INITIALS = frozenset({INITIAL})
_NUMBER = re.compile(r" \d")
_IN_NAMES = frozenset({NAME, GIVEN, INITIAL})
_PARTING = frozenset({COMMON, OTHER, CALENDAR})  # they begin no name, but after "Mr."
_SURNAMES = frozenset({NAME, GIVEN, SURNAME_WORD})
_OF_PERSONS = frozenset({*_SURNAMES, TITLE, SUFFIX})  # a run without one of them names nobody
_OF_NO_PERSON = frozenset({NAME, *_PARTING})  # what they name is somebody's only where the text says so elsewhere
_NAMING_ALONE = frozenset({*_SURNAMES, TITLE, CALENDAR})
_FIRST = frozenset({GIVEN, INITIAL})


def find_names(layout: Layout, matches: Sequence[Match]) -> list[Name]:
    """The names of a text in order; `matches` are those of the gazetteer in the same text."""
    names = _find_names(layout.text, matches)
    if not layout.text.isascii() and (foreign := list(_in_other_scripts(layout.text, matches))):
        names = sorted([*names, *foreign], key=lambda name: name.start)
    if "DOB" in layout.text or "a.k.a." in layout.text:
        names = list(_with_surnames_in_front(layout.text, names))
    return list(_with_parted(layout, names, matches)) if layout.capital_lines else names


def _without_acronym(name: Name) -> Name:
    """ "Robert Lighthizer" for "USTR Robert Lighthizer"."""
    if len(name.words) < 3 or name.kinds[0] is not NAME or name.kinds[1] is not GIVEN or name.uses:
        return name
    first = name.words[0]
    is_title = first.isalpha() and first.isupper() and first.lower() not in contexts()["persons"]["vessels"]
    if not is_title or name.is_body or any(word.isupper() and len(word) > 1 for word in name.words[1:]):
        return name
    return name._replace(start=name.start + len(first) + 1, words=name.words[1:], kinds=name.kinds[1:])


_ENTRY_GOES_ON = re.compile(r";|,? \(?(?:a\.k\.a\.|f\.k\.a\.|DOB|born)\b")


def _with_surnames_in_front(text: str, names: Iterable[Name]) -> Iterator[Name]:
    """ "Boris Romanovich Rotenberg" for "ROTENBERG, Boris Romanovich; DOB", as lists of sanctions have it."""
    before: Name | None = None
    for name in names:
        if before is not None and _is_entry(text, before, name):
            words, kinds = (*name.words, before.words[0].capitalize()), (*name.kinds, NAME)
            before = name._replace(start=before.start, words=words, kinds=kinds)
        else:
            if before is not None:
                yield before
            before = name
    if before is not None:
        yield before


def _is_entry(text: str, surname: Name, name: Name) -> bool:
    return (
        len(surname.words) == 1
        and surname.words[0].isupper()
        and name.kinds[0] is GIVEN
        and not name.uses
        and text[surname.end : name.start] == ", "
        and _ENTRY_GOES_ON.match(text, name.end) is not None
    )


def _with_parted(layout: Layout, names: Iterable[Name], matches: Iterable[Match]) -> Iterator[Name]:
    """The names, those from lines of capitals parted."""
    known = {match.start: match for match in matches if match.entry.is_person}
    for name in names:
        if layout.was_capital(name.start):
            yield from _parted(layout.text, name, known)
        else:
            yield name


def _in_other_scripts(text: str, matches: Iterable[Match]) -> Iterator[Name]:
    """The known persons whose names no Latin capital shows: "Лавров", "习近平"."""
    for match in matches:
        if match.entry.is_person and text[match.start] > _LAST_LATIN_LETTER:
            yield _name_of_match(text, match)


def _parted(text: str, name: Name, known: Mapping[int, Match]) -> Sequence[Name]:
    """A name from a line of capitals, which tell no name from another: to its verb if sure, else word by word.

    Where it begins as that of a `known` person does, it is that person's.
    """
    if name.uses:
        return (name,)
    if name.start in known and known[name.start].end <= name.end:
        return (_name_of_match(text, known[name.start]),)
    if len(name.words) == 1:
        return (name,)
    if name.title or name.role or name.kinds[0] in _FIRST:
        return (_to_verb(name),)
    places = accumulate((len(word) + 1 for word in name.words), initial=name.start)
    return [
        Name(place, place + len(word), (word,), (kind,), "", None, (), name.is_body)
        for place, word, kind in zip(places, name.words, name.kinds, strict=False)
    ]


@cache
def _verbs_after_names() -> Words:
    return acting_verbs() | any_of("acts", "auxiliaries", "irregular")


def _to_verb(name: Name) -> Name:
    """ "SECRETARY VANCE WILL SPEAK" is Secretary Vance."""
    verbs = _verbs_after_names()
    count = next((at for at, word in enumerate(name.words) if at and word.lower() in verbs), len(name.words))
    if count == len(name.words):
        return name
    end = name.start + sum(map(len, name.words[:count])) + count - 1
    return name._replace(end=end, words=name.words[:count], kinds=name.kinds[:count])


def _find_names(text: str, matches: Sequence[Match]) -> list[Name]:
    names: list[Name] = []
    at, count, done = 0, len(matches), 0
    for start, end, run in runs_of(text):
        if start < done:
            continue
        while at < count and matches[at].end <= start:
            at += 1
        if at == count or matches[at].start >= end:
            if " " in run:
                names += _names_of_run(text, start, run)
            elif (kind := kind_of(run)) in _NAMING_ALONE and (name := _name_of_word(text, start, run, kind)):
                names.append(name)
            continue
        inside = at + 1
        while inside < count and matches[inside].start < end:
            inside += 1
        if matches[inside - 1].end > end and matches[inside - 1].entry.is_person:
            names.append(_name_of_match(text, matches[inside - 1]))
            done = matches[inside - 1].end
        elif " " in run:
            names += _names_beside(text, start, run, matches[at:inside])
        else:
            names += _names_of_known_word(text, start, run, matches[at])
    return names


def _name_of_match(text: str, match: Match) -> Name:
    """The name of a known person that goes on in small letters: "Hussein of Jordan"."""
    words = tuple(text[match.start : match.end].split(" "))
    return Name(match.start, match.end, words, tuple(map(kind_of, words)), uses=match.entry.uses)


def _name_of_word(text: str, start: int, word: str, kind: Word) -> Name | None:
    """The name of one word that stands alone, if it may be a surname."""
    end = start + len(word)
    if kind is NAME or kind is GIVEN:
        return Name(start, end, (word,), (kind,), "", None, (), _is_company(text, end))
    if kind is SURNAME_WORD:
        is_surname = _is_surname_alone(text, start, end)
    elif kind is CALENDAR:
        is_surname = word in first_names_too() and speaks(text, start, end)
    else:
        is_surname = word in contexts()["persons"]["surname_titles"]
    is_body = kind is not CALENDAR and _is_company(text, end)
    return Name(start, end, (word,), (SURNAME_WORD,), is_body=is_body) if is_surname else None


def _names_of_known_word(text: str, start: int, word: str, match: Match) -> Sequence[Name]:
    """The name of one word that stands alone and is in a match."""
    if match.entry.is_person or kind_of(word) is GIVEN:
        return _Run(text, start, [word], (match,)).names()
    if word in contexts()["persons"]["surname_titles"] and text[start - 4 : start].lower() != "the ":
        return (Name(start, start + len(word), (word,), (SURNAME_WORD,)),)
    return ()


def _is_surname_alone(text: str, start: int, end: int) -> bool:
    """True for a word that is a surname too, in brackets, beside a verb of saying, in a list or inside a sentence."""
    if (text[start - 1 : start], text[end : end + 1]) == ("(", ")") or speaks(text, start, end):
        return True
    if _LISTED.match(text, end):
        return True
    words_before = text[max(0, start - 16) : start].split()
    if not words_before or text[start - 1] != " " or words_before[-1][-1] in '.!?:"':
        return False
    return words_before[-1].lower() not in contexts()["persons"]["determiners"] and not text.startswith("-", end)


def _names_of_run(text: str, start: int, run: str) -> Sequence[Name]:
    """The names of a run of several words, none of them in a match."""
    words = run.split(" ")
    kinds = tuple(map(kind_of, words))
    if _OF_PERSONS.isdisjoint(kinds):
        return ()
    if _two_things().isdisjoint(words):
        if _OF_NO_PERSON.issuperset(kinds):
            return _names_between(text, start, words, kinds)
        if _IN_NAMES.issuperset(kinds):
            end = start + len(run)
            return (_without_acronym(Name(start, end, tuple(words), kinds, "", None, (), _is_company(text, end))),)
    return _Run(text, start, words, ()).names()


def _names_beside(text: str, start: int, run: str, matches: Sequence[Match]) -> Sequence[Name]:
    """The names of a run of several words, some of them in `matches`."""
    words = run.split(" ")
    first, end = matches[0], start + len(run)
    if len(matches) == 1 and not first.entry.is_person:
        if first.start == start and first.end == end:
            return ()
        kinds = None if first.entry.role else _kinds_about(text, start, words, first)
        if kinds is not None and _OF_NO_PERSON.issuperset(kinds) and _two_things().isdisjoint(words):
            return _names_between(text, start, words, kinds)
    return _Run(text, start, words, matches).names()


def _kinds_about(text: str, start: int, words: Sequence[str], match: Match) -> Sequence[Word]:
    """The kinds of the words of a run; those in the match part names as months do, but for first names."""
    kinds = list(map(kind_of, words))
    first, last = text.count(" ", start, match.start), text.count(" ", start, match.end)
    kinds[first : last + 1] = [kind if kind is GIVEN else CALENDAR for kind in kinds[first : last + 1]]
    return kinds


def _names_between(text: str, start: int, words: Sequence[str], kinds: Sequence[Word]) -> Sequence[Name]:
    """The names of a run that shows no person by a first name or a title: its unknown words, parted by the known.

    They are an institution's if a word of institutions stands right before or after them.
    """
    names: list[Name] = []
    name: list[str] = []
    place, after_body = start, False
    for word, kind in zip(words, kinds, strict=True):
        if kind is NAME:
            name.append(word)
        else:
            if name:
                names.append(_unknown(name, place - 1, is_body=after_body or kind is OTHER))
                name = []
            after_body = kind is OTHER
        place += len(word) + 1
    if name:
        names.append(_unknown(name, place - 1, is_body=after_body or _is_company(text, place - 1)))
    return names


def _unknown(words: Sequence[str], end: int, *, is_body: bool) -> Name:
    """The name of unknown words that end at `end`."""
    start = end - sum(map(len, words)) - len(words) + 1
    return Name(start, end, tuple(words), (NAME,) * len(words), "", None, (), is_body)


@cache
def _two_things() -> Words:
    """Words that are of a name only beside some others, and then whatever their kind: "May", "Jordan", "Man"."""
    return first_names_too() | contexts()["persons"]["second_syllables"]


class _Run:
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
            if is_plain and kind in _IN_NAMES:
                self._name.append((place, word, kind))
            elif is_plain and kind in _PARTING and not (self._name or self._title):
                self._part(word, kind, None)
            else:
                self._take(place, word, kind, match)
            place += len(word) + 1
        self._close(is_body=_is_company(self._text, place - 1))
        return self._names

    def _take(self, place: int, word: str, kind: Word, match: Match | None) -> None:
        """A word that has to be looked at where it stands: the name goes on with it, or ends before it."""
        kind, match = self._read(place, word, kind, match)
        if (match is None and kind in _IN_NAMES) or self._continues(word, kind, match):
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
        if kind_of(surname) not in _SURNAMES or surname in contexts()["persons"]["other_names"]:
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
        return bool(self._name) and self._name[-1][2] in _FIRST

    def _takes_in(self, match: Match, kind: Word) -> bool:
        """True for the name of a place or state that is a word of a person's ("Jack London", "Lord Halifax")."""
        if " " in self._text[match.start : match.end]:
            return False
        if self._name and self._is_no_first_name(match):
            return False
        if self._name:
            return self._name[-1][2] in _FIRST and kind not in (COMMON, OTHER)
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
            return last in _FIRST or (last is None and bool(self._title))
        return last in _IN_NAMES or (last is None and bool(self._title or self._role))

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
        self._names.append(_without_acronym(name))
        self._title, self._role = "", None

    def _uses(self, start: int, end: int) -> tuple[Use, ...]:
        exact = (m for m in self._matches if (m.start, m.end) == (start, end) and m.entry.is_person)
        return next((match.entry.uses for match in exact), ())


def _title(word: str) -> str:
    """A title without its full stop; that of the speaker in a transcript in small letters: "MR. BOUCHER:"."""
    bare = word.rstrip(".")
    return bare.capitalize() if bare in contexts()["persons"]["misters_in_capitals"] else bare


def _is_company(text: str, end: int) -> bool:
    """True when what follows a name says that it is a firm's: a ticker, an ampersand, a form of company."""
    return text.startswith((" <", " & ", " and Co", " and Sons", " plc", " AG", "'s Inc"), end)


def with_shared_titles(text: str, names: Sequence[Name]) -> Sequence[Name]:
    """The names, a plural title given to the second of a pair too: "Presidents Bush and Putin"."""
    plural = contexts()["persons"]["plural_titles"]
    if plural.isdisjoint([name.title for name in names]):
        return names
    shared: list[Name] = []
    for name in names:
        before = shared[-1] if shared else None
        if before and before.title in plural and not name.title and _PAIR.fullmatch(text, before.end, name.start):
            name = name._replace(title=before.title)
        shared.append(name)
    return shared
