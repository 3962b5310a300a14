"""
A connection -> a thread of gunicorn, but only once the head of its request has arrived.

gunicorn's own threads wait for a request to arrive, so that a handful of connections that send a byte now and then
hold them all. Here the loop of the worker, which waits for many connections at no cost, looks whether a head is
complete; one that is not within the seconds of `keepalive` is closed. When too many requests wait for a thread, the
next are told at once to come again, and so is one that has waited for a thread too long when its turn comes.
"""

from __future__ import annotations

import socket
import struct
import time
from concurrent.futures import Future
from functools import partial
from selectors import EVENT_READ
from typing import Any, ClassVar

from gunicorn.workers.gthread import TConn, ThreadWorker

from web.collection import open_ahead
from web.turns import Turns

MOST_WAITING = 200
SECONDS_TO_WAIT_FOR_A_THREAD = 1.0
MOST_BYTES_OF_A_HEAD = 96 * 1024
_SECONDS_TO_TAKE_A_PIECE = 20
_SECONDS_FOR_ANOTHER = 0.05
_TOO_LONG = b"HTTP/1.1 414 URI Too Long\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n"
    b"Content-Type: text/plain\r\nContent-Length: 30\r\n\r\nToo many people are searching\n"
)


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's worker with threads, guarded against those who send slowly, take slowly, or come in crowds."""

    turns: ClassVar[Turns] = Turns()  # made before workers are forked

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._has_stood_back, self._stands_back_until = False, 0.0
        self._too_long: set[TConn] = set()
        self._waiting_since: dict[TConn, float] = {}

    def run(self) -> None:
        """Takes connections once the index is open."""
        open_ahead(self.wsgi)
        self.turns.tell(self.age, self.nr_conns)
        super().run()

    def accept(self, listener: socket.socket) -> None:
        """Takes a connection; one that is rather for another worker only when that has not taken it for a moment."""
        if not self._has_stood_back and self.turns.is_for_another(self.age, self.nr_conns):
            self._has_stood_back, self._stands_back_until = True, time.monotonic() + _SECONDS_FOR_ANOTHER
            self.set_accept_enabled(False)
        else:
            self._has_stood_back = False
            super().accept(listener)
            self.turns.tell(self.age, self.nr_conns)

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled and time.monotonic() >= self._stands_back_until)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        self.turns.tell(self.age, self.nr_conns)
        left = self._stands_back_until - time.monotonic()
        super().wait_for_and_dispatch_events(min(timeout, left) if left > 0 else timeout)

    def enqueue_req(self, conn: TConn) -> None:
        if not conn.initialized and not conn.data_ready:
            self._listen(conn)
        elif conn in self._too_long:
            self._too_long.discard(conn)
            self._refuse(conn, _TOO_LONG)
        elif self.tpool._work_queue.qsize() >= MOST_WAITING:
            self._refuse(conn, _BUSY)
        else:
            self._waiting_since[conn] = time.monotonic()
            super().enqueue_req(conn)

    def handle(self, conn: TConn) -> object:
        """Answers a request in a thread; who has waited so long that nobody may be there any more is told so at once,
        which lets the others catch up."""
        waited = time.monotonic() - self._waiting_since.pop(conn)
        if waited > SECONDS_TO_WAIT_FOR_A_THREAD:
            self._say(conn, _BUSY)
            return False
        return super().handle(conn)

    def _listen(self, conn: TConn) -> None:
        conn.sock.setblocking(False)
        seconds = struct.pack("ll", _SECONDS_TO_TAKE_A_PIECE, 0)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, seconds)
        conn.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def finish_request(self, conn: TConn, fs: Future[object]) -> None:
        """Gunicorn gives a client two seconds to close a connection that is over, in the loop that all others wait for;
        here it is closed at once."""
        if fs.cancelled() or not (fs.exception() or fs.result()):
            self._end(conn)
        else:
            super().finish_request(conn, fs)

    def _refuse(self, conn: TConn, said: bytes) -> None:
        self._say(conn, said)
        self._end(conn)

    def _end(self, conn: TConn) -> None:
        """Closes a connection without waiting; the kernel still sends what was said."""
        self.nr_conns -= 1
        conn.sock.setblocking(False)
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.recv(2 * MOST_BYTES_OF_A_HEAD)  # what is left unread would turn the answer into a reset
        except OSError as error:
            self.log.debug("nothing was left to be read, or the client had gone: %s", error)
        conn.close()

    def _say(self, conn: TConn, said: bytes) -> None:
        conn.sock.setblocking(False)
        try:
            conn.sock.recv(2 * MOST_BYTES_OF_A_HEAD)  # what is left unread would turn the answer into a reset
            conn.sock.send(said)
        except OSError as error:
            self.log.debug("the client went away before it could be refused: %s", error)

    def on_pending_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        if self._may_go_on(conn, client):
            super().on_pending_socket_readable(conn, client)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        if self._may_go_on(conn, client):
            super().on_client_socket_readable(conn, client)

    def _may_go_on(self, conn: TConn, client: socket.socket) -> bool:
        """True when the head is whole, or too long to wait for the rest of it."""
        has_come, is_too_long = head_of(client)
        if is_too_long:
            self._too_long.add(conn)
        return has_come or is_too_long


def head_of(client: socket.socket) -> tuple[bool, bool]:
    """Whether the head of a request has come, or the end of what will; and whether it is longer than a head may be.

    Nothing is taken from the socket. Until the head is whole, the socket counts as readable only when it holds more
    than it did (its low-water mark), so that the loop is not woken for what it has seen.
    """
    woken_at = client.getsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT)
    try:
        seen = client.recv(MOST_BYTES_OF_A_HEAD, socket.MSG_PEEK)
    except BlockingIOError:
        return False, False
    except OSError:
        return True, False
    has_come = len(seen) < woken_at or b"\r\n\r\n" in seen
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1 if has_come else len(seen) + 1)
    return has_come, not has_come and len(seen) >= MOST_BYTES_OF_A_HEAD
