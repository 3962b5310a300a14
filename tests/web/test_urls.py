"""A request and its URL are two spellings of one value."""

import re
from dataclasses import fields
from datetime import date
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest
from flask import url_for
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from werkzeug.datastructures import MultiDict

from search.facets import FACETS
from search.model import DateRange, FacetValue, SearchRequest
from web.asked import read_args
from web.clicks import excluding, following
from web.links import Links, args_of, args_of_days, encoded, query_of
from web.parameters import MANY, MOST_VALUES, PARAMETERS
from web.urls import address_of, hidden_fields
from web.value_rows import rows_of

SETTINGS = {"page_size": 10, "query_characters": 1000}
ACTOR, TOPIC, SOURCE = FACETS


def read(query):
    return read_args(MultiDict(parse_qsl(query, keep_blank_values=True)), **SETTINGS)


ids = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
values = st.lists(ids, max_size=3, unique=True).map(tuple)
days = st.none() | st.dates(min_value=date(1, 1, 1))
ranges = st.tuples(days, days).map(
    lambda pair: DateRange(*sorted(pair)) if all(pair) else DateRange(*pair) if any(pair) else None
)
requests = st.builds(
    SearchRequest,
    text=st.text(max_size=60).map(str.strip),
    actors=values,
    topics=values,
    excluded_actors=values,
    excluded_topics=values,
    sources=values,
    actor_match=st.sampled_from(["any", "all"]),
    dates=ranges,
    clock=st.sampled_from(["published", "mentioned"]),
    undated=st.booleans(),
    operator=st.sampled_from(["all", "any"]),
    sort=st.sampled_from(["relevance", "newest", "oldest"]),
    page=st.integers(1, 1_000_000),
    page_size=st.integers(1, 100),
    scope=st.sampled_from(["document", "paragraph", "sentence"]),
)


@given(requests)
def test_a_request_survives_the_way_there_and_back(request):
    asked = read(urlencode(args_of(request, page_size=10)))

    assert asked.request == request
    assert not asked.notices


@given(requests, requests, st.sets(st.sampled_from([field.name for field in fields(SearchRequest)])))
def test_a_link_is_the_address_of_the_request_changed_so(request, other, names):
    changes = {name: getattr(other, name) for name in names}
    query = urlencode(args_of(request.changing(**changes), page_size=10))

    assert Links(request, "/", page_size=10).to(**changes) == (f"/?{query}" if query else "/")


@given(requests)
def test_another_page_knows_the_whole_search(request):
    query = urlencode(args_of(request, page_size=10))

    assert Links(request, "/", page_size=10).at("/document") == (f"/document?{query}" if query else "/document")


@given(requests, st.integers(1, 300))
def test_a_page_of_a_search_is_the_search_on_that_page(request, page):
    query = urlencode(args_of(request.changing(page=page), page_size=10))

    assert Links(request, "/", page_size=10).on(page) == (f"/?{query}" if query else "/")


@given(requests)
def test_a_feed_knows_the_search_from_its_page_one(request):
    query = urlencode(args_of(request.changing(page=1), page_size=10))

    assert Links(request, "/", page_size=10).of_all("/feed.atom") == (f"/feed.atom?{query}" if query else "/feed.atom")


@given(requests, st.sampled_from(list(MANY)), st.lists(ids, min_size=2, max_size=3))
def test_an_address_with_a_gap_filled_is_that_of_the_request_changed_so(request, name, values):
    changed = request.changing(**{MANY[name]: tuple(values)})
    room = Links(request, "/", page_size=10).with_room_for(MANY[name])
    room = room.having([(name, value) for value in values[:-1]])
    filled = f"{room.before}{escape(encoded(name, values[-1]))}{room.after}"

    assert unescape(filled) == "/?" + urlencode(args_of(changed, page_size=10))
    assert escape(unescape(filled)) == filled


@given(requests, ranges.filter(bool))
def test_an_address_with_other_days_is_that_of_the_request_with_them(request, days):
    changed = request.changing(dates=days, undated=False)
    room = Links(request, "/", page_size=10).with_room_for("dates", "undated")

    filled = f"{room.before}{escape(query_of(args_of_days(days)))}{room.after}"
    assert unescape(filled) == "/?" + urlencode(args_of(changed, page_size=10))


@given(ids)
def test_an_address_of_a_page_is_what_flask_says_of_it(app, value):
    with app.test_request_context(base_url="http://localhost/mounted"):
        assert address_of("pages.search") == url_for("pages.search") == "/mounted/"
        assert address_of("pages.document", document_id=value) == url_for("pages.document", document_id=value)
        assert address_of("pages.actor", actor=value) == url_for("pages.actor", actor=value)


@given(st.lists(st.tuples(st.sampled_from(PARAMETERS) | st.text(max_size=8), st.text(max_size=30)), max_size=12))
def test_any_query_string_is_read_and_its_reading_is_stable(pairs):
    asked = read_args(MultiDict(pairs), **SETTINGS)

    assert read(urlencode(args_of(asked.request, page_size=10))).request == asked.request


def test_a_search_for_nothing_has_no_query_string():
    assert args_of(SearchRequest(), page_size=10) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=notadate", "“notadate” could not be read"),
        ("to=2022-02-30", "“2022-02-30” could not be read"),
        ("page=0", "“0” was ignored"),
        ("page=minus", "“minus” was ignored"),
        ("page=99999999999999999999", "was ignored and 1 used"),
        ("page_size=5000", "from 1 to 100"),
        ("clock=sundial", "“clock” can be published or mentioned"),
        ("sort=best", "relevance used"),
        ("operator=xor", "“xor” was ignored"),
        ("actor_match=some", "“some” was ignored"),
        ("scope=page", "“scope” can be document or paragraph or sentence; “page” was ignored and document used"),
        ("undated=yes", "“undated” can be 1 or 0"),
        ("q=a&q=b", "given 2 times"),
        ("actors=russia", "“actors” is not a parameter"),
        ("actor=" + "x" * 400, "too long for a name"),
        ("&".join(f"actor=a{n}" for n in range(60)), f"only the first {MOST_VALUES} were read"),
        ("q=" + "x" * 10_000, "10,000 characters, and only the first 1,000"),
        ("from=2023&to=2022", "wrong way round"),
    ],
)
def test_what_is_left_out_is_said(query, said):
    assert said in " ".join(notice.message for notice in read(query).notices)


def test_what_is_said_of_is_not_used():
    asked = read("from=notadate&to=2022&clock=sundial&page=0&q=a&q=b").request

    assert asked == SearchRequest(text="a", dates=DateRange(None, date(2022, 12, 31)))


def test_dates_the_wrong_way_round_are_exchanged_whole():
    assert read("from=2023&to=2022").request.dates == DateRange(date(2022, 1, 1), date(2023, 12, 31))


def test_a_value_given_twice_is_one_value():
    assert read("actor=russia&actor=russia").request.actors == ("russia",)


def test_the_count_of_an_alternative_is_that_of_the_value_alone():
    asked = SearchRequest(actors=("italy",), topics=("trade",))

    assert following(asked, ACTOR, "russia") == {"actors": ("russia",)}


def test_the_count_of_an_actor_asked_for_together_is_that_of_the_actor_added():
    asked = SearchRequest(actors=("italy",), actor_match="all")

    assert following(asked, ACTOR, "russia") == {"actors": ("italy", "russia")}
    assert following(asked, ACTOR, "italy") == {"actors": ("italy",)}


def test_leaving_a_value_out_takes_its_tick_back_and_can_be_undone():
    left_out = excluding(SearchRequest(topics=("trade",)), TOPIC, "trade")

    assert left_out == {"topics": (), "excluded_topics": ("trade",)}
    assert excluding(SearchRequest(**left_out), TOPIC, "trade") == {"topics": (), "excluded_topics": ()}


def test_a_source_cannot_be_left_out():
    assert excluding(SearchRequest(), SOURCE, "Wire") == {}


def test_the_form_carries_what_cannot_be_seen_in_it(app):
    asked = SearchRequest(
        "gas", actors=("russia",), excluded_actors=("italy",), clock="mentioned", sort="newest", page=2
    )

    with app.test_request_context():
        assert dict(hidden_fields(asked)) == {"clock": "mentioned", "sort": "newest", "not_actor": "italy"}


@given(requests, st.sampled_from(FACETS), ids, st.booleans())
def test_a_row_leads_where_following_and_excluding_its_value_lead(request, facet, value, is_selected):
    kept = [other for other in getattr(request, facet.chosen) if other != value]
    asked = request.changing(**{facet.chosen: (*kept, value) if is_selected else tuple(kept)})
    if facet.excluded:
        left_out = tuple(other for other in getattr(asked, facet.excluded) if other != value)
        asked = asked.changing(**{facet.excluded: left_out})
    shown = FacetValue(value, "A & B", 1204, selected=is_selected)

    row = rows_of((shown,), asked, facet, Links(asked, "/", page_size=10))[value]
    led_to = [following(asked, facet, value), *([excluding(asked, facet, value)] if facet.excluded else [])]
    queries = [urlencode(args_of(asked.changing(**changes), page_size=10)) for changes in led_to]

    assert re.findall('href="(.*?)"', row) == [escape(f"/?{query}" if query else "/") for query in queries]
    assert row.count("A &amp; B") == (4 if facet.excluded else 2)
    assert "1,204" in row
