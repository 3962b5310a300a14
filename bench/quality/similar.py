"""
Documents like another, and versions of one story, on labelled sets.

A document is judged like another when the two share a label: a subject code of Reuters, a chapter of the Foreign
Relations, a section of the agency. `labelled alike@5` is the mean share of such documents among the five that are
named, by their words alone (no set is extracted). Versions are judged by press releases whose bodies are equal to the
last word but stand there twice: `duplicates found` is the share of these that are named as versions, all words alike.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from search.columnar.writing import write_index
from search.labels import Labels, write_labels
from search.model import Annotations, Document, IndexedDocument, SimilarDocument
from search.offices import Offices, write_offices
from search.schema import SCHEMA_VERSION
from search.searcher import SearchIndex, open_index
from search.storage import Manifest, files_of, new_generation, publish

LABELLED = ("reuters21578_even", "frus_a", "kcna_a")
TWICE = "press_releases"
_ASKED = 300  # documents of each labelled set, evenly spread
_LEAST_CHARACTERS = 300  # of a text that is about something

Record = Mapping[str, object]


def score(labelled: Path) -> dict[str, float]:
    """`<set> labelled alike@5` for each labelled set, and how many of the duplicates are found, and how fast."""
    figures = {f"{name} labelled alike@5": _labelled_alike(labelled / f"{name}.jsonl.gz") for name in LABELLED}
    return figures | _duplicates_found(labelled / f"{TWICE}.jsonl.gz")


def _labelled_alike(path: Path) -> float:
    records = [record for record in _records(path) if record.get("topics")]
    labels_of = {str(record["id"]): set(map(str, _listed(record["topics"]))) for record in records}
    with _indexed(records) as index:
        asked = list(labels_of)[:: max(1, len(labels_of) // _ASKED)]
        found = [(labels_of[one], [labels_of[other.id] for other in _similar(index, one)]) for one in asked]
    return fmean(fmean(bool(own & others) for others in like) for own, like in found if like)


def _similar(index: SearchIndex, document_id: str) -> Sequence[SimilarDocument]:
    related = index.similar(document_id, 5)
    return related.similar if related else ()


def _duplicates_found(path: Path) -> dict[str, float]:
    records = list(_records(path))
    ids_of_text: dict[str, list[str]] = defaultdict(list)
    for record in records:
        ids_of_text[" ".join(str(record["body"]).split())].append(str(record["id"]))
    twins = [(one, other) for ids in ids_of_text.values() for one in ids for other in ids if one != other]
    with _indexed(records) as index:
        started = time.process_time()
        found = [other in _copies(index, one) for one, other in twins]
        milliseconds = (time.process_time() - started) * 1000 / len(twins)
    return {"duplicates found": fmean(found), "duplicates": len(twins), "milliseconds for a document": milliseconds}


def _copies(index: SearchIndex, document_id: str) -> set[str]:
    related = index.similar(document_id)
    return {version.id for version in related.versions if version.alike == 1} if related else set()


@contextmanager
def _indexed(records: Iterable[Record]) -> Iterator[SearchIndex]:
    """The records as an open index of a folder of its own."""
    with TemporaryDirectory() as folder:
        with new_generation(Path(folder)) as generation:
            count = write_index(generation, map(_document, records))
            write_labels(generation, Labels())
            write_offices(generation, Offices())
            manifest = Manifest(SCHEMA_VERSION, count, "measured", "none", "", files_of(generation))
            publish(Path(folder), generation, manifest)
        yield open_index(Path(folder))


def _document(record: Record) -> IndexedDocument:
    document = Document(str(record["id"]), str(record.get("title", "")), str(record["body"]))
    return IndexedDocument(document, Annotations(), actors=(), topics=(), published=None, mentioned=())


def _records(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (record for record in map(json.loads, lines) if len(record.get("body", "")) >= _LEAST_CHARACTERS)


def _listed(labels: object) -> Sequence[object]:
    return labels if isinstance(labels, list) else [labels]


def main() -> None:
    """Print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("labelled", type=Path, help="the folder of labelled sets")
    for name, value in score(arguments.parse_args().labelled).items():
        print(f"{name:40} {value:.4f}")


if __name__ == "__main__":
    main()
