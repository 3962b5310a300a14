"""
Connections that are over -> closed, once their clients have closed theirs.

What comes for a connection that is closed already makes the kernel take back from the client whatever it has not yet
read. So nothing more is said, what the client still sends is thrown away, and the end is waited for, in the loop that
waits for all others too, but only so long and for so many.
"""

from __future__ import annotations

import socket
import time
from functools import partial
from selectors import EVENT_READ, BaseSelector

MOST_AT_ONCE = 100
_SECONDS = 2.0
_BYTES_AT_ONCE = 256 * 1024


class Partings:
    """The connections whose clients have not closed them yet, in the order in which they were over."""

    def __init__(self) -> None:
        self._until: dict[socket.socket, float] = {}

    def begin(self, client: socket.socket, loop: BaseSelector) -> None:
        """Says that nothing more comes. Raises OSError when the client has gone or the connection is closed."""
        client.setblocking(False)
        client.shutdown(socket.SHUT_WR)
        self._until[client] = time.monotonic() + _SECONDS
        loop.register(client, EVENT_READ, partial(self._take, loop))
        if len(self._until) > MOST_AT_ONCE:
            self._close(loop, next(iter(self._until)))

    def end_late(self, loop: BaseSelector) -> None:
        """Closes those that were given enough time."""
        now = time.monotonic()
        for client in [client for client, until in self._until.items() if until < now]:
            self._close(loop, client)

    def _take(self, loop: BaseSelector, client: socket.socket) -> None:
        if client not in self._until:  # closed since the loop was woken
            return
        try:
            is_over = not client.recv(_BYTES_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            is_over = True
        if is_over:
            self._close(loop, client)

    def _close(self, loop: BaseSelector, client: socket.socket) -> None:
        del self._until[client]
        loop.unregister(client)
        client.close()
