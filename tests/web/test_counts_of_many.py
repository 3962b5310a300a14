"""A walk over two thousand real documents: every number beside a link is the number of documents it leads to."""

import gzip
import json
import os
import random

import pytest

from search.pipeline import reindex
from tests.web.test_counts import counts_of, total_at
from web import create_app

# Short records and long reports, dated on both clocks, of four kinds.
PARTS = {"hsg_visits_travels": 1300, "reuters21578_even": 300, "wikinews": 250, "kcna_a": 150}
STEPS, LOOKED_AT = 32, 14
SEED = 20220217
STARTS = (
    "/",
    "/?clock=mentioned",
    "/?q=talks+OR+visit",
    "/actors",
    "/topics",
    "/?q=treaty+OR+agreement&sort=oldest",
    "/?actor=united-states&actor_match=all&scope=sentence",
    "/?actor=united-states&topic=diplomacy&scope=paragraph",
)


def seeds_of(labelled_data, folder):
    folder.mkdir()
    for name, count in PARTS.items():
        with gzip.open(labelled_data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            records = [json.loads(line) for line, _ in zip(lines, range(count), strict=False)]
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for record in records:
                kept = {key: record.get(key) or "" for key in ("id", "title", "body")}
                file.write(json.dumps(kept | {"published": record.get("date") or "", "source": name}) + "\n")
    return folder


@pytest.fixture(scope="module")
def client(labelled_data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    report = reindex(seeds_of(labelled_data, folder / "seeds"), folder / "index", jobs=os.cpu_count())
    assert report.documents > 1900
    return create_app({"INDEX_DIR": str(folder / "index"), "TESTING": True}).test_client()


def is_search_or_profile(href):
    return href.split("?")[0] == "/" or href.startswith(("/actors/", "/topics/"))


@pytest.mark.parametrize("start", STARTS)
def test_every_count_on_a_walk_is_true(client, start):
    chance, here, wrong, seen = random.Random(f"{SEED}{start}"), start, [], 0
    for _ in range(STEPS // len(STARTS)):
        counts = [(href, count) for href, count in counts_of(client.get(here).text) if is_search_or_profile(href)]
        looked_at = chance.sample(counts, min(LOOKED_AT, len(counts)))
        wrong += [(here, href, count) for href, count in looked_at if total_at(client, href) != count]
        seen += len(looked_at)
        here = chance.choice([href for href, count in looked_at if count > 1] or [start])

    assert seen >= LOOKED_AT
    assert wrong == []
