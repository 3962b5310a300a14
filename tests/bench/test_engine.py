"""What the bench measures answers every question: one that fails is found before it is needed."""

import pytest

from bench.engine.chancery import Chancery
from bench.engine.corpus import synthetic
from bench.engine.page import HITS
from bench.engine.questions import synthetic_questions
from bench.engine.whole_search import WholeSearch


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    Chancery().build(synthetic(60).documents, folder)
    return folder


@pytest.mark.parametrize("engine", [Chancery, WholeSearch])
def test_every_question_of_the_bench_has_its_page(folder, engine):
    opened = engine()
    opened.open(folder)
    pages = [opened.page(question) for question in synthetic_questions()]

    assert any(page.total > HITS for page in pages)
    assert all(len(page.snippets) == min(page.total, HITS) for page in pages)
