"""The briefs that stand beside the client's document: written for this collection, each resting on a public record."""

import re
from pathlib import Path

import pytest

from search.model import published_range
from search.settings import settings_from
from search.sources import read_seed, scan

SEEDS = Path(__file__).parents[2] / "seeds"
LONGEST = settings_from({})["document_characters"]
FILES = [file for file in scan(SEEDS).files if file.path.startswith("briefs/")]


def brief(file):
    (document,) = read_seed(SEEDS, file, document_characters=LONGEST).documents
    return document


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
def test_a_brief_is_dated_and_says_that_it_is_ours(file):
    document = brief(file)
    first_day, _ = published_range(document.published)

    assert 1945 <= first_day.year <= 2026
    assert (document.source, document.language, document.author) == ("Chancery brief", "en", "")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
def test_a_brief_has_120_to_300_words(file):
    assert 120 <= len(brief(file).body.split()) <= 300


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
def test_a_brief_ends_with_the_public_record_it_rests_on(file):
    last_line = brief(file).body.splitlines()[-1]

    assert re.match(r"Public record: \S.{20,}", last_line)


def test_every_brief_is_read_without_a_word_of_complaint():
    readings = [read_seed(SEEDS, file, document_characters=LONGEST) for file in FILES]

    assert [(reading.skipped, reading.warnings) for reading in readings] == [((), ())] * len(FILES)


def test_no_two_briefs_share_a_title():
    titles = [brief(file).title for file in FILES]

    assert len(set(titles)) == len(titles)


def test_at_least_sixty_briefs_lead_from_1945_to_2026():
    years = {brief(file).published[:4] for file in FILES}

    assert len(FILES) >= 60
    assert {"1945", "2026"} <= years
