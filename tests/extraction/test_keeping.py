"""What is made of the files of facts is kept, and is the same when it is read again."""

import gc

import pytest

from search.annotation_cache import MOST_FACTS, open_cache
from search.cycles import seldom_sought
from search.extraction.actors.careers import careers
from search.extraction.actors.gazetteer import load_gazetteer
from search.extraction.keeping import kept_by, made, tables_of
from search.extraction.topics.matching import Matcher
from search.extraction.topics.taxonomy import standard_taxonomy


def never():
    raise AssertionError("it was made again")


def test_what_was_made_once_is_not_made_again_by_the_next_run(tmp_path):
    with open_cache(tmp_path, "v1") as cache, kept_by(cache):
        first = made("list", "source", lambda: ["made", 1.5])
    with open_cache(tmp_path, "v1") as cache, kept_by(cache):
        again = made("list", "source", never)

    assert first == again == ["made", 1.5]


def test_another_source_and_another_version_are_made_anew(tmp_path):
    with open_cache(tmp_path, "v1") as cache, kept_by(cache):
        made("list", "source", lambda: "old")
        assert made("list", "other source", lambda: "new") == "new"
    with open_cache(tmp_path, "v2") as cache, kept_by(cache):
        assert made("list", "source", lambda: "newer") == "newer"


def test_without_anyone_to_keep_it_everything_is_made():
    assert made("list", "source", lambda: ["made"]) == ["made"]


def test_what_is_damaged_is_made_anew(tmp_path):
    with open_cache(tmp_path, "v1") as cache, kept_by(cache):
        made("list", "source", lambda: "made")
    with open_cache(tmp_path, "v1") as cache:
        cache._connection.execute("UPDATE facts SET text = X'00FF'")
        cache._connection.commit()

    with open_cache(tmp_path, "v1") as cache, kept_by(cache):
        assert made("list", "source", lambda: "made anew") == "made anew"


def test_what_was_made_of_many_edits_ago_is_forgotten(tmp_path):
    for edit in range(MOST_FACTS + 10):
        with open_cache(tmp_path, "v1") as cache, kept_by(cache):
            made("phrases", f"edit {edit}", lambda: "made")

    with open_cache(tmp_path, "v1") as cache, kept_by(cache):
        assert cache._connection.execute("SELECT count(*) FROM facts").fetchone() == (MOST_FACTS,)
        assert made("phrases", f"edit {MOST_FACTS + 9}", never) == made("phrases", "edit 10", never) == "made"


def test_days_of_a_file_are_text_whether_read_or_kept(tmp_path):
    with open_cache(tmp_path, "v1") as cache, kept_by(cache):
        tables = [tables_of('[[state]]\nfrom = 1949-10-01\nuntil = "1990"\n') for _ in range(2)]

    assert tables == [{"state": [{"from": "1949-10-01", "until": "1990"}]}] * 2


@pytest.mark.parametrize(
    "loaded",
    [
        lambda: (lambda gazetteer: (gazetteer.actors, gazetteer.uses, gazetteer.holders, gazetteer.surnames))(
            load_gazetteer.__wrapped__()
        ),
        lambda: careers({"russia", "sergei-lavrov"}, {}),
        lambda: Matcher(standard_taxonomy.__wrapped__().topics.values())._words._meanings,
    ],
    ids=["gazetteer", "careers", "phrases of topics"],
)
def test_facts_out_of_what_was_kept_are_those_of_the_files(tmp_path, loaded):
    of_files = loaded()
    with open_cache(tmp_path, "v1") as cache, kept_by(cache):
        loaded()
    with open_cache(tmp_path, "v1") as cache, kept_by(cache):
        kept = loaded()

    assert kept == of_files


def test_cycles_are_sought_as_before_once_the_work_is_done():
    before = gc.get_threshold()

    with seldom_sought():
        assert gc.get_threshold() > before

    assert gc.get_threshold() == before
