"""
A request that has come -> whether it may go past those that wait.

Only the platform's look at whether the process lives may: one that is busy must not be taken for one that is stuck.
"""

from __future__ import annotations

import re
import socket

_LOOK = re.compile(rb"(?:GET|HEAD) /healthz[ ?]")
_BYTES_OF_A_LOOK = len(b"HEAD /healthz ")


def goes_first(client: socket.socket, before: bytes) -> bool:
    """`before` was taken from the socket already; nothing else is."""
    if len(before) < _BYTES_OF_A_LOOK:
        try:
            before += client.recv(_BYTES_OF_A_LOOK, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except OSError:
            return False
    return bool(_LOOK.match(before))
