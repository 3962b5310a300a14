"""Names of persons as written -> their ids, and whether two of them may be one person's."""

import re
import unicodedata

# Letters that no decomposition makes plain.
_PLAIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def slug(name: str) -> str:
    """A readable id: small letters and digits of any script, without accents, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN_LETTERS))
    unaccented = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", unaccented.replace("'", "")).strip("-")


def key(name: str) -> str:
    return name.casefold()


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
