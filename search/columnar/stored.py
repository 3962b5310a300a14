"""Documents as text, records and annotations <-> compressed bytes on disk."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from search.columnar.arrays import Array, ArrayFile, ArrayFileWriter, Mask, compact, counts_of, damaged, starts_of
from search.columnar.lexicon import decoded, encoded

STORED = ("document", "annotations")
_LEVEL = 1  # four fifths of the time of 4, and 4 % larger
_BYTES_AT_ONCE = 1 << 18
_DEFLATE_ONLY = -15  # no header and no checksum of its own; the file has one


@dataclass(frozen=True, slots=True)
class Store:
    """Texts by document number: text d is bytes `start_of_text[d]` to `start_of_text[d + 1]`, deflated, UTF-8."""

    file: ArrayFile
    byte_of_store: Array
    start_of_text: Array

    def text(self, document: int) -> str:
        """Raises IndexDamaged where the bytes are not what was written."""
        try:
            return decoded(zlib.decompress(self.compressed(document), _DEFLATE_ONLY))
        except (zlib.error, UnicodeDecodeError) as error:
            raise damaged(self.file.path, f"text {document}: {error}") from error

    def size(self, document: int) -> int:
        """How many bytes a text takes here."""
        start, end = self.start_of_text[document : document + 2].tolist()
        return int(end - start)

    def compressed(self, document: int) -> memoryview:
        start, end = self.start_of_text[document : document + 2].tolist()
        return self.byte_of_store[start:end].data


class StoreWriter:
    """Compresses texts one by one into an array of a file that grows on disk."""

    def __init__(self, file: ArrayFileWriter, name: str) -> None:
        self._file, self._name = file, name
        self._sizes: list[Array] = []
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._append(np.empty(0, np.uint8), np.empty(0, np.int64))

    def add(self, text: str) -> None:
        compressed = zlib.compress(encoded(text), _LEVEL, _DEFLATE_ONLY)
        self._waiting.append(compressed)
        self._waiting_bytes += len(compressed)
        if self._waiting_bytes > _BYTES_AT_ONCE:
            self._take()

    def _take(self) -> None:
        """Writes the texts that wait for it."""
        sizes = np.array(list(map(len, self._waiting)), dtype=np.int64)
        self._append(np.frombuffer(b"".join(self._waiting), dtype=np.uint8), sizes)
        self._waiting, self._waiting_bytes = [], 0

    def add_from(self, store: Store, live: Mask) -> None:
        """Copies the texts of these documents as they are, still compressed, as many at a time as stand in a row."""
        self._take()
        edges = np.flatnonzero(np.diff(live, prepend=False, append=False)).tolist()
        for first, after in zip(edges[::2], edges[1::2], strict=True):
            starts = store.start_of_text[first : after + 1]
            self._append(store.byte_of_store[int(starts[0]) : int(starts[-1])], counts_of(starts))

    def _append(self, compressed: Array, sizes: Array) -> None:
        self._sizes.append(sizes)
        self._file.append(f"{self._name}.byte_of_store", compressed)

    def close(self) -> None:
        self._take()
        self._file.append(f"{self._name}.start_of_text", compact(starts_of(np.concatenate(self._sizes))))


def open_store(file: ArrayFile, name: str) -> Store:
    return Store(file, file[f"{name}.byte_of_store"], file[f"{name}.start_of_text"])
