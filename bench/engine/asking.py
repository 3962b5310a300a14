"""
Engines in a process of their own that only opens what was built -> the times and totals of every question, as JSON.

    python -m bench.engine.asking FOLDER QUESTIONS ENGINE...

A process that holds the documents it has indexed gives other figures, and nobody who searches meets it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from bench.engine.engines import BUILT_BY, ENGINES
from bench.engine.page import Engine
from bench.engine.questions import Question, real_questions, synthetic_questions

QUESTIONS: dict[str, Callable[[], list[Question]]] = {"synthetic": synthetic_questions, "real": real_questions}
ROUNDS = 5
SLOW = {
    "stock Whoosh": (20_000, 6),
    "SQLite FTS5": (60_000, 3),
}  # the most documents, and every how manieth question


@dataclass(frozen=True, slots=True)
class Answers:
    """Milliseconds and totals of one engine, by the number of the question."""

    times: dict[int, float] = field(default_factory=dict)
    totals: dict[int, int] = field(default_factory=dict)


def asked(folder: Path, questions: str, names: Sequence[str]) -> dict[str, Answers]:
    """The answers of each engine, whose index is in the folder of its name, from a process of their own."""
    command = [sys.executable, "-m", "bench.engine.asking", str(folder), questions, *names]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return {name: _read(**of) for name, of in json.loads(printed).items()}


def _read(times: dict[str, float], totals: dict[str, int]) -> Answers:
    return Answers({int(n): ms for n, ms in times.items()}, {int(n): total for n, total in totals.items()})


def _answers(folder: Path, questions: Sequence[Question], names: list[str]) -> dict[str, Answers]:
    engines = {name: _opened(name, folder / BUILT_BY.get(name, name)) for name in names}
    answers = {name: Answers() for name in names}
    for number, question in enumerate(questions):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            if number % SLOW.get(name, (0, 1))[1] == 0:
                of = answers[name]
                of.times[number], of.totals[number] = _timed(engines[name], question, name)
    return answers


def _opened(name: str, folder: Path) -> Engine:
    engine = ENGINES[name]()
    engine.open(folder)
    return engine


def _timed(engine: Engine, question: Question, name: str) -> tuple[float, int]:
    """The median of some rounds after one that is not counted, in milliseconds; and the total."""
    total = engine.page(question).total
    rounds = []
    for _ in range(1 if name == "stock Whoosh" else ROUNDS):
        started = time.thread_time()
        engine.page(question)
        rounds.append((time.thread_time() - started) * 1000)
    return median(rounds), total


if __name__ == "__main__":
    found = _answers(Path(sys.argv[1]), QUESTIONS[sys.argv[2]](), sys.argv[3:])
    print(json.dumps({name: asdict(of) for name, of in found.items()}))
