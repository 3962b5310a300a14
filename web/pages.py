"""A URL -> a page of HTML."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Flask, Response, abort, make_response, redirect
from htmx_flask import request

from search.model import Notice
from web.collection import index
from web.document_page import document_page_of
from web.grouping import having_words
from web.parameters import MOST_VALUE_CHARACTERS
from web.parts import Parts, part_starts
from web.search_page import search_page_of
from web.server_timing import timed_search
from web.template_engine import rendered
from web.urls import asked_here, part_here, search_url

blueprint = Blueprint("pages", __name__)


def _wants_fragment() -> bool:
    """True when htmx will put the answer into the results; a page restored from history is a whole page."""
    return bool(request.htmx) and request.htmx.target == "results" and not request.htmx.history_restore_request


@blueprint.get("/")
def search() -> Response:
    asked = asked_here()
    page = search_page_of(asked, timed_search(asked.request))
    if not _wants_fragment():
        return Response(rendered("search.html", page=page))
    response = Response(rendered("_results.html", page=page, is_fragment=True))
    response.headers["HX-Push-Url"] = search_url(asked.request)
    return response


@blueprint.get("/documents/<path:document_id>")
def document(document_id: str) -> bytes:
    asked = asked_here()
    stored, related = index().document(document_id) or abort(404), index().similar(document_id) or abort(404)
    parts, notices = _parts_of(stored.document.body)
    page = document_page_of(stored, asked.request, index().sought(asked.request.text), related, parts, notices)
    return rendered("document.html", page=page)


def _parts_of(text: str) -> tuple[Parts, tuple[Notice, ...]]:
    """The parts of a text with the one that is asked for, and what to say where there is none such."""
    starts = part_starts(text)
    shown, notices = part_here(len(starts))
    return Parts(starts, len(text), shown), notices


@blueprint.get("/actors/<actor>")
def actor(actor: str) -> bytes:
    profile = index().profile("actor", actor) or abort(404)
    return rendered("profile.html", profile=profile, facet="actor")


@blueprint.get("/topics/<topic>")
def topic(topic: str) -> bytes:
    profile = index().profile("topic", topic) or abort(404)
    return rendered("profile.html", profile=profile, facet="topic")


@blueprint.get("/actors")
def actors() -> bytes:
    return _values_page("actor")


@blueprint.get("/topics")
def topics() -> bytes:
    return _values_page("topic")


@blueprint.get("/<any(actors, topics):page>/")
@blueprint.get("/<any(actors, topics):page>/<value>/")
def with_slash(**_: str) -> Response:
    """Leads to the address without the slash at its end, with the same parameters."""
    asked = request.query_string.decode("ascii", "replace")
    address = quote(request.path.rstrip("/"))
    return make_response(redirect(f"{address}?{asked}" if asked else address, 308))


def _values_page(facet: str) -> bytes:
    """All values of a facet, or those whose name holds `find`; long groups are cut unless one `kind` is asked for."""
    find, kind = request.args.get("find", "")[:MOST_VALUE_CHARACTERS], request.args.get("kind", "")
    values = [value for value in having_words(index().values(facet), find) if kind in ("", value.kind)]
    return rendered("values.html", facet=facet, values=values, find=find, kind=kind)


@blueprint.get("/help")
def help_page() -> bytes:
    return rendered("help.html")


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)
