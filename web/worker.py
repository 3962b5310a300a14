"""
A connection -> a thread of gunicorn, but only once a whole request has arrived, and once its turn has come.

gunicorn's own threads wait for a request to arrive, so that a handful of connections that send a byte now and then
hold them all. Here the loop of the worker, which waits for many connections at no cost, looks whether a request is
whole; one that is not within the seconds of `keepalive` is closed. When too many requests wait for their turn, the
next are told at once to come again, and so is one that has waited for it too long.
"""

from __future__ import annotations

import socket
import struct
import time
from concurrent.futures import Future
from errno import EMFILE, ENFILE, ENOBUFS, ENOMEM
from functools import partial
from selectors import EVENT_READ
from typing import Any, ClassVar

from gunicorn.workers.gthread import TConn, ThreadWorker

from web.arrivals import Arrival, arrival_of, look_at
from web.collection import open_ahead
from web.line import Line
from web.partings import Partings
from web.refusals import BUSY, FAULT, Refusals, status_of
from web.taking import Client
from web.threads import Threads
from web.turns import Turns

MOST_WAITING = 200
_SECONDS_FOR_ANOTHER = 0.05
_SECONDS_BETWEEN_LOOKS = 0.001  # with 5 ms, workers wait for each other while a crowd comes, and have nothing to do
_MOST_TAKEN_AT_ONCE = 64
_NO_PLACE = (EMFILE, ENFILE, ENOBUFS, ENOMEM)
_SECONDS_FOR_A_PLACE = 0.1
# Linux, struct tcp_info of a listener: tcpi_unacked, behind eight bytes and four numbers, counts those that wait.
_WAITING_IN_TCP_INFO = struct.Struct("24xI")


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's worker with threads, guarded against those who send slowly, take slowly, or come in crowds."""

    turns: ClassVar[Turns] = Turns()  # made before workers are forked

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._stood_back, self._stands_back_until = 0, 0.0
        self._arrived: dict[TConn, Arrival] = {}
        self._line: Line[TConn] = Line(self.cfg.threads)
        self._partings = Partings()

    def get_thread_pool(self) -> Threads:
        return Threads()

    def run(self) -> None:
        """Takes connections once the index is open."""
        open_ahead(self.wsgi)
        self._refusals = Refusals(self.wsgi)
        self.turns.tell(self.age, self.nr_conns)
        super().run()
        self._refusals.end()

    def accept(self, listener: socket.socket) -> None:
        """Takes the connections that are for this worker, and one that is rather for another only when that has not
        taken it for a moment.

        They are taken at once, for the loop comes back only after a page has been made: one at a time, the last of
        thirty-two that came together were taken when others had been answered twice.
        """
        share = self.turns.share_of(self.age, self.nr_conns, _waiting_at(listener))
        if not share and self._may_still_stand_back():
            self._stood_back += 1
            self._stand_back(_SECONDS_BETWEEN_LOOKS)
        else:
            self._stood_back = 0
            self._take(listener, share or 1)

    def _take(self, listener: socket.socket, most: int) -> None:
        """Takes so many of those that wait; where the system has no place for another, they wait a little longer."""
        try:
            for _ in range(min(most, self.worker_connections - self.nr_conns)):
                super().accept(listener)
                self.turns.tell(self.age, self.nr_conns)
        except OSError as error:
            if error.errno not in _NO_PLACE:
                raise
            self.log.warning("a connection cannot be taken now: %s", error.strerror)
            self._stand_back(_SECONDS_FOR_A_PLACE)

    def _stand_back(self, seconds: float) -> None:
        self._stands_back_until = time.monotonic() + seconds
        self.set_accept_enabled(False)

    def _may_still_stand_back(self) -> bool:
        return self._stood_back * _SECONDS_BETWEEN_LOOKS < _SECONDS_FOR_ANOTHER

    def set_accept_enabled(self, enabled: bool) -> None:
        """Listens or not. A worker that stops still takes those that wait, whom closing the door would turn away."""
        listened = self._accepting
        super().set_accept_enabled(enabled and time.monotonic() >= self._stands_back_until)
        if listened and not (enabled or self.alive):
            for listener in self.sockets:
                self._take(listener, _waiting_at(listener))

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        self._tell()
        now = time.monotonic()
        stands_back = self._stands_back_until - now
        until = min(timeout, self._line.seconds_to_look(now), stands_back if stands_back > 0 else timeout)
        super().wait_for_and_dispatch_events(until)
        self._partings.end_late(self.poller)
        self._let_begin(time.monotonic())

    def _tell(self) -> None:
        """Tells what this worker holds; one that stops leaves its place, for it takes no more."""
        if self.alive:
            self.turns.tell(self.age, self.nr_conns)
        else:
            self.turns.leave(self.age)

    def _let_begin(self, now: float) -> None:
        for conn in self._line.given_up(now):
            self._refuse(conn, BUSY)
        for conn in self._line.beginning(now):
            super().enqueue_req(conn)

    def enqueue_req(self, conn: TConn) -> None:
        if not conn.initialized and not conn.data_ready:
            return self._listen(conn)
        arrival = self._arrived.pop(conn)
        if arrival.is_none:
            self._close(conn)
        elif arrival.refusal:
            self._refuse(conn, arrival.refusal)
        elif arrival.is_look and self._line.let_past(conn):
            super().enqueue_req(conn)
        elif len(self._line) >= MOST_WAITING:
            self._refuse(conn, BUSY)
        else:
            self._line.join(conn, time.monotonic())
        return None

    def _listen(self, conn: TConn) -> None:
        conn.sock = Client(conn.sock)
        conn.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def finish_request(self, conn: TConn, fs: Future[object]) -> None:
        """Gunicorn gives a client two seconds to close a connection that is over, in the loop that all others wait for;
        here nobody waits for that."""
        self._line.leave(conn)
        if fs.cancelled() or fs.exception() or not fs.result():
            self._end(conn)
        elif (ahead := _taken_ahead(conn)) and not self._is_over(conn, arrival_of(ahead)):
            self._listen_on(conn)
        else:
            super().finish_request(conn, fs)

    def _listen_on(self, conn: TConn) -> None:
        """Waits for the rest of a request of which the start came with the one before."""
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.keepalived_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_client_socket_readable, conn))

    def _refuse(self, conn: TConn, status: str) -> None:
        self._say(conn.sock, status)
        self._end(conn)

    def _say(self, client: socket.socket, status: str) -> None:
        try:
            client.send(self._refusals.answer(status), socket.MSG_DONTWAIT)
        except OSError as error:
            self.log.debug("the client went away before it could be refused: %s", error)

    def handle_error(self, req: object, client: socket.socket, addr: object, exc: Exception) -> None:
        """What gunicorn does not understand, or the site fails at; gunicorn would write who asked, and for what."""
        status = status_of(exc)
        if status == FAULT:
            self.log.exception("Error handling request")
        else:
            words = str(exc) if self.wsgi.config["LOG_QUERIES"] else type(exc).__name__
            self.log.warning("A request was not understood: %s", words)
        self._say(client, status)

    def _end(self, conn: TConn) -> None:
        """Closes a connection as soon as its client has; the kernel still sends what was said."""
        self.nr_conns -= 1
        try:
            self._partings.begin(conn.sock, self.poller)
        except OSError as error:
            self.log.debug("the client had gone, or gunicorn had closed what broke off: %s", error)
            conn.close()

    def _close(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()

    def on_pending_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        if self._is_over(conn, look_at(client)):
            super().on_pending_socket_readable(conn, client)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        if self._is_over(conn, look_at(client, _taken_ahead(conn))):
            super().on_client_socket_readable(conn, client)

    def _is_over(self, conn: TConn, arrival: Arrival) -> bool:
        """True when there is nothing more to wait for; what has arrived is kept in mind until it is seen to."""
        if arrival.is_over:
            self._arrived[conn] = arrival
        return arrival.is_over


def _waiting_at(listener: socket.socket) -> int:
    """How many connections wait to be taken; 1 where the system does not tell."""
    try:
        told = listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _WAITING_IN_TCP_INFO.size)
    except (AttributeError, OSError):
        return 1
    waiting: int = _WAITING_IN_TCP_INFO.unpack(told)[0]
    return max(1, min(waiting, _MOST_TAKEN_AT_ONCE))


def _taken_ahead(conn: TConn) -> bytes:
    """What gunicorn took from the socket with a request that was behind it, of the next one."""
    return conn.parser.unreader.buf.getvalue() if conn.parser else b""
