"""Any address at all: an answer or a refusal, never a failure of the program."""

import os
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# `make soak` asks for 100,000.
REQUESTS = int(os.environ.get("CHANCERY_SOAK_REQUESTS", "400"))
HOSTILE = (
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "\x00", "%ff%fe", "\ud800", "<script>", "' OR 1=1 --", "((((",
    "))))", '"""', "*", "a*", "?*?*?*", "a~9", "NEAR/0", "date:9999-99", "actor:", "AND OR NOT", "-", "1e999",
    "99999999999999999999", "-1", "0", "2022-02-30", "0000-01-01", "10000-01-01", "\u202e", "\ufeff", "{{7*7}}", "%s%n",
)  # fmt: skip
PLACES = (
    "/", "/documents/", "/actors/", "/topics/", "/actors", "/topics", "/help", "/api/search", "/api/documents/",
    "/api/suggest", "/feed.atom", "/export.csv", "/export.json", "/export.ris", "/export.csl", "/opensearch.xml",
    "/static/", "/healthz", "/readyz", "/metrics", "/nowhere",
)  # fmt: skip
NAMES = (
    "q", "actor", "topic", "not_actor", "not_topic", "actor_match", "from", "to", "clock", "undated", "operator",
    "sort", "page", "source", "author", "language", "next", "",
)  # fmt: skip

METHODS = ("GET", "GET", "GET", "HEAD", "POST", "PUT")

texts = st.sampled_from(HOSTILE) | st.text(max_size=40)
parameters = st.lists(st.tuples(st.sampled_from(NAMES) | texts, texts), max_size=5)
headers = st.sampled_from(
    [{}, {"HX-Request": "true", "HX-Target": "results"}, {"Accept-Encoding": "gzip"}, {"If-None-Match": "*"}]
)


def quoted(text):
    return quote(text.encode("utf-8", "surrogatepass"), safe="/()*:~'\"<>")


@settings(max_examples=REQUESTS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PLACES), texts, parameters, headers, st.sampled_from(METHODS))
def test_no_address_makes_the_program_fail(client, place, tail, said, headers, method):
    query = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in said)
    response = client.open(
        f"{place}{quoted(tail) if place.endswith('/') else ''}?{query}", method=method, headers=headers
    )

    assert response.status_code < 500
    response.get_data()
