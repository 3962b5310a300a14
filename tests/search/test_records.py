import sqlite3
from contextlib import closing
from datetime import date

import pytest

from search.actor_names import ActorNames
from search.annotation_cache import FILE_NAME, open_cache, throw_away
from search.catalogue import Catalogue, SeedEntry, changes_between, read_catalogue, write_catalogue
from search.errors import CacheDamaged, InvalidRecord
from search.labels import read_labels, write_labels
from search.model import ActorMention, Annotations, DateMention, Document, Label, Skipped, TopicMention, published_range
from search.records import Record, annotations_from_json, annotations_to_json, record_from_text, record_to_text

FOUND = Annotations(
    actors=(ActorMention("body", 0, 6, "Лавров", "sergei-lavrov", "Sergei Lavrov", "person", "surname"),),
    dates=(
        DateMention("body", 9, 16, "Tuesday", date(2022, 2, 15), date(2022, 2, 15), "day", "2022-02-15", "weekday"),
        DateMention("body", 20, 23, "now", None, None, "day", "PRESENT_REF", "relative"),
    ),
    topics=(TopicMention("title", 0, 4, "arms", "arms-control", 1.5),),
)


def test_documents_and_annotations_come_back_as_they_were():
    document = Document("a/b.txt", "Title", "Body\n", published="2022-02", author="Ana")

    text = record_to_text(document, FOUND)

    assert record_from_text(text) == Record(document, ("sergei-lavrov",), ("arms-control",))
    assert annotations_from_json(annotations_to_json(FOUND)) == FOUND


@pytest.mark.parametrize(
    ("published", "days"),
    [
        ("2022-02-17", (date(2022, 2, 17), date(2022, 2, 17))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2022", (date(2022, 1, 1), date(2022, 12, 31))),
    ],
)
def test_a_publication_date_is_a_span_of_days(published, days):
    assert published_range(published) == days


@pytest.mark.parametrize("published", ["2022-13", "2022-02-31", "17 Feb 2022", "22", "2022-2-1", "2022-02-17-01", "-"])
def test_a_malformed_publication_date_is_refused_with_the_remedy(published):
    with pytest.raises(InvalidRecord, match="write 2022-02-17, 2022-02 or 2022"):
        Document.from_record({"id": "a", "published": published})


def test_a_record_without_an_id_or_with_a_list_for_a_title_is_refused():
    with pytest.raises(InvalidRecord, match="`id`"):
        Document.from_record({"title": "A"})
    with pytest.raises(InvalidRecord, match="`title` must be text"):
        Document.from_record({"id": "a", "title": ["A"]})


def test_the_cache_gives_back_what_this_extractor_found_and_nothing_older(tmp_path):
    with open_cache(tmp_path, "1") as cache:
        cache.put([("hash", FOUND)])
        assert cache.get("hash") == FOUND

    with open_cache(tmp_path, "2") as cache:
        assert cache.get("hash") is None


def test_the_cache_forgets_documents_that_are_gone(tmp_path):
    with open_cache(tmp_path, "1") as cache:
        cache.put([("kept", FOUND), ("gone", FOUND)])
        cache.keep_only(["kept"])

        assert cache.get("kept") == FOUND
        assert cache.get("gone") is None


def test_a_damaged_cache_is_named_and_can_be_thrown_away(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"not a database" * 100)

    with pytest.raises(CacheDamaged, match=FILE_NAME), open_cache(tmp_path, "1"):
        pass

    throw_away(tmp_path)
    with open_cache(tmp_path, "1") as cache:
        cache.put([("hash", FOUND)])
        assert cache.get("hash") == FOUND


def test_annotations_that_are_not_what_was_kept_are_not_there(tmp_path):
    with open_cache(tmp_path, "1") as cache:
        cache.put([("hash", FOUND), ("other", FOUND)])
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection, connection:
        packed = bytearray(connection.execute("SELECT annotations FROM annotations").fetchone()[0])
        packed[len(packed) // 2] ^= 4
        connection.execute("UPDATE annotations SET annotations = ? WHERE text_hash = 'hash'", (bytes(packed),))

    with open_cache(tmp_path, "1") as cache:
        assert cache.get("hash") is None
        assert cache.get("other") == FOUND


def test_a_catalogue_comes_back_as_it_was(tmp_path):
    odd = SeedEntry("size-time", {"a.txt": "hash"}, (Skipped("a.txt", "why"),), ("odd",), is_settled=False)
    entries = {
        "a.txt": odd,
        "b.txt": SeedEntry("1-1", {"b.txt": "b"}),
        "c.jsonl": SeedEntry("2-2", {"c": "c", "d": "d"}),
    }
    catalogue = Catalogue().having(entries)

    write_catalogue(tmp_path, catalogue)

    assert read_catalogue(tmp_path) == catalogue
    assert {path: catalogue.entry(path) for path in entries} == entries


def test_a_seed_without_documents_keeps_its_entry_and_leaves_no_trace_when_it_goes():
    entries = {"a.txt": SeedEntry("1-1", {}, (Skipped("a.txt", "why"),)), "b.txt": SeedEntry("2-2", {"b.txt": "b"})}
    catalogue = Catalogue().having(entries)

    assert catalogue.entry("a.txt") == entries["a.txt"]
    assert catalogue.without(["a.txt"]) == Catalogue().having({"b.txt": entries["b.txt"]})


def test_changes_are_counted_by_document():
    before = Catalogue().having({"a": SeedEntry("1", {"a": "1", "b": "1", "c": "1"})})
    after = Catalogue().having({"a": SeedEntry("2", {"a": "1", "b": "2"}), "d": SeedEntry("1", {"d": "1"})})

    changes = changes_between(before, after)

    assert (changes.added, changes.changed, changes.unchanged, changes.removed) == (1, 1, 1, 1)


def test_an_actor_is_shown_by_its_commonest_name_with_every_spelling_found(tmp_path):
    names = ActorNames()
    names.add(FOUND)

    write_labels(tmp_path, names.labels({"arms-control": Label("arms-control", "Arms control", "security")}))

    labels = read_labels(tmp_path)
    assert labels.of("actor", "sergei-lavrov") == Label("sergei-lavrov", "Sergei Lavrov", "person")
    assert labels.of("topic", "arms-control").name == "Arms control"
    assert labels.of("source", "Chancery brief").name == "Chancery brief"
    assert labels.spellings["sergei-lavrov"] == (("Лавров", 1),)
