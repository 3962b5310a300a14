"""The nodes of a parsed query: frozen values in a normal form, so that equal meanings compare equal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from search.analysis import terms
from search.model import Clock, DateRange, Unit

TextField = Literal["", "title"]
LabelField = Literal["actor", "topic", "source", "author", "language"]


@lru_cache(maxsize=1024)
def _terms_of(text: str) -> tuple[str, ...]:
    """A query is short, but asked a dozen times for its terms: to be read, said, compiled and highlighted."""
    return tuple(terms(text))


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document: what a blank query or a lone * asks for."""


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word: any inflection of it. Several terms ("cease-fire") must follow each other."""

    text: str
    field: TextField = ""

    @property
    def terms(self) -> tuple[str, ...]:
        return _terms_of(self.text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Quoted words, as written. With a distance: in any order, no two of them further apart than that."""

    text: str
    distance: int | None = None
    field: TextField = ""

    @property
    def terms(self) -> tuple[str, ...]:
        return _terms_of(self.text)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with * for any letters and ? for one."""

    text: str
    field: TextField = ""


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word, and those at most `distance` letters away from it."""

    text: str
    distance: int
    field: TextField = ""


@dataclass(frozen=True, slots=True)
class Together:
    """Words, phrases or choices among them that stand in one sentence or paragraph of the body."""

    scope: Unit
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Documents that carry an actor, topic, source, author or language, by id or by name."""

    field: LabelField
    value: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Documents whose days on `clock` touch `range`; `words` is what was typed for it."""

    clock: Clock
    words: str
    range: DateRange


@dataclass(frozen=True, slots=True)
class All:
    """Every part is true. Parts that search text come first, then those that narrow, then exclusions."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part is true."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part is not true."""

    part: Node


Text = Word | Phrase | Pattern | Fuzzy
Leaf = Text | Label | Dates | Everything
Node = Leaf | Together | All | Any | Not


def all_of(nodes: Iterable[Node]) -> Node:
    """The conjunction in normal form: flat, without repeats, and Everything only where nothing else is asked."""
    flat = _flat(nodes, All)
    parts = tuple(sorted((part for part in flat if part != Everything()), key=_place))
    return _single(parts or tuple(flat), All)


def any_of(nodes: Iterable[Node]) -> Node:
    """The choice in normal form: flat and without repeats; a choice that holds Everything is Everything."""
    parts = tuple(_flat(nodes, Any))
    return Everything() if Everything() in parts else _single(parts, Any)


def negated(node: Node) -> Node:
    """The opposite; a double negation is none."""
    return node.part if isinstance(node, Not) else Not(node)


def together(scope: Unit, nodes: Iterable[Node]) -> Node:
    """Nodes that stand together, without repeats; one alone needs no company."""
    parts = tuple(dict.fromkeys(nodes))
    return parts[0] if len(parts) == 1 else Together(scope, parts)


def narrows(node: Node) -> bool:
    """True for what restricts a search instead of saying what it is about: labels, dates, exclusions."""
    if isinstance(node, All | Any):
        return all(narrows(part) for part in node.parts)
    return isinstance(node, Label | Dates | Not)


def replaced(node: Node, old: Node, new: Node) -> Node:
    """The tree with another node in the place of one."""
    match node:
        case _ if node == old:
            return new
        case All():
            return all_of(replaced(part, old, new) for part in node.parts)
        case Any():
            return any_of(replaced(part, old, new) for part in node.parts)
        case Not():
            return negated(replaced(node.part, old, new))
        case Together():
            return together(node.scope, (replaced(part, old, new) for part in node.parts))
    return node


def leaves(node: Node) -> Iterator[Leaf]:
    """Every leaf of the tree, excluded ones too."""
    if isinstance(node, All | Any | Together):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Not):
        yield from leaves(node.part)
    else:
        yield node


def in_field(node: Text, field: TextField) -> Text:
    """The same words, looked for in one field."""
    return replace(node, field=field)


def _flat(nodes: Iterable[Node], kind: type[All] | type[Any]) -> list[Node]:
    found: dict[Node, None] = {}
    for node in nodes:
        found.update(dict.fromkeys(node.parts if isinstance(node, kind) else (node,)))
    return list(found)


def _single(parts: tuple[Node, ...], kind: type[All] | type[Any]) -> Node:
    if not parts:
        return Everything()
    return parts[0] if len(parts) == 1 else kind(parts)


def _place(node: Node) -> int:
    return 2 if isinstance(node, Not) else 1 if narrows(node) else 0
