"""A collection with a password: nothing of it without, everything with."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.security import generate_password_hash

from search.errors import InvalidSetting
from web import create_app
from web.login import Attempt, Door

PASSWORD = "correct horse battery"
HASH = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1000")
HTTPS = "https://localhost"
OPEN = {"/healthz", "/login", "/static/<address>"}
SECRETS = ("Lavrov", "Blinken", "year-1990", "YEAR-1990", "talks/lavrov.txt", "sergei-lavrov", "Gas and grain")


@pytest.fixture(scope="module")
def private(index_dir):
    return create_app({"INDEX_DIR": str(index_dir), "PASSWORD_HASH": HASH})


@pytest.fixture
def stranger(private):
    return private.test_client()


@pytest.fixture
def member(private):
    client = private.test_client()
    assert client.post("/login", base_url=HTTPS, data={"password": PASSWORD}).status_code == 303
    return client


def _addresses(app):
    """An address for every rule of the site, and some that are not there."""
    fill = {"document_id": "talks/lavrov.txt", "actor": "sergei-lavrov", "topic": "arms-control", "address": "x.css"}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            url = rule.rule
            for name in rule.arguments:
                converted = [f"<path:{name}>", f"<{name}>"]
                for form in converted:
                    url = url.replace(form, fill.get(name, "x"))
            yield rule.rule, url
    yield "missing", "/nowhere"
    yield "missing", "/documents/nowhere"
    yield "search", "/?q=gas&actor=russia"


def test_without_the_password_no_address_gives_anything_away(private, stranger):
    for rule, url in _addresses(private):
        for method in ("GET", "HEAD", "POST", "OPTIONS", "PUT"):
            response = stranger.open(url, base_url=HTTPS, method=method)

            assert rule in OPEN or response.status_code in (302, 401), (method, url, response.status_code)
            assert not [secret for secret in SECRETS if secret in response.text and secret not in url], (method, url)
            assert "noindex" in response.headers["X-Robots-Tag"]


def test_an_error_gives_nothing_away_either(index_dir):
    site = create_app({"INDEX_DIR": str(index_dir), "PASSWORD_HASH": HASH, "REQUESTS_A_MINUTE": 1})
    client = site.test_client()
    said = [client.get("/documents/talks/lavrov.txt", headers={"X-Forwarded-For": "203.0.113.7"}) for _ in range(3)]

    assert not [response for response in said if "Lavrov" in response.text]


def test_a_cached_page_is_not_confirmed_to_a_stranger(member, stranger):
    etag = member.get("/?q=gas", base_url=HTTPS).headers["ETag"]

    assert stranger.get("/?q=gas", base_url=HTTPS, headers={"If-None-Match": etag}).status_code == 302


def test_with_the_password_everything_is_there_and_no_cache_but_the_browser_keeps_it(member):
    response = member.get("/documents/talks/lavrov.txt", base_url=HTTPS)

    assert response.status_code == 200
    assert "Lavrov" in response.text
    assert "private" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_the_cookie_is_kept_from_scripts_from_other_sites_and_from_plain_connections(stranger):
    response = stranger.post("/login", base_url=HTTPS, data={"password": PASSWORD})
    (cookie,) = response.headers.getlist("Set-Cookie")

    assert cookie.startswith("__Host-")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}


def test_a_public_site_sets_no_cookie(client):
    assert not [url for url in ("/", "/help", "/api/search") if "Set-Cookie" in client.get(url).headers]


@pytest.mark.parametrize("cookie", ["", "x", "eyJpc19pbiI6dHJ1ZX0.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"])
def test_an_invented_cookie_opens_nothing(stranger, cookie):
    stranger.set_cookie("__Host-session", cookie, domain="localhost", secure=True)

    assert stranger.get("/", base_url=HTTPS).status_code == 302


def test_a_new_password_ends_every_session(member, index_dir):
    cookie = member.get_cookie("__Host-session")
    other = generate_password_hash("another password", method="pbkdf2:sha256:1000")
    client = create_app({"INDEX_DIR": str(index_dir), "PASSWORD_HASH": other}).test_client()
    client.set_cookie("__Host-session", cookie.value, domain="localhost", secure=True)

    assert client.get("/", base_url=HTTPS).status_code == 302


def test_logging_out_ends_the_session(member):
    member.post("/logout", base_url=HTTPS)

    assert member.get("/", base_url=HTTPS).status_code == 302


def test_programs_send_the_password_with_each_request(stranger):
    assert stranger.get("/feed.atom", base_url=HTTPS).status_code == 401
    assert stranger.get("/feed.atom", base_url=HTTPS).headers["WWW-Authenticate"].startswith("Basic")
    assert stranger.get("/feed.atom", base_url=HTTPS, auth=("any", PASSWORD)).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/?q=gas&actor=italy", "/?q=gas&actor=italy"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\r\nX: 1", "/"),
    ],
)
def test_the_login_leads_back_to_where_one_came_from_and_never_elsewhere(stranger, wanted, given):
    response = stranger.post("/login", base_url=HTTPS, query_string={"next": wanted}, data={"password": PASSWORD})

    assert response.headers["Location"] == given


def test_a_login_that_another_site_sends_is_refused(stranger):
    elsewhere = {"Sec-Fetch-Site": "cross-site"}

    assert stranger.post("/login", base_url=HTTPS, data={"password": PASSWORD}, headers=elsewhere).status_code == 403


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_after_three_guesses_each_is_delayed_twice_as_long_and_others_are_not():
    clock, waits = Clock(), []
    door = Door(HASH, clock)
    while len(waits) < 14:
        waits.append(door.attempt("wrong", "203.0.113.7").seconds_to_wait)
        clock.now += waits[-1]

    assert waits == [0, 0, 0, 1, 0, 2, 0, 4, 0, 8, 0, 16, 0, 32]
    assert door.attempt(PASSWORD, "203.0.113.8") == Attempt(is_right=True)
    assert door.attempt(PASSWORD, "203.0.113.7") == Attempt(is_right=True)
    assert [door.attempt("wrong", "203.0.113.7").seconds_to_wait for _ in range(4)] == [0, 0, 0, 1]


def test_no_delay_is_longer_than_five_minutes():
    clock = Clock()
    door = Door(HASH, clock)
    for _ in range(20):
        door.attempt("wrong", "203.0.113.7")
        clock.now += 300
    door.attempt("wrong", "203.0.113.7")

    assert door.attempt("wrong", "203.0.113.7").seconds_to_wait == 300


def test_guesses_sent_all_at_once_are_delayed_too():
    door, start = Door(HASH, Clock()), threading.Barrier(12)

    def guess(_):
        start.wait()
        return door.attempt("wrong", "203.0.113.7")

    with ThreadPoolExecutor(12) as threads:
        attempts = list(threads.map(guess, range(12)))

    assert sum(not attempt.seconds_to_wait for attempt in attempts) == 3


def test_during_the_delay_even_the_right_password_must_wait(index_dir):
    client = create_app({"INDEX_DIR": str(index_dir), "PASSWORD_HASH": HASH}).test_client()
    for _ in range(3):
        client.post("/login", base_url=HTTPS, data={"password": "wrong"})

    response = client.post("/login", base_url=HTTPS, data={"password": PASSWORD})

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) >= 1


def test_a_hash_that_is_none_is_named_when_the_site_starts(index_dir):
    with pytest.raises(InvalidSetting, match=r"web\.password"):
        create_app({"INDEX_DIR": str(index_dir), "PASSWORD_HASH": "swordfish"})


def test_the_command_makes_a_hash_that_opens_the_site(index_dir):
    command = [sys.executable, "-m", "web.password"]
    made = subprocess.run(command, input=f"{PASSWORD}\n", capture_output=True, text=True, check=True).stdout.strip()
    client = create_app({"INDEX_DIR": str(index_dir), "PASSWORD_HASH": made}).test_client()

    assert client.post("/login", base_url=HTTPS, data={"password": PASSWORD}).status_code == 303
    assert subprocess.run(command, input="short\n", capture_output=True, text=True, check=False).returncode == 2
