"""A text laid out -> where its capitals name a thing: a work, a law, a war, a prize, a people, a quality."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from search.extraction.actors.kinds import Word, kind_of
from search.extraction.actors.runs import Run
from search.extraction.actors.words import common_words, contexts

_QUOTED = re.compile(r"(?:``|[\"“«])([A-Z][^\"“”«»`\n]{0,70}?)[,.!?]{0,2}(?:''|[\"”»])")
_SMALL_IN_TITLES = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with"]
)
_MOST_WORDS_OF_TITLE = 8
_NO_TITLE = frozenset({Word.GIVEN, Word.OTHER})
_NUMBER_AFTER = re.compile(r"(?: (?:[IVX]+|\d{1,4}))?$")
_OF = re.compile(r" of (?:the )?([A-Z][\w-]+(?: [A-Z][\w-]+)*)")
_ABSTRACT = ("ing", "ed", "ism", "ness", "tion", "tions")
_PEOPLES = ("ians", "ites", "ists", "ese")
_QUALITIES = ("ian", "ic", "ist", "istic", "esque", "ish")
_NEXT_WORD = re.compile(r" ([a-z]+)")
_CLOSING = ".!?:\n\"“`'("


@dataclass(frozen=True, slots=True)
class Things:
    """The stretches of a text that name things, in order, and the words that do so in quotation marks."""

    stretches: Sequence[tuple[int, int]]
    quoted: frozenset[str]

    def holds(self, start: int, end: int) -> bool:
        """True where the stretch overlaps the name of a thing."""
        at = bisect_left(self.stretches, (end, 0))
        return any(start < stop for _, stop in self.stretches[max(0, at - 3) : at])


def things_in(text: str, runs: Sequence[Run]) -> Things:
    """The things that a text names; `runs` are its runs of capitalised words."""
    titles = [title.span(1) for title in _QUOTED.finditer(text) if _is_title(title[1])]
    named = [(start, _with_complement(text, end)) for start, end, run in runs if _is_headed_by_thing(run)]
    quoted = {text[start:end] for start, end in titles}
    return Things(sorted([*titles, *named]), frozenset(title for title in quoted if not _is_borne_elsewhere(title)))


def _is_title(quoted: str) -> bool:
    """True for a few words of which all but the smallest have capitals, as titles of works do."""
    words = quoted.split()
    return len(words) <= _MOST_WORDS_OF_TITLE and all(
        not word[:1].islower() or word in _SMALL_IN_TITLES for word in words
    )


def _is_borne_elsewhere(title: str) -> bool:
    """True for a title with a first name or an institution's word, which outside of the quotation is no title."""
    return not _NO_TITLE.isdisjoint(map(kind_of, title.split()))


def _is_headed_by_thing(run: str) -> bool:
    head = _NUMBER_AFTER.sub("", run).rpartition(" ")[2]
    return head in contexts()["things"]["heads"]


def _with_complement(text: str, end: int) -> int:
    """Where the name ends with what it is of: "Treaty of Versailles"."""
    complement = _OF.match(text, end)
    return complement.end() if complement else end


def is_thing(text: str, start: int, end: int) -> bool:
    """True for one word that by its shape names no person, body or place where it stands."""
    word = text[start:end]
    if " " in word:
        return _is_shouted(word)
    if word in contexts()["things"]["words"] or _is_compound(word):
        return True
    if kind_of(word) is not Word.NAME:
        return False
    return (
        word.endswith(_PEOPLES) or _qualifies(text, word, end) or (_opens_sentence(text, start) and _is_derived(word))
    )


def _qualifies(text: str, word: str, end: int) -> bool:
    """True for "Conradian eeriness", False for "Smithsonian for"."""
    noun = _NEXT_WORD.match(text, end) if word.endswith(_QUALITIES) else None
    return noun is not None and noun[1] not in contexts()["things"]["after_nouns"]


def _is_derived(word: str) -> bool:
    """True for what endings make of ordinary words: "Minimalism", "Retreating", "Inexplicably"."""
    if word.endswith("ly"):
        small = word.lower()
        return not common_words().isdisjoint((small[:-2], small[:-1] + "e", small[:-2] + "le", small))
    return word.endswith(_ABSTRACT)


def _is_shouted(words: str) -> bool:
    """True for words of ordinary language set in capitals, three or more."""
    parts = words.split(" ")
    return len(parts) > 2 and words.isupper() and any(kind_of(part) is Word.COMMON for part in parts)


def _is_compound(word: str) -> bool:
    """True for "Internet-connected", "Sharply-fitted", "A-lists", "R-OK"."""
    first, hyphen, last = word.rpartition("-")
    if not hyphen:
        return len(word) > 2 and word[-1] == "s" and word[:-1].isupper()
    if last.isupper() and len(first) == 1:
        return True
    return len(last) > 3 and last.islower() and (last in common_words() or last.endswith(("ed", "ing")))


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" ")
    return not before or before[-1] in _CLOSING
