"""
Seed files on disk -> Documents.

    scan(seeds)             which files there are, and how to tell that one changed
    read_seed(seeds, file)  one file -> its documents, what was skipped in it, and warnings
    read_documents(seeds)   both, for a whole folder

Everything that travels is frozen and can be pickled, so that files can be read in worker processes. A file that cannot
be read is skipped and named with its reason; it never becomes content and never stops the run.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath

from search.errors import UnreadableDocument
from search.model import Document, Skipped
from search.settings import settings_from
from search.sources.assembly import assemble
from search.sources.encoding import encoding_of
from search.sources.records import Reader, Reading, Scan, SeedFile
from search.sources.scanning import scan_folder

__all__ = ["READERS", "Reading", "Scan", "SeedFile", "read_documents", "read_seed", "scan"]

# A module that gives `read`, by the suffix it reads.
READERS = {
    ".txt": "search.sources.text",
    ".md": "search.sources.text",
    ".html": "search.sources.html",
    ".htm": "search.sources.html",
    ".json": "search.sources.json",
    ".jsonl": "search.sources.jsonl",
    ".csv": "search.sources.csv",
}
# Readers of one document a file whose characters are bounded before they are parsed.
_BOUNDED = (".txt", ".md", ".html", ".htm")
_LONGEST_CHARACTER = 4  # bytes, in UTF-8, UTF-16 and UTF-32


def scan(seeds: Path) -> Scan:
    """Every seed file in path order, and what cannot be one; raises SeedsMissing without the folder."""
    return scan_folder(seeds, suffixes=tuple(READERS))


def read_seed(seeds: Path, file: SeedFile, *, document_characters: int) -> Reading:
    """The documents of one file, each id once; longer ones than `document_characters` are skipped."""
    try:
        content = _content(seeds, file, document_characters=document_characters)
        encoding = encoding_of(content)
        found = tuple(_reader(file)(content, encoding.name))
        if not found:
            raise UnreadableDocument("it holds no documents")
    except UnreadableDocument as error:
        return Reading(skipped=(Skipped(file.path, str(error)),))
    reading = assemble(file, found, document_characters=document_characters)
    if not encoding.is_guessed:
        return reading
    return reading.warning(f"{file.path}: read as {encoding.name}, which is a guess; save it as UTF-8 to be sure")


def read_documents(seeds: Path) -> Iterator[Document]:
    """Every document of a folder in path order, the first of each id, as the default settings read it."""
    longest = int(settings_from({})["document_characters"])
    seen: set[str] = set()
    for file in scan(seeds).files:
        for document in read_seed(seeds, file, document_characters=longest).documents:
            if document.id not in seen:
                seen.add(document.id)
                yield document


def _content(seeds: Path, file: SeedFile, *, document_characters: int) -> bytes:
    if _suffix(file) in _BOUNDED and file.size > document_characters * _LONGEST_CHARACTER:
        raise UnreadableDocument(
            f"has {file.size:,} bytes, more than a document of {document_characters:,} characters can have; "
            "split it, or raise CHANCERY_DOCUMENT_CHARACTERS"
        )
    try:
        content = (seeds / file.path).read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"cannot be read: {error.strerror or error}") from error
    if not content.strip():
        raise UnreadableDocument("is empty")
    return content


def _reader(file: SeedFile) -> Reader:
    # The one place that imports late: trafilatura costs 160 ms of start-up in every worker process, and YAML 17 ms,
    # and a collection of .jsonl or .csv needs neither.
    read: Reader = import_module(READERS[_suffix(file)]).read
    return read


def _suffix(file: SeedFile) -> str:
    return PurePosixPath(file.path).suffix.lower()
