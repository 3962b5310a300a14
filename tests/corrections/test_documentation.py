"""docs/corrections.md: its examples are read without a complaint, and say what they say."""

import re
from pathlib import Path

from search.corrections import read_corrections

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "corrections.md"
EXAMPLE = re.compile(r"```toml\n# seeds/(\S+)\n(.*?)```", re.DOTALL)


def written_out(folder):
    for name, source in EXAMPLE.findall(DOCUMENTATION.read_text(encoding="utf-8")):
        (folder / name).write_text(source, encoding="utf-8")
    return folder


def test_the_examples_are_right_and_show_every_table(tmp_path):
    corrections = read_corrections(written_out(tmp_path))

    assert corrections.problems == ()
    assert all(
        getattr(corrections.actors, table)
        for table in ("added", "spellings", "names", "merged", "splits", "hidden", "apart")
    )
    assert corrections.topics.changed == {"undersea-cables", "trade", "currency"}
    assert corrections.topics.merged
    assert corrections.topics.hidden
