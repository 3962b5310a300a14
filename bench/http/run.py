"""
The faceted page over HTTP: pages a second and milliseconds, for the site and for Datasette on the same documents.

Datasette is a peer that is not installed with the project, since it brings its own web framework: put it into an
environment of its own (`python -m venv D; D/bin/pip install datasette`) and name it, `DATASETTE=D/bin/datasette`.
Without it only the site is measured. Both run on this machine, one after the other, with their default settings; the
load comes from the same machine and shares its processors with them. Each page is a search for one of some hundred
words; neither keeps pages that it has made.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlencode

from bench.engine.corpus import synthetic
from bench.http.load import Measured, load
from search.actor_names import ActorNames
from search.columnar.writing import write_index
from search.labels import write_labels
from search.model import IndexedDocument
from search.offices import Offices, write_offices
from search.schema import SCHEMA_VERSION
from search.storage import Manifest, files_of, new_generation, publish

PROJECT = Path(__file__).parents[2]
DOCUMENTS = int(os.environ.get("CHANCERY_BENCH_DOCUMENTS", "20000"))
CONNECTIONS = (1, 8, 32, 128)
SECONDS = float(os.environ.get("CHANCERY_BENCH_SECONDS", "8"))
_SECONDS_TO_BOOT = 60
_TEXTS = 500


def run(labelled: Path) -> dict[str, object]:
    """Measures both and prints a line for each load; `labelled` is not used."""
    documents = synthetic(DOCUMENTS).documents
    words = _words(documents)
    with tempfile.TemporaryDirectory() as folder:
        figures = {"documents": DOCUMENTS, "chancery": _chancery(Path(folder), documents, words)}
        if peer := os.environ.get("DATASETTE"):
            figures["datasette"] = _datasette(peer, Path(folder), documents, words)
    return figures


def _words(documents: Sequence[IndexedDocument]) -> list[str]:
    """Some hundred words, each once, as common or rare as words of a text are: few answers of a load are the same."""
    texts = (indexed.document.body.split() for indexed in documents[:_TEXTS])
    return list(dict.fromkeys(words[number % len(words)].strip(".").lower() for number, words in enumerate(texts)))


def _chancery(folder: Path, documents: Sequence[IndexedDocument], words: Sequence[str]) -> dict[str, object]:
    index_dir = folder / "index"
    with new_generation(index_dir) as building:
        count = write_index(building, documents)
        names = ActorNames()
        for document in documents:
            names.add(document.annotations)
        write_labels(building, names.labels({}))
        write_offices(building, Offices())
        publish(index_dir, building, Manifest(SCHEMA_VERSION, count, "bench", "bench", "", files_of(building)))
    environment = {"HOST": "127.0.0.1", "CHANCERY_INDEX_DIR": str(index_dir), "CHANCERY_LOG_REQUESTS": "0"}
    command = [sys.executable, "-m", "gunicorn", "--config", "web/gunicorn.conf.py"]
    paths = [f"/?{urlencode({'q': word})}" for word in words]
    with _serving(command, environment) as (port, process):
        return _measured("Chancery", port, paths, process)


def _datasette(
    peer: str, folder: Path, documents: Sequence[IndexedDocument], words: Sequence[str]
) -> dict[str, object]:
    database = folder / "documents.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE documents (id PRIMARY KEY, title, body, actors, topics)")
        connection.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?)", map(_row, documents))
        connection.execute("CREATE VIRTUAL TABLE documents_fts USING fts5(title, body, content='documents')")
        connection.execute("INSERT INTO documents_fts (rowid, title, body) SELECT rowid, title, body FROM documents")
    paths = [
        "/documents/documents?"
        + urlencode([("_search", word), ("_facet_array", "actors"), ("_facet_array", "topics"), ("_size", "10")])
        for word in words
    ]
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    with _serving([peer, "serve", "--immutable", str(database), "--port", str(port)], {}, port) as (_, process):
        return _measured("Datasette", port, paths, process)


def _row(indexed: IndexedDocument) -> tuple[str, str, str, str, str]:
    document = indexed.document
    return document.id, document.title, document.body, json.dumps(indexed.actors), json.dumps(indexed.topics)


@contextmanager
def _serving(command: list[str], environment: dict[str, str], port: int = 0) -> Iterator[tuple[int, int]]:
    """A server on a free port, answering; its port and its process."""
    if not port:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
    variables = {**os.environ, **environment, "PORT": str(port)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=PROJECT, env=variables, **quiet)
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int) -> None:
    give_up = time.monotonic() + _SECONDS_TO_BOOT
    while True:
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.1)


def _measured(name: str, port: int, paths: Sequence[str], process: int) -> dict[str, object]:
    loads = []
    for connections in CONNECTIONS:
        before = _processor_seconds(process)
        measured = load(port, paths, connections, SECONDS)
        milliseconds = 1000 * (_processor_seconds(process) - before) / max(1, measured.answers)
        print(_line(name, measured, milliseconds))
        loads.append({**asdict(measured), "server_ms": milliseconds})
    megabytes = _megabytes(process)
    print(f"{name:10} {megabytes:.0f} MB in all its processes\n")
    return {"loads": loads, "megabytes": megabytes}


def _line(name: str, measured: Measured, server_ms: float) -> str:
    return (
        f"{name:10} {measured.connections:>4} connections  {measured.a_second:>7.1f} pages a second   "
        f"p50 {measured.p50:>7.1f}  p95 {measured.p95:>7.1f}  p99 {measured.p99:>7.1f} ms   "
        f"{measured.refused} refused, {measured.failed} failed   "
        f"processor time for each {server_ms:.1f} ms, of the load {measured.load_ms:.2f} ms"
    )


def _megabytes(process: int) -> float:
    """What the process and its children hold, pages that they share counted once."""
    held = [Path(f"/proc/{number}/smaps_rollup").read_text() for number in _processes(process)]
    return sum(int(text.split("Pss:")[1].split()[0]) for text in held) / 1024


def _processor_seconds(process: int) -> float:
    """What the process and its children have computed so far."""
    spent = [Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split() for number in _processes(process)]
    return sum(int(words[11]) + int(words[12]) for words in spent) / os.sysconf("SC_CLK_TCK")


def _processes(process: int) -> list[str]:
    return [str(process), *Path(f"/proc/{process}/task/{process}/children").read_text().split()]
