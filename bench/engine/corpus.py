"""A seed and a number -> documents like those of the design's table: about 300 words, 4.5 actors, 2 topics."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np

from search.model import Annotations, Document, IndexedDocument, published_range

VOCABULARY = 80_000
ACTORS, TOPICS = 400, 60
_MEAN_WORDS = 300
_FIRST_DAY, _DAYS = date(1990, 1, 1), 12_000
_SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "qui",
    "ro",
    "su",
    "ta",
    "ve",
    "wi",
    "xo",
    "zy",
    "sta",
    "tre",
    "pli",
    "gro",
    "clu",
    "shi",
    "thor",
    "mont",
    "ber",
    "lin",
]
_ZIPF = 1.0


@dataclass(frozen=True, slots=True)
class Texts:
    """Documents to measure on, and what they are."""

    name: str
    documents: list[IndexedDocument]


def word(rank: int) -> str:
    """The word of a rank, 0 the commonest: syllables that spell the rank."""
    spelt, number = [], rank + len(_SYLLABLES)
    while number:
        number, syllable = divmod(number, len(_SYLLABLES))
        spelt.append(_SYLLABLES[syllable])
    return "".join(spelt)


def actor(rank: int) -> str:
    return f"actor-{rank:03}"


def topic(rank: int) -> str:
    return f"topic-{rank:02}"


def synthetic(count: int, seed: int = 1914) -> Texts:
    """Documents with words by Zipf's law, in sentences and paragraphs, with labels and days."""
    return Texts(f"synthetic {count:,}", list(synthetic_documents(count, seed)))


def synthetic_documents(count: int, seed: int = 1914) -> Iterator[IndexedDocument]:
    """The same, one after the other, so that they need not be held."""
    numbers, random = np.random.default_rng(seed), Random(seed)
    words = [word(rank) for rank in range(VOCABULARY)]
    chance = _zipf(VOCABULARY)
    of_actor, of_topic = _zipf(ACTORS), _zipf(TOPICS)
    for number in range(count):
        length = max(30, int(numbers.normal(_MEAN_WORDS, 80)))
        ranks = np.searchsorted(chance, numbers.random(length)).tolist()
        actors = np.unique(np.searchsorted(of_actor, numbers.random(1 + numbers.poisson(4.2)))).tolist()
        topics = np.unique(np.searchsorted(of_topic, numbers.random(1 + numbers.poisson(1.2)))).tolist()
        first = _FIRST_DAY + timedelta(days=random.randrange(_DAYS))
        yield IndexedDocument(
            Document(
                id=f"d{number:07}",
                title=" ".join(words[rank] for rank in ranks[:6]).capitalize(),
                body=_prose([words[rank] for rank in ranks], random),
                published=first.isoformat(),
                source=f"Source {random.randrange(8)}",
            ),
            Annotations(),
            actors=tuple(map(actor, actors)),
            topics=tuple(map(topic, topics)),
            published=(first, first),
            mentioned=((first - timedelta(days=random.randrange(400)), first),),
        )


def _zipf(values: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The chance that a draw is of rank i or more common: float64[values], ending at 1."""
    weights = 1 / np.arange(1, values + 1) ** _ZIPF
    cumulative: np.ndarray[tuple[int], np.dtype[np.float64]] = np.cumsum(weights / weights.sum())
    cumulative[-1] = 1.0
    return cumulative


def _prose(words: list[str], random: Random) -> str:
    """Sentences of about twelve words, paragraphs of about five sentences."""
    parts, start = [], 0
    while start < len(words):
        end = start + random.randint(6, 18)
        sentence = " ".join(words[start:end]).capitalize()
        parts.append(sentence + (".\n\n" if random.random() < 0.2 else ". "))
        start = end
    return "".join(parts)


def real(labelled: Path, most: int = 30_000) -> Texts | None:
    """Press releases, despatches and Reuters news with their own days and words; None where they are not at hand."""
    paths = [labelled / f"{name}.jsonl.gz" for name in ("reuters21578_even", "frus_a", "press_releases")]
    if not all(path.exists() for path in paths):
        return None
    documents = [document for path in paths for document in _read(path, most // len(paths))]
    return Texts(f"real {len(documents):,}", documents)


def _read(path: Path, most: int) -> Iterator[IndexedDocument]:
    random = Random(path.name)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in zip(range(most), lines, strict=False):
            record = json.loads(line)
            yield _real_document(f"{path.name}#{number}", record, random)


def _real_document(identifier: str, record: dict[str, object], random: Random) -> IndexedDocument:
    """The text is real; labels are drawn, since what is measured is the engine and not the extraction."""
    published = str(record.get("date") or record.get("published") or "")[:10]
    try:
        days = published_range(published) if published else None
    except ValueError:
        days = None
    return IndexedDocument(
        Document(identifier, str(record.get("title") or ""), str(record.get("body") or record.get("text") or "")),
        Annotations(),
        actors=tuple({actor(int(random.paretovariate(1.0)) % ACTORS) for _ in range(5)}),
        topics=tuple({topic(int(random.paretovariate(1.0)) % TOPICS) for _ in range(2)}),
        published=days,
        mentioned=(),
    )
