"""How much is gathered before it is written out is bounded by the setting, however many documents there are."""

import subprocess
import sys

WRITE = """
import random, resource, sys
from pathlib import Path
from search.columnar.writing import write_index
from tests.search.collections import document

def documents(count):
    chance = random.Random(3)
    words = [f"word{n}" for n in range(3000)]
    for number in range(count):
        yield document(f"note-{number}", " ".join(chance.choices(words, k=250)), actors=("russia",), topics=("trade",))

folder = Path(sys.argv[1])
folder.mkdir()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
write_index(folder, documents(int(sys.argv[2])), memory=int(sys.argv[3]) << 20)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def _megabytes_grown(folder, documents, setting):
    command = [sys.executable, "-c", WRITE, str(folder), str(documents), str(setting)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_what_a_process_gathers_stays_under_the_setting(tmp_path):
    bounded = _megabytes_grown(tmp_path / "bounded", 4000, 4)
    unbounded = _megabytes_grown(tmp_path / "unbounded", 4000, 512)

    print(f"grown by {bounded:.0f} MB where 4 MB may be gathered, by {unbounded:.0f} MB where 512 MB may be")
    assert bounded < 4 + 4
    assert unbounded > 4 + 4
