"""An entry as written -> the values expected of it, or InvalidCorrection with what is wrong and the remedy."""

import re
from collections.abc import Collection, Mapping

from rapidfuzz import process

from search.corrections.tables import Entry
from search.errors import InvalidCorrection

_SLUG = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ALIKE = 70  # of 100, rapidfuzz's weighted ratio: near enough to be what was meant


class WrongKey(InvalidCorrection):
    """A key of a table is wrong: the message is about its line."""

    def __init__(self, message: str, key: str) -> None:
        super().__init__(message)
        self.key = key


def an_id(written: object, what: str) -> str:
    """An id: small letters, digits and hyphens."""
    if not isinstance(written, str) or not _SLUG.fullmatch(written) or written != written.lower():
        raise InvalidCorrection(f"{what} must be an id such as sergei-lavrov, not {written!r}")
    return written


def a_table(entry: Entry, allowed: Collection[str]) -> Mapping[str, object]:
    """The entry's value, a table without other keys than the allowed ones."""
    if not isinstance(entry.value, dict):
        raise InvalidCorrection(f"{entry.table} needs a table of its own; write [{entry.table}.{entry.key or 'id'}]")
    for key in entry.value:
        if key not in allowed:
            raise WrongKey(f"{key!r} is not known here{meant(key, allowed)}", key)
    return entry.value


def a_text(table: Mapping[str, object], key: str) -> str:
    """A text that must be there."""
    written = table.get(key)
    if not isinstance(written, str) or not written.strip():
        missing = f"{key} is missing" if written is None else f"{key} must be a text, not {written!r}"
        raise WrongKey(f'{missing}; write {key} = "..."', key)
    return written.strip()


def texts(written: object, what: str) -> tuple[str, ...]:
    """One text or a list of texts, each with at least one letter or digit."""
    listed = [written] if isinstance(written, str) else written
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
        raise InvalidCorrection(f'{what} must be texts; write ["one", "other"]')
    for text in listed:
        if not any(character.isalnum() for character in text):
            raise InvalidCorrection(f"{what} holds {text!r}, which has no letter; take it out")
    return tuple(text.strip() for text in listed)


def meant(written: str, known: Collection[str]) -> str:
    """The end of a complaint: what may have been meant, or what there is."""
    likely = process.extractOne(written, sorted(known), score_cutoff=_ALIKE)
    if likely:
        return f"; did you mean {likely[0]!r}?"
    return f"; use one of {', '.join(sorted(known))}" if len(known) < 12 else ""
