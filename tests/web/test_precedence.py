"""Only a look at whether the process lives goes past those that wait, and to find out takes nothing from the client."""

import socket

import pytest

from web.precedence import goes_first


@pytest.fixture
def ends():
    here, there = socket.socketpair()
    with here, there:
        yield here, there


@pytest.mark.parametrize("before", [0, 3, 14, 40])
@pytest.mark.parametrize(
    ("asked", "is_first"),
    [
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", True),
        (b"HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n", True),
        (b"GET /healthz?from=platform HTTP/1.1\r\n\r\n", True),
        (b"GET /healthzz HTTP/1.1\r\nHost: a\r\n\r\n", False),
        (b"GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n", False),
        (b"GET /?q=/healthz HTTP/1.1\r\nHost: a\r\n\r\n", False),
        (b"POST /healthz HTTP/1.1\r\nHost: a\r\n\r\n", False),
    ],
)
def test_a_look_goes_first_however_much_of_it_was_taken_ahead(ends, asked, is_first, before):
    here, there = ends
    there.sendall(asked[before:])

    assert goes_first(here, asked[:before]) is is_first
    there.close()
    assert here.recv(1000) == asked[before:]


def test_who_has_left_or_sent_nothing_does_not(ends):
    here, there = ends
    assert not goes_first(here, b"")
    there.close()
    assert not goes_first(here, b"")
