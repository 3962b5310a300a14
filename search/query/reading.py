"""A tree and the ticks beside it -> a sentence in plain English, and its parts that can be taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from search.model import DateRange, Notice, Reading, ReadingPart, SearchRequest
from search.query.names import Names, TypedNames
from search.query.spoken import spoken_dates
from search.query.tree import (
    All,
    Any,
    Dates,
    Everything,
    Fuzzy,
    Label,
    LabelField,
    Node,
    Not,
    Pattern,
    Phrase,
    Together,
    Word,
    all_of,
    any_of,
    narrows,
)
from search.query.written import written

_VERB: dict[LabelField, str] = {
    "actor": "naming",
    "topic": "about",
    "source": "from",
    "author": "by",
    "language": "in the language",
}


def reading(
    tree: Node,
    request: SearchRequest,
    *,
    names: Names | None = None,
    notices: tuple[Notice, ...] = (),
    fewest: int | None = None,
) -> Reading:
    """How a request was understood: its query as the tree, then its ticks. Counts are left for the searcher.

    `fewest` is how many of the words were enough, where no document has them all.
    """
    narrator = _Narrator(names or TypedNames())
    bare = _bare(request)
    parts = (*_query_parts(tree, request, bare, narrator), *_tick_parts(request, bare, narrator))
    return Reading(_sentence(tree, request, narrator, fewest), notices, parts, fewest)


# --- the sentence -------------------------------------------------------------------------------


def _sentence(tree: Node, request: SearchRequest, narrator: _Narrator, fewest: int | None) -> str:
    parts = tree.parts if isinstance(tree, All) else (tree,)
    wanted = narrator.all_words([part for part in parts if not narrows(part) and part != Everything()])
    narrowing = [narrator.words(part) for part in parts if narrows(part)]
    ticked = list(narrator.ticks(request))
    some = f"at least {fewest} of: " if fewest else ""
    text = f" with {some}{_listed(wanted, 'and')}" if wanted else ""
    rest = ", ".join([*narrowing, *ticked])
    subject = "Documents" if text or rest else "All documents"
    return f"{subject}{text}{',' if text and rest else ''}{' ' if rest else ''}{rest}."


class _Narrator:
    """Says a node or a tick in words, with the names that the collection gives."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def words(self, node: Node) -> str:
        """A node in words that follow "documents" (what narrows) or "documents with" (what is searched for)."""
        match node:
            case Everything():
                return "anything"
            case Word() | Phrase() | Pattern() | Fuzzy():
                return _text(node) + (" in the title" if node.field else "")
            case Together():
                return f"{_listed([self.words(part) for part in node.parts], 'and')} together in one {node.scope}"
            case Label():
                return f"{_VERB[node.field]} {self._name(node)}"
            case Dates():
                return _on_clock(node.clock, node.range, node.words)
            case Not(part=Label() | Dates()):
                return f"not {self.words(node.part)}"
            case Not():
                return f"without {self._bracketed(node.part)}"
            case Any():
                return f"either {_listed([self._bracketed(part) for part in node.parts], 'or')}"
            case All():
                return f"both {_listed([self._bracketed(part) for part in node.parts], 'and')}"

    def all_words(self, nodes: Sequence[Node]) -> list[str]:
        """Nodes in words, in their order; bare words in a row are said in one breath."""
        said: list[str] = []
        for is_bare, run in groupby(nodes, key=_is_bare):
            found = list(run)
            if is_bare and len(found) > 1:
                texts = [f"“{node.text}”" for node in found if isinstance(node, Word)]
                said.append(f"{_listed(texts, 'and')} in any form")
            else:
                said += [self.words(node) for node in found]
        return said

    def ticks(self, request: SearchRequest) -> Iterator[str]:
        """What was ticked, one phrase for each facet."""
        yield from self._ticked("actor", request.actors, "and" if request.actor_match == "all" else "or")
        yield from self._ticked("topic", request.topics)
        if request.must_meet and request.scope != "document":
            yield f"in the same {request.scope}"
        yield from self._ticked("source", request.sources)
        if request.dates:
            yield _on_clock(request.clock, request.dates) + (" or undated" if request.undated else "")
        elif request.undated:
            yield "undated"
        yield from (f"not {words}" for words in self._ticked("actor", request.excluded_actors))
        yield from (f"not {words}" for words in self._ticked("topic", request.excluded_topics))

    def _ticked(self, field: LabelField, values: Sequence[str], conjunction: str = "or") -> Iterator[str]:
        if values:
            yield f"{_VERB[field]} {_listed([self._names.name(field, value) for value in values], conjunction)}"

    def _name(self, label: Label) -> str:
        """The name of the one value that was meant; what was typed where there are several or none."""
        found = self._names.find(label.field, label.value)
        return self._names.name(label.field, found[0]) if len(found) == 1 else f"“{label.value}”"

    def _bracketed(self, node: Node) -> str:
        return f"({self.words(node)})" if isinstance(node, All | Any) else self.words(node)


def _is_bare(node: Node) -> bool:
    return isinstance(node, Word) and len(node.terms) == 1 and not node.field


def _text(node: Word | Phrase | Pattern | Fuzzy) -> str:
    match node:
        case Word():
            return f"“{node.text}” in any form" if len(node.terms) == 1 else f"“{node.text}”"
        case Phrase(distance=None):
            return f"exactly “{node.text}”"
        case Phrase():
            return f"“{node.text}” in any order within {_counted(node.distance or 0, 'word')} of each other"
        case Pattern() if re.fullmatch(r"[^*?]+\*", node.text):
            return f"a word that starts with “{node.text[:-1]}”"
        case Pattern():
            return f"a word like “{node.text}”"
        case Fuzzy():
            return f"“{node.text}” or a word {_counted(node.distance, 'letter')} away from it"


def _on_clock(clock: str, dates: DateRange, typed: str = "") -> str:
    verb = "published" if clock == "published" else "mentioning a day"
    aside = f" ({typed})" if re.search(r"[a-z]{2}", typed) and not re.search(r"\d{4}", typed) else ""
    return f"{verb} {spoken_dates(dates)}{aside}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _listed(words: Sequence[str], conjunction: str) -> str:
    """ "a", "a and b", "a, b and c"."""
    return f" {conjunction} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


# --- the parts ----------------------------------------------------------------------------------


def _query_parts(tree: Node, request: SearchRequest, bare: SearchRequest, narrator: _Narrator) -> Iterator[ReadingPart]:
    operator = request.operator
    for part, rest in _removable(tree, is_any=operator == "any"):
        yield ReadingPart(
            narrator.words(part),
            alone=bare.changing(text=written(part, operator=operator)),
            without=request.changing(text=written(rest, operator=operator)),
        )


def _removable(tree: Node, *, is_any: bool) -> Iterator[tuple[Node, Node]]:
    """Each part of the query with the query less that part; alternatives count as parts where any will do."""
    if tree == Everything():
        return
    parts = tree.parts if isinstance(tree, All) else (tree,)
    for part in parts:
        others = [other for other in parts if other != part]
        if is_any and isinstance(part, Any):
            for choice in part.parts:
                yield choice, all_of([any_of(c for c in part.parts if c != choice), *others])
        else:
            yield part, all_of(others)


def _tick_parts(request: SearchRequest, bare: SearchRequest, narrator: _Narrator) -> Iterator[ReadingPart]:
    for name in ("actors", "topics", "sources", "excluded_actors", "excluded_topics"):
        for value in getattr(request, name):
            yield _part(bare.changing(**{name: (value,)}), request.toggling(name, value), narrator)
    if request.dates or request.undated:
        alone = bare.changing(dates=request.dates, clock=request.clock, undated=request.undated)
        yield _part(alone, request.changing(dates=None, undated=False), narrator)


def _part(alone: SearchRequest, without: SearchRequest, narrator: _Narrator) -> ReadingPart:
    return ReadingPart(" ".join(narrator.ticks(alone)), alone, without)


def _bare(request: SearchRequest) -> SearchRequest:
    """A request for everything, shown in the same way."""
    return SearchRequest(operator=request.operator, sort=request.sort, page_size=request.page_size, clock=request.clock)
