"""A document x the collection's spellings of actors -> their mentions."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from search.corrections.values import Named, Spelling
from search.extraction.actors.gazetteer import load_gazetteer
from search.extraction.topics.folding import fold
from search.extraction.topics.whole_words import WholeWords
from search.model import ActorMention, Basis, Document, Field

FIELDS: tuple[Field, ...] = ("title", "body")


def named(actor: str, known: Mapping[str, Named], otherwise: Named) -> Named:
    """Name and kind of an actor: as known in this document, else as the gazetteer has them."""
    if actor in known:
        return known[actor]
    listed = load_gazetteer().actors.get(actor)
    return Named(actor, listed.name, listed.kind) if listed else otherwise


def named_mentions(
    document: Document, spellings: tuple[Spelling, ...], known: Mapping[str, Named]
) -> Iterator[ActorMention]:
    """Mentions by the collection's spellings, in order of appearance; of those that overlap the first and longest."""
    for field in FIELDS:
        text = getattr(document, field)
        done = 0
        for start, end, spelling in sorted(_found(text, spellings), key=lambda found: (found[0], -found[1])):
            if start >= done:
                done = end
                yield _mention(field, start, end, text[start:end], spelling, known)


def _found(text: str, spellings: tuple[Spelling, ...]) -> Iterator[tuple[int, int, Spelling]]:
    for start, end, meant in _words(spellings).find(text):
        yield from ((start, end, spelling) for spelling in meant if _has_its_capitals(text[start:end], spelling.text))


@lru_cache(maxsize=4)
def _words(spellings: tuple[Spelling, ...]) -> WholeWords[Spelling]:
    return WholeWords((fold(spelling.text).text.strip(), spelling) for spelling in spellings)


def _has_its_capitals(found: str, spelling: str) -> bool:
    """True unless the spelling starts with a capital and the text does not, or is all capitals and the text is not."""
    if spelling.isupper():
        return found.isupper()
    return found[:1].isupper() or not spelling[:1].isupper()


def _mention(
    field: Field, start: int, end: int, text: str, spelling: Spelling, known: Mapping[str, Named]
) -> ActorMention:
    actor = named(spelling.actor, known, Named(spelling.actor, spelling.text, "person"))
    basis: Basis = "name" if spelling.is_name else "alias"
    return ActorMention(field, start, end, text, actor.id, actor.name, actor.kind, basis)
