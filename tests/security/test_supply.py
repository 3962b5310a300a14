"""What the check for known vulnerabilities says, and when it cannot say anything."""

import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

PROJECT = Path(__file__).parents[2]


@contextmanager
def _osv(vulnerable):
    """A server that answers as OSV does, and knows of vulnerabilities in these packages."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            known = [{"vulns": [{"id": "X-1"}]} if q["package"]["name"] in vulnerable else {} for q in asked]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"results": known}).encode())

        def log_message(self, *_):
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    running = threading.Thread(target=server.serve_forever)
    running.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    running.join()
    server.server_close()


def _checked(address):
    command = [sys.executable, str(PROJECT / ".ci" / "vulnerabilities.py"), address]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_locked_package_with_a_known_vulnerability_is_named_and_fails_the_check():
    with _osv({"flask"}) as address:
        ended = _checked(address)

    assert ended.returncode == 1
    assert "flask" in ended.stderr
    assert "https://osv.dev/X-1" in ended.stderr


def test_without_any_the_check_says_how_many_it_asked_about():
    with _osv(set()) as address:
        ended = _checked(address)

    assert ended.returncode == 0
    assert "0 with known vulnerabilities" in ended.stdout


def test_without_a_network_the_check_is_skipped_loudly():
    ended = _checked("http://127.0.0.1:9/")

    assert ended.returncode == 0
    assert "NOT CHECKED" in ended.stderr
