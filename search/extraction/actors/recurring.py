"""The names of a document -> where a surname that is an ordinary word too stands alone: "George Bush ... Bush said"."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence

from search.extraction.actors.kinds import Word, kind_of
from search.extraction.actors.leads import stands_as_person
from search.extraction.actors.name import Name
from search.extraction.actors.words import contexts

_AMBIGUOUS = frozenset({Word.SURNAME_WORD, Word.TITLE, Word.COMMON, Word.OTHER})
_FIRST = frozenset({Word.GIVEN, Word.INITIAL})
_NO_NAMES = frozenset({Word.COMMON, Word.TITLE})
_PLACING = frozenset({"at", "in", "near", "from", "to", "outside", "via", "through"})  # "in Washington" is the town
_MOST_SURNAMES = 40  # of a document
_OPENING = '.!?:"“\n'
_GOES_ON = re.compile(r"'?[\w-]| [A-Z]")


def ambiguous_surnames(names: Iterable[Name], is_town: Callable[[str], bool]) -> dict[str, bool]:
    """The surnames of the full names that are ordinary words, titles, an institution's word or a town's (True) too."""
    last = dict.fromkeys(name.words[-1] for name in names if len(name.words) > 1 and _is_telling(name))
    surnames = [word for word in last if len(word) > 2 and (kind_of(word) in _AMBIGUOUS or is_town(word))]
    return {word: is_town(word) for word in surnames[:_MOST_SURNAMES]}


def _is_telling(name: Name) -> bool:
    return not name.is_body and "of" not in name.words and (bool(name.uses) or name.kinds[0] in _FIRST)


def with_recurring(text: str, names: Sequence[Name], surnames: Mapping[str, bool]) -> list[Name]:
    """The names of a text in order, with the places where one of `surnames` stands alone."""
    taken = [name.start for name in names]
    alone = re.compile(rf"\b(?:{'|'.join(map(re.escape, surnames))})\b")
    found = [
        Name(*place.span(), (place.group(),), (Word.SURNAME_WORD,))
        for place in alone.finditer(text)
        if not _is_inside(place.start(), names, taken)
        and _stands_alone(text, *place.span(), is_town=surnames[place.group()])
    ]
    return sorted([*names, *found], key=lambda name: name.start)


def _is_inside(place: int, names: Sequence[Name], starts: Sequence[int]) -> bool:
    at = bisect_left(starts, place + 1) - 1
    return at >= 0 and place < names[at].end


def _stands_alone(text: str, start: int, end: int, *, is_town: bool) -> bool:
    """True inside a sentence without an article, at its head only before a verb or an apposition or with "'s"."""
    is_possessive = text.startswith("'s", end)
    if not is_possessive and _GOES_ON.match(text, end):
        return False
    before = text[max(0, start - 20) : start]
    if before.endswith(("-", "'", "&", "/")):
        return False
    if _opens(before):
        return is_possessive or stands_as_person(text, start, end)
    previous = before.split()[-1]
    if previous.lower() in contexts()["persons"]["determiners"] or (is_town and previous.lower() in _PLACING):
        return False
    # "But Bush was", "at the UN; Power called"
    return not previous[:1].isupper() or previous[-1] in ",;:)" or kind_of(previous) in _NO_NAMES


def _opens(before: str) -> bool:
    return before.rstrip(" ")[-1:] in ("", *_OPENING)
