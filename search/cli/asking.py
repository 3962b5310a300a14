"""`query`, `actors`, `topics` and `stats` -> what the index answers."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from search.cli.options import errors_reported, index_option, json_option
from search.cli.printing import related_as_text, results_as_json, results_as_text
from search.errors import InvalidRecord
from search.model import SCOPES, Clock, DateRange, FacetValue, Match, Scope, SearchRequest, published_range
from search.query import Limits
from search.searcher import SearchIndex, open_index
from search.settings import settings_from


@click.command()
@click.argument("text", default="")
@click.option("--actor", "actors", multiple=True, help="Id of an actor; may be repeated.")
@click.option("--topic", "topics", multiple=True, help="Id of a topic; may be repeated.")
@click.option("--all-actors", is_flag=True, help="All of the actors in one document instead of any.")
@click.option(
    "--scope",
    type=click.Choice(SCOPES),
    default="document",
    show_default=True,
    help="Where actors and topics stand together.",
)
@click.option("--from", "first_day", default="", help="First day, month or year.")
@click.option("--to", "last_day", default="", help="Last day, month or year.")
@click.option("--clock", type=click.Choice(["published", "mentioned"]), default="published", show_default=True)
@click.option("--any", "any_word", is_flag=True, help="Any of the words instead of all.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@index_option
@json_option
def query(
    text: str,
    actors: tuple[str, ...],
    topics: tuple[str, ...],
    all_actors: bool,
    scope: Scope,
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
    with errors_reported():
        request = SearchRequest(
            text=text, actors=actors, topics=topics, dates=_range(first_day, last_day), clock=clock, operator=operator,
            page_size=limit, actor_match="all" if all_actors else "any", scope=scope,
        )  # fmt: skip
        results = open_index(index_dir, _limits()).search(request)
    click.echo(json.dumps(results_as_json(results), ensure_ascii=False) if as_json else results_as_text(results))


def _range(first: str, last: str) -> DateRange | None:
    try:
        return DateRange(
            published_range(first)[0] if first else None, published_range(last)[1] if last else None
        ) if first or last else None  # fmt: skip
    except InvalidRecord as error:
        raise click.UsageError(str(error).replace("published ", "")) from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error


@click.command()
@click.argument("document_id", metavar="ID")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 50))
@index_option
@json_option
def similar(document_id: str, limit: int, index_dir: Path, as_json: bool) -> None:
    """Name other versions of a document's story, and the documents most like it."""
    with errors_reported():
        related = open_index(index_dir, _limits()).similar(document_id, limit)
    if related is None:
        raise click.UsageError(f"no document has the id {document_id!r}; `query` prints the ids of what it finds")
    click.echo(json.dumps(asdict(related), ensure_ascii=False) if as_json else related_as_text(related))


@click.command("actors")
@index_option
@json_option
def actors_command(index_dir: Path, as_json: bool) -> None:
    """List every actor with the number of documents that name it."""
    with errors_reported():
        _print_values(open_index(index_dir, _limits()).values("actor"), as_json)


@click.command("topics")
@index_option
@json_option
def topics_command(index_dir: Path, as_json: bool) -> None:
    """List every topic with the number of documents about it."""
    with errors_reported():
        _print_values(open_index(index_dir, _limits()).values("topic"), as_json)


def _print_values(values: tuple[FacetValue, ...], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([asdict(value) for value in values], ensure_ascii=False))
        return
    for value in values:
        click.echo(f"{value.count:>8,}  {value.value}  {value.label}")


@click.command()
@index_option
@json_option
def stats(index_dir: Path, as_json: bool) -> None:
    """Say what the index holds."""
    with errors_reported():
        found = _stats(open_index(index_dir, _limits()))
    click.echo(json.dumps(found) if as_json else "\n".join(f"{name}: {value}" for name, value in found.items()))


def _stats(index: SearchIndex) -> dict[str, object]:
    return {
        "generation": index.generation,
        "fingerprint": index.fingerprint,
        "documents": index.size,
        "actors": len(index.values("actor")),
        "topics": _topic_count(index.values("topic")),
        "sources": len(index.values("source")),
    }


def _topic_count(values: Sequence[FacetValue]) -> int:
    """The groups of topics stand among the values too."""
    return len({value.value for value in values} - {value.parent for value in values})


def _limits() -> Limits:
    """How much of a query is read, as the environment says."""
    return Limits.from_settings(settings_from(os.environ))
