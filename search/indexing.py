"""Seeds -> segments, each written by one process that reads, extracts, corrects and indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path

from search.actor_names import ActorNames
from search.annotation_cache import AnnotationCache, open_cache
from search.catalogue import SeedEntry
from search.columnar.builder import SegmentBuilder
from search.columnar.index import ColumnarIndex, open_columnar
from search.corrections import Corrections, apply
from search.cycles import seldom_sought
from search.errors import IndexDamaged
from search.extraction import annotate, extractor_version
from search.extraction.keeping import kept_by
from search.extraction.topics import Taxonomy
from search.model import Annotations, Document, IndexedDocument, Skipped, published_range
from search.placing import labelled_sentences
from search.processes import processes
from search.records import document_from_text
from search.sources import Found, Remark, found_in
from search.works import SeedWork, Task, are_worth_processes, shared_tasks, tasks

_DOCUMENTS_BETWEEN_SAVES = 100


@dataclass(frozen=True, slots=True)
class Written:
    """What became of some seeds: their segment, their entries by path, the names used in them, what was read.

    `met` are the actors of the corrections whom their documents were found to name.
    """

    segment: str
    entries: dict[str, SeedEntry]
    names: ActorNames
    text_hashes: tuple[str, ...]
    met: frozenset[str]


@dataclass(frozen=True, slots=True)
class Indexer:
    """Writes seeds into segments in `folder`; may be sent to another process.

    Documents that need not be read again come out of the generation in the folder `before`. `memory` is about how many
    bytes one process may gather before it writes them out.
    """

    seeds: Path
    index_dir: Path
    folder: Path
    before: Path | None
    corrections: Corrections
    document_characters: int
    memory: int
    model: str = ""

    def __call__(self, works: Sequence[SeedWork]) -> Written:
        """One segment of these seeds, given in path order."""
        return self.written(works, on_seed=lambda: None)

    def written(self, works: Sequence[SeedWork], *, on_seed: Callable[[], None]) -> Written:
        """The same, with a call after each seed."""
        with open_cache(self.index_dir, extractor_version(self.model)) as cache, kept_by(cache), seldom_sought():
            segment = _SegmentOfSeeds(self, cache)
            for work in works:
                segment.add(work)
                on_seed()
            return segment.close()


def written_segments(
    indexer: Indexer, works: Task, *, jobs: int, on_seeds: Callable[[float], None]
) -> Sequence[Written]:
    """Segments of all the seeds, in their order. Little is written in this process: others would start for longer.

    `on_seeds` is told how many more seeds are done; of one in portions each counts as its share.
    """
    if jobs == 1 or not are_worth_processes(works):
        return [indexer.written(task, on_seed=lambda: on_seeds(1)) for task in tasks(works)]
    with processes(jobs) as pool:
        task_of_future = {pool.submit(indexer, task): task for task in shared_tasks(works, jobs=jobs)}
        for future in as_completed(task_of_future):
            future.result()
            on_seeds(sum(1 / work.portion.of for work in task_of_future[future]))
        return [future.result() for future in task_of_future]


class _SegmentOfSeeds:
    """One segment while it is written, and what is learned on the way."""

    def __init__(self, indexer: Indexer, cache: AnnotationCache) -> None:
        self._indexer, self._cache = indexer, cache
        self._before = open_columnar(indexer.before) if indexer.before else None
        self._builder = SegmentBuilder(indexer.folder, memory=indexer.memory)
        self._path_of_id: dict[str, str] = {}
        self._unsaved: list[tuple[str, Annotations]] = []
        self._entries: dict[str, SeedEntry] = {}
        self._names = ActorNames()
        self._text_hashes: list[str] = []
        self._met: set[str] = set()

    def add(self, work: SeedWork) -> None:
        """Writes the documents of a seed as they are found; one whose id another seed has here is left out."""
        path, documents, lost, skipped, warnings = work.file.path, dict[str, str](), dict[str, str](), [], []
        for found in self._found(work):
            match found:
                case Document():
                    owner = self._path_of_id.setdefault(found.id, path)
                    documents[found.id] = found.content_hash
                    if owner == path:
                        self._write(found)
                    else:
                        lost[found.id] = owner
                case Skipped():
                    skipped.append(found)
                case Remark():
                    warnings.append(found.message)
        entry = SeedEntry(work.file.fingerprint, documents, tuple(skipped), tuple(warnings))
        self._entries[path] = without_lost_ids(entry, path, lost)

    def close(self) -> Written:
        self._save()
        return Written(
            self._builder.close(), self._entries, self._names, tuple(self._text_hashes), frozenset(self._met)
        )

    def _found(self, work: SeedWork) -> Iterator[Found]:
        """What a seed gives: out of the generation before where it is known, else out of its file."""
        if work.known:
            return self._carried(work.portion.of_known(work.known))
        seeds, longest = self._indexer.seeds, self._indexer.document_characters
        return work.portion.taken(found_in(seeds, work.file, document_characters=longest))

    def _carried(self, entry: SeedEntry) -> Iterator[Found]:
        assert self._before is not None
        for document_id in entry.documents:
            yield stored_document(self._before, document_id)
        yield from entry.skipped
        yield from map(Remark, entry.warnings)

    def _write(self, document: Document) -> None:
        corrections = self._indexer.corrections
        found = self._annotations(document)
        if lines := corrections.lines_of_actors:
            self._met.update(mention.actor for mention in found.actors if mention.actor in lines)
        annotations = apply(corrections, document, found)
        self._names.add(annotations)
        self._builder.add(indexed(document, annotations, corrections.topics.taxonomy))

    def _annotations(self, document: Document) -> Annotations:
        """Out of the cache when this text was read before; new ones are saved as the work proceeds."""
        text_hash = document.text_hash
        self._text_hashes.append(text_hash)
        if known := self._cache.get(text_hash):
            return known
        found = annotate(document, model=self._indexer.model)
        self._unsaved.append((text_hash, found))
        if len(self._unsaved) >= _DOCUMENTS_BETWEEN_SAVES:
            self._save()
        return found

    def _save(self) -> None:
        self._cache.put(self._unsaved)
        self._unsaved = []


def without_lost_ids(entry: SeedEntry, path: str, owner_of_id: dict[str, str]) -> SeedEntry:
    """The entry of a seed some of whose ids belong to others; it says so, and must be read again next time."""
    if not owner_of_id:
        return entry
    skipped = tuple(
        Skipped(path, f"its id {document_id} is already that of {owner}; give it another id")
        for document_id, owner in owner_of_id.items()
    )
    documents = {key: value for key, value in entry.documents.items() if key not in owner_of_id}
    return SeedEntry(entry.fingerprint, documents, (*entry.skipped, *skipped), entry.warnings, is_settled=False)


def stored_document(index: ColumnarIndex, document_id: str) -> Document:
    """A document out of an index that must have it."""
    number = index.document_number(document_id)
    if number is None:
        raise IndexDamaged(f"the index lacks its own document {document_id}; run `reindex --full`")
    return document_from_text(index.stored(number))


def indexed(document: Document, annotations: Annotations, taxonomy: Taxonomy) -> IndexedDocument:
    """A document with its labels and days as the index wants them, each once, in order of appearance."""
    topics = list(dict.fromkeys(mention.topic for mention in annotations.topics))
    group_of_topic = {topic: taxonomy.topics[topic].group for topic in topics}
    days = [(m.first_day, m.last_day) for m in annotations.dates if m.first_day and m.last_day]
    return IndexedDocument(
        document,
        annotations,
        actors=tuple(dict.fromkeys(mention.actor for mention in annotations.actors)),
        topics=tuple(dict.fromkeys([*topics, *group_of_topic.values()])),
        published=published_range(document.published) if document.published else None,
        mentioned=tuple(dict.fromkeys(days)),
        sentences=labelled_sentences(document, annotations, group_of_topic),
    )
