"""Text that no writer would write: bounded work, sane output."""

import sys

import pytest

from search.extraction.dates import find_dates
from search.model import Document

ENDLESS = [
    "last ",
    "the ",
    "1",
    "1 ",
    "1990-",
    "12.12.",
    "the 14th of ",
    "March ",
    "March 3, ",
    "between 1990 and ",
    "“today ",
    "Tuesday ",
    "two weeks ",
    "twenty-",
    "a couple of ",
    "\n",
    " ",
    "second half of ",
    "the day before ",
    "Februar",
    "İ",
    "昨日",
    "will ",
    "ended ",
    "(",
    '"today," he said on Friday and ',
    "‘today ",
    "in 1961 on 3 May ",
    "6/18 October/",
    "spring and summer of ",
    "Monday, the 14th ",
]


@pytest.fixture(autouse=True, scope="module")
def after_many_texts():
    """What is made once, when it is first needed, is not the fault of a text."""
    for fragment in ENDLESS:
        find_dates(Document(id="d", title="", body=fragment * 100, published="2022-02-17"))


def work_in(text):
    """How many lines are run, and functions of C called, to read a text."""
    count = 0

    def called(frame, event, argument):
        nonlocal count
        count += event == "c_call"

    def traced(frame, event, argument):
        nonlocal count
        count += event == "line"
        return traced

    document = Document(id="d", title="", body=text, published="2022-02-17")
    tracing = sys.gettrace()
    sys.setprofile(called)
    sys.settrace(traced)
    try:
        find_dates(document)
    finally:
        sys.settrace(tracing)
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("fragment", ENDLESS, ids=repr)
def test_four_times_the_text_takes_about_four_times_the_work(fragment):
    text = fragment * (4_000 // len(fragment))

    assert work_in(text * 4) <= 5 * work_in(text) + 100


@pytest.mark.parametrize("fragment", ["last ", "1", "the 14th of May ", "x", "March 3, "], ids=repr)
def test_five_megabytes_in_one_line_are_read(fragment):
    text = fragment * (5_000_000 // len(fragment) // (40 if "M" in fragment else 1))

    for mention in find_dates(Document(id="d", title="", body=text, published="2022-02-17")):
        assert mention.text == text[mention.start : mention.end]


@pytest.mark.parametrize(
    "text", ["31 February 2020", "2022-02-30", "30.02.2022", "0000-00-00", "99/99/9999", "the year 0"]
)
def test_days_that_no_calendar_has_give_no_days(text):
    found = find_dates(Document(id="d", title="", body=f"It happened on {text}.", published="2022-02-17"))

    assert not [mention for mention in found if mention.first_day]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_trap(published):
    text = "Last week, last year, ten years ago, next decade, on Monday, next Monday, in March, 99 years hence."

    for mention in find_dates(Document(id="d", title="", body=text, published=published)):
        assert mention.first_day is None or mention.first_day <= mention.last_day


def test_capitals_and_wrapped_lines_are_read():
    text = "WASHINGTON, FEB 17 -- THE SECRETARY SAID ON\n   TUESDAY THAT ON\n\tFEBRUARY\n 20 TALKS WILL OPEN."

    found = find_dates(Document(id="d", title="", body=text, published="2022-02-17"))

    assert [mention.timex for mention in found] == ["2022-02-17", "2022-02-15", "2022-02-20"]


def test_a_month_or_a_year_of_publication_resolves_what_it_can():
    def days(text, published):
        return [m.timex for m in find_dates(Document(id="d", title="", body=text, published=published)) if m.first_day]

    assert days("Last year he fell.", "2022") == ["2021"]
    assert days("Last month he fell.", "2022-02") == ["2022-01"]
    assert days("Last December he fell.", "2022-02") == ["2021-12"]
    assert days("Last month he fell.", "2022") == []
    assert days("On Tuesday he fell.", "2022-02") == []
    assert days("Yesterday he fell.", "2022-02") == []
