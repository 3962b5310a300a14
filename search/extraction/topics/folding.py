"""
Text -> folded text, with the way back to the offsets of the original.

Folded: lower case, without accents, hyphens and every run of white space one space. Phrases are folded the
same way, so that "Cease-\\nfire" is found by "cease-fire", and its offsets are those of the text as written.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cache

from search.extraction.exchanging import exchange_table, exchanged, foreign

_DROPPED = "\x01"
_SPACES = re.compile("  +")
_EXTRA = re.compile(f"(?:(?<= ) +|{_DROPPED}+)")
_HYPHENS = "-\u2010\u2011\u00ad"
_APOSTROPHES = "'\u2019\u02bc"


@cache
def _fold_character(character: str) -> str:
    if character.isspace() or character in _HYPHENS:
        return " "
    if character in _APOSTROPHES:
        return "'"
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return _DROPPED
    # The first letter alone (ss for a sharp s becomes s): one for one keeps the offsets.
    return unicodedata.normalize("NFKD", character.casefold())[0]


_FOLDED = exchange_table({code: _fold_character(chr(code)) for code in range(128)})


class FoldedText:
    """A folded text; `one_for_one` has the length of the original, and still what is left out of `text`."""

    __slots__ = ("_cuts", "_left_out", "one_for_one", "text")

    def __init__(self, text: str, one_for_one: str) -> None:
        self.text = text
        self.one_for_one = one_for_one
        self._cuts: list[int] = []
        self._left_out: list[int] = []

    def original(self, position: int) -> int:
        """The offset in the text as written of an offset in the folded one."""
        if len(self.text) == len(self.one_for_one):
            return position
        if not self._cuts:
            self._cut()
        cut = bisect_right(self._cuts, position)
        return position + self._left_out[cut - 1] if cut else position

    def _cut(self) -> None:
        """Looks for the places of `text` before which so many characters of the original were left out in all.

        Most texts are never asked for them: no phrase in them suffices for a topic.
        """
        extras, kept, _ = _extras(self.one_for_one)
        total = 0
        for extra in extras.finditer(self.one_for_one):
            start, end = extra.start() + kept, extra.end()
            self._cuts.append(start - total)
            total += end - start
            self._left_out.append(total)


def fold(text: str) -> FoldedText:
    """The folded text; linear in its length."""
    one_for_one = _one_for_one(text)
    extras, _, replacement = _extras(one_for_one)
    return FoldedText(extras.sub(replacement, one_for_one), one_for_one)


def _extras(one_for_one: str) -> tuple[re.Pattern[str], int, str]:
    """What is to be left out, how many characters of each stay, and which."""
    return (_EXTRA, 0, "") if _DROPPED in one_for_one else (_SPACES, 1, " ")


def _one_for_one(text: str) -> str:
    """Each character folded to one."""
    for character in foreign(text):
        if (folded := _fold_character(character)) != character:
            text = text.replace(character, folded)
    return exchanged(text, _FOLDED)
