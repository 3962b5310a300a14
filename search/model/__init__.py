"""
The values that travel between stages, plain and frozen.

    days          a date range, and the days that a published date stands for
    documents     what comes in
    annotations   what extraction finds: mentions
    indexed       what is written to the index
    requests      what is asked
    results       what is answered
    related       a document as it is kept, and those like it
    profiles      an actor or a topic over the whole collection
    reports       what one reindex did
    freezing      how many values of one class are made at once
"""

from search.model.annotations import (
    ActorMention,
    Annotations,
    Basis,
    DateMention,
    Field,
    Granularity,
    Kind,
    TopicMention,
)
from search.model.days import DateRange, last_day_of, published_range
from search.model.documents import RECORD_KEYS, Document
from search.model.indexed import IndexedDocument, LabelledSentence
from search.model.profiles import Facts, Profile, Tenure
from search.model.related import Related, SimilarDocument, StoredDocument, Version
from search.model.reports import Report, Skipped
from search.model.requests import SCOPES, Clock, Match, Scope, SearchRequest, Sort, Unit
from search.model.results import (
    BarGranularity,
    FacetValue,
    HistogramBar,
    Hit,
    Label,
    Notice,
    Reading,
    ReadingPart,
    Repair,
    Results,
    Suggestion,
)

__all__ = [
    "RECORD_KEYS",
    "SCOPES",
    "ActorMention",
    "Annotations",
    "BarGranularity",
    "Basis",
    "Clock",
    "DateMention",
    "DateRange",
    "Document",
    "FacetValue",
    "Facts",
    "Field",
    "Granularity",
    "HistogramBar",
    "Hit",
    "IndexedDocument",
    "Kind",
    "Label",
    "LabelledSentence",
    "Match",
    "Notice",
    "Profile",
    "Reading",
    "ReadingPart",
    "Related",
    "Repair",
    "Report",
    "Results",
    "Scope",
    "SearchRequest",
    "SimilarDocument",
    "Skipped",
    "Sort",
    "StoredDocument",
    "Suggestion",
    "Tenure",
    "TopicMention",
    "Unit",
    "Version",
    "last_day_of",
    "published_range",
]
