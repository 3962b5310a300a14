"""Names in order -> the same, with what each takes from the one beside it: a shared title, the surname in front."""

import re
from collections.abc import Iterable, Iterator, Sequence

from search.extraction.actors.kinds import GIVEN, NAME
from search.extraction.actors.name import Name
from search.extraction.actors.words import contexts

_PAIR = re.compile(r",? and |, ")
_ENTRY_GOES_ON = re.compile(r";|,? \(?(?:a\.k\.a\.|f\.k\.a\.|DOB|born)\b")


def with_surnames_in_front(text: str, names: Iterable[Name]) -> Iterator[Name]:
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
