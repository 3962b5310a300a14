"""
What was typed -> a tree. It cannot fail: anything typed has a meaning, and what was odd about it is said.

    query   = item*                      all of them, or any with operator="any"
    item    = both ("OR" both)*
    both    = one ("AND" one)*
    one     = ("NOT" | "-") one | prefix ":" one | "(" item* ")" | "SAME(" item* ")" | "PARA(" item* ")" | leaf
    leaf    = word | word* | wo?d | word~ | "a phrase" | "a phrase"~5 | a name or date after its prefix
    prefix  = title | actor | topic | source | author | lang | date | mentioned

Operators are in capitals; a comma, a full stop and the like between words mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

from search.analysis import tokens as words_of
from search.model import Clock, Match, Notice, Unit
from search.query.dates import is_reversed, normal_words, parse_dates
from search.query.limits import Limits
from search.query.tokens import Token, tokens
from search.query.tree import (
    All,
    Any,
    Dates,
    Everything,
    Fuzzy,
    Label,
    LabelField,
    Node,
    Pattern,
    Phrase,
    Text,
    TextField,
    Word,
    all_of,
    any_of,
    narrows,
    negated,
    together,
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
SCOPES: dict[str, Unit] = {"SAME": "sentence", "PARA": "paragraph"}

_LONGEST_DATE = 5  # words: "the last three weeks", "17 feb 2022 to today"
_DISTANCES = (1, 2)  # more letters than these make any word resemble any other

_PREFIX = re.compile(rf"[^\w*?<>.-]*({'|'.join(PREFIXES)}):", re.IGNORECASE)
_UNKNOWN_PREFIX = re.compile(r"([^\W\d_]{2,}):[\w]")
_DASH = re.compile(r"[^\w*?<>.-]*-(?!-)")
_PATTERN = re.compile(r"\*|\?\w")
_PATTERN_WORDS = re.compile(r"[\w*?'’ʼ]+")
_FUZZY = re.compile(r"(.+?)~(\d*)\W*")
_PUNCTUATION = " \t,;:.!?…~"
_NAME_MARGIN = _PUNCTUATION + "*"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a query means, and what was odd about it."""

    tree: Node
    notices: tuple[Notice, ...] = ()


def parse(text: str, *, today: date, operator: Match = "all", limits: Limits | None = None) -> Parsed:
    """The meaning of anything typed; date words count from `today`, words combine by `operator`."""
    limits = limits or Limits()
    read = text[: limits.characters]
    found, notices = tokens(read)
    if len(text) > len(read):
        message = f"only the first {limits.characters:,} characters of the query are read; the rest is left out"
        notices.append(Notice(message, len(read), len(text)))
    parser = _Parser(found, notices, today, operator, limits)
    tree = parser.query()
    return Parsed(tree, tuple(sorted(parser.notices, key=lambda notice: notice.start or 0)))


class _Parser:
    """A walk over the tokens, left to right, one method for each line of the grammar."""

    def __init__(self, found: list[Token], notices: list[Notice], today: date, operator: Match, limits: Limits) -> None:
        self._tokens = found
        self._at = 0
        self.notices = notices
        self._today = today
        self._operator = operator
        self._limits = limits
        self._clauses = 0
        self._pattern_count = 0
        self._depth = 0
        self._prefix = ""

    def query(self) -> Node:
        nodes = list(self._items())
        while self._token:
            self._say(f"the closing parenthesis at {self._token.start + 1} has no opening one; left out", self._token)
            self._at += 1
            nodes += self._items()
        return self._combined(nodes)

    # --- combining ------------------------------------------------------------------------------

    def _items(self) -> Iterator[Node]:
        """Every item up to a closing parenthesis or the end."""
        while self._token and self._token.kind != "close":
            yield from self._item()

    def _item(self) -> list[Node]:
        choices = self._both()
        is_choice = False
        while operator := self._taken_operator("OR"):
            further = self._both()
            self._expect_both_sides(operator, choices, further)
            is_choice = is_choice or bool(choices and further)
            choices += further
        return [any_of(choices)] if is_choice else choices

    def _both(self) -> list[Node]:
        parts = self._one()
        is_joined = False
        while operator := self._taken_operator("AND"):
            further = self._one()
            self._expect_both_sides(operator, parts, further)
            is_joined = is_joined or bool(parts and further)
            parts += further
        return [all_of(parts)] if len(parts) > 1 else parts

    def _combined(self, nodes: list[Node]) -> Node:
        """Words side by side, by the operator in force; what narrows a search always narrows it."""
        wanted = [node for node in nodes if not narrows(node)]
        if self._operator == "any" and len(wanted) > 1:
            return all_of([any_of(wanted), *(node for node in nodes if narrows(node))])
        return all_of(nodes)

    # --- one thing: none or one node ------------------------------------------------------------

    def _one(self) -> list[Node]:
        token = self._token
        if token is None or token.kind == "close" or self._operator_at(token) in ("OR", "AND"):
            return []
        self._at += 1
        if token.kind == "open":
            return self._group(token)
        if token.kind == "quoted":
            return self._quoted(token)
        return self._chunk(token)

    def _group(self, opening: Token) -> list[Node]:
        if self._is_too_deep(opening):
            self._skip_group()
            return []
        self._depth += 1
        nodes = list(self._items())
        self._depth -= 1
        self._close(opening)
        return [self._combined(nodes)] if nodes else []

    def _skip_one(self) -> None:
        """Passes over what a sign that is too deep would hold for."""
        token = self._token
        if token and token.kind != "close":
            self._at += 1
            if token.kind == "open":
                self._skip_group()

    def _skip_group(self) -> None:
        """Passes over a group that is too deep, with its inner groups."""
        depth = 1
        while depth and (token := self._token):
            depth += {"open": 1, "close": -1}.get(token.kind, 0)
            self._at += 1

    def _close(self, opening: Token) -> None:
        if self._token:
            self._at += 1
        else:
            self._say(
                f"the parenthesis at {opening.start + 1} is never closed; read as if it closed at the end", opening
            )

    def _chunk(self, token: Token) -> list[Node]:
        """A run of characters: an operator, a dash, a prefix, or words."""
        if self._operator_at(token) == "NOT":
            return self._negation(token, "NOT")
        if self._is_scope(token):
            return self._scope(token)
        if dash := _DASH.match(token.text):
            return self._negation(self._remainder(token, dash.end()), "-")
        if prefix := _PREFIX.match(token.text):
            self._remainder(token, prefix.end())
            return self._prefixed(token, prefix[1].lower())
        return self._leaf(token)

    def _remainder(self, token: Token, count: int) -> Token:
        """Leaves what follows the first `count` characters of a chunk to be read next."""
        rest = token.after(count)
        if rest.text:
            self._at -= 1
            self._tokens[self._at] = rest
        return token

    def _negation(self, token: Token, sign: str) -> list[Node]:
        is_lone_dash = sign == "-" and (self._token is None or self._token.start > token.end)
        if is_lone_dash:
            return []
        said = len(self.notices)
        nodes = self._inside(token)
        if not nodes and sign == "NOT" and len(self.notices) == said:
            self._say(f"NOT at {token.start + 1} has nothing after it; left out", token)
        return [negated(node) for node in nodes]

    def _prefixed(self, token: Token, prefix: str) -> list[Node]:
        outer, self._prefix = self._prefix, prefix
        said = len(self.notices)
        nodes = self._inside(token)
        self._prefix = outer
        if not nodes and len(self.notices) == said:
            self._say(f"{prefix}: at {token.start + 1} has nothing after it; left out", token)
        return nodes

    def _is_scope(self, token: Token) -> bool:
        following = self._token
        return (
            token.text in SCOPES and following is not None and (following.kind, following.start) == ("open", token.end)
        )

    def _scope(self, token: Token) -> list[Node]:
        """Words and phrases, or choices among them, in one sentence or paragraph; anything else holds beside it."""
        self._at += 1
        outer, self._operator = self._operator, "all"
        found = self._group(token)
        self._operator = outer
        if self._prefix == "title":  # a title is one sentence
            return found
        parts = [part for node in found for part in (node.parts if isinstance(node, All) else (node,))]
        inside = [part for part in parts if _can_stand_together(part)]
        beside = [part for part in parts if not _can_stand_together(part)]
        if beside:
            self._say(
                f"{token.text} at {token.start + 1} joins words and phrases; the rest holds for the document", token
            )
        return [all_of([*([together(SCOPES[token.text], inside)] if inside else []), *beside])] if parts else []

    # --- leaves ---------------------------------------------------------------------------------

    def _quoted(self, token: Token) -> list[Node]:
        if self._prefix in LABEL_OF_PREFIX or self._prefix in CLOCK_OF_PREFIX:
            return self._named(token, token.text)
        text = _as_words(token.text, " ")
        if not text:
            self._say(f"the quotation marks at {token.start + 1} hold no word; left out", token)
            return []
        distance = None if token.distance is None or " " not in text else int(token.distance[:4] or 1)
        return self._counted(token, Phrase(text, distance, self._field))

    def _leaf(self, token: Token) -> list[Node]:
        if self._prefix in CLOCK_OF_PREFIX:
            return self._dates(token)
        if self._prefix:
            return self._named(token, token.text) if self._prefix != "title" else self._words(token)
        return self._words(token)

    def _words(self, token: Token) -> list[Node]:
        text = token.text
        if text.strip(",;:.!…") == "*":
            return self._counted(token, Everything())
        if fuzzy := _FUZZY.fullmatch(text):
            return self._fuzzy(token, fuzzy[1], fuzzy[2])
        if "*" in text or "?" in text.rstrip(_PUNCTUATION):
            return self._patterns(token)
        if unknown := _UNKNOWN_PREFIX.match(text):
            self._say(f"{unknown[1]}: at {token.start + 1} is not a prefix; read as a word", token)
        word = _as_words(text, "-")
        return self._counted(token, Word(word, self._field)) if word else []

    def _patterns(self, token: Token) -> list[Node]:
        """Words with * and ?; a question mark at the end of a word is only that."""
        nodes: list[Node] = []
        for part in (found.rstrip("?") for found in _PATTERN_WORDS.findall(token.text)):
            if not part:
                continue
            if not _as_words(part.replace("*", "").replace("?", ""), "-"):
                self._say(f"{part} at {token.start + 1} has no letter; left out", token)
            elif "*" in part or "?" in part:
                nodes += self._counted(token, Pattern(part, self._field))
            else:  # an operator here is only a word, and bare it is spelt so
                word = _as_words(part, "-")
                nodes += self._counted(token, Word(word.lower() if word in OPERATORS else word, self._field))
        return [all_of(nodes)] if nodes else []

    def _fuzzy(self, token: Token, text: str, typed: str) -> list[Node]:
        distance = min(max(int(typed[:4] or 1), 1), max(_DISTANCES))
        if typed and int(typed[:4]) not in _DISTANCES:
            self._say(
                f"~{typed} at {token.start + 1} is read as ~{distance}: words may differ by 1 or 2 letters", token
            )
        words = [Fuzzy(text[word.start : word.end], distance, self._field) for word in words_of(text)]
        return [all_of(node for word in words for node in self._counted(token, word))] if words else []

    def _named(self, token: Token, text: str) -> list[Node]:
        """A name or a date, quoted or bare."""
        if self._prefix in CLOCK_OF_PREFIX:
            return self._dates_of(token, text)
        value = " ".join(text.split()).strip(_NAME_MARGIN)
        if not value:
            return []
        return self._counted(token, Label(LABEL_OF_PREFIX[self._prefix], value))

    def _dates(self, token: Token) -> list[Node]:
        """The longest run of words that is a date, for nobody quotes "last month"."""
        following = [token, *self._plain_chunks(_LONGEST_DATE - 1)]
        for count in range(len(following), 1, -1):
            words = " ".join(part.text for part in following[:count]).rstrip(_NAME_MARGIN)
            if parse_dates(words, today=self._today):
                self._at += count - 1
                return self._dates_of(token, words)
        return self._dates_of(token, token.text)

    def _plain_chunks(self, count: int) -> list[Token]:
        chunks = []
        for token in self._tokens[self._at : self._at + count]:
            if token.kind != "chunk" or self._operator_at(token) or _PREFIX.match(token.text):
                break
            chunks.append(token)
        return chunks

    def _dates_of(self, token: Token, text: str) -> list[Node]:
        words = normal_words(text.strip(" \t,;:!?"))
        if is_reversed(words, today=self._today):
            first, last = words.split("..")
            self._say(f"the dates at {token.start + 1} were the wrong way round; read as {last}..{first}", token)
            words = f"{last}..{first}"
        days = parse_dates(words, today=self._today)
        if days is None:
            message = f"“{text}” at {token.start + 1} is not a date and is left out; write 2022-02-17, 2022-02 or 2022"
            self._say(message, token)
            return []
        return self._counted(token, Dates(CLOCK_OF_PREFIX[self._prefix], words, days))

    # --- small steps ----------------------------------------------------------------------------

    @property
    def _token(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    @property
    def _field(self) -> TextField:
        return "title" if self._prefix == "title" else ""

    def _operator_at(self, token: Token) -> str:
        is_word = token.kind == "chunk" and not _PATTERN.search(token.text)
        word = _as_words(token.text, "-") if is_word else ""
        return word if word in OPERATORS else ""

    def _inside(self, token: Token) -> list[Node]:
        """What follows a NOT, a dash or a prefix: one thing, unless it stands too deep."""
        if self._is_too_deep(token):
            self._skip_one()
            return []
        self._depth += 1
        nodes = self._one()
        self._depth -= 1
        return nodes

    def _is_too_deep(self, token: Token) -> bool:
        most = self._limits.depth
        if self._depth < most:
            return False
        self._say(f"“{token.text}” at {token.start + 1} stands within {most} others and is left out", token)
        return True

    def _taken_operator(self, operator: str) -> Token | None:
        token = self._token
        if token is None or self._operator_at(token) != operator:
            return None
        self._at += 1
        return token

    def _expect_both_sides(self, operator: Token, before: list[Node], after: list[Node]) -> None:
        if not before or not after:
            side = "after" if before else "before"
            word = _as_words(operator.text, "-")
            self._say(f"{word} at {operator.start + 1} has nothing {side} it; left out", operator)

    def _counted(self, token: Token, node: Node) -> list[Node]:
        """The node, while the query has not too many of them."""
        is_pattern = isinstance(node, Pattern | Fuzzy)
        limits = self._limits
        self._clauses += 1
        self._pattern_count += is_pattern
        if self._clauses > limits.clauses:
            return self._left_out(token, self._clauses, limits.clauses, "words and phrases")
        if is_pattern and self._pattern_count > limits.patterns:
            return self._left_out(token, self._pattern_count, limits.patterns, "patterns")
        return [node]

    def _left_out(self, token: Token, count: int, most: int, things: str) -> list[Node]:
        """Nothing; said of the first that is too many."""
        if count == most + 1:
            self._say(f"only the first {most:,} {things} are read; from {token.start + 1} on they are left out", token)
        return []

    def _say(self, message: str, token: Token) -> None:
        self.notices.append(Notice(message, token.start, token.end))


def _can_stand_together(node: Node) -> bool:
    if isinstance(node, Any):
        return all(_can_stand_together(part) and not isinstance(part, Any) for part in node.parts)
    return isinstance(node, get_args(Text)) and not node.field


def _as_words(text: str, gap: str) -> str:
    """The words of a text as typed; what stood between them becomes `gap`, and nothing where nothing did."""
    parts: list[str] = []
    end = 0
    for word in words_of(text):
        parts += [gap if parts and word.start > end else "", text[word.start : word.end]]
        end = word.end
    return "".join(parts)
