"""A name where it stands -> what its surroundings say of it."""

from typing import NamedTuple

from search.extraction.actors.era import Days
from search.extraction.actors.evidence import Strength, is_spoken_of
from search.extraction.actors.name import Name
from search.extraction.actors.page import Page
from search.extraction.actors.surroundings import surroundings
from search.extraction.actors.words import contexts


class Spot(NamedTuple):
    """A name where it stands: its place in the order of the document, and what it is worth by itself.

    `core` is that of the name.
    """

    order: int
    page: Page
    name: Name
    core: tuple[str, ...]
    strength: Strength

    @property
    def days(self) -> Days | None:
        """The days by which a surname or a shared name is told apart here."""
        return self.page.era.of_state(self.name.start)

    @property
    def follows_article(self) -> bool:
        """True for "the King", "a Ford"; "the Bush administration" and "the Putin-Biden summit" are the persons'."""
        if self.page.text.startswith("-", self.name.end):
            return False
        around = surroundings(self.page.text, self.name.start, self.name.end)
        return around.previous in ("the", "a", "an") and around.next not in contexts()["persons"]["followings"]

    @property
    def follows_place(self) -> bool:
        """True for "held at Akinci", "near Bush"."""
        return surroundings(self.page.text, self.name.start, self.name.end).previous in ("at", "near", "in")

    @property
    def is_spoken_of(self) -> bool:
        return is_spoken_of(self.page.text, self.name)
