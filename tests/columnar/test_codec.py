import io

import pytest
from whoosh import query
from whoosh.index import open_dir

from search.columnar.generation import publish_segments
from search.schema import BOUNDARIES
from tests.columnar.corpora import plain_document, write_segment

DOCUMENTS = (
    plain_document("a", "Talks on oil prices. Oil prices fell.", title="Oil", actors=("iran", "opec")),
    plain_document("b", "Peace talks in Geneva.", title="Peace", actors=("iran",)),
    plain_document("c", "Prices of grain, and talking of oil."),
)


@pytest.fixture(params=[1, 2, 3], ids=["one segment", "two segments", "three segments"])
def searcher(request, tmp_path):
    names = [write_segment(tmp_path, DOCUMENTS[n :: request.param]) for n in range(request.param)]
    publish_segments(tmp_path, names)
    with open_dir(str(tmp_path), readonly=True).searcher() as opened:
        yield opened


def ids(searcher, found):
    return sorted(hit["id"] for hit in searcher.search(found, limit=None))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (query.Term("body", "oil"), "ac"),
        (query.Term("actor", "iran"), "ab"),
        (query.Term("body", "nowhere"), ""),
        (query.And([query.Term("body", "oil"), query.Term("body", "prices")]), "ac"),
        (query.AndNot(query.Term("body", "talks"), query.Term("body", "peace")), "a"),
        (query.Phrase("body", ["oil", "prices"]), "a"),
        (query.Phrase("body", ["prices", "grain"], slop=2), "c"),
        (query.Prefix("body", "talk"), "abc"),
        (query.Wildcard("body", "t*k?"), "ab"),
        (query.FuzzyTerm("body", "gneva"), "b"),
        (query.TermRange("body", "oh", "oz"), "ac"),
        (query.Every(), "abc"),
        (query.Every("actor"), "ab"),
        (query.Not(query.Term("body", "oil")), "b"),
    ],
    ids=str,
)
def test_whoosh_searches_a_generation_with_its_own_query_classes(searcher, found, expected):
    assert "".join(ids(searcher, found)) == expected


def test_whoosh_lists_the_lexicon_without_the_marks_of_sentences(searcher):
    listed = [term.decode() for term in searcher.reader().lexicon("body")]

    assert listed == ["and", "fell", "geneva", "grain", "in", "of", "oil", "on", "peace", "prices", "talking", "talks"]
    assert not {*BOUNDARIES} & {term.decode() for _, term in searcher.reader().all_terms()}


def test_whoosh_reads_statistics_of_terms_and_fields(searcher):
    info = searcher.reader().term_info("body", "oil")

    assert (info.doc_frequency(), info.weight(), info.max_weight()) == (2, 3, 2)
    assert searcher.reader().field_length("body") == 18


def test_whoosh_suggests_words_of_the_collection(searcher):
    assert searcher.reader().corrector("body").suggest("prizes", limit=1) == ["prices"]


def test_whoosh_reads_stored_documents(searcher):
    assert searcher.document(id="b")["title"] == "Peace"


def test_asking_whoosh_to_write_into_a_generation_says_what_to_do(tmp_path):
    publish_segments(tmp_path, [write_segment(tmp_path, DOCUMENTS)])
    segment = open_dir(str(tmp_path), readonly=True)._segments()[0]

    with pytest.raises(io.UnsupportedOperation, match="reindex"):
        segment.delete_document(0)
