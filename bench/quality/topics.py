"""
Labelled news -> how well topics are found.

Reuters-21578 codes its documents by hand; five of our topics mean what some of its codes mean. Only the documents
that were coded count (TOPICS="YES"). `python -m bench.quality.topics DATA` prints figures and lists of errors;
the documents whose number divides by four are for looking at, the others (`part="kept"`) are for figures only.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from search.extraction.topics import find_topics, topic_scores
from search.model import Document

Part = Literal["all", "open", "kept"]

# Each of our topics, and the Reuters codes that mean it.
REUTERS_CODES: Mapping[str, frozenset[str]] = {
    "trade": frozenset({"trade"}),
    "oil-and-gas": frozenset({"crude", "nat-gas", "gas", "fuel", "heat", "naphtha", "jet", "propane"}),
    "shipping": frozenset({"ship"}),
    "grain": frozenset({"grain", "wheat", "corn", "barley", "oat", "rye", "sorghum", "rice"}),
    "currency": frozenset(
        {"money-fx", "dlr", "yen", "stg", "dmk", "ffr", "sfr", "lit", "dfl", "dkr", "nkr", "skr", "bfr", "can"}
        | {"austdlr", "nzdlr", "hk", "singdlr", "rand", "rupiah", "ringgit", "peseta", "escudo", "drachma", "mexpeso"}
        | {"cruzado", "austral", "lei", "saudriyal"}
    ),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A document with the topics it was coded for and the topics that were found, of those that are compared."""

    document: Document
    coded: frozenset[str]
    found: frozenset[str]


def score(labelled: Path, *, part: Part = "all", every: int = 1) -> dict[str, float]:
    """Micro-averaged F1, precision and recall over the five topics, and F1 of each; `every` nth document is read."""
    judged = list(judge(labelled, part=part, every=every))
    figures = dict(zip(("f1", "precision", "recall"), _f1(judged, frozenset(REUTERS_CODES)), strict=True))
    return figures | {f"{topic} f1": _f1(judged, frozenset({topic}))[0] for topic in REUTERS_CODES}


def judge(labelled: Path, *, part: Part = "all", every: int = 1) -> Iterator[Judged]:
    """The coded documents of the Reuters set, with what was found in them."""
    with gzip.open(labelled / "reuters21578_even.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in list(lines)[::every]:
            record = json.loads(line)
            if record["topics_attr"] == "YES" and _is_of(part, record["newid"]):
                yield _judged(record)


def _is_of(part: Part, number: int) -> bool:
    return part == "all" or (number % 4 == 0) == (part == "open")


def _judged(record: Mapping[str, object]) -> Judged:
    wanted = {key: record[key] for key in ("id", "title", "body")} | {"published": record["date"]}
    document = Document.from_record(wanted)
    codes = frozenset(record["topics"])  # type: ignore[call-overload]
    coded = frozenset(topic for topic, meaning in REUTERS_CODES.items() if codes & meaning)
    found = {mention.topic for mention in find_topics(document)}
    return Judged(document, coded, frozenset(found & REUTERS_CODES.keys()))


def _f1(judged: list[Judged], topics: frozenset[str]) -> tuple[float, float, float]:
    right = sum(len(one.coded & one.found & topics) for one in judged)
    found = sum(len(one.found & topics) for one in judged)
    coded = sum(len(one.coded & topics) for one in judged)
    return 2 * right / max(1, found + coded), right / max(1, found), right / max(1, coded)


def main() -> None:
    """Print the figures of both parts, then the errors of the part that is open to look at."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("labelled", type=Path, help="the folder of labelled sets")
    arguments.add_argument("--errors", type=int, default=0, help="how many errors to print for each topic and kind")
    options = arguments.parse_args()
    parts: tuple[Part, ...] = ("open", "kept")
    for part in parts:
        for name, value in score(options.labelled, part=part).items():
            print(f"{part:6} {name:16} {value:.3f}")
    _print_errors(list(judge(options.labelled, part="open")), options.errors)


def _print_errors(judged: list[Judged], limit: int) -> None:
    for topic in REUTERS_CODES:
        wrong = [one for one in judged if topic in one.found - one.coded]
        missed = [one for one in judged if topic in one.coded - one.found]
        print(f"\n{topic}: {len(wrong)} wrong, {len(missed)} missed")
        for name, errors in (("wrong", wrong), ("missed", missed)):
            for one in errors[:limit]:
                print(f"  {name}: {_described(one.document, topic)}")


def _described(document: Document, topic: str) -> str:
    words = Counter(mention.text.lower() for mention in find_topics(document) if mention.topic == topic)
    value = topic_scores(document).get(topic, 0.0)
    return f"{document.id} {document.title[:70]!r} {value:.2f} {dict(words.most_common(8))}"


if __name__ == "__main__":
    main()
