"""
One word, pattern, phrase, name or date of a query -> the nodes it stands for: none or one.

    leaf    = word | word* | wo?d | word~ | "a phrase" | "a phrase"~5 | a name or date after its prefix
    prefix  = title | actor | topic | source | author | lang | date | mentioned
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from search.analysis import tokens as words_of
from search.model import Clock
from search.query.clauses import Clauses
from search.query.dates import is_reversed, normal_words, parse_dates
from search.query.tokens import Token
from search.query.tree import (
    Dates,
    Everything,
    Fuzzy,
    Label,
    LabelField,
    Node,
    Pattern,
    Phrase,
    TextField,
    Word,
    all_of,
)

CLOCK_OF_PREFIX: dict[str, Clock] = {"date": "published", "mentioned": "mentioned"}
LABEL_OF_PREFIX: dict[str, LabelField] = {
    "actor": "actor",
    "topic": "topic",
    "source": "source",
    "author": "author",
    "lang": "language",
}
PREFIXES = ("title", *LABEL_OF_PREFIX, *CLOCK_OF_PREFIX)
OPERATORS = ("OR", "AND", "NOT")
LONGEST_DATE = 5  # words: "the last three weeks", "17 feb 2022 to today"

_DISTANCES = (1, 2)  # more letters than these make any word resemble any other

_UNKNOWN_PREFIX = re.compile(r"([^\W\d_]{2,}):[\w]")
_PATTERN_WORDS = re.compile(r"[\w*?'’ʼ]+")
_FUZZY = re.compile(r"(.+?)~(\d*)\W*")
_PUNCTUATION = " \t,;:.!?…~"
_NAME_MARGIN = _PUNCTUATION + "*"


@dataclass(frozen=True, slots=True)
class Leaves:
    """Reads leaves; date words count from `today`, and what is odd about a leaf is said to the `clauses`."""

    clauses: Clauses
    today: date

    def quoted(self, token: Token, prefix: str) -> list[Node]:
        """A phrase, or the name or date that follows a prefix."""
        if prefix in CLOCK_OF_PREFIX:
            return self._dates(token, token.text, prefix)
        if prefix in LABEL_OF_PREFIX:
            return self._named(token, prefix)
        text = as_words(token.text, " ")
        if not text:
            self.clauses.say(f"the quotation marks at {token.start + 1} hold no word; left out", token)
            return []
        distance = None if token.distance is None or " " not in text else int(token.distance[:4] or 1)
        return self.clauses.counted(token, Phrase(text, distance, _field_of(prefix)))

    def bare(self, token: Token, prefix: str) -> list[Node]:
        """A word or pattern, or the name that follows a prefix."""
        return self._named(token, prefix) if prefix in LABEL_OF_PREFIX else self._words(token, _field_of(prefix))

    def dated(self, tokens: Sequence[Token], prefix: str) -> tuple[list[Node], int]:
        """The longest run of words from the first token on that is a date, for nobody quotes "last month".

        Gives the node and how many tokens it took.
        """
        for count in range(len(tokens), 1, -1):
            words = " ".join(part.text for part in tokens[:count]).rstrip(_NAME_MARGIN)
            if parse_dates(words, today=self.today):
                return self._dates(tokens[0], words, prefix), count
        return self._dates(tokens[0], tokens[0].text, prefix), 1

    def _words(self, token: Token, field: TextField) -> list[Node]:
        text = token.text
        if text.strip(",;:.!…") == "*":
            return self.clauses.counted(token, Everything())
        if fuzzy := _FUZZY.fullmatch(text):
            return self._fuzzy(token, fuzzy[1], fuzzy[2], field)
        if "*" in text or "?" in text.rstrip(_PUNCTUATION):
            return self._patterns(token, field)
        if unknown := _UNKNOWN_PREFIX.match(text):
            self.clauses.say(f"{unknown[1]}: at {token.start + 1} is not a prefix; read as a word", token)
        word = as_words(text, "-")
        return self.clauses.counted(token, Word(word, field)) if word else []

    def _patterns(self, token: Token, field: TextField) -> list[Node]:
        """Words with * and ?; a question mark at the end of a word is only that."""
        nodes: list[Node] = []
        for part in (found.rstrip("?") for found in _PATTERN_WORDS.findall(token.text)):
            if not part:
                continue
            if not as_words(part.replace("*", "").replace("?", ""), "-"):
                self.clauses.say(f"{part} at {token.start + 1} has no letter; left out", token)
            elif "*" in part or "?" in part:
                nodes += self.clauses.counted(token, Pattern(part, field))
            else:  # an operator here is only a word, and bare it is spelt so
                word = as_words(part, "-")
                nodes += self.clauses.counted(token, Word(word.lower() if word in OPERATORS else word, field))
        return [all_of(nodes)] if nodes else []

    def _fuzzy(self, token: Token, text: str, typed: str, field: TextField) -> list[Node]:
        distance = min(max(int(typed[:4] or 1), 1), max(_DISTANCES))
        if typed and int(typed[:4]) not in _DISTANCES:
            self.clauses.say(
                f"~{typed} at {token.start + 1} is read as ~{distance}: words may differ by 1 or 2 letters", token
            )
        words = [Fuzzy(text[word.start : word.end], distance, field) for word in words_of(text)]
        return [all_of(node for word in words for node in self.clauses.counted(token, word))] if words else []

    def _named(self, token: Token, prefix: str) -> list[Node]:
        value = " ".join(token.text.split()).strip(_NAME_MARGIN)
        return self.clauses.counted(token, Label(LABEL_OF_PREFIX[prefix], value)) if value else []

    def _dates(self, token: Token, text: str, prefix: str) -> list[Node]:
        words = normal_words(text.strip(" \t,;:!?"))
        if is_reversed(words, today=self.today):
            first, last = words.split("..")
            self.clauses.say(f"the dates at {token.start + 1} were the wrong way round; read as {last}..{first}", token)
            words = f"{last}..{first}"
        days = parse_dates(words, today=self.today)
        if days is None:
            message = f"“{text}” at {token.start + 1} is not a date and is left out; write 2022-02-17, 2022-02 or 2022"
            self.clauses.say(message, token)
            return []
        return self.clauses.counted(token, Dates(CLOCK_OF_PREFIX[prefix], words, days))


def _field_of(prefix: str) -> TextField:
    return "title" if prefix == "title" else ""


def as_words(text: str, gap: str) -> str:
    """The words of a text as typed; what stood between them becomes `gap`, and nothing where nothing did."""
    parts: list[str] = []
    end = 0
    for word in words_of(text):
        parts += [gap if parts and word.start > end else "", text[word.start : word.end]]
        end = word.end
    return "".join(parts)
