"""A query with words or names that hardly occur -> the same query with those that were perhaps meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from search.analysis import tokens
from search.model import Repair, SearchRequest
from search.query import KnownNames, written
from search.query.tree import Label, Node, Phrase, Word, leaves, replaced
from search.spelling import Spelling

DocumentsWith = Callable[[str], int]


def respellings(
    tree: Node, request: SearchRequest, spelling: Spelling, names: KnownNames, documents_with: DocumentsWith
) -> Iterator[Repair]:
    """The request with one word or name spelt otherwise. `documents_with` counts the documents that hold a word."""
    for leaf in leaves(tree):
        if isinstance(leaf, Label):
            yield from _respelt_name(tree, request, leaf, names)
        elif isinstance(leaf, Word | Phrase):
            yield from _respelt_words(tree, request, leaf, spelling, documents_with)


def _respelt_name(tree: Node, request: SearchRequest, label: Label, names: KnownNames) -> Iterator[Repair]:
    if names.find(label.field, label.value):
        return
    for value in names.similar(label.field, label.value):
        meant = Label(label.field, names.name(label.field, value))
        yield _repair(request, label.value, meant.value, replaced(tree, label, meant))


def _respelt_words(
    tree: Node, request: SearchRequest, leaf: Word | Phrase, spelling: Spelling, documents_with: DocumentsWith
) -> Iterator[Repair]:
    for token in tokens(leaf.text):
        typed = leaf.text[token.start : token.end]
        for word in spelling.respelt(token.term, documents_with(token.term)):
            text = leaf.text[: token.start] + word + leaf.text[token.end :]
            yield _repair(request, typed, word, replaced(tree, leaf, replace(leaf, text=text)))


def _repair(request: SearchRequest, typed: str, meant: str, tree: Node) -> Repair:
    text = written(tree, operator=request.operator)
    return Repair(f"Write “{meant}” for “{typed}”", request.changing(text=text))
