"""SQLite's FTS5 with a table of documents and one of their facet values, indexed both ways."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.engine.page import HITS, SHOWN, Page
from bench.engine.questions import Question
from search.model import IndexedDocument

_TABLES = """
CREATE TABLE document (id INTEGER PRIMARY KEY, name TEXT, title TEXT, body TEXT, day INTEGER);
CREATE VIRTUAL TABLE text USING fts5(body, content=document, content_rowid=id);
CREATE TABLE label (facet TEXT, value TEXT, document INTEGER, PRIMARY KEY (facet, value, document)) WITHOUT ROWID;
CREATE TABLE label_of (document INTEGER, facet TEXT, value TEXT, PRIMARY KEY (document, facet, value)) WITHOUT ROWID;
"""


class Sqlite:
    name = "SQLite FTS5"

    def build(self, documents: Iterable[IndexedDocument], folder: Path) -> None:
        with sqlite3.connect(folder / "index.sqlite") as database:
            database.executescript(_TABLES)
            for number, indexed in enumerate(documents, start=1):
                _insert(database, number, indexed)
            database.execute("INSERT INTO text(text) VALUES ('optimize')")
            database.execute("CREATE INDEX day ON document (day)")
            database.execute("ANALYZE")

    def open(self, folder: Path) -> None:
        self._database = sqlite3.connect(f"file:{folder / 'index.sqlite'}?mode=ro", uri=True)
        self._database.execute("PRAGMA mmap_size = 4000000000")
        self._database.execute("PRAGMA temp_store = memory")

    def page(self, question: Question) -> Page:
        self._materialise(question)
        ticks = {"actor": question.actors, "topic": question.topics}
        chosen = _narrowed({facet: values for facet, values in ticks.items() if values})
        total = self._database.execute(f"SELECT count(*) FROM hit WHERE {chosen}").fetchone()[0]
        facets = {facet: self._counts(facet, ticks) for facet in SHOWN}
        years = self._database.execute(
            f"SELECT count(DISTINCT day / 365) FROM document WHERE id IN (SELECT id FROM hit WHERE {chosen})"
        ).fetchone()[0]
        return Page(total, facets, years, self._snippets(question, chosen))

    def _materialise(self, question: Question) -> None:
        """The hits of the text and the days, once for all that is counted over them."""
        self._database.execute("DROP TABLE IF EXISTS temp.hit")
        days = _days(question)
        if question.kind == "everything":
            where = f"SELECT id, 0.0 AS score FROM document WHERE {days}"
            self._database.execute(f"CREATE TEMP TABLE hit AS {where}")
        else:
            where = "SELECT text.rowid AS id, rank AS score FROM text WHERE text MATCH ?"
            if days != "1":
                where = where.replace(" WHERE", " JOIN document ON document.id = text.rowid WHERE") + f" AND {days}"
            self._database.execute(f"CREATE TEMP TABLE hit AS {where}", (_match(question),))

    def _counts(self, facet: str, ticks: dict[str, tuple[str, ...]]) -> dict[str, int]:
        others = _narrowed({other: values for other, values in ticks.items() if values and other != facet})
        rows = self._database.execute(
            f"SELECT value, count(*) FROM hit JOIN label_of ON document = hit.id AND facet = ? WHERE {others} "
            f"GROUP BY value ORDER BY 2 DESC LIMIT {SHOWN[facet]}",
            (facet,),
        )
        return dict(rows.fetchall())

    def _snippets(self, question: Question, chosen: str) -> tuple[str, ...]:
        order = "score" if question.words else "(SELECT -day FROM document WHERE document.id = hit.id)"
        hits = [
            row[0] for row in self._database.execute(f"SELECT id FROM hit WHERE {chosen} ORDER BY {order} LIMIT {HITS}")
        ]
        marks = ",".join("?" * len(hits))
        if question.kind == "everything":
            rows = self._database.execute(f"SELECT substr(body, 1, 260) FROM document WHERE id IN ({marks})", hits)
        else:
            rows = self._database.execute(
                f"SELECT snippet(text, 0, '<b>', '</b>', '…', 40) FROM text WHERE text MATCH ? AND rowid IN ({marks})",
                (_match(question), *hits),
            )
        return tuple(row[0] for row in rows)


def _insert(database: sqlite3.Connection, number: int, indexed: IndexedDocument) -> None:
    document = indexed.document
    day = indexed.published[0].toordinal() if indexed.published else None
    database.execute(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?)", (number, document.id, document.title, document.body, day)
    )
    database.execute("INSERT INTO text (rowid, body) VALUES (?, ?)", (number, document.body))
    labels = [("actor", value) for value in indexed.actors] + [("topic", value) for value in indexed.topics]
    database.executemany("INSERT INTO label VALUES (?, ?, ?)", [(facet, value, number) for facet, value in labels])
    database.executemany("INSERT INTO label_of VALUES (?, ?, ?)", [(number, facet, value) for facet, value in labels])


def _match(question: Question) -> str:
    words = [f'"{word}"' for word in question.words]
    match question.kind:
        case "phrase":
            wanted = '"' + " ".join(question.words) + '"'
        case "prefix":
            wanted = words[0] + "*"
        case "any":
            wanted = " OR ".join(words)
        case _:
            wanted = " AND ".join(words)
    return " NOT ".join([f"({wanted})", *(f'"{word}"' for word in question.excluded)])


def _days(question: Question) -> str:
    if question.first_day is None or question.last_day is None:
        return "1"
    return f"day BETWEEN {question.first_day.toordinal()} AND {question.last_day.toordinal()}"


def _narrowed(ticks: dict[str, tuple[str, ...]]) -> str:
    """A condition on hits; the values come from the fixed questions, not from people."""
    conditions = [
        f"id IN (SELECT document FROM label WHERE facet = '{facet}' AND value IN ({_quoted(values)}))"
        for facet, values in ticks.items()
    ]
    return " AND ".join(conditions) or "1"


def _quoted(values: Sequence[str]) -> str:
    return ",".join(f"'{value}'" for value in values)
