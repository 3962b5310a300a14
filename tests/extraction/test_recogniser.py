"""Names that a spaCy pipeline adds to those of the rules. The pipeline is a small one that the tests write."""

import json
import sqlite3
import warnings
from contextlib import closing
from dataclasses import replace

import pytest
from click.testing import CliRunner

from search.cli import main, reindex_command
from search.errors import InvalidSetting
from search.extraction import annotate, extractor_version, recogniser
from search.model import Document, SearchRequest
from search.pipeline import is_current, reindex
from search.searcher import open_index

PATTERNS = [
    {"label": "PERSON", "pattern": "zorblax quillon"},
    {"label": "PERSON", "pattern": "quillon"},
    {"label": "ORG", "pattern": "the Frobnicators"},
    {"label": "ORG", "pattern": "France"},
    {"label": "PERSON", "pattern": "Vienna"},
    {"label": "ORG", "pattern": "Sergei Lavrov of Russia"},
    {"label": "PERSON", "pattern": "Quuxby"},
    {"label": "GPE", "pattern": "Grimble"},
]
TEXT = (
    "The hand of zorblax quillon wrote. France and Sergei Lavrov of Russia replied in Vienna. The Frobnicators "
    "of the Frobnicators' hall at Grimble heard quillon."
)


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy

        folder = tmp_path_factory.mktemp("pipelines") / "small"
        language = spacy.blank("en")
        language.add_pipe("entity_ruler").add_patterns(PATTERNS)
        language.to_disk(folder)
    return str(folder)


def document(body=TEXT):
    return Document("a", "", body, "2022-02-17")


def test_names_of_the_model_come_in_with_its_basis_and_their_words(pipeline):
    added = [one for one in annotate(document(), model=pipeline).actors if one.basis == "model"]

    assert [(one.text, one.actor, one.name, one.kind) for one in added] == [
        ("zorblax quillon", "zorblax-quillon", "zorblax quillon", "person"),
        ("Frobnicators", "frobnicators", "Frobnicators", "organisation"),
        ("quillon", "zorblax-quillon", "zorblax quillon", "person"),
    ]
    assert all(one.text == TEXT[one.start : one.end] for one in added)


def test_what_the_rules_found_or_judged_stays_theirs(pipeline):
    by_rules = annotate(document()).actors
    with_model = annotate(document(), model=pipeline).actors

    assert tuple(one for one in with_model if one.basis != "model") == by_rules
    assert not [one for one in with_model if one.text in ("Vienna", "Sergei Lavrov of Russia", "Grimble")]


def test_a_surname_that_two_persons_of_the_document_bear_is_neither(pipeline):
    body = "Alpha Quuxby and Beta Quuxby are here. Gamma saw Quuxby."
    nlp_names = [("Alpha Quuxby", 0), ("Beta Quuxby", 17)]
    found = tuple(
        replace(mention, start=start, end=start + len(name), text=name, actor=name.lower().replace(" ", "-"), name=name)
        for name, start in nlp_names
        for mention in annotate(document("Vladimir Putin spoke.")).actors[:1]
    )

    added = recogniser.with_names_of_model(document(body), found, pipeline)

    assert added == found


def test_a_text_longer_than_spacy_reads_at_once_is_read_in_pieces(pipeline):
    body = "word " * 250_000 + "zorblax quillon"

    added = annotate(document(body), model=pipeline).actors

    assert [(one.text, one.start) for one in added] == [("zorblax quillon", 1_250_000)]


def test_turning_the_model_on_and_off_reads_anew_and_gives_back_the_identical_index(pipeline, tmp_path):
    seeds, index_dir = tmp_path / "seeds", tmp_path / "index"
    seeds.mkdir()
    (seeds / "a.txt").write_text("A title\n\n" + TEXT)

    def actors():
        return {value.value: value.count for value in open_index(index_dir).search(SearchRequest()).facets["actor"]}

    reindex(seeds, index_dir)
    without, fingerprint = actors(), open_index(index_dir).fingerprint
    assert not is_current(index_dir, pipeline)
    reindex(seeds, index_dir, model=pipeline)
    assert actors() == without | {"zorblax-quillon": 1, "frobnicators": 1}
    assert is_current(index_dir, pipeline)
    with closing(sqlite3.connect(index_dir / "annotations.sqlite")) as cache:
        assert cache.execute("SELECT DISTINCT version FROM annotations").fetchall() == [(extractor_version(pipeline),)]

    reindex(seeds, index_dir)

    assert (actors(), open_index(index_dir).fingerprint) == (without, fingerprint)


@pytest.mark.parametrize("model", ["no_such_pipeline", "no/such/folder", "json", "tests", ".", "a.b"])
def test_a_pipeline_that_is_not_installed_is_named_with_the_remedy(model):
    with pytest.raises(InvalidSetting, match="python -m spacy download"):
        extractor_version(model)


def test_a_pipeline_that_cannot_be_loaded_is_named_with_the_remedy(tmp_path):
    (tmp_path / "meta.json").write_text(json.dumps({"version": "1"}))

    with pytest.raises(InvalidSetting, match="cannot be loaded"):
        annotate(document(), model=str(tmp_path))


def test_the_commands_take_the_model_of_the_environment(pipeline, tmp_path):
    (tmp_path / "a.txt").write_text("A title\n\n" + TEXT)

    result = CliRunner().invoke(main, ["annotate", str(tmp_path / "a.txt")], env={"CHANCERY_MODEL": pipeline})

    assert "zorblax-quillon" in result.output


def test_without_spacy_the_setting_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(recogniser, "find_spec", lambda name: None)
    arguments = ["--seeds", str(tmp_path), "--index", str(tmp_path / "index")]

    result = CliRunner().invoke(reindex_command, arguments, env={"CHANCERY_MODEL": "en_core_web_sm"})

    assert result.exit_code == 1
    assert (
        "CHANCERY_MODEL='en_core_web_sm' needs spaCy, which is not installed: run `pip install .[ner]`" in result.output
    )


def test_the_version_without_a_model_is_that_of_the_rules():
    assert extractor_version() == extractor_version("")
    assert "+" not in extractor_version()
