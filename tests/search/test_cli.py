import json

import pytest
from click.testing import CliRunner

from search.cli import main, reindex_command
from search.storage import live_name, locked


@pytest.fixture
def folders(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("Arms control\n\nOn 17 February 2022 Russia spoke of arms control with Italy.")
    (seeds / "b.md").write_text("---\ntitle: Grain\npublished: 2022-03\n---\nGrain left the port.")
    return seeds, tmp_path / "index"


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def reindexed(folders, *flags):
    return run(reindex_command, "--seeds", folders[0], "--index", folders[1], *flags)


def asked(folders, *arguments):
    assert reindexed(folders, "--quiet").exit_code in (0, 3)
    return run(main, *arguments, "--index", folders[1])


def test_reindex_says_what_it_did(folders):
    result = reindexed(folders)

    assert result.exit_code == 0
    assert "2 documents: 2 added, 0 changed, 0 unchanged, 0 removed, 0 skipped" in result.output


def test_some_skipped_is_an_exit_code_of_its_own_and_each_is_named(folders):
    (folders[0] / "empty.txt").write_text("")

    result = reindexed(folders)

    assert result.exit_code == 3
    assert "skipped empty.txt" in result.output


def test_the_report_can_be_read_by_programs(folders):
    report = json.loads(reindexed(folders, "--json").stdout)

    assert (report["added"], report["skipped"]) == (2, [])


def test_a_missing_folder_is_an_error_in_one_line(folders, tmp_path):
    result = run(reindex_command, "--seeds", tmp_path / "nowhere", "--index", folders[1])

    assert result.exit_code == 1
    assert result.output.startswith("error: ")
    assert "Traceback" not in result.output


def test_a_second_reindex_has_its_own_exit_code(folders):
    with locked(folders[1]):
        assert reindexed(folders).exit_code == 4


def test_if_needed_does_nothing_where_there_is_an_index(folders):
    reindexed(folders)
    (folders[0] / "c.txt").write_text("New")

    result = reindexed(folders, "--if-needed")

    assert (result.exit_code, live_name(folders[1])) == (0, "000001")


def test_check_finds_what_was_damaged(folders):
    reindexed(folders)
    assert reindexed(folders, "--check").exit_code == 0

    (folders[1] / "generations" / "000001" / "labels.json").write_text("{}")

    result = reindexed(folders, "--check")
    assert result.exit_code == 5
    assert "labels.json" in result.output


def test_a_query_from_the_shell(folders):
    result = asked(folders, "query", "grain")

    assert "1 document:" in result.output
    assert "[Grain]" in result.output


def test_a_query_for_programs_narrowed_by_date(folders):
    answer = json.loads(asked(folders, "query", "--from", "2022-03", "--to", "2022", "--json").output)

    assert [hit["id"] for hit in answer["hits"]] == ["b.md"]
    assert answer["total"] == 1


def test_a_query_for_actors_that_meet_in_a_sentence(folders):
    (folders[0] / "c.txt").write_text("Talks\n\nRussia spoke. Italy listened.")
    both = ("query", "--actor", "russia", "--actor", "italy", "--all-actors", "--json")

    answer = json.loads(asked(folders, *both, "--scope", "sentence").output)

    assert [hit["id"] for hit in answer["hits"]] == ["a.txt"]
    assert answer["together"] == {"document": 2, "paragraph": 2, "sentence": 1}
    assert answer["reading"] == "Documents naming Russia and Italy, in the same sentence."


def test_a_scope_that_is_none_is_wrong_usage(folders):
    result = asked(folders, "query", "--scope", "page")

    assert result.exit_code == 2
    assert "'document', 'paragraph', 'sentence'" in result.output


@pytest.mark.parametrize("dates", [("--from", "notadate"), ("--from", "2023", "--to", "2022")])
def test_a_date_that_is_none_is_wrong_usage(folders, dates):
    result = asked(folders, "query", *dates)

    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_without_an_index_the_remedy_is_named(tmp_path):
    result = run(main, "query", "x", "--index", tmp_path)

    assert result.exit_code == 5
    assert "run `reindex`" in result.output


def test_annotate_shows_every_mention_where_it_stands(folders):
    text = (folders[0] / "a.txt").read_text()
    result = run(main, "annotate", folders[0] / "a.txt", "--published", "2022-02-18", "--json")

    found = json.loads(result.output)
    body = text.split("\n\n", 1)[1]
    assert {mention["actor"] for mention in found["actors"]} == {"russia", "italy"}
    assert [mention["first_day"] for mention in found["dates"]] == ["2022-02-17"]
    assert all(m["text"] == body[m["start"] : m["end"]] for m in found["actors"] if m["field"] == "body")


def test_annotate_paints_the_text(folders):
    result = run(main, "annotate", folders[0] / "a.txt", "--html")

    assert result.output.lstrip().lower().startswith("<!doctype html>")


def test_annotate_names_a_file_that_cannot_be_read(folders):
    (folders[0] / "empty.txt").write_text("")

    result = run(main, "annotate", folders[0] / "empty.txt")

    assert result.exit_code == 1
    assert "empty.txt: is empty" in result.output


def test_annotate_names_the_formats_where_a_file_has_another(folders):
    (folders[0] / "cable").write_text("They met.")

    result = run(main, "annotate", folders[0] / "cable")

    assert result.exit_code == 1
    assert "cable: its format is not read; the formats are .txt" in result.output


def test_annotate_names_the_lines_of_a_file_that_it_skips(folders):
    (folders[0] / "two.jsonl").write_text('{"id": "a", "title": "Talks", "body": "They met in Geneva."}\nno JSON\n')

    result = run(main, "annotate", folders[0] / "two.jsonl")

    assert result.exit_code == 0
    assert "skipped two.jsonl: line 2: " in result.stderr
    assert "Geneva" not in result.stderr


def test_the_collection_can_be_listed(folders):
    actors = json.loads(asked(folders, "actors", "--json").output)
    topics = asked(folders, "topics").output
    stats = json.loads(asked(folders, "stats", "--json").output)

    assert [actor["value"] for actor in actors] == ["italy", "russia"]
    assert "arms-control" in topics
    assert (stats["documents"], stats["actors"]) == (2, 2)


def test_groups_of_topics_are_not_counted_as_topics(folders):
    topics = json.loads(asked(folders, "topics", "--json").output)

    assert [topic["value"] for topic in topics if topic["parent"]] == ["arms-control", "grain"]
    assert json.loads(run(main, "stats", "--json", "--index", folders[1]).output)["topics"] == 2


def test_a_setting_out_of_bounds_is_an_error_in_one_line(folders, monkeypatch):
    assert reindexed(folders, "--quiet").exit_code == 0
    monkeypatch.setenv("CHANCERY_PAGE_SIZE", "0")

    result = run(main, "query", "grain", "--index", folders[1])

    assert result.exit_code == 1
    assert result.output == "error: CHANCERY_PAGE_SIZE='0' is out of bounds; write a number from 1 to 100\n"


def test_an_empty_folder_of_seeds_is_said_with_what_belongs_there(folders):
    for seed in folders[0].iterdir():
        seed.unlink()

    result = reindexed(folders)

    assert result.exit_code == 0
    assert f"warning {folders[0]} holds no documents; put .txt, .md," in result.output


def test_similar_names_the_versions_of_a_story(folders):
    (folders[0] / "copy.txt").write_text(
        "Grain again\n\n" + "Ships left the port of Odesa with grain for nine states. " * 3
    )
    (folders[0] / "copy-2.txt").write_text(
        "Grain\n\n" + "Ships left the port of Odesa with grain for nine states. " * 3
    )

    result = asked(folders, "similar", "copy.txt", "--json")

    assert [version["id"] for version in json.loads(result.stdout)["versions"]] == ["copy-2.txt"]
    assert "copy-2.txt · 100% alike" in asked(folders, "similar", "copy.txt").output


def test_similar_to_an_unknown_document_is_a_wrong_usage(folders):
    result = asked(folders, "similar", "nothing.txt")

    assert result.exit_code == 2
    assert "no document has the id 'nothing.txt'" in result.output
