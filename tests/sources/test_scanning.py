import os
import pickle
import shutil
from pathlib import Path

import pytest

from search.errors import SeedsMissing
from search.sources import read_documents, read_seed, scan


def paths(folder):
    return [file.path for file in scan(folder).files]


def reasons(folder):
    return {skipped.path: skipped.reason for skipped in scan(folder).skipped}


def test_files_of_every_format_and_of_sub_folders_are_found_in_path_order(seeds):
    folder = seeds({"b/2.json": "{}", "a.txt": "A", "B.HTML": "B", "b/1.csv": "", "b/c/x.md": "X", "z.jsonl": "{}"})

    assert paths(folder) == ["B.HTML", "a.txt", "b/1.csv", "b/2.json", "b/c/x.md", "z.jsonl"]


def test_dot_files_metadata_and_corrections_are_not_documents_and_not_reported(seeds):
    folder = seeds(
        {".hidden.txt": "A", ".git/x.txt": "B", "metadata.csv": "path\n", "actors.toml": "", "topics.toml": ""}
    )

    assert paths(folder) == []
    assert reasons(folder) == {}


def test_an_empty_folder_has_no_files_and_nothing_to_report(tmp_path):
    assert scan(tmp_path).files == ()


@pytest.mark.parametrize("name", ["missing", "a.txt"])
def test_a_missing_folder_is_an_error_that_names_it(seeds, name):
    folder = seeds({"a.txt": "A"})

    with pytest.raises(SeedsMissing, match=name):
        scan(folder / name)


def test_formats_that_are_not_read_are_reported_with_those_that_are(seeds):
    folder = seeds({"cable.docx": "A", "README": "B"})

    assert reasons(folder)["cable.docx"].startswith("its format is not read; the formats are .txt")
    assert "README" in reasons(folder)


def test_links_that_dangle_or_lead_out_or_to_a_folder_are_reported_and_not_followed(seeds, tmp_path):
    folder = seeds({"a/real.txt": "A"})
    (tmp_path / "secret.txt").write_text("S")
    (folder / "dangling.txt").symlink_to("nowhere.txt")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "round.txt").symlink_to("round.txt")
    (folder / "a" / "up").symlink_to(folder)

    assert paths(folder) == ["a/real.txt"]
    assert "leads nowhere" in reasons(folder)["dangling.txt"]
    assert "leads nowhere" in reasons(folder)["round.txt"]
    assert "leads out of the seeds folder" in reasons(folder)["out.txt"]
    assert "leads to a folder" in reasons(folder)["a/up"]


def test_a_link_to_a_file_of_the_folder_is_a_file(seeds):
    folder = seeds({"a/real.txt": "A"})
    (folder / "link.txt").symlink_to("a/real.txt")

    assert [document.id for document in read_documents(folder)] == ["a/real.txt", "link.txt"]


def test_the_folder_itself_may_be_a_link(seeds, tmp_path):
    (tmp_path / "link").symlink_to(seeds({"a.txt": "A"}))

    assert paths(tmp_path / "link") == ["a.txt"]


def test_a_pipe_named_as_a_text_is_reported_and_not_opened(seeds):
    folder = seeds({"a.txt": "A"})
    os.mkfifo(folder / "pipe.txt")

    assert reasons(folder) == {"pipe.txt": "it is not a regular file"}


def test_a_name_that_is_not_utf8_is_reported(seeds):
    folder = seeds({"a.txt": "A"})
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("C")

    assert reasons(folder) == {"caf\ufffd.txt": "its name is not UTF-8; rename it"}


def test_a_fingerprint_changes_with_the_content_and_with_what_metadata_says_and_not_otherwise(seeds):
    def fingerprints(files):
        folder = seeds(files)
        for path in ("a.txt", "b.txt"):
            os.utime(folder / path, ns=(1, 1))
        return [file.fingerprint for file in scan(folder).files]

    before = fingerprints({"a.txt": "A", "b.txt": "B", "metadata.csv": "path,source\na.txt,Desk\n"})
    after = fingerprints({"a.txt": "A", "b.txt": "B", "metadata.csv": "path,source\nb.txt,Desk\na.txt,Desk\n"})
    longer = fingerprints({"a.txt": "A!"})

    assert before[0] == after[0] != longer[0]
    assert before[1] != after[1] == longer[1]


def test_what_travels_to_worker_processes_can_be_pickled(seeds):
    folder = seeds({"a.txt": "A", "b.jsonl": "{", "metadata.csv": "path,source\na.txt,Desk\n"})

    for file in pickle.loads(pickle.dumps(scan(folder))).files:
        reading = read_seed(folder, file, document_characters=100)

        assert pickle.loads(pickle.dumps(reading)) == reading


def test_the_clients_document_is_dated_and_titled():
    seeds = Path(__file__).parents[2] / "seeds"

    document = next(each for each in read_documents(seeds) if each.id == "000_3e7c520cc69bc824.txt")

    assert document.published == "2022-02-17"
    assert document.title == "Lavrov: We will send to Washington our response for security guarantees"
    assert document.body.startswith("Russian Foreign Minister Sergei Lavrov announced")


def test_a_file_that_goes_away_between_scan_and_reading_is_skipped(seeds):
    folder = seeds({"a.txt": "A"})
    (file,) = scan(folder).files
    shutil.rmtree(folder)

    (skipped,) = read_seed(folder, file, document_characters=100).skipped

    assert (skipped.path, skipped.reason) == ("a.txt", "cannot be read: No such file or directory")
