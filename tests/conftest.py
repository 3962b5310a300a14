"""What the tests of every part share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from search.model import Document
from tests.lacking import lacking

PROJECT = Path(__file__).parents[1]

# On a build machine every run draws the same examples, so that a change is judged by what it changed; elsewhere every
# run draws new ones. What they find is mended, and kept as an example of its own.
settings.register_profile("steady", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("steady")


@pytest.fixture(scope="session")
def labelled_data():
    """The folder of labelled sets, which do not come with the project: $CHANCERY_DATA, else ../shared/data."""
    named = os.environ.get("CHANCERY_DATA")
    folder = Path(named or PROJECT.parent / "shared" / "data")
    if named and not folder.is_dir():
        pytest.fail(f"CHANCERY_DATA names no folder: {folder}")
    if not folder.is_dir():
        lacking(f"the labelled sets are not there: no folder {folder}; set CHANCERY_DATA")
    return folder


@pytest.fixture(scope="session")
def client_document():
    """The document the product was asked for with."""
    row = {"id": "000_3e7c520cc69bc824.txt", "published": "2022-02-17"}
    title, body = (PROJECT / "seeds" / row["id"]).read_text(encoding="utf-8").split("\n", 1)
    return Document.from_record(row | {"title": title, "body": body})
