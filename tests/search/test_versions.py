"""Texts are compared by runs of words, and what is said to be alike is alike."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.versions import FEWEST_WORDS, RUN, share_alike, wording_of

WORDS = [f"word{number}" for number in range(100)]
TEXT = " ".join(WORDS)


def alike(one, other):
    return share_alike(wording_of(one), wording_of(other))


def test_a_text_is_wholly_alike_to_itself_however_it_is_set():
    assert alike(TEXT, TEXT) == 1
    assert alike(TEXT, TEXT.replace(" ", "\n").upper()) == 1


def test_a_part_of_a_text_is_wholly_alike_to_it():
    assert alike(" ".join(WORDS[30:60]), TEXT) == 1


def test_a_changed_word_costs_itself_alone():
    assert alike(" ".join([*WORDS[:50], "other", *WORDS[51:]]), TEXT) == 0.99


def test_the_words_of_the_shorter_text_are_counted():
    assert alike(" ".join(WORDS[:50] + [f"new{number}" for number in range(30)]), TEXT) == 50 / 80


def test_the_same_words_in_another_order_are_not_alike():
    assert alike(" ".join(sorted(WORDS, key=lambda word: word[::-1])), TEXT) < 0.2


def test_runs_that_are_too_short_do_not_count():
    broken = [word for place, word in enumerate(WORDS) if place % RUN]

    assert alike(" ".join(broken), TEXT) == 0


@pytest.mark.parametrize("text", ["", "word0", " ".join(WORDS[: FEWEST_WORDS - 1])])
def test_texts_too_short_to_tell_are_alike_to_none(text):
    assert alike(text, TEXT) == alike(text, text) == 0


@given(st.lists(st.sampled_from("abc"), max_size=60), st.lists(st.sampled_from("abc"), max_size=60))
def test_the_share_is_that_of_a_plain_comparison_and_the_same_both_ways(one, other):
    assert alike(" ".join(one), " ".join(other)) == alike(" ".join(other), " ".join(one)) == plainly(one, other)


def plainly(one, other):
    shorter, longer = sorted((one, other), key=lambda words: (len(words), words))
    runs = [longer[start : start + RUN] for start in range(len(longer) - RUN + 1)]
    covered = {
        place
        for start in range(len(shorter) - RUN + 1)
        if shorter[start : start + RUN] in runs
        for place in range(start, start + RUN)
    }
    return len(covered) / len(shorter) if len(shorter) >= FEWEST_WORDS else 0


def test_a_long_text_is_compared_in_a_moment():
    words = random.Random(1).choices(WORDS, k=20_000)

    assert alike(" ".join(words), " ".join(words[5000:])) == 1
