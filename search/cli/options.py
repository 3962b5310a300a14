"""Settings -> options of commands, and errors -> one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from search.errors import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated, IndexUnreadable, SearchError
from search.settings import SETTINGS, settings_from

SKIPPED_SOME, BUSY, UNUSABLE_INDEX = 3, 4, 5
_EXIT_CODES = {
    IndexBusy: BUSY,
    IndexMissing: UNUSABLE_INDEX,
    IndexUnreadable: UNUSABLE_INDEX,
    IndexOutdated: UNUSABLE_INDEX,
    IndexDamaged: UNUSABLE_INDEX,
}


def setting(name: str, flag: str, **options: Any) -> Callable[..., Any]:
    """A click option for a setting: its default comes from the environment, then from the table of settings."""
    found = next(setting for setting in SETTINGS if setting.name == name)
    return click.option(
        flag, name, envvar=found.variable, default=found.default, show_default=True, help=found.help, **options
    )


folder = click.Path(file_okay=False, path_type=Path)
index_option = setting("index_dir", "--index", type=folder)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@contextmanager
def errors_reported() -> Iterator[None]:
    try:
        yield
    except SearchError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(_EXIT_CODES.get(type(error), 1))
    except MemoryError:
        click.echo("error: memory has run out; lower CHANCERY_MEMORY_MEGABYTES, or split the largest seed", err=True)
        sys.exit(1)


def longest_document() -> int:
    """Characters of the longest document that is read, as the environment says."""
    return int(settings_from(os.environ)["document_characters"])


def model() -> str:
    """The spaCy pipeline that adds names, as the environment says; empty for none."""
    return str(settings_from(os.environ)["model"])


def gathered_megabytes() -> int:
    """Megabytes that a process of a reindex gathers, as the environment says."""
    return int(settings_from(os.environ)["memory_megabytes"])
