"""Ranking alone: the ten best documents for some words, against bm25s."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import geometric_mean, median
from tempfile import TemporaryDirectory

import bm25s
import numpy as np

from bench.engine.chancery import query_of
from bench.engine.corpus import Texts
from bench.engine.page import HITS
from bench.engine.questions import Question
from search.columnar.index import open_columnar
from search.columnar.writing import write_index

_MOST = 50_000


def ranking_alone(texts: Texts, questions: Sequence[Question]) -> dict[str, float]:
    """Geometric means in milliseconds over the questions of words that may each be missing or present."""
    asked = [
        q for q in questions if q.words and q.kind in ("all", "any") and not (q.excluded or q.actors or q.first_day)
    ]
    documents = texts.documents[:_MOST]
    retriever = bm25s.BM25()
    corpus = bm25s.tokenize([indexed.document.body for indexed in documents], stopwords=None, show_progress=False)
    retriever.index(corpus, show_progress=False)
    with TemporaryDirectory() as folder:
        write_index(Path(folder), documents)
        index = open_columnar(Path(folder))

        def ours(question: Question) -> None:
            found, scores = index.evaluate(query_of(question))
            index.first_by([-scores], found, HITS)

        def theirs(question: Question) -> None:
            tokens = bm25s.tokenize(" ".join(question.words), stopwords=None, show_progress=False)
            retriever.retrieve(tokens, k=HITS, show_progress=False, n_threads=0)

        figures = {"Chancery": _mean(ours, asked), "bm25s": _mean(theirs, asked)}
    print(f"ranking alone, {len(documents):,} documents: " + ", ".join(f"{n} {ms:.2f} ms" for n, ms in figures.items()))
    return figures


def _mean(ask: Callable[[Question], None], questions: Sequence[Question]) -> float:
    return geometric_mean([_median_of_three(ask, question) for question in questions])


def _median_of_three(ask: Callable[[Question], None], question: Question) -> float:
    times = []
    for _ in range(4):
        started = time.thread_time()
        ask(question)
        times.append((time.thread_time() - started) * 1000)
    return float(np.float64(median(times[1:])))
