"""What a browser and a platform see of the answers: fragments, caching, compression, headers, health."""

import gzip
import html
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.search.collections import document, publish_collection
from tests.web.reading import link, links
from web import create_app
from web.collection import open_ahead

FROM_HTMX = {"HX-Request": "true", "HX-Target": "results"}


def test_htmx_receives_the_part_that_the_page_includes(client):
    fragment = client.get("/?q=gas", headers=FROM_HTMX).text
    page = client.get("/?q=gas").text

    assert "<html" not in fragment
    assert fragment[fragment.index('<div class="spread">') :].strip() in page


def test_a_fragment_brings_title_status_and_feed_with_it(client):
    fragment = client.get("/?q=gas&actor=italy", headers=FROM_HTMX).text

    assert "<title>gas (page 1 of 2) · Chancery</title>" in fragment
    assert re.search(r'<p id="status" hx-swap-oob="innerHTML">15 results for gas, 1 filter</p>', fragment)
    assert 'href="/feed.atom?q=gas&amp;actor=italy" hx-swap-oob="true"' in fragment


def test_a_fragment_tells_the_shortest_address_of_its_state(client):
    response = client.get("/?q=gas&from=&to=&actor=italy&page=", headers=FROM_HTMX)

    assert response.headers["HX-Push-Url"] == "/?q=gas&actor=italy"


@pytest.mark.parametrize("extra", [{"HX-History-Restore-Request": "true"}, {"HX-Target": "main"}])
def test_a_page_restored_from_history_is_a_whole_page(client, extra):
    assert "<html" in client.get("/?q=gas", headers=FROM_HTMX | extra).text


def test_page_and_fragment_are_never_taken_for_one_another(client):
    page, fragment = client.get("/"), client.get("/", headers=FROM_HTMX)

    assert "HX-Request" in page.vary
    assert page.get_etag() != fragment.get_etag()


@pytest.mark.parametrize(
    "url", ["/", "/?q=gas", "/documents/talks/lavrov.txt", "/actors/russia", "/api/search", "/feed.atom"]
)
def test_what_has_not_changed_is_not_sent_again(client, url):
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


def test_a_new_generation_is_a_new_page(tmp_path):
    publish_collection(tmp_path, [document("a", "One.")])
    site = create_app({"INDEX_DIR": str(tmp_path), "TESTING": True})
    before = site.test_client().get("/").headers["ETag"]
    publish_collection(tmp_path, [document("a", "One."), document("b", "Two.")])
    site.extensions["search"].look()

    after = site.test_client().get("/", headers={"If-None-Match": before})

    assert after.status_code == 200
    assert "2 documents" in after.text


def test_a_folder_made_anew_counts_its_generations_anew_and_has_new_pages(tmp_path):
    def published(text):
        shutil.rmtree(tmp_path / "index", ignore_errors=True)
        publish_collection(tmp_path / "index", [document("a", text)], fingerprint=text)
        site = create_app({"INDEX_DIR": str(tmp_path / "index")})
        return site.test_client().get("/").headers["ETag"], site.extensions["search"].generation

    before, first = published("One.")
    after, second = published("Two.")

    assert first == second
    assert after != before


def test_other_settings_make_new_pages(index_dir):
    etags = {
        create_app({"INDEX_DIR": str(index_dir), "PAGE_SIZE": size}).test_client().get("/?q=gas").headers["ETag"]
        for size in (3, 10, 10)
    }

    assert len(etags) == 2


def test_another_program_makes_new_pages(index_dir, monkeypatch):
    def etag():
        return create_app({"INDEX_DIR": str(index_dir)}).test_client().get("/?q=gas").headers["ETag"]

    before, read = etag(), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"#" * (path.name == "value_rows.py"))

    assert etag() != before


def test_a_page_is_asked_for_anew_on_another_day_since_a_query_may_say_yesterday(client, monkeypatch):
    class Tomorrow(date):
        @classmethod
        def today(cls):
            return date.today() + timedelta(days=1)

    before = client.get("/?q=gas").headers["ETag"]
    monkeypatch.setattr("web.caching.date", Tomorrow)

    assert client.get("/?q=gas", headers={"If-None-Match": before}).status_code == 200


def test_pages_are_compressed_for_those_who_can_read_it(client):
    plain, compressed = client.get("/"), client.get("/", headers={"Accept-Encoding": "gzip"})

    assert compressed.content_encoding == "gzip"
    assert len(compressed.data) < len(plain.data) / 3
    assert "Chancery" in gzip.decompress(compressed.data).decode()


def test_the_files_of_the_site_are_kept_for_ever(client):
    page = client.get("/").text
    addresses = set(re.findall(r'"(/static/[^"]+)"', page))

    assert len(addresses) == 4
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]


def test_the_first_visit_weighs_less_than_sixty_kilobytes_and_the_next_search_less_than_fifteen(client):
    def weight(url, **headers):
        return len(client.get(url, headers={"Accept-Encoding": "gzip"} | headers).data)

    files = set(re.findall(r'"(/static/[^"]+)"', client.get("/").text))

    assert weight("/") + sum(weight(address) for address in files) < 60_000
    assert weight("/?q=gas", **FROM_HTMX) < 15_000


@pytest.mark.parametrize(
    "url",
    [
        "/?q=treaty&actor=russia",
        "/?clock=mentioned",
        "/documents/000_3e7c520cc69bc824.txt?q=security+guarantees",
        "/actors/soviet-union",
        "/topics/arms-control",
        "/actors",
        "/topics",
        "/help",
    ],
)
def test_pages_of_real_documents_weigh_no_more_either(brief_client, url):
    compressed = {"Accept-Encoding": "gzip"}
    files = set(re.findall(r'"(/static/[^"]+)"', brief_client.get(url).text))
    page = len(brief_client.get(url, headers=compressed).data)

    assert page + sum(len(brief_client.get(address, headers=compressed).data) for address in files) <= 60_000
    if url.startswith("/?"):
        assert len(brief_client.get(url, headers=compressed | FROM_HTMX).data) <= 15_000


def test_no_page_needs_a_script_or_style_of_its_own_or_another_host(client):
    for url in (
        "/",
        "/?q=arms",
        "/documents/talks/lavrov.txt?q=arms",
        "/actors/russia",
        "/actors",
        "/help",
        "/nowhere",
    ):
        response = client.get(url)

        assert "'unsafe" not in response.headers["Content-Security-Policy"]
        assert not re.search(r"<style|<script(?! src)| style=| on\w+=", response.text)
        assert not re.search(r'(?:src|href)="(?:https?:)?//(?!example\.org)', response.text)


def test_an_update_has_an_address_beside_it_for_those_without_scripts(client):
    page = client.get("/?q=gas").text

    assert 'action="/" method="get"' in page
    assert all(attributes.get("href") for _, _, attributes in links(page))


def test_the_process_lives_and_the_index_is_open(client, empty_client):
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    assert empty_client.get("/healthz").status_code == 200


def test_without_an_index_the_site_is_not_ready(empty_client):
    response = empty_client.get("/readyz")

    assert response.status_code == 503
    assert "run `reindex`" in response.json["reason"]


@pytest.mark.parametrize("url", ["/help", "/api/openapi.json", "/opensearch.xml", "/metrics", "/healthz"])
def test_what_says_nothing_of_the_collection_needs_no_index(empty_client, url):
    assert empty_client.get(url).status_code == 200


@pytest.mark.parametrize("url", ["/", "/actors", "/api/search", "/feed.atom", "/export.csv", "/export.json", "/readyz"])
def test_without_an_index_the_remedy_is_named_and_not_where_the_index_lies(empty_client, tmp_path, caplog, url):
    response = empty_client.get(url)

    assert response.status_code == 503
    assert "run `reindex`" in html.unescape(response.text)
    assert str(tmp_path) not in response.text
    assert str(tmp_path) in caplog.text


@pytest.mark.parametrize("url", ["/", "/actors", "/api/search", "/feed.atom", "/export.csv", "/readyz"])
def test_an_index_that_cannot_be_read_is_said_and_named_in_the_log_alone(tmp_path, caplog, url):
    (tmp_path / "index").write_text("a file where the folder should be")
    app = create_app({"TESTING": True, "INDEX_DIR": str(tmp_path / "index")})
    open_ahead(app)

    response = app.test_client().get(url)

    assert response.status_code == 503
    assert "cannot be read; the log of this site says why" in html.unescape(response.text)
    assert str(tmp_path) not in response.text
    assert f"{tmp_path}/index/CURRENT cannot be read: Not a directory; name another folder" in caplog.text


@pytest.mark.parametrize(
    ("url", "mimetype"),
    [
        ("/", "text/html"),
        ("/api/search", "application/json"),
        ("/feed.atom", "text/plain"),
        ("/export.csv", "text/plain"),
        ("/export.ris", "text/plain"),
        ("/export.json", "application/json"),
        ("/export.csl", "application/json"),
    ],
)
def test_an_error_is_said_in_a_form_that_the_caller_can_read(empty_client, url, mimetype):
    response = empty_client.get(url)

    assert response.mimetype == mimetype
    assert len(response.data) < 300 or mimetype == "text/html"


def test_a_damaged_index_is_said_and_not_a_failure_of_the_program(tmp_path, caplog):
    folder = tmp_path / "index"
    publish_collection(folder, [document("a", "One.")])
    manifest = next(folder.glob("generations/*/manifest.json"))
    manifest.write_text("{")

    response = create_app({"INDEX_DIR": str(folder), "TESTING": True}).test_client().get("/")

    assert response.status_code == 503
    assert "run `reindex --full`" in response.text
    assert "manifest.json" in caplog.text


def test_a_link_in_a_fragment_leads_to_the_same_as_in_the_page(client):
    fragment, page = client.get("/?q=gas", headers=FROM_HTMX).text, client.get("/?q=gas").text

    assert link(fragment, "Italy") == link(page, "Italy")


@pytest.mark.parametrize("url", ["/?q=gas", "/api/search?q=gas"])
def test_an_answer_says_what_its_parts_took(client, url):
    said = re.findall(r"(\w+);dur=([\d.]+)", client.get(url).headers["Server-Timing"])

    assert [part for part, _ in said] == ["parse", "match", "count", "snippet", "render"]
    assert all(float(milliseconds) > 0 for _, milliseconds in said)


def test_an_answer_without_a_search_says_nothing_of_its_parts(client):
    known = client.get("/?q=gas").headers["ETag"]

    assert "Server-Timing" not in client.get("/help").headers
    assert "Server-Timing" not in client.get("/?q=gas", headers={"If-None-Match": known}).headers


def test_an_index_that_is_opened_ahead_answers_and_a_missing_one_is_waited_for(index_dir, tmp_path):
    site, early = (create_app({"INDEX_DIR": str(folder), "TESTING": True}) for folder in (index_dir, tmp_path))

    open_ahead(site)
    open_ahead(early)
    publish_collection(tmp_path, [document("a", "One.")])

    assert "search" in site.extensions
    assert site.test_client().get("/?q=gas").status_code == 200
    assert early.test_client().get("/?q=one").status_code == 200
