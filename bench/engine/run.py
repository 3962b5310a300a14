"""
Every engine on the same documents and questions -> tables of times, ratios, sizes and memory.

    python -m bench engine                        20,000 documents of the generator, and the real ones
    CHANCERY_BENCH_SIZES=20000,200000 python -m bench engine

Questions are asked of each engine in turn, in one process that only opens what was built, and one thread; each is asked
`ROUNDS` times, and the median counts. The order of the engines changes from question to question. Times are those that
the asking thread had a processor, so that other programs on the machine do not count; no engine answers in another
thread. "whole search" asks the site's own search of the same index, with inflections, feedback and counts of other ways
to ask, which no peer has.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import geometric_mean, median, quantiles
from typing import Any

from bench.engine.asking import QUESTIONS, SLOW, asked
from bench.engine.corpus import Texts, real, synthetic
from bench.engine.engines import BUILT_BY, ENGINES
from bench.engine.questions import Question
from bench.engine.ranking import ranking_alone

SEARCHES_OF_A_WORKER = 1000

Times = dict[str, dict[int, float]]  # milliseconds by engine and number of the question


def run(labelled: Path) -> dict[str, object]:
    sizes = [int(size) for size in os.environ.get("CHANCERY_BENCH_SIZES", "20000").split(",")]
    figures: dict[str, object] = {}
    for size in sizes:
        figures[f"synthetic {size}"] = _measured(synthetic(size), "synthetic")
    if (texts := real(labelled)) is not None:
        figures["real"] = _measured(texts, "real")
    return figures


def _measured(texts: Texts, kind: str) -> dict[str, object]:
    questions = QUESTIONS[kind]()
    print(f"\n== {texts.name} documents, {len(questions)} questions ==")
    folder = Path(tempfile.mkdtemp(prefix="chancery-bench-"))
    try:
        names = [name for name in ENGINES if len(texts.documents) <= SLOW.get(name, (math.inf, 1))[0]]
        building = {name: _built(name, texts, folder / name) for name in names if name not in BUILT_BY}
        _print_building(building)
        answers = asked(folder, kind, names)
        times = {name: of.times for name, of in answers.items()}
        classes = _by_class(times, questions)
        _print_times(times, classes)
        workers = {name: _worker(name, folder / BUILT_BY.get(name, name)) for name in names if name != "stock Whoosh"}
        _print_workers(workers)
        return {
            "building": building,
            "pages": {name: _summary(of.values()) for name, of in times.items()},
            "classes": classes,
            "ratios": _ratios(times, classes),
            "disagreements": _disagreements({name: of.totals for name, of in answers.items()}, questions),
            "workers": workers,
            "ranking_alone": ranking_alone(texts, questions),
        }
    finally:
        shutil.rmtree(folder)


def _built(name: str, texts: Texts, folder: Path) -> dict[str, float]:
    folder.mkdir()
    started = time.process_time()
    ENGINES[name]().build(iter(texts.documents), folder)
    seconds = time.process_time() - started
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"documents_per_second": len(texts.documents) / seconds, "megabytes": size / 1e6}


# --- figures ------------------------------------------------------------------------------------


def _by_class(times: Times, questions: Sequence[Question]) -> dict[str, dict[str, float]]:
    """Geometric mean in milliseconds by class of question and engine."""
    grouped: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for name, of_question in times.items():
        for number, milliseconds in of_question.items():
            grouped[questions[number].group][name].append(milliseconds)
    return {group: {name: geometric_mean(of) for name, of in engines.items()} for group, engines in grouped.items()}


def _summary(times: Iterable[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "geometric_mean": geometric_mean(ordered),
        "p50": median(ordered),
        "p95": quantiles(ordered, n=20)[-1],
        "worst": ordered[-1],
    }


def _ratios(times: Times, classes: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """How many times slower than Chancery: over the questions that both were asked, and in the worst class."""
    ours = times["Chancery"]
    return {
        name: {
            "geometric_mean": geometric_mean([theirs[n] / ours[n] for n in theirs]),
            "worst_class": min(of[name] / of["Chancery"] for of in classes.values() if name in of),
        }
        for name, theirs in times.items()
        if name != "Chancery"
    }


def _disagreements(totals: dict[str, dict[int, int]], questions: Sequence[Question]) -> dict[str, int]:
    """Questions to which an engine gives another total than Chancery; words are split differently by some."""
    ours = totals["Chancery"]
    found = {name: [n for n, total in of.items() if total != ours[n]] for name, of in totals.items()}
    for name, numbers in found.items():
        for number in numbers[:3]:
            print(f"{name} finds {totals[name][number]}, Chancery {ours[number]}: {questions[number]}")
    return {name: len(numbers) for name, numbers in found.items()}


def _worker(name: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.engine.worker", name, str(folder), str(SEARCHES_OF_A_WORKER)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(answer.stdout)
    return figures


# --- printing -----------------------------------------------------------------------------------


def _print_building(building: dict[str, dict[str, float]]) -> None:
    for name, figures in building.items():
        print(f"{name:14} {figures['documents_per_second']:8,.0f} documents/s  {figures['megabytes']:8,.1f} MB")


def _print_times(times: Times, classes: dict[str, dict[str, float]]) -> None:
    names = list(times)
    print("\nthe faceted page, ms" + "".join(f"{name:>14}" for name in names))
    for group, of in classes.items():
        print(f"{group:20}" + "".join(f"{of[name]:14.2f}" if name in of else f"{'':14}" for name in names))
    for figure in ("geometric_mean", "p50", "p95", "worst"):
        print(f"{figure:20}" + "".join(f"{_summary(times[name].values())[figure]:14.2f}" for name in names))
    for name, ratios in _ratios(times, classes).items():
        print(f"against {name}: {ratios['geometric_mean']:.1f}x, worst class {ratios['worst_class']:.1f}x")


def _print_workers(workers: dict[str, Any]) -> None:
    for name, figures in workers.items():
        print(
            f"{name:14} first answer {figures['first_answer_ms']:6.0f} ms; private memory after "
            f"{SEARCHES_OF_A_WORKER} searches {figures['private_mb']:5.0f} MB "
            f"(before opening {figures['private_mb_of_program']:.0f} MB)"
        )
