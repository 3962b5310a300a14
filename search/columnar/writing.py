"""IndexedDocuments -> a complete index in a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from search.columnar.builder import DEFAULT_MEMORY, SegmentBuilder
from search.columnar.generation import publish_segments
from search.model import IndexedDocument


def write_index(folder: Path, documents: Iterable[IndexedDocument], *, memory: int = DEFAULT_MEMORY) -> int:
    """Writes an index into an empty folder, in about `memory` bytes; returns how many documents it holds."""
    builder = SegmentBuilder(folder, memory=memory)
    for document in documents:
        builder.add(document)
    publish_segments(folder, [builder.close()])
    return builder.document_count
