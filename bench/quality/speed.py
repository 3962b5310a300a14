"""
News, despatches and releases -> words a second that one process reads for actors, dates and topics together.

The same news in one line without a break, and in capitals, shows whether the time grows with the length alone: a
second figure that is far below the first would say that it does not.

They are read as a reindex reads them: with Python's search for cycles made seldom, and each set by a process that has
read the first texts of that set before, which are not timed; so the figures are those of the steady state. What the
first texts of the process cost (tables, patterns that are compiled when they are first needed) is a figure of its own.
"All sets" is all of their words over all of their seconds.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from search.cycles import seldom_sought
from search.extraction import annotate
from search.model import Document

SETS = ("wikinews.jsonl.gz", "reuters21578_even.jsonl.gz", "press_releases.jsonl.gz", "frus_a.jsonl.gz")
_DOCUMENTS_OF_A_SET = 300
_DOCUMENTS_BEFORE = 200
_MEGABYTE = 1_000_000
_KILOBYTES_OF_MAXRSS = 1 / 1024 if sys.platform == "darwin" else 1.0


def score(labelled: Path) -> dict[str, float]:
    """Thousands of words for each second of processor time, by set; the peak memory of the process in megabytes."""
    with seldom_sought():
        figures = {"the first texts of a process, s": _seconds_of_the_first(labelled / SETS[0])}
        timed = {name.split(".")[0]: _words_and_seconds_of_set(labelled / name) for name in SETS}
        timed["all sets"] = (sum(words for words, _ in timed.values()), sum(seconds for _, seconds in timed.values()))
        figures |= {f"{what}, thousand words/s": words / seconds / 1000 for what, (words, seconds) in timed.items()}
        for what, document in _lines(labelled / SETS[0]):
            words, seconds = _words_and_seconds([document])
            figures[f"{what}, thousand words/s"] = words / seconds / 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILOBYTES_OF_MAXRSS / 1024
    return {**figures, "peak memory of this process, MB": peak}


def _seconds_of_the_first(path: Path) -> float:
    """Processor time of the texts that come before those that are timed, and of all that is loaded for them."""
    started = time.process_time()
    for document in _documents(path, 0, _DOCUMENTS_BEFORE):
        annotate(document)
    return time.process_time() - started


def _words_and_seconds_of_set(path: Path) -> tuple[float, float]:
    for document in _documents(path, 0, _DOCUMENTS_BEFORE):
        annotate(document)
    return _words_and_seconds(list(_documents(path, _DOCUMENTS_BEFORE, _DOCUMENTS_OF_A_SET)))


def _words_and_seconds(documents: list[Document]) -> tuple[float, float]:
    started = time.process_time()
    for document in documents:
        annotate(document)
    return sum(len(document.body.split()) for document in documents), time.process_time() - started


def _lines(path: Path) -> Iterator[tuple[str, Document]]:
    news = " ".join(" ".join(document.body.split()) for document in _documents(path, 0, _DOCUMENTS_OF_A_SET))
    line = news * (5 * _MEGABYTE // len(news) + 1)
    yield "one line of 1 MB", Document("line", "", line[:_MEGABYTE], "2019-06-01")
    yield "one line of 5 MB", Document("line", "", line[: 5 * _MEGABYTE], "2019-06-01")
    yield "one line of 1 MB in capitals", Document("line", "", line[:_MEGABYTE].upper(), "2019-06-01")


def _documents(path: Path, first: int, count: int) -> Iterator[Document]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, islice(lines, first, first + count)):
            published = (record.get("date") or "")[:10]
            yield Document(str(record["id"]), record.get("title") or "", record.get("body") or "", published)
