"""Terms -> the terms that share a stem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from Stemmer import Stemmer

from search.columnar.arrays import ArrayFileWriter, compact, starts_of
from search.columnar.lexicon import decoded, encoded, write_lexicon


def write_inflections(file: ArrayFileWriter, field: str, terms: Iterable[bytes]) -> None:
    """Writes the stems of a field, sorted, and the numbers of the terms of each.

    Stem i has the terms `term_of_member[term_start_of_stem[i]:term_start_of_stem[i + 1]]`.
    """
    stemmer = Stemmer("english")
    members: dict[bytes, list[int]] = defaultdict(list)
    for number, stem in enumerate(stemmer.stemWords(list(map(decoded, terms)))):
        members[encoded(stem)].append(number)
    stems = sorted(members)
    counts = np.fromiter((len(members[stem]) for stem in stems), dtype=np.int64, count=len(stems))
    term_of_member = np.array([number for stem in stems for number in members[stem]], dtype=np.int64)
    write_lexicon(file, f"{field}.stems", stems)
    file.append(f"{field}.stems.term_start_of_stem", compact(starts_of(counts)))
    file.append(f"{field}.stems.term_of_member", compact(term_of_member))
