"""A page -> the armed groups and international bodies that stand in no list, known by the shape of their names."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from search.extraction.actors.gazetteer import Gazetteer
from search.extraction.actors.kinds import CALENDAR, COMMON, TITLE, kind_of
from search.extraction.actors.naming import slug
from search.extraction.actors.page import Page
from search.model import ActorMention, Kind

_WORD = r"[A-Z][\w'-]+"
_CAUSES = "Liberation|Resistance|Insurgent|Guerrilla|Martyrs|Mujahideen|Mujahidin|Revolutionary|Freedom"
_ARMS = "Front|Army|Brigades?|Forces|Fighters"
_ARMED = re.compile(rf"(?:{_WORD} ){{1,4}}(?:{_CAUSES}) (?:{_ARMS})\b(?: of (?:the )?{_WORD}(?: {_WORD})*)?")
_AIMS = "Liberation|Independence|Freedom"
_FRONT = re.compile(
    rf"(?:{_WORD} ){{0,4}}(?:Front|Movement|Union) for the (?:{_WORD} )?(?:{_AIMS})"
    rf" of (?:the )?{_WORD}(?: (?:of )?{_WORD})*"
)
_BODIES = (
    "Organi[sz]ation|Council|Commission|Committee|Agency|Association|Federation|Tribunal|Court|Bureau|Confederation"
)
_INTERNATIONAL = re.compile(
    rf"(?:International|Intergovernmental) (?:(?:{_WORD} (?:and |of |for )?){{1,4}}(?:{_BODIES})\b"
    rf"|(?:{_BODIES}|Union) (?:of|for|on) (?:the )?{_WORD}(?: (?:(?:and|of) )?{_WORD})*)"
)
_ACRONYM = re.compile(r" \(([A-Z]{2,7})\)")


class Shape(NamedTuple):
    """The shape of a name, one of the words that it cannot be without, and what it names."""

    anchors: tuple[str, ...]
    pattern: re.Pattern[str]
    kind: Kind


_SHAPES = (
    Shape(tuple(f"{cause} " for cause in _CAUSES.split("|")), _ARMED, "group"),
    Shape(("Front for the ", "Movement for the ", "Union for the "), _FRONT, "group"),
    Shape(("International ", "Intergovernmental "), _INTERNATIONAL, "organisation"),
)
_ANCHOR = re.compile("|".join(anchor for shape in _SHAPES for anchor in shape.anchors))
_MOST_ACRONYMS = 20  # of a page, each looked for in the whole of it
_UNNAMED = frozenset({TITLE, CALENDAR})


def shapes_in(text: str) -> list[Shape]:
    """The shapes that a text may hold: few hold any, and to look for the anchors takes next to no time."""
    if not _ANCHOR.search(text):
        return []
    return [shape for shape in _SHAPES if any(anchor in text for anchor in shape.anchors)]


def unlisted(
    page: Page, shapes: Iterable[Shape], taken: Sequence[tuple[int, int]], gazetteer: Gazetteer
) -> Iterator[ActorMention]:
    """Mentions of bodies by these shapes, where nothing known stands (`taken`, in order) and no state owns them."""
    acronyms: set[str] = set()
    for _, shape, kind in shapes:
        for found in shape.finditer(page.text):
            start, end = _named(page.text, *found.span()), found.end()
            if not _is_other(page, start, end, taken, gazetteer):
                name = page.text[start:end]
                yield page.mention(start, end, slug(name), name, kind, "name")
                given = _ACRONYM.match(page.text, end)
                if (
                    given
                    and given[1] not in gazetteer.uses
                    and given[1] not in acronyms
                    and len(acronyms) < _MOST_ACRONYMS
                ):
                    acronyms.add(given[1])
                    yield from _by_acronym(page, given[1], name, kind)


def _by_acronym(page: Page, acronym: str, name: str, kind: Kind) -> Iterator[ActorMention]:
    """Every mention by the acronym that the text gives in brackets after the name."""
    for found in re.finditer(rf"\b{acronym}\b", page.text):
        yield page.mention(*found.span(), slug(name), name, kind, "alias")


def _named(text: str, start: int, end: int) -> int:
    """Where the name begins, without the article, the title or the first word of a sentence before it."""
    while (space := text.find(" ", start, end)) > 0:
        is_first = not text[max(0, start - 2) : start].strip('.!?"\n ')
        kind = kind_of(text[start:space])
        if kind in _UNNAMED or (is_first and kind is COMMON):
            start = space + 1
        else:
            break
    return start


def _is_other(page: Page, start: int, end: int, taken: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> bool:
    """True for a national body, a line in capitals, or fewer than three words."""
    words_before = page.text[max(0, start - 24) : start].split()
    if page.layout.was_capital(start) or page.text[start:end].count(" ") < 2:
        return True
    is_owned = (
        bool(words_before) and page.text[start - 1] == " " and words_before[-1].removesuffix("'s") in gazetteer.uses
    )
    return is_owned or _overlaps(start, end, taken)


def _overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (end, 0))
    return any(start < stop for _, stop in taken[max(0, at - 2) : at])
