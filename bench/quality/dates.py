"""
The dates found in labelled news -> span and value F1, with lists of errors.

    python -m bench.quality.dates LABELLED [--errors N] [--part dev|held|all]

Measured on TimeBank and AQUAINT (tempeval3_tbaq.jsonl.gz), TIMEX3 of type DATE, as TempEval-3 measures:

- gold: the DATE expressions of every document; found: every mention that `find_dates` gives for its body,
  read with the day of creation as day of publication, whether it has days or not;
- *span*: F1 of found against gold, paired one to one from left to right where at least one character is shared;
- *strict*: the same, paired only where start and end agree;
- *value*: span F1 times the share of the pairs whose TIMEX3 values are equal, character for character.

On IEER (ieer_a.jsonl.gz) DATE spans alone are labelled, and durations, ages and "today" are not among them: its
figure is recall.

- *as TIMEX3 divides*: span and value again, with a range as its two ends, which TIMEX3 marks one by one, and without
  what was found on an expression of another class (TIME, DURATION, SET: "Friday" in "Friday evening").

A third of the TimeBank documents, chosen by a hash of their ids, is the part called `held`: rules are written
without looking at it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from search.extraction.dates import find_dates
from search.model import DateMention, Document

TIMEBANK = "tempeval3_tbaq.jsonl.gz"
IEER = "ieer_a.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Labelled:
    """An expression as the annotators marked it: characters of the body, and its TIMEX3 value."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One document: what was labelled, what was found, and which of them belong together."""

    document: Document
    labelled: tuple[Labelled, ...]
    found: tuple[DateMention, ...]
    others: tuple[Labelled, ...]
    pairs: tuple[tuple[Labelled, DateMention], ...]


def score(labelled: Path, part: str = "all") -> dict[str, float]:
    """Every figure by name, from the labelled sets in this folder."""
    outcomes = list(outcomes_of(labelled / TIMEBANK, part))
    divided = figures([_as_timex3_divides(outcome) for outcome in outcomes])
    return {
        **figures(outcomes),
        **{f"{name}, as TIMEX3 divides": divided[name] for name in ("span F1", "value F1")},
        "ieer span recall": _recall(list(outcomes_of(labelled / IEER, part))),
    }


def figures(outcomes: list[Outcome]) -> dict[str, float]:
    pairs = [pair for outcome in outcomes for pair in outcome.pairs]
    labelled = sum(len(outcome.labelled) for outcome in outcomes)
    found = sum(len(outcome.found) for outcome in outcomes)
    strict = sum((gold.start, gold.end) == (one.start, one.end) for gold, one in pairs)
    values = sum(gold.value == one.timex for gold, one in pairs)
    span = _f1(len(pairs), labelled, found)
    return {
        "span precision": len(pairs) / max(1, found),
        "span recall": len(pairs) / max(1, labelled),
        "span F1": span,
        "span F1 strict": _f1(strict, labelled, found),
        "value accuracy": values / max(1, len(pairs)),
        "value F1": span * values / max(1, len(pairs)),
    }


def outcomes_of(path: Path, part: str) -> Iterator[Outcome]:
    """The documents of `part` (dev | held | all), read by the extractor."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if part == "all" or part == part_of(record["id"]):
                yield _outcome(record)


def part_of(document_id: str) -> str:
    digest = hashlib.sha256(document_id.encode()).hexdigest()
    return "held" if int(digest, 16) % 3 == 0 else "dev"


def _outcome(record: Mapping[str, Any]) -> Outcome:
    document = Document(record["id"], "", record["body"], record["date"])
    expressions = record.get("timexes") or record.get("entities") or []
    labelled = tuple(_labelled(one) for one in expressions if one["type"] == "DATE")
    others = tuple(_labelled(one) for one in expressions if one["type"] != "DATE")
    found = find_dates(document)
    return Outcome(document, labelled, found, others, tuple(_paired(labelled, found)))


def _labelled(expression: Mapping[str, Any]) -> Labelled:
    return Labelled(expression["start"], expression["end"], expression.get("value", ""))


def _as_timex3_divides(outcome: Outcome) -> Outcome:
    ends = [end for one in outcome.found for end in _ends(one)]
    found = tuple(end for end in ends if _touches(end, outcome.labelled) or not _touches(end, outcome.others))
    return replace(outcome, found=found, pairs=tuple(_paired(outcome.labelled, found)))


_RANGE = re.compile(r"\s?[-–—]\s?|\s+(?:and|(?:up )?to|through|thru|until|till)\s+")


def _ends(mention: DateMention) -> Iterator[DateMention]:
    """The two ends of a range, each with its own words and value; any other mention as it is."""
    joint, values = _RANGE.search(mention.text), mention.timex.split("/")
    if not joint or len(values) != 2:
        yield mention
        return
    yield replace(mention, end=mention.start + joint.start(), timex=values[0])
    yield replace(mention, start=mention.start + joint.end(), timex=values[1])


def _touches(mention: DateMention, expressions: tuple[Labelled, ...]) -> bool:
    return any(one.start < mention.end and mention.start < one.end for one in expressions)


def _paired(labelled: tuple[Labelled, ...], found: tuple[DateMention, ...]) -> Iterator[tuple[Labelled, DateMention]]:
    waiting = list(found)
    for gold in sorted(labelled, key=lambda one: one.start):
        for one in waiting:
            if one.start < gold.end and gold.start < one.end:
                waiting.remove(one)
                yield gold, one
                break


def _f1(right: int, labelled: int, found: int) -> float:
    return 2 * right / max(1, labelled + found)


def _recall(outcomes: list[Outcome]) -> float:
    return sum(len(one.pairs) for one in outcomes) / max(1, sum(len(one.labelled) for one in outcomes))


def print_errors(outcomes: list[Outcome], limit: int) -> None:
    """The commonest misses, false finds and wrong values, each with an example of its surroundings."""
    misses, extra, wrong = Counter[str](), Counter[str](), Counter[str]()
    seen: dict[str, str] = {}
    for outcome in outcomes:
        body = outcome.document.body
        for gold in outcome.labelled:
            if not any(gold is one for one, _ in outcome.pairs):
                _count(misses, seen, f"{body[gold.start : gold.end]} = {gold.value}", body, gold.start)
        for one in outcome.found:
            if not any(one is other for _, other in outcome.pairs):
                _count(extra, seen, f"{one.text} = {one.timex} ({one.basis})", body, one.start)
        for gold, one in outcome.pairs:
            if gold.value and gold.value != one.timex:
                words = f"{one.text}: {one.timex} ({one.basis}), labelled {gold.value}, of {outcome.document.published}"
                _count(wrong, seen, words, body, one.start)
    for title, errors in (("missed", misses), ("found, not labelled", extra), ("wrong value", wrong)):
        print(f"\n{title}: {errors.total()}")
        for words, count in errors.most_common(limit):
            print(f"{count:4}  {words!s:70.90} | {seen[words]}")


def _count(errors: Counter[str], seen: dict[str, str], words: str, body: str, at: int) -> None:
    words = " ".join(words.split())
    errors[words] += 1
    seen.setdefault(words, " ".join(body[max(0, at - 60) : at + 50].split()))


def main() -> None:
    parser = argparse.ArgumentParser(description="Score the dates found in labelled news.")
    parser.add_argument("labelled", type=Path, help="the folder of labelled sets")
    parser.add_argument("--part", choices=("dev", "held", "all"), default="all")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the N commonest errors of each kind")
    arguments = parser.parse_args()
    for name, value in score(arguments.labelled, arguments.part).items():
        print(f"{name:28} {value:.3f}")
    if arguments.errors:
        print_errors(list(outcomes_of(arguments.labelled / TIMEBANK, arguments.part)), arguments.errors)


if __name__ == "__main__":
    main()
