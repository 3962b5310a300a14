"""Terms -> the terms that share a stem."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from Stemmer import Stemmer

from search.columnar.arrays import ArrayFileWriter, compact, starts_of
from search.columnar.lexicon import decoded, encoded, write_lexicon


def write_inflections(file: ArrayFileWriter, field: str, terms: Iterable[bytes]) -> None:
    """Writes the stems of a field, sorted, and the numbers of the terms of each.

    Stem i has the terms `term_of_member[term_start_of_stem[i]:term_start_of_stem[i + 1]]`.
    """
    stemmer = Stemmer("english", 0)  # what it would remember of words, each of which comes once, costs most of its time
    stems = stemmer.stemWords(list(map(decoded, terms)))
    distinct = sorted(set(stems))  # by characters, which is the order of the bytes
    number_of_stem = {stem: number for number, stem in enumerate(distinct)}
    stem_of_term = np.fromiter(map(number_of_stem.__getitem__, stems), dtype=np.int64, count=len(stems))
    counts = np.bincount(stem_of_term, minlength=len(distinct))
    term_of_member = np.argsort(stem_of_term, kind="stable")
    write_lexicon(file, f"{field}.stems", list(map(encoded, distinct)))
    file.append(f"{field}.stems.term_start_of_stem", compact(starts_of(counts)))
    file.append(f"{field}.stems.term_of_member", compact(term_of_member))
