"""A tree -> a Whoosh query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from whoosh import query as whoosh_query

from search.analysis import fold, terms
from search.columnar import queries as leaves
from search.model import Notice
from search.query.limits import Limits
from search.query.names import Names, TypedNames
from search.query.tree import (
    All,
    Any,
    Dates,
    Everything,
    Fuzzy,
    Label,
    Node,
    Not,
    Pattern,
    Phrase,
    Text,
    Together,
    Word,
)

# A word in the title says more of what a document is about than one in its body.
BOOST_OF_FIELD = {"title": 2.0, "body": 1.0}

# What the parts of "cease-fire" count for standing side by side, beside what they count for themselves.
_SIDE_BY_SIDE = 0.1


@dataclass(frozen=True, slots=True)
class Compiled:
    """What decides which documents are found, what gives them their scores, and which names nothing bears."""

    query: whoosh_query.Query
    scoring: whoosh_query.Query
    notices: tuple[Notice, ...] = ()


def compile_query(
    tree: Node,
    *,
    names: Names | None = None,
    limits: Limits | None = None,
    weights: Mapping[str, float] | None = None,
) -> Compiled:
    """The Whoosh query of a tree. Text scores; names, days and exclusions only decide what is found.

    `weights` says how much the terms of bare words count, 1 where it is silent.

    `search.columnar.queries` has the queries that Whoosh lacks.
    """
    compiler = _Compiler(names or TypedNames(), limits or Limits(), weights or {})
    query = compiler.compiled(tree)
    parts = [compiler.compiled(Word(part)) for part in _parts_of_words(tree)]
    return Compiled(query, whoosh_query.Or([query, *parts]) if parts else query, tuple(compiler.notices))


def compile_words(weights: Mapping[str, float]) -> whoosh_query.Query:
    """Any of these words, in any form, by how much each counts."""
    compiler = _Compiler(TypedNames(), Limits(), weights)
    return whoosh_query.Or([compiler.compiled(Word(word)) for word in weights])


def compile_body_words(weights: Mapping[str, float]) -> whoosh_query.Query:
    """Any of these terms, in any form, in the body alone: half the work."""
    return _either([leaves.Inflections("body", term, weight) for term, weight in weights.items()])


def _parts_of_words(tree: Node) -> Iterator[str]:
    """The parts of words like "cease-fire": apart, they tell something about a document too."""
    if isinstance(tree, All | Any):
        for node in tree.parts:
            yield from _parts_of_words(node)
    elif isinstance(tree, Word) and not tree.field and len(tree.terms) > 1:
        yield from tree.terms


class _Compiler:
    def __init__(self, names: Names, limits: Limits, weights: Mapping[str, float]) -> None:
        self._names = names
        self._limits = limits
        self._weights = weights
        self.notices: list[Notice] = []

    def compiled(self, node: Node) -> whoosh_query.Query:
        match node:
            case Everything():
                return whoosh_query.Every()
            case All():
                return self._all(node)
            case Any():
                return whoosh_query.Or([self.compiled(part) for part in node.parts])
            case Not():
                return whoosh_query.Not(self.compiled(node.part))
            case Together():
                return self._together(node)
            case Label():
                return self._label(node)
            case Dates():
                return leaves.Dates(node.clock, node.range)
            case Word() | Phrase() | Pattern() | Fuzzy():
                return self._anywhere(node)

    def _all(self, node: All) -> whoosh_query.Query:
        wanted = [self.compiled(part) for part in node.parts if not isinstance(part, Not)]
        excluded = [self.compiled(part.part) for part in node.parts if isinstance(part, Not)]
        found = _both(wanted) if wanted else whoosh_query.Every()
        return whoosh_query.And([found, whoosh_query.Not(_either(excluded))]) if excluded else found

    def _anywhere(self, node: Text) -> whoosh_query.Query:
        """A leaf in the fields it is looked for in. A word in several is one word, which occurs in all of them."""
        found = [self._text(node, field) for field in _fields(node)]
        weight = self._weights.get(node.terms[0], 1.0) if isinstance(node, Word) and len(node.terms) == 1 else 1.0
        if len(found) > 1 and all(isinstance(query, whoosh_query.MultiTerm) for query in found):
            return leaves.AcrossFields(found, boost=weight)
        return _either([query.with_boost(query.boost * weight) for query in found] if weight != 1 else found)

    def _text(self, node: Text, field: str) -> whoosh_query.Query:
        """A leaf in one field; nearness is a filter, with the words beside it for their scores."""
        place = self._place(node, field)
        if not isinstance(place, leaves.Near):
            return place
        boost = BOOST_OF_FIELD[field]
        return _both([place, *(whoosh_query.Term(field, word, boost=boost) for word in dict.fromkeys(place.words))])

    def _place(self, node: Text, field: str) -> whoosh_query.Query:
        """A leaf as a single query that knows where it stands."""
        boost, limit = BOOST_OF_FIELD[field], self._limits.expansions
        match node:
            case Pattern():
                return leaves.PatternWords(field, _folded_pattern(node.text), limit, boost)
            case Fuzzy():
                return leaves.FuzzyWords(field, terms(node.text)[0], node.distance, limit, boost)
            case Word() if len(node.terms) == 1:
                return leaves.Inflections(field, node.terms[0], boost)
            case Phrase(distance=int() as distance) if len(node.terms) > 1:
                # Words that could not stand so close side by side stand in a row, in any order.
                return leaves.Near(field, node.terms, max(distance, len(node.terms) - 1))
            case Word():
                return _in_a_row(field, node.terms, boost * _SIDE_BY_SIDE)
            case Phrase():
                return _in_a_row(field, node.terms, boost)

    def _together(self, node: Together) -> whoosh_query.Query:
        """A filter on where the parts stand, with the parts themselves beside it for their scores."""
        scopes = [
            leaves.Within(field, [self._place_of_choice(part, field) for part in node.parts], node.scope)
            for field in BOOST_OF_FIELD
        ]
        return _both([_either(scopes), *(self.compiled(part) for part in node.parts)])

    def _place_of_choice(self, node: Node, field: str) -> whoosh_query.Query:
        parts = node.parts if isinstance(node, Any) else (node,)
        return _either(
            [self._place(part, field) for part in parts if isinstance(part, Word | Phrase | Pattern | Fuzzy)]
        )

    def _label(self, node: Label) -> whoosh_query.Query:
        values = self._names.find(node.field, node.value)
        if not values:
            kind = "language" if node.field == "language" else node.field
            self.notices.append(Notice(f"no {kind} in this collection is called “{node.value}”"))
        if len(values) > 1:
            names = " or ".join(self._names.name(node.field, value) for value in values[:5])
            more = f" or {len(values) - 5} more" if len(values) > 5 else ""
            self.notices.append(Notice(f"“{node.value}” is read as {names}{more}"))
        return _either([whoosh_query.Term(node.field, value, boost=0.0) for value in values])


def _fields(node: Text) -> tuple[str, ...]:
    return (node.field,) if node.field else tuple(BOOST_OF_FIELD)


def _in_a_row(field: str, words: Sequence[str], boost: float) -> whoosh_query.Query:
    if len(words) == 1:
        return whoosh_query.Term(field, words[0], boost=boost)
    return whoosh_query.Phrase(field, list(words), boost=boost)


def _folded_pattern(text: str) -> str:
    """The pattern as the words it is compared with are folded."""
    return "".join(sign for sign in fold(text) if sign in "*?" or sign.isalnum())


def _both(queries: Sequence[whoosh_query.Query]) -> whoosh_query.Query:
    return queries[0] if len(queries) == 1 else whoosh_query.And(list(queries))


def _either(queries: Sequence[whoosh_query.Query]) -> whoosh_query.Query:
    if not queries:
        return whoosh_query.NullQuery
    return queries[0] if len(queries) == 1 else whoosh_query.Or(list(queries))
