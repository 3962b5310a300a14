"""Seeds on disk -> a new live generation: the whole way in. Read `reindex` first."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from search.annotating import AnnotatedDocument, AnnotatedSeed, SeedReader, annotated, annotated_seeds
from search.annotation_cache import AnnotationCache, open_cache
from search.catalogue import Catalogue, SeedEntry, changes_between, read_catalogue, write_catalogue
from search.columnar.index import ColumnarIndex, open_columnar
from search.columnar.writing import write_index
from search.corrections import Corrections, apply, read_corrections, topic_labels
from search.errors import IndexDamaged, IndexMissing, IndexOutdated
from search.extraction import EXTRACTOR_VERSION
from search.extraction.topics import Taxonomy
from search.labels import ActorNames, write_labels
from search.model import Annotations, Document, IndexedDocument, Report, Skipped, published_range
from search.records import document_from_json
from search.schema import SCHEMA_VERSION
from search.settings import default_of
from search.sources import Scan, SeedFile, scan
from search.storage import (
    Generation,
    Manifest,
    files_of,
    go_back,
    live_generation,
    locked,
    new_generation,
    publish,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reindex is: `done` of `total` seeds."""

    stage: str
    done: int
    total: int


OnProgress = Callable[[Progress], None]


def reindex(
    seeds: Path,
    index_dir: Path,
    *,
    jobs: int | None = None,
    full: bool = False,
    on_progress: OnProgress | None = None,
    document_characters: int = int(default_of("document_characters")),
) -> Report:
    """Brings the index up to date with the seeds; a run that finds nothing changed publishes nothing.

    `jobs` is the number of worker processes (None: one for each processor); `full` trusts no earlier index; documents
    of more than `document_characters` are skipped. A seed that cannot be read is skipped and reported; so is a
    mistake in the collection's corrections. Raises SeedsMissing or IndexBusy.
    """
    started = time.perf_counter()
    seeds, index_dir = Path(seeds), Path(index_dir)
    with locked(index_dir), open_cache(index_dir, EXTRACTOR_VERSION) as cache:
        found, corrections = scan(seeds), read_corrections(seeds)
        before = _nothing_yet() if full else _previous(index_dir)
        if before.is_true_of(found, corrections):
            return _report(before, before, found, corrections, started)
        reader = SeedReader(seeds, index_dir, document_characters)
        read = _read(reader, found, before, cache, jobs or os.cpu_count() or 1)
        gathered = _Gathered(cache, corrections)
        with new_generation(index_dir) as folder:
            written = write_index(folder, gathered.documents(_told(read, len(found.files), on_progress)))
            after = _publish(index_dir, folder, written, gathered, corrections)
        cache.keep_only(gathered.text_hashes)
    return _report(before, after, found, corrections, started)


def check(index_dir: Path) -> str:
    """Compares every file of the live generation with its checksum; returns its name or raises IndexDamaged."""
    return live_generation(index_dir, SCHEMA_VERSION).name


def go_back_to_previous(index_dir: Path) -> str:
    """Makes the generation before the live one live again; returns its name. The next reindex brings news back."""
    with locked(index_dir):
        return go_back(index_dir, SCHEMA_VERSION).name


def is_current(index_dir: Path) -> bool:
    """True when there is an index that this program can read and whose labels this extractor found."""
    try:
        return live_generation(index_dir, SCHEMA_VERSION).manifest.extractor_version == EXTRACTOR_VERSION
    except (IndexMissing, IndexOutdated, IndexDamaged):
        return False


# --- what was there before ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _State:
    """A generation (None before the first) and the catalogue of the seeds that it was made from."""

    generation: Generation | None
    catalogue: Catalogue

    def is_true_of(self, found: Scan, corrections: Corrections) -> bool:
        """True when a reindex of these seeds with these corrections would give the same index again."""
        if self.generation is None or self.generation.manifest.extractor_version != EXTRACTOR_VERSION:
            return False
        if self.generation.manifest.corrections != corrections.fingerprint:
            return False
        return {file.path: file.fingerprint for file in found.files} == {
            path: entry.fingerprint for path, entry in self.catalogue.entries.items()
        }


def _nothing_yet() -> _State:
    return _State(None, Catalogue({}))


def _previous(index_dir: Path) -> _State:
    """The live generation, or nothing when there is none that can be built upon."""
    try:
        generation = live_generation(index_dir, SCHEMA_VERSION)
        return _State(generation, read_catalogue(generation.folder))
    except (IndexMissing, IndexOutdated, IndexDamaged):
        return _nothing_yet()


# --- reading ------------------------------------------------------------------------------------


def _read(
    reader: SeedReader, found: Scan, before: _State, cache: AnnotationCache, jobs: int
) -> Iterator[AnnotatedSeed]:
    """Every seed in path order: changed ones read and annotated, the others carried over from the index."""
    changed = [file for file in found.files if not before.catalogue.is_current(file.path, file.fingerprint)]
    fresh = annotated_seeds(reader, changed, jobs=jobs)
    carried = _carried(before, found, cache)
    is_changed = {file.path for file in changed}
    for file in found.files:
        yield next(fresh if file.path in is_changed else carried)


def _carried(before: _State, found: Scan, cache: AnnotationCache) -> Iterator[AnnotatedSeed]:
    """The unchanged seeds, taken out of the generation before."""
    if before.generation is None:
        return
    index = open_columnar(before.generation.folder)
    for file in found.files:
        if before.catalogue.is_current(file.path, file.fingerprint):
            entry = before.catalogue.entries[file.path]
            documents = tuple(annotated(_stored(index, document_id), cache) for document_id in entry.documents)
            yield AnnotatedSeed(file, documents, entry.skipped, entry.warnings)


def _stored(index: ColumnarIndex, document_id: str) -> Document:
    number = index.document_number(document_id)
    if number is None:
        raise IndexDamaged(f"the index lacks its own document {document_id}; run `reindex --full`")
    return document_from_json(index.stored(number))


# --- writing ------------------------------------------------------------------------------------


class _Gathered:
    """What a run learns about its documents on their way into the index."""

    def __init__(self, cache: AnnotationCache, corrections: Corrections) -> None:
        self._cache = cache
        self._corrections = corrections
        self._path_of_id: dict[str, str] = {}
        self.entries: dict[str, SeedEntry] = {}
        self.names = ActorNames()
        self.text_hashes: list[str] = []

    def documents(self, read: Iterable[AnnotatedSeed]) -> Iterator[IndexedDocument]:
        """Every document once, ready to be written; of two with one id, the first in path order is kept."""
        for seed in read:
            self._cache.put((found.document.text_hash, found.annotations) for found in seed.documents if found.is_new)
            kept = [found for found in seed.documents if self._claims(found.document, seed.file)]
            self._enter(seed, kept)
            for found in kept:
                self.text_hashes.append(found.document.text_hash)
                annotations = apply(self._corrections, found.document, found.annotations)
                self.names.add(annotations)
                yield indexed(found.document, annotations, self._corrections.topics.taxonomy)

    def _claims(self, document: Document, file: SeedFile) -> bool:
        return self._path_of_id.setdefault(document.id, file.path) == file.path

    def _enter(self, seed: AnnotatedSeed, kept: Sequence[AnnotatedDocument]) -> None:
        hashes = {found.document.id: found.document.content_hash for found in kept}
        doubles = [found.document.id for found in seed.documents if found.document.id not in hashes]
        skipped = [Skipped(seed.file.path, self._said_of_double(document_id)) for document_id in doubles]
        self.entries[seed.file.path] = SeedEntry(
            seed.file.fingerprint, hashes, (*seed.skipped, *skipped), seed.warnings, is_settled=not doubles
        )

    def _said_of_double(self, document_id: str) -> str:
        return f"its id {document_id} is already that of {self._path_of_id[document_id]}; give it another id"


def indexed(document: Document, annotations: Annotations, taxonomy: Taxonomy) -> IndexedDocument:
    """A document with its labels and days as the index wants them, each once, in order of appearance."""
    topics = list(dict.fromkeys(mention.topic for mention in annotations.topics))
    days = [(m.first_day, m.last_day) for m in annotations.dates if m.first_day and m.last_day]
    return IndexedDocument(
        document,
        annotations,
        actors=tuple(dict.fromkeys(mention.actor for mention in annotations.actors)),
        topics=tuple(dict.fromkeys([*topics, *(taxonomy.topics[topic].group for topic in topics)])),
        published=published_range(document.published) if document.published else None,
        mentioned=tuple(dict.fromkeys(days)),
    )


def _publish(index_dir: Path, folder: Path, documents: int, gathered: _Gathered, corrections: Corrections) -> _State:
    write_labels(folder, gathered.names.labels(topic_labels(corrections)))
    catalogue = write_catalogue(folder, gathered.entries.items())
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        extractor_version=EXTRACTOR_VERSION,
        documents=documents,
        fingerprint=_fingerprint(catalogue, corrections),
        corrections=corrections.fingerprint,
        files=files_of(folder),
    )
    return _State(publish(index_dir, folder, manifest), catalogue)


def _fingerprint(catalogue: Catalogue, corrections: Corrections) -> str:
    """Equal for the same documents and corrections, read by the same program, on any machine."""
    documents = sorted(catalogue.documents.items())
    everything = json.dumps([SCHEMA_VERSION, EXTRACTOR_VERSION, corrections.fingerprint, documents])
    return hashlib.sha256(everything.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --- telling ------------------------------------------------------------------------------------


def _told(read: Iterator[AnnotatedSeed], total: int, on_progress: OnProgress | None) -> Iterator[AnnotatedSeed]:
    """The same seeds, with a word about each to whoever watches."""
    for done, seed in enumerate(read, start=1):
        yield seed
        if on_progress:
            on_progress(Progress("reading", done, total))


def _report(before: _State, after: _State, found: Scan, corrections: Corrections, started: float) -> Report:
    changes = changes_between(before.catalogue, after.catalogue)
    entries = after.catalogue.entries.values()
    assert after.generation is not None
    return Report(
        added=changes.added,
        changed=changes.changed,
        unchanged=changes.unchanged,
        removed=changes.removed,
        skipped=(*found.skipped, *(line for entry in entries for line in entry.skipped)),
        seconds=time.perf_counter() - started,
        generation=after.generation.name,
        warnings=(
            *map(str, corrections.problems),
            *found.warnings,
            *(line for entry in entries for line in entry.warnings),
        ),
    )
