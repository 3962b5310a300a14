import pytest

from search.settings import settings_from
from search.sources import read_seed, scan

DOCUMENT_CHARACTERS = settings_from({})["document_characters"]


@pytest.fixture
def seeds(tmp_path):
    """Writes files, given as paths with their text or bytes, into a folder of seeds, and gives the folder."""

    def write(files):
        for path, content in files.items():
            target = tmp_path / "seeds" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "seeds"

    return write


@pytest.fixture
def reading(seeds):
    """Reads one file of a folder of seeds: its path and content, and the files beside it."""

    def read(path, content, beside=None, document_characters=DOCUMENT_CHARACTERS):
        folder = seeds({path: content, **(beside or {})})
        (file,) = [file for file in scan(folder).files if file.path == path]
        return read_seed(folder, file, document_characters=document_characters)

    return read
