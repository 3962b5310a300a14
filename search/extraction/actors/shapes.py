"""
A text laid out and its matches -> the names of persons and other bodies that its capitals show.

A run of capitalised words is read word by word. Words of the gazetteer, roles and common words part it; what is
left between them is a name, and the words around it say of whom.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from search.extraction.actors.automaton import Match
from search.extraction.actors.gazetteer import Use
from search.extraction.actors.kinds import Word, kind_of
from search.extraction.actors.layout import Layout
from search.extraction.actors.leads import first_names_too, speaks, stands_as_person
from search.extraction.actors.name import Name
from search.extraction.actors.runs import runs_of
from search.extraction.actors.words import Words, acting_verbs, any_of, contexts, verb_forms

_LISTED = re.compile(r"(?:, [A-Z][\w-]+)* and [A-Z]")
_PAIR = re.compile(r",? and |, ")
_LAST_LATIN_LETTER = "\u024f"
_NO_NAMES = frozenset({Word.COMMON, Word.OTHER})
_INITIALS = frozenset({Word.INITIAL})
_NUMBER = re.compile(r" \d")
_IN_NAMES = frozenset({Word.NAME, Word.GIVEN, Word.INITIAL})
_PARTING = frozenset({Word.COMMON, Word.OTHER, Word.CALENDAR})  # they begin no name, but after "Mr."
_SURNAMES = frozenset({Word.NAME, Word.GIVEN, Word.SURNAME_WORD})
_OF_PERSONS = frozenset({*_SURNAMES, Word.TITLE, Word.SUFFIX})  # a run without one of them names nobody


def find_names(layout: Layout, matches: Sequence[Match]) -> list[Name]:
    """The names of a text in order; `matches` are those of the gazetteer in the same text."""
    names = list(_find_names(layout.text, matches))
    if not layout.text.isascii() and (foreign := list(_in_other_scripts(layout.text, matches))):
        names = sorted([*names, *foreign], key=lambda name: name.start)
    names = list(map(_without_acronym, names))
    if "DOB" in layout.text or "a.k.a." in layout.text:
        names = list(_with_surnames_in_front(layout.text, names))
    return list(_with_parted(layout, names, matches)) if layout.capital_lines else names


def _without_acronym(name: Name) -> Name:
    """ "Robert Lighthizer" for "USTR Robert Lighthizer"."""
    if len(name.words) < 3 or name.kinds[0] is not Word.NAME or name.kinds[1] is not Word.GIVEN or name.uses:
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
            words, kinds = (*name.words, before.words[0].capitalize()), (*name.kinds, Word.NAME)
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
        and name.kinds[0] is Word.GIVEN
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


def _parted(text: str, name: Name, known: Mapping[int, Match]) -> Iterator[Name]:
    """A name from a line of capitals, which tell no name from another: to its verb if sure, else word by word.

    Where it begins as that of a `known` person does, it is that person's.
    """
    if name.uses:
        yield name
        return
    if name.start in known and known[name.start].end <= name.end:
        yield _name_of_match(text, known[name.start])
        return
    if len(name.words) == 1:
        yield name
        return
    if name.title or name.role or name.kinds[0] in (Word.GIVEN, Word.INITIAL):
        yield _to_verb(name)
        return
    place = name.start
    for word, kind in zip(name.words, name.kinds, strict=True):
        yield Name(place, place + len(word), (word,), (kind,), is_body=name.is_body)
        place += len(word) + 1


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


def _find_names(text: str, matches: Sequence[Match]) -> Iterator[Name]:
    at, count, done = 0, len(matches), 0
    first_names, surname_titles = first_names_too(), contexts()["persons"]["surname_titles"]
    for start, end, run in runs_of(text):
        if start < done:
            continue
        while at < count and matches[at].end <= start:
            at += 1
        inside = at
        while inside < count and matches[inside].start < end:
            inside += 1
        if inside > at and matches[inside - 1].end > end and matches[inside - 1].entry.is_person:
            yield _name_of_match(text, matches[inside - 1])
            done = matches[inside - 1].end
        elif " " in run:
            yield from _names_of_run(text, start, run, matches[at:inside])
        elif inside > at:
            if matches[at].entry.is_person or kind_of(run) is Word.GIVEN:
                yield from _Run(text, start, [run], matches[at:inside]).names()
            elif run in surname_titles and text[start - 4 : start].lower() != "the ":
                yield Name(start, end, (run,), (Word.SURNAME_WORD,))
        elif (kind := kind_of(run)) is Word.CALENDAR and run in first_names and speaks(text, start, end):
            yield Name(start, end, (run,), (Word.SURNAME_WORD,))
        elif kind in _OF_PERSONS and (name := _name_of_word(text, start, run, kind)):
            yield name


def _name_of_match(text: str, match: Match) -> Name:
    """The name of a known person that goes on in small letters: "Hussein of Jordan"."""
    words = tuple(text[match.start : match.end].split(" "))
    return Name(match.start, match.end, words, tuple(map(kind_of, words)), uses=match.entry.uses)


def _name_of_word(text: str, start: int, word: str, kind: Word) -> Name | None:
    """The name of one word that stands alone, if it may be a surname."""
    end = start + len(word)
    if kind is Word.TITLE and word in contexts()["persons"]["surname_titles"]:
        kind = Word.SURNAME_WORD
    elif kind is Word.SURNAME_WORD and not _is_surname_alone(text, start, end):
        return None
    return Name(start, end, (word,), (kind,), is_body=_is_company(text, end)) if kind in _SURNAMES else None


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


def _names_of_run(text: str, start: int, run: str, matches: Sequence[Match]) -> Sequence[Name]:
    words, end = run.split(" "), start + len(run)
    if not matches:
        kinds = tuple(map(kind_of, words))
        if _OF_PERSONS.isdisjoint(kinds):
            return ()
        if _IN_NAMES.issuperset(kinds) and first_names_too().isdisjoint(words):
            return (Name(start, end, tuple(words), kinds, is_body=_is_company(text, end)),)
    elif len(matches) == 1 and not matches[0].entry.is_person and matches[0][:2] == (start, end):
        return ()
    return _Run(text, start, words, matches).names()


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
            self._close(is_body=kind is Word.OTHER and match is None)
            self._part(word, kind, match)

    def _read(self, place: int, word: str, kind: Word, match: Match | None) -> tuple[Word, Match | None]:
        """What a word is where it stands: a month may be a first name, and any word the surname after one."""
        if word in first_names_too() and self._is_led_by(place, word):
            return Word.GIVEN, None
        if kind in _NO_NAMES and len(word) > 1 and match is None and self._follows_mister():
            return Word.SURNAME_WORD, None
        if not self._follows_first_name() or not self._is_last(place, word):
            return kind, match
        is_surname = match is None or word in contexts()["persons"]["surname_titles"]
        if kind is Word.TITLE and is_surname:
            return Word.SURNAME_WORD, None
        if kind is Word.COMMON and self._is_surname_here(place, word):
            return Word.SURNAME_WORD, match
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
        if kind is Word.TITLE and self._follows_first_name():
            return word in contexts()["persons"]["surname_titles"]
        if kind is Word.COMMON and len(self._name) == 1 and word in contexts()["persons"]["second_syllables"]:
            return self._name[0][1] in contexts()["persons"]["family_first"]
        if kind is Word.PARTICLE or kind is Word.SUFFIX:
            return bool(self._name) or (kind is Word.PARTICLE and bool(self._title or self._role))
        return kind is Word.SURNAME_WORD and self._is_ready_for_surname(word)

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
        return bool(self._name) and self._name[-1][2] in (Word.GIVEN, Word.INITIAL)

    def _takes_in(self, match: Match, kind: Word) -> bool:
        """True for the name of a place or state that is a word of a person's ("Jack London", "Lord Halifax")."""
        if " " in self._text[match.start : match.end]:
            return False
        if self._name and self._is_no_first_name(match):
            return False
        if self._name:
            return self._name[-1][2] in (Word.GIVEN, Word.INITIAL) and kind not in (Word.COMMON, Word.OTHER)
        is_town = bool(match.entry.place) or all(use.how == "seat" for use in match.entry.uses)
        return is_town and (kind is Word.GIVEN or self._title in contexts()["persons"]["honorifics"])

    def _is_no_first_name(self, match: Match) -> bool:
        """True for the letters of a list of cables ("A. ANKARA 678") and for the verb of "Will Jakarta agree?"."""
        place, word, kind = self._name[-1]
        if kind is Word.INITIAL:
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
            return last in (Word.GIVEN, Word.INITIAL) or (last is None and bool(self._title))
        return last in _IN_NAMES or (last is None and bool(self._title or self._role))

    def _part(self, word: str, kind: Word, match: Match | None) -> None:
        """Take note of a word that parts names: a title, a role, or the word of an institution."""
        if match is not None and match.entry.role:
            self._title, self._role = "", match
        elif kind is Word.TITLE and match is None:
            self._title = _title(word)
        elif kind is not Word.TITLE:
            self._title, self._role = "", None
        self._after_body = match is None and kind is Word.OTHER

    def _close(self, *, is_body: bool) -> None:
        """Take note of the name read so far, if it is one; the next begins."""
        while self._name and self._name[-1][2] is Word.PARTICLE:
            self._name.pop()
        if not self._name:
            return
        places, words, kinds = zip(*self._name, strict=True)
        self._name = []
        if _INITIALS.issuperset(kinds):
            return
        start, end = places[0], places[-1] + len(words[-1])
        uses = self._uses(start, end) if self._matches else ()
        after_body = self._after_body and not self._title and self._role is None and kinds[0] is not Word.GIVEN
        self._names.append(Name(start, end, words, kinds, self._title, self._role, uses, is_body or after_body))
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
    if not any(name.title in plural for name in names):
        return names
    shared: list[Name] = []
    for name in names:
        before = shared[-1] if shared else None
        if before and before.title in plural and not name.title and _PAIR.fullmatch(text, before.end, name.start):
            name = name._replace(title=before.title)
        shared.append(name)
    return shared
