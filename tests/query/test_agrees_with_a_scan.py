"""What the engine finds is what a scan of the texts finds: phrases, nearness, sentences, exclusions, all of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from search.model import Document
from search.query import written
from search.query.tree import (
    Everything,
    Fuzzy,
    Label,
    Pattern,
    Phrase,
    Word,
    all_of,
    any_of,
    in_field,
    negated,
    together,
)
from tests.query.brute_force import matches
from tests.query.engine import engine, indexed

WORDS = ["talk", "talks", "talked", "peace", "red", "line", "lines", "tall"]
SEPARATORS = [" ", " ", " ", ", ", ". ", ". ", "\n\n", "; "]

words = st.sampled_from(WORDS)
texts = st.lists(st.tuples(words.map(lambda w: w.capitalize()) | words, st.sampled_from(SEPARATORS)), max_size=14).map(
    lambda parts: "".join(word + separator for word, separator in parts)
)
documents = st.lists(st.tuples(texts, texts, st.sampled_from(["AFP", "TASS", ""])), min_size=1, max_size=6)

phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)
plain = st.one_of(
    words.map(Word),
    phrases.map(Phrase),
    st.builds(Phrase, st.lists(words, min_size=2, max_size=3).map(" ".join), st.integers(1, 6)),
    st.sampled_from(["tal*", "t?lk", "*s", "l*e*"]).map(Pattern),
    st.builds(Fuzzy, words, st.sampled_from([1, 2])),
    st.just(Word("red-line")),
)
choices = st.one_of(plain, st.lists(plain, min_size=2, max_size=2, unique=True).map(any_of))
scopes = st.builds(together, st.sampled_from(["sentence", "paragraph"]), st.lists(choices, min_size=2, max_size=3))
leaves = st.one_of(
    plain,
    plain.map(lambda leaf: in_field(leaf, "title")),
    scopes,
    st.sampled_from([Everything(), Label("source", "AFP"), Label("source", "nobody")]),
)
trees = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(all_of),
        st.lists(parts, min_size=2, max_size=3).map(any_of),
        parts.map(negated),
    ),
    max_leaves=5,
)


@settings(max_examples=40, deadline=None)
@given(documents, st.lists(trees, min_size=1, max_size=6))
def test_the_engine_finds_what_a_scan_of_the_texts_finds(rows, several):
    collection = [Document(str(n), title, body, source=source) for n, (title, body, source) in enumerate(rows)]

    with engine([indexed(document) for document in collection]) as found:
        for tree in several:
            expected = {document.id for document in collection if matches(tree, document)}
            assert found(tree) == expected, written(tree)
