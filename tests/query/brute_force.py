"""The meaning of a tree, by reading a document's text from end to end: what every engine must agree with."""

from bisect import bisect_right
from itertools import product

from rapidfuzz.distance import OSA

from search.analysis import paragraph_starts, sentence_starts, stem, tokens
from search.query.tree import All, Any, Everything, Fuzzy, Label, Not, Pattern, Phrase, Together, Word

STARTS = {"sentence": sentence_starts, "paragraph": paragraph_starts}


def matches(node, document):
    match node:
        case Everything():
            return True
        case All():
            return all(matches(part, document) for part in node.parts)
        case Any():
            return any(matches(part, document) for part in node.parts)
        case Not():
            return not matches(node.part, document)
        case Label():
            return getattr(document, node.field) == node.value
        case Together():
            return any(stand_together(node, text) for text in (document.title, document.body))
        case _:
            fields = (node.field,) if node.field else ("title", "body")
            return any(spans(node, getattr(document, field)) for field in fields)


def spans(node, text):
    """First and last word number of every place where the words stand."""
    if isinstance(node, Any):
        return [span for part in node.parts for span in spans(part, text)]
    words = [token.term for token in tokens(text)]
    if isinstance(node, Phrase) and node.distance is not None and len(node.terms) > 1:
        return near(node.terms, max(node.distance, len(node.terms) - 1), words)
    if (isinstance(node, Word | Phrase) and len(node.terms) > 1) or isinstance(node, Phrase):
        length = len(node.terms)
        starts = [i for i in range(len(words)) if tuple(words[i : i + length]) == node.terms]
        return [(start, start + length - 1) for start in starts]
    return [(i, i) for i, word in enumerate(words) if is_meant(node, word)]


def is_meant(node, word):
    match node:
        case Word():
            return stem(word) == stem(node.terms[0])
        case Fuzzy():
            return OSA.distance(word, node.text.lower()) <= node.distance
        case Pattern():
            return fits(word, node.text.lower())


def fits(word, pattern):
    if not pattern:
        return not word
    if pattern[0] == "*":
        return any(fits(word[cut:], pattern[1:]) for cut in range(len(word) + 1))
    return bool(word) and pattern[0] in ("?", word[0]) and fits(word[1:], pattern[1:])


def near(terms, distance, words):
    places = product(*([i for i, word in enumerate(words) if word == term] for term in terms))
    return [
        (min(found), max(found))
        for found in places
        if len(set(found)) == len(terms) and max(found) - min(found) <= distance
    ]


def stand_together(node, text):
    starts = STARTS[node.scope](text)
    offsets = [token.start for token in tokens(text)]
    units = []
    for part in node.parts:
        places = [(bisect_right(starts, offsets[a]), bisect_right(starts, offsets[b])) for a, b in spans(part, text)]
        units.append({first for first, last in places if first == last})
    return bool(set.intersection(*units))
