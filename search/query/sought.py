"""A tree -> what to highlight in the texts that it finds."""

from __future__ import annotations

from collections.abc import Iterator

from search.analysis import stem, terms
from search.query.tree import All, Any, Fuzzy, Node, Pattern, Phrase, Together, Word
from search.snippets import Sought


def sought_in(tree: Node) -> Sought:
    """Words and phrases that were searched for. Exclusions, names after a prefix and days are not highlighted."""
    found = list(_leaves(tree))
    return Sought(
        stems=frozenset(value for sought in found for value in sought.stems),
        terms=frozenset(value for sought in found for value in sought.terms),
        phrases=tuple(dict.fromkeys(value for sought in found for value in sought.phrases)),
        patterns=tuple(dict.fromkeys(value for sought in found for value in sought.patterns)),
        similar=tuple(dict.fromkeys(value for sought in found for value in sought.similar)),
    )


def _leaves(node: Node) -> Iterator[Sought]:
    match node:
        case All() | Any() | Together():
            for part in node.parts:
                yield from _leaves(part)
        case Word() if len(node.terms) == 1:
            yield Sought(stems=frozenset({stem(node.terms[0])}))
        case Word() | Phrase(distance=None) if len(node.terms) > 1:
            yield Sought(phrases=(node.terms,))
        case Word() | Phrase():
            yield Sought(terms=frozenset(node.terms))
        case Pattern():
            yield Sought(patterns=(node.text,))
        case Fuzzy():
            yield Sought(similar=tuple((term, node.distance) for term in terms(node.text)[:1]))
