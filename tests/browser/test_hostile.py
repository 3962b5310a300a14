"""Documents, names and addresses that would be scripts: in a real browser none of them runs."""

import json
import threading
from contextlib import suppress
from urllib.parse import quote
from urllib.request import urlopen

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
    "<a href='data:text/html,<script>opener.hacked=1</script>' autofocus onfocus=window.hacked=1>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hacked=1>",
    "<!--><script>window.hacked=1</script-->",
    "<meta http-equiv=refresh content='0;url=javascript:window.hacked=1'>",
    "\\u003cscript\\u003ewindow.hacked=1\\u003c/script\\u003e ${window.hacked=1}",
)
ADDRESSES = (
    "javascript:window.hacked=1",
    " JaVaScRiPt:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
    "vbscript:msgbox(1)",
    "//evil.example/",
    "https://example.org/'onclick=window.hacked=1//",
)
NEVER_MADE = (
    "main script, iframe, style, base, meta[http-equiv], math, [onerror], [onload], [ontoggle], [onfocus], [onclick], "
    "[onmouseover], a[href^='javascript' i], a[href^='data' i], a[href^='vbscript' i]"
)
PROTOCOLS = "all => all.map(a => new URL(a.href.baseVal ?? a.href, location).protocol)"  # links of drawings too
ACTORS = """
[actors.hostile]
name = '''Sergei <img src=x onerror=window.hacked=1>'''
kind = "person"
aliases = ["Geneva"]

[actors.hostile-too]
name = '''"><script>window.hacked=1</script>'''
kind = "organisation"
aliases = ["arms"]
"""
TOPICS = """
[groups]
hostile-group = '''</h2><script>window.hacked=1</script>'''

[topics.hostile-topic]
name = '''"><img src=x onerror=window.hacked=1>'''
group = "hostile-group"
phrases = ["talks on arms"]
"""


def _write_seeds(folder):
    folder.mkdir()
    rows = ["path,title,published,source,url,author"]
    for number, payload in enumerate(PAYLOADS):
        name = f"{number} {payload.replace('/', '-')[:80]}.txt".replace("\u2028", "")
        (folder / name).write_text(f"{payload}\n\nTalks on arms {payload} in Geneva.\n\n{payload}")
        cells = [name, payload, "2022-02-17", payload, ADDRESSES[number % len(ADDRESSES)], payload]
        rows.append(",".join('"' + cell.replace('"', '""') + '"' for cell in cells))
    (folder / "metadata.csv").write_text("\n".join(rows))
    lines = [{"id": payload, "body": f"Talks on arms {payload}", "language": payload} for payload in PAYLOADS]
    (folder / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (folder / "actors.toml").write_text(ACTORS)
    (folder / "topics.toml").write_text(TOPICS)


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


@pytest.fixture(params=[False, True], ids=["as served", "without the policy"])
def watched(request, chromium, hostile_site):
    """A page, and what it did that it should not: complaints of the console, dialogs, requests to other hosts.

    Once as it is served, and once without its Content-Security-Policy: what is escaped needs none.
    """
    context = chromium.new_context(base_url=hostile_site, bypass_csp=request.param)
    context.set_default_timeout(5000)
    page, seen = context.new_page(), []
    page.on("console", lambda said: seen.append(said.text) if is_against_the_page(said) else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    page.on("request", lambda asked: None if asked.url.startswith(hostile_site) else seen.append(asked.url))
    yield page, seen
    context.close()


def is_against_the_page(said):
    """Complaints, and whatever the policy had to stop: it is the last line of defence, and must have nothing to do."""
    return is_complaint(said) or "Content Security Policy" in said.text


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
        assert page.locator(NEVER_MADE).count() == 0
        schemes = page.locator("a[href]").evaluate_all(PROTOCOLS)
        assert set(schemes) <= {"http:", "https:"}, url
    assert len(documents) >= 10
    assert seen == []


@pytest.mark.parametrize(
    "url", ["/feed.atom?q=arms", "/export.csv?q=arms", "/export.json?q=arms", "/api/search?q=arms"]
)
def test_nothing_in_a_feed_or_a_download_is_a_page(hostile_site, url):
    with urlopen(hostile_site + url) as answer:
        kind, policy = answer.headers.get_content_type(), answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    assert kind in ("application/atom+xml", "text/csv", "application/json")
    assert "default-src 'none'" in policy


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
