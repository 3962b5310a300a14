from datetime import date

import pytest

from search.model import DateRange
from search.query import Limits, parse, written
from search.query.tree import (
    All,
    Any,
    Dates,
    Everything,
    Fuzzy,
    Label,
    Not,
    Pattern,
    Phrase,
    Together,
    Word,
)

TODAY = date(2022, 2, 17)
A, B, C = Word("a"), Word("b"), Word("c")


def tree(text, **options):
    return parse(text, today=TODAY, **options).tree


def messages(text, **options):
    return [notice.message for notice in parse(text, today=TODAY, **options).notices]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Everything()),
        ("*", Everything()),
        ("a b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a b OR c", All((A, Any((B, C))))),
        ("a AND b OR c", Any((All((A, B)), C))),
        ("(a b) OR c", Any((All((A, B)), C))),
        ("a -b", All((A, Not(B)))),
        ("NOT b a", All((A, Not(B)))),
        ("--a", A),
        ("NOT NOT a", A),
        ("a a", A),
        ("((a)) (b)", All((A, B))),
        ("-(a b)", Not(All((A, B)))),
        ('"a b"', Phrase("a b")),
        ("“a b” «c»", All((Phrase("a b"), Phrase("c")))),
        ('"a b"~5', Phrase("a b", 5)),
        ("sanct* wo?d", All((Pattern("sanct*"), Pattern("wo?d")))),
        ("fuzzy~ fuzzy~2", All((Fuzzy("fuzzy", 1), Fuzzy("fuzzy", 2)))),
        ("What is it?", All((Word("What"), Word("is"), Word("it")))),
        ("cease-fire", Word("cease-fire")),
        ("a, b. – c!", All((A, B, C))),
        ("SAME(a b)", Together("sentence", (A, B))),
        ('PARA("a b" c OR a)', Together("paragraph", (Phrase("a b"), Any((C, A))))),
        ("SAME(a)", A),
        ("SAME (a b)", All((Word("SAME"), A, B))),
        ("title:a", Word("a", "title")),
        ("TITLE: a", Word("a", "title")),
        ('title:(a "b c")', All((Word("a", "title"), Phrase("b c", None, "title")))),
        ("actor:Лавров", Label("actor", "Лавров")),
        ('actor:"Sergei  Lavrov"', Label("actor", "Sergei Lavrov")),
        ("actor:(a OR b)", Any((Label("actor", "a"), Label("actor", "b")))),
        ("lang:fr source:afp author:a topic:b", tree("lang:fr source:afp author:a topic:b")),
        ("-actor:a", Not(Label("actor", "a"))),
        ("10:30", Word("10-30")),
    ],
)
def test_what_was_typed_becomes_a_tree(typed, expected):
    assert tree(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a b", Any((A, B))),
        ("a AND b", All((A, B))),
        ("a b -c", All((Any((A, B)), Not(C)))),
        ("a b actor:c", All((Any((A, B)), Label("actor", "c")))),
        ("SAME(a b) c", Any((Together("sentence", (A, B)), C))),
    ],
)
def test_any_of_the_words_may_be_enough_but_what_narrows_always_narrows(typed, expected):
    assert tree(typed, operator="any") == expected


def test_date_words_need_no_quotation_marks():
    last_month = DateRange(date(2022, 1, 1), date(2022, 1, 31))

    assert tree("date:last month talks") == All((Word("talks"), Dates("published", "last month", last_month)))


def test_dates_are_read_on_the_clock_of_their_prefix():
    found = tree("date:2021 mentioned:>2020")

    assert found == All(
        (
            Dates("published", "2021", DateRange(date(2021, 1, 1), date(2021, 12, 31))),
            Dates("mentioned", ">2020", DateRange(date(2021, 1, 1), None)),
        )
    )


@pytest.mark.parametrize(
    ("typed", "meaning", "said"),
    [
        ('say "red lines', "say red lines", "the quotation mark at 5 is never closed"),
        ("(a b", "a b", "the parenthesis at 1 is never closed"),
        ("a) b", "a b", "the closing parenthesis at 2 has no opening one"),
        ("OR a", "a", "OR at 1 has nothing before it"),
        ("a AND", "a", "AND at 3 has nothing after it"),
        ("a NOT", "a", "NOT at 3 has nothing after it"),
        ("a title:", "a", "title: at 3 has nothing after it"),
        ('a ""', "a", "the quotation marks at 3 hold no word"),
        ("who:a", "who-a", "who: at 1 is not a prefix"),
        ("a ?*", "a", "?* at 3 has no letter"),
        ("a~7", "a~2", "~7 at 1 is read as ~2"),
        ("a date:soon", "a", "“soon” at 8 is not a date"),
        ("date:2022..2021", "date:2021..2022", "the dates at 6 were the wrong way round"),
        ("SAME(a b -c)", "SAME(a b) -c", "SAME at 1 joins words and phrases"),
    ],
)
def test_what_is_odd_has_a_meaning_and_is_explained_with_its_place(typed, meaning, said):
    assert tree(typed) == tree(meaning)
    assert [message for message in messages(typed) if message.startswith(said)]


def test_a_notice_points_at_the_characters_it_speaks_of():
    (notice,) = parse('say "red', today=TODAY).notices

    assert (notice.start, notice.end) == (4, 5)


@pytest.mark.parametrize(
    ("typed", "limits", "meaning", "said"),
    [
        ("abc def", Limits(characters=5), "abc d", "only the first 5 characters"),
        ("a b c", Limits(clauses=2), "a b", "only the first 2 words and phrases are read; from 5 on"),
        ("a* b~ c d?d", Limits(patterns=2), "a* b~ c", "only the first 2 patterns are read; from 9 on"),
        ("a (b (c))", Limits(depth=1), "a b", "“(” at 6 stands within 1 others and is left out"),
    ],
)
def test_limits_are_said_when_they_are_reached(typed, limits, meaning, said):
    assert tree(typed, limits=limits) == tree(meaning)
    assert [message for message in messages(typed, limits=limits) if message.startswith(said)]


@pytest.mark.parametrize("sign", ["NOT ", "title:", "-(", "SAME(", "-title:"])
def test_signs_within_signs_without_end_are_read_so_far_and_said(sign):
    parsed = parse(sign * 300 + "a", today=TODAY, limits=Limits(characters=10_000))

    assert [notice for notice in parsed.notices if "stands within 20 others" in notice.message]


@pytest.mark.parametrize(
    "typed",
    [
        "OR* x",
        "a b OR c -d",
        "(a b) OR c",
        '"a b"~3 title:(x y*)',
        "SAME(a (b OR c)) -PARA(d e)",
        'date:"last month" actor:"a b"',
    ],
)
@pytest.mark.parametrize("operator", ["all", "any"])
def test_a_tree_is_written_as_a_query_that_means_the_same(typed, operator):
    meant = tree(typed, operator=operator)

    assert tree(written(meant, operator=operator), operator=operator) == meant
