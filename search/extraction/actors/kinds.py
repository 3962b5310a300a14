"""One capitalised word -> what it is likely to be in a name."""

import re
from enum import IntEnum
from functools import lru_cache

from search.analysis import fold
from search.extraction.actors.words import Words, common_words, contexts, given_names, surname_words, verb_forms

_NUMERAL = re.compile(r"(?:[A-Z]{1,2}-)?(?=[XVI]{2})X{0,3}(?:IX|IV|V?I{0,3})")  # of a session: "XXII", "ES-II"

_ENDINGS_OF_FIRMS = ("bancorp", "Bancorp", "bank", "corp", "systems", "tronics", "chem", "tech", "soft")
_CONTRACTION = re.compile(r"(?:n't|'(?:m|ve|ll|re|d))$")  # "I'm", "Don't"


class Word(IntEnum):
    """What one capitalised word is likely to be by itself."""

    NAME = 0
    GIVEN = 1
    INITIAL = 2
    TITLE = 3
    PARTICLE = 4
    SUFFIX = 5
    SURNAME_WORD = 6
    COMMON = 7
    OTHER = 8
    CALENDAR = 9


# For the loops over all words: the same asked of the class, Word.NAME, takes ten times as long.
NAME, GIVEN, INITIAL, TITLE, PARTICLE, SUFFIX, SURNAME_WORD, COMMON, OTHER, CALENDAR = Word


@lru_cache(maxsize=20_000)
def kind_of(word: str) -> Word:
    """The kind of a word by itself."""
    lists = contexts()["persons"]
    bare = word.rstrip(".")
    if (bare in lists["titles"] and (word != "M" or word.endswith("."))) or (
        word.endswith(".") and bare in lists["misters_in_capitals"]
    ):
        return Word.TITLE
    if word in ("A", "I", "O") or ("'" in word and _CONTRACTION.search(word)):
        return Word.COMMON
    if len(bare) == 1 or (word.endswith(".") and word.count(".") > 1):
        return Word.INITIAL
    if word in lists["suffixes"] or bare in lists["suffixes"]:
        return Word.SUFFIX
    if word in lists["calendar"] or _NUMERAL.fullmatch(word):
        return Word.CALENDAR
    if word in lists["particles"]:
        return Word.PARTICLE
    return _kind_of_long(word, lists["other_names"])


def _kind_of_long(word: str, other_names: Words) -> Word:
    if word.rstrip(".") in given_names() or ("-" in word and word.split("-")[0] in given_names()):
        return Word.GIVEN
    if word.lower() in contexts()["persons"]["nouns"]:
        return Word.TITLE
    if word in surname_words():
        return Word.SURNAME_WORD
    if word in other_names or word.endswith(_ENDINGS_OF_FIRMS):
        return Word.OTHER
    small = fold(word)
    is_verb = small.endswith(("s", "ed")) and small in verb_forms("acts", "verbs")
    return Word.COMMON if is_verb or small in common_words() else Word.NAME
