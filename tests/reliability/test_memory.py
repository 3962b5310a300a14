"""How much is gathered before it is written out is bounded by the setting, however many documents there are."""

import subprocess
import sys

WRITE = """
import random, sys, threading, time
from pathlib import Path
from search.columnar import merging
from search.columnar.writing import write_index
from tests.search.collections import document

def documents(count):
    chance = random.Random(3)
    words = [f"word{n}" for n in range(3000)]
    for number in range(count):
        yield document(f"note-{number}", " ".join(chance.choices(words, k=250)), actors=("russia",), topics=("trade",))

def held():  # without the files that are mapped, which the system takes back when it needs to
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024

most = [0.0]

def watch():
    while True:
        most[0] = max(most[0], held())
        time.sleep(0.005)

folder = Path(sys.argv[1])
folder.mkdir()
merging._OCCURRENCES_AT_ONCE = 1 << 16  # two million, about 100 MB, would hide what is looked for
before = held()
threading.Thread(target=watch, daemon=True).start()
write_index(folder, documents(int(sys.argv[2])), memory=int(sys.argv[3]) << 20)
print(most[0] - before)
"""


def _megabytes_grown(folder, documents, setting):
    command = [sys.executable, "-c", WRITE, str(folder), str(documents), str(setting)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_where_little_may_be_gathered_twice_the_documents_need_hardly_more_memory(tmp_path):
    some = _megabytes_grown(tmp_path / "some", 1500, 4)
    more = _megabytes_grown(tmp_path / "more", 3000, 4)
    unbounded = _megabytes_grown(tmp_path / "unbounded", 3000, 512)

    print(f"4 MB may be gathered: {some:.0f} MB for 1,500, {more:.0f} MB for 3,000; 512 MB may be: {unbounded:.0f} MB")
    assert more < some + 6
    assert unbounded > more
