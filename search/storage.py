"""
Where generations live on disk, and which one is live.

    index/CURRENT                    the name of the live generation
    index/generations/000042/        one complete, immutable index and its manifest.json
    index/lock                       held by the one reindex that runs; released by the kernel if it dies

A generation is built under a hidden name, synced to disk with every file in it, renamed, and only then does CURRENT
move, by one atomic replace: a reader sees the generation before or the one after, and a crash leaves one of the two.
The generation before is kept for readers that still hold it, and to go back to.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from search.errors import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated, IndexUnreadable, IndexUnwritable

CURRENT = "CURRENT"
GENERATIONS = "generations"
MANIFEST = "manifest.json"
LOCK = "lock"
_UNFINISHED = ".building-"
_LOOKS_FOR_HOLDER = 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of. `files` holds size in bytes and CRC-32 by name."""

    schema_version: str
    documents: int
    fingerprint: str
    extractor_version: str
    corrections: str
    files: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Generation:
    """One published index: its name (a number, as text), its folder and its manifest."""

    name: str
    folder: Path
    manifest: Manifest


def live_name(index_dir: Path) -> str:
    """What CURRENT holds, a name unless it was damaged.

    Raises IndexMissing when nothing was ever published, IndexUnreadable when that cannot be known.
    """
    try:
        return (index_dir / CURRENT).read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        raise IndexMissing(f"there is no index in {index_dir}; run `reindex`") from None
    except OSError as error:
        raise IndexUnreadable(
            f"{error.filename} cannot be read: {error.strerror}; name another folder for the index, "
            "give the right to read it, or remove what stands in its place and run `reindex`"
        ) from error


def live_generation(index_dir: Path, schema_version: str) -> Generation:
    """The live generation; its version, and every file against its checksum, are checked before anything reads it.

    Raises IndexMissing, IndexUnreadable, IndexOutdated, or IndexDamaged naming the first file that is not what was
    written.
    """
    return _checked(index_dir, live_name(index_dir), schema_version)


def previous_generation(index_dir: Path, schema_version: str) -> Generation:
    """The newest generation before the live one that can be read; raises IndexMissing when there is none.

    Where CURRENT is damaged and names nothing, it is the newest of all.
    """
    live = live_name(index_dir)
    for name in reversed([name for name in _names(index_dir) if name < live or not live.isdecimal()]):
        with suppress(IndexDamaged, IndexOutdated):
            return _checked(index_dir, name, schema_version)
    raise IndexMissing(f"there is no generation before {live} in {index_dir}; run `reindex`")


def _checked(index_dir: Path, name: str, schema_version: str) -> Generation:
    folder = index_dir / GENERATIONS / name
    fields = _manifest_fields(folder)
    if fields["schema_version"] != schema_version:
        raise IndexOutdated(
            f"the index in {index_dir} was written as version {fields['schema_version']}, "
            f"this program reads version {schema_version}; run `reindex`"
        )
    files = {file: (size, crc) for file, (size, crc) in fields.pop("files").items()}
    generation = Generation(name, folder, Manifest(**fields, files=files))
    _verify(generation)
    return generation


def _verify(generation: Generation) -> None:
    """Compares every file with its checksum, at gigabytes a second; see docs/decisions/0007-verified-when-opened.md.

    Reading and summing up let other threads run: two of them take half the time where there are two processors.
    """
    files = {generation.folder / name: expected for name, expected in generation.manifest.files.items()}
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for damage in threads.map(_damage, files, files.values()):
            if damage:
                raise IndexDamaged(f"{damage}; run `reindex --full`")


def _damage(path: Path, expected: tuple[int, int]) -> str | None:
    """What is wrong with a file, or None."""
    try:
        is_as_written = path.stat().st_size == expected[0] and checksum(path) == expected
    except OSError as error:
        return f"{path} cannot be read ({error.strerror})"
    return None if is_as_written else f"{path} is not what was written"


def _manifest_fields(folder: Path) -> dict[str, Any]:
    """What a manifest says, once its own checksum is found right; raises IndexDamaged naming it otherwise."""
    path = folder / MANIFEST
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        if fields.pop("checksum") != _checksum_of_fields(fields):
            raise ValueError("its checksum differs")
        return dict(fields)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexDamaged(f"{path} cannot be read ({error}); run `reindex --full`") from error


def _checksum_of_fields(fields: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(fields, sort_keys=True).encode())


def checksum(path: Path) -> tuple[int, int]:
    """Size in bytes and CRC-32 of a file."""
    size = crc = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            size, crc = size + len(block), zlib.crc32(block, crc)
    return size, crc


# --- building -----------------------------------------------------------------------------------


@contextmanager
def locked(index_dir: Path) -> Iterator[None]:
    """Holds the lock of `index_dir` while the block runs; raises IndexBusy, naming the holder, if another does."""
    with _writing(index_dir):
        index_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = (index_dir / LOCK).open("ab+", buffering=0)
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IndexBusy(
                f"another reindex (process {_holder(file)}) is writing to {index_dir}; wait for it to finish"
            ) from None
        with _writing(index_dir):
            file.truncate(0)
            file.write(str(os.getpid()).encode())
        yield
        file.truncate(0)


def _holder(file: BinaryIO) -> str:
    """The process that the lock names; one that has only just taken it is given a second to write its name."""
    for _ in range(_LOOKS_FOR_HOLDER):
        file.seek(0)
        if holder := file.read().decode(errors="replace").strip():
            return holder
        time.sleep(1 / _LOOKS_FOR_HOLDER)
    return "unknown"


@contextmanager
def new_generation(index_dir: Path) -> Iterator[Path]:
    """An empty folder to build in; whatever is still in it when the block fails is removed.

    A write that fails anywhere in the block (a full disk, a folder that may not be written) raises IndexUnwritable.
    """
    generations = index_dir / GENERATIONS
    with _writing(index_dir):
        generations.mkdir(parents=True, exist_ok=True)
        for leftover in generations.glob(_UNFINISHED + "*"):
            shutil.rmtree(leftover)
        # No other run ever builds under the same name: what still runs of one that was killed writes into nothing.
        folder = Path(tempfile.mkdtemp(prefix=f"{_UNFINISHED}{_next_name(index_dir)}-", dir=generations))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _writing(index_dir: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename or index_dir
        raise IndexUnwritable(
            f"{where} cannot be written: {error.strerror or error}; the index is as it was before. "
            "Make room or give the right to write, and run `reindex` again"
        ) from error


def go_back(index_dir: Path, schema_version: str) -> Generation:
    """Makes the generation before the live one live again."""
    generation = previous_generation(index_dir, schema_version)
    with _writing(index_dir):
        _point_to(index_dir, generation.name)
    return generation


def publish(index_dir: Path, folder: Path, manifest: Manifest) -> Generation:
    """Makes the folder of `new_generation` the live generation; afterwards it is on disk whatever happens."""
    _write_manifest(folder, manifest)
    for path in sorted(folder.iterdir()):
        _sync(path)
    _sync(folder)
    name = folder.name.removeprefix(_UNFINISHED).partition("-")[0]
    before = _live_name_or_none(index_dir)
    folder.rename(folder.parent / name)
    _sync(folder.parent)
    _point_to(index_dir, name)
    _remove_all_but(index_dir, {name, before})
    return Generation(name, folder.parent / name, manifest)


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    fields = asdict(manifest)
    said = fields | {"checksum": _checksum_of_fields(fields)}
    (folder / MANIFEST).write_text(json.dumps(said, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def files_of(folder: Path, known: Mapping[str, tuple[int, int]] | None = None) -> dict[str, tuple[int, int]]:
    """Size and checksum of every file in a folder, by name, as the manifest records them.

    A file that is `known` from an earlier generation by its name and size keeps its checksum, so that damage done to
    it since then is found, not signed.
    """
    files = (path for path in sorted(folder.iterdir()) if path.name != MANIFEST)
    return {path.name: _known_checksum(path, known or {}) or checksum(path) for path in files}


def _known_checksum(path: Path, known: Mapping[str, tuple[int, int]]) -> tuple[int, int] | None:
    recorded = known.get(path.name)
    is_linked = path.stat().st_nlink > 1
    return recorded if recorded and is_linked and recorded[0] == path.stat().st_size else None


def _point_to(index_dir: Path, name: str) -> None:
    pointer = index_dir / f"{CURRENT}.new"
    pointer.write_text(name + "\n", encoding="ascii")
    _sync(pointer)
    os.replace(pointer, index_dir / CURRENT)
    _sync(index_dir)


def _next_name(index_dir: Path) -> str:
    return f"{max((int(name) for name in _names(index_dir)), default=0) + 1:06d}"


def _names(index_dir: Path) -> list[str]:
    return sorted(path.name for path in (index_dir / GENERATIONS).glob("[0-9]*") if path.name.isdecimal())


def _live_name_or_none(index_dir: Path) -> str | None:
    with suppress(IndexMissing):
        return live_name(index_dir)
    return None


def _remove_all_but(index_dir: Path, kept: set[str | None]) -> None:
    for name in _names(index_dir):
        if name not in kept:
            # The new generation is live by now: what cannot be removed today, the next run removes.
            shutil.rmtree(index_dir / GENERATIONS / name, ignore_errors=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
