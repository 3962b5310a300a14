"""A page -> the armed groups and international bodies that stand in no list, known by the shape of their names."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from search.extraction.actors.gazetteer import Gazetteer
from search.extraction.actors.kinds import Word, kind_of
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
_SHAPES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_ARMED, "group"),
    (_FRONT, "group"),
    (_INTERNATIONAL, "organisation"),
)
# Every shape holds one of these words; few texts do, and to look for them takes next to no time.
_ANCHORS = (*dict.fromkeys(f"{_CAUSES}|{_AIMS}".split("|")), "International", "Intergovernmental")
_MOST_ACRONYMS = 20  # of a page, each looked for in the whole of it
_UNNAMED = frozenset({Word.TITLE, Word.CALENDAR})


def may_name_unlisted(text: str) -> bool:
    """False for a text that names no body by shape."""
    return any(anchor in text for anchor in _ANCHORS)


def unlisted(page: Page, taken: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> Iterator[ActorMention]:
    """Mentions of bodies by shape, where nothing known stands (`taken`, in order) and no state owns them."""
    acronyms: set[str] = set()
    for shape, kind in _SHAPES:
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
        if kind in _UNNAMED or (is_first and kind is Word.COMMON):
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
