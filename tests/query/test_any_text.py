"""Anything at all may be typed."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from search.model import SearchRequest
from search.query import Limits, compile_query, parse, reading, written

TODAY = date(2022, 2, 17)
# What is written may be longer than what was typed, and stand in more parentheses.
GENEROUS = Limits(characters=1_000_000, clauses=100_000, patterns=100_000, depth=200)

PIECES = (
    *(
        "talks",
        "a",
        "b",
        "Лавров",
        "北京",
        "U.S.",
        "Moscow's",
        "İ",
        "ß",
        "ﬁ",
        "𝐀",
        "é",
        "_",
        "１９",
        "\u0000",
        "\ue000",
    ),
    *(
        " ",
        " ",
        " ",
        '"',
        '"',
        "(",
        ")",
        "“",
        "”",
        "«",
        "~",
        "~2",
        "~99",
        "*",
        "?",
        "-",
        "--",
        "–",
        ",",
        ".",
        ":",
        "|",
        "\\",
    ),
    *(
        " OR ",
        " AND ",
        " NOT ",
        "SAME(",
        "NOT NOT ",
        "title:-title:",
        "PARA(",
        "title:",
        "actor:",
        "topic:",
        "source:",
        "author:",
        "lang:",
        "who:",
    ),
    *("date:", "mentioned:", "last month", "2022", "feb", "..", ">", "<=", "2021-12", "31 feb", "0000", "9" * 30),
)
pieced = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
# Whatever is repeated must not run out of stack.
repeated = st.tuples(pieced, st.integers(20, 200)).map(lambda pair: pair[0] * pair[1])
typed = st.one_of(pieced, repeated, st.text(max_size=60), st.tuples(pieced, st.text(max_size=5), pieced).map("".join))
operators = st.sampled_from(["all", "any"])


@settings(max_examples=300, deadline=None)
@given(typed, operators)
def test_whatever_is_typed_can_be_read_written_and_compiled(text, operator):
    parsed = parse(text, today=TODAY, operator=operator)

    read = reading(parsed.tree, SearchRequest(text, operator=operator), notices=parsed.notices)
    assert read.sentence.endswith(".")
    assert compile_query(parsed.tree).query is not None


@settings(max_examples=300, deadline=None)
@given(typed, operators)
def test_every_tree_is_written_as_a_query_that_parses_to_it(text, operator):
    tree = parse(text, today=TODAY, operator=operator).tree

    query = written(tree, operator=operator)

    assert parse(query, today=TODAY, operator=operator, limits=GENEROUS).tree == tree


@settings(max_examples=100, deadline=None)
@given(typed)
def test_every_notice_points_into_what_was_typed(text):
    for notice in parse(text, today=TODAY).notices:
        assert 0 <= notice.start < notice.end <= len(text)
