"""Which words fit a pattern, and that no pattern takes hours over a long one."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.columnar.queries import fitting

SIGNS = st.text("ab*?.", max_size=8)


@given(SIGNS, st.text("ab.", max_size=10))
def test_a_word_fits_as_the_plain_reading_of_the_pattern_says(pattern, word):
    plain = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in pattern)

    assert bool(fitting(pattern).fullmatch(word)) == bool(re.fullmatch(plain, word))


@pytest.mark.parametrize("pattern", ["*a*a*a*a*a*b", "a*?a*?a*?a*b", "*ab*ab*ab*ab*c", "*?*?*?*?*b"])
def test_a_word_of_many_letters_is_compared_at_once(pattern):
    word = "ab" * 20_000 if "ab" in pattern else "a" * 40_000
    started = time.process_time()

    assert not fitting(pattern).fullmatch(word)
    assert time.process_time() - started < 0.5
