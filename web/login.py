"""
A request to a private collection -> the same, for those who gave the password.

With the setting password_hash every address but /healthz, the files of the site and the login itself needs it: people
give it on a page and keep a signed cookie; programs (feed readers, scrapers, the API) send it as HTTP Basic. Wrong
guesses of one client are delayed, each twice as long as the last.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, Flask, Response, current_app, make_response, redirect, render_template, request, session
from flask import url_for as flask_url_for
from werkzeug.security import check_password_hash

from search.errors import InvalidSetting
from web.errors import answer
from web.limits import client_of_request, refusal

OPEN_TO_ALL = ("health.alive", "login.login", "assets.static")
_LONGEST_DELAY = 300.0
_GUESSES_WITHOUT_DELAY = 3
_CLIENTS_REMEMBERED = 10_000
_DAYS_OF_A_SESSION = 7

blueprint = Blueprint("login", __name__)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a guess. One that came too early was not looked at: the next may come in `seconds_to_wait`."""

    is_right: bool
    seconds_to_wait: float = 0.0


@dataclass(slots=True)
class _Guesses:
    wrong: int = 0
    not_before: float = -math.inf


class Door:
    """Compares passwords with the hash and delays those who guess; safe between threads."""

    def __init__(self, password_hash: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._hash = password_hash
        self._clock = clock
        self._of_this_process = secrets.token_bytes(32)
        self._right = b""
        self._guesses: OrderedDict[str, _Guesses] = OrderedDict()
        self._comparing = threading.Lock()

    def attempt(self, password: str, client: str) -> Attempt:
        """Compares one guess. A wrong one counts against the client, who has to wait before the next.

        Guesses are looked at one by one, and the delay is looked up in the turn of each: to send many at once gains
        nothing.
        """
        with self._comparing:
            guesses = self._guesses.get(client)
            if guesses and (seconds := guesses.not_before - self._clock()) > 0:
                return Attempt(is_right=False, seconds_to_wait=seconds)
            if self._is_right(password):
                self._guesses.pop(client, None)
                return Attempt(is_right=True)
            self._count_against(client)
            return Attempt(is_right=False)

    def _is_right(self, password: str) -> bool:
        """The right password is recognised by a keyed digest once it has been compared with the slow hash."""
        digest = hmac.digest(self._of_this_process, password.encode("utf-8", "surrogatepass"), "sha256")
        if hmac.compare_digest(digest, self._right):
            return True
        if check_password_hash(self._hash, password):
            self._right = digest
            return True
        return False

    def _count_against(self, client: str) -> None:
        guesses = self._guesses.setdefault(client, _Guesses())
        self._guesses.move_to_end(client)
        while len(self._guesses) > _CLIENTS_REMEMBERED:
            self._guesses.popitem(last=False)
        guesses.wrong += 1
        doublings = guesses.wrong - _GUESSES_WITHOUT_DELAY
        if doublings >= 0:
            guesses.not_before = self._clock() + min(_LONGEST_DELAY, 2.0**doublings)


def _door() -> Door:
    door = current_app.extensions["door"]
    assert isinstance(door, Door)
    return door


def ask_for_the_password() -> Response | None:
    """Nothing for those who may go on; else the way to the login, or 401 for a program."""
    if request.endpoint in OPEN_TO_ALL or session.get("is_in"):
        return None
    if request.authorization and request.authorization.type == "basic":
        return _refusal_of(request.authorization.password or "")
    if request.blueprint in (None, "pages") and request.method in ("GET", "HEAD"):
        return make_response(redirect(flask_url_for("login.login", next=request.full_path.rstrip("?"))))
    return _unauthorized()


def _unauthorized() -> Response:
    response = make_response({"error": "This collection is private", "status": 401}, 401)
    response.headers["WWW-Authenticate"] = 'Basic realm="private collection", charset="UTF-8"'
    return response


def _refusal_of(password: str) -> Response | None:
    """Nothing for the right password; else what is said to a wrong guess."""
    attempt = _door().attempt(password, client_of_request())
    if attempt.seconds_to_wait:
        return refusal(429, "Too many wrong passwords", "Wait before the next attempt.", attempt.seconds_to_wait)
    return None if attempt.is_right else _unauthorized()


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> Response:
    if request.method != "POST":
        return _form("")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return answer(403, "Not from here", "Open the login of this site and give the password there.")
    refused = _refusal_of(request.form.get("password", ""))
    if refused is None:
        session.clear()
        session["is_in"] = session.permanent = True
        return make_response(redirect(_own_address(request.args.get("next", "/")), 303))
    if refused.status_code == 429:
        return refused
    return _form("That is not the password.", 403)


@blueprint.post("/logout")
def logout() -> Response:
    session.clear()
    return make_response(redirect(flask_url_for("login.login"), 303))


def _form(mistake: str, status: int = 200) -> Response:
    response = make_response(render_template("login.html", mistake=mistake), status)
    response.cache_control.no_store = True
    return response


def _own_address(address: str) -> str:
    """The address when it is one of this site, else the search page: a login sends nobody elsewhere."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_own and not address.startswith("/log") else "/"


def keep_private(response: Response) -> Response:
    """No search engine keeps what is private, and no cache but that of the browser."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    if request.endpoint not in OPEN_TO_ALL:
        response.cache_control.public = False
        response.cache_control.private = True
    return response


def init_app(app: Flask) -> None:
    password_hash = app.config["PASSWORD_HASH"]
    if not password_hash:
        return
    if len(password_hash.split("$")) != 3 or not password_hash.startswith(("scrypt:", "pbkdf2:")):
        raise InvalidSetting("CHANCERY_PASSWORD_HASH is no hash of a password; make one with `python -m web.password`")
    # The key of the cookies follows from the hash, which holds a random salt: a new password ends every session.
    app.secret_key = hashlib.sha256(b"cookies of the site\0" + password_hash.encode()).digest()
    app.config.update(
        SESSION_COOKIE_NAME="__Host-session",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=_DAYS_OF_A_SESSION),
    )
    app.extensions["door"] = Door(password_hash)
    app.before_request(ask_for_the_password)
    app.after_request(keep_private)
    app.register_blueprint(blueprint)
