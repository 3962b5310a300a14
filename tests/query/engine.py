"""A collection, indexed for the length of a test."""

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from search.columnar.index import open_columnar
from search.columnar.writing import write_index
from search.model import Annotations, IndexedDocument, published_range
from search.query import compile_query


@contextmanager
def engine(collection, names=None):
    """A function from a tree to the ids of the documents that the engine finds."""
    with TemporaryDirectory() as folder:
        write_index(Path(folder), collection)
        index = open_columnar(Path(folder))
        yield lambda tree: {
            index.document_id(int(n)) for n in index.evaluate(compile_query(tree, names=names).query)[0]
        }


def indexed(document, *, actors=(), topics=(), mentioned=()):
    published = published_range(document.published) if document.published else None
    return IndexedDocument(document, Annotations(), tuple(actors), tuple(topics), published, tuple(mentioned))
