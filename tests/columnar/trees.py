"""Random Whoosh query trees over the words of the random collections."""

from datetime import timedelta

from hypothesis import strategies as st
from whoosh import query as q

from search.analysis import term_of
from search.columnar import queries
from search.model import DateRange
from tests.columnar.corpora import ACTORS, FIRST_DAY, TOPICS, WORDS

words = st.sampled_from([*dict.fromkeys(map(term_of, WORDS)), "nowhere"])
text_fields = st.sampled_from(["title", "body", "body"])
boosts = st.sampled_from([1.0, 1.0, 2.0, 0.5])
patterns = st.sampled_from(["t*", "talk*", "*k*", "t?lk", "???", "*", "м*", "zz*"])


def word_queries(field):
    return st.one_of(
        st.builds(q.Term, st.just(field), words, boosts),
        st.builds(queries.Inflections, st.just(field), words, boosts),
        st.builds(queries.PatternWords, st.just(field), patterns, st.sampled_from([1, 3, 1000]), boosts),
        st.builds(queries.FuzzyWords, st.just(field), words, st.integers(0, 2), st.sampled_from([2, 1000]), boosts),
    )


across_fields = st.builds(
    lambda title, body, boost: queries.AcrossFields([title, body], boost),
    word_queries("title"),
    word_queries("body"),
    boosts,
)
choices_of_words = st.lists(text_fields.flatmap(word_queries) | across_fields, min_size=1, max_size=5).map(q.Or)


def phrases(field, slops=(1, 1, 2, 4)):
    return st.builds(q.Phrase, st.just(field), st.lists(words, min_size=2, max_size=4), st.sampled_from(slops), boosts)


def parts_of_within(field):
    simple = word_queries(field) | phrases(field, slops=(1,)) | near(field)
    return simple | st.lists(simple, min_size=1, max_size=2).map(q.Or)


def near(field):
    return st.builds(queries.Near, st.just(field), st.lists(words, min_size=2, max_size=3), st.integers(1, 6))


def placed(field):
    return st.one_of(
        near(field),
        st.builds(
            queries.Within,
            st.just(field),
            st.lists(parts_of_within(field), min_size=2, max_size=3),
            st.sampled_from(["sentence", "paragraph"]),
        ),
    )


def _term_range(field, one, other, constantscore):
    return q.TermRange(field, *sorted((one, other)), constantscore=constantscore)


whoosh_many_terms = st.one_of(
    st.builds(q.Prefix, text_fields, words.map(lambda word: word[:2]), boosts, st.booleans()),
    st.builds(q.Wildcard, text_fields, patterns.filter(lambda pattern: pattern != "*"), boosts, st.booleans()),
    st.builds(q.FuzzyTerm, text_fields, words, boosts, st.just(1), st.just(0), st.booleans()),
    st.builds(
        lambda f, a, b, c: q.TermRange(f, *sorted((a, b)), constantscore=c), text_fields, words, words, st.booleans()
    ),
    st.builds(q.Regex, text_fields, st.sampled_from(["t.*s", "[mo].*"])),
    st.builds(q.Variations, text_fields, words),
)

leaves = st.one_of(
    text_fields.flatmap(word_queries),
    text_fields.flatmap(phrases),
    text_fields.flatmap(placed),
    whoosh_many_terms,
    across_fields,
    st.builds(q.Term, st.just("actor"), st.sampled_from(ACTORS), st.sampled_from([0.0, 1.0])),
    st.builds(q.Term, st.just("topic"), st.sampled_from(TOPICS)),
    st.builds(q.Every, st.sampled_from([None, "actor", "title"])),
    st.just(q.NullQuery),
)


def _combined(children):
    several = st.lists(children, min_size=1, max_size=3)
    pairs = [st.builds(kind, children, children) for kind in (q.AndNot, q.Require, q.AndMaybe)]
    return st.one_of(
        st.builds(q.And, several, boosts),
        st.builds(q.Or, several, boosts, st.sampled_from([0, 0, 2])),
        st.builds(q.DisjunctionMax, several, boosts, st.sampled_from([0.0, 0.3])),
        st.builds(q.ConstantScoreQuery, children, st.sampled_from([1.0, 3.0])),
        st.builds(q.Not, children),
        *pairs,
    )


trees = st.recursive(leaves, _combined, max_leaves=6)

# Numbers of documents mean something within one index only.
numbered = st.builds(queries.OneOf, st.lists(st.integers(0, 9), max_size=4))
numbered_trees = st.recursive(leaves | numbered, _combined, max_leaves=6)


@st.composite
def date_ranges(draw):
    first = FIRST_DAY + timedelta(days=draw(st.integers(-3, 45)))
    last = first + timedelta(days=draw(st.integers(0, 20)))
    return DateRange(draw(st.sampled_from([first, None])), draw(st.sampled_from([last, None])))
