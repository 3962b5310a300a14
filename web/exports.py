"""The documents of a search -> lines of a table, of records, or of references for a bibliography."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from flask import url_for

from search.model import Hit

Row = Mapping[str, str]

COLUMNS = ("id", "title", "published", "source", "author", "language", "url", "page", "actors", "topics")


def row_of(hit: Hit) -> Row:
    """One document as plain text by column; `page` is its address on this site."""
    return {
        "id": hit.id,
        "title": hit.title.striptags(),
        "published": hit.published,
        "source": hit.source,
        "author": hit.author,
        "language": hit.language,
        "url": hit.url,
        "page": url_for("pages.document", document_id=hit.id, _external=True),
        "actors": "; ".join(label.name for label in hit.actors),
        "topics": "; ".join(label.name for label in hit.topics),
    }


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """A table with a head, a line for each document."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _safe_for_spreadsheets(value) for name, value in row.items()})
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _safe_for_spreadsheets(text: str) -> str:
    """A cell that a spreadsheet shows and does not run as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def json_lines(head: Mapping[str, object], rows: Iterable[Row]) -> Iterator[str]:
    """One object: what is said of the search, and the documents."""
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "documents": '
    yield from _array(rows)
    yield "}\n"


def csl_lines(rows: Iterable[Row]) -> Iterator[str]:
    """References as CSL-JSON, which reference managers read."""
    yield from _array(map(_csl_item, rows))


def _array(items: Iterable[Mapping[str, object]]) -> Iterator[str]:
    yield "["
    for place, item in enumerate(items):
        yield (",\n" if place else "\n") + json.dumps(item, ensure_ascii=False)
    yield "\n]"


def _csl_item(row: Row) -> Mapping[str, object]:
    item = {
        "id": row["id"],
        "type": "document",
        "title": row["title"],
        "container-title": row["source"],
        "language": row["language"],
        "URL": row["url"] or row["page"],
    }
    authors = {"author": [{"literal": row["author"]}]} if row["author"] else {}
    issued = (
        {"issued": {"date-parts": [[int(part) for part in row["published"].split("-")]]}} if row["published"] else {}
    )
    return {name: value for name, value in item.items() if value} | authors | issued


def ris_lines(rows: Iterable[Row]) -> Iterator[str]:
    """References in the RIS format: a tag, two spaces, a hyphen, the value."""
    for row in rows:
        yield "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in _ris_fields(row)) + "ER  - \r\n"


def _ris_fields(row: Row) -> Iterator[tuple[str, str]]:
    yield "TY", "GEN"
    given = row["published"].split("-") if row["published"] else []
    fields = (
        ("ID", row["id"]),
        ("TI", row["title"]),
        ("AU", row["author"]),
        ("T2", row["source"]),
        ("PY", given[0] if given else ""),
        ("DA", "/".join([*given, "", "", ""][:3]) if given else ""),
        ("LA", row["language"]),
        ("UR", row["url"] or row["page"]),
        *(("KW", label) for kind in ("actors", "topics") for label in row[kind].split("; ")),
    )
    yield from ((tag, value) for tag, value in fields if value)
