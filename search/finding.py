"""The text of a request -> the documents that it finds, relaxed where no document has every word."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from search.columnar.documents import DocumentSet
from search.columnar.evaluation import Evaluation
from search.columnar.expansion import SearchWords
from search.columnar.index import ColumnarIndex
from search.columnar.queries import Expansion
from search.model import Notice, SearchRequest
from search.query import Limits, Names, compile_query, parse, weights_of
from search.query.function_words import is_function_word
from search.query.tree import All, Everything, Node, Word, all_of, any_of, narrows
from search.ranking import Ranking
from search.stopwatch import Stopwatch


@dataclass(frozen=True, slots=True)
class Found:
    """What a query was read as, the documents it finds, and what gives them their scores.

    Where no document has all the words, `fewest` of them are enough; else it is None.
    """

    tree: Node
    matched: DocumentSet
    ranking: Ranking
    notices: tuple[Notice, ...]
    fewest: int | None = None


def find(
    index: ColumnarIndex,
    request: SearchRequest,
    names: Names,
    limits: Limits,
    today: date,
    words: SearchWords | None = None,
    watch: Stopwatch | None = None,
) -> Found:
    """Everything that the text of a request finds in the collection, whatever is ticked.

    `words` are what has been found out about words before, for other requests of the same search.
    """
    words = words or index.words()
    parsed = parse(request.text, today=today, operator=request.operator, limits=limits)
    weights = weights_of(request.text)
    key = (request.text, request.operator, today)
    compiled = compile_query(parsed.tree, names=names, limits=limits, weights=weights)
    if watch:
        watch.ends("parse")
    evaluation = index.evaluation(compiled.query, limits.deadline, words)
    matched = evaluation.matched()
    is_alike = compiled.scoring is compiled.query
    scoring = evaluation if is_alike else index.evaluation(compiled.scoring, limits.deadline, words)
    ranking = Ranking(index, scoring, matched, weights, key)
    notices = (*parsed.notices, *compiled.notices, *_at_their_limit(evaluation, limits))
    found = Found(parsed.tree, matched, ranking, notices)
    return found if len(matched) else _relaxed(index, found, names, limits, weights, key, words)


def documents_with(index: ColumnarIndex, word: str) -> int:
    """How many documents hold any form of a word."""
    return len(index.evaluation(compile_query(Word(word)).query).matched())


def _at_their_limit(evaluation: Evaluation, limits: Limits) -> list[Notice]:
    """Which patterns and fuzzy words stand for as many words as they may."""
    wide = {
        leaf.text: None
        for leaf in evaluation.query.leaves()
        if isinstance(leaf, Expansion) and evaluation.word_count(leaf) >= limits.expansions
    }
    most = limits.expansions
    return [
        Notice(f"“{text}” stands for {most:,} words or more; the {most:,} most frequent are searched") for text in wide
    ]


def _relaxed(
    index: ColumnarIndex,
    found: Found,
    names: Names,
    limits: Limits,
    weights: Mapping[str, float],
    key: Hashable,
    known: SearchWords,
) -> Found:
    """The documents with most of the words, where bare words were all that was asked for."""
    words = _plain_words(found.tree)
    if len(words) < 2:
        return found

    def evaluation(node: Node) -> Evaluation:
        return index.evaluation(compile_query(node, names=names, limits=limits).query, limits.deadline, known)

    allowed = evaluation(all_of(_narrowing(found.tree))).matched().mask
    count_of_document = np.zeros(index.size, dtype=np.uint16)
    for word in words:
        count_of_document += evaluation(word).matched().mask
    fewest = int(np.max(count_of_document, where=allowed, initial=0))
    if not fewest:
        return found
    notice = Notice(_explained(fewest, words, found.tree))
    matched = index.masked(allowed & (count_of_document == fewest))
    scoring = compile_query(any_of(words), names=names, limits=limits, weights=weights).scoring
    ranking = Ranking(index, index.evaluation(scoring, limits.deadline, known), matched, weights, key)
    return Found(found.tree, matched, ranking, (*found.notices, notice), fewest)


def _explained(fewest: int, words: list[Node], tree: Node) -> str:
    left_out = [part.text for part in _wanted(tree) if part not in words and isinstance(part, Word)]
    aside = f" ({', '.join(f'“{text}”' for text in left_out)} not counted)" if left_out else ""
    number = f"{fewest} of these {len(words)}" if fewest < len(words) else f"the other {len(words)}"
    return f"No document has all of these words. Shown are those that have {number}{aside}."


def _plain_words(tree: Node) -> list[Node]:
    """The words of a query that asks for nothing but bare words; function words only where there are no others."""
    words = [part for part in _wanted(tree) if isinstance(part, Word)]
    if len(words) < len(_wanted(tree)):
        return []
    telling: list[Node] = [word for word in words if not is_function_word(word.text)]
    return telling or list(words)


def _wanted(tree: Node) -> list[Node]:
    return [part for part in _parts(tree) if not narrows(part)]


def _narrowing(tree: Node) -> Iterable[Node]:
    return [part for part in _parts(tree) if narrows(part)] or [Everything()]


def _parts(tree: Node) -> tuple[Node, ...]:
    return tree.parts if isinstance(tree, All) else (tree,)
