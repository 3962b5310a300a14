"""Corrections from the seeds folder to the page's counts."""

import pytest

from search.model import SearchRequest
from search.pipeline import reindex
from search.searcher import open_index


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("Tariffs\n\nFrance raised its protective tariffs, France said.")
    (folder / "b.txt").write_text("A visit\n\nThe Quartet on Nothing met Germany and France.")
    return folder


@pytest.fixture
def index_dir(tmp_path):
    return tmp_path / "index"


def facets(index_dir):
    results = open_index(index_dir).search(SearchRequest())
    return {
        name: {(value.value, value.label, value.count) for value in values} for name, values in results.facets.items()
    }


def test_corrections_reach_the_counts_at_the_next_reindex(seeds, index_dir):
    reindex(seeds, index_dir)
    (seeds / "actors.toml").write_text(
        '[add.quartet]\nname = "Quartet on Nothing"\nkind = "organisation"\n[merge]\ngermany = "france"\n'
    )
    (seeds / "topics.toml").write_text('[rename]\ntariffs = "Duties"\n')

    report = reindex(seeds, index_dir)

    assert (report.added, report.changed, report.unchanged) == (0, 0, 2)
    assert {("quartet", "Quartet on Nothing", 1), ("france", "France", 2)} <= facets(index_dir)["actor"]
    assert not {value for value, _, _ in facets(index_dir)["actor"]} & {"germany"}
    assert ("tariffs", "Duties", 1) in facets(index_dir)["topic"]


def test_taking_corrections_out_again_gives_back_the_identical_index(seeds, index_dir):
    before = reindex(seeds, index_dir).generation
    counts, fingerprint = facets(index_dir), open_index(index_dir).fingerprint
    (seeds / "actors.toml").write_text('[merge]\ngermany = "france"\n[alias]\nfrance = ["visit"]\n')
    reindex(seeds, index_dir)
    assert open_index(index_dir).fingerprint != fingerprint

    (seeds / "actors.toml").unlink()
    after = reindex(seeds, index_dir).generation

    assert after != before
    assert facets(index_dir) == counts
    assert open_index(index_dir).fingerprint == fingerprint


def test_a_mistake_is_a_warning_until_it_is_mended(seeds, index_dir):
    (seeds / "actors.toml").write_text('[merge]\ngermany = "france"\nfrance = 7\n')

    for _ in range(2):
        (warning,) = reindex(seeds, index_dir).warnings
        assert warning.startswith("actors.toml:3: ")
    assert ("france", "France", 2) in facets(index_dir)["actor"]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ('[merge]\ngermony = "france"\n', 2),
        ("[hide]\nfrance = ['x']\ngermony = true\n", 3),
        ("[rename]\ngermony = 'Deutschland'\n", 2),
        ("[alias]\n\ngermony = ['Allemagne']\n", 3),
        ("[[split]]\ntexts = ['Germany']\nactor = 'germony'\ninto = 'saar'\n", 3),
    ],
)
def test_an_actor_that_nothing_names_is_a_warning_with_its_line_and_what_was_perhaps_meant(
    seeds, index_dir, source, line
):
    (seeds / "actors.toml").write_text(source)

    for _ in range(2):
        (warning,) = reindex(seeds, index_dir).warnings
        assert warning == f"actors.toml:{line}: nothing names an actor 'germony'; did you mean 'germany'?"


def test_an_actor_that_is_merged_away_hidden_or_known_for_its_facts_is_no_mistake(seeds, index_dir):
    (seeds / "actors.toml").write_text(
        '[merge]\ngermany = "france"\n[hide]\nfrance = true\n[rename]\nbrazil = "Brasil"\n'
        '[add.quartet]\nname = "Quartet"\nkind = "organisation"\n[alias]\nquartet = ["The Four"]\n'
    )
    assert reindex(seeds, index_dir).warnings == ()

    (seeds / "a.txt").write_text("Peace\n\nNobody came.")

    assert reindex(seeds, index_dir).warnings == ()


def test_corrections_neither_read_a_seed_nor_extract_anew(seeds, index_dir, monkeypatch):
    reindex(seeds, index_dir)
    (seeds / "actors.toml").write_text(
        '[add.quartet]\nname = "Quartet on Nothing"\nkind = "organisation"\n'
        '[alias]\nfrance = ["protective"]\n[merge]\ngermany = "france"\n'
    )
    for reader in ("found_in", "annotate"):
        monkeypatch.setattr(f"search.indexing.{reader}", lambda *_, **__: pytest.fail("a text was read again"))

    reindex(seeds, index_dir)

    assert facets(index_dir)["actor"] == {("quartet", "Quartet on Nothing", 1), ("france", "France", 2)}


def test_a_merge_that_a_split_undoes_leaves_the_identical_index(seeds, index_dir):
    def shown():
        index = open_index(index_dir)
        stored = [index.document(f"{name}.txt") for name in ("a", "b")]
        return facets(index_dir), stored, index.values("actor"), index.search(SearchRequest(actors=("germany",)))

    reindex(seeds, index_dir)
    before = shown()
    (seeds / "actors.toml").write_text(
        '[merge]\ngermany = "france"\n[[split]]\nactor = "france"\ntexts = ["Germany"]\ninto = "germany"\n'
    )

    reindex(seeds, index_dir)

    assert shown()[:3] == before[:3]
    assert [hit.id for hit in shown()[3].hits] == [hit.id for hit in before[3].hits]
