import pytest

from search.spelling import Spelling

WORDS = Spelling(
    [("sanctions", 40), ("sanction", 9), ("nato", 30), ("nate", 1), ("iran", 50), ("iraq", 45), ("мир", 9)]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sanctoins", ("sanctions",)),
        ("santcion", ("sanction",)),
        ("natto", ("nato",)),
        ("irn", ("iran",)),
        ("мирр", ("мир",)),
        ("xyzzy", ()),
    ],
)
def test_a_word_nobody_wrote_is_respelt_as_frequent_words_near_it(typed, meant):
    assert WORDS.respelt(typed, 0)[: len(meant) or 1] == meant


def test_a_word_that_is_nearly_as_frequent_is_no_respelling():
    assert WORDS.respelt("iraq", 45) == ()
