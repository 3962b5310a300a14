"""
Labelled news, despatches and sentences -> how well actors are found.

`python -m bench.quality.actors DATA` prints the figures and the commonest errors. Every set is parted by the number
of the document: a quarter (`part="open"`) is for looking at, the rest (`part="kept"`) for figures only.

How the sets are mapped, where they ask for something else than the conventions do:

- Reuters PLACES says where a story plays, its dateline included. A story is read as it was printed, dateline first,
  and the town that it is dated from, or that its headline names, counts as the state it lies in. Towns named later
  on are venues and addresses, no more a state here than in the conventions.
- Reuters ORGS and PEOPLE are codes; a person is right when exactly one actor of the story bears the surname.
- Sets with spans count firms, parties and towns too. There every name that was read counts, actor or not; a span is
  right when it overlaps one that was found.
- `from` and `to` of a despatch are found when an actor of it bears the surname, or holds the office named.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from search.extraction.actors import OtherName, Reading, find_actors, load_gazetteer, read_names
from search.model import ActorMention, Document

Part = Literal["all", "open", "kept"]
Record = Mapping[str, Any]

# Codes of Reuters whose state has another id here; the others are the ids themselves.
STATE_CODES = {
    "usa": "united-states",
    "uk": "united-kingdom",
    "ussr": "soviet-union",
    "uae": "united-arab-emirates",
    "yemen-arab-republic": "north-yemen",
    "yemen-demo-republic": "south-yemen",
    "kampuchea": "cambodia",
    "burma": "myanmar",
    "trinidad-tobago": "trinidad-and-tobago",
    "zaire": "democratic-republic-of-the-congo",
    "antigua": "antigua-and-barbuda",
    "congo": "republic-of-the-congo",
}
# Towns lie in the states of today; the stories are of 1987.
OF_1987 = {
    "germany": "west-germany",
    **dict.fromkeys(("russia", "ukraine", "georgia", "azerbaijan", "moldova"), "soviet-union"),
    **dict.fromkeys(("bosnia-and-herzegovina", "croatia", "serbia", "kosovo"), "yugoslavia"),
}
BODY_CODES = {
    "ec": "european-community",
    "un": "united-nations",
    "ico-coffee": "international-coffee-organization",
    "icco": "international-cocoa-organization",
    "adb-asia": "asian-development-bank",
    "adb-africa": "african-development-bank",
    "gcc": "gulf-cooperation-council",
    "imco": "international-maritime-organization",
    "bis": "bank-for-international-settlements",
    "eib": "european-investment-bank",
    "iea": "international-energy-agency",
    "iwc-wheat": "international-wheat-council",
    "inro": "international-natural-rubber-organization",
    "ida": "international-development-association",
    "isa": "international-sugar-organization",
    "worldbank": "world-bank",
    "opec": "opec",
    "oapec": "organization-of-arab-petroleum-exporting-countries",
    "itc": "international-tin-council",
}
SPAN_TYPES = frozenset({"PERSON", "ORGANIZATION", "LOCATION", "PER", "ORG", "LOC"}) | {
    "politician",
    "person",
    "organisation",
    "politicalparty",
    "country",
    "location",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a document is labelled with and what was found, in the terms of one figure; `text` is for looking at."""

    id: str
    text: str
    labelled: frozenset[Any]
    found: frozenset[Any]


def score(labelled: Path, *, part: Part = "all", every: int = 1) -> dict[str, float]:
    """Every figure of actors; of the sets of more than a thousand documents `every` nth is read."""
    figures = {}
    for name, (judge, measure) in FIGURES.items():
        figures[name] = measure(list(judge(labelled, part, every)))
    return figures


def f1(judged: Sequence[Judged]) -> float:
    """Micro-averaged: labels of all documents together."""
    right = sum(len(one.labelled & one.found) for one in judged)
    return 2 * right / max(1, sum(len(one.labelled) + len(one.found) for one in judged))


def recall(judged: Sequence[Judged]) -> float:
    right = sum(len(one.labelled & one.found) for one in judged)
    return right / max(1, sum(len(one.labelled) for one in judged))


def overlap_f1(judged: Sequence[Judged]) -> float:
    """Of spans: a labelled one is found, and a found one right, when it overlaps one of the other side."""
    found = sum(_overlapping(one.found, one.labelled) for one in judged)
    missed = sum(_overlapping(one.labelled, one.found) for one in judged)
    precision = found / max(1, sum(len(one.found) for one in judged))
    sensitivity = missed / max(1, sum(len(one.labelled) for one in judged))
    return 2 * precision * sensitivity / max(1e-9, precision + sensitivity)


def overlap_recall(judged: Sequence[Judged]) -> float:
    missed = sum(_overlapping(one.labelled, one.found) for one in judged)
    return missed / max(1, sum(len(one.labelled) for one in judged))


def _overlapping(spans: frozenset[Any], others: frozenset[Any]) -> int:
    return sum(any(start < stop and begin < end for begin, stop in others) for start, end in spans)


# --- Reuters ------------------------------------------------------------------------------------


def judge_states(labelled: Path, part: Part, every: int) -> Iterator[Judged]:
    """States of stories that have a place, against PLACES."""
    for record in records(labelled / "reuters21578_even.jsonl.gz", part, every):
        if record["places"] and record["body"]:
            story = _printed(record)
            reading = read_names(story)
            found = {mention.actor for mention in reading.mentions if mention.kind == "state"}
            end_of_dateline = len(story.body) - len(record["body"])
            found |= {OF_1987.get(town, town) for town in _states_of_towns(reading.others, end_of_dateline)}
            coded = frozenset(STATE_CODES.get(code, code) for code in record["places"])
            yield Judged(record["id"], story.body, coded, frozenset(found))


def _printed(record: Record) -> Document:
    body = f"{_dateline(record['dateline'])} {record['body']}" if record["dateline"] else record["body"]
    return Document(record["id"], record["title"], body, record["date"])


def _dateline(written: str) -> str:
    """The dateline with small letters: its towns stand in capitals."""
    return re.sub(r"[A-Z]{3,}", lambda word: word.group().capitalize(), written.strip())


def _states_of_towns(others: Sequence[OtherName], end_of_dateline: int) -> set[str]:
    return {
        other.place
        for other in others
        if other.place not in ("", "nowhere") and (other.field == "title" or other.start < end_of_dateline)
    }


def judge_bodies(labelled: Path, part: Part, every: int) -> Iterator[Judged]:
    """International organisations of stories that are coded for one, against ORGS."""
    ids = frozenset(load_gazetteer().actors)
    known = _all_body_codes(labelled)
    for record in records(labelled / "reuters21578_even.jsonl.gz", part, 1):
        if record["orgs"] and record["body"]:
            story = Document(record["id"], record["title"], record["body"], record["date"])
            found = {mention.actor for mention in find_actors(story) if mention.kind == "organisation"}
            coded = frozenset(BODY_CODES.get(code, code) for code in record["orgs"])
            yield Judged(record["id"], story.body, coded & ids, frozenset(found & known))


def _all_body_codes(labelled: Path) -> frozenset[str]:
    """The organisations that Reuters codes at all: another one found is neither right nor wrong."""
    codes = json.loads((labelled / "reuters21578_categories.json").read_text(encoding="utf-8"))["vocab"]["orgs"]
    return frozenset(BODY_CODES.get(code, code) for code in codes)


def judge_people(labelled: Path, part: Part, every: int) -> Iterator[Judged]:
    """Persons of stories against PEOPLE: a code is found when one actor, and only one, bears its surname."""
    for record in records(labelled / "reuters21578_even.jsonl.gz", part, 1):
        if record["people"] and record["body"]:
            story = Document(record["id"], record["title"], record["body"], record["date"])
            persons = {mention.actor for mention in find_actors(story) if mention.kind == "person"}
            coded = frozenset(record["people"])
            found = {code for code in coded if len(_bearers(code, persons)) == 1}
            yield Judged(record["id"], story.body, coded, frozenset(found))


def _bearers(code: str, persons: set[str]) -> list[str]:
    """The persons whose id has a long word of the code in it, its last word if it has one."""
    words = [word for word in re.split("-", code) if len(word) > 2] or [code]
    of_surname = [person for person in persons if words[-1] in person.split("-")]
    return of_surname or [person for person in persons if words[0] in person.split("-")]


# --- sets with spans ----------------------------------------------------------------------------


def judge_spans(file: str) -> Callable[[Path, Part, int], Iterator[Judged]]:
    """Names of persons, organisations and places against the spans of one set."""

    def judge(labelled: Path, part: Part, every: int) -> Iterator[Judged]:
        for record in records(labelled / file, part, 1):
            document = Document(str(record["id"]), "", record["body"], record.get("date") or "")
            wanted = [span for span in record["entities"] if span.get("type") in (None, *SPAN_TYPES)]
            spans = frozenset((span["start"], span["end"]) for span in wanted)
            yield Judged(document.id, document.body, spans, spans_of(read_names(document), record))

    return judge


def spans_of(reading: Reading, record: Record) -> frozenset[tuple[int, int]]:
    """Where names were read, demonyms, roles and the types that are not asked for left out."""
    mentions = [mention for mention in reading.mentions if mention.basis not in ("demonym", "role")]
    every: list[ActorMention | OtherName] = [*mentions, *reading.others]
    unasked = [span for span in record["entities"] if span.get("type") not in (None, *SPAN_TYPES)]
    return frozenset(
        (name.start, name.end)
        for name in every
        if not any(name.start < span["end"] and span["start"] < name.end for span in unasked)
    )


# --- despatches ---------------------------------------------------------------------------------


def judge_despatches(labelled: Path, part: Part, every: int) -> Iterator[Judged]:
    """Writers and addressees of despatches that have both."""
    for record in records(labelled / "frus_a.jsonl.gz", part, every):
        if record["from"] and record["to"]:
            despatch = Document(record["id"], "", record["body"], record["date"] or "")
            mentions = find_actors(despatch)
            named = frozenset(record["from"] + record["to"])
            yield Judged(
                despatch.id, despatch.body, named, frozenset(name for name in named if _is_found(name, mentions))
            )


def _is_found(name: str, mentions: Sequence[ActorMention]) -> bool:
    """True when an actor's name or words hold the last word of the name, or the role's words lie in a mention."""
    last = re.findall(r"[^\W\d_]+", name)[-1:] or [name]
    return any(
        last[0].casefold() in re.findall(r"[^\W\d_]+", f"{mention.name} {mention.text}".casefold())
        or name.casefold() in mention.text.casefold()
        for mention in mentions
    )


# --- reading and printing -----------------------------------------------------------------------


def records(file: Path, part: Part, every: int) -> Iterator[Record]:
    """Every nth record of a set, those of one part."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % every == 0 and (part == "all" or (number // every % 4 == 0) == (part == "open")):
                yield json.loads(line)


Judge = Callable[[Path, Part, int], Iterator[Judged]]
FIGURES: Mapping[str, tuple[Judge, Callable[[Sequence[Judged]], float]]] = {
    "states of Reuters stories, micro-F1": (judge_states, f1),
    "organisations of Reuters stories, micro-F1": (judge_bodies, f1),
    "people of Reuters stories, recall": (judge_people, recall),
    "names in CrossNER politics, F1": (judge_spans("crossner_politics_train.jsonl.gz"), overlap_f1),
    "names in WikiGold, F1": (judge_spans("wikigold.jsonl.gz"), overlap_f1),
    "names in IEER, F1": (judge_spans("ieer_a.jsonl.gz"), overlap_f1),
    "names in N3, recall": (judge_spans("n3_rss500.jsonl.gz"), overlap_recall),
    "writers and addressees of despatches, recall": (judge_despatches, recall),
}


def print_errors(judged: Sequence[Judged], shown: int) -> None:
    """The commonest labels missed and found in vain, or the words of the spans."""
    missed: Counter[str] = Counter()
    vain: Counter[str] = Counter()
    for one in judged:
        if any(isinstance(label, tuple) for label in one.labelled | one.found):
            missed.update(_words(one, one.labelled, one.found))
            vain.update(_words(one, one.found, one.labelled))
        else:
            missed.update(one.labelled - one.found)
            vain.update(one.found - one.labelled)
    print("  missed:", ", ".join(f"{label} {count}" for label, count in missed.most_common(shown)))
    print("  in vain:", ", ".join(f"{label} {count}" for label, count in vain.most_common(shown)))


def _words(one: Judged, spans: frozenset[Any], others: frozenset[Any]) -> Iterator[str]:
    for start, end in spans:
        if not any(start < stop and begin < end for begin, stop in others):
            yield one.text[start:end].replace("\n", " ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("labelled", type=Path, help="the folder of labelled sets")
    parser.add_argument("--part", choices=["all", "open", "kept"], default="all")
    parser.add_argument("--every", type=int, default=10, help="of the large sets, read every nth document")
    parser.add_argument("--errors", type=int, default=0, help="print this many errors of each kind")
    parser.add_argument("--only", default="", help="figures whose name holds this")
    arguments = parser.parse_args()
    for name, (judge, measure) in FIGURES.items():
        if arguments.only in name:
            judged = list(judge(arguments.labelled, arguments.part, arguments.every))
            print(f"{name}: {measure(judged):.3f} ({len(judged)} documents)")
            if arguments.errors:
                print_errors(judged, arguments.errors)


if __name__ == "__main__":
    main()
