"""Requests begin in the order in which they came, one at a time, and none waits behind one that takes long."""

import pytest

from web.line import MOST_PAST, SECONDS_ALONE, SECONDS_TO_WAIT, Line


@pytest.fixture
def line():
    """Where a, b and c came one after the other."""
    line = Line(most_at_once=2)
    for now, request in enumerate("abc"):
        line.join(request, now / 1000)
    return line


def test_one_begins_when_the_one_before_is_over(line):
    assert list(line.beginning(0.01)) == ["a"]
    assert list(line.beginning(0.02)) == []

    line.leave("a")
    assert list(line.beginning(0.03)) == ["b"]
    assert len(line) == 1


def test_the_next_begins_beside_one_that_takes_long_but_not_more_than_there_are_threads(line):
    assert list(line.beginning(0.0)) == ["a"]
    assert line.seconds_to_look(0.01) == pytest.approx(SECONDS_ALONE - 0.01)
    assert list(line.beginning(SECONDS_ALONE)) == ["b"]
    assert list(line.beginning(3 * SECONDS_ALONE)) == []

    line.leave("b")
    assert list(line.beginning(3 * SECONDS_ALONE)) == ["c"]


def test_those_who_take_long_do_not_count_for_those_behind_them(line):
    list(line.beginning(0.0))
    list(line.beginning(SECONDS_ALONE))
    line.leave("b")

    assert list(line.beginning(SECONDS_ALONE + 0.001)) == ["c"]


def test_who_has_waited_too_long_is_given_up(line):
    assert list(line.given_up(SECONDS_TO_WAIT)) == []
    assert list(line.given_up(SECONDS_TO_WAIT + 0.0015)) == ["a", "b"]
    assert list(line.beginning(SECONDS_TO_WAIT + 0.0015)) == ["c"]


def test_nobody_waits_and_nothing_is_to_be_looked_for():
    assert Line(most_at_once=2).seconds_to_look(5.0) == SECONDS_TO_WAIT


def test_what_is_over_before_it_began_changes_nothing(line):
    line.leave("c")

    assert [*line.beginning(0.0)] == ["a"]


def test_a_few_go_past_all_who_wait_and_change_nothing_for_them(line):
    past = [f"look {number}" for number in range(MOST_PAST)]

    assert all(line.let_past(look) for look in past)
    assert not line.let_past("one too many")
    assert list(line.beginning(0.0)) == ["a"]

    line.leave(past[0])
    assert line.let_past("another")
    assert list(line.beginning(0.01)) == []
