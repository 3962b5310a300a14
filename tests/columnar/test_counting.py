from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.columnar.columns import value_column
from search.columnar.counting import bar_counts
from search.columnar.days import date_column
from search.columnar.index import open_columnar
from search.columnar.matched import Matched
from search.columnar.ranking import first_places
from search.columnar.tally import tally_of
from search.histogram import bars_between
from search.model import DateRange
from tests.columnar.corpora import FIRST_DAY, Collection, collections, counted, plain_document
from tests.columnar.trees import date_ranges, trees

quick = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


clocks = st.sampled_from(["published", "mentioned"])


def documents_in(index, collection, found):
    """The documents of a set, as they were written."""
    by_id = {document.document.id: document for document in collection.live}
    return [by_id[index.document_id(number)] for number in found.documents.tolist()]


@quick
@given(collections(), trees, date_ranges())
def test_every_count_is_what_a_recount_gives_and_what_its_click_leads_to(tmp_path_factory, collection, tree, dates):
    index = open_columnar(collection.write(tmp_path_factory.mktemp("index")))
    every = index.evaluation(tree).matched() & index.overlapping("mentioned", dates)
    chosen = documents_in(index, collection, every)

    for facet, values_of in (("actor", lambda d: d.actors), ("topic", lambda d: d.topics)):
        counts = dict(index.count(facet, every).items())
        assert counts == counted(map(values_of, chosen))
        assert counts == {value: len(every & index.having(facet, value)) for value in counts}


@quick
@given(collections(), date_ranges(), clocks)
def test_a_date_filter_leaves_the_documents_with_a_day_in_the_range(tmp_path_factory, collection, dates, clock):
    index = open_columnar(collection.write(tmp_path_factory.mktemp("index")))

    found = documents_in(index, collection, index.overlapping(clock, dates))

    assert found == [d for d in documents_in(index, collection, index.live) if touches(d, clock, dates)]


def intervals_of(document, clock):
    return document.mentioned if clock == "mentioned" else [document.published] if document.published else []


def touches(document, clock, dates):
    return any(dates.overlaps(first, last) for first, last in intervals_of(document, clock))


@quick
@given(
    collections(),
    trees,
    clocks,
    st.sampled_from(["day", "month", "year"]),
    date_ranges(),
)
def test_every_bar_counts_the_documents_that_touch_it(tmp_path_factory, collection, tree, clock, granularity, dates):
    index = open_columnar(collection.write(tmp_path_factory.mktemp("index")))
    every = index.evaluation(tree).matched()
    last = dates.last_day or date(1991, 3, 1)
    first = min(dates.first_day or FIRST_DAY, last)
    bars = bars_between(first, last, granularity)

    counts = index.histogram(clock, every, tuple(start.toordinal() for start, _ in bars), last.toordinal())

    chosen = documents_in(index, collection, every)
    assert counts.tolist() == [sum(touches(d, clock, DateRange(*bar)) for d in chosen) for bar in bars]


def test_a_century_of_bars_of_a_day_each_is_counted():
    first, days = date(1900, 1, 1).toordinal(), 40_000
    last = first + days - 1
    column = date_column(np.array([0, 1]), np.array([first + 5, last]), np.array([first + 5, last]), 4)

    counts = bar_counts(column, Matched(4, documents=np.array([0, 1])), tuple(range(first, first + days)), last)

    assert np.flatnonzero(counts).tolist() == [5, days - 1]


@quick
@given(collections(), trees)
def test_the_extent_reaches_from_the_first_to_the_last_day_of_what_is_found(tmp_path_factory, collection, tree):
    index = open_columnar(collection.write(tmp_path_factory.mktemp("index")))
    every = index.evaluation(tree).matched()

    days = [day for d in documents_in(index, collection, every) for day in d.mentioned]

    expected = (min(a for a, _ in days).toordinal(), max(b for _, b in days).toordinal()) if days else None
    assert index.extent("mentioned", every) == expected


@quick
@given(collections(), st.booleans())
def test_sorting_by_date_puts_the_undated_last_and_ties_in_the_order_of_ids(tmp_path_factory, collection, newest):
    index = open_columnar(collection.write(tmp_path_factory.mktemp("index")))
    documents = index.live.documents
    days = index.sort_day("published", newest=newest)[documents]

    order = index.first_by([-days if newest else days], documents, len(documents))

    def key(document):
        if not document.published:
            return (True, 0, document.document.id)
        day = document.published[1 if newest else 0].toordinal()
        return (False, -day if newest else day, document.document.id)

    ids = [index.document_id(int(documents[place])) for place in order]
    assert ids == [document.document.id for document in sorted(collection.live, key=key)]


@quick
@given(
    collections(),
    trees,
    clocks,
    st.booleans(),
    st.integers(1, 4),
    st.sampled_from([2, 100]),
)
def test_the_first_by_day_are_those_of_a_full_sort(tmp_path_factory, collection, tree, clock, newest, count, at_once):
    index = open_columnar(collection.write(tmp_path_factory.mktemp("index")))
    every = index.evaluation(tree).matched()
    documents = every.documents
    days = index.sort_day(clock, newest=newest)[documents]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("search.columnar.index._LOOKED_AT_ONCE", at_once)
        found = index.first_by_day(clock, every, count, newest=newest)

    assert found.tolist() == documents[index.first_by([-days if newest else days], documents, count)].tolist()


@pytest.mark.parametrize("share", [0, 0.01, 0.2, 0.4, 0.6, 0.99, 1])
@pytest.mark.parametrize("rare", [0, 200, 12_000, 20_000])
def test_few_and_many_documents_are_counted_alike(share, rare):
    random = np.random.default_rng(int(share * 100))
    values = np.concatenate([random.integers(0, 9, 4000), random.integers(9, 9 + rare, rare)])
    documents = random.integers(0, 1000, 4000 + rare)
    tally = tally_of(value_column(values, documents, 1000), 9 + rare)
    mask = random.random(1000) < share
    expected = Counter(v for v, d in set(zip(values.tolist(), documents.tolist(), strict=True)) if mask[d])

    counts = tally.counts(Matched(1000, mask=mask))

    assert counts.tolist() == [expected[value] for value in range(9 + rare)]


@pytest.mark.parametrize("size", [0, 5, 1023, 5000, 70_000])
@pytest.mark.parametrize("distinct", [1, 3, 100_000])
def test_the_first_ten_of_any_number_are_those_of_a_full_sort(size, distinct):
    keys = np.random.default_rng(size + distinct).integers(0, distinct, size).astype(np.float32)
    ties = np.arange(size)[::-1]

    assert first_places([keys, ties], 10).tolist() == np.lexsort([ties, keys])[:10].tolist()


def test_only_the_most_frequent_values_lead_in_the_order_of_names(tmp_path):
    documents = [plain_document(f"d{n}", "x", actors=("iran", "nato", "france")[: n + 1]) for n in range(3)]
    index = open_columnar(Collection((tuple(documents[:2]), tuple(documents[2:])), frozenset()).write(tmp_path))

    counts = index.count("actor", index.live)

    assert list(counts.leading(2).items()) == [("iran", 3), ("nato", 2)]
    assert counts.leading(1) == {"iran": 3}
    assert (counts.of("france"), counts.of("nobody")) == (1, 0)


def test_of_values_with_as_many_documents_those_come_first_whose_place_is_before(tmp_path):
    documents = [plain_document("a", "x", actors=("iran", "nato")), plain_document("b", "x", actors=("france", "nato"))]
    index = open_columnar(Collection((tuple(documents),), frozenset()).write(tmp_path))
    counts = index.count("actor", index.live)  # france 1, iran 1, nato 2

    assert counts.first(2, np.array([1, 0, 2])).tolist() == [2, 1]
    assert counts.first(9, np.array([0, 1, 2])).tolist() == [2, 0, 1]


def test_values_without_a_document_are_never_among_the_first(tmp_path):
    documents = [plain_document("a", "x", actors=("iran",)), plain_document("b", "x", actors=("nato",))]
    index = open_columnar(Collection((tuple(documents),), frozenset()).write(tmp_path))
    counts = index.count("actor", index.having("actor", "nato"))

    assert counts.first(2, np.array([0, 1])).tolist() == [1]
