"""Dates in the words of news and of despatches."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.extraction.dates import find_dates
from search.extraction.dates.rules import RULES
from search.extraction.dates.scan import Scanner
from search.model import Document

# fmt: off
FRAGMENTS = (
    "last", "next", "the", "14th", "of", "May", "31 February", "1990", "2022-02-30", "0000", "9654", "two weeks ago",
    "on", "Friday,", "said", "“today”", "”", "İ", "1999-2003", "'80s", "third quarter", "Feb.", "the following day",
    "3/4/2014", "spring", "now", "29 February", "ultimo", "\n\n", "March", "until", "to", "and", "from", "Sunday",
    "year", "2022", "days later", "before", "Easter", "century", "between", "-", "last week", "10000 years ago",
)
# fmt: on


def dates_of(text, published="2022-02-17"):
    return find_dates(Document(id="d", title="", body=text, published=published))


def test_the_clients_document_gives_its_dates(client_document):
    found = {mention.timex for mention in find_dates(client_document) if mention.first_day}

    assert found == {"2022-02-17", "2022-02-15", "2021-12", "2022-01", "2011"}


def test_hours_after_is_no_date(client_document):
    assert not [mention for mention in find_dates(client_document) if "hours" in mention.text]


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(FRAGMENTS),
        max_size=40,
    ).map(" ".join),
    st.sampled_from(["", "2022-02-17", "2022-02", "2022", "0001-01-01", "9999-12-31"]),
)
def test_any_text_gives_ordered_intervals_at_true_offsets(text, published):
    document = Document(id="d", title=text[::-1], body=text, published=published)

    for mention in find_dates(document):
        assert getattr(document, mention.field)[mention.start : mention.end] == mention.text != ""
        assert (mention.first_day is None) == (mention.last_day is None)
        assert mention.first_day is None or date.min <= mention.first_day <= mention.last_day


SCANNER = Scanner(RULES)
HEADS = [(rule.read, re.compile(rf"\W(?={head})")) for rule in RULES for head in rule.heads]
PIECES = [*sorted({word for rule in RULES for word in re.findall(r"[a-z]+", rule.pattern)}), "17", "2022", "1st", "é"]


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "-", ". ", ", ", "", "\n", "/", "’", "   "]))))
def test_every_rule_is_tried_where_a_head_of_it_stands(pieces):
    text = "\n" + "".join(piece + parting for piece, parting in pieces)

    tried = {(place, read) for place, trials in SCANNER.places(text) for _, read in trials}

    assert tried >= {(head.end(), read) for read, heads in HEADS for head in heads.finditer(text)}


def test_most_words_are_no_place_to_try():
    text = "\nthe minister said that the talks in a third country would go on until all 15 had signed the accord"

    assert len(SCANNER.places(text)) <= 1


def test_an_unresolved_date_keeps_its_words_its_granularity_and_what_is_known():
    found = dates_of("On Tuesday, on 5 March, last month, in summer 2014 and the next day it rained.", published="")

    assert [(mention.text, mention.granularity, mention.timex) for mention in found if mention.first_day is None] == [
        ("Tuesday", "day", "XXXX-WXX-2"),
        ("5 March", "day", "XXXX-03-05"),
        ("last month", "month", "XXXX-XX"),
    ]


def test_a_date_of_the_title_is_read_before_those_of_the_body():
    document = Document(id="d", title="Pact of 3 May 1961", body="The following day they met.", published="")

    assert [(m.field, m.timex) for m in find_dates(document)] == [("title", "1961-05-03"), ("body", "1961-05-04")]


@pytest.mark.parametrize(
    ("text", "first_day", "last_day"),
    [
        ("Trade grew in the first three months of 1999.", "1999-01-01", "1999-03-31"),
        ("Trade fell in the last nine months of 1968.", "1968-04-01", "1968-12-31"),
        ("Trade grew in the first six months of the year.", "1999-01-01", "1999-06-30"),
        ("Trade grew in H1 1989.", "1989-01-01", "1989-06-30"),
        ("Trade grew in 2H 1989.", "1989-07-01", "1989-12-31"),
        ("Fischer meets Vedrine on Thursday.", "1999-05-13", "1999-05-13"),
        ("Thatcher faces her party on Thursday.", "1999-05-13", "1999-05-13"),
    ],
)
def test_parts_of_years_and_days_of_a_scheduled_present(text, first_day, last_day):
    (found,) = find_dates(Document("x", "", text, "1999-05-10"))

    assert (str(found.first_day), str(found.last_day)) == (first_day, last_day)


def test_the_verb_of_a_clause_that_opens_with_the_date_tells_where_it_lies():
    (found,) = find_dates(Document("x", "", "He warned that the vote on November 28 would fail.", "2011-03-18"))

    assert str(found.first_day) == "2011-11-28"
