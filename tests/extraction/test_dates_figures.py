"""How well dates are found in labelled news; the thresholds lie just below what is reached."""

import pytest

from bench.quality.dates import score


@pytest.fixture(scope="module")
def figures(labelled_data):
    return score(labelled_data)


@pytest.mark.parametrize(
    ("figure", "threshold"),
    [
        ("value F1", 0.80),
        ("span F1", 0.92),
        ("span precision", 0.90),
        ("span recall", 0.94),
        ("ieer span recall", 0.94),
    ],
)
def test_dates_of_labelled_news_stay_above_the_threshold(figures, figure, threshold):
    assert figures[figure] >= threshold
