"""Segments in a folder -> one Whoosh index: carried over from the last one, merged, published, opened."""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from search.columnar.arrays import ArrayFileWriter, damaged, open_arrays
from search.columnar.builder import INDEX_NAME, new_segment_name
from search.columnar.codec import SegmentRecord
from search.columnar.merging import merge
from search.columnar.segment import DELETED, KINDS, Segment, file_name
from search.schema import whoosh_schema

SEGMENTS = "segments.columnar"
MOST_SEGMENTS = 3
_MOST_DELETED = 0.25
_TOC_GENERATION = 1


def publish_segments(folder: Path, names: Sequence[str]) -> None:
    """Makes the folder a Whoosh index of these segments, which are in it; see `consolidated`."""
    segments = [Segment(folder, name) for name in names]
    records = [SegmentRecord(s.name, s.document_count, s.document_count - s.live_count) for s in segments]
    TOC(whoosh_schema(), records, _TOC_GENERATION).write(FileStorage(str(folder)), INDEX_NAME)
    # The table of contents is a pickle: its checksum lets us refuse a damaged one before it is unpickled.
    attributes = {"segments": list(names), "toc_crc": zlib.crc32(_toc(folder).read_bytes())}
    ArrayFileWriter(folder / SEGMENTS, "segments", attributes).close()


def open_segments(folder: Path) -> list[Segment]:
    """The segments of a generation; raises IndexDamaged for a file that is not what was written."""
    attributes = open_arrays(folder / SEGMENTS, "segments").attributes
    check_toc(folder, attributes.get("toc_crc"))
    return [Segment(folder, name) for name in attributes["segments"]]


def check_toc(folder: Path, expected: object) -> None:
    try:
        content = _toc(folder).read_bytes()
    except OSError as error:
        raise damaged(_toc(folder), str(error)) from error
    if zlib.crc32(content) != expected:
        raise damaged(_toc(folder), "its checksum differs")


def _toc(folder: Path) -> Path:
    return folder / f"_{INDEX_NAME}_{_TOC_GENERATION}.toc"


# --- carrying over ------------------------------------------------------------------------------


def carry_over(previous: Path, folder: Path, removed: Collection[str]) -> list[str]:
    """Links the segments of a generation into a new one, without the documents of these ids; returns their names."""
    carried = []
    for segment in open_segments(previous):
        dead = _without(segment, removed)
        if np.count_nonzero(dead) < segment.document_count:
            _link(segment, folder)
            _write_deleted(folder, segment.name, dead)
            carried.append(segment.name)
    return carried


def bury(folder: Path, name: str, removed: Collection[str]) -> None:
    """Marks the documents with these ids as deleted in a segment that is not published yet."""
    _write_deleted(folder, name, _without(Segment(folder, name), removed))


def _without(segment: Segment, removed: Collection[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    dead = ~segment.live
    numbers = [number for name in removed if (number := segment.document_number(name)) is not None]
    dead[np.array(numbers, dtype=np.intp)] = True
    return dead


def _link(segment: Segment, folder: Path) -> None:
    for kind in KINDS:
        name = file_name(segment.name, kind)
        try:
            os.link(segment.folder / name, folder / name)
        except OSError:  # another file system, or one without hard links
            shutil.copy2(segment.folder / name, folder / name)


def _write_deleted(folder: Path, name: str, dead: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
    if dead.any():
        file = ArrayFileWriter(folder / file_name(name, DELETED), DELETED, {"segment": name})
        file.append("bit_of_document", np.packbits(dead, bitorder="little"))
        file.close()


# --- merging ------------------------------------------------------------------------------------


def consolidated(folder: Path, names: Sequence[str], *, most: int = MOST_SEGMENTS) -> list[str]:
    """The segments after merging: at most `most`, none with more than a quarter of its documents deleted.

    Small segments are merged rather than large ones, so that a document is rewritten only now and then.
    """
    segments = sorted((Segment(folder, name) for name in names), key=lambda segment: -segment.live_count)
    segments = [segment for segment in segments if segment.live_count] or segments[:1]
    worn = [s for s in segments if s.document_count - s.live_count > _MOST_DELETED * s.document_count]
    sound = [segment for segment in segments if segment not in worn]
    room = most - (1 if worn else 0)
    if len(sound) > room:
        worn, sound = [*sound[most - 1 :], *worn], sound[: most - 1]
    kept = [segment.name for segment in sound]
    if worn:
        kept.append(new_segment_name())
        merge(worn, folder, kept[-1])
    for name in set(names) - set(kept):
        _remove(folder, name)
    return kept


def _remove(folder: Path, name: str) -> None:
    for kind in (*KINDS, DELETED):
        (folder / file_name(name, kind)).unlink(missing_ok=True)
