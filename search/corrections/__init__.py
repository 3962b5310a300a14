"""
The collection's own word: seeds/actors.toml and seeds/topics.toml -> Corrections, applied to what extraction found.

    tables              a TOML file -> entries with their lines
    actors, topics      entries -> values (values.py), each mistake reported with its line and remedy
    applying, naming    values x the annotations of a document -> its annotations as the collection wants them
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from search.corrections.actors import ActorReader
from search.corrections.applying import apply
from search.corrections.expecting import WrongKey, meant
from search.corrections.tables import Entry, Problem, Report, entries
from search.corrections.topics import TopicReader
from search.corrections.unknown import read_met, unknown_actors, write_met
from search.corrections.values import Corrections
from search.errors import InvalidCorrection
from search.extraction.topics import standard_taxonomy
from search.model import Label

__all__ = [
    "Corrections",
    "Problem",
    "apply",
    "read_corrections",
    "read_met",
    "topic_labels",
    "without_effect",
    "write_met",
]

ACTORS_FILE, TOPICS_FILE = "actors.toml", "topics.toml"
WITH_TWO_BRACKETS = frozenset({"split", "never-merge"})
SAID_ONCE = frozenset({"groups", "add", "threshold", "rename", "merge"})


def read_corrections(seeds: Path) -> Corrections:
    """The corrections in a folder of seeds. What cannot be read is among the problems, and costs nothing else."""
    problems: list[Problem] = []
    actors, topics = ActorReader(), TopicReader(standard_taxonomy())
    report_actors = partial(_keep, problems, ACTORS_FILE)
    report_topics = partial(_keep, problems, TOPICS_FILE)
    _read(seeds / ACTORS_FILE, actors.tables, report_actors)
    _read(seeds / TOPICS_FILE, topics.tables, report_topics)
    return Corrections(
        actors=actors.corrections(report_actors),
        topics=topics.corrections(report_topics),
        problems=tuple(sorted(problems, key=lambda problem: (problem.file, problem.line))),
        lines_of_actors=actors.lines,
    )


def without_effect(corrections: Corrections, known: Collection[str], shown: Collection[str]) -> Iterator[Problem]:
    """A problem for each actor of actors.toml neither `known` nor made there; one of those `shown` may be meant."""
    actors = corrections.actors
    made = {*actors.added, *actors.merged.values(), *(split.into for split in actors.splits)}
    unknown = {actor: line for actor, line in corrections.lines_of_actors.items() if actor not in {*known, *made}}
    return unknown_actors(unknown, {*shown, *known, *made}, ACTORS_FILE)


def topic_labels(corrections: Corrections) -> dict[str, Label]:
    """The labels of groups, and of topics with the id of their group as kind; without those merged away or hidden."""
    taxonomy = corrections.topics.taxonomy
    gone = corrections.topics.hidden | corrections.topics.merged.keys()
    groups = {group: Label(group, name) for group, name in taxonomy.groups.items()}
    topics = {id: Label(id, topic.name, topic.group) for id, topic in taxonomy.topics.items() if id not in gone}
    return groups | topics


def _keep(problems: list[Problem], file: str, line: int, message: str) -> None:
    problems.append(Problem(file, line, message))


def _read(path: Path, tables: Mapping[str, Callable[[Entry], None]], report: Report) -> None:
    """Gives each entry of the file to the reader of its table, in the order of `tables`."""
    order = list(tables)
    found = list(entries(_source(path, report), report))
    for entry in found:
        if entry.table not in tables:
            report(entry.line, f"the table [{entry.table}] is not known{meant(entry.table, order)}")
    known = (entry for entry in found if entry.table in tables)
    for entry in sorted(_once(_bracketed(known, report), report), key=lambda one: order.index(one.table)):
        _read_entry(entry, tables[entry.table], report)


def _bracketed(found: Iterable[Entry], report: Report) -> Iterator[Entry]:
    """The entries of tables with as many brackets as they need; of the others, each table is reported."""
    wrong: set[tuple[str, str]] = set()
    for entry in found:
        needed = f"[[{entry.table}]]" if entry.table in WITH_TWO_BRACKETS else f"[{entry.table}]"
        if bool(entry.key) != (entry.table in WITH_TWO_BRACKETS):
            yield entry
        elif (entry.table, needed) not in wrong:
            wrong.add((entry.table, needed))
            report(entry.line, f"{entry.table} has the wrong number of brackets above it; write {needed}")


def _once(found: Iterable[Entry], report: Report) -> Iterator[Entry]:
    """The entries without those that say a second time what can only be said once; they are reported."""
    lines: dict[tuple[str, str], int] = {}
    for entry in found:
        first = lines.setdefault((entry.table, entry.key), entry.line)
        if entry.key and entry.table in SAID_ONCE and first != entry.line:
            report(entry.line, f"{entry.table} {entry.key} stands on line {first} already; take one of the two out")
        else:
            yield entry


def _read_entry(entry: Entry, read: Callable[[Entry], None], report: Report) -> None:
    try:
        read(entry)
    except WrongKey as error:
        report(entry.line_of(error.key), str(error))
    except InvalidCorrection as error:
        report(entry.line, str(error))


def _source(path: Path, report: Report) -> str:
    try:
        return path.read_text(encoding="utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        report(1, f"the file cannot be read ({error}); save it as UTF-8 text")
        return ""
