"""Document -> Annotations: who, when and what about."""

from search.extraction.actors import find_actors
from search.extraction.dates import find_dates
from search.extraction.recogniser import with_names_of_model
from search.extraction.topics import find_topics
from search.extraction.versions import extractor_version
from search.model import Annotations, Document

__all__ = ["annotate", "extractor_version"]


def annotate(document: Document, *, model: str = "") -> Annotations:
    """Everything found in a document, each kind in order of appearance; `model` is a spaCy pipeline that adds names."""
    actors = find_actors(document)
    if model:
        actors = with_names_of_model(document, actors, model)
    return Annotations(actors, find_dates(document), find_topics(document))
