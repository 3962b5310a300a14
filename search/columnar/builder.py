"""Any number of IndexedDocuments -> one segment, in memory that does not grow with them."""

from __future__ import annotations

import secrets
import shutil
import string
from pathlib import Path

from search.columnar.building import RunWriter
from search.columnar.merging import merge
from search.columnar.segment import KINDS, Segment, file_name
from search.columnar.vocabulary import Vocabulary
from search.model import IndexedDocument

INDEX_NAME = "MAIN"
DEFAULT_MEMORY = 128 << 20
_VOCABULARY_SHARE = 2
_LETTERS = string.ascii_lowercase + string.digits


def new_segment_name() -> str:
    """A name that no other segment has, in the form that Whoosh gives its own."""
    return f"{INDEX_NAME}_{''.join(secrets.choice(_LETTERS) for _ in range(16))}"


class SegmentBuilder:
    """Writes one segment into a folder. Whenever about `memory` bytes would be needed, what was gathered is written
    as a run, a small segment of its own; closing merges the runs. Usable in a worker process of its own."""

    def __init__(self, folder: Path, *, memory: int = DEFAULT_MEMORY) -> None:
        self.name = new_segment_name()
        self.document_count = 0
        self._folder, self._memory = folder, memory
        self._run_folders: list[Path] = []
        self._vocabulary = Vocabulary()
        self._run = self._begun()

    def add(self, indexed: IndexedDocument) -> None:
        self._run.add(indexed)
        self.document_count += 1
        if self._run.size > self._memory:
            self._run.close(is_whole=False)
            self._forget_if_large()
            self._run = self._begun()

    def close(self) -> str:
        """Finishes the segment; returns its name."""
        self._run.close(is_whole=len(self._run_folders) == 1)
        if len(self._run_folders) == 1:
            for kind in KINDS:
                name = file_name(self.name, kind)
                (self._run_folders[0] / name).rename(self._folder / name)
        else:
            merge([Segment(folder, self.name) for folder in self._run_folders], self._folder, self.name)
        for folder in self._run_folders:
            shutil.rmtree(folder)
        return self.name

    def _begun(self) -> RunWriter:
        folder = self._folder / f".{self.name}.{len(self._run_folders)}"
        folder.mkdir()
        self._run_folders.append(folder)
        return RunWriter(folder, self.name, self._vocabulary)

    def _forget_if_large(self) -> None:
        """Runs share what is known of words, as long as that leaves room for their documents."""
        if self._vocabulary.size > self._memory // _VOCABULARY_SHARE:
            self._vocabulary = Vocabulary()
