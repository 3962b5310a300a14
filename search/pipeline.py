"""Seeds on disk -> a new live generation: the whole way in. Read `reindex` first."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from search.annotation_cache import open_cache, throw_away
from search.catalogue import Catalogue, changes_between, read_catalogue, write_catalogue
from search.corrections import (
    Corrections,
    Problem,
    read_corrections,
    read_met,
    topic_labels,
    without_effect,
    write_met,
)
from search.cycles import seldom_sought
from search.errors import CacheDamaged, IndexDamaged, IndexMissing, IndexOutdated, IndexUnwritable
from search.extraction import extractor_version
from search.extraction.actors.careers import careers
from search.extraction.actors.gazetteer import load_gazetteer
from search.extraction.keeping import kept_by
from search.indexing import Indexer, Written, written_segments
from search.joining import Collection
from search.labels import read_labels, write_labels
from search.model import Report
from search.offices import write_offices
from search.schema import SCHEMA_VERSION
from search.settings import default_of
from search.sources import READERS, Scan, scan
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
from search.works import SeedWork


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
    memory_megabytes: int = int(default_of("memory_megabytes")),
    model: str = str(default_of("model")),
) -> Report:
    """Brings the index up to date with the seeds; a run that finds nothing changed publishes nothing.

    `jobs` is the number of worker processes (None: one for each processor); `full` trusts no earlier index; documents
    of more than `document_characters` are skipped; each process gathers about `memory_megabytes` at a time. A seed
    that cannot be read is skipped and reported; so is a mistake in the collection's corrections. `model` names a spaCy
    pipeline that adds names. Raises SeedsMissing, IndexBusy or IndexUnwritable, and InvalidSetting for a pipeline that
    is not installed.
    """
    started = time.perf_counter()
    cores = jobs or os.cpu_count() or 1
    version = extractor_version(model)
    run = _Run(Path(seeds), Path(index_dir), cores, document_characters, memory_megabytes << 20, model, version)
    if run.index_dir.resolve() == run.seeds.resolve():
        raise IndexUnwritable(f"{index_dir} holds the seeds; name another folder for the index")
    with locked(run.index_dir), seldom_sought():
        found, corrections = scan(run.seeds, except_for=run.index_dir), read_corrections(run.seeds)
        before = _nothing_yet() if full else _previous(run.index_dir)
        if before.is_true_of(found, corrections, version):
            return _report(before, before, found, corrections, run.seeds, started)
        after = _built(run, before, found, corrections, on_progress)
    return _report(before, after, found, corrections, run.seeds, started)


@dataclass(frozen=True, slots=True)
class _Run:
    """Where a run reads and writes, and how much it may use."""

    seeds: Path
    index_dir: Path
    jobs: int
    document_characters: int
    memory: int
    model: str
    version: str


def _built(run: _Run, before: _State, found: Scan, corrections: Corrections, on_progress: OnProgress | None) -> _State:
    """The next live generation; what turns out to be damaged on the way is thrown away, and made anew."""
    try:
        return _build(run, before, found, corrections, on_progress)
    except CacheDamaged:
        throw_away(run.index_dir)
    except IndexDamaged:  # what would have been carried over is not what was written
        before = _nothing_yet()
    return _build(run, before, found, corrections, on_progress)


def _build(
    run: _Run,
    before: _State,
    found: Scan,
    corrections: Corrections,
    on_progress: OnProgress | None,
) -> _State:
    """The next live generation, made of what stays of the one before and of what is written anew."""
    plan = _plan(before, found, corrections, run.version)
    with open_cache(run.index_dir, run.version):
        pass  # made here, so that of several processes none makes it while another does
    with new_generation(run.index_dir) as folder:
        indexer = Indexer(
            run.seeds, run.index_dir, folder, before.folder, corrections, run.document_characters, run.memory, run.model
        )
        written = _written(indexer, plan, run.jobs, on_progress)
        if plan.is_whole:
            _forget_other_texts(run, written)
        return _publish(run, folder, before, plan, written, corrections)


def _forget_other_texts(run: _Run, written: Sequence[Written]) -> None:
    """Before anything is published, so that a disk that fails here leaves the index as it was."""
    with open_cache(run.index_dir, run.version) as cache:
        cache.keep_only(text_hash for part in written for text_hash in part.text_hashes)


def check(index_dir: Path) -> str:
    """Compares every file of the live generation with its checksum; returns its name or raises IndexDamaged."""
    return live_generation(index_dir, SCHEMA_VERSION).name


def go_back_to_previous(index_dir: Path) -> str:
    """Makes the generation before the live one live again; returns its name. The next reindex brings news back."""
    with locked(index_dir):
        return go_back(index_dir, SCHEMA_VERSION).name


def state_of(seeds: Path, index_dir: Path) -> object:
    """What the seeds and their corrections are now: equal as long as a reindex would find nothing new."""
    return scan(seeds, except_for=index_dir), read_corrections(seeds).fingerprint


def is_current(index_dir: Path, model: str = "") -> bool:
    """True when there is an index that this program can read and whose labels this extractor found."""
    try:
        return live_generation(index_dir, SCHEMA_VERSION).manifest.extractor_version == extractor_version(model)
    except (IndexMissing, IndexOutdated, IndexDamaged):
        return False


# --- what was there before ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _State:
    """A generation (None before the first) and the catalogue of the seeds that it was made from."""

    generation: Generation | None
    catalogue: Catalogue

    @property
    def folder(self) -> Path | None:
        return self.generation.folder if self.generation else None

    def has_labels_of(self, corrections: Corrections, version: str) -> bool:
        """True when its documents carry the labels that this version and these corrections would give them."""
        manifest = self.generation.manifest if self.generation else None
        return manifest is not None and (manifest.extractor_version, manifest.corrections) == (
            version,
            corrections.fingerprint,
        )

    def is_true_of(self, found: Scan, corrections: Corrections, version: str) -> bool:
        """True when a reindex of these seeds with these corrections would give the same index again."""
        return self.has_labels_of(corrections, version) and found.fingerprints == self.catalogue.fingerprints


def _nothing_yet() -> _State:
    return _State(None, Catalogue())


def _previous(index_dir: Path) -> _State:
    """The live generation, or nothing when there is none that can be built upon."""
    try:
        generation = live_generation(index_dir, SCHEMA_VERSION)
        return _State(generation, read_catalogue(generation.folder))
    except (IndexMissing, IndexOutdated, IndexDamaged):
        return _nothing_yet()


# --- what is to be done -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """The seeds to write, and the paths of those whose documents stay in the segments that they are in.

    A whole plan writes every seed anew; what has not changed is not read again all the same.
    """

    works: tuple[SeedWork, ...]
    carried: AbstractSet[str]
    is_whole: bool


def _plan(before: _State, found: Scan, corrections: Corrections, version: str) -> _Plan:
    """Only what changed, unless the labels of everything else changed too."""
    known = before.catalogue.current(found.fingerprints)
    if before.has_labels_of(corrections, version) and known:
        works = tuple(SeedWork(file) for file in found.files if file.path not in known)
        return _Plan(works, known, is_whole=False)
    entries = {path: before.catalogue.entry(path) for path in known}
    return _Plan(tuple(SeedWork(file, entries.get(file.path)) for file in found.files), frozenset(), is_whole=True)


def _written(indexer: Indexer, plan: _Plan, jobs: int, on_progress: OnProgress | None) -> Sequence[Written]:
    """The segments of the seeds that the plan writes, with a word about their progress to whoever watches."""
    done = 0.0

    def tell(seeds: float) -> None:
        nonlocal done
        done += seeds
        if on_progress:
            on_progress(Progress("reading", round(done), len(plan.works)))

    return written_segments(indexer, plan.works, jobs=jobs, on_seeds=tell)


# --- writing ------------------------------------------------------------------------------------


def _publish(
    run: _Run, folder: Path, before: _State, plan: _Plan, written: Sequence[Written], corrections: Corrections
) -> _State:
    """Joins the segments that stay and the new ones into the next live generation."""
    collection = Collection(folder, None if plan.is_whole else before.folder, before.catalogue, plan.carried)
    for part in written:
        collection.add(part)
    catalogue = collection.settled()
    write_catalogue(folder, catalogue)
    collection.join()
    collection.names.write(folder)
    labels = collection.names.labels(topic_labels(corrections))
    write_labels(folder, labels)
    before_met = frozenset[str]() if plan.is_whole or before.folder is None else read_met(before.folder)
    write_met(folder, before_met.union(*(part.met for part in written)))
    with open_cache(run.index_dir, run.version) as cache, kept_by(cache):
        write_offices(folder, careers(labels.actors.keys(), corrections.actors.merged))
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        extractor_version=run.version,
        documents=len(catalogue.documents),
        fingerprint=_fingerprint(catalogue, corrections, run.version),
        corrections=corrections.fingerprint,
        files=files_of(folder, before.generation.manifest.files if before.generation else None),
    )
    return _State(publish(run.index_dir, folder, manifest), catalogue)


def _fingerprint(catalogue: Catalogue, corrections: Corrections, version: str) -> str:
    """Equal for the same documents and corrections, read by the same program, on any machine."""
    ids = sorted(catalogue.documents)
    contents = [catalogue.documents[document_id] for document_id in ids]
    everything = json.dumps([SCHEMA_VERSION, version, corrections.fingerprint, ids, contents])
    return hashlib.sha256(everything.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --- telling ------------------------------------------------------------------------------------


def _report(
    before: _State, after: _State, found: Scan, corrections: Corrections, seeds: Path, started: float
) -> Report:
    changes = changes_between(before.catalogue, after.catalogue)
    remarks = after.catalogue.remarks.values()
    assert after.generation is not None
    return Report(
        added=changes.added,
        changed=changes.changed,
        unchanged=changes.unchanged,
        removed=changes.removed,
        skipped=(*found.skipped, *(line for each in remarks for line in each.skipped)),
        seconds=time.perf_counter() - started,
        generation=after.generation.name,
        warnings=(
            *_nothing_to_read(found, seeds),
            *map(str, corrections.problems),
            *map(str, _without_effect(corrections, after.generation.folder)),
            *found.warnings,
            *(line for each in remarks for line in each.warnings),
        ),
    )


def _without_effect(corrections: Corrections, folder: Path) -> Iterable[Problem]:
    """What the corrections say of actors whom nothing knows; the facts are asked only about whom no document names."""
    met = read_met(folder)
    if corrections.lines_of_actors.keys() <= met:
        return ()
    return without_effect(corrections, {*met, *load_gazetteer().actors}, read_labels(folder).actors)


def _nothing_to_read(found: Scan, seeds: Path) -> tuple[str, ...]:
    return () if found.files else (f"{seeds} holds no documents; put {', '.join(READERS)} files there",)
