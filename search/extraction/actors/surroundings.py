"""A stretch of a text laid out -> the words on either side of it, as context rules ask for them."""

from typing import NamedTuple

from search.extraction.actors.words import Words

REACH = 64  # characters looked at on either side: enough for six words
_CLOSING = ",.;:!?)"


class Surroundings(NamedTuple):
    """The words before (nearest last) and after (nearest first) a stretch, in the same paragraph, as written.

    `touching_before` and `touching_after` are the characters that touch it ("-" in "pro-Moscow", "'" in "Moscow's").
    `previous` is the word before in small letters, with its punctuation, and `earlier` the one before that; empty at
    the head of a paragraph. `next` is the word after, in small letters without punctuation; empty where the clause ends
    first.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    touching_before: str
    touching_after: str
    previous: str
    earlier: str
    next: str

    @property
    def without_article(self) -> "Surroundings":
        """The same, "the" passed over on the left: "told the Assembly" as "told Moscow"."""
        if self.previous != "the":
            return self
        before = self.before[:-1]
        previous = before[-1].lower() if before else ""
        earlier = before[-2].lower() if len(before) > 1 else ""
        return self._replace(before=before, previous=previous, earlier=earlier)

    def following(self, index: int) -> str:
        """The word at `index` after the stretch in small letters; empty where punctuation comes before it."""
        if self.touching_after != " " or len(self.after) <= index:
            return ""
        return "" if any(word[-1] in _CLOSING for word in self.after[:index]) else _bare(self.after[index])

    def preceded_by(self, words: Words) -> bool:
        return self.touching_before == " " and self.previous in words

    def followed_by(self, words: Words) -> bool:
        return self.next in words


def _bare(word: str) -> str:
    """A word in small letters without the punctuation after it and the sign of its owner."""
    small = word.lower()
    return small if small.isalpha() else small.rstrip(",.;:!?)\"'”").removesuffix("'s")


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """The surroundings of text[start:end]."""
    head = text[max(0, start - REACH) : start].rpartition("\n")[2]
    tail = text[end : end + REACH].partition("\n")[0]
    before, after = tuple(head.split()), tuple(tail.split())
    if before and before[-1].lower() == "both":  # "to both Paris and Berlin" is to either
        before = before[:-1]
    previous = before[-1].lower() if before else ""
    earlier = before[-2].lower() if len(before) > 1 else ""
    following = _bare(after[0]) if after and tail[0] == " " else ""
    return Surroundings(before, after, head[-1:], tail[:1], previous, earlier, following)
