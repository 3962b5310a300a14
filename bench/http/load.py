"""
An address, connections and seconds -> how many answers came, and how long they took.

The load is made on the machine that answers it, so what it costs is taken from the server: one thread, no library, an
answer is read into one buffer and only its head is looked at. What it takes all the same is told.
"""

from __future__ import annotations

import os
import select
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles

_BUFFER = memoryview(bytearray(2**20))
_SECONDS_TO_ANSWER = 120.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What a load gave: answers a second, milliseconds by share of answers, what was not answered with 200, and the
    milliseconds of processor time that the load itself took for an answer."""

    connections: int
    answers: int
    a_second: float
    p50: float
    p95: float
    p99: float
    refused: int
    failed: int
    load_ms: float


@dataclass(slots=True, eq=False)
class _Connection:
    """One client, which asks for one path after another; `left` is what is still to come of an answer, in bytes."""

    address: tuple[str, int]
    requests: Sequence[bytes]
    turn: int
    socket: socket.socket | None = None
    asked_at: float = 0.0
    head: bytes = b""
    status: int = 0
    left: int | None = None
    keeps: bool = True
    found: list[tuple[int, float]] = field(default_factory=list)

    def ask(self, poll: select.epoll, open_ones: dict[int, _Connection]) -> None:
        """Asks for the next path, over a new connection where the last was closed. The time runs from here."""
        self.asked_at, self.turn = time.perf_counter(), (self.turn + 1) % len(self.requests)
        self.head, self.left = b"", None
        if self.socket is None:
            self.socket = socket.create_connection(self.address)
            open_ones[self.socket.fileno()] = self
            poll.register(self.socket, select.EPOLLIN)
        self.socket.sendall(self.requests[self.turn])

    def read(self) -> bool:
        """Takes what has come; true when the answer is whole, or will never be."""
        assert self.socket is not None
        count = self.socket.recv_into(_BUFFER)
        if not count:
            return self.fail()
        if self.left is None:
            self.head += bytes(_BUFFER[:count])
            return self._read_head()
        self.left -= count
        return self._ended(self.status, self.keeps) if self.left <= 0 else False

    def _read_head(self) -> bool:
        head, end, rest = self.head.partition(b"\r\n\r\n")
        if not end:
            return False
        said = head.lower()
        self.status, self.keeps = int(said.split(b" ", 2)[1]), b"connection: close" not in said
        if b"transfer-encoding: chunked" in said:  # its end is only seen by looking at all of it
            return self._ended(self.status, self.keeps) if rest.endswith(b"0\r\n\r\n") else False
        self.left = int(said.split(b"content-length:")[1].split(b"\r\n")[0]) - len(rest)
        return self._ended(self.status, self.keeps) if self.left <= 0 else False

    def _ended(self, status: int, keeps: bool) -> bool:
        self.found.append((status, time.perf_counter() - self.asked_at))
        if not keeps:
            self.close()
        return True

    def fail(self) -> bool:
        """Counts what was asked as not answered."""
        return self._ended(0, keeps=False)

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def load(port: int, paths: Sequence[str], connections: int, seconds: float) -> Measured:
    """Keeps so many connections busy on this machine for so long; each asks for the paths in turn."""
    requests = [f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() for path in paths]
    clients = [
        _Connection(("127.0.0.1", port), requests, turn=number * len(paths) // connections)
        for number in range(connections)
    ]
    started, processor = time.perf_counter(), _processor_seconds()
    _keep_busy(clients, started + seconds)
    took, processor = time.perf_counter() - started, _processor_seconds() - processor
    found = [answer for client in clients for answer in client.found]
    good = [1000 * elapsed for status, elapsed in found if status == 200]
    shares = quantiles(good, n=100) if len(good) > 1 else [float("nan")] * 99
    return Measured(
        connections,
        len(found),
        len(good) / took,
        shares[49],
        shares[94],
        shares[98],
        refused=sum(status in (429, 503) for status, _ in found),
        failed=sum(status not in (200, 429, 503) for status, _ in found),
        load_ms=1000 * processor / max(1, len(found)),
    )


def _keep_busy(clients: Sequence[_Connection], until: float) -> None:
    """Until the time is over each client asks again as soon as it is answered; then what was asked is waited for.

    What is not answered at all counts as failed.
    """
    open_ones: dict[int, _Connection] = {}
    poll = select.epoll()
    waiting = [client for client in clients if _has_asked(client, poll, open_ones)]
    while waiting and (ready := poll.poll(_SECONDS_TO_ANSWER)):
        for number, _ in ready:
            client = open_ones[number]
            if not _has_answer(client):
                continue
            if client.socket is None:
                del open_ones[number]
            if time.perf_counter() >= until or not _has_asked(client, poll, open_ones):
                waiting.remove(client)
    for client in waiting:
        client.fail()
    for client in clients:
        client.close()
    poll.close()


def _has_asked(client: _Connection, poll: select.epoll, open_ones: dict[int, _Connection]) -> bool:
    """False where no connection could be made, or it broke; the client asks no more then."""
    try:
        client.ask(poll, open_ones)
    except OSError:
        return not client.fail()
    return True


def _has_answer(client: _Connection) -> bool:
    try:
        return client.read()
    except (OSError, ValueError, IndexError):
        return client.fail()


def _processor_seconds() -> float:
    spent = os.times()
    return spent.user + spent.system
