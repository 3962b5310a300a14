"""Names from lines of capitals, which tell no name from another -> the names that they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

from search.extraction.actors.automaton import Match
from search.extraction.actors.layout import Layout
from search.extraction.actors.name import Name
from search.extraction.actors.run import FIRST, name_of_match
from search.extraction.actors.words import Words, acting_verbs, any_of


def with_parted(layout: Layout, names: Iterable[Name], matches: Iterable[Match]) -> Iterator[Name]:
    """The names, those from lines of capitals parted."""
    known = {match.start: match for match in matches if match.entry.is_person}
    for name in names:
        if layout.was_capital(name.start):
            yield from _parted(layout.text, name, known)
        else:
            yield name


def _parted(text: str, name: Name, known: Mapping[int, Match]) -> Sequence[Name]:
    """A name from a line of capitals: to its verb if sure, else word by word.

    Where it begins as that of a `known` person does, it is that person's.
    """
    if name.uses:
        return (name,)
    if name.start in known and known[name.start].end <= name.end:
        return (name_of_match(text, known[name.start]),)
    if len(name.words) == 1:
        return (name,)
    if name.title or name.role or name.kinds[0] in FIRST:
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
