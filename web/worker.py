"""
A connection -> a thread of gunicorn, but only once the head of its request has arrived.

gunicorn's own threads wait for a request to arrive, so that a handful of connections that send a byte now and then
hold them all. Here the loop of the worker, which waits for many connections at no cost, looks whether a head is
complete; one that is not within the seconds of `keepalive` is closed. When too many requests wait for a thread, the
next are told at once to come again.
"""

from __future__ import annotations

import socket
import struct
import time
from functools import partial
from selectors import EVENT_READ

from gunicorn.workers.gthread import TConn, ThreadWorker

MOST_WAITING = 200
_MOST_OF_A_HEAD = 64 * 1024
_SECONDS_TO_TAKE_A_PIECE = 20
_BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n"
    b"Content-Type: text/plain\r\nContent-Length: 30\r\n\r\nToo many people are searching\n"
)


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's worker with threads, guarded against those who send slowly, take slowly, or come in crowds."""

    def enqueue_req(self, conn: TConn) -> None:
        if not conn.initialized and not conn.data_ready:
            self._listen(conn)
        elif self.tpool._work_queue.qsize() >= MOST_WAITING:
            self._refuse(conn)
        else:
            super().enqueue_req(conn)

    def _listen(self, conn: TConn) -> None:
        conn.sock.setblocking(False)
        seconds = struct.pack("ll", _SECONDS_TO_TAKE_A_PIECE, 0)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, seconds)
        conn.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _refuse(self, conn: TConn) -> None:
        conn.sock.setblocking(False)
        try:
            conn.sock.recv(_MOST_OF_A_HEAD)  # what is left unread would turn the answer into a reset
            conn.sock.send(_BUSY)
        except OSError as error:
            self.log.debug("the client went away before it could be refused: %s", error)
        self.nr_conns -= 1
        conn.close(graceful=True)

    def on_pending_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        if has_head(client):
            super().on_pending_socket_readable(conn, client)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        if has_head(client):
            super().on_client_socket_readable(conn, client)


def has_head(client: socket.socket) -> bool:
    """True when nothing more need be waited for: a whole head, an end, or more than a head may be.

    Nothing is taken from the socket. Until the head is whole, the socket counts as readable only when it holds more
    than it did (its low-water mark), so that the loop is not woken for what it has seen.
    """
    woken_at = client.getsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT)
    try:
        seen = client.recv(_MOST_OF_A_HEAD, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except OSError:
        return True
    has_ended = len(seen) < woken_at
    is_whole = has_ended or b"\r\n\r\n" in seen or len(seen) >= _MOST_OF_A_HEAD
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1 if is_whole else len(seen) + 1)
    return is_whole
