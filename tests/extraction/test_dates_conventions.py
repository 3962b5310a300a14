"""What a careful annotator would call a date, sentence by sentence: the day of publication, the text, the days."""

import pytest

from search.extraction.dates import find_dates
from search.model import Document

# Thursday 17 February 2022 unless a row says otherwise.
PUBLISHED = "2022-02-17"


def found_in(text, published=PUBLISHED, title=""):
    return find_dates(Document(id="d", title=title, body=text, published=published))


def days_of(mention):
    first, last = mention.first_day, mention.last_day
    return f"{first}" if first == last else f"{first}..{last}"


def resolved_in(text, published=PUBLISHED):
    return [(mention.text, days_of(mention)) for mention in found_in(text, published) if mention.first_day]


def assert_gives(text, published, *expected):
    assert [days for _, days in resolved_in(text, published)] == list(expected)


ABSOLUTE = [
    ("The treaty was signed on 17 February 2022.", "2022-02-17"),
    ("The treaty was signed on February 17, 2022.", "2022-02-17"),
    ("The treaty was signed on Feb. 17, 2022, in Geneva.", "2022-02-17"),
    ("Signed 17.02.2022 in Minsk.", "2022-02-17"),
    ("Signed 2022-02-17 in Minsk.", "2022-02-17"),
    ("Dated 17/02/2022.", "2022-02-17"),
    ("Dated 2/17/2022.", "2022-02-17"),
    ("The 17th of February, 2022, will be remembered.", "2022-02-17"),
    ("On the 17th February 2022 they met.", "2022-02-17"),
    ("On 17 Feb 2022 they met.", "2022-02-17"),
    ("It was dated 17-Feb-2022.", "2022-02-17"),
    ("The armistice of November 11th, 1918, held.", "1918-11-11"),
    ("In March 1996 the mission left.", "1996-03-01..1996-03-31"),
    ("The Vienna talks of May, 1961, failed.", "1961-05-01..1961-05-31"),
    ("The accord of Sept. 1978 was in doubt.", "1978-09-01..1978-09-30"),
    ("The crisis of 1962 was over.", "1962-01-01..1962-12-31"),
    ("In 1990 the two states merged.", "1990-01-01..1990-12-31"),
    ("The 1990 agreement was void.", "1990-01-01..1990-12-31"),
    ("the 2011 Nuclear Weapons Convention, known as New START", "2011-01-01..2011-12-31"),
    ("Thursday, 17 February 2022, was a cold day.", "2022-02-17"),
    ("On Friday, March 13, 1998, the envoys met.", "1998-03-13"),
    ("He wrote on the twenty-third of August, 1939.", "1939-08-23"),
    ("In nineteen ninety-six the talks failed.", "1996-01-01..1996-12-31"),
    ("By the year two thousand it was gone.", "2000-01-01..2000-12-31"),
    ("WASHINGTON FEB 17 1983 THE PRESIDENT SAID", "1983-02-17"),
    ("On 28 June 1914, at Sarajevo, the Archduke was shot.", "1914-06-28"),
    ("Done at Washington this 8th day of December, 1987.", "1987-12-08"),
    ("Done in the year of our Lord 1861.", "1861-01-01..1861-12-31"),
    ("In A.D. 1861 the war began.", "1861-01-01..1861-12-31"),
    ("The Gulf War (1991) changed that.", "1991-01-01..1991-12-31"),
    ("On Christmas Day 1989 he was shot.", "1989-12-25"),
    ("The Easter Sunday 2019 attacks shook Colombo.", "2019-04-21"),
    ("Signed 2024.08.15 at Pyongyang.", "2024-08-15"),
    ("Dated 2024/08/15.", "2024-08-15"),
    ("Logged 2024-08-15T10:00:00Z.", "2024-08-15"),
    ("Signed 12.II.1975 in Moscow.", "1975-02-12"),
    ("It was dated 12-Feb-75.", "1975-02-12"),
    ("DTG 121500Z FEB 75", "1975-02-12"),
    ("The launch of August 15, Juche 113 (2024), failed.", "2024-08-15"),
    ("One day in May Juche 106 (2017) he came.", "2017-05-01..2017-05-31"),
    ("The note of 6/18 October 1876 was read.", "1876-10-18"),
    ("The note of June 24/July 6, 1876 was read.", "1876-07-06"),
    ("It fell in 2014's coup.", "2014-01-01..2014-12-31"),
    ("In the summer of '68 it began.", "1968-06-01..1968-08-31"),
    ("In May ’68 it began.", "1968-05-01..1968-05-31"),
    ("WASHINGTON, February 17,1862.", "1862-02-17"),
    ("The 17 th February 1862 was cold.", "1862-02-17"),
    ("The 17. February 1862 was cold.", "1862-02-17"),
    ("Done this twentieth day of June, in the year one thousand eight hundred and sixty-one.", "1861-06-20"),
    ("In eighteen hundred and sixty-one it began.", "1861-01-01..1861-12-31"),
    ("The Companies Act 1965 needs to be changed.", "1965-01-01..1965-12-31"),
]

SPANS = [
    ("He ruled in 1861–’62.", "1861-01-01..1862-12-31"),
    ("between the 5th and the 10th of May, 1861", "1861-05-05..1861-05-10"),
    ("the first week of June 1919", "1919-06-01..1919-06-07"),
    ("in the latter half of 1863", "1863-07-01..1863-12-31"),
    ("from Jan. 5 to Feb. 3, 2014", "2014-01-05..2014-02-03"),
    ("from 3 to 5 March 2014", "2014-03-03..2014-03-05"),
    ("They met on 3-5 March 2014.", "2014-03-03..2014-03-05"),
    ("They met from March 3 to March 5, 2014.", "2014-03-03..2014-03-05"),
    ("They met on March 3-5, 2014.", "2014-03-03..2014-03-05"),
    ("The conference sat from 28 February to 2 March 2014.", "2014-02-28..2014-03-02"),
    ("The conference sat from 28 December 2013 to 2 January 2014.", "2013-12-28..2014-01-02"),
    ("The term 1999-2003 was stormy.", "1999-01-01..2003-12-31"),
    ("The war of 1914-18 was over.", "1914-01-01..1918-12-31"),
    ("from 1939 to 1945", "1939-01-01..1945-12-31"),
    ("between 1985 and 1987", "1985-01-01..1987-12-31"),
    ("between January and March 2014", "2014-01-01..2014-03-31"),
    ("from January to March 2014", "2014-01-01..2014-03-31"),
    ("between 1 January 1950 and 30 June 1953", "1950-01-01..1953-06-30"),
    ("in the early 1990s", "1990-01-01..1999-12-31"),
    ("during the 1970s", "1970-01-01..1979-12-31"),
    ("the late '80s", "1980-01-01..1989-12-31"),
    ("in the nineteen-sixties", "1960-01-01..1969-12-31"),
    ("throughout the eighties", "1980-01-01..1989-12-31"),
    ("in the 19th century", "1800-01-01..1899-12-31"),
    ("in the nineteenth century", "1800-01-01..1899-12-31"),
    ("the summer of 1925", "1925-06-01..1925-08-31"),
    ("in autumn 1956", "1956-09-01..1956-11-30"),
    ("the spring of 1940", "1940-03-01..1940-05-31"),
    ("the winter of 1939", "1939-12-01..1940-02-29"),
    ("the third quarter of 1984", "1984-07-01..1984-09-30"),
    ("in Q3 1998", "1998-07-01..1998-09-30"),
    ("the first half of 1990", "1990-01-01..1990-06-30"),
    ("the second half of 2014", "2014-07-01..2014-12-31"),
    ("fiscal 1989 was poor", "1989-01-01..1989-12-31"),
    ("in mid-1996", "1996-01-01..1996-12-31"),
    ("early in 1914", "1914-01-01..1914-12-31"),
    ("in late November 1999", "1999-11-01..1999-11-30"),
    ("by the end of 1990", "1990-01-01..1990-12-31"),
    ("The November/December 1999 issue", "1999-11-01..1999-12-31"),
    ("The winter of 1939–1940 was cold.", "1939-12-01..1940-02-29"),
    ("in 4Q 1998", "1998-10-01..1998-12-31"),
    ("the last quarter of 1997", "1997-10-01..1997-12-31"),
    ("They met on May 3-5, 1999.", "1999-05-03..1999-05-05"),
    ("between 3 and 5 May 1999", "1999-05-03..1999-05-05"),
    ("the academic year 2001/02", "2001-01-01..2002-12-31"),
    ("in the 'nineties", "1990-01-01..1999-12-31"),
]

LISTS = [
    ("In 2014, 2015 and 2016 it rose.", ["2014-01-01..2014-12-31", "2015-01-01..2015-12-31", "2016-01-01..2016-12-31"]),
    ("He came in June and July last year.", ["2021-06-01..2021-06-30", "2021-07-01..2021-07-31"]),
    ("They met on March 3 and 7, 2014.", ["2014-03-03", "2014-03-07"]),
    ("They met on 3, 5 and 9 March 2014.", ["2014-03-03", "2014-03-05", "2014-03-09"]),
    ("They met on 24 and 25 April 2014.", ["2014-04-24..2014-04-25"]),
    ("They met on March 3 and April 5, 1998.", ["1998-03-03", "1998-04-05"]),
    (
        "They met in January, March and June 1998.",
        ["1998-01-01..1998-01-31", "1998-03-01..1998-03-31", "1998-06-01..1998-06-30"],
    ),
    ("On March 3, 2014, 25 men and 7 women met.", ["2014-03-03"]),
    ("In the spring and summer of 1940 it fell.", ["1940-03-01..1940-05-31", "1940-06-01..1940-08-31"]),
    ("In the 18th and 19th centuries it grew.", ["1700-01-01..1799-12-31", "1800-01-01..1899-12-31"]),
    ("In May and June he came.", ["2021-05-01..2021-05-31", "2021-06-01..2021-06-30"]),
]

WEEKDAYS = [
    ("The treaty ceased to be in force on Friday.", "2022-02-11"),
    ("The conference that is to draw up a reply opened in Paris on Saturday.", "2022-02-12"),
    ("As his travels began on Monday, he was in Rome.", "2022-02-14"),
    ("Nobody could be found on Wednesday.", "2022-02-16"),
    ("He was released this weekend.", "2022-02-12..2022-02-13"),
    ("The next round is on Monday.", "2022-02-21"),
    ("On Tuesday, Lavrov and Blinken stressed the need for talks.", "2022-02-15"),
    ("The minister said Wednesday that it was over.", "2022-02-16"),
    ("The minister arrived on Thursday.", "2022-02-17"),
    ("The minister arrived on Friday.", "2022-02-11"),
    ("The minister will arrive on Friday.", "2022-02-18"),
    ("The minister will arrive on Thursday.", "2022-02-24"),
    ("The delegation leaves on Sunday.", "2022-02-20"),
    ("The Council is to meet on Monday.", "2022-02-21"),
    ("The Council is expected to vote on Monday.", "2022-02-21"),
    ("A vote is scheduled for Monday.", "2022-02-21"),
    ("He said the envoy would fly to Kyiv on Saturday.", "2022-02-19"),
    ("Last Friday the embassy closed.", "2022-02-11"),
    ("Last Thursday the embassy closed.", "2022-02-10"),
    ("On Monday of last week the embassy closed.", "2022-02-07"),
    ("The embassy closed on Monday last week.", "2022-02-07"),
    ("He will return on Monday next week.", "2022-02-21"),
    ("Friday's summit will decide.", "2022-02-18"),
    ("Tuesday's summit decided nothing.", "2022-02-15"),
    ("Talks broke down on Monday night.", "2022-02-14"),
    ("The minister has been in Rome since Monday.", "2022-02-14"),
    ("Ministers met over the weekend.", "2022-02-12..2022-02-13"),
    ("On Sunday the minister flies to Moscow.", "2022-02-20"),
    ("Voters go to the polls on Sunday.", "2022-02-20"),
    ("He gave them until Monday to reply.", "2022-02-21"),
    ("Ahead of Friday's meeting, he spoke.", "2022-02-18"),
    ("The pact, to be signed on Monday, was welcomed.", "2022-02-21"),
    ("The truce had been due to end on Monday.", "2022-02-14"),
    ("It broke down after Sunday's vote.", "2022-02-13"),
    ("The envoy is expected Friday next.", "2022-02-18"),
    ("As of Sunday, all are in safety.", "2022-02-13"),
    ("On Friday, the rival in the vote to be held soon held a rally.", "2022-02-11"),
    ("The envoy stays in Rome until Monday.", "2022-02-21"),
    ("The ban could be lifted by Monday.", "2022-02-21"),
    ("The ban was lifted by Monday.", "2022-02-14"),
    ("A meeting was called for Monday.", "2022-02-21"),
    ("Monday is a holiday.", "2022-02-21"),
    ("Monday was a holiday.", "2022-02-14"),
    ("KUALA LUMPUR, Tues. - The minister will speak.", "2022-02-15"),
]

RELATIVE = [
    ("Last December, Russia submitted two drafts.", "2021-12-01..2021-12-31"),
    ("Last January, NATO replied.", "2022-01-01..2022-01-31"),
    ("The parties met in November.", "2021-11-01..2021-11-30"),
    ("The parties will meet in November.", "2022-11-01..2022-11-30"),
    ("The parties met on 3 December.", "2021-12-03"),
    ("The parties will meet on March 3.", "2022-03-03"),
    ("The parties met on February 3.", "2022-02-03"),
    ("Today we will send a message.", "2022-02-17"),
    ("He was dismissed yesterday.", "2022-02-16"),
    ("He will speak tomorrow.", "2022-02-18"),
    ("He was dismissed the day before yesterday.", "2022-02-15"),
    ("Last week the talks failed.", "2022-02-07..2022-02-13"),
    ("This week the talks resume.", "2022-02-14..2022-02-20"),
    ("The talks resume next week.", "2022-02-21..2022-02-27"),
    ("Last month the talks failed.", "2022-01-01..2022-01-31"),
    ("Earlier this month the talks failed.", "2022-02-01..2022-02-28"),
    ("The talks resume next month.", "2022-03-01..2022-03-31"),
    ("Last year the talks failed.", "2021-01-01..2021-12-31"),
    ("The talks resume later this year.", "2022-01-01..2022-12-31"),
    ("The talks resume next year.", "2023-01-01..2023-12-31"),
    ("Last quarter trade fell.", "2021-10-01..2021-12-31"),
    ("Three days ago the envoy left.", "2022-02-14"),
    ("Two weeks ago the envoy left.", "2022-01-31..2022-02-06"),
    ("Three months ago the envoy left.", "2021-11-01..2021-11-30"),
    ("Ten years ago the envoy left.", "2012-01-01..2012-12-31"),
    ("A decade ago the envoy left.", "2012-01-01..2012-12-31"),
    ("A year ago the envoy left.", "2021-01-01..2021-12-31"),
    ("The envoy left in June last year.", "2021-06-01..2021-06-30"),
    ("The envoy left in January of this year.", "2022-01-01..2022-01-31"),
    ("The envoy left last summer.", "2021-06-01..2021-08-31"),
    ("The envoy left last autumn.", "2021-09-01..2021-11-30"),
    ("Elections will be held next spring.", "2022-03-01..2022-05-31"),
    ("Elections will be held in the autumn.", "2022-09-01..2022-11-30"),
    ("The summit lasted from Monday to Wednesday and failed.", "2022-02-14..2022-02-16"),
    ("Troops must leave by the end of the month.", "2022-02-01..2022-02-28"),
    ("On New Year's Eve he spoke.", "2021-12-31"),
    ("Exactly a week ago today he fell.", "2022-02-10"),
    ("A week ago Monday he fell.", "2022-02-07"),
    ("Two years ago today he fell.", "2020-02-17"),
    ("He leaves in three days' time.", "2022-02-20"),
    ("He leaves in two weeks' time.", "2022-02-28..2022-03-06"),
    ("He was shot in Rome on 15 March.", "2021-03-15"),
    ("He said the vote was on 15 March.", "2022-03-15"),
    ("Theresa May stepped down on 24 July.", "2021-07-24"),
    ("Profits fell in the third quarter.", "2021-07-01..2021-09-30"),
    ("Profits will fall in the third quarter.", "2022-07-01..2022-09-30"),
    ("The week before last he fell.", "2022-01-31..2022-02-06"),
    ("He leaves the month after next.", "2022-04-01..2022-04-30"),
    ("They meet from Monday through Friday of next week.", "2022-02-21..2022-02-25"),
]

RELATIVE += [
    ("He returns the day after tomorrow.", "2022-02-19"),
    ("He left a fortnight ago.", "2022-01-31..2022-02-06"),
    ("They met last weekend.", "2022-02-12..2022-02-13"),
    ("Trade fell in the first half of the year.", "2022-01-01..2022-06-30"),
    ("He left in the second quarter of last year.", "2021-04-01..2021-06-30"),
    ("He fell ill this winter.", "2021-12-01..2022-02-28"),
    ("On the eve of 9 May he spoke.", "2021-05-09"),
    ("He gave them until March 1.", "2022-03-01"),
    ("Warnings hold until tomorrow.", "2022-02-18"),
    ("He spoke last night.", "2022-02-16"),
]

CHAINED = [
    (
        "They met on 9 May 2017. He has the drafts of June 2017. The same day they flew.",
        ["2017-05-09", "2017-06-01..2017-06-30", "2017-05-09"],
    ),
    ("Imposed since 1 March 1948, it ended. The law was adopted on 8 January.", ["1948-03-01", "2022-01-08"]),
    ("On 28 December 1962 he left. On 3 January he was back.", ["1962-12-28", "1963-01-03"]),
    ("In November 1977 he flew out. That December they met.", ["1977-11-01..1977-11-30", "1977-12-01..1977-12-31"]),
    (
        "In November 1977 he flew out. The following March it began.",
        ["1977-11-01..1977-11-30", "1978-03-01..1978-03-31"],
    ),
    ("It was signed in 1951. The next spring it was in force.", ["1951-01-01..1951-12-31", "1952-03-01..1952-05-31"]),
    ("He came on 5 May 1961; a note of the same date was sent.", ["1961-05-05", "1961-05-05"]),
    ("The attack came a day after the 14 February summit.", ["2022-02-15"]),
    ("It happened in the week of 6 March 2000.", ["2000-03-06..2000-03-12"]),
    ("On 3 May 1961 he resigned. The following day he left.", ["1961-05-03", "1961-05-04"]),
    ("On 3 May 1961 he resigned; six days later he left.", ["1961-05-03", "1961-05-09"]),
    ("He resigned on 3 May 1961 and left two weeks later.", ["1961-05-03", "1961-05-15..1961-05-21"]),
    (
        "In March 1996 the talks began. The following month they ended.",
        ["1996-03-01..1996-03-31", "1996-04-01..1996-04-30"],
    ),
    (
        "The pact was signed in 1955. The following year it failed.",
        ["1955-01-01..1955-12-31", "1956-01-01..1956-12-31"],
    ),
    (
        "The pact was signed in June 1955 and ratified later that year.",
        ["1955-06-01..1955-06-30", "1955-01-01..1955-12-31"],
    ),
    ("He was shot on 22 November 1963. The previous day he had spoken.", ["1963-11-22", "1963-11-21"]),
    ("He was shot on 22 November 1963. The next day the envoys met.", ["1963-11-22", "1963-11-23"]),
    ("He was shot on 22 November 1963. That day the envoys met.", ["1963-11-22", "1963-11-22"]),
    ("He was shot on 22 November 1963. Three days earlier he had spoken.", ["1963-11-22", "1963-11-19"]),
    ("He was elected in 1958. Two years later he resigned.", ["1958-01-01..1958-12-31", "1960-01-01..1960-12-31"]),
    ("On 14 October 1962 a plane flew over Cuba. On October 16 Kennedy was told.", ["1962-10-14", "1962-10-16"]),
    ("In October 1962 a plane flew over Cuba. On the 16th Kennedy was told.", ["1962-10-01..1962-10-31", "1962-10-16"]),
    ("On 14 October 1962 a plane flew. In November the ships left.", ["1962-10-14", "1962-11-01..1962-11-30"]),
    ("On 9 May 1960 he spoke. The following Friday he left.", ["1960-05-09", "1960-05-13"]),
    ("It was the day after the 22 November 1963 attack.", ["1963-11-23"]),
    ("They met two days before 3 May 1961.", ["1961-05-01"]),
    ("The accord of 8 December 1987 was kept. Last year it lapsed.", ["1987-12-08", "2021-01-01..2021-12-31"]),
    ("In October 1962 it began. On Monday, October 22, he spoke.", ["1962-10-01..1962-10-31", "1962-10-22"]),
    ("On 3 May 1961 he spoke. The day before he had been ill.", ["1961-05-03", "1961-05-02"]),
    ("On 3 May 1961 he spoke. The week before, he was ill.", ["1961-05-03", "1961-04-24..1961-04-30"]),
    ("On 3 May 1961 he spoke. Next day he left.", ["1961-05-03", "1961-05-04"]),
    ("On 3 May 1961 he spoke. He left ten days afterwards.", ["1961-05-03", "1961-05-13"]),
    ("They met two weeks ago. The following week they signed.", ["2022-01-31..2022-02-06", "2022-02-07..2022-02-13"]),
    ("It fell two days after the 2014 election.", ["2014-01-01..2014-12-31"]),
    ("He was shot on 22 November 1963. On 30 November they met.", ["1963-11-22", "1963-11-30"]),
]

DESPATCHES = [
    ("He sat from the 3d to the 10th instant.", "1861-05-20", ["1861-05-03..1861-05-10"]),
    ("Your note of the 7th of this month came.", "1861-05-20", ["1861-05-07"]),
    ("Your 2022, November 24, and 2039, November 26.", "1917-12-05", ["1917-11-24", "1917-11-26"]),
    ("I have your dispatch No. 26 of June 14, 1901.", "1901-07-05", ["1901-06-14"]),
    ("[Received September 21—1:05 a.m.]", "1934-09-20", ["1934-09-21"]),
    ("It fell on October 21, N. S., 1881.", "1881-11-22", ["1881-10-21"]),
    ("I have received your despatch of the 14th instant.", "1861-05-20", ["1861-05-14"]),
    ("Your No. 12 of the 29th ultimo came to hand.", "1861-05-20", ["1861-04-29"]),
    ("The vessel will sail on the 2d proximo.", "1861-05-20", ["1861-06-02"]),
    ("The vessel will sail on the 2d prox.", "1861-12-20", ["1862-01-02"]),
    ("In your note of the 3d of May last you state the case.", "1861-08-20", ["1861-05-03"]),
    ("My despatch of the 23d February last is unanswered.", "1861-08-20", ["1861-02-23"]),
    ("In a note of even date I have said so.", "1861-08-20", ["1861-08-20"]),
    ("Your telegram of November 3 was shown to the Minister.", "1918-11-09", ["1918-11-03"]),
    ("Your telegram of 28 December was shown to him.", "1919-01-04", ["1918-12-28"]),
    ("I called upon the Minister on the 5th, and he received me.", "1870-08-09", ["1870-08-05"]),
    ("I called upon the Minister on the 25th, and he received me.", "1870-08-09", ["1870-07-25"]),
    ("On the 3d of May, 1861, the fleet sailed.", "1861-08-20", ["1861-05-03"]),
    ("The decree of the 10th March, 1810, is revived.", "1861-08-20", ["1810-03-10"]),
    ("I have this day received a note.", "1861-08-20", ["1861-08-20"]),
    ("The ship sailed on the 12th inst.", "1861-08-20", ["1861-08-12"]),
    ("The election of last November decided it.", "1869-03-04", ["1868-11-01..1868-11-30"]),
    ("The Emperor left to-day and returns to-morrow.", "1861-08-20", ["1861-08-20", "1861-08-21"]),
    ("He was away from the 1st to the 4th ultimo.", "1862-03-20", ["1862-02-01..1862-02-04"]),
    ("The question was put on Monday, the 17th, in the House.", "1862-03-20", ["1862-03-17"]),
    ("The question was put on Friday, the 28th, in the House.", "1862-03-20", ["1862-02-28"]),
    ("I have your note of yesterday's date.", "1862-03-20", ["1862-03-19"]),
    ("I had the honor to receive your answer to mine of the 24th.", "1862-03-20", ["1862-02-24"]),
    ("His proclamations of the 19th and 27th of April last came.", "1861-06-10", ["1861-04-19", "1861-04-27"]),
]

SENTENCE_ORDER = [
    ("The meeting had been Tuesday but was moved to Friday.", "2022-02-17", ["2022-02-15", "2022-02-18"]),
    ("She promised a reply by Thursday, and on Thursday she gave it.", "2022-02-19", ["2022-02-17", "2022-02-17"]),
    ("Next Monday the court sits.", "2022-02-21", ["2022-02-28"]),
    ("Last Friday the court sat.", "2022-02-18", ["2022-02-11"]),
    ("Last December the court sat.", "2022-12-20", ["2021-12-01..2021-12-31"]),
    ("“Tomorrow we shall decide,” he said on Tuesday.", "2022-02-17", ["2022-02-16", "2022-02-15"]),
    ("“Today is a great day,” the minister told reporters on Monday.", "2022-02-17", ["2022-02-14", "2022-02-14"]),
    ("“Today is a great day,” the minister said.", "2022-02-17", ["2022-02-17"]),
    ("A vote originally scheduled for Tuesday was moved to Friday.", "2022-02-17", ["2022-02-15", "2022-02-18"]),
    ("On Monday, he will meet Lavrov; on Tuesday, Blinken.", "2022-02-17", ["2022-02-21", "2022-02-22"]),
    ("The results of Sunday's election are due on Monday.", "2022-02-17", ["2022-02-13", "2022-02-21"]),
    ("‘Tomorrow we march,’ he said on Tuesday.", "2022-02-17", ["2022-02-16", "2022-02-15"]),
]

NO_PUBLICATION = [
    ("The minister arrived on Tuesday.", []),
    ("He was dismissed yesterday.", []),
    ("Last December, Russia submitted two drafts.", []),
    ("The parties met on 3 December.", []),
    ("Two weeks ago the envoy left.", []),
    ("He resigned on the 14th instant.", []),
    ("Talks resume next spring.", []),
    ("The following day he left.", []),
    ("On 3 May 1961 he resigned. The following day he left.", ["1961-05-03", "1961-05-04"]),
    ("In 1961 he rose. On 3 May he resigned.", ["1961-01-01..1961-12-31", "1961-05-03"]),
    ("In 1961 he rose. In August he fell.", ["1961-01-01..1961-12-31", "1961-08-01..1961-08-31"]),
    ("It fell in 1989, in the 1980s.", ["1989-01-01..1989-12-31", "1980-01-01..1989-12-31"]),
    ("The year 1947 saw it. On 1 March it rose.", ["1947-01-01..1947-12-31", "1947-03-01"]),
    ("In the summer of 1977 it began. On 3 August he fell.", ["1977-06-01..1977-08-31", "1977-08-03"]),
    (
        "In 1962 he rose. On 28 December he left. On 3 January he was back. In March he fell.",
        ["1962-01-01..1962-12-31", "1962-12-28", "1963-01-03", "1963-03-01..1963-03-31"],
    ),
]

NOT_DATES = [
    "Every Friday they pray.",
    "On Super Tuesday he won.",
    "He looked at the sun. Then he sat.",
    "They grew winter wheat.",
    "Forms follow the DMCA 1201.",
    "Under Article 5 an attack on one is an attack on all.",
    "April Glaspie met the president.",
    "Theresa May rejected the plan.",
    "Mrs May may resign.",
    "The Prague Spring was crushed.",
    "The November 17 group claimed the attack.",
    "Resolution 1973 authorised it.",
    "Security Council resolution 1441 passed.",
    "See page 1914 of the record.",
    "He stayed in room 1812.",
    "Some 1500 soldiers marched.",
    "It cost $1990.",
    "The talks lasted three weeks.",
    "For two years nothing happened.",
    "He sent 2000 tons of wheat.",
    "hours after it was sent",
    "They march on the capital.",
    "The second half of the match was dull.",
    "The 14th Amendment was cited.",
    "The fall of Saigon ended it.",
    "Flight 1801 was late.",
    "On 31 February 2020 nothing happened.",
    "He came at dawn.",
    "Telegram No. 1862 was lost.",
    "It opened at 10.30.",
    "June Carter sang.",
    "The Good Friday Agreement held.",
    "The sun rose and they sat down.",
    "He is in his 80s.",
    "Tariffs rose 12 percent.",
    "The call lasted a day.",
    "The 38th parallel was crossed.",
    "The year 0000 is no year.",
    "The July 20 plot failed.",
    "The October Revolution is remembered.",
    "Black September claimed it.",
    "November 17 claimed the attack.",
    "The Revolutionary Organization 17 November denied it.",
    "The 26th of July Movement won.",
    "The Sunday Times reported it.",
    "May I speak?",
    "Resolutions 242, 338 and 1397 remain.",
    "See pp. 1914-1918 of the record.",
    "REF: 75 MOSCOW 1945",
    "It will be closed within the next month.",
    "It fell over the last year.",
    "They mark the lunar New Year's Day.",
    "Half a century ago it fell.",
    "The books for the year ended show it.",
    "Eighteen hundred and sixty men marched.",
]


@pytest.mark.parametrize(("text", "days"), ABSOLUTE + SPANS)
@pytest.mark.parametrize("published", [PUBLISHED, ""])
def test_a_date_in_full_gives_its_days_whenever_it_was_published(text, days, published):
    assert_gives(text, published, days)


@pytest.mark.parametrize(("text", "days"), LISTS)
def test_listed_dates_share_their_month_and_year(text, days):
    assert_gives(text, PUBLISHED, *days)


@pytest.mark.parametrize(("text", "days"), WEEKDAYS)
def test_a_weekday_is_the_last_or_the_next_by_the_tense(text, days):
    assert_gives(text, PUBLISHED, days)


@pytest.mark.parametrize(("text", "days"), RELATIVE)
def test_a_relative_date_counts_from_publication(text, days):
    assert_gives(text, PUBLISHED, days)


@pytest.mark.parametrize(("text", "days"), CHAINED)
def test_a_chained_date_counts_from_the_last_date_of_the_text(text, days):
    assert_gives(text, PUBLISHED, *days)


@pytest.mark.parametrize(("text", "published", "days"), DESPATCHES)
def test_a_despatch_counts_from_its_own_date(text, published, days):
    assert_gives(text, published, *days)


@pytest.mark.parametrize(("text", "published", "days"), SENTENCE_ORDER)
def test_the_sentence_and_the_quotation_order_the_days(text, published, days):
    assert_gives(text, published, *days)


@pytest.mark.parametrize(("text", "days"), NO_PUBLICATION)
def test_without_a_publication_date_only_anchored_dates_have_days(text, days):
    assert_gives(text, "", *days)


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("Ministers to meet on Friday", "2022-02-18"),
        ("Leaders meet on Wednesday", "2022-02-23"),
        ("Talks failed Monday", "2022-02-14"),
        ("Envoy May Come Monday", "2022-02-21"),
        ("Troops withdraw by Sunday", "2022-02-20"),
    ],
)
def test_a_headline_points_ahead_unless_its_verb_is_past(title, days):
    assert [days_of(mention) for mention in found_in("", title=title)] == [days]


def test_without_a_publication_date_the_year_of_the_title_governs_what_is_far_from_any_other():
    near = "The canal opened in 1869. On 17 November it was blessed."
    far = "The canal opened in 1869. " + "Much was said of it. " * 40 + "On 29 October Israel attacked."

    assert days_of(found_in(near, "", title="The Suez Crisis, 1956")[-1]) == "1869-11-17"
    assert days_of(found_in(far, "", title="The Suez Crisis, 1956")[-1]) == "1956-10-29"


@pytest.mark.parametrize("words", ["the September 11 attacks", "9/11", "the attacks of September 11"])
def test_an_attack_known_by_its_day_keeps_its_year(words):
    assert_gives(f"Since {words} much has changed.", "2005-10-03", "2001-09-11")


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_only_looks_like_a_date_gives_no_days(text):
    assert resolved_in(text) == []
