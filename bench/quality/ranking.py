"""
Ranking on test collections with judged queries: MAP, nDCG@10 and MRR by collection.

A collection is `<name>.jsonl.gz`, `<name>.queries.jsonl.gz` and `<name>.qrels.tsv` (query, 0, document, grade).
Queries are typed as they stand, any of their words will do, and every document that is found is ranked. Grades above 0
are relevant; nDCG takes the grades as gains and averages, like the others, over the queries with a relevant document.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from search.columnar.index import ColumnarIndex, open_columnar
from search.columnar.writing import write_index
from search.finding import find
from search.model import Annotations, Document, IndexedDocument, SearchRequest
from search.query import Limits, TypedNames

COLLECTIONS = ("cranfield", "cisi")
_LIMITS = Limits(characters=10_000, clauses=1_000)  # the judged questions are whole paragraphs

Grades = Mapping[str, int]


def score(labelled: Path, collections: Sequence[str] = COLLECTIONS) -> dict[str, float]:
    """`<collection> MAP`, `<collection> nDCG@10` and `<collection> MRR`, by the engine's own ranking."""
    figures: dict[str, float] = {}
    for name in collections:
        with TemporaryDirectory() as folder:
            write_index(Path(folder), _documents(labelled / f"{name}.jsonl.gz"))
            index = open_columnar(Path(folder))
            figures |= {f"{name} {measure}": value for measure, value in _scored(index, labelled, name).items()}
    return figures


def ranked(index: ColumnarIndex, text: str) -> list[str]:
    """The ids of every document with any of the words, best first."""
    found = find(index, SearchRequest(text, operator="any"), TypedNames(), _LIMITS, date.today())
    documents = found.matched.documents
    order = index.first_by([-found.ranking.scores(documents)], documents, len(documents))
    return [index.document_id(int(documents[place])) for place in order]


def _scored(index: ColumnarIndex, labelled: Path, name: str) -> dict[str, float]:
    grades = _grades(labelled / f"{name}.qrels.tsv")
    judged = [
        (ranked(index, query["text"]), grades[query["id"]])
        for query in _records(labelled / f"{name}.queries.jsonl.gz")
        if query["id"] in grades
    ]
    return {
        "MAP": fmean(average_precision(found, relevant) for found, relevant in judged),
        "nDCG@10": fmean(ndcg(found, relevant, 10) for found, relevant in judged),
        "MRR": fmean(reciprocal_rank(found, relevant) for found, relevant in judged),
    }


def average_precision(found: Sequence[str], relevant: Grades) -> float:
    """The mean precision at the relevant documents; one that is not found has none."""
    ranks = [rank for rank, name in enumerate(found, 1) if name in relevant]
    return sum(count / rank for count, rank in enumerate(ranks, 1)) / len(relevant)


def ndcg(found: Sequence[str], relevant: Grades, depth: int) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002), the gain of a document being its grade."""
    gains = [relevant.get(name, 0) for name in found[:depth]]
    ideal = sorted(relevant.values(), reverse=True)[:depth]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def reciprocal_rank(found: Sequence[str], relevant: Grades) -> float:
    return next((1 / rank for rank, name in enumerate(found, 1) if name in relevant), 0.0)


def _documents(path: Path) -> Iterator[IndexedDocument]:
    for record in _records(path):
        document = Document(record["id"], record.get("title", ""), record.get("body", ""))
        yield IndexedDocument(document, Annotations(), actors=(), topics=(), published=None, mentioned=())


def _records(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _grades(path: Path) -> dict[str, dict[str, int]]:
    """By query, the relevant documents with their grades."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        query, _, document, grade = line.split("\t")
        if int(grade) > 0:
            grades[query][document] = int(grade)
    return grades


def main() -> None:
    """Print the figures of each collection."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("labelled", type=Path, help="the folder of labelled sets")
    for name, value in score(arguments.parse_args().labelled).items():
        print(f"{name:20} {value:.4f}")


if __name__ == "__main__":
    main()
