"""Every label shows its words: on all labelled sets, each mention is the text at its offsets."""

import gzip
import json

import pytest

from search.corrections import apply, read_corrections
from search.extraction import annotate
from search.model import Document

SAMPLE = 25
SETS = (
    "crossner_politics_train",
    "frus_a",
    "hsg_milestones",
    "hsg_visits_travels",
    "ieer_a",
    "kcna_a",
    "n3_rss500",
    "press_releases",
    "reuters21578_even",
    "tempeval3_tbaq",
    "wikigold",
    "wikinews",
)
CORRECTIONS = """
[add.the-government]
name = "Government"
kind = "organisation"
names = ["President", "the Foreign Ministry"]
[alias]
united-states = ["American", "White House"]
[merge]
france = "germany"
"""


def documents(labelled_data, name):
    """Some documents of a set, from its beginning to its end."""
    with gzip.open(labelled_data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [line for number, line in enumerate(lines) if number % 37 == 0]
    for line in records[:: max(1, len(records) // SAMPLE)]:
        record = json.loads(line)
        wanted = {key: record.get(key) or "" for key in ("id", "title", "body")}
        yield Document.from_record(wanted | {"published": record.get("date") or ""})


def mentions(annotations):
    return [*annotations.actors, *annotations.dates, *annotations.topics]


@pytest.mark.parametrize("name", SETS)
def test_every_mention_is_the_text_at_its_offsets(labelled_data, tmp_path, name):
    (tmp_path / "actors.toml").write_text(CORRECTIONS, encoding="utf-8")
    corrections = read_corrections(tmp_path)
    found = 0

    for document in documents(labelled_data, name):
        annotations = annotate(document)
        for mention in mentions(annotations) + mentions(apply(corrections, document, annotations)):
            found += 1
            assert mention.text == getattr(document, mention.field)[mention.start : mention.end] != "", document.id
    assert found
