"""
Many small files -> the seconds of a reindex of all of them, of none, and of one that changed.

    python -m bench reindex                            50,000 files of 60 words
    CHANCERY_BENCH_FILES=5000 python -m bench reindex

Each is the command as a person runs it, started anew: its processor time, workers included, and the time by the clock.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

FILES, WORDS, FILES_A_FOLDER = 50_000, 60, 1000
ROUNDS = 3
_NAMES = [
    "Russia",
    "Lavrov",
    "NATO",
    "Moscow",
    "Brussels",
    "Wang Yi",
    "ceasefire",
    "sanctions",
    "yesterday",
    "in March 2022",
]


def run(_: Path) -> dict[str, object]:
    folder = Path(tempfile.mkdtemp(prefix="chancery-reindex-"))
    try:
        changing = _write_seeds(folder / "seeds", int(os.environ.get("CHANCERY_BENCH_FILES", FILES)))
        figures: dict[str, list[dict[str, float]]] = {"everything new": [_reindexed(folder)]}
        figures["nothing changed"] = [_reindexed(folder) for _ in range(ROUNDS)]
        figures["one changed"] = []
        for number in range(ROUNDS):
            changing.write_text(f"Changed {number}\n\nLavrov met Wang Yi in Moscow {number} times.\n")
            figures["one changed"].append(_reindexed(folder))
    finally:
        shutil.rmtree(folder)
    for name, rounds in figures.items():
        best = min(rounds, key=lambda seconds: seconds["processor"])
        print(f"{name:16} {best['processor']:6.1f} s of a processor, {best['clock']:6.1f} s by the clock")
    return dict(figures)


def _write_seeds(folder: Path, count: int) -> Path:
    """Writes the files; returns one of them."""
    random = Random(1815)
    words = [f"word{number}" for number in range(4000)] + 40 * _NAMES
    for number in range(count):
        path = folder / f"{number // FILES_A_FOLDER:03}" / f"note-{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Note {number}\n\n{' '.join(random.choices(words, k=WORDS))}.\n")
    return path


def _reindexed(folder: Path) -> dict[str, float]:
    before, started = _processor_seconds(), time.perf_counter()
    command = [sys.executable, "-m", "search", "reindex", "--quiet"]
    subprocess.run([*command, "--seeds", str(folder / "seeds"), "--index", str(folder / "index")], check=True)
    return {"processor": _processor_seconds() - before, "clock": time.perf_counter() - started}


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
