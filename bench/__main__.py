"""
Every measurement, printed as tables and written as JSON to bench/results/.

    python -m bench                 all of them
    python -m bench quality engine  some of them
    python -m bench growth          what is left out of all, since it builds a million documents
"""

from __future__ import annotations

import json
import os
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

PROJECT = Path(__file__).parent.parent
RESULTS = PROJECT / "bench" / "results"

# What can be measured: a module with `run(labelled: Path) -> dict`, which prints its own tables.
BENCHES = {
    "quality": "bench.quality.run",
    "engine": "bench.engine.run",
    "growth": "bench.engine.growth",
    "reindex": "bench.reindexing",
    "scopes": "bench.engine.scopes",
    "http": "bench.http.run",
}
LONG = ("growth",)


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"no bench called {', '.join(unknown)}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    labelled = Path(os.environ.get("CHANCERY_DATA", PROJECT.parent / "shared" / "data"))
    for name in names or [name for name in BENCHES if name not in LONG]:
        _write(name, import_module(BENCHES[name]).run(labelled))
    return 0


def _write(name: str, figures: dict[str, object]) -> None:
    RESULTS.mkdir(exist_ok=True)
    about = {"measured": datetime.now(UTC).isoformat(timespec="seconds"), "machine": platform.platform()}
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({**about, "processors": os.cpu_count(), "figures": figures}, indent=1) + "\n")
    print(f"written to {path.relative_to(PROJECT)}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
