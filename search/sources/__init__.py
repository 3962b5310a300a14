"""
Seed files on disk -> Documents.

    scan(seeds)             which files there are, and how to tell that one changed
    found_in(seeds, file)   one file -> its documents, what is skipped in it and what is odd, as they are found
    read_seed(seeds, file)  the same, all together
    read_documents(seeds)   the documents of a whole folder

Everything that travels is frozen and can be pickled, so that files can be read in worker processes. A file that cannot
be read is skipped and named with its reason; it never becomes content and never stops the run.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from pathlib import Path, PurePosixPath

from search.errors import UnreadableDocument
from search.model import Document, Skipped
from search.settings import settings_from
from search.sources.assembly import assemble
from search.sources.encoding import encoding_of
from search.sources.records import Fault, Found, Reader, Reading, Record, Remark, Scan, SeedFile
from search.sources.scanning import scan_folder, unread_format

__all__ = [
    "READERS",
    "Found",
    "Reading",
    "Remark",
    "Scan",
    "SeedFile",
    "found_in",
    "is_read_by_record",
    "read_documents",
    "read_seed",
    "scan",
]


@dataclass(frozen=True, slots=True)
class Format:
    """How the files of a suffix are read: by `read` of a module.

    A single document has the characters of its file. Of a file that is read by record only the bytes are held whole.
    """

    module: str
    is_single: bool = False
    is_by_record: bool = False


READERS = {
    ".txt": Format("search.sources.text", is_single=True),
    ".md": Format("search.sources.text", is_single=True),
    ".html": Format("search.sources.html", is_single=True),
    ".htm": Format("search.sources.html", is_single=True),
    ".json": Format("search.sources.json"),
    ".jsonl": Format("search.sources.jsonl", is_by_record=True),
    ".csv": Format("search.sources.csv", is_by_record=True),
}
_LONGEST_CHARACTER = 4  # bytes, in UTF-8, UTF-16 and UTF-32


def scan(seeds: Path, *, except_for: Path | None = None) -> Scan:
    """Every seed file in path order, and what cannot be one, the folder `except_for` left out (it holds the index).

    Raises SeedsMissing without the folder.
    """
    return scan_folder(seeds, suffixes=tuple(READERS), except_for=except_for)


def is_read_by_record(file: SeedFile) -> bool:
    """True for a file that may hold many documents, of which one is held at a time."""
    return _format(file).is_by_record


def read_seed(seeds: Path, file: SeedFile, *, document_characters: int) -> Reading:
    """All that one file gives, each id once; longer documents than `document_characters` are skipped."""
    return Reading.of(found_in(seeds, file, document_characters=document_characters))


def found_in(seeds: Path, file: SeedFile, *, document_characters: int) -> Iterator[Found]:
    """The same one by one."""
    try:
        content = _content(seeds, file, document_characters=document_characters)
        encoding = encoding_of(content)
        records = _some(_reader(file)(content, encoding.name))
        yield from assemble(file, records, document_characters=document_characters)
    except UnreadableDocument as error:
        yield Skipped(file.path, str(error))
    else:
        if encoding.is_guessed:
            yield Remark(f"{file.path}: read as {encoding.name}, which is a guess; save it as UTF-8 to be sure")


def _some(records: Iterable[Record | Fault]) -> Iterator[Record | Fault]:
    """The records; raises UnreadableDocument when there are none."""
    rest = iter(records)
    first = next(rest, None)
    if first is None:
        raise UnreadableDocument("it holds no documents")
    yield from chain([first], rest)


def read_documents(seeds: Path) -> Iterator[Document]:
    """Every document of a folder in path order, the first of each id, as the default settings read it."""
    longest = int(settings_from({})["document_characters"])
    seen: set[str] = set()
    for file in scan(seeds).files:
        for found in found_in(seeds, file, document_characters=longest):
            if isinstance(found, Document) and found.id not in seen:
                seen.add(found.id)
                yield found


def _content(seeds: Path, file: SeedFile, *, document_characters: int) -> bytes:
    if _format(file).is_single and file.size > document_characters * _LONGEST_CHARACTER:
        raise UnreadableDocument(
            f"has {file.size:,} bytes, more than a document of {document_characters:,} characters can have; "
            "split it, or raise CHANCERY_DOCUMENT_CHARACTERS"
        )
    try:
        content = (seeds / file.path).read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"cannot be read: {error.strerror or error}") from error
    if not content or content.isspace():
        raise UnreadableDocument("is empty")
    return content


def _reader(file: SeedFile) -> Reader:
    # The one place that imports late: trafilatura costs 160 ms of start-up in every worker process, and YAML 17 ms,
    # and a collection of .jsonl or .csv needs neither.
    read: Reader = import_module(_format(file).module).read
    return read


def _format(file: SeedFile) -> Format:
    suffix = PurePosixPath(file.path).suffix.lower()
    if suffix not in READERS:
        raise UnreadableDocument(unread_format(READERS))
    return READERS[suffix]
