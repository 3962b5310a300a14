"""Seed files -> annotated documents, read and extracted in worker processes when there are many."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from search.annotation_cache import AnnotationCache, open_cache
from search.extraction import EXTRACTOR_VERSION, annotate
from search.model import Annotations, Document, Skipped
from search.sources import SeedFile, read_seed

_SEEDS_IN_A_TASK = 20
_SEEDS_WORTH_PROCESSES = 200
_TASKS_AHEAD = 4  # for each process; bounds what waits in memory when writing is slower than reading


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document and what extraction found in it; `is_new` when it was not in the cache."""

    document: Document
    annotations: Annotations
    is_new: bool


@dataclass(frozen=True, slots=True)
class AnnotatedSeed:
    """All that one seed file gave."""

    file: SeedFile
    documents: tuple[AnnotatedDocument, ...]
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]


def annotated(document: Document, cache: AnnotationCache) -> AnnotatedDocument:
    """The document with its annotations, out of the cache when this text was read before."""
    known = cache.get(document.text_hash)
    return AnnotatedDocument(document, known or annotate(document), is_new=known is None)


@dataclass(frozen=True, slots=True)
class SeedReader:
    """Reads and annotates seeds of one folder; may be sent to another process."""

    seeds: Path
    index_dir: Path
    document_characters: int

    def __call__(self, files: Sequence[SeedFile]) -> list[AnnotatedSeed]:
        with open_cache(self.index_dir, EXTRACTOR_VERSION) as cache:
            return [self._seed(file, cache) for file in files]

    def _seed(self, file: SeedFile, cache: AnnotationCache) -> AnnotatedSeed:
        reading = read_seed(self.seeds, file, document_characters=self.document_characters)
        documents = tuple(annotated(document, cache) for document in reading.documents)
        return AnnotatedSeed(file, documents, reading.skipped, reading.warnings)


def annotated_seeds(reader: SeedReader, files: Sequence[SeedFile], *, jobs: int) -> Iterator[AnnotatedSeed]:
    """The seeds in the order given. Few of them are read in this process: starting others would take longer."""
    tasks = [files[start : start + _SEEDS_IN_A_TASK] for start in range(0, len(files), _SEEDS_IN_A_TASK)]
    if jobs == 1 or len(files) < _SEEDS_WORTH_PROCESSES:
        for task in tasks:
            yield from reader(task)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[AnnotatedSeed]]] = deque()
        for task in tasks:
            waiting.append(pool.submit(reader, task))
            if len(waiting) > jobs * _TASKS_AHEAD:
                yield from waiting.popleft().result()
        for future in waiting:
            yield from future.result()
