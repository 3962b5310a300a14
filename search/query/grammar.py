"""
What was typed -> a tree. It cannot fail: anything typed has a meaning, and what was odd about it is said.

    query   = item*                      all of them, or any with operator="any"
    item    = both ("OR" both)*
    both    = one ("AND" one)*
    one     = ("NOT" | "-") one | prefix ":" one | "(" item* ")" | "SAME(" item* ")" | "PARA(" item* ")" | leaf

What a leaf is, and which prefixes there are, stands in `leaves`. Operators are in capitals; a comma, a full stop and
the like between words mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

from search.model import Match, Notice, Unit
from search.query.clauses import Clauses
from search.query.leaves import CLOCK_OF_PREFIX, LONGEST_DATE, OPERATORS, PREFIXES, Leaves, as_words
from search.query.limits import Limits
from search.query.tokens import Token, tokens
from search.query.tree import All, Any, Node, Text, all_of, any_of, narrows, negated, together

SCOPES: dict[str, Unit] = {"SAME": "sentence", "PARA": "paragraph"}

_PREFIX = re.compile(rf"[^\w*?<>.-]*({'|'.join(PREFIXES)}):", re.IGNORECASE)
_DASH = re.compile(r"[^\w*?<>.-]*-(?!-)")
_PATTERN = re.compile(r"\*|\?\w")


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
    clauses = Clauses(limits, notices)
    tree = _Parser(found, clauses, Leaves(clauses, today), operator, limits.depth).query()
    return Parsed(tree, tuple(sorted(clauses.notices, key=lambda notice: notice.start or 0)))


class _Parser:
    """A walk over the tokens, left to right, one method for each line of the grammar."""

    def __init__(self, found: list[Token], clauses: Clauses, leaves: Leaves, operator: Match, depth: int) -> None:
        self._tokens = found
        self._at = 0
        self._clauses = clauses
        self._leaves = leaves
        self._operator = operator
        self._most_depth = depth
        self._depth = 0
        self._prefix = ""

    def query(self) -> Node:
        nodes = list(self._items())
        while self._token:
            self._clauses.say(
                f"the closing parenthesis at {self._token.start + 1} has no opening one; left out", self._token
            )
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
            return self._leaves.quoted(token, self._prefix)
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
            self._clauses.say(
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
        said = len(self._clauses.notices)
        nodes = self._inside(token)
        if not nodes and sign == "NOT" and len(self._clauses.notices) == said:
            self._clauses.say(f"NOT at {token.start + 1} has nothing after it; left out", token)
        return [negated(node) for node in nodes]

    def _prefixed(self, token: Token, prefix: str) -> list[Node]:
        outer, self._prefix = self._prefix, prefix
        said = len(self._clauses.notices)
        nodes = self._inside(token)
        self._prefix = outer
        if not nodes and len(self._clauses.notices) == said:
            self._clauses.say(f"{prefix}: at {token.start + 1} has nothing after it; left out", token)
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
            self._clauses.say(
                f"{token.text} at {token.start + 1} joins words and phrases; the rest holds for the document", token
            )
        return [all_of([*([together(SCOPES[token.text], inside)] if inside else []), *beside])] if parts else []

    def _leaf(self, token: Token) -> list[Node]:
        if self._prefix not in CLOCK_OF_PREFIX:
            return self._leaves.bare(token, self._prefix)
        nodes, count = self._leaves.dated([token, *self._plain_chunks(LONGEST_DATE - 1)], self._prefix)
        self._at += count - 1
        return nodes

    def _plain_chunks(self, count: int) -> list[Token]:
        chunks = []
        for token in self._tokens[self._at : self._at + count]:
            if token.kind != "chunk" or self._operator_at(token) or _PREFIX.match(token.text):
                break
            chunks.append(token)
        return chunks

    # --- small steps ----------------------------------------------------------------------------

    @property
    def _token(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _operator_at(self, token: Token) -> str:
        is_word = token.kind == "chunk" and not _PATTERN.search(token.text)
        word = as_words(token.text, "-") if is_word else ""
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
        most = self._most_depth
        if self._depth < most:
            return False
        self._clauses.say(f"“{token.text}” at {token.start + 1} stands within {most} others and is left out", token)
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
            word = as_words(operator.text, "-")
            self._clauses.say(f"{word} at {operator.start + 1} has nothing {side} it; left out", operator)


def _can_stand_together(node: Node) -> bool:
    if isinstance(node, Any):
        return all(_can_stand_together(part) and not isinstance(part, Any) for part in node.parts)
    return isinstance(node, get_args(Text)) and not node.field
