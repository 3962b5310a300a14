"""The values of the engine and the parameters of a search -> the description of the API, in OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from markupsafe import Markup

from search.model import FacetValue, Notice, Profile, Related, Results, StoredDocument, Suggestion
from search.settings import MOST_PAGE_SIZE
from web.parameters import CHOICES, LAST_PAGE, MANY, MOST_VALUE_CHARACTERS, MOST_VALUES

Schema = dict[str, Any]

_PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    Markup: {"type": "string", "description": "HTML: mark around what was searched for, span around labels that meet"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    NoneType: {"type": "null"},
}

_DATE_FORMS = "A year, a month or a day: 2022, 2022-02 or 2022-02-17."


class _Schemas:
    """Schemas by the name of the class they describe, each made once."""

    def __init__(self) -> None:
        self.by_name: dict[str, Schema] = {}

    def of(self, kind: object) -> Schema:
        """The schema of a type as it is written in the model."""
        if kind in _PLAIN:
            return _PLAIN[kind]
        if isinstance(kind, type) and is_dataclass(kind):
            return self._reference(kind)
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Literal:
            return {"type": "string", "enum": list(arguments)}
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(argument) for argument in arguments]}
        if origin is tuple:
            return self._list(arguments)
        return {"type": "object", "additionalProperties": self.of(arguments[1])}

    def _list(self, arguments: tuple[object, ...]) -> Schema:
        """A tuple of any length, or one of a few values, each of a type of its own."""
        if arguments[-1] is Ellipsis:
            return {"type": "array", "items": self.of(arguments[0])}
        kinds = [self.of(argument) for argument in arguments]
        return {"type": "array", "items": {"anyOf": kinds}, "minItems": len(kinds), "maxItems": len(kinds)}

    def _reference(self, kind: type) -> Schema:
        if kind.__name__ not in self.by_name:
            self.by_name[kind.__name__] = {}  # claimed, so that a class may speak of itself
            self.by_name[kind.__name__] = self._record(kind)
        return {"$ref": f"#/components/schemas/{kind.__name__}"}

    def _record(self, kind: type) -> Schema:
        hints = get_type_hints(kind)
        names = [field.name for field in fields(kind)]
        properties = {name: self.of(hints[name]) for name in names}
        description = (kind.__doc__ or "").split("\n\n")[0]
        return {"type": "object", "description": description, "properties": properties, "required": names}


def _parameter(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


def search_parameters(query_characters: int) -> list[Schema]:
    """The parameters of a search. Anything else, and any other value, is left out and said in `notices`."""
    many = {"type": "array", "items": {"type": "string", "maxLength": MOST_VALUE_CHARACTERS}, "maxItems": MOST_VALUES}
    return [
        _parameter("q", {"type": "string", "maxLength": query_characters}, "What is searched for; see /help."),
        *(_parameter(name, many, "May be given many times.") for name in MANY),
        *(_parameter(name, {"type": "string", "enum": list(words)}, "") for name, words in CHOICES.items()),
        _parameter("from", {"type": "string"}, _DATE_FORMS),
        _parameter("to", {"type": "string"}, _DATE_FORMS),
        _parameter("undated", {"type": "string", "enum": ["0", "1"]}, "1 asks for documents without a date."),
        _parameter("page", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE}, ""),
        _parameter("page_size", {"type": "integer", "minimum": 1, "maximum": MOST_PAGE_SIZE}, ""),
        _parameter("as_of", {"type": "string"}, "Fingerprint of the collection that a permalink was made in."),
    ]


def _answers(schema: Schema, *others: int) -> Schema:
    good = {"200": {"description": "The answer.", "content": {"application/json": {"schema": schema}}}}
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    unchanged = {"304": {"description": "Nothing has changed since the answer with this ETag."}}
    return good | unchanged | {str(status): {"description": "Said in words.", "content": error} for status in others}


def _search_answer(schemas: _Schemas) -> Schema:
    more = {
        "notices": schemas.of(tuple[Notice, ...]),
        "pages": {"type": "integer"},
        "fingerprint": {"type": "string"},
    }
    return {"allOf": [schemas.of(Results), {"type": "object", "properties": more, "required": list(more)}]}


def description(title: str, query_characters: int) -> Schema:
    """The whole document; made from the same tables and classes as the answers themselves."""
    schemas = _Schemas()
    suggestions = {"type": "object", "properties": {"suggestions": schemas.of(tuple[Suggestion, ...])}}
    values = {"type": "object", "properties": {"values": schemas.of(tuple[FacetValue, ...])}}
    typed = _parameter("q", {"type": "string"}, "What has been typed so far.")
    document_id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    paths = {
        "/api/search": {
            "get": {
                "operationId": "search",
                "summary": "Search the collection",
                "parameters": search_parameters(query_characters),
                "responses": _answers(_search_answer(schemas), 400, 503),
            }
        },
        "/api/documents/{id}": {
            "get": {
                "operationId": "document",
                "summary": "A document with the evidence for every label",
                "parameters": [document_id],
                "responses": _answers(schemas.of(StoredDocument), 404, 503),
            }
        },
        "/api/similar/{id}": {
            "get": {
                "operationId": "similar",
                "summary": "Other versions of a document's story, and the documents most like it",
                "parameters": [document_id],
                "responses": _answers(schemas.of(Related), 404, 503),
            }
        },
        **{
            f"/api/{facet}s/{{id}}": {
                "get": {
                    "operationId": facet,
                    "summary": f"Everything about one {facet}",
                    "parameters": [document_id],
                    "responses": _answers(schemas.of(Profile), 404, 503),
                }
            }
            for facet in ("actor", "topic")
        },
        **{
            f"/api/{facet}s": {
                "get": {
                    "operationId": f"{facet}s",
                    "summary": f"Every {facet} with its number of documents, most first",
                    "responses": _answers(values, 503),
                }
            }
            for facet in ("actor", "topic")
        },
        "/api/suggest": {
            "get": {
                "operationId": "suggest",
                "summary": "Completions of what is being typed",
                "parameters": [typed],
                "responses": _answers(suggestions, 503),
            }
        },
    }
    error = {
        "type": "object",
        "properties": {"error": {"type": "string"}, "message": {"type": "string"}, "status": {"type": "integer"}},
        "required": ["error", "message", "status"],
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1", "description": "Search by who, when and what about."},
        "paths": paths,
        "components": {"schemas": {**schemas.by_name, "Error": error}},
    }
