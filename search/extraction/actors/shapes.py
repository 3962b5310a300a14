"""
A text laid out and its matches -> the names of persons and other bodies that its capitals show.

Most runs of capitalised words show no person by a first name or a title, and are read by a simple rule; the others are
read word by word.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from search.extraction.actors.automaton import Match
from search.extraction.actors.capitals import with_parted
from search.extraction.actors.kinds import (
    CALENDAR,
    GIVEN,
    NAME,
    OTHER,
    SUFFIX,
    SURNAME_WORD,
    TITLE,
    Word,
    kind_of,
)
from search.extraction.actors.layout import Layout
from search.extraction.actors.leads import first_names_too, speaks
from search.extraction.actors.name import Name
from search.extraction.actors.neighbours import with_surnames_in_front
from search.extraction.actors.run import IN_NAMES, PARTING, SURNAMES, Run, is_company, name_of_match, without_acronym
from search.extraction.actors.runs import runs_of
from search.extraction.actors.words import Words, contexts

_LISTED = re.compile(r"(?:, [A-Z][\w-]+)* and [A-Z]")
_LAST_LATIN_LETTER = "\u024f"
_OF_PERSONS = frozenset({*SURNAMES, TITLE, SUFFIX})  # a run without one of them names nobody
_OF_NO_PERSON = frozenset({NAME, *PARTING})  # what they name is somebody's only where the text says so elsewhere
_NAMING_ALONE = frozenset({*SURNAMES, TITLE, CALENDAR})


def find_names(layout: Layout, matches: Sequence[Match]) -> list[Name]:
    """The names of a text in order; `matches` are those of the gazetteer in the same text."""
    names = _find_names(layout.text, matches)
    if not layout.text.isascii() and (foreign := list(_in_other_scripts(layout.text, matches))):
        names = sorted([*names, *foreign], key=lambda name: name.start)
    if "DOB" in layout.text or "a.k.a." in layout.text:
        names = list(with_surnames_in_front(layout.text, names))
    return list(with_parted(layout, names, matches)) if layout.capital_lines else names


def _in_other_scripts(text: str, matches: Iterable[Match]) -> Iterator[Name]:
    """The known persons whose names no Latin capital shows: "Лавров", "习近平"."""
    for match in matches:
        if match.entry.is_person and text[match.start] > _LAST_LATIN_LETTER:
            yield name_of_match(text, match)


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
            names.append(name_of_match(text, matches[inside - 1]))
            done = matches[inside - 1].end
        elif " " in run:
            names += _names_beside(text, start, run, matches[at:inside])
        else:
            names += _names_of_known_word(text, start, run, matches[at])
    return names


def _name_of_word(text: str, start: int, word: str, kind: Word) -> Name | None:
    """The name of one word that stands alone, if it may be a surname."""
    end = start + len(word)
    if kind is NAME or kind is GIVEN:
        return Name(start, end, (word,), (kind,), "", None, (), is_company(text, end))
    if kind is SURNAME_WORD:
        is_surname = _is_surname_alone(text, start, end)
    elif kind is CALENDAR:
        is_surname = word in first_names_too() and speaks(text, start, end)
    else:
        is_surname = word in contexts()["persons"]["surname_titles"]
    is_body = kind is not CALENDAR and is_company(text, end)
    return Name(start, end, (word,), (SURNAME_WORD,), is_body=is_body) if is_surname else None


def _names_of_known_word(text: str, start: int, word: str, match: Match) -> Sequence[Name]:
    """The name of one word that stands alone and is in a match."""
    if match.entry.is_person or kind_of(word) is GIVEN:
        return Run(text, start, [word], (match,)).names()
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
        if IN_NAMES.issuperset(kinds):
            end = start + len(run)
            return (without_acronym(Name(start, end, tuple(words), kinds, "", None, (), is_company(text, end))),)
    return Run(text, start, words, ()).names()


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
    return Run(text, start, words, matches).names()


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
        names.append(_unknown(name, place - 1, is_body=after_body or is_company(text, place - 1)))
    return names


def _unknown(words: Sequence[str], end: int, *, is_body: bool) -> Name:
    """The name of unknown words that end at `end`."""
    start = end - sum(map(len, words)) - len(words) + 1
    return Name(start, end, tuple(words), (NAME,) * len(words), "", None, (), is_body)


@cache
def _two_things() -> Words:
    """Words that are of a name only beside some others, and then whatever their kind: "May", "Jordan", "Man"."""
    return first_names_too() | contexts()["persons"]["second_syllables"]
