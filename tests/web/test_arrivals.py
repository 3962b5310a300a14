"""A thread is only given to a request that is whole, and what will never be taken is refused before that."""

import socket

import pytest

from web.arrivals import MOST_BYTES_OF_A_HEAD, Arrival, arrival_of, look_at
from web.limits import MOST_BYTES_OF_A_BODY

POST = b"POST /login HTTP/1.1\r\nHost: a\r\n"
MORE_IS_TO_COME, WHOLE = Arrival(False), Arrival(True)


@pytest.mark.parametrize(
    ("came", "arrival"),
    [
        (b"", MORE_IS_TO_COME),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r", MORE_IS_TO_COME),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", WHOLE),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /and", WHOLE),
        (POST + b"Content-Length: 3\r\n\r\nab", MORE_IS_TO_COME),
        (POST + b"Content-Length: 3\r\n\r\nabc", WHOLE),
        (POST + b"content-length:3\r\nX: 1\r\n\r\nabc", WHOLE),
        (POST + b"Content-Length: 1\r\nContent-Length: 3\r\n\r\nab", MORE_IS_TO_COME),
        (POST + b"X: Content-Length: 3\r\n\r\n", WHOLE),
        (POST + b"\r\n\r\nContent-Length: 3", WHOLE),
        (POST + b"Content-Length: %d\r\n\r\n" % (MOST_BYTES_OF_A_BODY + 1), Arrival(True, "413 Content Too Large")),
        (POST + b"Transfer-encoding: chunked\r\n\r\n", Arrival(True, "411 Length Required")),
        (b"GET /" + b"a" * MOST_BYTES_OF_A_HEAD, Arrival(True, "414 URI Too Long")),
        (b"GET /" + b"a" * MOST_BYTES_OF_A_HEAD + b" HTTP/1.1\r\n\r\n", Arrival(True, "414 URI Too Long")),
    ],
)
def test_a_request_is_whole_with_its_head_and_the_body_of_the_length_it_tells(came, arrival):
    assert arrival_of(came) == arrival


@pytest.mark.parametrize(
    ("before", "sent", "arrival"),
    [(b"", b"", Arrival(True, is_none=True)), (b"", b"GET", WHOLE), (b"GET", b"", WHOLE)],
)
def test_who_sends_no_more_has_asked_for_something_or_for_nothing(before, sent, arrival):
    client, taken = socket.socketpair()
    with client, taken:
        if sent:
            client.sendall(sent)
            assert look_at(taken, before) == MORE_IS_TO_COME
        client.shutdown(socket.SHUT_WR)

        assert look_at(taken, before) == arrival
