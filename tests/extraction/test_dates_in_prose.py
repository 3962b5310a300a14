"""Ways of dating that ordinary reports, cables, resolutions and letters have: the text, its publication, the days."""

import pytest

from search.extraction.dates import find_dates
from search.model import Document


def days_in(text, published):
    mentions = find_dates(Document("d", "", text, published))
    return [
        str(one.first_day) if one.first_day == one.last_day else f"{one.first_day}..{one.last_day}"
        for one in mentions
        if one.first_day
    ]


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("They died on Thursday, a day after the landing.", "1994-04-08", ["1994-04-07"]),
        ("He returns on Tuesday week.", "2000-01-10", ["2000-01-18"]),
        (
            "On 7 May he fell. They vote the week after next on it.",
            "2022-09-30",
            ["2022-05-07", "2022-10-10..2022-10-16"],
        ),
        ("Since 1 January the rules apply.", "2012-12-20", ["2012-01-01"]),
        ("By Q4 lending will have tripled.", "2009-04-02", ["2009-10-01..2009-12-31"]),
        ("The second sitting is fixed for Monday.", "1878-06-14", ["1878-06-17"]),
        ("He called a board meeting for Monday.", "2025-06-22", ["2025-06-23"]),
        ("It announced drills from Thursday to Sunday.", "2022-08-03", ["2022-08-04..2022-08-07"]),
        ("The Conference reassembles on the 28th.", "1864-05-20", ["1864-05-28"]),
        ("He succeeds Jens Stoltenberg in October.", "2024-07-11", ["2024-10-01..2024-10-31"]),
        ("M. Flandin comes to London on Wednesday.", "1936-03-08", ["1936-03-11"]),
        ("The index neared the record it had set on Aug. 6.", "1998-02-06", ["1997-08-06"]),
        ("He was called to testify on Feb. 10.", "2000-01-07", ["2000-02-10"]),
        ("He is safe until the case is heard in May.", "2000-03-29", ["2000-05-01..2000-05-31"]),
        ("The ships sail on Monday.", "1982-04-03", ["1982-04-05"]),
        ("He remembers 9/11.", "2024-02-29", ["2001-09-11"]),
        ("Since September 11 security has been tight.", "2005-06-21", ["2001-09-11"]),
        ("Ten years after September 11 the war goes on.", "2011-07-01", ["2011-01-01..2011-12-31"]),
        ("The world before September 11 is gone.", "2005-03-21", ["2001-09-11"]),
        ("The office stays open until September 11.", "2011-08-20", ["2011-09-11"]),
        ("On September 11 the summit opens.", "2011-07-01", ["2011-09-11"]),
        ("In H1 exports fell; an H1 visa.", "2011-07-01", ["2011-01-01..2011-06-30"]),
        (
            "Sales of Jan-Mar 2010 and Oct to Dec 2010.",
            "2011-07-01",
            ["2010-01-01..2010-03-31", "2010-10-01..2010-12-31"],
        ),
        ("At this time last year he was in jail.", "2011-07-01", ["2010-07-01..2010-07-31"]),
        ("DTD 12 MAR 75. On 12 dec 45 people came.", "1975-07-01", ["1975-03-12"]),
        ("Billings May 23 May 18, 2007 (Billings)", "2007-05-18", ["2007-05-18"]),
        ("Deadline: 30 April. Valid through 31 March.", "2011-07-01", ["2012-04-30", "2012-03-31"]),
        ("The deadline was 30 April.", "2011-07-01", ["2011-04-30"]),
        (
            "In 1979 he fled. In December they came. On 4 November it had begun.",
            "2011-07-01",
            ["1979-01-01..1979-12-31", "1979-12-01..1979-12-31", "1979-11-04"],
        ),
        ("On 8 November 1881 we wrote. On the 13th of June he replied.", "1882-10-09", ["1881-11-08", "1882-06-13"]),
        ("They met from 3 to 5 and 9 May 2010.", "2011-07-01", ["2010-05-03..2010-05-05", "2010-05-09"]),
        ("Dealers sold ahead of the weekend.", "2022-09-29", ["2022-10-01..2022-10-02"]),
        ("He spoke last Sunday, the day after tomorrow he leaves.", "2022-09-27", ["2022-09-25", "2022-09-29"]),
    ],
)
def test_a_date_counts_from_the_day_that_a_reader_counts_from(text, published, days):
    assert days_in(text, published) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It opened on 12/10/2023.", ["2023-10-12"]),  # the day of publication
        ("It opened on 3/4/2014 and closed on 17/4/2014.", ["2014-04-03", "2014-04-17"]),
        ("It opened on 3/4/2014 and closed on 3/17/2014.", ["2014-03-04", "2014-03-17"]),
        ("It opened on 3/4/2014.", []),
        ("It opened on 4/4/2014.", ["2014-04-04"]),
    ],
)
def test_small_figures_are_ordered_as_the_text_and_its_publication_order_them(text, days):
    assert days_in(text, "2023-10-12") == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The Council adopted resolution 2334 (2016).", []),
        ("Resolutions 1199 (1998) and 1203 (1998) of 24 October 1998 bind it.", ["1998-10-24"]),
        ("Noting its decision of 12 March 2011,\n1. Demands an end;", ["2011-03-12"]),
        ("Flights leave on Monday and Tuesday nights.", []),
        ("The Friday prayers denounced it.", []),
        ("He flew on to Mar-a-Lago.", []),
    ],
)
def test_neither_numbers_of_papers_nor_what_recurs_are_dates(text, days):
    assert days_in(text, "2022-09-30") == days
