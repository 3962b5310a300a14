"""
A text as written -> the same text laid out for reading, with the way back to its offsets.

Laid out, a run of white space is one character: a space inside a paragraph, a line feed between two.
Curly quotation marks and the many dashes are the plain ones, a letter and the accent that follows it are one, what no
eye sees (a soft hyphen, a mark of direction) is not there, and lines set wholly in capitals, as old wire
copy is, are set in lower case with capitals on their words, so that one set of rules reads them all.
"""

import re
import string
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.extraction.actors.words import Words, contexts
from search.extraction.exchanging import exchange_table, exchanged

_PLAIN = dict.fromkeys("‘’ʼ‛", "'") | dict.fromkeys("‐‑‒", "-")
_GAP = re.compile("  +")  # in a text that has no other white space but spaces
_BREAKS_IN_LINES = "".join(
    character for character in map(chr, range(0x3001)) if character.isspace() and character not in " \n"
)
_SPACES_FOR_BREAKS = exchange_table({ord(character): " " for character in _BREAKS_IN_LINES})
# A letter with combining accents, as some systems write every accent; a character of no width.
_DECOMPOSED = re.compile("([^\\W\\d_])[\u0300-\u036f]+|[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_ACCENT_OR_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_NO_SMALL = dict.fromkeys(map(ord, string.ascii_lowercase))
_NO_CAPITALS = dict.fromkeys(map(ord, string.ascii_uppercase))
_CAPITAL_WORD = re.compile(r"([^\W\d_]+(?:['.][^\W\d_]+)*\.?)")
_CAPITAL_WORD_OF_ASCII = re.compile(r"([A-Za-z]+(?:['.][A-Za-z]+)*\.?)")

_SENTENCE_ENDS = frozenset({".", "!", "?", ":", '"', "'", "\u201d", ")"})

# Characters: a text none of whose lines is longer was broken by a typewriter or a wire, not by its author.
WRAPPED_LINE = 90
SHORTEST_CAPITAL_LINE = 7
FULL_LINE = 40  # a shorter line of a wrapped text ends its paragraph
_WRAP = re.compile(rf"\n(?!\s)(?<!\s\n)(?<=[^\n]{{{FULL_LINE}}}\n)")


@dataclass(frozen=True, slots=True)
class Layout:
    """`text` to read, `offset` back into the text as written, and `capital_lines` that were set in small letters.

    `starts` holds the places of `text` from which on characters lie `shifts` further in the original; both rise.
    The original is the text as written, or one that was itself laid out from it (`beneath`).
    """

    text: str
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()
    capital_lines: tuple[tuple[int, int], ...] = ()
    beneath: "Layout | None" = None

    def was_capital(self, place: int) -> bool:
        """True on a line that was written in capitals, where a capital says nothing."""
        at = bisect_right(self.capital_lines, (place, len(self.text))) - 1
        return at >= 0 and place < self.capital_lines[at][1]

    def offset(self, place: int) -> int:
        """The place in the text as written of the character at `place`."""
        at = bisect_right(self.starts, place)
        original = place + self.shifts[at - 1] if at else place
        return self.beneath.offset(original) if self.beneath else original

    def end(self, place: int) -> int:
        """Where in the text as written a stretch ends that ends at `place`, its last accent included."""
        at = bisect_right(self.starts, place - 1)
        original = place + self.shifts[at - 1] if at else place
        return self.beneath.offset(original) if self.beneath else original


def lay_out(text: str, acronyms: Words) -> Layout:
    """The text laid out; of a line in capitals the `acronyms` stay in capitals."""
    beneath = None if text.isascii() else _composed(text)
    original = beneath.text if beneath else text
    closed, starts, shifts = _closed_up(original if original.isascii() else _plain(original))
    lines = tuple(_capital_lines(closed))
    return Layout(_recased(closed, lines, acronyms) if lines else closed, starts, shifts, lines, beneath)


def _composed(text: str) -> Layout | None:
    """The text with its accents on their letters and without what is not seen; None where it has neither."""
    if not _ACCENT_OR_UNSEEN.search(text):
        return None
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    done = length = 0
    for found in _DECOMPOSED.finditer(text):
        composed = unicodedata.normalize("NFC", found.group()) if found[1] else ""
        pieces += (text[done : found.start()], composed)
        length += found.start() - done + len(composed)
        done = found.end()
        starts.append(length)
        shifts.append(done - length)
    return Layout("".join((*pieces, text[done:])), tuple(starts), tuple(shifts)) if done else None


def _capital_lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        head = line[: SHORTEST_CAPITAL_LINE + 1]
        if len(head) > SHORTEST_CAPITAL_LINE and head.upper() == head and _is_capital(line):
            yield start, start + len(line)
        start += len(line) + 1


def _plain(text: str) -> str:
    """The text with plain quotation marks and dashes; beyond ASCII a table of single letters is slow."""
    for written, plain in _PLAIN.items():
        text = text.replace(written, plain)
    return text


def _closed_up(text: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The text with one character for each run of white space, and the `starts` and `shifts` of its layout."""
    if text.isprintable() and "  " not in text:  # all white space but the space itself is unprintable
        return text, (), ()
    wrapped = "\n" in text and max(map(len, text.split("\n"))) <= WRAPPED_LINE
    joined = _with_spaces_for_breaks_in_lines(text)
    spaces = joined.replace("\n", " ")
    joined = _WRAP.sub(" ", joined) if wrapped else joined
    if "  " not in spaces:
        return joined, (), ()
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    done = length = 0
    for gap in _GAP.finditer(spaces):
        start, end = gap.span()
        length += start - done + 1
        pieces += (joined[done:start], _closed(text, start, end, wrapped=wrapped))
        starts.append(length)
        shifts.append(end - length)
        done = end
    pieces.append(joined[done:])
    return "".join(pieces), tuple(starts), tuple(shifts)


def _with_spaces_for_breaks_in_lines(text: str) -> str:
    if text.isascii():
        return exchanged(text, _SPACES_FOR_BREAKS)
    for character in _BREAKS_IN_LINES:
        text = text.replace(character, " ")
    return text


def _closed(text: str, start: int, end: int, *, wrapped: bool) -> str:
    """The one character that stands for a run of white space."""
    feeds = text.count("\n", start, end)
    if not feeds:
        return " "
    if feeds > 1 or not wrapped or start - text.rfind("\n", 0, start) <= FULL_LINE:
        return "\n"
    is_indented = text[end - 1] in " \t"
    return "\n" if is_indented and text[start - 1 : start] in _SENTENCE_ENDS else " "


def _is_capital(line: str) -> bool:
    """True for a line of several letters with hardly a small one among them."""
    return line.isupper() or (len(line) > 20 and _mostly_capital(line))


def _mostly_capital(line: str) -> bool:
    if not line[:1].isupper() or line[:20].upper() != line[:20]:
        return False
    small, capitals = (len(line) - len(line.translate(without)) for without in (_NO_SMALL, _NO_CAPITALS))
    return small * 10 < capitals


def _recased(text: str, lines: Sequence[tuple[int, int]], acronyms: Words) -> str:
    done = 0
    pieces: list[str] = []
    capital_word = _CAPITAL_WORD_OF_ASCII if text.isascii() else _CAPITAL_WORD
    for start, end in lines:
        between_and_words = capital_word.split(text[start:end])
        between_and_words[1::2] = [_as_written_small(word, acronyms) for word in between_and_words[1::2]]
        pieces += (text[done:start], *between_and_words)
        done = end
    return "".join((*pieces, text[done:]))


@lru_cache(maxsize=10_000)
def _as_written_small(word: str, acronyms: Words) -> str:
    """A word of a line in capitals as ordinary type has it; of the same length always."""
    small = word.lower()
    acronym, quote, ending = word.partition("'")
    if len(small) != len(word):
        return word
    if acronym in acronyms or acronym.strip(".") in acronyms:
        return acronym + quote + ending.lower()
    return small if small in contexts()["case"]["small"] else small[:1].upper() + small[1:]
