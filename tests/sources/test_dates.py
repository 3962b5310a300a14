"""Publication dates: where they come from, and what is never taken for one."""

import os

import pytest

from search.sources.dateline import dateline_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("MOSCOW, Feb 17, 2022 - The ministry said", "2022-02-17"),
        ("MOSCOW, Feb. 17, 2022 (Agency) -- The ministry said", "2022-02-17"),
        ("GENEVA, 21 January 2022 — The ministers met", "2022-01-21"),
        ("NEW YORK, N.Y., September 9, 1948 – The council met", "1948-09-09"),
        ("MOSCOW, February 17, 2022. /AGENCY/. The ministry said", "2022-02-17"),
        ("A headline\n\nMOSCOW, Feb 17, 2022 - The ministry said", "2022-02-17"),
        ("MOSCOW, Feb 17 - The ministry said", ""),
        ("Moscow, Feb 17, 2022 - lower case opens an ordinary sentence", ""),
        ("MOSCOW, Feb 30, 2022 - no such day", ""),
        ("The treaty of MOSCOW, Feb 17, 2022 - within a line", ""),
        ("MOSCOW, Feb 17, 2022 was a Thursday", ""),
        ("word " * 120 + "\nMOSCOW, Feb 17, 2022 - far below", ""),
        ("", ""),
    ],
)
def test_a_dateline_with_its_year_gives_the_day(text, day):
    assert dateline_day(text) == day


@pytest.mark.parametrize("strongest", range(4))
def test_the_strongest_metadata_wins(reading, strongest):
    row = "path,published\ntalks.md,1991\n" if strongest == 0 else "path,source\ntalks.md,Desk\n"
    front = "---\npublished: 1992\n---\n" if strongest <= 1 else "---\nlanguage: en\n---\n"
    dateline = "GENEVA, March 3, 1993 - They met." if strongest <= 2 else "They met."

    (document,) = reading("talks.md", f"{front}Talks\n\n{dateline}", {"metadata.csv": row}).documents

    assert document.published == ["1991", "1992", "1993-03-03", ""][strongest]


def test_the_time_of_a_file_is_never_its_date(reading, tmp_path):
    assert reading("talks.txt", "Talks\n\nThey met.").documents[0].published == ""
    assert os.stat(tmp_path / "seeds" / "talks.txt").st_mtime > 0


@pytest.mark.parametrize(
    "published", ["17/02/2022", "Feb 17", "2022-02-30", "2022-2-7", "0000", "yesterday", "20220217"]
)
@pytest.mark.parametrize(
    ("path", "content", "place"),
    [
        ("talks.jsonl", '{{"title": "A"}}\n{{"title": "B", "published": "{}"}}', "talks.jsonl: line 2: "),
        ("talks.json", '{{"title": "B", "published": "{}"}}', "talks.json: "),
        ("talks.csv", "title,body,published\nB,They met.,{}\n", "talks.csv: line 2: "),
        ("talks.md", "---\ntitle: B\npublished: {}\n---\nThey met.", "talks.md: "),
    ],
)
def test_a_malformed_date_leaves_the_document_undated_and_is_named_with_place_value_and_remedy(
    reading, path, content, place, published
):
    result = reading(path, content.format(published))

    assert (result.documents[-1].title, result.documents[-1].published) == ("B", "")
    assert result.warnings[0].startswith(f"{place}published {published!r} is not a date")
    assert "write 2022-02-17, 2022-02 or 2022" in result.warnings[0]


def test_a_malformed_date_is_not_replaced_by_a_weaker_one(reading):
    result = reading("talks.md", "---\npublished: soon\n---\nTalks\n\nGENEVA, March 3, 1993 - They met.")

    assert result.documents[0].published == ""


@pytest.mark.parametrize("published", ['"2022-02-17T23:30:00Z"', '"2022-02-17 08:00"', '" 2022-02-17 "'])
def test_a_timestamp_gives_its_day_as_written(reading, published):
    (document,) = reading("talks.json", f'{{"title": "Talks", "published": {published}}}').documents

    assert document.published == "2022-02-17"


def test_a_year_may_be_a_number(reading):
    assert reading("talks.json", '{"title": "Talks", "published": 2022}').documents[0].published == "2022"


def test_a_text_that_begins_with_its_dateline_was_published_on_that_day(reading):
    (document,) = reading("a.txt", "MOSCOW, Feb. 17, 2022 (AFP) - The ministry said.\nMore.").documents

    assert document.published == "2022-02-17"
