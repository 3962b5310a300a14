"""Words that carry a sentence and not its subject; they say little about what is looked for."""

from search.analysis import term_of

_TYPED = """
a about above after again against all also am an and any are as at be because been before being below between both but
by can cannot could did do does doing down during each few for from further had has have having he her here hers herself
him himself his how however i if in into is it its itself just may me might more most must my no nor not now of off on
once only or other ought our ours ourselves out over own same shall she should so some such than that the their theirs
them themselves then there these they this those through thus to too under until up upon very was we were what when
where whether which while who whom whose why will with would you your yours yourself yourselves
"""

FUNCTION_WORDS = frozenset(term_of(word) for word in _TYPED.split())


def is_function_word(typed: str) -> bool:
    """True for a word that says little; one typed in capitals is a name: WHO, IT."""
    is_name = len(typed) > 1 and typed.isupper()
    return term_of(typed) in FUNCTION_WORDS and not is_name
