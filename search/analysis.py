"""
Text -> folded terms, with their places when asked.

A term is a word as written, folded: lower case, no accents, compatibility forms resolved, the possessive
and the dots of an acronym dropped ("Moscow's" -> moscow, "U.S." -> us, "O'Neill" -> oneill). Hyphens
separate. Chinese and Japanese characters are terms of one character each; a run of them is a phrase.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from Stemmer import Stemmer

_ACRONYM = r"(?:[^\W\d_]\.){2,}"
_NUMBER = r"\d+(?:[.,]\d+)+"
_IDEOGRAPH = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_WORD = r"(?:(?!" + _IDEOGRAPH + r")\w)+(?:['\u2019\u02bc](?:(?!" + _IDEOGRAPH + r")\w)+)*"
TOKEN = re.compile("|".join((_ACRONYM, _NUMBER, _IDEOGRAPH, _WORD)))

_POSSESSIVE = re.compile(r"['\u2019\u02bc]s$")
_INNER_MARKS = str.maketrans("", "", "'\u2019\u02bc.,_")


class Token(NamedTuple):
    """A word of a text: its folded term, and where it stands (character offsets, end exclusive)."""

    term: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case, without accents, in compatibility form."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def term_of(word: str) -> str:
    """The folded term of one word as TOKEN finds it; empty for a word that folds to nothing."""
    return _POSSESSIVE.sub("", fold(word)).translate(_INNER_MARKS)


def without_inner_signs(text: str) -> str:
    """The text folded, and without the signs that folding takes out of words: every term of it stands in that."""
    return fold(text).translate(_INNER_MARKS)


def terms(text: str) -> list[str]:
    """The folded terms of a text, in order."""
    return [term for word in TOKEN.findall(text) if (term := term_of(word))]


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """The words of a text, from the one at `start` on, with their places; the same terms as `terms`."""
    for match in TOKEN.finditer(text, start):
        if term := term_of(match.group()):
            yield Token(term, match.start(), match.end())


@lru_cache(maxsize=1 << 16)
def stem(term: str) -> str:
    """What the inflections of an English word have in common ("talks", "talking" -> talk); by Snowball's rules."""
    return str(Stemmer("english").stemWord(term))  # a new one each time: they may not be shared by threads


# --- sentences and paragraphs -------------------------------------------------------------------

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_ENDING = r"[\"'”’»)\]]*"  # what may stand after the last sign of a sentence
_BEGINNING = r"[\"'“‘«(\[]*[^\W_a-z]"  # what the next one may begin with: a letter that is not small, or a digit
# The first sign stands alone so that the search can skip to it; what was found before it decides how to go on.
_SENTENCE_END = re.compile(
    rf"[.!?…\n。！？](?:(?<=[.!?…]){_ENDING}\s+(?={_BEGINNING})|(?<=\n)[^\S\n]*\n\s*|(?<=[。！？]))"
)
_LAST_SIGN = re.compile(rf"[.!?…](?={_ENDING}\Z)")
_FIRST_SIGN = re.compile(_BEGINNING)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Messrs|Prof|Gen|Col|Lt|Capt|Sgt|Adm|Maj|Sen|Rep|Gov|Hon|Rev|St|Jr|Sr|No|Nos|vs|Art|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Ltd|Corp|Co|Esq|vol|pp|p|ch|sec|etc|viz|cf|e\.g|i\.e))\.$"
)


_OPENING = 16  # signs that may stand before the first letter of a sentence, and that letter


def paragraph_starts(text: str) -> list[int]:
    """Character offsets at which paragraphs start; blank lines separate them."""
    return [0, *(match.end() for match in _BLANK_LINE.finditer(text))]


def paragraphs(text: str) -> list[str]:
    """The text of each paragraph; the first and the last may be empty."""
    return _BLANK_LINE.split(text)


def sentence_starts(text: str) -> list[int]:
    """Character offsets at which sentences start; a paragraph always starts one."""
    return [0, *_sentence_starts_after(text, 0)]


def first_sentence_start(text: str, after: int, up_to: int) -> int | None:
    """The first offset after `after`, and no later than `up_to`, at which a sentence starts."""
    start = next(_sentence_starts_after(text, after, up_to + _OPENING), None)
    return start if start is not None and start <= up_to else None


def _sentence_starts_after(text: str, offset: int, limit: int = sys.maxsize) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text, offset, limit):
        if not _is_abbreviated(text, match.start()) or _BLANK_LINE.search(match.group()):
            yield match.end()


def _is_abbreviated(text: str, sign: int) -> bool:
    """True for a sign that is the full stop of an abbreviation."""
    return text[sign] == "." and _ABBREVIATION.search(text, max(0, sign - 8), sign + 1) is not None


def may_end_sentence(chunk: str) -> bool:
    """True for a run of characters without white space after which a sentence starts if the next run may begin one."""
    last = _LAST_SIGN.search(chunk)
    return last is not None and not _is_abbreviated(chunk, last.start())


def may_begin_sentence(chunk: str) -> bool:
    """True for a run of characters without white space that starts a sentence if the one before may end one."""
    return _FIRST_SIGN.match(chunk) is not None
