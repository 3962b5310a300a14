"""The labelled names and a spaCy pipeline -> what its names add to those of the rules, and what they cost."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.quality.actors import SPAN_TYPES, Judged, Record, overlap_f1, records, spans_of
from search.errors import InvalidSetting
from search.extraction import annotate
from search.extraction.actors import read_names
from search.extraction.recogniser import pipeline_version, with_names_of_model
from search.model import Document

SETS = {"CrossNER politics": "crossner_politics_train", "WikiGold": "wikigold", "IEER": "ieer_a"}
_KILOBYTES_OF_MAXRSS = 1 / 1024 if sys.platform == "darwin" else 1.0


def score(labelled: Path) -> dict[str, float]:
    """F1 of names with and without the pipeline of $CHANCERY_MODEL, and the words a second with it.

    Without a pipeline there is nothing to measure, which is said aloud.
    """
    model = os.environ.get("CHANCERY_MODEL", "")
    try:
        version = pipeline_version(model) if model else ""
    except InvalidSetting as error:
        version, model = "", str(error)
    if not version:
        print(f"  SKIPPED: no spaCy pipeline to measure; {model or 'set CHANCERY_MODEL to one that is installed'}")
        return {}
    print(f"  with {version}")
    figures: dict[str, float] = {}
    for name, file in SETS.items():
        judged = list(_judged(labelled / f"{file}.jsonl.gz", model))
        figures[f"names in {name}, F1 by the rules"] = overlap_f1([without for without, _ in judged])
        figures[f"names in {name}, F1 with the model"] = overlap_f1([with_it for _, with_it in judged])
    return figures | _cost(labelled, model)


def _judged(file: Path, model: str) -> Iterator[tuple[Judged, Judged]]:
    for record in records(file, "all", 1):
        document = Document(str(record["id"]), "", record["body"], record.get("date") or "")
        wanted = frozenset(
            (span["start"], span["end"]) for span in record["entities"] if span.get("type") in (None, *SPAN_TYPES)
        )
        by_rules = spans_of(read_names(document), record)
        yield (
            Judged(document.id, document.body, wanted, by_rules),
            Judged(document.id, document.body, wanted, by_rules | _spans_of_model(document, record, model)),
        )


def _spans_of_model(document: Document, record: Record, model: str) -> frozenset[tuple[int, int]]:
    mentions = with_names_of_model(document, read_names(document).mentions, model)
    unasked = [span for span in record["entities"] if span.get("type") not in (None, *SPAN_TYPES)]
    return frozenset(
        (one.start, one.end)
        for one in mentions
        if one.basis == "model" and not any(one.start < span["end"] and span["start"] < one.end for span in unasked)
    )


def _cost(labelled: Path, model: str) -> dict[str, float]:
    documents = [
        Document(str(record["id"]), record["title"], record["body"], record["date"])
        for record in records(labelled / "wikinews.jsonl.gz", "all", 6)
    ]
    return {
        "wikinews by the rules, thousand words/s": _speed(documents, ""),
        "wikinews with the model, thousand words/s": _speed(documents, model),
        "peak memory of this process, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        * _KILOBYTES_OF_MAXRSS
        / 1024,
    }


def _speed(documents: Sequence[Document], model: str) -> float:
    annotate(documents[0], model=model)
    started = time.process_time()
    for document in documents:
        annotate(document, model=model)
    return sum(len(document.body.split()) for document in documents) / (time.process_time() - started) / 1000
