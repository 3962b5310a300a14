"""Words that carry a sentence and not its subject; they say little about what is looked for."""

from search.analysis import term_of

_TYPED = """
a about above after again against ago all also although am among an and another any are around as at be became because
become been before being below between beyond both but by can cannot could did do does doing done down during each
either else ever every few for from further get gets getting give given gives had has have having he hence her here
hers herself him himself his how however i if in indeed instead into is it its itself just least less let like made
make makes making many may me might more most much must my myself near need neither never no nor not now of off often
on once one only onto or other others otherwise ought our ours ourselves out over own per perhaps please quite rather
really same shall she should since so some such than that the their theirs them themselves then there therefore these
they this those though through throughout thus to too toward towards under unless until up upon us use used uses using
very via was we were what whatever when where whereas whether which while who whoever whom whose why will with within
without would yet you your yours yourself yourselves
"""

FUNCTION_WORDS = frozenset(term_of(word) for word in _TYPED.split())
