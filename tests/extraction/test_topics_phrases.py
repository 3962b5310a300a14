"""The notation of phrases in topics.toml."""

import pytest

from search.errors import InvalidCorrection
from search.extraction.topics.phrases import forms


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("arms control", ["arms control"]),
        ("sanction(s)", ["sanction", "sanctions"]),
        ("treat(y|ies) of peace", ["treaty of peace", "treaties of peace"]),
        ("non(-|)proliferation", ["non proliferation", "nonproliferation"]),
        ("salt (i|agreement(s))", ["salt i", "salt agreement", "salt agreements"]),
        ("(new |)sanctions", ["new sanctions", "sanctions"]),
        ("Détente", ["detente"]),
    ],
)
def test_a_phrase_stands_for_its_forms(phrase, found):
    assert [form.folded for form in forms(phrase)] == found


def test_an_equals_sign_keeps_the_capitals():
    assert forms("=START")[0].as_written == "START"
    assert forms("START")[0].as_written == ""


@pytest.mark.parametrize(
    ("phrase", "complaint"),
    [
        ("oil (s", "'(' in the phrase"),
        ("oil)", "')' in the phrase"),
        ("", "without a word"),
        ("(s)", "without a word"),
        ("oil*", "'*' in the phrase"),
        ("(a|b)" * 12, "write several phrases"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_named(phrase, complaint):
    with pytest.raises(InvalidCorrection) as caught:
        forms(phrase)

    assert complaint in str(caught.value)
