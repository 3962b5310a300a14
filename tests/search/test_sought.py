import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import stem, tokens
from search.sought import Sought, beginning_of_stem, relevant_tokens

WORDS = [
    "Talks",
    "talking",
    "U.S.",
    "us",
    "usual",
    "O'Neill",
    "oneill",
    "État",
    "etat",
    "état’s",
    "war-time",
    "N.A.T.O.",
    "dying",
]


@given(
    st.lists(st.sampled_from([*WORDS, ".", ",", "\n\n", "“", "’"]), max_size=12).flatmap(
        lambda words: st.sampled_from([" ", "", "\n"]).map(lambda gap: gap.join(words))
    ),
    st.sampled_from(["talk", "us", "oneill", "etat", "die", "war", "nato"]),
)
def test_every_word_that_is_sought_is_found_and_no_other(text, word):
    for sought in (Sought(stems=frozenset({stem(word)})), Sought(terms=frozenset({word}))):
        assert list(relevant_tokens(text, sought)) == [token for token in tokens(text) if sought.is_sought(token.term)]


@pytest.mark.parametrize(
    "sought", [Sought(patterns=("t*g",)), Sought(patterns=("*al",)), Sought(similar=(("talkin", 1),))]
)
def test_patterns_and_similar_words_are_found_in_any_text(sought):
    text = "Talking of usual (talkin') U.S. talks"

    assert list(relevant_tokens(text, sought)) == [token for token in tokens(text) if sought.is_sought(token.term)]


@given(st.text(string.ascii_lowercase, min_size=1, max_size=12))
def test_every_word_begins_as_its_stem_does(word):
    assert word.startswith(beginning_of_stem(stem(word)))


@pytest.mark.parametrize(
    "word", ["dying", "lies", "ties", "skies", "possibility", "relational", "happiness", "news", "hopping"]
)
def test_words_that_change_much_begin_as_their_stem_does(word):
    assert word.startswith(beginning_of_stem(stem(word)))
