"""
Many random states against the oracle: `python -m tests.columnar.soak [states]`.

A state is a random collection (segments, deletions), a random query tree and a random range of days; documents,
scores and facet counts are compared with Whoosh's leaves and with a recount. The suite runs the same comparison on
fewer states; this prints how many it ran and every state that disagreed.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from search.columnar.index import open_columnar
from tests.columnar.corpora import collections, counted
from tests.columnar.test_counting import documents_in
from tests.columnar.test_evaluation import disagreement
from tests.columnar.trees import numbered_trees

TREES_OF_A_COLLECTION = 4


def soak(states):
    """Returns how many states were compared, and the ones that disagreed."""
    compared, disagreeing = 0, []

    @settings(
        max_examples=states // TREES_OF_A_COLLECTION,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(collections(), st.lists(numbered_trees, min_size=TREES_OF_A_COLLECTION, max_size=TREES_OF_A_COLLECTION))
    def compare(collection, found):
        nonlocal compared
        folder = Path(tempfile.mkdtemp())
        try:
            index = open_columnar(collection.write(folder))
            compared += len(found)
            disagreeing.extend((collection, tree) for tree in found if is_wrong(index, collection, tree))
        finally:
            shutil.rmtree(folder)

    compare()
    return compared, disagreeing


def is_wrong(index, collection, tree):
    found = index.evaluation(tree).matched()
    recounted = counted(document.actors for document in documents_in(index, collection, found))
    return disagreement(index, tree) is not None or dict(index.count("actor", found).items()) != recounted


if __name__ == "__main__":
    compared, disagreeing = soak(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    for collection, tree in disagreeing:
        print(repr(tree), collection, sep="\n", end="\n\n")
    print(f"{compared} states compared, {len(disagreeing)} disagree")
    sys.exit(bool(disagreeing))
