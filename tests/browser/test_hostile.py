"""Documents, names and addresses that would be scripts: in a real browser none of them runs."""

import threading
from contextlib import suppress
from urllib.parse import quote

import pytest
from playwright.sync_api import Error
from werkzeug.serving import make_server

from search.pipeline import reindex
from tests.browser.conftest import is_complaint
from web import create_app

PAYLOADS = (
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    '"><svg onload=window.hacked=1>',
    "'><details open ontoggle=window.hacked=1>",
    "javascript:window.hacked=1",
    "</title><script>window.hacked=1</script>",
    "</textarea><script>window.hacked=1</script>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "{{constructor.constructor('window.hacked=1')()}}",
    '<div hx-get="/" hx-trigger="load" hx-on::load="window.hacked=1">',
    "<mark onmouseover=window.hacked=1>arms</mark>",
    "&lt;script&gt;window.hacked=1&lt;/script&gt;",
    "\u2028<script>window.hacked=1</script>",
    "<style>@import'//evil.example'</style><base href='//evil.example'>",
)
NEVER_MADE = "main script, main iframe, main style, [onerror], [onload], a[href^='javascript']"
ACTORS = """
[actors.hostile]
name = '''Sergei <img src=x onerror=window.hacked=1>'''
kind = "person"
aliases = ["Geneva"]
"""


def _write_seeds(folder):
    folder.mkdir()
    rows = ["path,title,published,source,url,author"]
    for number, payload in enumerate(PAYLOADS):
        name = f"{number} {payload.replace('/', '-')[:80]}.txt".replace("\u2028", "")
        (folder / name).write_text(f"{payload}\n\nTalks on arms {payload} in Geneva.\n\n{payload}")
        cells = [name, payload, "2022-02-17", payload, "javascript:window.hacked=1", payload]
        rows.append(",".join('"' + cell.replace('"', '""') + '"' for cell in cells))
    (folder / "metadata.csv").write_text("\n".join(rows))
    (folder / "actors.toml").write_text(ACTORS)


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    _write_seeds(folder / "seeds")
    reindex(folder / "seeds", folder / "index", jobs=1)
    server = make_server("127.0.0.1", 0, create_app({"INDEX_DIR": str(folder / "index")}), threaded=True)
    running = threading.Thread(target=server.serve_forever)
    running.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    running.join()
    server.server_close()


@pytest.fixture
def watched(chromium, hostile_site):
    """A page, and what it did that it should not: complaints of the console, dialogs, requests to other hosts."""
    context = chromium.new_context(base_url=hostile_site)
    context.set_default_timeout(5000)
    page, seen = context.new_page(), []
    page.on("console", lambda said: seen.append(said.text) if is_complaint(said) else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    page.on("request", lambda asked: None if asked.url.startswith(hostile_site) else seen.append(asked.url))
    yield page, seen
    context.close()


def _is_hacked(page):
    return page.evaluate("window.hacked === 1")


def test_nothing_in_a_document_its_metadata_or_its_labels_runs(watched):
    page, seen = watched
    page.goto("/?q=arms")
    documents = page.locator("main a[href^='/documents/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for url in ("/?q=arms", "/?q=arms&page=2", "/actors", "/topics", "/actors/hostile", *dict.fromkeys(documents)):
        page.goto(url)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")

        assert not _is_hacked(page), url
        assert (
            page.locator("main script, main iframe, main style, [onerror], [onload], a[href^='javascript']").count()
            == 0
        )
    assert len(documents) >= 10
    assert seen == []


def test_nothing_in_an_address_runs(watched):
    page, seen = watched
    for payload in PAYLOADS:
        said = quote(payload, safe="")
        for url in (
            f"/?q={said}&actor={said}&from={said}&sort={said}&page={said}",
            f"/documents/{said}?q={said}",
            f"/actors/{said}",
            f"/?{said}={said}",
        ):
            with suppress(Error):  # an address that the browser itself refuses
                page.goto(url)
            assert not _is_hacked(page), url
    assert seen == []
