"""Values that were made unfrozen are in nothing different from those that were made frozen."""

from dataclasses import FrozenInstanceError, asdict, replace
from datetime import date

import pytest

from search.model import FacetValue, HistogramBar
from search.model.freezing import frozen, unfrozen

GIVEN = {
    FacetValue: ("russia", "Russia", 3, False, True, "state", ""),
    HistogramBar: (date(2020, 1, 1), date(2020, 12, 31), "year", 3, 5),
}


@pytest.fixture(params=GIVEN, ids=lambda kind: kind.__name__)
def kind(request):
    return request.param


@pytest.fixture
def value(kind):
    (value,) = frozen([unfrozen(kind)(*GIVEN[kind])], kind)
    return value


def test_a_value_is_one_of_its_class(kind, value):
    same = kind(*GIVEN[kind])

    assert type(value) is kind
    assert (value, hash(value), repr(value), asdict(value)) == (same, hash(same), repr(same), asdict(same))
    assert replace(value, count=4) == replace(same, count=4)


def test_a_value_can_no_longer_be_written_to(value):
    with pytest.raises(FrozenInstanceError):
        value.count = 4


def test_every_field_is_to_be_given():
    with pytest.raises(TypeError):
        unfrozen(FacetValue)("russia", "Russia", 3)
