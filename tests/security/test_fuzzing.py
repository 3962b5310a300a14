"""Any address and any bytes at all: an answer or a refusal, never a failure of the program."""

import os
import re
import socket
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reliability.serving import fetched, served

# `make soak` asks for 100,000.
REQUESTS = int(os.environ.get("CHANCERY_SOAK_REQUESTS", "400"))
REQUESTS_OVER_THE_WIRE = max(400, REQUESTS // 10)
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


# What a request over the wire is made of, most of it where it belongs.
STARTS = (b"GET ", b"HEAD ", b"POST ", b"get ", b"BREW ", b"G\x00T ", b"", b"\r\n", b"\x16\x03\x01")
TARGETS = (
    b"/", b"/?q=gas", b"/api/search?q=gas&actor=italy", b"*", b"http://other/?q=gas", b"//", b"/%", b"/%ff", b"/\xff",
    b"/?q=a b", b"/healthz", b"/" + b"a" * 9000, b"?", b"",
)  # fmt: skip
VERSIONS = (
    b" HTTP/1.1\r\n",
    b" HTTP/1.0\r\n",
    b" HTTP/2.0\r\n",
    b" HTTP/9.9\r\n",
    b" HTTP/1.1\n",
    b"\r\n",
    b" FTP\r\n",
)
LINES = (
    b"Host: a\r\n", b"Host: a\r\nHost: b\r\n", b"Host: \xff\r\n", b"Connection: close\r\n", b"Connection: upgrade\r\n",
    b"Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n", b"Content-Length: 4\r\n", b"Content-Length: 0004\r\n",
    b"Content-Length: -1\r\n", b"Content-Length: 99999999999999999999\r\n",
    b"Content-Length: 5\r\nContent-Length: 4\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip\r\n", b"Expect: 100-continue\r\n", b"Expect: tea\r\n",
    b"X-Forwarded-For: <script>\r\n", b"X-Forwarded-Proto: https\r\n", b"X-Request-ID: \x01\r\n", b" folded\r\n",
    b": \r\n", b"Accept-Encoding: gzip\r\n", b"If-None-Match: *\r\n", b"Range: bytes=0-\r\n", b"Cookie: =;;=\r\n",
    b"A_B: c\r\n", b"\x00\r\n",
)  # fmt: skip
ENDS = (
    b"\r\n", b"\r\nbody", b"\r\n\r\n", b"\r\n5\r\nhello\r\n0\r\n\r\n", b"", b"\n",
    b"\r\nPRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
)  # fmt: skip
whole = st.tuples(
    st.sampled_from(STARTS), st.sampled_from(TARGETS), st.sampled_from(VERSIONS),
    st.lists(st.sampled_from(LINES), max_size=4).map(b"".join), st.sampled_from(ENDS),
).map(b"".join)  # fmt: skip
cut = st.tuples(whole, st.integers(0, 200), st.binary(max_size=8)).map(
    lambda of: of[0][: of[1]] + of[2] + of[0][of[1] :]
)
sent_over_a_connection = st.lists(whole | cut, min_size=1, max_size=3).map(b"".join)


@pytest.fixture(scope="module")
def site(index_dir):
    with served(index_dir, WEB_CONCURRENCY="1") as site:
        yield site


@settings(max_examples=REQUESTS_OVER_THE_WIRE, deadline=None, suppress_health_check=list(HealthCheck))
@given(sent_over_a_connection)
def test_no_bytes_make_the_server_fail(site, sent):
    """Each is answered, refused or left, and the connection is closed."""
    host, port = site.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        answered = b"".join(iter(lambda: connection.recv(65_536), b""))

    assert not [status for status in re.findall(rb"^HTTP/1\.[01] (\d+)", answered, re.MULTILINE) if status >= b"500"]


def test_after_all_that_the_server_is_as_it_was(site):
    assert fetched(f"{site.address}/api/search?q=gas")["total"] == 30
    assert "Traceback" not in site.log.read_text()
    assert "Booting worker" not in site.log.read_text().partition("Booting worker")[2]
