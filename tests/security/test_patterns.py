"""No text wears a regular expression out: four times the text never takes much more than four times as long."""

import os
import random
import re
from datetime import date

import pytest

from search.corrections import read_corrections
from search.extraction import annotate
from search.model import Document
from search.query import Limits, parse, sought_in
from search.snippets import highlighted, matches
from search.sources import READERS, read_seed, scan
from tests.security.patterns import Found, adversaries, every_pattern, runs_away, used
from web.typed_dates import days_of

# `make soak` tries ten times as many strings on each pattern.
STRINGS = 40 if "CHANCERY_SOAK_REQUESTS" in os.environ else 3
PATTERNS = every_pattern()
TODAY = date(2022, 2, 17)


def _read(folder, text):
    """The text as a seed of every format, and as the corrections of a collection."""
    for suffix in READERS:
        (folder / f"seed{suffix}").write_text(text, encoding="utf-8", errors="surrogatepass")
    (folder / "actors.toml").write_text(text, encoding="utf-8", errors="surrogatepass")
    for file in scan(folder).files:
        read_seed(folder, file, document_characters=10**6)
    read_corrections(folder)


def _work_of_the_house(folder):
    """Whatever the program does with a text that comes from outside, by name."""
    return {
        "extraction": lambda text: annotate(Document.from_record({"id": "x", "title": text[:200], "body": text})),
        "reading": lambda text: _read(folder, text),
        "queries": lambda text: parse(text, today=TODAY, limits=Limits()),
        "highlighting": lambda text: highlighted(text, matches(text, sought_in(parse(text[:50], today=TODAY).tree))),
        "dates that are typed": days_of,
    }


def _text(text):
    return text if isinstance(text, str) else text.decode("latin-1")


def test_every_module_gives_its_patterns_to_this_test():
    names = {found.name.partition("[")[0] for found in PATTERNS}

    assert len(PATTERNS) > 100
    assert {"search.analysis.TOKEN", "search.sources.text._FRONT_MATTER", "web.request_log._REQUEST_ID"} <= names
    assert any(name.startswith("search.extraction.dates.rules.pattern") for name in names)


@pytest.mark.parametrize(
    "pattern",
    [r"(a+)+$", r"\s*x", r"(\w+\s?)*!"],
)
def test_a_pattern_that_runs_away_is_found(pattern):
    found = Found("x", re.compile(pattern), frozenset({"search"}))

    assert any(runs_away(used(found), text_of) for text_of in adversaries(found.pattern, random.Random(1), 40))


@pytest.mark.parametrize("found", PATTERNS, ids=lambda found: found.name)
def test_no_text_wears_a_pattern_out(found, tmp_path):
    """One that is given only pieces of a bounded length may: then the whole of what uses it must not."""
    for text_of in adversaries(found.pattern, random.Random(found.name), STRINGS):
        if runs_away(used(found), text_of):
            for name, work in _work_of_the_house(tmp_path).items():
                work("A word.")  # what is loaded once is not the fault of a text
                assert not runs_away(work, lambda n, text_of=text_of: _text(text_of(n))), (name, text_of(40))
