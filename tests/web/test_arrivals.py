"""A thread is only given to a request that is whole, and what will never be taken is refused before that."""

import socket
import time

import pytest
from gunicorn.config import Config
from gunicorn.http import get_parser
from gunicorn.http.errors import ParseException
from hypothesis import given
from hypothesis import strategies as st

from web.arrivals import MOST_BYTES_OF_A_HEAD, NO_REQUEST, Arrival, arrival_of, look_at
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
        (POST + b"Content-Length: 0000000000000000000005\r\n\r\n", NO_REQUEST),
        (POST + b"Content-Length : 5\r\n\r\n", MORE_IS_TO_COME),
        (POST + b"Content-Length: +5\r\n\r\nabcde", NO_REQUEST),
        (POST + b"Content-Length: five\r\n\r\n", NO_REQUEST),
        (POST + b"Content-Length:\r\n\r\n", NO_REQUEST),
        (POST + b"Content-Length: 3\r\nContent-Length: 3, 3\r\n\r\nabc", NO_REQUEST),
        (POST + b"Transfer-encoding: chunked\r\n\r\n", Arrival(True, "411 Length Required")),
        (b"GET /" + b"a" * MOST_BYTES_OF_A_HEAD, Arrival(True, "414 URI Too Long")),
        (b"GET /" + b"a" * MOST_BYTES_OF_A_HEAD + b" HTTP/1.1\r\n\r\n", Arrival(True, "414 URI Too Long")),
    ],
)
def test_a_request_is_whole_with_its_head_and_the_body_of_the_length_it_tells(came, arrival):
    assert arrival_of(came) == arrival


@pytest.mark.parametrize(
    ("head", "is_look"),
    [
        (b"GET /healthz HTTP/1.1", True),
        (b"HEAD /healthz HTTP/1.1", True),
        (b"GET /healthz?from=platform HTTP/1.1", True),
        (b"GET /healthzz HTTP/1.1", False),
        (b"GET /readyz HTTP/1.1", False),
        (b"GET /?q=/healthz HTTP/1.1", False),
        (b"POST /healthz HTTP/1.1", False),
    ],
)
def test_only_a_look_at_whether_the_process_lives_is_one(head, is_look):
    assert arrival_of(head + b"\r\nHost: a\r\n\r\n") == Arrival(True, is_look=is_look)


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


PIECES = st.sampled_from(
    [
        *(
            b"GET / HTTP/1.1\r\n",
            b"POST /login HTTP/1.1\r\n",
            b"HEAD * HTTP/1.0\r\n",
            b"Host: a\r\n",
            b"\r\n",
            b"\n",
            b"\r",
        ),
        *(
            b"Content-Length: ",
            b"content-length:",
            b"Content-Length : ",
            b"X: ",
            b" ",
            b"\t",
            b",",
            b"+",
            b"_",
            b"\x00",
        ),
        *(
            b"0",
            b"5",
            b"0000000000000000000005",
            b"99999999999999999999",
            b"\xb2",
            b"abcde",
            b"Transfer-Encoding: chunked\r\n",
        ),
    ]
)


@given(st.lists(PIECES, max_size=12).map(b"".join), st.booleans())
def test_the_server_waits_for_nothing_more_of_a_request_that_is_whole(came, is_proper):
    came = b"POST /login HTTP/1.1\r\nHost: a\r\n" * is_proper + came + b"\r\n\r\n" * is_proper
    if arrival_of(came) != WHOLE:
        return
    parser = get_parser(Config(), once(came), ("127.0.0.1", 1))
    try:
        request = next(parser)
        request.body.read()
    except (ParseException, StopIteration):
        pass  # refused, and without waiting


def once(came):
    yield came
    raise AssertionError("the server waits for more")


def test_a_byte_out_of_order_is_not_the_end_of_a_request():
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as client:
        taken, _ = listener.accept()
        with taken:
            client.sendall(b"GET / HTTP/1.1\r\n")
            assert look_at(taken) == MORE_IS_TO_COME
            client.send(b"x", socket.MSG_OOB)
            time.sleep(0.1)

            assert look_at(taken) == NO_REQUEST
