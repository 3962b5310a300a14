"""A document -> the other versions of its story, and the documents like it, with what they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from search.analysis import terms
from search.live import OpenGeneration
from search.model import Document, Label, Related, SimilarDocument, Version
from search.records import document_from_text
from search.similar import Likeness, likenesses
from search.versions import Wording, share_alike, wording_of

LEAST_ALIKE = 0.5  # of the words of the shorter text, for two to be one story
_LEAST_HELD = 0.6  # of the telling words of a text, to be worth comparing with it word for word
_MOST_COMPARED = 20
_MOST_SHOWN = 5  # words, actors and topics of each that are named


def related_to(current: OpenGeneration, number: int, limit: int) -> Related:
    """All versions among the documents that have most words in common, and `limit` others that are similar."""
    found = likenesses(current.index, number)
    versions = current.index.remembered(("versions", number), lambda: _versions(current, number, found))
    ids = {version.id for version in versions}
    others = (likeness for likeness in found if current.index.document_id(likeness.document) not in ids)
    similar = [_similar(current, likeness) for likeness, _ in zip(others, range(limit), strict=False)]
    return Related(versions, tuple(similar))


# --- the same story -----------------------------------------------------------------------------


def _versions(current: OpenGeneration, number: int, found: Sequence[Likeness]) -> tuple[Version, ...]:
    nearest = sorted((one for one in found if one.held >= _LEAST_HELD), key=lambda one: -one.held)[:_MOST_COMPARED]
    if not nearest:
        return ()
    wording = wording_of(_document(current, number).body)
    versions = (_version(_document(current, one.document), wording) for one in nearest)
    same_story = [version for version in versions if version.alike >= LEAST_ALIKE]
    return tuple(sorted(same_story, key=lambda version: (-version.alike, abs(version.longer_by), version.id)))


def _version(document: Document, wording: Wording) -> Version:
    other = wording_of(document.body)
    return Version(
        document.id,
        document.title or document.id,
        document.published,
        document.source,
        alike=share_alike(wording, other),
        longer_by=len(other.words) - len(wording.words),
    )


# --- like it ------------------------------------------------------------------------------------


def _similar(current: OpenGeneration, likeness: Likeness) -> SimilarDocument:
    document = _document(current, likeness.document)
    actors = [current.labels.of("actor", value) for value in likeness.actors[:_MOST_SHOWN]]
    return SimilarDocument(
        document.id,
        document.title or document.id,
        document.published,
        document.source,
        score=likeness.score,
        words=_not_names(current, likeness.words, actors)[:_MOST_SHOWN],
        actors=tuple(actors),
        topics=tuple(current.labels.of("topic", value) for value in likeness.topics[:_MOST_SHOWN]),
    )


def _not_names(current: OpenGeneration, words: Iterable[str], actors: Sequence[Label]) -> tuple[str, ...]:
    """The words that do not stand in a name or spelling of the actors, which are named beside them."""
    names = (name for actor in actors for name in (actor.name, *current.labels.spellings_of(actor.id)))
    said = {term for name in names for term in terms(name)}
    return tuple(word for word in words if word not in said)


def _document(current: OpenGeneration, number: int) -> Document:
    return document_from_text(current.index.stored(number))
