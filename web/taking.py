"""
An answer -> a client that takes it: at once, or slowly, but then in a time that suits its size and beside few others.

What does not fit on its way to the client holds the thread that sends it. So only some of the threads may wait for
clients. The answer of one more is broken off, and so is one that is taken too slowly.
"""

from __future__ import annotations

import socket
import struct
from errno import EPIPE
from threading import BoundedSemaphore
from typing import ClassVar

MOST_WAITED_FOR = 8  # half of the threads
SECONDS_TO_TAKE = 20.0
LEAST_BYTES_A_SECOND = 50_000
_BYTES_ON_THEIR_WAY = 256 * 1024  # a page goes into the socket at once, however slowly it is taken from there
_SECONDS_FOR_WHAT_HAS_COME = 1  # a thread is given to a request that is whole, and finds all of it there


class Client(socket.socket):
    """The connection of a client, in place of the socket that was accepted. It does not wait until it is told to."""

    waited_for: ClassVar[BoundedSemaphore] = BoundedSemaphore(MOST_WAITED_FOR)

    def __init__(self, accepted: socket.socket) -> None:
        super().__init__(accepted.family, accepted.type, accepted.proto, fileno=accepted.detach())
        self.setblocking(False)
        self.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BYTES_ON_THEIR_WAY)
        self.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", _SECONDS_FOR_WHAT_HAS_COME, 0))

    def sendall(self, data: bytes, flags: int = 0) -> None:  # type: ignore[override]  # gunicorn sends bytes
        """Sends all of it. Raises BrokenPipeError when the client takes it too slowly or too many others do."""
        try:
            sent = self.send(data, flags | socket.MSG_DONTWAIT)
        except BlockingIOError:
            sent = 0
        if sent < len(data):
            self._send_slowly(memoryview(data)[sent:], flags)

    def _send_slowly(self, left: memoryview, flags: int) -> None:
        if not self.waited_for.acquire(blocking=False):
            raise BrokenPipeError(EPIPE, "too many clients take their answers slowly")
        try:
            self.settimeout(SECONDS_TO_TAKE + len(left) / LEAST_BYTES_A_SECOND)
            super().sendall(left, flags)
        except TimeoutError as error:
            raise BrokenPipeError(EPIPE, "the client takes its answer too slowly") from error
        finally:
            self.waited_for.release()
            self.settimeout(None)
