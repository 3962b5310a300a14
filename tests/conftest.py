"""What the tests of every part share."""

import os
from pathlib import Path

import pytest

from search.model import Document

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def labelled_data():
    """The folder of labelled sets: $CHANCERY_DATA, else ../shared/data beside the project."""
    folder = Path(os.environ.get("CHANCERY_DATA") or PROJECT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"the labelled sets are not there: no folder {folder}; set CHANCERY_DATA")
    return folder


@pytest.fixture(scope="session")
def client_document():
    """The document the product was asked for with."""
    row = {"id": "000_3e7c520cc69bc824.txt", "published": "2022-02-17"}
    title, body = (PROJECT / "seeds" / row["id"]).read_text(encoding="utf-8").split("\n", 1)
    return Document.from_record(row | {"title": title, "body": body})
