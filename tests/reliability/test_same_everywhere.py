"""The same seeds on another machine give the same collection: its fingerprint, its ids, its order and its counts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
FIRST_SEEDS = 40

# Run in a process of its own, so that nothing of this one (hashes, zone, language) is shared.
ASK = """
import json, sys
from dataclasses import asdict
from pathlib import Path
from search import SearchRequest, open_index, reindex

seeds, index_dir, jobs = sys.argv[1:]
if __name__ == "__main__":
    reindex(Path(seeds), Path(index_dir), jobs=int(jobs))
    index = open_index(Path(index_dir))
    answers = {}
    for text in ("", "treaty talks", '"foreign minister" OR signed', "president*"):
        for sort in ("relevance", "newest", "oldest"):
            found = index.search(SearchRequest(text, sort=sort, page_size=100))
            answers[f"{text} by {sort}"] = [
                found.total,
                [(hit.id, hit.score) for hit in found.hits],
                [(value.value, value.label, value.count) for values in found.facets.values() for value in values],
            ]
    first = found.hits[0].id
    answers["similar"] = asdict(index.similar(first))
    answers["actors"] = [(value.value, value.count) for value in index.values("actor")]
    answers["suggested"] = [suggestion.text for suggestion in index.suggest("pr")]
    print(json.dumps({"fingerprint": index.fingerprint, "answers": answers}))
"""


def machine(folder, *, jobs, newest_first, environment):
    """What a machine of its own answers: its folder, its order of files and times, its processes, its environment."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    files = sorted(path for path in (PROJECT / "seeds").rglob("*.*") if path.is_file())[:FIRST_SEEDS]
    for second, path in enumerate(reversed(files) if newest_first else files):
        copy = seeds / path.relative_to(PROJECT / "seeds")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (1_000_000_000 + second, 1_000_000_000 + second))
    script = folder / "ask.py"
    script.write_text(ASK)
    result = subprocess.run(
        [sys.executable, script, seeds, folder / "index", str(jobs)],
        env=os.environ | {"PYTHONPATH": str(PROJECT)} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    environment = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    return machine(tmp_path_factory.mktemp("one"), jobs=1, newest_first=False, environment=environment)


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    environment = {"PYTHONHASHSEED": "4711", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8"}
    folder = tmp_path_factory.mktemp("other") / "elsewhere" / "far away"
    return machine(folder, jobs=2, newest_first=True, environment=environment)


def test_the_fingerprint_is_the_same(one, other):
    assert one["fingerprint"] == other["fingerprint"]


def test_ids_scores_order_and_counts_are_the_same(one, other):
    for asked, answer in one["answers"].items():
        assert other["answers"][asked] == answer, asked
    assert one["answers"]["treaty talks by relevance"][0] > 1
