"""The labelled sets -> a score for each figure, in one table."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.quality import actors, dates, model, ranking, similar, speed, topics

SCORERS: Mapping[str, Callable[[Path], dict[str, float]]] = {
    "actors": actors.score,
    "dates": dates.score,
    "ranking": ranking.score,
    "similar documents and versions": similar.score,
    "topics": topics.score,
    "speed of extraction": speed.score,
    "names of an optional model": model.score,
}


def run(labelled: Path) -> dict[str, object]:
    """Scores by subject and figure; every labelled document is used."""
    figures: dict[str, object] = {}
    for subject, score in SCORERS.items():
        started = time.perf_counter()
        found = score(labelled)
        print(f"\n{subject}  ({time.perf_counter() - started:.0f} s)")
        for figure, value in found.items():
            print(f"  {figure:<48} {value:.3f}")
        figures[subject] = found
    return figures
