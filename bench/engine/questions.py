"""The fixed queries, by class. Words of the synthetic documents are given by their rank, 0 the commonest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bench.engine.corpus import actor, topic, word

Kind = Literal["all", "any", "phrase", "prefix", "everything"]


@dataclass(frozen=True, slots=True)
class Question:
    """What a visitor asks: words and how they combine, words to leave out, ticks, and a range of days."""

    group: str
    kind: Kind
    words: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None


COMMON, MIDDLING, RARE = (2, 5, 9, 14, 22, 31), (90, 150, 260, 410, 640, 900), (3000, 6000, 11000, 20000, 34000, 52000)


def synthetic_questions() -> list[Question]:
    """Seventy-two questions in twelve classes."""
    plain = [*_words(), *_together(), *_phrases(), *_prefixes(), *_exclusions(), *_browsing()]
    return [*plain, *_ticked(plain), *_dated(plain)]


def _words() -> Iterator[Question]:
    for group, ranks in (("rare word", RARE), ("middling word", MIDDLING), ("common word", COMMON)):
        yield from (Question(group, "all", (word(rank),)) for rank in ranks)


def _together() -> Iterator[Question]:
    for first, second in zip((2, 5, 9, 40, 90, 260), (14, 31, 150, 60, 410, 3000), strict=True):
        yield Question("AND of 2", "all", (word(first), word(second)))
    for ranks in ((2, 5, 9), (5, 22, 90), (9, 60, 260), (14, 150, 410), (31, 90, 640), (90, 150, 900)):
        yield Question("AND of 3", "all", tuple(map(word, ranks)))
    for ranks in ((2, 90, 640), (9, 150, 3000), (22, 260, 410), (90, 260, 900), (150, 640, 6000), (410, 3000, 11000)):
        yield Question("OR of 3", "any", tuple(map(word, ranks)))
    for start in (2, 9, 40, 90, 260, 900):
        yield Question("OR of 8", "any", tuple(word(start + 7 * step) for step in range(8)))


def _phrases() -> Iterator[Question]:
    for ranks in ((2, 5), (0, 3), (9, 14), (22, 60), (90, 31), (5, 2, 0)):
        yield Question("phrase", "phrase", tuple(map(word, ranks)))


def _prefixes() -> Iterator[Question]:
    for prefix in ("bace", "stat", "gro", "thorm", "linb", "qui"):
        yield Question("prefix", "prefix", (prefix,))


def _exclusions() -> Iterator[Question]:
    for wanted, left_out in zip((2, 9, 31, 90, 260, 900), (5, 22, 90, 31, 14, 2), strict=True):
        yield Question("exclusion", "all", (word(wanted),), excluded=(word(left_out),))


def _browsing() -> Iterator[Question]:
    yield Question("match all", "everything")
    yield from (Question("match all", "everything", actors=(actor(rank),)) for rank in (0, 3, 40))
    yield from (Question("match all", "everything", topics=(topic(rank),)) for rank in (1, 20))


def _ticked(plain: list[Question]) -> Iterator[Question]:
    """Every seventh question with an actor and a topic ticked."""
    for number, question in enumerate(plain[::7]):
        ticks = {"actors": (actor(number),), "topics": (topic(number % 5),)}
        yield replace(question, group="with ticks", **ticks)


def _dated(plain: list[Question]) -> Iterator[Question]:
    """Every seventh question, others than before, within some years."""
    for number, question in enumerate(plain[3::7]):
        first = date(1993 + number, 3, 1)
        yield replace(question, group="with dates", first_day=first, last_day=date(first.year + 6, 9, 30))


REAL_WORDS = {
    "rare word": ("armistice", "rapprochement", "conciliation", "plenipotentiaries", "moratorium", "suzerainty"),
    "middling word": ("minister", "treaty", "soviet", "negotiations", "sanctions", "embassy"),
    "common word": ("the", "of", "government", "said", "states", "has"),
    "AND of 2": ("foreign minister", "oil prices", "the government", "united states", "nuclear talks", "trade deficit"),
    "OR of 3": (
        "war peace treaty",
        "oil gas coal",
        "iran iraq syria",
        "the of and",
        "bank rate loan",
        "visit meeting talks",
    ),
    "phrase": ("united states", "of the", "prime minister", "oil prices", "secretary of state", "foreign affairs"),
    "prefix": ("negoti", "diplom", "gov", "sanct", "inter", "amb"),
}


def real_questions() -> list[Question]:
    """Forty-two questions in seven classes, and match-all, in English words."""
    kinds: dict[str, Kind] = {"OR of 3": "any", "phrase": "phrase", "prefix": "prefix"}
    questions = [
        Question(group, kinds.get(group, "all"), tuple(text.split()))
        for group, texts in REAL_WORDS.items()
        for text in texts
    ]
    return [*questions, *_browsing()]
