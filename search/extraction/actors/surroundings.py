"""A stretch of a text laid out -> the words on either side of it, as context rules ask for them."""

from typing import NamedTuple

from search.extraction.actors.words import Words

REACH = 64  # characters looked at on either side: enough for six words
_CLOSING = ",.;:!?)"


class Surroundings(NamedTuple):
    """The text before and after a stretch, in the same paragraph, and the words there that rules ask for most.

    `touching_before` and `touching_after` are the characters that touch it ("-" in "pro-Moscow", "'" in "Moscow's").
    `word_before` is the word before as written, `previous` the same in small letters, with its punctuation, and
    `earlier` the one before that; empty at the head of a paragraph. `next` is the word after, in small letters without
    punctuation; empty where the clause ends first.
    """

    head: str
    tail: str
    touching_before: str
    touching_after: str
    word_before: str
    previous: str
    earlier: str
    next: str

    @property
    def before(self) -> list[str]:
        """The words before, nearest last, as written."""
        return self.head.split()

    @property
    def after(self) -> list[str]:
        """The words after, nearest first, as written."""
        return self.tail.split()

    @property
    def without_article(self) -> "Surroundings":
        """The same, "the" passed over on the left: "told the Assembly" as "told Moscow"."""
        if self.previous != "the":
            return self
        head = self.head.rstrip()[: -len("the")]
        before = head.rsplit(None, 2)
        last = before[-1] if before else ""
        earlier = before[-2].lower() if len(before) > 1 else ""
        return self._replace(head=head, word_before=last, previous=last.lower(), earlier=earlier)

    def following(self, index: int) -> str:
        """The word at `index` after the stretch in small letters; empty where punctuation comes before it."""
        after = self.after
        if self.touching_after != " " or len(after) <= index:
            return ""
        return "" if any(word[-1] in _CLOSING for word in after[:index]) else _bare(after[index])

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
    head = text[start - REACH if start > REACH else 0 : start].rpartition("\n")[2]
    tail = text[end : end + REACH].partition("\n")[0]
    touching_before, touching_after = head[-1:], tail[:1]
    before = head.rsplit(None, 2)
    if before and before[-1].lower() == "both":  # "to both Paris and Berlin" is to either
        head = head.rstrip()[: -len("both")]
        before = head.rsplit(None, 2)
    last = before[-1] if before else ""
    earlier = before[-2].lower() if len(before) > 1 else ""
    after = tail.split(None, 1) if touching_after == " " else ()
    return Surroundings(
        head, tail, touching_before, touching_after, last, last.lower(), earlier, _bare(after[0]) if after else ""
    )
