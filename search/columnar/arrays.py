"""
Named arrays <-> one checked, memory-mapped file.

    offset  0   the bytes "CHANCERY"
            8   version of the format            uint32, little-endian
           12   length of the directory, bytes   uint32
           16   CRC-32 of the directory          uint32
           20   the directory                    JSON: kind, attributes, and each array's type, count, offset, CRC-32
           ...  the arrays, little-endian, each at a multiple of 64 bytes

Opening a file reads the directory alone: a foreign, damaged or shortened file is refused at once. The arrays are read
by the kernel when they are used; `check_arrays` reads them all and compares their checksums.
"""

from __future__ import annotations

import json
import mmap
import shutil
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from search.errors import IndexDamaged

MAGIC = b"CHANCERY"
FORMAT_VERSION = 1
_HEADER = struct.Struct("<8sIII")
_ALIGNMENT = 64
_SPOOLED_BYTES = 1 << 20
_DTYPES = ("|u1", "<u2", "<u4", "<u8", "<i4")

Array = NDArray[Any]
Integers = NDArray[np.integer[Any]]
Documents = NDArray[np.intp]
Mask = NDArray[np.bool_]
Scores = NDArray[np.float32]


def smallest_dtype(largest: int) -> np.dtype[Any]:
    """The narrowest unsigned type that holds `largest`."""
    return np.dtype(np.min_scalar_type(int(largest))).newbyteorder("<")


def compact(values: Integers) -> Array:
    """The same non-negative numbers in the narrowest type that holds them all."""
    return values.astype(smallest_dtype(int(values.max()) if len(values) else 0))


def starts_of(counts: Integers) -> NDArray[np.int64]:
    """Where each of consecutive runs starts, and where the last one ends: int64[len(counts) + 1]."""
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def counts_of(starts: Integers) -> NDArray[np.int64]:
    """How long each of consecutive runs is; the inverse of `starts_of`."""
    wide = starts.astype(np.int64)
    return wide[1:] - wide[:-1]


def slots_of(starts: Integers, counts: Integers) -> NDArray[np.int64]:
    """The indices of several runs, one after the other: `starts[i] .. starts[i] + counts[i] - 1` for each i."""
    ends = np.cumsum(counts, dtype=np.int64)
    shift: NDArray[np.int64] = starts.astype(np.int64, copy=False) - (ends - counts)
    slots = shift.repeat(counts)
    slots += np.arange(len(slots), dtype=np.int64)
    return slots


# --- writing ------------------------------------------------------------------------------------


@dataclass
class _Column:
    dtype: str
    spool: IO[bytes]
    count: int = 0
    crc: int = 0


@dataclass
class ArrayFileWriter:
    """Collects arrays piece by piece, in bounded memory, and writes them as one file when closed."""

    path: Path
    kind: str
    attributes: dict[str, Any] = field(default_factory=dict)
    _columns: dict[str, _Column] = field(default_factory=dict)

    def append(self, name: str, values: Array) -> None:
        """Adds values at the end of the array `name`; all pieces of an array have one type."""
        column = self._columns.get(name) or self._begun(name, values.dtype)
        if values.dtype != np.dtype(column.dtype):
            raise TypeError(f"{name} is of type {column.dtype}, not {values.dtype}")
        piece = np.ascontiguousarray(values).view(np.uint8).data
        column.crc = zlib.crc32(piece, column.crc)
        column.count += len(values)
        column.spool.write(piece)

    def _begun(self, name: str, dtype: np.dtype[Any]) -> _Column:
        if dtype.newbyteorder("<").str not in _DTYPES:
            raise TypeError(f"{name}: arrays of {dtype} are not part of the format")
        spool = SpooledTemporaryFile(max_size=_SPOOLED_BYTES, dir=str(self.path.parent))  # noqa: SIM115 - lives until close
        column = self._columns[name] = _Column(dtype.newbyteorder("<").str, spool)
        return column

    def __del__(self) -> None:
        """Closes the pieces of a file that was never written, because something failed before."""
        for column in self._columns.values():
            column.spool.close()

    def close(self) -> None:
        """Writes the file; afterwards the pieces are gone."""
        directory = self._directory()
        with self.path.open("xb") as file:
            file.write(_HEADER.pack(MAGIC, FORMAT_VERSION, len(directory), zlib.crc32(directory)))
            file.write(directory)
            for column in self._columns.values():
                file.write(bytes(-file.tell() % _ALIGNMENT))
                column.spool.seek(0)
                shutil.copyfileobj(column.spool, file, 1 << 20)
                column.spool.close()

    def _directory(self) -> bytes:
        """The directory as JSON; offsets are counted from the first aligned byte after it."""
        arrays, offset = {}, 0
        for name, column in self._columns.items():
            arrays[name] = [column.dtype, column.count, offset, column.crc]
            offset += column.count * np.dtype(column.dtype).itemsize
            offset += -offset % _ALIGNMENT
        content = {"kind": self.kind, "attributes": self.attributes, "arrays": arrays}
        return json.dumps(content, separators=(",", ":")).encode()


# --- reading ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ArrayFile:
    """An open file: its arrays by name, read-only and memory-mapped, and its attributes."""

    path: Path
    arrays: Mapping[str, Array]
    attributes: Mapping[str, Any]
    checksums: Mapping[str, int]

    def __getitem__(self, name: str) -> Array:
        if name not in self.arrays:
            raise damaged(self.path, f"it has no array {name}")
        return self.arrays[name]

    def __contains__(self, name: str) -> bool:
        return name in self.arrays


def damaged(path: Path, reason: str) -> IndexDamaged:
    return IndexDamaged(f"{path} is not what was written ({reason}); run `reindex --full`")


def open_arrays(path: Path, kind: str) -> ArrayFile:
    """Maps a file written as `kind`; raises IndexDamaged for anything else."""
    content = _mapped(path)
    directory, first_byte = _directory_of(path, content)
    try:
        if directory["kind"] != kind:
            raise damaged(path, f"it holds {directory['kind']}, not {kind}")
        arrays, checksums = {}, {}
        for name, (dtype, count, offset, crc) in directory["arrays"].items():
            arrays[name] = _array(path, content, dtype, count, first_byte + offset)
            checksums[name] = crc
        return ArrayFile(path, arrays, directory["attributes"], checksums)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise damaged(path, f"its directory is wrong: {error}") from error


def check_arrays(file: ArrayFile) -> None:
    """Reads every array and compares it with its checksum; raises IndexDamaged naming the first that differs."""
    for name, values in file.arrays.items():
        if zlib.crc32(values.view(np.uint8).data) != file.checksums[name]:
            raise damaged(file.path, f"the checksum of {name} differs")


def _mapped(path: Path) -> mmap.mmap | bytes:
    try:
        with path.open("rb") as file:
            if not path.stat().st_size:
                raise damaged(path, "it is empty")
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise damaged(path, str(error)) from error


def _directory_of(path: Path, content: mmap.mmap | bytes) -> tuple[dict[str, Any], int]:
    """The directory, and the offset of the first array."""
    if len(content) < _HEADER.size or content[:8] != MAGIC:
        raise damaged(path, "it is not a file of this index")
    _, version, length, crc = _HEADER.unpack(content[: _HEADER.size])
    if version != FORMAT_VERSION:
        raise damaged(path, f"its format is {version}, this program reads {FORMAT_VERSION}")
    text = content[_HEADER.size : _HEADER.size + length]
    if zlib.crc32(text) != crc:
        raise damaged(path, "the checksum of its directory differs")
    end = _HEADER.size + length
    return json.loads(text), end + -end % _ALIGNMENT


def _array(path: Path, content: mmap.mmap | bytes, dtype: str, count: int, offset: int) -> Array:
    if dtype not in _DTYPES:
        raise damaged(path, f"arrays of {dtype} are not part of the format")
    if offset + count * np.dtype(dtype).itemsize > len(content):
        raise damaged(path, "it is shorter than what was written")
    return np.frombuffer(content, dtype=dtype, count=count, offset=offset) if count else np.empty(0, dtype=dtype)
