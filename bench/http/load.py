"""An address, connections and seconds -> how many answers came, and how long they took."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True, slots=True)
class Measured:
    """What a load gave: answers a second, milliseconds by share of answers, and what was not answered with 200."""

    connections: int
    a_second: float
    p50: float
    p95: float
    p99: float
    refused: int
    failed: int


async def _connection(host: str, port: int, paths: Sequence[str], until: float, found: list[tuple[int, float]]) -> None:
    """Asks for one path after another over one connection at a time, until the time is over."""
    reader = writer = None
    turn = id(found) % len(paths)
    while time.perf_counter() < until:
        started, turn = time.perf_counter(), (turn + 1) % len(paths)
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection(host, port, limit=2**20)
            writer.write(f"GET {paths[turn]} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            status, keeps = await _answer(reader)
        except (OSError, asyncio.IncompleteReadError, ValueError):
            status, keeps = 0, False
        found.append((status, time.perf_counter() - started))
        if not keeps and writer is not None:
            writer.close()
            writer = None
    if writer is not None:
        writer.close()


async def _answer(reader: asyncio.StreamReader | None) -> tuple[int, bool]:
    """The status of an answer that is read to its end, and whether the connection stays open."""
    assert reader is not None
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head.split(b" ", 2)[1])
    if b"transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
    return status, b"connection: close" not in head


async def _load(host: str, port: int, paths: Sequence[str], connections: int, seconds: float) -> Measured:
    found: list[tuple[int, float]] = []
    started = time.perf_counter()
    until = started + seconds
    each = [paths[start % len(paths) :] + paths[: start % len(paths)] for start in range(connections)]
    await asyncio.gather(*(_connection(host, port, own, until, found) for own in each))
    took = time.perf_counter() - started
    good = [1000 * elapsed for status, elapsed in found if status == 200]
    shares = quantiles(good, n=100) if len(good) > 1 else [float("nan")] * 99
    return Measured(
        connections,
        len(good) / took,
        shares[49],
        shares[94],
        shares[98],
        refused=sum(status in (429, 503) for status, _ in found),
        failed=sum(status not in (200, 429, 503) for status, _ in found),
    )


def load(port: int, paths: Sequence[str], connections: int, seconds: float) -> Measured:
    """Keeps so many connections busy on this machine for so long; each asks for the paths in turn."""
    return asyncio.run(_load("127.0.0.1", port, paths, connections, seconds))
