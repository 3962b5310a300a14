"""News, despatches and releases -> words a second that one process reads for actors, dates and topics together."""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from search.extraction import annotate
from search.model import Document

SETS = ("wikinews.jsonl.gz", "reuters21578_even.jsonl.gz", "press_releases.jsonl.gz", "frus_a.jsonl.gz")
_DOCUMENTS_OF_A_SET = 300
_KILOBYTES_OF_MAXRSS = 1 / 1024 if sys.platform == "darwin" else 1.0


def score(labelled: Path) -> dict[str, float]:
    """Thousands of words for each second of processor time, by set; the peak memory of the process in megabytes."""
    figures = {f"{name.split('.')[0]}, thousand words/s": _speed(labelled / name) for name in SETS}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILOBYTES_OF_MAXRSS / 1024
    return {**figures, "peak memory of this process, MB": peak}


def _speed(path: Path) -> float:
    documents = list(_documents(path))
    annotate(documents[0])  # the facts are loaded once for all documents
    started = time.process_time()
    for document in documents:
        annotate(document)
    return sum(len(document.body.split()) for document in documents) / (time.process_time() - started) / 1000


def _documents(path: Path) -> Iterator[Document]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, islice(lines, _DOCUMENTS_OF_A_SET)):
            published = (record.get("date") or "")[:10]
            yield Document(str(record["id"]), record.get("title") or "", record.get("body") or "", published)
