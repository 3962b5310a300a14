"""
What has come of a request over a connection -> whether all of it is there, or why it will not be taken.

A thread is only given to a request that is whole, so that no thread ever waits for a client to send.
"""

from __future__ import annotations

import re
import select
import socket
from typing import NamedTuple

from web.limits import MOST_BYTES_OF_A_BODY

MOST_BYTES_OF_A_HEAD = 96 * 1024

_LENGTH = re.compile(rb"\ncontent-length[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_LOOK = re.compile(rb"(?:GET|HEAD) /healthz[ ?]")
_NUMBER = re.compile(rb"\d{1,18}[ \t]*")
_CLOSED = getattr(select, "POLLRDHUP", select.POLLHUP)  # the system may tell of both ends only
_IN_CHUNKS = re.compile(rb"\ntransfer-encoding[ \t]*:", re.IGNORECASE)


class Arrival(NamedTuple):
    """`is_over` once there is nothing to wait for; `refusal` is the status line of what will not be taken; `is_none` is
    true when the client has left without asking for anything; `is_look` for the platform's look at whether the process
    lives, which waits for nobody: one that is busy must not be taken for one that is stuck."""

    is_over: bool
    refusal: str = ""
    is_none: bool = False
    is_look: bool = False


NO_REQUEST = Arrival(True, "400 Bad Request")


def arrival_of(came: bytes) -> Arrival:
    """What there is of a request: its head, and the body of the length that it tells."""
    end = came.find(b"\r\n\r\n", 0, MOST_BYTES_OF_A_HEAD)
    if end < 0:
        is_too_long = len(came) >= MOST_BYTES_OF_A_HEAD
        return Arrival(is_too_long, "414 URI Too Long" if is_too_long else "")
    head = came[: end + 2]
    if _IN_CHUNKS.search(head):
        return Arrival(True, "411 Length Required")
    lengths = _LENGTH.findall(head)
    if not all(map(_NUMBER.fullmatch, lengths)):
        return NO_REQUEST
    length = max(map(int, lengths), default=0)
    if length > MOST_BYTES_OF_A_BODY:
        return Arrival(True, "413 Content Too Large")
    return Arrival(len(came) >= end + 4 + length, is_look=_LOOK.match(head) is not None)


def look_at(client: socket.socket, before: bytes = b"") -> Arrival:
    """What has come of a request by now, or that the client sends no more; `before` was taken from the socket already.

    Nothing is taken from the socket. Until the request is whole, the socket counts as readable only when it holds more
    than it did (its low-water mark), so that the loop is not woken for what it has seen. It is woken all the same when
    the system has no room for more, as after hundreds of packets with a byte in each, and by a byte out of order of
    which nothing can be seen: there is nothing more to wait for then.
    """
    woken_at = client.getsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT)
    try:
        seen = client.recv(MOST_BYTES_OF_A_HEAD + MOST_BYTES_OF_A_BODY, socket.MSG_PEEK)
    except BlockingIOError:
        return Arrival(False)
    except OSError:
        return Arrival(True, is_none=True)
    came = before + seen
    if len(seen) < woken_at:
        return Arrival(True, is_none=not came) if _sends_no_more(client) else NO_REQUEST
    arrival = arrival_of(came)
    wake_at = 1 if arrival.is_over else len(seen) + 1
    if wake_at != woken_at:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, wake_at)
    return arrival


def _sends_no_more(client: socket.socket) -> bool:
    asked = select.poll()
    asked.register(client, _CLOSED)
    return bool(asked.poll(0))
