"""The seeds folder -> its files in path order, and what in it is not one."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from search.errors import SeedsMissing
from search.model import Skipped
from search.sources.metadata import read_metadata
from search.sources.records import METADATA_FILE, MetadataRow, Scan, SeedFile

# The collection's own corrections, which `extraction` reads, stand at the top of the seeds folder.
CORRECTIONS = ("actors.toml", "topics.toml")


def scan_folder(seeds: Path, *, suffixes: tuple[str, ...], except_for: Path | None = None) -> Scan:
    """Every file below `seeds` whose name ends in one of `suffixes`, the folder `except_for` left out.

    Raises SeedsMissing without the folder.
    """
    if not seeds.is_dir():
        raise SeedsMissing(f"there is no folder of seeds at {seeds}; make it and put documents in it, or name another")
    files: list[SeedFile] = []
    skipped: list[Skipped] = []
    warnings: list[str] = []
    root = os.path.realpath(seeds)
    for folder, entries in _folders(root, skipped, os.path.realpath(except_for) if except_for else ""):
        rows, remarks = read_metadata(Path(root, folder), folder, [entry.name for entry in entries])
        warnings.extend(remarks)
        for entry in entries:
            found = _look(entry, folder + entry.name, root, suffixes, rows)
            if isinstance(found, SeedFile):
                files.append(found)
            elif found:
                skipped.append(Skipped(_printable(folder + entry.name), found))
    files.sort(key=lambda file: file.path)
    skipped.sort(key=lambda each: each.path)
    return Scan(tuple(files), tuple(skipped), tuple(warnings))


def _folders(root: str, skipped: list[Skipped], except_for: str) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Each folder as its prefix ("" or "a/b/") with its entries that are not folders.

    Dot-names are left out, and so is the folder `except_for`, an absolute path.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as scanned:
                entries = [entry for entry in scanned if not entry.name.startswith(".")]
        except OSError as error:
            skipped.append(Skipped(_printable(folder), f"the folder cannot be read: {error.strerror}"))
            continue
        inner = {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
        waiting.extend(f"{folder}{name}/" for name in inner if os.path.join(root, folder, name) != except_for)
        yield folder, [entry for entry in entries if entry.name not in inner]


def _look(
    entry: os.DirEntry[str], path: str, root: str, suffixes: tuple[str, ...], rows: Mapping[str, MetadataRow]
) -> SeedFile | str:
    """The seed file, else the reason why it is none, else "" for a file that is not meant to be one."""
    if entry.name == METADATA_FILE or path in CORRECTIONS:
        return ""
    if not entry.name.isascii() and path != _printable(path):
        return "its name is not UTF-8; rename it"
    if entry.is_symlink() and (reason := _fault_of_link(entry.path, root)):
        return reason
    if not entry.is_file():
        return "it is not a regular file"
    if not entry.name.lower().endswith(suffixes):
        return unread_format(suffixes)
    try:
        status = entry.stat()
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return SeedFile(path, status.st_size, status.st_mtime_ns, rows.get(entry.name, MetadataRow()))


def unread_format(suffixes: Iterable[str]) -> str:
    """What is said of a file whose name ends in none of `suffixes`."""
    return f"its format is not read; the formats are {', '.join(suffixes)}"


def _fault_of_link(path: str, root: str) -> str:
    target = os.path.realpath(path)
    if not os.path.exists(target):
        return "the link leads nowhere; remove or mend it"
    if os.path.commonpath((root, target)) != root:
        return "the link leads out of the seeds folder; copy the file instead"
    if os.path.isdir(target):
        return "the link leads to a folder, whose files are read where they are"
    return ""


def _printable(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
