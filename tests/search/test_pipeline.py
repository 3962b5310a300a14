"""The whole way in, on real files."""

import json
import os

import pytest

from search.catalogue import Catalogue
from search.columnar.index import open_columnar
from search.corrections import read_corrections
from search.errors import IndexBusy, IndexUnwritable, SeedsMissing
from search.indexing import Indexer
from search.joining import Collection
from search.model import SearchRequest
from search.pipeline import check, reindex, state_of
from search.searcher import open_index
from search.sources import SeedFile
from search.storage import live_name, locked
from search.works import Portion, SeedWork


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("Arms control talks\n\nThe two sides met.")
    (folder / "b.txt").write_text("Grain prices\n\nThey rose.")
    return folder


@pytest.fixture
def index_dir(tmp_path):
    return tmp_path / "index"


def counts(report):
    return report.added, report.changed, report.unchanged, report.removed


def ids(index_dir, text=""):
    return sorted(hit.id for hit in open_index(index_dir).search(SearchRequest(text)).hits)


def reason(report, path):
    return next(skipped.reason for skipped in report.skipped if skipped.path == path)


def test_seeds_become_a_collection_that_can_be_searched(seeds, index_dir):
    report = reindex(seeds, index_dir)

    assert counts(report) == (2, 0, 0, 0)
    assert ids(index_dir, "talk") == ["a.txt"]


def test_an_index_among_the_seeds_is_not_read_as_seeds(seeds):
    reports = [reindex(seeds, seeds / "index") for _ in range(2)]

    assert [counts(report) for report in reports] == [(2, 0, 0, 0), (0, 0, 2, 0)]
    assert [report.skipped for report in reports] == [(), ()]
    assert reports[0].generation == reports[1].generation


def test_what_a_reindex_writes_among_the_seeds_is_no_change_of_them(seeds):
    before = state_of(seeds, seeds / "index")
    reindex(seeds, seeds / "index")

    assert state_of(seeds, seeds / "index") == before


def test_the_folder_of_seeds_itself_is_not_written_to(seeds):
    with pytest.raises(IndexUnwritable, match="holds the seeds; name another folder for the index"):
        reindex(seeds, seeds / ".")

    assert sorted(path.name for path in seeds.iterdir()) == ["a.txt", "b.txt"]


def test_a_run_without_changes_publishes_nothing(seeds, index_dir):
    first = reindex(seeds, index_dir)
    second = reindex(seeds, index_dir)

    assert counts(second) == (0, 0, 2, 0)
    assert second.generation == first.generation


def test_only_what_changed_is_counted_as_changed(seeds, index_dir):
    reindex(seeds, index_dir)
    (seeds / "a.txt").write_text("Oil prices\n\nThey fell again.")
    (seeds / "b.txt").unlink()
    (seeds / "c.txt").write_text("A visit\n\nHe came.")
    (seeds / "d").mkdir()
    (seeds / "d" / "e.txt").write_text("A treaty\n\nIt was signed.")

    report = reindex(seeds, index_dir)

    assert counts(report) == (2, 1, 0, 1)
    assert ids(index_dir) == ["a.txt", "c.txt", "d/e.txt"]
    assert ids(index_dir, "oil") == ["a.txt"]


def test_an_incremental_index_answers_as_a_full_one(seeds, index_dir, tmp_path):
    reindex(seeds, index_dir)
    (seeds / "c.txt").write_text("Arms control again\n\nThe talks went on in Geneva.")
    reindex(seeds, index_dir)
    reindex(seeds, tmp_path / "fresh", full=True)

    built, fresh = open_index(index_dir), open_index(tmp_path / "fresh")

    assert built.fingerprint == fresh.fingerprint
    for text in ("", "talk", "prices", '"arms control"'):
        one, other = built.search(SearchRequest(text)), fresh.search(SearchRequest(text))
        assert [(hit.id, hit.score) for hit in one.hits] == [(hit.id, hit.score) for hit in other.hits]
        assert one.facets == other.facets


def test_many_seeds_are_read_by_several_processes_with_the_same_result(seeds, index_dir, tmp_path):
    for number in range(250):
        (seeds / f"n{number:03}.txt").write_text(f"Note {number}\n\nSanctions were discussed in Geneva, {number}.")

    several = reindex(seeds, index_dir, jobs=2)
    one = reindex(seeds, tmp_path / "one", jobs=1)

    assert counts(several) == counts(one) == (252, 0, 0, 0)
    assert open_index(index_dir).fingerprint == open_index(tmp_path / "one").fingerprint


def test_one_large_file_of_many_documents_is_shared_by_several_processes(seeds, index_dir, tmp_path):
    lines = [json.dumps({"title": f"Note {number}", "body": "Talks were held. " * 60}) for number in range(1500)]
    (seeds / "notes.jsonl").write_text("\n".join([*lines[:700], "{", *lines[700:]]))
    told = []

    several = reindex(seeds, index_dir, jobs=2, on_progress=told.append)
    one = reindex(seeds, tmp_path / "one", jobs=1)

    assert counts(several) == counts(one) == (1502, 0, 0, 0)
    assert [skipped.path for skipped in several.skipped] == ["notes.jsonl"]
    assert several.skipped == one.skipped
    assert (told[-1].done, told[-1].total) == (3, 3)
    assert open_index(index_dir).fingerprint == open_index(tmp_path / "one").fingerprint
    assert open_index(index_dir).search(SearchRequest("talks")).total == 1501


def test_of_a_file_that_changes_while_its_portions_are_read_no_document_is_there_twice(seeds, index_dir, tmp_path):
    (tmp_path / "folder").mkdir()
    indexer = Indexer(seeds, index_dir, tmp_path / "folder", None, read_corrections(seeds), 1000, 1 << 20)
    lines = [json.dumps({"id": number, "title": f"Note {number}"}) for number in range(6)]
    collection = Collection(tmp_path / "folder", None, Catalogue(), frozenset())
    index_dir.mkdir()

    for number, text in enumerate(["\n".join(lines), "\n".join(lines[1:])]):
        (seeds / "notes.jsonl").write_text(text)
        collection.add(indexer([SeedWork(SeedFile("notes.jsonl", 1, 1), portion=Portion(number, 2))]))
    collection.settled()
    collection.join()

    index = open_columnar(tmp_path / "folder")
    ids = [index.document_id(number) for number in index.live.documents]
    assert sorted(ids) == ["notes.jsonl#0", "notes.jsonl#2", "notes.jsonl#4"]


def test_progress_ends_at_the_total(seeds, index_dir):
    told = []

    reindex(seeds, index_dir, on_progress=told.append)

    assert [(progress.done, progress.total) for progress in told] == [(1, 2), (2, 2)]


def test_a_missing_folder_of_seeds_is_named(tmp_path, index_dir):
    with pytest.raises(SeedsMissing, match="nowhere"):
        reindex(tmp_path / "nowhere", index_dir)


def test_an_empty_folder_of_seeds_gives_an_empty_collection(tmp_path, index_dir):
    (tmp_path / "empty").mkdir()

    report = reindex(tmp_path / "empty", index_dir)

    assert report.documents == 0
    assert open_index(index_dir).search(SearchRequest("anything")).total == 0


def test_bad_seeds_are_named_with_their_reasons_and_the_rest_is_indexed(seeds, index_dir):
    (seeds / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (seeds / "empty.txt").write_text("")
    (seeds / "latin.txt").write_bytes("Un café à Genève, où l'on répondra.\n\nDéjà vu.".encode("latin-1"))
    (seeds / "link.txt").symlink_to(seeds / "gone.txt")
    (seeds / "lines.jsonl").write_text(
        "\n".join([*(json.dumps({"id": n, "body": f"Line {n}"}) for n in range(6)), "{"])
    )
    (seeds / "metadata.csv").write_text("path,published\na.txt,17 February 2022\n")

    report = reindex(seeds, index_dir)

    assert reason(report, "binary.txt")
    assert "empty" in reason(report, "empty.txt")
    assert reason(report, "link.txt")
    assert any("7" in skipped.reason or "7" in skipped.path for skipped in report.skipped if "lines" in skipped.path)
    assert any("17 February 2022" in warning for warning in report.warnings)
    assert {"a.txt", "b.txt", "latin.txt", "lines.jsonl#0", "lines.jsonl#5"} <= set(ids(index_dir))
    assert open_index(index_dir).document("a.txt").document.published == ""


def test_an_id_that_another_seed_gave_up_is_taken_by_the_next(seeds, index_dir):
    (seeds / "c.json").write_text('{"id": "1", "title": "First", "body": "Talks in Geneva."}')
    (seeds / "c.json.txt").write_text("unlike")
    reindex(seeds, index_dir)
    (seeds / "c.json").unlink()

    reindex(seeds, index_dir)

    assert ids(index_dir, "geneva") == []


def test_changing_one_seed_of_many_links_the_segments_of_the_rest(seeds, index_dir):
    for number in range(30):
        (seeds / f"n{number:03}.txt").write_text(f"Note {number}\n\nSanctions were discussed, {number}.")
    first = reindex(seeds, index_dir).generation
    (seeds / "n007.txt").write_text("Note 7\n\nGrain left the port.")

    second = reindex(seeds, index_dir).generation

    folders = [index_dir / "generations" / name for name in (first, second)]
    inodes = [{path.stat().st_ino for path in folder.iterdir() if path.stat().st_size > 2000} for folder in folders]
    assert inodes[0] & inodes[1]
    assert ids(index_dir, "grain") == ["b.txt", "n007.txt"]
    assert open_index(index_dir).search(SearchRequest("sanctions")).total == 29


def test_of_two_documents_with_one_id_the_first_is_kept_and_both_are_named(seeds, index_dir):
    (seeds / "c.jsonl").write_text('{"id": "1", "body": "first"}\n{"id": "1", "body": "second"}')

    report = reindex(seeds, index_dir)

    assert ids(index_dir, "first") == ["c.jsonl#1"]
    assert ids(index_dir, "second") == []
    assert any("c.jsonl" in skipped.path for skipped in report.skipped)


def test_what_was_skipped_is_said_again_as_long_as_it_is_true(seeds, index_dir):
    (seeds / "empty.txt").write_text("")
    reindex(seeds, index_dir)

    assert reason(reindex(seeds, index_dir), "empty.txt")


def test_a_document_longer_than_the_setting_is_skipped_with_the_remedy(seeds, index_dir):
    (seeds / "long.txt").write_text("A long story\n\n" + "word " * 1000)

    report = reindex(seeds, index_dir, document_characters=1000)

    assert "CHANCERY_DOCUMENT_CHARACTERS" in reason(report, "long.txt")


def test_a_document_of_many_megabytes_is_indexed_to_its_end(seeds, index_dir):
    (seeds / "long.txt").write_text("A long story\n\n" + "word and word. " * 350_000 + "Ultima Thule.")

    reindex(seeds, index_dir)

    (hit,) = open_index(index_dir).search(SearchRequest("thule")).hits
    assert "<mark>Thule</mark>" in hit.snippets[0]


def test_a_damaged_index_is_rebuilt_by_the_next_run(seeds, index_dir):
    reindex(seeds, index_dir)
    (index_dir / "generations" / live_name(index_dir) / "manifest.json").write_text("{")

    report = reindex(seeds, index_dir)

    assert counts(report) == (2, 0, 0, 0)
    assert check(index_dir) == report.generation


def test_two_reindexes_at_once_are_one_too_many(seeds, index_dir):
    with locked(index_dir), pytest.raises(IndexBusy, match=str(os.getpid())):
        reindex(seeds, index_dir)
