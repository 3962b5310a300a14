"""
Every error of the engine. Each message names the thing and says what to do about it.

SearchError
├── IndexMissing         no index has been built yet
├── IndexOutdated        the index was built by another version of the schema
├── IndexDamaged         a file of the index is not what was written
├── IndexUnreadable      the index folder cannot be read: not a folder, not ours
├── CacheDamaged         the cache of annotations is not what was written
├── IndexBusy            another reindex holds the lock
├── IndexUnwritable      the index folder cannot be written: full, read-only, not ours
├── WorkerDied           a process of a reindex was ended from outside
├── SearchTooLong        a search took longer than it may
├── SeedsMissing         the folder of seeds does not exist
├── InvalidCorrection    a line of the collection's actors.toml or topics.toml is wrong
├── InvalidSetting       a setting has a value that cannot be used
└── UnreadableDocument   a seed could not be read
    └── InvalidRecord    a record lacks something or has a value of the wrong kind
"""


class SearchError(Exception):
    """Base of all errors of the engine."""


class IndexMissing(SearchError):
    """No index has been built yet."""


class IndexOutdated(SearchError):
    """The index was built by another version of the schema."""


class IndexDamaged(SearchError):
    """A file of the index is not what was written."""


class IndexUnreadable(SearchError):
    """The index folder cannot be read: not a folder, not ours."""


class CacheDamaged(SearchError):
    """The cache of annotations is not what was written."""


class IndexBusy(SearchError):
    """Another reindex holds the lock."""


class IndexUnwritable(SearchError):
    """The index folder cannot be written: full, read-only, not ours."""


class WorkerDied(SearchError):
    """A process of a reindex was ended from outside."""


class SearchTooLong(SearchError):
    """A search took longer than it may."""


class SeedsMissing(SearchError):
    """The folder of seeds does not exist."""


class InvalidCorrection(SearchError):
    """A line of the collection's actors.toml or topics.toml is wrong."""


class InvalidSetting(SearchError):
    """A setting has a value that cannot be used."""


class UnreadableDocument(SearchError):
    """A seed could not be read."""


class InvalidRecord(UnreadableDocument):
    """A record lacks something, or has a value of the wrong kind under `key`."""

    def __init__(self, message: str, *, key: str) -> None:
        super().__init__(message)
        self.key = key
