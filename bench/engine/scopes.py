"""
Ticks that meet in a document, a paragraph or a sentence -> the time that finding and counting them takes.

    python -m bench scopes                        20,000 documents of the generator, their labels placed in sentences
    CHANCERY_BENCH_SIZES=200000 python -m bench scopes

Times are those that the asking thread had a processor, the least of ROUNDS: which documents are left, and the counts of
all three facets beside them.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from bench.engine.corpus import actor, synthetic, topic
from search.columnar.index import ColumnarIndex, open_columnar
from search.columnar.writing import write_index
from search.facets import FACETS
from search.model import SCOPES, IndexedDocument, LabelledSentence, SearchRequest
from search.narrowing import narrowing_of

ROUNDS = 7
_SENTENCES, _IN_A_PARAGRAPH = 25, 5
_MENTIONS = 2.4  # of a label in a document, on average

QUESTIONS = {
    "two common actors": SearchRequest(actors=(actor(0), actor(1)), actor_match="all"),
    "two rare actors": SearchRequest(actors=(actor(150), actor(160)), actor_match="all"),
    "a common actor and topic": SearchRequest(actors=(actor(0),), topics=(topic(0),)),
    "any of 3 actors and a topic": SearchRequest(actors=tuple(map(actor, range(3))), topics=(topic(0),)),
    "one actor, all wanted": SearchRequest(actors=(actor(0),), actor_match="all"),
    "any of 8 actors and 8 topics": SearchRequest(
        actors=tuple(map(actor, range(8))), topics=tuple(map(topic, range(8)))
    ),
}


def run(_: Path) -> dict[str, object]:
    sizes = [int(size) for size in os.environ.get("CHANCERY_BENCH_SIZES", "20000").split(",")]
    return {f"synthetic {size}": _measured(size) for size in sizes}


def _measured(size: int) -> dict[str, object]:
    folder = Path(tempfile.mkdtemp(prefix="chancery-bench-"))
    try:
        write_index(folder, _placed(size))
        index = open_columnar(folder)
        share = _bytes_of_places(index) / sum(path.stat().st_size for path in folder.iterdir())
        print(f"\n== {size:,} documents; labels by sentence take {share:.1%} of the index ==")
        print(f"{'milliseconds':30}" + "".join(f"{scope:>20}" for scope in SCOPES))
        return {"share_of_index": share, "questions": {name: _asked(index, name) for name in QUESTIONS}}
    finally:
        shutil.rmtree(folder)


def _asked(index: ColumnarIndex, name: str) -> dict[str, dict[str, float]]:
    figures = {scope: _timed(index, replace(QUESTIONS[name], scope=scope)) for scope in SCOPES}
    cells = (f"{figure['ms']:10.1f} ({figure['total']:>6,})" for figure in figures.values())
    print(f"{name:30}" + "".join(f"{cell:>20}" for cell in cells))
    return figures


def _timed(index: ColumnarIndex, request: SearchRequest) -> dict[str, float]:
    times, total = [], 0
    for _ in range(ROUNDS):
        started = time.thread_time()
        narrowing = narrowing_of(index, request, index.live)
        total = len(narrowing.left)
        for facet in FACETS:
            narrowing.counts(index, facet, request)
        times.append(time.thread_time() - started)
    return {"ms": min(times) * 1000, "total": total}


def _bytes_of_places(index: ColumnarIndex) -> int:
    return sum(
        values.nbytes
        for segment in index.segments
        for name, values in segment.files["documents"].arrays.items()
        if "sentence" in name or "mention_start" in name
    )


def _placed(size: int) -> Iterator[IndexedDocument]:
    """The documents of the generator; each label stands in one or more sentences, most in a few."""
    random = Random(size)
    for document in synthetic(size).documents:
        yield replace(document, sentences=tuple(_sentences(document, random)))


def _sentences(document: IndexedDocument, random: Random) -> Iterator[LabelledSentence]:
    labels: dict[int, tuple[dict[str, None], dict[str, None]]] = {}
    for kind, values in enumerate((document.actors, document.topics)):
        for value in values:
            for _ in range(1 + int(random.expovariate(1 / (_MENTIONS - 1)))):
                labels.setdefault(random.randrange(_SENTENCES), ({}, {}))[kind][value] = None
    for number, (actors, topics) in sorted(labels.items()):
        yield LabelledSentence(number // _IN_A_PARAGRAPH, tuple(actors), tuple(topics))
