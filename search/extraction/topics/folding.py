"""
Text -> folded text, with the way back to the offsets of the original.

Folded: lower case, without accents, hyphens and every run of white space one space. Phrases are folded the
same way, so that "Cease-\\nfire" is found by "cease-fire", and its offsets are those of the text as written.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

_DROPPED = "\x01"
_SPACES = re.compile(" ( +)")
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


_FOLDED = {code: _fold_character(chr(code)) for code in range(128)}


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text; before the places `cuts` in it, `left_out` characters of the original were left out in all."""

    text: str
    cuts: tuple[int, ...]
    left_out: tuple[int, ...]

    def original(self, position: int) -> int:
        """The offset in the text as written of an offset in the folded one."""
        cut = bisect_right(self.cuts, position)
        return position + self.left_out[cut - 1] if cut else position


def fold(text: str) -> FoldedText:
    """The folded text; linear in its length."""
    one_for_one = _one_for_one(text)
    extras = _EXTRA if _DROPPED in one_for_one else _SPACES
    group = extras.groups
    pieces: list[str] = []
    cuts: list[int] = []
    left_out: list[int] = []
    done = total = 0
    for extra in extras.finditer(one_for_one):
        start, end = extra.span(group)
        pieces.append(one_for_one[done:start])
        cuts.append(start - total)
        total += end - start
        left_out.append(total)
        done = end
    if not cuts:
        return FoldedText(one_for_one, (), ())
    return FoldedText("".join((*pieces, one_for_one[done:])), tuple(cuts), tuple(left_out))


def _one_for_one(text: str) -> str:
    """Each character folded to one. Beyond ASCII a table is slow, and few of the characters are different ones."""
    if text.isascii():
        return text.translate(_FOLDED)
    for character in set(text):
        if (folded := _fold_character(character)) != character:
            text = text.replace(character, folded)
    return text
