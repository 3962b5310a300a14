from concurrent.futures import ThreadPoolExecutor

import numpy as np
from whoosh import query

from search.columnar import queries
from search.columnar.index import open_columnar
from search.columnar.memory import give_back
from tests.columnar.corpora import Writer

TREES = (
    query.Term("body", "talk"),
    query.Or([query.Term("body", "oil"), query.Term("title", "treaty")]),
    query.Phrase("body", ["the", "talk"]),
    queries.Inflections("body", "talking"),
    queries.PatternWords("body", "t*", 10),
    queries.Within("body", [query.Term("body", "the"), query.Term("body", "oil")], "sentence"),
)


def answers(index, tree):
    documents, scores = index.evaluate(tree)
    found = index.masked(np.isin(np.arange(index.size), documents))
    return documents.tolist(), scores.tolist(), index.count("actor", found).items(), index.extent("mentioned", found)


def test_one_index_answers_many_threads_as_it_answers_one(tmp_path):
    folder = Writer(7).collection(200, 3).write(tmp_path)
    expected = [answers(open_columnar(folder), tree) for tree in TREES]
    shared = open_columnar(folder)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: answers(shared, TREES[n % len(TREES)]), range(240)))

    assert all(answer == expected[n % len(TREES)] for n, answer in enumerate(found))


def test_giving_memory_back_leaves_what_is_in_use(tmp_path):
    index = open_columnar(Writer(3).collection(30, 2).write(tmp_path))
    before = answers(index, TREES[0])

    give_back()

    assert answers(index, TREES[0]) == before
