"""Whatever a client sends, each answer has its line in the log, and none says who asked or for what."""

import json
import re
import socket
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.reliability.serving import served
from web.refusals import MOST_LINES_WAITING, Refusals

WHO_ASKS = "127.0.0.77"
END = b"Host: a\r\nConnection: close\r\n\r\n"
NOT_UNDERSTOOD = {
    "letters as they are": ("GET /?q=Секретно secretword HTTP/1.1\r\n".encode() + END, 400),
    "a space": (b"GET /?q=secretword b HTTP/1.1\r\n" + END, 400),
    "no version": (b"GET /?q=secretword\r\n" + END, 400),
    "another version": (b"GET /?q=secretword HTTP/9.9\r\n" + END, 400),
    "a method that is none": (b"G(secretword) / HTTP/1.1\r\n" + END, 400),
    "no host": (b"GET http://[secretword/ HTTP/1.1\r\n" + END, 400),
    "a header that is none": (b"GET / HTTP/1.1\r\nsecretword\r\n" + END, 400),
    "a name of two words": (b"GET / HTTP/1.1\r\nA secretword: 1\r\n" + END, 400),
    "a header of many lines": (b"GET / HTTP/1.1\r\nReferer: a\r\n secretword\r\n" + END, 400),
    "nothing in a header": (b"GET / HTTP/1.1\r\nReferer: secretword\x00\r\n" + END, 400),
    "an expectation": (b"GET /?q=secretword HTTP/1.1\r\nExpect: secretword\r\n" + END, 417),
    "a long header": (b"GET /?q=secretword HTTP/1.1\r\nReferer: secretword" + b"a" * 9000 + b"\r\n" + END, 431),
    "many headers": (b"GET /?q=secretword HTTP/1.1\r\n" + b"X-Secretword: secretword\r\n" * 60 + END, 431),
    "a long line": (b"GET /?q=secretword" + b"a" * 100_000, 414),
    "in chunks": (b"POST /login?q=secretword HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + END, 411),
    "a large body": (b"POST /login?q=secretword HTTP/1.1\r\nContent-Length: 100000\r\n" + END, 413),
}


def sent(site, request):
    """What is answered to a client of an address that nobody else has."""
    host, port = site.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30, source_address=(WHO_ASKS, 0)) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def status_and_id(answer):
    found = re.match(rb"HTTP/1.1 (\d+) .*\r\nX-Request-ID: (\w+)\r\n", answer, re.DOTALL)
    return (int(found[1]), found[2].decode()) if found else None


def lines_of(site):
    return [json.loads(line) for line in site.log.read_text().splitlines() if line.startswith("{")]


def figures_of(site):
    with urllib.request.urlopen(f"{site.address}/metrics", timeout=30) as response:
        return response.read().decode()


def test_what_is_not_understood_has_an_id_a_figure_and_a_line_without_who_asked_and_for_what(index_dir):
    with served(index_dir, WEB_CONCURRENCY="1") as site:
        answers = {name: status_and_id(sent(site, request)) for name, (request, _) in NOT_UNDERSTOOD.items()}
        figures = figures_of(site)

    assert {name: answer[0] for name, answer in answers.items()} == {
        n: status for n, (_, status) in NOT_UNDERSTOOD.items()
    }
    assert 'chancery_answers_total{page="nowhere",status="400"} 10' in figures
    assert 'chancery_answers_total{page="nowhere",status="411"} 1' in figures
    lines = lines_of(site)
    assert set(answers.values()) <= {(line["status"], line["id"]) for line in lines}
    assert len({tuple(line) for line in lines}) == 1
    written = site.log.read_text()
    assert written.count("A request was not understood: ") == 13
    assert not re.search(f"secretword|Секретно|{re.escape(WHO_ASKS)}|Traceback", written, re.IGNORECASE)


def test_what_comes_behind_a_body_that_was_told_too_short_is_not_written(index_dir):
    with served(index_dir, WEB_CONCURRENCY="1") as site:
        head = b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n"
        sent(site, head + b"password=secretword of somebody\r\n\r\n")

    assert "A request was not understood: InvalidRequestMethod" in site.log.read_text()
    assert "secretword" not in site.log.read_text()


def test_a_question_mark_that_was_encoded_hides_what_is_right_of_it_as_well(client, capsys):
    assert client.get("/%3Fq=secretword").status_code == 404

    assert json.loads(capsys.readouterr().out)["path"] == "/"


@pytest.mark.parametrize("setting", ["0", "1"])
def test_a_fault_is_written_without_what_was_asked_unless_the_setting_says_so(index_dir, setting):
    app = "tests.security.failing:failing()"
    with served(index_dir, app=app, WEB_CONCURRENCY="1", CHANCERY_LOG_QUERIES=setting) as site:
        for path in ("fails", "breaks_off", "cannot_read", "has_no_such_header"):
            sent(site, f"GET /{path}?q=secretword HTTP/1.1\r\n".encode() + END)
        sent(site, b"GET /?q=a secretword HTTP/1.1\r\n" + END)

    written = re.sub("^{.*}$", "", site.log.read_text(), flags=re.MULTILINE)
    assert written.count("secretword") == (5 if setting == "1" else 0)
    assert WHO_ASKS not in written
    assert "Exception on /fails [GET]" in written
    assert re.search(r"ValueError.*LookupError", written, re.DOTALL)
    assert "Input/output error" in written
    assert written.count("Error handling request") == 2
    assert "tests/security/failing.py" in written


def test_a_crowd_that_is_refused_is_seen_and_a_busy_worker_says_that_it_lives(index_dir):
    app = "tests.security.failing:failing()"
    with served(index_dir, app=app, WEB_CONCURRENCY="1") as site, ThreadPoolExecutor(300) as crowd:
        waiting = [crowd.submit(sent, site, b"GET /slow?q=secretword HTTP/1.1\r\n" + END) for _ in range(300)]
        time.sleep(0.7)
        started = time.monotonic()
        alive = [sent(site, method + b" /healthz HTTP/1.1\r\n" + END) for method in (b"GET", b"HEAD")]
        seconds = time.monotonic() - started
        answers = [status_and_id(answer.result()) for answer in waiting]
        figures = figures_of(site)

    assert [answer.split()[1] for answer in alive] == [b"200", b"200"]
    assert seconds < 0.8
    refused = {answer for answer in answers if answer[0] == 503}
    assert len(refused) > 100
    assert f'chancery_answers_total{{page="nowhere",status="503"}} {len(refused)}' in figures
    counted = sum(int(count) for count in re.findall(r"^chancery_answers_total{.*} (\d+)", figures, re.MULTILINE))
    assert f"chancery_answer_seconds_count {counted}" in figures
    lines = lines_of(site)
    assert refused == {(line["status"], line["id"]) for line in lines if line["status"] == 503}
    assert not re.search(f"secretword|{re.escape(WHO_ASKS)}", site.log.read_text())


def test_whoever_is_refused_waits_for_no_log_and_what_it_does_not_take_is_counted(app, monkeypatch, caplog):
    log_goes_on = threading.Event()
    monkeypatch.setattr("web.refusals._write", lambda lines: log_goes_on.wait())
    refusals = Refusals(app)

    for _ in range(MOST_LINES_WAITING + 500):
        refusals.answer("503 Service Unavailable")

    assert refusals._lines.qsize() <= MOST_LINES_WAITING
    log_goes_on.set()
    refusals._tell_of_missed()
    assert re.search(r"(499|500) more were refused than the log could take in time", caplog.text)


def test_a_silent_log_stays_silent(index_dir):
    with served(index_dir, WEB_CONCURRENCY="1", CHANCERY_LOG_REQUESTS="0") as site:
        assert status_and_id(sent(site, NOT_UNDERSTOOD["in chunks"][0]))[0] == 411

    assert lines_of(site) == []
