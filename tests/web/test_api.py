"""The API: the answers of the pages as JSON, and as its description says."""

import re
from datetime import date

import pytest

from search.model import RECORD_KEYS
from web.metrics import Figures


def check(value, schema, schemas, where="answer"):
    """Holds a JSON value to a schema of the description; only the words that the description uses are known."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
    if "allOf" in schema:
        for part in schema["allOf"]:
            check(value, part, schemas, where)
    elif "anyOf" in schema:
        assert any(fits(value, part, schemas) for part in schema["anyOf"]), where
    elif schema["type"] == "array":
        assert isinstance(value, list), where
        for item in value:
            check(item, schema["items"], schemas, f"{where}[]")
    elif schema["type"] == "object":
        assert isinstance(value, dict), where
        assert not set(schema.get("required", ())) - value.keys(), where
        for name, item in value.items():
            inner = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
            if inner:
                check(item, inner, schemas, f"{where}.{name}")
    else:
        kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}
        assert isinstance(value, kinds[schema["type"]]), where
        assert value in schema.get("enum", [value]), where
        if schema.get("format") == "date":
            date.fromisoformat(value)


def fits(value, schema, schemas):
    try:
        check(value, schema, schemas)
    except AssertionError:
        return False
    return True


@pytest.fixture
def description(client):
    return client.get("/api/openapi.json").json


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/api/search", "/api/search"),
        ("/api/search?q=gas&actor=italy&from=1990&to=2000&page=2&page_size=3", "/api/search"),
        ("/api/search?q=((&from=notadate&actor=atlantis", "/api/search"),
        ("/api/search?clock=mentioned&undated=1&operator=any", "/api/search"),
        ("/api/documents/talks/lavrov.txt", "/api/documents/{id}"),
        ("/api/documents/undated", "/api/documents/{id}"),
        ("/api/similar/talks/lavrov.txt", "/api/similar/{id}"),
        ("/api/similar/year-1990", "/api/similar/{id}"),
        ("/api/actors/sergei-lavrov", "/api/actors/{id}"),
        ("/api/actors/russia", "/api/actors/{id}"),
        ("/api/topics/economy", "/api/topics/{id}"),
        ("/api/actors", "/api/actors"),
        ("/api/topics", "/api/topics"),
        ("/api/suggest?q=lav", "/api/suggest"),
        ("/api/suggest", "/api/suggest"),
    ],
)
def test_answers_are_as_described(client, description, url, path):
    described = description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]

    check(client.get(url).json, described, description["components"]["schemas"])


def test_everything_that_is_referred_to_is_described(description):
    schemas = description["components"]["schemas"]

    assert {reference.rsplit("/", 1)[1] for reference in references(description)} <= schemas.keys()
    assert "Results" in schemas
    assert "ActorMention" in schemas


def references(value):
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else [])
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from references(item)


def test_a_search_answers_as_the_page_does(client):
    answer = client.get("/api/search?q=gas&actor=italy").json

    assert answer["total"] == 15
    assert [value["value"] for value in answer["facets"]["actor"]] == ["italy", "russia"]
    assert answer["hits"][0]["snippets"]
    assert answer["histogram"]
    assert answer["fingerprint"] == "fingerprint"


def test_where_ticks_meet_is_answered_with_the_total_of_every_scope(client):
    answer = client.get("/api/search?actor=russia&actor=italy&actor_match=all&scope=paragraph").json

    assert answer["total"] == 10
    assert answer["together"] == {"document": 15, "paragraph": 10, "sentence": 5}
    assert client.get("/api/search?actor=russia&scope=page").json["notices"][0]["message"].startswith("“scope” can be")


def test_what_was_left_out_is_said_here_too(client):
    notices = client.get("/api/search?from=notadate&nonsense=1&actor=atlantis").json["notices"]

    assert len(notices) == 3


def test_a_document_has_its_evidence(client):
    stored = client.get("/api/documents/talks/lavrov.txt").json
    mention = stored["annotations"]["actors"][0]

    assert set(stored["document"]) == set(RECORD_KEYS)
    assert stored["document"]["body"][mention["start"] : mention["end"]] == mention["text"] == "Lavrov"


@pytest.mark.parametrize(("url", "status"), [("/api/documents/nothing", 404), ("/api/nowhere", 404)])
def test_errors_are_json(client, description, url, status):
    response = client.get(url)

    assert response.status_code == status
    check(response.json, {"$ref": "#/components/schemas/Error"}, description["components"]["schemas"])


def test_without_an_index_the_api_says_so(empty_client):
    response = empty_client.get("/api/search")

    assert response.status_code == 503
    assert "run `reindex`" in response.json["message"]


def test_a_suggestion_finds_a_name_by_any_of_its_words(client):
    found, *_ = client.get("/api/suggest?q=LAV").json["suggestions"]

    assert (found["kind"], found["id"], found["count"]) == ("actor", "sergei-lavrov", 1)


def test_figures_for_those_who_watch(client):
    client.get("/?q=gas")
    client.get("/nowhere")
    figures = client.get("/metrics").text

    assert 'chancery_answers_total{page="pages.search",status="200"}' in figures
    assert 'chancery_answers_total{page="nowhere",status="404"}' in figures
    assert "chancery_documents 33" in figures


def test_a_class_of_duration_counts_all_that_were_quicker():
    figures = Figures(["page"])
    for seconds in (0.01, 0.015, 0.02, 0.5, 7.0):
        figures.add("page", 200, seconds)
    counted = dict(re.findall(r'bucket{le="([^"]+)"} (\d+)', "\n".join(figures.lines())))

    assert counted == {
        **{"0.01": "1", "0.02": "3", "0.04": "3", "0.08": "3", "0.16": "3", "0.32": "3"},
        **{"1.0": "4", "+Inf": "5"},
    }
