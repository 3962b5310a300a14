"""Files of JSON, JSON Lines and CSV."""

import json

RECORD = {
    "id": "geneva-1",
    "title": "Talks",
    "body": "They met.",
    "published": "1985-11-19",
    "source": "Desk",
    "url": "https://example.org/1",
    "language": "en",
    "author": "A. Writer",
}


def lines(*records):
    return "\n".join(json.dumps(record) for record in records)


def test_a_json_file_is_a_document_with_its_path_as_its_id(reading):
    (document,) = reading("talks.json", json.dumps(RECORD)).documents

    assert document.id == "talks.json"
    assert {key: getattr(document, key) for key in RECORD} == {**RECORD, "id": "talks.json"}


def test_a_json_list_is_a_document_for_each_object(reading):
    documents = reading("talks.json", json.dumps([RECORD, {"body": "Second\n\nThey parted."}])).documents

    assert [document.id for document in documents] == ["talks.json#geneva-1", "talks.json#2"]


def test_a_json_lines_file_is_a_document_for_each_line_with_its_own_id_or_its_line_number(reading):
    documents = reading("talks.jsonl", lines(RECORD) + "\n\n" + lines({"title": "B", "body": "They parted."})).documents

    assert [(document.id, document.title) for document in documents] == [
        ("talks.jsonl#geneva-1", "Talks"),
        ("talks.jsonl#3", "B"),
    ]


def test_an_id_may_be_a_number(reading):
    (document,) = reading("talks.jsonl", lines({"id": 0, "title": "Talks"})).documents

    assert document.id == "talks.jsonl#0"


def test_broken_json_on_line_7_is_skipped_with_its_line_and_the_rest_is_read(reading):
    good = [json.dumps({"title": f"Talks {number}", "body": "They met."}) for number in range(1, 11)]

    result = reading("talks.jsonl", "\n".join([*good[:6], '{"title": "Talks 7", "body": ', *good[7:]]))

    assert [document.id.partition("#")[2] for document in result.documents] == [*list("12345689"), "10"]
    assert result.skipped[0].path == "talks.jsonl"
    assert result.skipped[0].reason.startswith("line 7: it is not JSON: Expecting value at column")


def test_a_line_that_is_not_an_object_or_has_no_text_is_skipped(reading):
    result = reading("talks.jsonl", '[1]\n"Talks"\n{"source": "Desk"}\n{"title": ["Talks"]}\n{"title": "Talks"}')

    assert [document.title for document in result.documents] == ["Talks"]
    assert [skipped.reason.partition(":")[0] for skipped in result.skipped] == ["line 1", "line 2", "line 3", "line 4"]


def test_of_two_lines_with_one_id_the_first_is_kept_and_both_lines_are_named(reading):
    result = reading("talks.jsonl", lines({**RECORD, "title": "First"}, {**RECORD, "title": "Second"}))

    assert [document.title for document in result.documents] == ["First"]
    assert result.skipped[0].reason == "line 2: line 1 already has the id talks.jsonl#geneva-1; change one"


def test_a_line_separator_within_a_json_string_does_not_end_the_line(reading):
    (document,) = reading("talks.jsonl", '{"title": "Talks", "body": "They met.\u2028Again."}').documents

    assert document.body == "They met.\u2028Again."


def test_half_a_character_and_control_characters_of_an_escape_do_not_reach_the_text(reading):
    (document,) = reading("talks.jsonl", r'{"title": "Talks \ud83d", "body": "They\u0000met.\u0007"}').documents

    assert (document.title, document.body) == ("Talks \ufffd", "They met.")


def test_json_that_cannot_be_read_skips_the_file_and_says_where_it_breaks(reading):
    result = reading("talks.json", '{"title": "Talks",\n "body" "They met."}')

    assert result.documents == ()
    assert "it is not JSON: Expecting ':' delimiter at line 2, column 9" in result.skipped[0].reason


def test_json_nested_beyond_reason_skips_the_file(reading):
    result = reading("talks.json", "[" * 100_000)

    assert "it is not JSON" in result.skipped[0].reason


def test_json_that_is_no_object_skips_the_file(reading):
    result = reading("talks.json", "42")

    assert "it is not a JSON object" in result.skipped[0].reason


def test_a_csv_file_is_a_document_for_each_row_with_the_line_its_row_starts_on(reading):
    text = 'Title,Body,Published,Note\nTalks,"They met,\nand ""parted"".",1985-11,x\n\nMore,Again.\n'

    first, second = reading("talks.csv", text).documents

    assert (first.id, first.title, first.published) == ("talks.csv#2", "Talks", "1985-11")
    assert first.body == 'They met,\nand "parted".'
    assert (second.id, second.body) == ("talks.csv#5", "Again.")


def test_a_csv_file_may_be_separated_by_semicolons_or_tabs(reading):
    for separator in ";\t":
        (document,) = reading("talks.csv", f"title{separator}body\nTalks{separator}They met, again.\n").documents

        assert document.body == "They met, again."


def test_a_csv_cell_may_hold_a_long_document(reading):
    (document,) = reading("talks.csv", f'title,body\nTalks,"{"word " * 100_000}"\n').documents

    assert document.body == ("word " * 100_000).strip()


def test_a_csv_file_without_a_body_column_is_skipped(reading):
    result = reading("talks.csv", "title,text\nTalks,They met.\n")

    assert "`body` is not among them" in result.skipped[0].reason


def test_a_csv_row_with_too_many_cells_is_skipped_and_the_rest_is_read(reading):
    result = reading("talks.csv", "title,body\nTalks,They met, again.\nMore,Again.\n")

    assert [document.title for document in result.documents] == ["More"]
    assert result.skipped[0].reason == ("line 2: it has 3 cells for 2 columns; quote a cell that holds a separator")


def test_a_csv_quote_that_never_closes_ends_the_file_with_its_line_and_swallows_nothing(reading):
    result = reading("talks.csv", 'title,body\nTalks,They met.\nMore,"Again.\nLast,Parted.\n')

    assert [document.title for document in result.documents] == ["Talks"]
    assert result.skipped[0].reason.startswith("line 3: unexpected end of data")
