"""What holds of every format: empty files, long files, ids across files."""

import re
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.model import Document
from search.sources import READERS, SeedFile, found_in, read_documents, read_seed

SCRAPS = [
    "---\n",
    "published: 2022\n",
    "<p>",
    "</html>",
    "<meta charset=koi8-r>",
    '{"title": "A"',
    "}",
    "\n",
    '"',
    ",body\n",
]
UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
SEEDS_OF_NOISE = st.lists(st.one_of(st.binary(max_size=8), st.sampled_from(SCRAPS).map(str.encode)), max_size=12)


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("content", ["", " \n\n\t\n"])
def test_an_empty_file_is_skipped(reading, suffix, content):
    result = reading(f"talks{suffix}", content)

    assert result.documents == ()
    assert [(skipped.path, skipped.reason) for skipped in result.skipped] == [(f"talks{suffix}", "is empty")]


@pytest.mark.parametrize("suffix", READERS)
def test_a_binary_file_is_skipped_whatever_its_name(reading, suffix):
    result = reading(f"talks{suffix}", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))

    assert result.documents == ()
    assert "binary" in result.skipped[0].reason


@pytest.mark.parametrize(("suffix", "content"), [(".json", "[]"), (".csv", "title,body\n")])
def test_a_file_without_documents_is_skipped(reading, suffix, content):
    result = reading(f"talks{suffix}", content)

    assert [skipped.reason for skipped in result.skipped] == ["it holds no documents"]


@pytest.mark.parametrize("length", [400, 5000])
def test_a_document_longer_than_the_setting_is_skipped_with_the_remedy(reading, length):
    result = reading("talks.txt", "Talks\n\n" + "x" * length, document_characters=100)

    assert result.documents == ()
    assert "CHANCERY_DOCUMENT_CHARACTERS" in result.skipped[0].reason


def test_a_long_line_does_not_keep_the_others_from_being_read(reading):
    result = reading(
        "talks.jsonl", '{"title": "A", "body": "' + "x" * 500 + '"}\n{"title": "B"}', document_characters=100
    )

    assert [document.title for document in result.documents] == ["B"]
    assert result.skipped[0].reason.startswith("line 1: it has 500 characters")


def test_a_file_of_50_megabytes_with_many_documents_is_read(reading):
    line = '{"title": "Talks", "body": "' + "They met again. " * 3200 + '"}\n'

    result = reading("talks.jsonl", line * 1000)

    assert len(result.documents) == 1000
    assert result.skipped == ()


def test_a_line_and_a_file_that_share_an_id_are_one_document(seeds):
    folder = seeds({"a.jsonl": '{"id": "b.txt", "title": "Line"}', "a.jsonl#b.txt": "File"})

    assert [document.title for document in read_documents(folder)] == ["Line"]


def test_a_folder_is_read_in_path_order(seeds):
    folder = seeds({"b.txt": "B", "a/x.md": "X", "bad.json": "{"})

    assert [document.id for document in read_documents(folder)] == ["a/x.md", "b.txt"]


@pytest.mark.parametrize("suffix", READERS)
def test_whatever_a_file_holds_it_gives_sound_documents_or_reasons(tmp_path_factory, suffix):
    folder = tmp_path_factory.mktemp("seeds")

    @settings(max_examples=40, deadline=None)
    @given(SEEDS_OF_NOISE)
    def read(pieces):
        content = b"".join(pieces)
        (folder / f"a{suffix}").write_bytes(content)

        reading = read_seed(folder, SeedFile(f"a{suffix}", len(content), 1), document_characters=1000)

        assert reading.documents or reading.skipped
        assert not any(UNSOUND.search(document.title + document.body) for document in reading.documents)

    read()


@pytest.mark.parametrize(
    ("suffix", "head", "record"), [(".jsonl", "", '{{"body": "{}"}}\n'), (".csv", "body\n", "{}\n")]
)
def test_of_a_file_of_many_records_only_its_bytes_are_held(tmp_path, suffix, head, record):
    content = (head + record.format("They met. " * 100) * 4000).encode()
    (tmp_path / f"a{suffix}").write_bytes(content)
    file = SeedFile(f"a{suffix}", len(content), 1)

    tracemalloc.start()
    count = sum(isinstance(found, Document) for found in found_in(tmp_path, file, document_characters=2000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 4000
    assert peak < len(content) * 1.7
