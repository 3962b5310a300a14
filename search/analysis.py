"""
Text -> folded terms, with their places when asked.

A term is a word as written, folded: lower case, no accents, compatibility forms resolved, the possessive
and the dots of an acronym dropped ("Moscow's" -> moscow, "U.S." -> us, "O'Neill" -> oneill). Hyphens
separate. Chinese and Japanese characters are terms of one character each; a run of them is a phrase.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_ACRONYM = r"(?:[^\W\d_]\.){2,}"
_NUMBER = r"\d+(?:[.,]\d+)+"
_IDEOGRAPH = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_WORD = r"(?:(?!" + _IDEOGRAPH + r")\w)+(?:['\u2019\u02bc](?:(?!" + _IDEOGRAPH + r")\w)+)*"
TOKEN = re.compile("|".join((_ACRONYM, _NUMBER, _IDEOGRAPH, _WORD)))

_POSSESSIVE = re.compile(r"['\u2019\u02bc]s$")
_INNER_MARKS = str.maketrans("", "", "'\u2019\u02bc.,_")


@dataclass(frozen=True, slots=True)
class Token:
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


def terms(text: str) -> list[str]:
    """The folded terms of a text, in order."""
    return [term for word in TOKEN.findall(text) if (term := term_of(word))]


def tokens(text: str) -> Iterator[Token]:
    """The words of a text with their places; the same terms as `terms`."""
    for match in TOKEN.finditer(text):
        if term := term_of(match.group()):
            yield Token(term, match.start(), match.end())
