"""What comes in: a document, from the record of a seed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from search.errors import InvalidRecord
from search.model.days import published_range

RECORD_KEYS = ("id", "title", "body", "published", "source", "url", "language", "author")


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is known about it. `published` is an ISO day, month or year, or empty."""

    id: str
    title: str
    body: str
    published: str = ""
    source: str = ""
    url: str = ""
    language: str = ""
    author: str = ""

    @classmethod
    def from_record(cls, record: Mapping[str, object]) -> Document:
        """A document from the JSON keys of a seed, other keys left alone; InvalidRecord names a wrong key."""
        values = {key: _text_of(key, record.get(key)) for key in RECORD_KEYS}
        if not values["id"]:
            raise InvalidRecord("a document needs an id; give it the key `id`", key="id")
        if values["published"]:
            published_range(values["published"])
        return cls(**values)

    @property
    def text_hash(self) -> str:
        """SHA-256 of all that extraction reads: title, body and publication date."""
        read = json.dumps([self.title, self.body, self.published], ensure_ascii=False)
        return hashlib.sha256(read.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def content_hash(self) -> str:
        """SHA-256 of every field; two documents with equal hashes are the same document."""
        everything = json.dumps([getattr(self, key) for key in RECORD_KEYS], ensure_ascii=False)
        return hashlib.sha256(everything.encode("utf-8", "surrogatepass")).hexdigest()


def _text_of(key: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        raise InvalidRecord(f"`{key}` must be text, not {type(value).__name__}", key=key)
    return str(value).strip() if key != "body" else str(value)
