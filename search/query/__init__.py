"""
The query language: what was typed -> a tree -> words for people, or a query for the engine.

    parse (grammar)        text -> tree, and notices of what was odd. It cannot fail
    written                tree -> text that parses to the same tree
    reading                tree, ticks -> a sentence with parts that can be taken out
    EXAMPLES               the language by example, behind the help page and the documentation
    compile_query (compile)   tree -> a Whoosh query; the one module that knows both
    sought_in (sought)     tree -> what to highlight
"""

from search.query.compile import Compiled, compile_body_words, compile_query, compile_words
from search.query.examples import EXAMPLES, Example
from search.query.grammar import Parsed, parse
from search.query.limits import Limits
from search.query.names import KnownNames, Names, TypedNames
from search.query.reading import reading
from search.query.sought import sought_in
from search.query.tree import LabelField
from search.query.weights import weights_of
from search.query.written import written

__all__ = [
    "EXAMPLES",
    "Compiled",
    "Example",
    "KnownNames",
    "LabelField",
    "Limits",
    "Names",
    "Parsed",
    "TypedNames",
    "compile_body_words",
    "compile_query",
    "compile_words",
    "parse",
    "reading",
    "sought_in",
    "weights_of",
    "written",
]
