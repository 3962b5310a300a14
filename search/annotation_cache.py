"""What extraction found in texts, and made of its facts, by hash -> so that neither is done twice."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from search.errors import CacheDamaged, IndexUnwritable
from search.model import Annotations
from search.records import annotations_from_json, annotations_to_json

FILE_NAME = "annotations.sqlite"
MOST_FACTS = 60  # twice as many as there are files of facts: beside them stand those of the newest edits of topics.toml


class AnnotationCache:
    """Annotations by text hash, and what was made of facts by name, for one version of the extractor.

    Reading is safe from several processes at once. What was made of facts is written when the cache is closed.
    """

    def __init__(self, index_dir: Path, connection: sqlite3.Connection, extractor_version: str) -> None:
        self.index_dir = index_dir
        self._connection = connection
        self._version = extractor_version
        self._facts: dict[str, bytes] = {}

    def get(self, text_hash: str) -> Annotations | None:
        """The annotations of a text, or None when this extractor has not read it yet."""
        row = self._connection.execute(
            "SELECT annotations FROM annotations WHERE text_hash = ? AND version = ?", (text_hash, self._version)
        ).fetchone()
        return _unpacked(row[0]) if row else None

    def put(self, found: Iterable[tuple[str, Annotations]]) -> None:
        """Keeps annotations by text hash; they are on disk when the call returns."""
        rows = ((key, self._version, zlib.compress(annotations_to_json(value).encode())) for key, value in found)
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO annotations VALUES (?, ?, ?)", rows)

    def kept(self, name: str) -> str | None:
        """What was made of facts under this name, or None."""
        query = "SELECT text FROM facts WHERE name = ? AND version = ?"
        row = self._connection.execute(query, (name, self._version)).fetchone()
        try:
            return zlib.decompress(row[0]).decode() if row else None
        except (zlib.error, TypeError, ValueError):  # not what was written any more, so that it is made anew
            return None

    def keep(self, name: str, text: str) -> None:
        self._facts[name] = zlib.compress(text.encode(), 1)

    def save_facts(self) -> None:
        """Writes what was kept, and forgets the oldest of what is more than `MOST_FACTS`."""
        rows = [(name, self._version, text) for name, text in self._facts.items()]
        if rows:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", rows)
                newest = "SELECT rowid FROM facts ORDER BY rowid DESC LIMIT ?"
                self._connection.execute(f"DELETE FROM facts WHERE rowid NOT IN ({newest})", (MOST_FACTS,))

    def keep_only(self, text_hashes: Iterable[str]) -> None:
        """Forgets the texts of other documents and what older extractors found."""
        with self._connection:
            self._connection.execute("CREATE TEMP TABLE kept (text_hash TEXT PRIMARY KEY)")
            self._connection.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((key,) for key in text_hashes))
            self._connection.execute(
                "DELETE FROM annotations WHERE version <> ? OR text_hash NOT IN (SELECT text_hash FROM kept)",
                (self._version,),
            )
            self._connection.execute("DROP TABLE kept")
            self._connection.execute("DELETE FROM facts WHERE version <> ?", (self._version,))


def _unpacked(packed: bytes) -> Annotations | None:
    """Annotations as `put` packed them; None for what is not that any more, so that its text is read again."""
    try:
        return annotations_from_json(zlib.decompress(packed).decode())
    except (zlib.error, TypeError, ValueError):
        return None


@contextmanager
def open_cache(index_dir: Path, extractor_version: str) -> Iterator[AnnotationCache]:
    """The cache of an index folder.

    Raises CacheDamaged for one that is not what was written, now or while it is used, and IndexUnwritable when the disk
    is full or the folder may not be written.
    """
    path = index_dir / FILE_NAME
    try:
        with closing(_connect(path)) as connection:
            cache = AnnotationCache(index_dir, connection, extractor_version)
            yield cache
            cache.save_facts()
    except sqlite3.OperationalError as error:
        raise IndexUnwritable(
            f"{path} cannot be written: {error}; the index is as it was before. "
            "Make room or give the right to write, and run `reindex` again"
        ) from error
    except sqlite3.DatabaseError as error:
        raise CacheDamaged(f"{path} is not what was written ({error}); delete it and run `reindex` again") from error


def throw_away(index_dir: Path) -> None:
    """Removes the cache, which only saves time. No process may have it open."""
    for ending in ("", "-wal", "-shm"):
        (index_dir / (FILE_NAME + ending)).unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.execute("PRAGMA journal_mode = WAL")  # workers read while the parent writes
        connection.execute(
            "CREATE TABLE IF NOT EXISTS annotations"
            " (text_hash TEXT, version TEXT, annotations BLOB, PRIMARY KEY (text_hash, version)) WITHOUT ROWID"
        )
        connection.execute(
            "CREATE TABLE IF NOT EXISTS facts (name TEXT, version TEXT, text BLOB, PRIMARY KEY (name, version))"
        )
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
