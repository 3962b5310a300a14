"""A capitalised name in a text laid out, and what stands about it."""

from typing import NamedTuple

from search.extraction.actors.automaton import Match
from search.extraction.actors.gazetteer import Use
from search.extraction.actors.kinds import SUFFIX, Word
from search.extraction.actors.words import contexts

_LEADING_PARTICLES = frozenset(
    {"de", "De", "da", "di", "Di", "du", "Du", "del", "Del", "della", "Della", "der", "den", "van", "Van", "von", "Von"}
    | {"bin", "ibn", "ben", "el", "El", "al", "Al"}
)


class Name(NamedTuple):
    """A capitalised name in a text laid out, and what stands about it in its run.

    `title` is the word of honour or office before it, `role` the phrase of roles.toml and `uses` what the gazetteer
    has under exactly these words. `is_body` is True when a word of the run makes it an institution's or a place's.
    """

    start: int
    end: int
    words: tuple[str, ...]
    kinds: tuple[Word, ...]
    title: str = ""
    role: Match | None = None
    uses: tuple[Use, ...] = ()
    is_body: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def core(self) -> tuple[str, ...]:
        """The words without "Jr." and its like."""
        if SUFFIX not in self.kinds:
            return self.words
        return tuple(word for word, kind in zip(self.words, self.kinds, strict=True) if kind is not SUFFIX)


def is_of_woman(name: Name) -> bool:
    """True for "Mrs. Nixon"."""
    return name.title in contexts()["persons"]["womens_titles"]


def leading_particle(text: str, start: int) -> int:
    """Where the name that begins at `start` begins with the particle before it ("de" in "de Gaulle")."""
    head = text[max(0, start - 8) : start].split(" ")
    return start - len(head[-2]) - 1 if len(head) > 1 and not head[-1] and head[-2] in _LEADING_PARTICLES else start
