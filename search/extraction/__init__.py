"""Document -> Annotations: who, when and what about."""

from search.extraction.actors import find_actors
from search.extraction.dates import find_dates
from search.extraction.topics import find_topics
from search.extraction.versions import extractor_version
from search.model import Annotations, Document

__all__ = ["annotate", "extractor_version"]


def annotate(document: Document) -> Annotations:
    """Everything found in a document, each kind in order of appearance."""
    return Annotations(find_actors(document), find_dates(document), find_topics(document))
