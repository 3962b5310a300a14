"""The examples of the language are true: how they are read, what they find, and what the documentation says."""

from datetime import date
from pathlib import Path

import pytest

from search.model import Document, SearchRequest
from search.query import EXAMPLES, KnownNames, parse, reading
from tests.query.engine import engine, indexed

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "query-language.md"
TODAY = date(2022, 2, 17)
NAMES = KnownNames(
    {
        "actor": {"sergei-lavrov": ("Sergei Lavrov", "Лавров")},
        "topic": {"arms-control": ("Arms control",)},
        "source": {"AFP": ("AFP",)},
    }
)

COLLECTION = (
    indexed(
        Document("a", "Summit on security", "Nuclear talks go on. The red lines are drawn.", "2022-02-17", "AFP"),
        actors=["sergei-lavrov"],
        topics=["arms-control"],
    ),
    indexed(
        Document("b", "No talks", "A guarantee of security, and security guarantees. Gas.", "2022-01-10", "TASS"),
        mentioned=[(date(1962, 10, 16), date(1962, 10, 28))],
    ),
    indexed(
        Document("c", "Red, and lines", "Talking of an embargo. NATO speaks of expansion. Women met.", "2021-12-01"),
        actors=["sergei-lavrov"],
    ),
    indexed(
        Document(
            "d",
            "Peace talks",
            "Sanctioned by NATO. The expansion failed.\n\nThe Foreign Minister left. Gas flowed.\n\nZelensky came.",
        )
    ),
)
FOUND = {
    "nuclear talks": "a",
    '"red lines"': "a",
    '"talks"': "abd",
    "sanctions OR embargo": "cd",
    "talks -nuclear": "bcd",
    "(peace OR ceasefire) talks": "d",
    "sanction*": "d",
    "wom?n": "c",
    "zelenski~": "d",
    '"security guarantees"~5': "b",
    "SAME(nato expansion)": "c",
    'PARA("foreign minister" gas)': "d",
    "title:summit": "a",
    "actor:Лавров": "ac",
    'topic:"Arms control"': "a",
    "source:AFP": "a",
    "date:2022-02": "a",
    "date:2021-12..2022-02": "abc",
    "date:>2020": "abc",
    "date:last month": "b",
    "mentioned:1962": "b",
}

examples = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.typed)


@examples
def test_an_example_is_read_as_the_table_says_and_nothing_about_it_is_odd(example):
    parsed = parse(example.typed, today=TODAY)

    assert reading(parsed.tree, SearchRequest(example.typed), names=NAMES).sentence == example.reading
    assert parsed.notices == ()


def test_examples_find_what_they_say_they_find():
    with engine(COLLECTION, NAMES) as found:
        assert {e.typed: "".join(sorted(found(parse(e.typed, today=TODAY).tree))) for e in EXAMPLES} == FOUND


def test_the_documentation_has_the_table():
    rows = [f"| `{e.typed}` | {e.reading} | {e.finds} |" for e in EXAMPLES]

    assert "\n".join(["|---|---|---|", *rows, ""]) in DOCUMENTATION.read_text(encoding="utf-8")
