"""Whatever the description of the API allows is answered as it says; whatever it forbids is refused as it says."""

import os
from urllib.parse import quote, urlencode

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from tests.security.test_fuzzing import HOSTILE, quoted
from tests.web.conftest import DOCUMENTS
from tests.web.test_api import check
from web import create_app

# `make soak` asks for 25,000 of them.
REQUESTS = int(os.environ.get("CHANCERY_SOAK_REQUESTS", "400")) // 4

# What the collection of the tests holds, so that some of what is asked is found.
WORDS = ("gas", "grain", "arms control", "lavrov", "russia", "italy", "sergei-lavrov", "arms-control", "trade", "1990",
         "security", "2000-01", "2022-02-15", "Wire")  # fmt: skip
KNOWN = (*WORDS, *(document.document.id for document in DOCUMENTS))
TEXTS = st.sampled_from(KNOWN) | st.sampled_from(HOSTILE) | st.text(max_size=60)


def described(app=None):
    return (app or create_app()).test_client().get("/api/openapi.json").json


DESCRIPTION = described()
OPERATIONS = [(path, what["get"]) for path, what in DESCRIPTION["paths"].items()]


def values(schema):
    """Values that a schema allows, written as a parameter is; only the words that the description uses are known."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "integer":
            return st.integers(schema.get("minimum"), schema.get("maximum")).map(str)
        case "array":
            return st.lists(values(schema["items"]), max_size=min(schema.get("maxItems", 5), 5))
        case "string":
            most = schema.get("maxLength", 10_000)
            return (TEXTS | TEXTS.map(lambda text: text * 400)).map(lambda text: text[:most])
    raise ValueError(f"no way is known to make {schema}")


def _forbidden(schema):
    """Values that a schema forbids: other words, other numbers, words for numbers, what is too long or too many."""
    too_long = st.text("xя ", min_size=1, max_size=9).map(lambda text: text * 3000)
    return st.sampled_from(HOSTILE) | st.integers().map(str) | too_long | st.lists(TEXTS, min_size=2, max_size=60)


@st.composite
def calls(draw, value_of):
    """An operation of the description, and an address for it with any of its parameters."""
    path, operation = draw(st.sampled_from(OPERATIONS))
    query = {}
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            text = draw(values(parameter["schema"]))
            assume(text)
            path = path.replace(f"{{{parameter['name']}}}", quoted(text).replace("?", "%3F"))
        elif draw(st.booleans()):
            query[parameter["name"]] = draw(value_of(parameter["schema"]))
    asked = {name: _as_bytes(value) for name, value in query.items()}
    return operation, f"{path}?{urlencode(asked, doseq=True, quote_via=quote)}"


def _as_bytes(value):
    if isinstance(value, list):
        return [_as_bytes(one) for one in value]
    return value.encode("utf-8", "surrogatepass")


def _assert_as_described(operation, response):
    said = operation["responses"].get(str(response.status_code))
    event(f"{operation['operationId']} {response.status_code}")
    assert said is not None, response.status_code
    assert response.mimetype == "application/json"
    check(response.json, said["content"]["application/json"]["schema"], DESCRIPTION["components"]["schemas"])


@settings(max_examples=REQUESTS, deadline=None, suppress_health_check=list(HealthCheck))
@given(calls(values))
def test_whatever_the_description_allows_is_answered_as_it_says(client, call):
    operation, url = call

    _assert_as_described(operation, client.get(url))


@settings(max_examples=REQUESTS, deadline=None, suppress_health_check=list(HealthCheck))
@given(calls(_forbidden))
def test_whatever_it_forbids_is_left_out_or_refused_as_it_says(client, call):
    operation, url = call

    _assert_as_described(operation, client.get(url))
