import sys
import tracemalloc
from random import Random

from search.columnar.vocabulary import Vocabulary


def test_the_size_of_a_vocabulary_counts_the_long_chunks_of_texts_without_spaces():
    random = Random(7)
    chunks = ["".join(chr(random.randrange(0x4E00, 0x9FA5)) for _ in range(500)) for _ in range(400)]
    vocabulary = Vocabulary()
    tracemalloc.start()
    try:
        vocabulary.words(chunks)
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()

    assert vocabulary.size > sum(map(sys.getsizeof, chunks))
    assert taken / 2 < vocabulary.size < 2 * taken
