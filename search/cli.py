"""
The command line -> calls of the engine, and their answers as text.

Exit codes: 0 done · 1 failed · 2 wrong usage · 3 done, but some seeds were skipped · 4 another reindex is running ·
5 the index is missing, outdated or damaged.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from search.errors import (
    IndexBusy,
    IndexDamaged,
    IndexMissing,
    IndexOutdated,
    InvalidRecord,
    SearchError,
    UnreadableDocument,
)
from search.extraction import annotate
from search.extraction.painting import painted
from search.model import Clock, DateRange, Document, FacetValue, Match, Report, Results, SearchRequest, published_range
from search.pipeline import Progress, check, go_back_to_previous, is_current, reindex
from search.searcher import SearchIndex, open_index
from search.settings import SETTINGS, default_of
from search.snippets import as_text
from search.sources import SeedFile, read_seed

SKIPPED_SOME, BUSY, UNUSABLE_INDEX = 3, 4, 5
_EXIT_CODES = {
    IndexBusy: BUSY,
    IndexMissing: UNUSABLE_INDEX,
    IndexOutdated: UNUSABLE_INDEX,
    IndexDamaged: UNUSABLE_INDEX,
}
_WATCH_SECONDS = 2.0


def _setting(name: str, flag: str, **options: Any) -> Callable[..., Any]:
    """A click option for a setting: its default comes from the environment, then from the table of settings."""
    setting = next(setting for setting in SETTINGS if setting.name == name)
    return click.option(
        flag, name, envvar=setting.variable, default=setting.default, show_default=True, help=setting.help, **options
    )


_folder = click.Path(file_okay=False, path_type=Path)
_index_option = _setting("index_dir", "--index", type=_folder)
_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@contextmanager
def _errors_reported() -> Iterator[None]:
    try:
        yield
    except SearchError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(_EXIT_CODES.get(type(error), 1))


# --- reindex ------------------------------------------------------------------------------------


@click.command("reindex")
@_setting("seeds_dir", "--seeds", type=_folder)
@_index_option
@_setting("jobs", "--jobs", type=click.IntRange(min=0))
@click.option("--full", is_flag=True, help="Read and write everything anew.")
@click.option("--if-needed", is_flag=True, help="Do nothing when there is an index that this program can read.")
@click.option("--check", "only_check", is_flag=True, help="Read every file of the index and compare its checksum.")
@click.option("--rollback", is_flag=True, help="Go back to the generation before the live one.")
@click.option("--watch", is_flag=True, help="Go on, and reindex whenever a seed changes.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def reindex_command(
    seeds_dir: Path,
    index_dir: Path,
    jobs: int,
    full: bool,
    if_needed: bool,
    only_check: bool,
    rollback: bool,
    watch: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read the seeds, and publish an index of what has changed."""
    with _errors_reported():
        if only_check:
            generation = check(index_dir)
            return _say(f"generation {generation} is as it was written", quiet)
        if rollback:
            return _say(f"generation {go_back_to_previous(index_dir)} is live again", quiet)
        if if_needed and is_current(index_dir):
            return _say(f"the index in {index_dir} is current", quiet)
        report = _reindex_once(seeds_dir, index_dir, jobs, full, as_json, quiet)
        while watch:
            time.sleep(_WATCH_SECONDS)
            report = _reindex_once(seeds_dir, index_dir, jobs, False, as_json, quiet, since=report)
    sys.exit(SKIPPED_SOME if report.skipped else 0)


def _reindex_once(
    seeds: Path, index_dir: Path, jobs: int, full: bool, as_json: bool, quiet: bool, since: Report | None = None
) -> Report:
    """One reindex and its report on the screen; when watching, only a report of something new is shown."""
    is_silent = quiet or as_json or since is not None
    with _progress_shown(is_silent) as on_progress:
        report = reindex(seeds, index_dir, jobs=jobs or None, full=full, on_progress=on_progress)
    if since is None or report.generation != since.generation:
        _print_report(report, as_json, quiet)
    return report


@contextmanager
def _progress_shown(is_silent: bool) -> Iterator[Callable[[Progress], None] | None]:
    """A bar on a terminal, a plain line at the start of each stage elsewhere, nothing when silent."""
    if is_silent:
        yield None
    elif sys.stderr.isatty():
        with click.progressbar(length=1, label="reading", file=sys.stderr) as bar:
            yield lambda progress: _move_bar(bar, progress)
    else:
        seen: set[str] = set()
        yield lambda progress: _print_stage(progress, seen)


def _move_bar(bar: Any, progress: Progress) -> None:
    bar.label, bar.length = progress.stage, max(progress.total, 1)
    bar.update(progress.done - bar.pos)


def _print_stage(progress: Progress, seen: set[str]) -> None:
    if progress.stage not in seen:
        seen.add(progress.stage)
        click.echo(f"{progress.stage}: {progress.total:,}", err=True)


def _print_report(report: Report, as_json: bool, quiet: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False))
        return
    for skipped in report.skipped:
        click.echo(f"skipped {skipped.path}: {skipped.reason}", err=True)
    for warning in report.warnings:
        click.echo(f"warning {warning}", err=True)
    _say(
        f"{_counted(report.documents)}: {report.added:,} added, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged, {report.removed:,} removed, {len(report.skipped):,} skipped; "
        f"{report.seconds:.1f} s, generation {report.generation}",
        quiet,
    )


def _say(text: str, quiet: bool) -> None:
    if not quiet:
        click.echo(text)


# --- python -m search ---------------------------------------------------------------------------


@click.group()
def main() -> None:
    """Search a collection of diplomatic reporting by who, when and what about."""


main.add_command(reindex_command)


@main.command()
@click.argument("text", default="")
@click.option("--actor", "actors", multiple=True, help="Id of an actor; may be repeated.")
@click.option("--topic", "topics", multiple=True, help="Id of a topic; may be repeated.")
@click.option("--from", "first_day", default="", help="First day, month or year.")
@click.option("--to", "last_day", default="", help="Last day, month or year.")
@click.option("--clock", type=click.Choice(["published", "mentioned"]), default="published", show_default=True)
@click.option("--any", "any_word", is_flag=True, help="Any of the words instead of all.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@_index_option
@_json_option
def query(
    text: str,
    actors: tuple[str, ...],
    topics: tuple[str, ...],
    first_day: str,
    last_day: str,
    clock: Clock,
    any_word: bool,
    limit: int,
    index_dir: Path,
    as_json: bool,
) -> None:
    """Search for TEXT; without it, everything that the options leave."""
    operator: Match = "any" if any_word else "all"
    with _errors_reported():
        request = SearchRequest(
            text=text, actors=actors, topics=topics, dates=_range(first_day, last_day), clock=clock, operator=operator,
            page_size=limit,
        )  # fmt: skip
        results = open_index(index_dir).search(request)
    click.echo(json.dumps(_results_as_json(results), ensure_ascii=False) if as_json else _results_as_text(results))


def _range(first: str, last: str) -> DateRange | None:
    try:
        return DateRange(
            published_range(first)[0] if first else None, published_range(last)[1] if last else None
        ) if first or last else None  # fmt: skip
    except InvalidRecord as error:
        raise click.UsageError(str(error).replace("published ", "")) from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _results_as_json(results: Results) -> dict[str, object]:
    return {
        "total": results.total,
        "reading": results.reading.sentence,
        "notices": [notice.message for notice in results.reading.notices],
        "hits": [
            {
                "id": hit.id,
                "title": as_text(hit.title),
                "published": hit.published,
                "score": round(hit.score, 4),
                "snippets": [as_text(snippet) for snippet in hit.snippets],
            }
            for hit in results.hits
        ],
        "facets": {
            name: [{"id": value.value, "name": value.label, "count": value.count} for value in values]
            for name, values in results.facets.items()
        },
        "generation": results.generation,
        "took_ms": round(results.took_ms, 2),
    }


def _counted(documents: int) -> str:
    return "1 document" if documents == 1 else f"{documents:,} documents"


def _results_as_text(results: Results) -> str:
    lines = [f"{_counted(results.total)}: {results.reading.sentence}"]
    lines += [f"  note: {notice.message}" for notice in results.reading.notices]
    for hit in results.hits:
        lines += ["", f"{as_text(hit.title)}", f"  {hit.published or 'undated'} · {hit.id}"]
        lines += [f"  {' '.join(as_text(snippet).split())}" for snippet in hit.snippets]
    for name, values in results.facets.items():
        lines += ["", f"{name}: " + ", ".join(f"{value.label} ({value.count})" for value in values[:12])]
    return "\n".join(lines)


@main.command("annotate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--published", default="", help="Publication date, where the file does not say.")
@click.option("--html", "as_html", is_flag=True, help="Print the text as a page with every mention painted.")
@_json_option
def annotate_command(file: Path, published: str, as_html: bool, as_json: bool) -> None:
    """Show what extraction finds in FILE: every mention with its offsets, id and basis."""
    with _errors_reported():
        for document in _documents_of(file):
            document = replace(document, published=published or document.published)
            annotations = annotate(document)
            if as_html:
                click.echo(painted(document, annotations))
            elif as_json:
                click.echo(json.dumps(asdict(annotations), ensure_ascii=False, default=date.isoformat))
            else:
                for mention in (*annotations.actors, *annotations.dates, *annotations.topics):
                    click.echo(_mention_line(mention))


def _documents_of(file: Path) -> tuple[Document, ...]:
    """The documents of one file; raises UnreadableDocument with the reason why there are none."""
    status = file.stat()
    seed = SeedFile(file.name, status.st_size, status.st_mtime_ns)
    reading = read_seed(file.parent, seed, document_characters=int(default_of("document_characters")))
    if not reading.documents:
        raise UnreadableDocument("; ".join(f"{skipped.path} {skipped.reason}" for skipped in reading.skipped))
    return reading.documents


def _mention_line(mention: Any) -> str:
    found = getattr(mention, "actor", None) or getattr(mention, "topic", None) or mention.timex
    basis = getattr(mention, "basis", "") or f"weight {mention.weight:g}"
    return f"{mention.field} {mention.start}-{mention.end}  {mention.text!r}  {found}  ({basis})"


@main.command("actors")
@_index_option
@_json_option
def actors_command(index_dir: Path, as_json: bool) -> None:
    """List every actor with the number of documents that name it."""
    with _errors_reported():
        _print_values(open_index(index_dir).values("actor"), as_json)


@main.command("topics")
@_index_option
@_json_option
def topics_command(index_dir: Path, as_json: bool) -> None:
    """List every topic with the number of documents about it."""
    with _errors_reported():
        _print_values(open_index(index_dir).values("topic"), as_json)


def _print_values(values: tuple[FacetValue, ...], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([asdict(value) for value in values], ensure_ascii=False))
        return
    for value in values:
        click.echo(f"{value.count:>8,}  {value.value}  {value.label}")


@main.command()
@_index_option
@_json_option
def stats(index_dir: Path, as_json: bool) -> None:
    """Say what the index holds."""
    with _errors_reported():
        found = _stats(open_index(index_dir))
    click.echo(json.dumps(found) if as_json else "\n".join(f"{name}: {value}" for name, value in found.items()))


def _stats(index: SearchIndex) -> dict[str, object]:
    return {
        "generation": index.generation,
        "fingerprint": index.fingerprint,
        "documents": index.size,
        "actors": len(index.values("actor")),
        "topics": len(index.values("topic")),
        "sources": len(index.values("source")),
    }
