"""The figures of actors on the labelled sets, a little below what is reached; the large sets are sampled."""

import pytest

from bench.quality.actors import FIGURES

REACHED = {
    "states of Reuters stories, micro-F1": 0.88,
    "organisations of Reuters stories, micro-F1": 0.88,
    "people of Reuters stories, recall": 0.97,
    "names in CrossNER politics, F1": 0.97,
    "names in WikiGold, F1": 0.93,
    "names in IEER, F1": 0.94,
    "names in N3, recall": 0.96,
    "writers and addressees of despatches, recall": 0.93,
}


def test_every_figure_has_its_threshold():
    assert set(REACHED) == set(FIGURES)


@pytest.mark.parametrize("figure", REACHED)
def test_a_figure_stays_above_what_was_reached(labelled_data, figure):
    judge, measure = FIGURES[figure]

    assert measure(list(judge(labelled_data, "open", 20))) >= REACHED[figure]
