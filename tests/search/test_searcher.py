"""Searches over documents whose labels are known by heart."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.errors import IndexMissing
from search.facets import FACETS
from search.model import SCOPES, DateRange, LabelledSentence, Repair, SearchRequest
from search.query import Limits
from search.searcher import open_index
from tests.search.collections import GROUP_OF_TOPIC, days, document, publish_collection

DOCUMENTS = [
    document(
        "a", "Russia and Italy talked of gas.", actors=("russia", "italy"), topics=("trade",), published="2022-02-17"
    ),
    document("b", "Russia talks of arms.", actors=("russia",), topics=("arms-control",), published="2022-02"),
    document(
        "c", "Italy is talking.", actors=("italy",), published="2021", mentioned=(days("1975-08-01"),), source="Ansa"
    ),
    document("d", "Nothing is known of it."),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return open_index(publish_collection(tmp_path_factory.mktemp("index"), DOCUMENTS))


def ids(results):
    return [hit.id for hit in results.hits]


def counts(results, facet):
    return {value.value: value.count for value in results.facets[facet]}


def test_without_an_index_the_remedy_is_named(tmp_path):
    with pytest.raises(IndexMissing, match="run `reindex`"):
        open_index(tmp_path)


def test_a_bare_word_finds_every_inflection(index):
    assert sorted(ids(index.search(SearchRequest("talk")))) == ["a", "b", "c"]


def test_a_quoted_word_finds_what_was_written(index):
    assert ids(index.search(SearchRequest('"talking"'))) == ["c"]


def test_all_words_are_needed_unless_any_will_do(index):
    assert ids(index.search(SearchRequest("talks gas"))) == ["a"]
    assert sorted(ids(index.search(SearchRequest("talks gas", operator="any")))) == ["a", "b", "c"]


def test_a_pattern_for_more_words_than_are_searched_is_said(tmp_path):
    wide = open_index(publish_collection(tmp_path, DOCUMENTS), Limits(expansions=2))

    (notice,) = wide.search(SearchRequest("t*")).reading.notices
    assert notice.message == "“t*” stands for 2 words or more; the 2 most frequent are searched"
    assert wide.search(SearchRequest("gas*")).reading.notices == ()


def test_without_words_everything_is_found_the_newest_first_and_the_undated_last(index):
    assert ids(index.search(SearchRequest())) == ["b", "a", "c", "d"]
    assert ids(index.search(SearchRequest(sort="oldest"))) == ["c", "b", "a", "d"]


def test_ticking_a_value_keeps_its_siblings_visible(index):
    results = index.search(SearchRequest(actors=("italy",)))

    assert results.total == 2
    assert counts(results, "actor") == {"italy": 2, "russia": 2}
    assert counts(results, "topic") == {"trade": 1, "economy": 1}


def test_documents_that_name_both(index):
    results = index.search(SearchRequest(actors=("italy", "russia"), actor_match="all"))

    assert ids(results) == ["a"]
    assert counts(results, "actor") == {"italy": 1, "russia": 1}


def test_a_group_of_topics_is_ticked_like_a_topic(index):
    assert ids(index.search(SearchRequest(topics=("economy",)))) == ["a"]


def test_a_ticked_value_stays_visible_first_even_at_nothing(index):
    results = index.search(SearchRequest("arms", actors=("italy",)))

    assert results.total == 0
    assert [(v.value, v.count, v.selected) for v in results.facets["actor"]] == [
        ("italy", 0, True),
        ("russia", 1, False),
    ]


def test_an_excluded_value_takes_its_documents_away_and_stays_visible(index):
    results = index.search(SearchRequest(excluded_actors=("italy",)))

    assert ids(results) == ["b", "d"]
    assert [(v.value, v.excluded) for v in results.facets["actor"]] == [("italy", True), ("russia", False)]


def test_ticks_never_change_scores(index):
    plain = index.search(SearchRequest("talk"))
    ticked = index.search(SearchRequest("talk", actors=("russia",)))

    scores = {hit.id: hit.score for hit in plain.hits}
    assert {hit.id: hit.score for hit in ticked.hits} == {name: scores[name] for name in ("a", "b")}


def test_a_range_keeps_documents_whose_days_touch_it(index):
    def found(first, last, **others):
        dates = DateRange(date.fromisoformat(first), date.fromisoformat(last))
        return ids(index.search(SearchRequest(dates=dates, **others)))

    assert found("2022-02-28", "2022-03-01") == ["b"]
    assert found("2021-06-01", "2021-06-01") == ["c"]
    assert found("1975-01-01", "1975-12-31", clock="mentioned") == ["c"]
    assert found("1975-01-01", "1975-12-31") == []
    assert found("2021-06-01", "2021-06-01", undated=True) == ["c", "d"]


def test_the_undated_are_counted_and_found(index):
    assert index.search(SearchRequest()).undated == 1
    assert ids(index.search(SearchRequest(undated=True))) == ["d"]


def test_what_nobody_has_is_said_and_finds_nothing(index):
    results = index.search(SearchRequest(actors=("atlantis",)))

    assert results.total == 0
    assert "atlantis" in results.reading.notices[0].message


def test_a_page_that_is_not_there_is_said(index):
    results = index.search(SearchRequest(page=9999))

    assert (results.total, results.hits) == (4, ())
    assert "9999" in results.reading.notices[0].message


def test_pages_do_not_repeat_or_lose_results(index):
    pages = [ids(index.search(SearchRequest(page=page, page_size=3))) for page in (1, 2)]

    assert pages == [["b", "a", "c"], ["d"]]


def test_a_result_shows_its_labels_and_why_it_was_found(index):
    (hit,) = index.search(SearchRequest("gas")).hits

    assert [label.name for label in hit.actors] == ["Russia", "Italy"]
    assert hit.snippets == ("Russia and Italy talked of <mark>gas</mark>.",)


@pytest.mark.parametrize(
    "text", ['"open quote', "AND", "*", "((", "title:", "+", "a*b", "-", "~", '""', "\x00", "a" * 9999]
)
def test_anything_typed_has_an_answer(index, text):
    assert index.search(SearchRequest(text)).total >= 0


def test_a_new_generation_is_noticed(tmp_path):
    index = open_index(publish_collection(tmp_path, DOCUMENTS[:1]))
    before = index.generation

    publish_collection(tmp_path, DOCUMENTS)
    index.look()

    assert index.generation != before
    assert index.search(SearchRequest()).total == 4


def test_a_profile_tells_who_appears_with_an_actor(index):
    profile = index.profile("actor", "russia")

    assert (profile.label.name, profile.total) == ("Russia", 2)
    assert [(value.value, value.count) for value in profile.actors] == [("italy", 1)]
    assert profile.spellings == (("R", 2),)
    assert index.profile("actor", "atlantis") is None


# --- counts that can be published ---------------------------------------------------------------

ACTORS, TOPICS, SOURCES = ("andes", "burma", "chad"), tuple(GROUP_OF_TOPIC), ("Ansa", "Tass")
DAYS = st.dates(date(2019, 12, 25), date(2022, 2, 5))


@st.composite
def spans(draw):
    first = draw(DAYS)
    return first, first + timedelta(draw(st.sampled_from([0, 0, 6, 30, 400])))


def sentence(paragraph, actors=(), topics=()):
    """A sentence with these labels, and the groups of its topics."""
    groups = [GROUP_OF_TOPIC[topic] for topic in topics]
    return LabelledSentence(paragraph, tuple(actors), tuple(dict.fromkeys([*topics, *groups])))


@st.composite
def sentences(draw):
    """The sentences of a document that have labels: up to three paragraphs of up to three of them."""
    labels = st.tuples(st.sets(st.sampled_from(ACTORS), max_size=2), st.sets(st.sampled_from(TOPICS), max_size=2))
    paragraphs = draw(st.lists(st.lists(labels.filter(any), min_size=1, max_size=3), max_size=3))
    return [sentence(number, *found) for number, paragraph in enumerate(paragraphs) for found in paragraph]


def labels_in(sentences, kind):
    return sorted({label for sentence in sentences for label in getattr(sentence, kind)})


@st.composite
def collections(draw):
    return [
        document(
            f"d{number}",
            draw(st.sampled_from(["gas", "gas arms", "arms", "peace"])),
            sentences=(found := draw(sentences())),
            actors=labels_in(found, "actors"),
            topics=[topic for topic in labels_in(found, "topics") if topic in TOPICS],
            published=draw(st.sampled_from(["", "2020", "2021-02", "2021-02-17", "2022-01-01"])),
            mentioned=tuple(draw(st.lists(spans(), max_size=3))),
            source=draw(st.sampled_from(["", *SOURCES])),
        )
        for number in range(draw(st.integers(1, 8)))
    ]


@st.composite
def requests(draw):
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return SearchRequest(
        text=draw(st.sampled_from(["", "gas", '"gas" "arms"', "-gas"])),
        actors=tuple(draw(st.sets(st.sampled_from(ACTORS), max_size=2))),
        topics=tuple(draw(st.sets(st.sampled_from([*TOPICS, "economy"]), max_size=2))),
        sources=tuple(draw(st.sets(st.sampled_from(SOURCES), max_size=1))),
        excluded_actors=tuple(draw(st.sets(st.sampled_from(ACTORS), max_size=1))),
        excluded_topics=tuple(draw(st.sets(st.sampled_from(TOPICS), max_size=1))),
        actor_match=draw(st.sampled_from(["any", "all"])),
        dates=draw(st.sampled_from([None, DateRange(first, last), DateRange(first, None)])),
        clock=draw(st.sampled_from(["published", "mentioned"])),
        undated=draw(st.booleans()),
        scope=draw(st.sampled_from(SCOPES)),
    )


def brute_force(documents, request):
    """The ids that a reader with patience would find."""
    return {indexed.document.id for indexed in documents if _is_found(indexed, request)}


def _is_found(indexed, request):
    words = indexed.document.body.split()
    spans_of_clock = [indexed.published] if indexed.published else []
    if request.clock == "mentioned":
        spans_of_clock = indexed.mentioned
    when = [request.dates.overlaps(*span) for span in spans_of_clock] if request.dates else []
    return (
        all(
            (word[1:] not in words) if word[0] == "-" else (word in words)
            for word in request.text.replace('"', "").split()
        )
        and any(_meet_in(actors, topics, request) for actors, topics in units_of(indexed, request.scope))
        and (not request.sources or indexed.document.source in request.sources)
        and not set(request.excluded_actors) & set(indexed.actors)
        and not set(request.excluded_topics) & set(indexed.topics)
        and ((not request.dates and not request.undated) or any(when) or (request.undated and not spans_of_clock))
    )


def units_of(indexed, scope):
    """The actors and the topics of each unit of a document; of the whole of it too where nothing is labelled."""
    if scope == "document" or not indexed.sentences:
        return [(indexed.actors, indexed.topics)]
    units = {}
    for number, found in enumerate(indexed.sentences):
        actors, topics = units.setdefault(number if scope == "sentence" else found.paragraph, (set(), set()))
        actors.update(found.actors)
        topics.update(found.topics)
    return units.values()


def _meet_in(actors, topics, request):
    ticked = all if request.actor_match == "all" else any
    return (not request.actors or ticked(actor in actors for actor in request.actors)) and (
        not request.topics or any(topic in topics for topic in request.topics)
    )


def after_click(request, facet, value):
    """The request that the name and count of a value lead to: that value alone, or added where all are needed."""
    if value.selected or (facet.name == "actor" and request.actor_match == "all"):
        kept = getattr(request, facet.chosen) if facet.name == "actor" and request.actor_match == "all" else ()
        return replace(request, **{facet.chosen: tuple(dict.fromkeys([*kept, value.value]))})
    return replace(request, **{facet.chosen: (value.value,)})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=collections(), states=st.lists(requests(), min_size=3, max_size=6))
def test_every_number_is_what_its_click_gives(tmp_path_factory, documents, states):
    index = open_index(publish_collection(tmp_path_factory.mktemp("random"), documents))

    for request in states:
        results = index.search(request)
        assert results.total == len(brute_force(documents, request))
        for facet in FACETS:
            for value in results.facets[facet.name]:
                if not value.excluded:
                    assert value.count == len(brute_force(documents, after_click(request, facet, value))), value
        for bar in results.histogram:
            click = replace(request, dates=DateRange(bar.first_day, bar.last_day), undated=False)
            assert bar.count == len(brute_force(documents, click)), bar
        undated = replace(request, dates=None, undated=True)
        assert results.undated == len(brute_force(documents, undated))
        for scope, total in results.together.items():
            assert total == len(brute_force(documents, replace(request.meeting(), scope=scope))), scope
        for other in [*results.repairs, *(part for part in results.reading.parts if part.count is not None)]:
            found = other.request if isinstance(other, Repair) else other.without
            count = other.count if isinstance(other, Repair) else other.count_without
            assert count == index.search(found).total, other


def test_all_values_of_a_facet_are_given_however_few_the_documents(tmp_path):
    small = open_index(publish_collection(tmp_path, [document("a", actors=("italy", "nato", "russia"))]))

    assert [value.value for value in small.values("actor")] == ["italy", "nato", "russia"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"clock": "bogus"}, "clock='bogus': it can be published or mentioned"),
        ({"sort": "best"}, "sort='best': it can be relevance or newest or oldest"),
        ({"operator": "xor"}, "operator='xor': it can be any or all"),
        ({"scope": "page"}, "scope='page': it can be document or paragraph or sentence"),
        ({"actor_match": "some"}, "actor_match='some': it can be any or all"),
        ({"page": 0}, "page=0: it must be 1 or more"),
        ({"page_size": 0}, "page_size=0: it must be 1 or more"),
    ],
)
def test_a_request_for_what_there_is_not_names_the_field_and_what_it_may_be(wrong, said):
    with pytest.raises(ValueError, match=said):
        SearchRequest(**wrong)


def test_how_many_values_there_are_is_said_beside_the_leading_ones(tmp_path):
    actors = [f"actor-{number:02}" for number in range(60)]
    found = open_index(publish_collection(tmp_path, [document("a", actors=actors), document("b")])).search(
        SearchRequest()
    )

    assert (len(found.facets["actor"]), found.distinct["actor"]) == (40, 60)
    assert found.distinct["topic"] == 0


def _with_an_outlier():
    yield document("old", "Old.", mentioned=(days("1000-01-01", "1000-12-31"),))
    yield document("far", "Far.", mentioned=(days("2400-01-01", "2400-12-31"),))
    for number in range(250):
        yield document(f"d{number:03}", "New.", mentioned=(days(f"{1950 + number % 60}-05-05"),))


def test_a_few_documents_of_a_distant_age_do_not_press_the_bars_together_and_are_counted_beside_them(tmp_path):
    index = open_index(publish_collection(tmp_path, list(_with_an_outlier())))

    found = index.search(SearchRequest(clock="mentioned"))

    assert (found.histogram[0].first_day, found.histogram[-1].last_day) == (date(1950, 1, 1), date(2009, 12, 31))
    assert found.histogram[0].granularity == "year"
    assert (found.earlier, found.later) == (1, 1)
    assert sum(bar.count for bar in found.histogram) == 250


def test_days_that_are_asked_for_are_drawn_however_few(tmp_path):
    index = open_index(publish_collection(tmp_path, list(_with_an_outlier())))

    asked = SearchRequest(clock="mentioned", dates=DateRange(None, date(1949, 12, 31)))
    assert (index.search(asked).total, index.search(asked).histogram[0].first_day) == (1, date(1000, 1, 1))
    assert index.search(SearchRequest("old", clock="mentioned")).histogram[0].first_day == date(1000, 1, 1)


def test_results_say_how_long_their_parts_took_within_the_whole(index):
    found = index.search(SearchRequest("arms"))

    assert list(found.timings) == ["parse", "match", "count", "snippet"]
    assert 0 < sum(found.timings.values()) <= found.took_ms
