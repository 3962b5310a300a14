"""
A request -> the same, or a refusal that says when to come again.

Searches wait for a place, a little; the requests of one client are counted; addresses and bodies have a largest size,
and downloads a largest number. All of it is kept by each process for itself.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, Response

from web.current import current_request, current_site, kept
from web.errors import answer

SECONDS_TO_WAIT_FOR_A_PLACE = 1.0
MOST_PARAMETERS = 200
MOST_BYTES_OF_A_BODY = 16 * 1024
MOST_DOWNLOADS = 8  # half of the threads: who takes one slowly holds a thread as long
_SEARCHING = ("pages", "api", "feeds")
_CLIENTS_REMEMBERED = 10_000


@dataclass(slots=True)
class _Allowance:
    left: float
    at: float


class Rate:
    """How many requests each client has left, refilled as time passes (a token bucket); safe between threads."""

    def __init__(self, requests_a_minute: int) -> None:
        self._most = float(requests_a_minute)
        self._allowances: OrderedDict[str, _Allowance] = OrderedDict()
        self._counting = threading.Lock()

    def seconds_to_wait(self, client: str, now: float) -> float:
        """Takes one request of a client; 0 when it may go on, else the seconds until the next one may come."""
        with self._counting:
            allowance = self._allowances.setdefault(client, _Allowance(self._most, now))
            self._allowances.move_to_end(client)
            while len(self._allowances) > _CLIENTS_REMEMBERED:
                self._allowances.popitem(last=False)
            allowance.left = min(self._most, allowance.left + (now - allowance.at) * self._most / 60)
            allowance.at = now
            if allowance.left < 1:
                return (1 - allowance.left) * 60 / self._most
            allowance.left -= 1
            return 0


class Places:
    """So many places, taken in the order in which they were asked for; safe between threads.

    A semaphore of the library lets who comes just now go before who has waited long, so that some wait for ever.
    """

    def __init__(self, count: int) -> None:
        self._free = count
        self._waiting: deque[threading.Lock] = deque()
        self._counting = threading.Lock()

    def take(self, seconds: float) -> bool:
        """True once there is a place; False when there was none for so long."""
        with self._counting:
            if self._free:
                self._free -= 1
                return True
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=seconds):
            return True
        with self._counting:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
        return True  # it was handed over at the last moment

    def give_back(self) -> None:
        """Hands the place to who has waited longest, if anybody waits."""
        with self._counting:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


@lru_cache(maxsize=256)
def client_address(forwarded_for: str, peer: str, trusted_proxies: int) -> str:
    """Who asks: the address that the outermost trusted proxy saw, or the peer where none is trusted or it said nothing.

    Each proxy adds the address that it saw on the right of X-Forwarded-For; what stands further left, a client may
    have invented. Of an IPv6 address only its network of 64 bits counts: whoever has one has the whole of it.
    """
    said = [part.strip() for part in forwarded_for.split(",") if part.strip()]
    address = said[-trusted_proxies] if 0 < trusted_proxies <= len(said) else peer
    try:
        parsed = ip_address(address)
    except ValueError:
        return peer
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)


def client_of_request() -> str:
    """The client of the current request, as the setting trusted_proxies has it."""
    forwarded_for = current_request().environ.get("HTTP_X_FORWARDED_FOR", "")  # several headers are one, with commas
    return client_address(forwarded_for, current_request().remote_addr or "", current_site().config["TRUSTED_PROXIES"])


def refusal(status: int, title: str, message: str, seconds: float) -> Response:
    response = answer(status, title, message)
    response.headers["Retry-After"] = str(max(1, round(seconds + 0.5)))
    return response


def refuse_what_is_too_long() -> Response | None:
    if current_request().environ.get("QUERY_STRING", "").count("&") < MOST_PARAMETERS:
        return None  # there is one more than there are signs between them, or fewer
    if sum(len(values) for _, values in current_request().args.lists()) > MOST_PARAMETERS:
        return answer(414, "Too many parameters", f"An address may have {MOST_PARAMETERS} parameters; take some away.")
    return None


def _is_here(client: str) -> bool:
    """True for a client on this machine; one that only says so comes through a proxy."""
    return client == "127.0.0.1" and "HTTP_X_FORWARDED_FOR" not in current_request().environ


def refuse_who_asks_too_often() -> Response | None:
    """Clients on the machine itself are not counted, nor is the platform's look at the process."""
    client, allowed = client_of_request(), current_site().config["REQUESTS_A_MINUTE"]
    if not allowed or _is_here(client) or current_request().endpoint == "health.alive":
        return None
    seconds = current_site().extensions["rate"].seconds_to_wait(client, time.monotonic())
    if not seconds:
        return None
    return refusal(429, "Too many requests", f"One client may ask {allowed} times a minute; wait a little.", seconds)


def wait_for_a_place() -> Response | None:
    """Searches beyond what runs at once wait; those that wait too long are told to come again."""
    if current_request().blueprint not in _SEARCHING:
        return None
    if not current_site().extensions["places"].take(SECONDS_TO_WAIT_FOR_A_PLACE):
        return refusal(503, "Too many people are searching", "Please try again in a moment.", 1)
    kept().has_a_place = True
    return None


def as_download(lines: Iterator[str]) -> Iterator[str] | None:
    """The same lines, counted as a download until they are all taken or given up; None where too many are being taken.

    It has begun when it is returned, so that it also ends if nobody asks for a line.
    """
    downloads = current_site().extensions["downloads"]
    if not downloads.acquire(blocking=False):
        return None
    counted = _until_the_end(lines, downloads)
    next(counted)
    return counted


def _until_the_end(lines: Iterator[str], downloads: threading.Semaphore) -> Iterator[str]:
    try:
        yield ""
        yield from lines
    finally:
        downloads.release()


def leave_the_place(response: Response) -> Response:
    if kept().pop("has_a_place", False):
        current_site().extensions["places"].give_back()
    return response


def leave_the_place_after_all(_: BaseException | None) -> None:
    """For a request that ended without a response."""
    if kept().pop("has_a_place", False):
        current_site().extensions["places"].give_back()


def init_app(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES_OF_A_BODY
    app.extensions["rate"] = Rate(app.config["REQUESTS_A_MINUTE"])
    app.extensions["downloads"] = threading.BoundedSemaphore(MOST_DOWNLOADS)
    app.extensions["places"] = Places(max(1, app.config["SEARCHES_AT_ONCE"]))
    for refuse in (refuse_what_is_too_long, refuse_who_asks_too_often, wait_for_a_place):
        app.before_request(refuse)
    app.after_request(leave_the_place)
    app.teardown_request(leave_the_place_after_all)
