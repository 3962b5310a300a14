"""
One engine in a process of its own -> the seconds until its first answer, and its memory after many.

    python -m bench.engine.worker ENGINE FOLDER SEARCHES
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from bench.engine.engines import ENGINES
from bench.engine.questions import synthetic_questions


def private_megabytes() -> float:
    """Memory that no other process can share: anonymous pages, without those of mapped files."""
    rollup = Path("/proc/self/smaps_rollup").read_text()
    found = re.search(r"^Anonymous:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


def measured(name: str, folder: Path, searches: int) -> dict[str, float]:
    questions = synthetic_questions()
    before = private_megabytes()
    started = time.perf_counter()
    engine = ENGINES[name]()
    engine.open(folder)
    engine.page(questions[8])
    first_answer = time.perf_counter() - started
    for number in range(searches):
        engine.page(questions[number % len(questions)])
    return {
        "first_answer_ms": first_answer * 1000,
        "private_mb": private_megabytes(),
        "private_mb_of_program": before,
    }


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
