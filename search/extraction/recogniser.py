"""A Document and what the rules found -> the persons and organisations that a spaCy pipeline names beside them."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from search.errors import InvalidSetting
from search.extraction.actors import load_gazetteer
from search.extraction.actors.naming import key, slug
from search.model import ActorMention, Document, Field, Kind

KINDS: Mapping[str, Kind] = {"PERSON": "person", "PER": "person", "ORG": "organisation"}
FIELDS: tuple[Field, ...] = ("title", "body")
_UNNEEDED = ("parser", "tagger", "morphologizer", "attribute_ruler", "lemmatizer", "senter", "textcat")
_PIECE = re.compile(r".{1,20000}(?:\s|\Z)|.{1,20000}", re.DOTALL)  # spaCy's memory grows with the text it is given
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\s*['’]s?$")


class _Entity(Protocol):
    label_: str
    start_char: int
    end_char: int


class _Doc(Protocol):
    @property
    def ents(self) -> Sequence[_Entity]: ...


class _Pipeline(Protocol):
    def pipe(self, texts: Iterable[str]) -> Iterator[_Doc]: ...


def pipeline_version(model: str) -> str:
    """The name and version of a spaCy pipeline; InvalidSetting, with the remedy, if it or spaCy is not installed."""
    if find_spec("spacy") is None:
        raise InvalidSetting(
            f"CHANCERY_MODEL={model!r} needs spaCy, which is not installed: run `pip install .[ner]`, or unset it"
        )
    try:
        folder = _folder(model)
        meta = (folder / "meta.json").read_bytes()
        config = (folder / "config.cfg").read_bytes() if (folder / "config.cfg").exists() else b""
        version = str(json.loads(meta)["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidSetting(
            f"CHANCERY_MODEL={model!r} is no installed spaCy pipeline: run `python -m spacy download {model}`, "
            "give the folder of one, or unset it"
        ) from error
    return f"{Path(model).name}-{version}-{hashlib.sha256(meta + config).hexdigest()[:8]}"


def _folder(model: str) -> Path:
    """Where a pipeline lies: a folder itself, or a package."""
    if Path(model).is_dir():
        return Path(model)
    package = find_spec(model) if model.isidentifier() else None
    if package is None or package.origin is None:
        raise FileNotFoundError(model)
    return Path(package.origin).parent


@cache
def _pipeline(model: str) -> _Pipeline:
    pipeline_version(model)
    try:
        pipeline: _Pipeline = import_module("spacy").load(model, exclude=list(_UNNEEDED))
    except (OSError, ValueError, ImportError) as error:
        raise InvalidSetting(f"CHANCERY_MODEL={model!r} cannot be loaded ({error}); install it anew") from error
    return pipeline


def with_names_of_model(document: Document, found: tuple[ActorMention, ...], model: str) -> tuple[ActorMention, ...]:
    """The mentions found by the rules, all of them, and those of further names, in order of appearance.

    Words that the rules know, as an actor's or a place's, are theirs to judge. A surname alone is the one person
    of the document who bears it; with several bearers it is left out, for it would make two persons one.
    """
    known = load_gazetteer()
    names = [
        name
        for field in FIELDS
        for name in _names(document, field, model)
        if name.text not in known.uses and slug(name.text) not in known.actors and not _overlaps(name, found)
    ]
    bearers = _bearers([*found, *names])
    added = [resolved for name in names if (resolved := _resolved(name, found, bearers))]
    return tuple(sorted((*found, *added), key=lambda one: (one.field != "title", one.start, -one.end)))


def _names(document: Document, field: Field, model: str) -> Iterator[ActorMention]:
    """What the pipeline takes for persons and organisations in a field."""
    text = getattr(document, field)
    pieces = [piece.span() for piece in _PIECE.finditer(text)]
    docs = _pipeline(model).pipe(text[start:end] for start, end in pieces)
    for (offset, _), doc in zip(pieces, docs, strict=True):
        for entity in doc.ents:
            kind = KINDS.get(entity.label_)
            span = _trimmed(text, offset + entity.start_char, offset + entity.end_char)
            if kind and span:
                written = text[slice(*span)]
                name = " ".join(written.split())
                yield ActorMention(field, *span, written, slug(name), name, kind, "model")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without an article, a possessive or white space about it; None if no name is left."""
    written = text[start:end]
    bare = _POSSESSIVE.sub("", written.rstrip())
    first = len(bare) - len(bare.lstrip())
    if article := _ARTICLE.match(bare, first):
        first = article.end()
    return (start + first, start + len(bare)) if slug(bare[first:]) else None


def _overlaps(name: ActorMention, found: Iterable[ActorMention]) -> bool:
    return any(name.field == one.field and name.start < one.end and one.start < name.end for one in found)


def _bearers(mentions: Iterable[ActorMention]) -> Mapping[str, Mapping[str, ActorMention]]:
    """The persons named in full, by surname and id."""
    bearers: dict[str, dict[str, ActorMention]] = defaultdict(dict)
    for mention in mentions:
        if mention.kind == "person" and " " in mention.name:
            bearers[key(mention.name.split()[-1])].setdefault(mention.actor, mention)
    return bearers


def _resolved(
    name: ActorMention, found: Iterable[ActorMention], bearers: Mapping[str, Mapping[str, ActorMention]]
) -> ActorMention | None:
    """The name as the actor it means in this document."""
    same = next((one for one in found if one.actor == name.actor), name)
    if name.kind == "person" and " " not in name.name:
        persons = tuple(bearers.get(key(name.name), {}).values())
        if len(persons) > 1:
            return None
        same = persons[0] if persons else same
    return ActorMention(name.field, name.start, name.end, name.text, same.actor, same.name, same.kind, "model")
