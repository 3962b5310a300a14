import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import stem, tokens
from search.sought import Sought, beginning_of_stem, relevant_tokens, relevant_tokens_of_each

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
    "naïve",
    "straße",
    "9\u00b2",
    "_us_",
    "2.5bn",
    "2.5_bn",
    "Rus\u02bc",
    "Rus\u02bcs",
    "\u212aelvin",
    "us_л",
    "us’us’л\u00b2",
]
texts = st.lists(st.sampled_from([*WORDS, ".", ",", "\n\n", "“", "’", "中国"]), max_size=12).flatmap(
    lambda words: st.sampled_from([" ", "", "\n"]).map(lambda gap: gap.join(words))
)


@given(
    texts,
    st.sampled_from(
        [
            "talk",
            "us",
            "oneill",
            "etat",
            "die",
            "war",
            "nato",
            "naive",
            "9",
            "中",
            "bn",
            "25",
            "5bn",
            "rus",
            "kelvin",
            "usл",
        ]
    ),
)
def test_every_word_that_is_sought_is_found_and_no_other(text, word):
    for sought in (Sought(stems=frozenset({stem(word)})), Sought(terms=frozenset({word}))):
        assert list(relevant_tokens(text, sought)) == [token for token in tokens(text) if sought.is_sought(token.term)]


@given(
    texts,
    st.sets(st.sampled_from(["u", "us", "usual", "etat", "9", "bn", "rus"])),
    st.sets(st.sampled_from(["talk", "us"])),
)
def test_several_words_are_found_in_the_order_of_the_text(text, terms, stems):
    sought = Sought(terms=frozenset(terms), stems=frozenset(stems))

    assert relevant_tokens(text, sought) == [token for token in tokens(text) if sought.is_sought(token.term)]


@given(
    st.lists(st.one_of(texts, st.sampled_from(["Всё о мире", "us’us bn " * 99])), max_size=5),
    st.sets(st.sampled_from(["u", "us", "etat", "мире", "bn"])),
)
def test_several_texts_have_the_words_that_each_has_by_itself(several, terms):
    sought = Sought(terms=frozenset(terms))

    assert relevant_tokens_of_each(several, sought) == [relevant_tokens(text, sought) for text in several]


@given(
    texts,
    st.lists(
        st.sampled_from(["us", "talks", "oneill", "etat", "strasse", "国", "25", "bn", "rus", "usл", "ususл2"]),
        min_size=2,
        max_size=3,
    ),
)
def test_every_phrase_is_found(text, phrase):
    every = list(tokens(text))
    starts = [n for n in range(len(every)) if [token.term for token in every[n : n + len(phrase)]] == phrase]

    found = relevant_tokens(text, Sought(phrases=(tuple(phrase),)))

    assert {every[n] for n in starts} <= set(found) <= {token for token in every if token.term == phrase[0]}


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
