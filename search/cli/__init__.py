"""
The command line -> calls of the engine, and their answers as text.

Exit codes: 0 done · 1 failed · 2 wrong usage · 3 done, but some seeds were skipped · 4 another reindex is running ·
5 the index is missing, outdated or damaged.
"""

import click

from search.cli.annotating import annotate_command
from search.cli.asking import actors_command, query, similar, stats, topics_command
from search.cli.reindexing import reindex_command

__all__ = ["main", "reindex_command"]


@click.group()
def main() -> None:
    """Search a collection of diplomatic reporting by who, when and what about."""


for command in (reindex_command, query, similar, annotate_command, actors_command, topics_command, stats):
    main.add_command(command)
