"""Names of persons as written -> their ids, and whether two of them may be one person's."""

import re
import unicodedata

# Letters that no decomposition makes plain.
_PLAIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_BETWEEN_WORDS = re.compile(r"[\W_]+")

key = str.casefold  # by which names are compared


def slug(name: str) -> str:
    """A readable id: small letters and digits of any script, without accents, joined by hyphens."""
    small = name.casefold()
    plain = small if small.isascii() else _without_accents(small)
    return _BETWEEN_WORDS.sub("-", plain.replace("'", "")).strip("-")


def _without_accents(small: str) -> str:
    plain = unicodedata.normalize("NFKD", small.translate(_PLAIN_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 or (word.endswith(".") and word.count(".") > 1)


def agree(known: tuple[str, ...], core: tuple[str, ...]) -> bool:
    """True when two names of one surname may be one person's: first names equal, or an initial of the other."""
    first, other = known[0].casefold().rstrip("."), core[0].casefold().rstrip(".")
    if len(known) == 1 or len(core) == 1 or first == other:
        return True
    return (is_initial(known[0]) or is_initial(core[0])) and first[0] == other[0]


def ends_with(known: tuple[str, ...], core: tuple[str, ...]) -> bool:
    return tuple(map(key, known[-len(core) :])) == tuple(map(key, core))
