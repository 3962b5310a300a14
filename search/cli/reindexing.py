"""`reindex` -> a new generation, and its report."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click

from search.cli.options import (
    SKIPPED_SOME,
    errors_reported,
    folder,
    gathered_megabytes,
    index_option,
    longest_document,
    model,
    setting,
)
from search.cli.printing import counted
from search.cycles import not_sought_at_exit
from search.errors import SearchError
from search.model import Report
from search.pipeline import Progress, check, go_back_to_previous, is_current, reindex, state_of

_WATCH_SECONDS = 2.0


@click.command("reindex")
@setting("seeds_dir", "--seeds", type=folder)
@index_option
@setting("jobs", "--jobs", type=click.IntRange(min=0))
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
    not_sought_at_exit()
    with errors_reported():
        if only_check:
            generation = check(index_dir)
            return _say(f"generation {generation} is as it was written", quiet)
        if rollback:
            return _say(f"generation {go_back_to_previous(index_dir)} is live again", quiet)
        if if_needed and is_current(index_dir, model()):
            return _say(f"the index in {index_dir} is current", quiet)
        state = state_of(seeds_dir, index_dir) if watch else None
        report = _reindex_once(seeds_dir, index_dir, jobs, full, as_json, quiet)
        if watch:
            look = partial(state_of, seeds_dir, index_dir)
            _watch(look, state, lambda: _reindex_once(seeds_dir, index_dir, jobs, False, as_json, quiet, True))
    sys.exit(SKIPPED_SOME if report.skipped else 0)


def _watch(look: Callable[[], object], state: object, reindex_again: Callable[[], object]) -> NoReturn:
    """Reindexes whenever a `look` gives another state. What goes wrong is said once, and tried again."""
    said = ""
    while True:
        time.sleep(_WATCH_SECONDS)
        try:
            now = look()
            if now != state:
                reindex_again()
            state, said = now, ""
        except SearchError as error:
            if str(error) != said:
                said = str(error)
                click.echo(f"error: {said}", err=True)


def _reindex_once(
    seeds: Path, index_dir: Path, jobs: int, full: bool, as_json: bool, quiet: bool, is_watching: bool = False
) -> Report:
    """One reindex and its report on the screen."""
    with _progress_shown(quiet or as_json or is_watching) as on_progress:
        report = reindex(
            seeds,
            index_dir,
            jobs=jobs or None,
            full=full,
            on_progress=on_progress,
            document_characters=longest_document(),
            model=model(),
            memory_megabytes=gathered_megabytes(),
        )
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
        f"{counted(report.documents)}: {report.added:,} added, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged, {report.removed:,} removed, {len(report.skipped):,} skipped; "
        f"{report.seconds:.1f} s, generation {report.generation}",
        quiet,
    )


def _say(text: str, quiet: bool) -> None:
    if not quiet:
        click.echo(text)
