"""
Text -> folded text, with the way back to the offsets of the original.

Folded: lower case, without accents, hyphens and every run of white space one space. Phrases are folded the
same way, so that "Cease-\\nfire" is found by "cease-fire", and its offsets are those of the text as written.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_DROPPED = "\x01"
_EXTRA = re.compile(f"(?<= ) +|{_DROPPED}+")
_HYPHENS = "-\u2010\u2011\u00ad"
_APOSTROPHES = "'\u2019\u02bc"


class _FoldedCharacters(dict[int, str]):
    """Code point -> exactly one folded character, worked out when first met."""

    def __missing__(self, codepoint: int) -> str:
        folded = self[codepoint] = _fold_character(chr(codepoint))
        return folded


def _fold_character(character: str) -> str:
    if character.isspace() or character in _HYPHENS:
        return " "
    if character in _APOSTROPHES:
        return "'"
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return _DROPPED
    # The first letter alone (ss for a sharp s becomes s): one for one keeps the offsets.
    return unicodedata.normalize("NFKD", character.casefold())[0]


_FOLDED = _FoldedCharacters({codepoint: _fold_character(chr(codepoint)) for codepoint in range(128)})


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
    one_for_one = text.translate(_FOLDED)
    cuts, left_out, total = [], [], 0
    for extra in _EXTRA.finditer(one_for_one):
        cuts.append(extra.start() - total)
        total += extra.end() - extra.start()
        left_out.append(total)
    return FoldedText(_EXTRA.sub("", one_for_one) if cuts else one_for_one, tuple(cuts), tuple(left_out))
