"""Ids are names, never paths; seeds are what lies in the folder, never what it points to."""

import os

import pytest

from search.model import SearchRequest
from search.pipeline import reindex
from search.searcher import open_index
from web import create_app

SECRET = "the secret beside the seeds"


@pytest.fixture
def site(tmp_path):
    """A site whose seeds folder has a secret beside it, and links that lead there."""
    seeds = tmp_path / "seeds"
    (seeds / "inner").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(f"Secret\n\n{SECRET}")
    (seeds / "note.txt").write_text("Note\n\nTalks in Geneva.")
    os.symlink(tmp_path / "outside" / "secret.txt", seeds / "linked.txt")
    os.symlink(tmp_path / "outside", seeds / "inner" / "folder")
    os.symlink(seeds, seeds / "inner" / "round")
    report = reindex(seeds, tmp_path / "index")
    return tmp_path, report


def test_links_that_lead_out_of_the_seeds_are_not_followed(site):
    folder, report = site

    assert open_index(folder / "index").size == 1
    assert open_index(folder / "index").search(SearchRequest("secret")).total == 0
    assert "linked.txt" in {skipped.path for skipped in report.skipped}


@pytest.mark.parametrize(
    "name",
    [
        "../outside/secret.txt",
        "..%2foutside%2fsecret.txt",
        "%2e%2e/outside/secret.txt",
        "....//outside/secret.txt",
        "/etc/passwd",
        "//etc/passwd",
        "inner/folder/secret.txt",
        "note.txt%00",
        "generations/000001/manifest.json",
    ],
)
@pytest.mark.parametrize("place", ["/documents/", "/api/documents/", "/static/", "/actors/", "/topics/"])
def test_an_id_never_becomes_a_path(site, place, name):
    folder, _ = site
    response = create_app({"INDEX_DIR": str(folder / "index")}).test_client().get(place + name)

    assert response.status_code in (308, 404)
    assert SECRET not in response.text
    assert "root:" not in response.text


def test_the_index_is_for_its_owner_alone(site):
    folder, _ = site
    generation = next((folder / "index" / "generations").iterdir())

    assert (folder / "index").stat().st_mode & 0o077 == 0
    assert generation.stat().st_mode & 0o077 == 0
