"""
Ever larger collections of the generator -> how the time of a page grows with what it finds.

    python -m bench growth                        20,000, 200,000 and 1,000,000 documents
    CHANCERY_BENCH_SIZES=1000,10000 python -m bench growth

Chancery's engine alone. Documents are made while they are written, so that a million need not be held;
what making them takes is not counted.
"""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean, geometric_mean, median

from bench.engine.chancery import Chancery
from bench.engine.corpus import synthetic_documents
from bench.engine.questions import Question, synthetic_questions
from search.model import IndexedDocument

ROUNDS = 5
Figures = dict[str, dict[str, float]]  # by class of question: milliseconds of a page, and documents that it finds


def run(_: Path) -> dict[str, object]:
    sizes = [int(size) for size in os.environ.get("CHANCERY_BENCH_SIZES", "20000,200000,1000000").split(",")]
    building: dict[int, dict[str, float]] = {}
    pages: dict[int, Figures] = {}
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix="chancery-growth-", dir=os.environ.get("CHANCERY_BENCH_DIR")))
        try:
            building[size], pages[size] = _built(size, folder), _asked(folder, synthetic_questions())
            print(f"{size:,} documents: {building[size]}")
        finally:
            shutil.rmtree(folder)
    _print(pages)
    return {"building": building, "pages": pages}


def _built(size: int, folder: Path) -> dict[str, float]:
    clock = _Clock()
    started = time.process_time()
    Chancery().build(clock.without(synthetic_documents(size)), folder)
    seconds = time.process_time() - started - clock.seconds
    return {
        "documents_per_second": size / seconds,
        "megabytes": sum(path.stat().st_size for path in folder.iterdir()) / 1e6,
        "most_memory_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


class _Clock:
    """The processor time that making the documents takes."""

    seconds = 0.0

    def without(self, documents: Iterator[IndexedDocument]) -> Iterator[IndexedDocument]:
        started = time.process_time()
        for document in documents:
            self.seconds += time.process_time() - started
            yield document
            started = time.process_time()


def _asked(folder: Path, questions: Sequence[Question]) -> Figures:
    engine = Chancery()
    engine.open(folder)
    times, totals = defaultdict(list), defaultdict(list)
    for question in questions:
        totals[question.group].append(engine.page(question).total)
        times[question.group].append(median(_milliseconds(engine, question) for _ in range(ROUNDS)))
    return {
        group: {"milliseconds": geometric_mean(of), "documents": fmean(totals[group])} for group, of in times.items()
    }


def _milliseconds(engine: Chancery, question: Question) -> float:
    started = time.thread_time()
    engine.page(question)
    return (time.thread_time() - started) * 1000


def _print(pages: dict[int, Figures]) -> None:
    print("\nthe faceted page: ms (documents found)" + "".join(f"{size:>22,}" for size in pages))
    for group in next(iter(pages.values())):
        cells = (f"{of[group]['milliseconds']:8.2f} ({of[group]['documents']:>10,.0f})" for of in pages.values())
        print(f"{group:38}" + "  ".join(cells))
