"""A real Chromium and a real server over a collection that is known by heart."""

import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from search.pipeline import reindex
from tests.browser.install import REMEDY, find_browser
from tests.search.collections import publish_collection
from tests.web.conftest import DOCUMENTS
from web import create_app

SEEDS = Path(__file__).parents[2] / "seeds"
CLIENT_DOCUMENT = "000_3e7c520cc69bc824.txt"
ARGUMENTS = ["--no-sandbox", "--headless", "--disable-background-networking", "--disable-gpu"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@contextmanager
def serving(index_dir):
    """The address of a server over an index, which runs until the block ends."""
    server = make_server("127.0.0.1", 0, create_app({"INDEX_DIR": str(index_dir)}), threaded=True)
    running = threading.Thread(target=server.serve_forever)
    running.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    running.join()
    server.server_close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a site over a collection that is known by heart."""
    with serving(publish_collection(tmp_path_factory.mktemp("browsed") / "index", DOCUMENTS)) as address:
        yield address


@pytest.fixture(scope="session")
def brief_site(tmp_path_factory):
    """The address of a site over the collection that comes with the project, and a report that stands there twice."""
    folder = tmp_path_factory.mktemp("briefs")
    shutil.copytree(SEEDS, folder / "seeds")
    title, body = (SEEDS / CLIENT_DOCUMENT).read_text(encoding="utf-8").split("\n", 1)
    (folder / "seeds" / "again.txt").write_text(f"{title}\n{body}\nA last sentence was added to it.", encoding="utf-8")
    reindex(folder / "seeds", folder / "index")
    with serving(folder / "index") as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    path = find_browser()
    if not path:
        pytest.fail(REMEDY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def is_complaint(said):
    """Errors and warnings, except that htmx gave up an answer for a newer one, or that a page is not there."""
    is_of_the_page_itself = said.location["url"] == said.page.url
    return said.type in ("error", "warning") and not said.text.startswith("htmx:") and not is_of_the_page_itself


@pytest.fixture
def visitor(chromium, site):
    """Opens pages for a visitor with the given means; whatever the console says against a page fails the test."""
    contexts, complaints = [], []

    def visit(url="/", **means):
        context = chromium.new_context(**{"base_url": site, "viewport": {"width": 1280, "height": 900}} | means)
        context.set_default_timeout(5000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def page(visitor):
    return visitor()


@pytest.fixture
def plain_page(visitor):
    """The site without JavaScript."""
    return visitor(java_script_enabled=False)
