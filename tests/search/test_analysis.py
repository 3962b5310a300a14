import pytest

from search.analysis import terms, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow's response", ["moscow", "response"]),
        ("Moscow\u2019s response", ["moscow", "response"]),
        ("the U.S. and U.N.", ["the", "us", "and", "un"]),
        ("O'Neill", ["oneill"]),
        ("medium-range", ["medium", "range"]),
        ("Côte d'Ivoire", ["cote", "divoire"]),
        ("3.5 and 1,550", ["35", "and", "1550"]),
        ("Лавров", ["лавров"]),
        ("北京", ["北", "京"]),
        ("ﬁnal", ["final"]),
        ("_", []),
        ("", []),
    ],
)
def test_a_text_becomes_folded_terms(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize("text", ["Moscow's U.S. — 1,550 Лавров 北京 ﬁ", "İstanbul's café", "_ ' ’"])
def test_tokens_are_the_terms_with_their_places(text):
    assert [token.term for token in tokens(text)] == terms(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens(text))
