"""
The command line -> calls of the engine, and their answers as text.

Exit codes: 0 done · 1 failed · 2 wrong usage · 3 done, but some seeds were skipped · 4 another reindex is running ·
5 the index is missing, unreadable, outdated or damaged.

Each command is loaded when it is asked for: a reindex has no need of the search, nor a query of the extraction.
"""

from importlib import import_module

import click

from search.cycles import seldom_sought

__all__ = ["main", "reindex_command"]

_HOME_OF_COMMAND = {
    "reindex": ("search.cli.reindexing", "reindex_command"),
    "query": ("search.cli.asking", "query"),
    "similar": ("search.cli.asking", "similar"),
    "annotate": ("search.cli.annotating", "annotate_command"),
    "actors": ("search.cli.asking", "actors_command"),
    "topics": ("search.cli.asking", "topics_command"),
    "stats": ("search.cli.asking", "stats"),
}


class _Commands(click.Group):
    """A group of commands that are loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_HOME_OF_COMMAND)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _command(cmd_name) if cmd_name in _HOME_OF_COMMAND else None


def _command(name: str) -> click.Command:
    module, attribute = _HOME_OF_COMMAND[name]
    with seldom_sought():  # modules stay: looking for cycles among them is a sixth of the time that they take to load
        command: click.Command = getattr(import_module(module), attribute)
    return command


@click.group(cls=_Commands)
def main() -> None:
    """Search a collection of diplomatic reporting by who, when and what about."""


def __getattr__(name: str) -> click.Command:
    if name == "reindex_command":
        return _command("reindex")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
