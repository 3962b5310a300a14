"""`annotate` -> what extraction finds in one file."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import click

from search.cli.options import errors_reported, json_option, longest_document, model
from search.cli.printing import Mention, mention_line
from search.errors import UnreadableDocument
from search.extraction import annotate
from search.extraction.painting import painted
from search.model import Document
from search.sources import SeedFile, read_seed


@click.command("annotate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--published", default="", help="Publication date, where the file does not say.")
@click.option("--html", "as_html", is_flag=True, help="Print the text as a page with every mention painted.")
@json_option
def annotate_command(file: Path, published: str, as_html: bool, as_json: bool) -> None:
    """Show what extraction finds in FILE: every mention with its offsets, id and basis."""
    with errors_reported():
        for document in _documents_of(file):
            document = replace(document, published=published or document.published)
            annotations = annotate(document, model=model())
            if as_html:
                click.echo(painted(document, annotations))
            elif as_json:
                click.echo(json.dumps(asdict(annotations), ensure_ascii=False, default=date.isoformat))
            else:
                mentions: tuple[Mention, ...] = (*annotations.actors, *annotations.dates, *annotations.topics)
                click.echo("\n".join(mention_line(mention) for mention in mentions))


def _documents_of(file: Path) -> tuple[Document, ...]:
    """The documents of one file, what is skipped said; raises UnreadableDocument where that is all."""
    status = file.stat()
    seed = SeedFile(file.name, status.st_size, status.st_mtime_ns)
    reading = read_seed(file.parent, seed, document_characters=longest_document())
    if not reading.documents:
        raise UnreadableDocument("; ".join(f"{skipped.path}: {skipped.reason}" for skipped in reading.skipped))
    for skipped in reading.skipped:
        click.echo(f"skipped {skipped.path}: {skipped.reason}", err=True)
    return reading.documents
