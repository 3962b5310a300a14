"""The fields of the index, as Whoosh is told of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer
from whoosh.analysis import Token as WhooshToken
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema

from search.analysis import paragraph_starts, sentence_starts, tokens

SCHEMA_VERSION = "8"

# Terms of private-use characters, which no text folds to. Each stands at the position of the first word of a
# sentence or paragraph, so that "in one sentence" is arithmetic on positions.
SENTENCE_START = "\ue000"
PARAGRAPH_START = "\ue001"
BOUNDARIES = (SENTENCE_START, PARAGRAPH_START)

TEXT_FIELDS = ("title", "body")


class FoldingAnalyzer(Analyzer):  # type: ignore[misc]
    """The terms of `search.analysis`, with boundary terms where sentences and paragraphs start."""

    def __call__(self, value: str, *, positions: bool = False, **_: Any) -> Iterator[WhooshToken]:
        found = list(tokens(value))
        starts = [token.start for token in found]
        for position, term in _with_boundaries(value, starts, [token.term for token in found]):
            yield WhooshToken(text=term, pos=position, boost=1.0, stopped=False, positions=positions)


def _with_boundaries(text: str, starts: list[int], words: list[str]) -> Iterator[tuple[int, str]]:
    sentences = {bisect_right(starts, offset - 1) for offset in sentence_starts(text)}
    paragraphs = {bisect_right(starts, offset - 1) for offset in paragraph_starts(text)}
    for position, word in enumerate(words):
        if position in paragraphs:
            yield position, PARAGRAPH_START
        if position in sentences:
            yield position, SENTENCE_START
        yield position, word


def whoosh_schema() -> Schema:
    """Fields for text (title, body), for facets (actor, topic, source ...) and for what a result shows."""
    return Schema(
        id=ID(unique=True, stored=True),
        title=TEXT(analyzer=FoldingAnalyzer(), phrase=True),
        body=TEXT(analyzer=FoldingAnalyzer(), phrase=True),
        actor=KEYWORD(),
        topic=KEYWORD(),
        source=KEYWORD(),
        language=KEYWORD(),
        author=KEYWORD(),
        document=STORED,
        annotations=STORED,
    )
