import pytest

from search.sources import scan


def warnings_of(seeds, metadata, path="a.txt"):
    return scan(seeds({path: "Talks\n\nThey met.", "metadata.csv": metadata})).warnings


def test_a_row_of_metadata_is_stronger_than_the_file(reading):
    row = "path,title,published,source,url,language,author\ntalks.md,New,2022-02-17,Paper,https://e.org,fr,A\n"

    (document,) = reading("talks.md", "---\ntitle: Old\nsource: Old\n---\nThey met.", {"metadata.csv": row}).documents

    assert (document.title, document.published, document.source) == ("New", "2022-02-17", "Paper")
    assert (document.url, document.language, document.author) == ("https://e.org", "fr", "A")


def test_an_empty_cell_says_nothing(reading):
    row = "path,title,published\ntalks.md,,2022\n"

    (document,) = reading("talks.md", "---\ntitle: Own\n---\nThey met.", {"metadata.csv": row}).documents

    assert (document.title, document.published) == ("Own", "2022")


def test_metadata_speaks_of_its_own_folder_only(seeds):
    folder = seeds({"a.txt": "A", "sub/a.txt": "B", "sub/metadata.csv": "path,source\na.txt,Desk\n"})

    outer, inner = scan(folder).files

    assert (outer.row.fields, inner.row.fields) == ((), (("source", "Desk"),))


def test_a_row_speaks_of_every_document_of_its_file(reading):
    beside = {"metadata.csv": "path,source\ntalks.jsonl,Desk\n"}

    documents = reading("talks.jsonl", '{"title": "A"}\n{"title": "B", "source": "Own"}', beside).documents

    assert [document.source for document in documents] == ["Desk", "Desk"]


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ("path,source\nb.txt,Desk\n", "metadata.csv, line 2: there is no file 'b.txt' beside it"),
        ("path,published\na.txt,17 Feb\n", "metadata.csv, line 2: a.txt: published '17 Feb' is not a date"),
        ("path,source\na.txt,A\na.txt,B\n", "metadata.csv, line 3: a.txt has a row already, on line 2"),
        ("path,publised\na.txt,2022\n", "metadata.csv: the column 'publised' is not known"),
        ("file,source\na.txt,Desk\n", "metadata.csv: nothing of it was used: its first line must name the columns"),
        ("path,source\na.txt,Desk, London\n", "metadata.csv, line 2: it has 3 cells for 2 columns"),
        ('path,source\na.txt,"Desk\n', "metadata.csv, line 2: unexpected end of data"),
        (b"path\0", "metadata.csv: nothing of it was used: it looks like a binary file"),
        (
            "path,source\na.txt,Desk\n".encode("utf-16")[:-1],
            "metadata.csv: nothing of it was used: it is marked as utf-16",
        ),
        ("", "metadata.csv: nothing of it was used: line 1: it is empty"),
    ],
)
def test_what_is_wrong_in_metadata_is_a_warning_with_its_place(seeds, metadata, expected):
    (warning,) = warnings_of(seeds, metadata)

    assert warning.startswith(expected)


def test_a_malformed_date_in_metadata_leaves_the_document_undated_and_is_said_once(reading):
    result = reading("a.txt", "Talks\n\nThey met.", {"metadata.csv": "path,published\na.txt,17 Feb\n"})

    assert result.documents[0].published == ""
    assert result.warnings == ()


def test_the_folder_of_metadata_is_named_in_its_warnings(seeds):
    folder = seeds({"sub/a.txt": "A", "sub/metadata.csv": "path\nb.txt\n"})

    assert scan(folder).warnings[0].startswith("sub/metadata.csv, line 2: ")


def test_the_first_row_of_a_file_counts(seeds):
    folder = seeds({"a.txt": "A", "metadata.csv": "path,source\na.txt,First\na.txt,Second\n"})

    assert scan(folder).files[0].row.fields == (("source", "First"),)
