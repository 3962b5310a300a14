"""
Rules -> one pass over a text for the places where a date may begin, and the rules to try there.

The pass is that of an Aho-Corasick automaton, which costs a fraction of what a regular expression does. It looks for
the beginnings of heads in a text with a space for everything that parts words and a 0 for every figure, and so finds
every head and little else. Which of the places are true ones the patterns of the rules tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import ahocorasick

from search.extraction.dates.reading import Reader, Rule
from search.extraction.exchanging import exchange_table, exchanged, foreign

# Characters of a head that the automaton looks for: more leave a few wrong places less, and take longer to make.
_LONGEST = 8
_TOKEN = re.compile(r"(?P<one>\\.|\[(?:\\.|[^\]\\])*\]|[^\\\[(|)])(?P<times>\{\d+(?:,\d+)?\}|[?*+])?")
_BEHIND = re.compile(r"\(\?<=(?P<asked>[^)]*)\)")  # what a head asks of the characters before it
_UNTOLD = "(?=)"  # stands where a pattern goes on in too many ways
_QUANTIFIER = re.compile(r"\{\d+(?:,\d+)?\}|[?*+]")
_COUNTS = re.compile(r"\{(?P<least>\d+)(?:,(?P<most>\d+))?\}")
_FIGURE = re.compile(r"\\d|\d|\[[\d-]+\]")
_OF_MANY = re.compile(r"\\w|\.|\[\^.*|.*[a-z]-[a-z].*")
_WORD_ENDS = (r"(?!\w", r"(?![\w", r"\b")


Trial = tuple[re.Pattern[str], Reader]


class Scanner:
    """Finds where a head may begin, and the rules that have one which begins so."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._trials: dict[int, tuple[Trial, ...]] = {}
        self._automaton = ahocorasick.Automaton()
        for (before, written), bits in _rules_by_beginning(rules).items():
            self._automaton.add_word(before + written, (len(written) - 1, bits))
        self._automaton.make_automaton()

    def places(self, lowered: str) -> list[tuple[int, tuple[Trial, ...]]]:
        """Where a head may begin, in order, and what to try there; all of the places where one does are among them."""
        found: dict[int, int] = {}
        for last, (behind, bits) in self._automaton.iter(_shape(lowered) + " "):
            place = last - behind
            found[place] = found.get(place, 0) | bits
        return [(place, self._trials_of(found[place])) for place in sorted(found)]

    def _trials_of(self, bits: int) -> tuple[Trial, ...]:
        """The rules that these bits stand for, the earlier first; texts have some hundred different ones."""
        if bits not in self._trials:
            chosen = [rule for place, rule in enumerate(self._rules) if bits >> place & 1]
            self._trials[bits] = tuple((_words_of(rule), rule.read) for rule in chosen)
        return self._trials[bits]


@cache
def _words_of(rule: Rule) -> re.Pattern[str]:
    """The pattern of a rule where one of its heads stands."""
    return re.compile(f"(?={'|'.join(rule.heads)}){rule.pattern}")


def _shape(text: str) -> str:
    """The text with 0 for every figure and a space for everything that parts words."""
    for character in foreign(text):
        if (shape := _shape_of(character)) != character:
            text = text.replace(character, shape)
    return exchanged(text, _SHAPES)


def _shape_of(character: str) -> str:
    if character.isdecimal():
        return "0"
    return character if character.isalnum() or character == "_" else " "


_SHAPES = exchange_table({code: _shape_of(chr(code)) for code in range(128)})


def _rules_by_beginning(rules: Sequence[Rule]) -> Mapping[tuple[str, str], int]:
    """The beginnings of all heads, each with the rules that have it: a bit for a rule, the first rule's the lowest."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for place, rule in enumerate(rules):
        for head in rule.heads:
            for beginning in _beginnings(head):
                found[beginning] |= 1 << place
    return found


def _beginnings(head: str) -> set[tuple[str, str]]:
    """What stands before a head, and how its beginning may be written, in the shape of texts."""
    behind = _BEHIND.match(head)
    before = _written(behind["asked"], _LONGEST) if behind else (" ",)
    return {(one, written) for one in before for written in _written(head[behind.end() if behind else 0 :], _LONGEST)}


@cache
def _written(pattern: str, most: int) -> frozenset[str]:
    """How the beginning of a pattern may be written: so many characters, or as far as it can be told."""
    if not pattern or most <= 0:
        return frozenset([""])
    found: set[str] = set()
    for first, rest in _first_tokens(pattern):
        for shape, goes_on in _shapes(first):
            found |= {shape + more for more in _written(rest, most - len(shape))} if goes_on else {shape}
    return frozenset(found)


def _shapes(token: str) -> Iterator[tuple[str, bool]]:
    """How a token may be written, and whether what follows it can be told."""
    if token.startswith(_WORD_ENDS):
        yield " ", False
        return
    one = _TOKEN.match(token)
    shapes = _shapes_of(one["one"]) if one else ()
    least, most = _times((one and one["times"]) or "")
    if not shapes:
        yield "", False
    elif most == 1 or shapes == {"0"}:
        yield from ((shape * times, True) for shape in shapes for times in range(least, most + 1))
    else:  # what may be repeated is told no further than its second space, or its first letter
        yield from (("", True),) if not least else ()
        yield from ((shape, shape == " ") for shape in shapes)
        yield from (("  ", False),) if " " in shapes else ()


def _shapes_of(characters: str) -> set[str]:
    """The shapes of a character or a class; none for what stands for too many."""
    if _OF_MANY.fullmatch(characters):
        return set()
    if _FIGURE.fullmatch(characters):
        return {"0"}
    members = characters[1:-1] if len(characters) > 2 and characters[0] == "[" else characters
    return {_shape_of(member) for member in members.replace(r"\s", " ").replace("\\", "")}


def _times(quantifier: str) -> tuple[int, int]:
    """How often a token stands there at least and at most; without end is often."""
    if counts := _COUNTS.fullmatch(quantifier):
        return int(counts["least"]), int(counts["most"] or counts["least"])
    return (1, 1) if not quantifier else (int(quantifier == "+"), 1 if quantifier == "?" else _LONGEST)


def _first_tokens(head: str) -> Iterable[tuple[str, str]]:
    """A head as pairs of its first token and the rest; a group gives a pair for each alternative."""
    if not head.startswith("("):
        token = _TOKEN.match(head)
        if not token:
            raise ValueError(f"the head {head!r} begins with what is no letter, class or group")
        yield token[0], head[token.end() :]
        return
    group, alternatives, rest = _group(head)
    quantifier = _QUANTIFIER.match(rest)
    if not group.startswith("(?:"):
        end = quantifier.end() if quantifier else 0
        yield group + rest[:end], rest[end:]
        return
    if quantifier:
        least, most = _times(quantifier[0])
        rest = rest[quantifier.end() :]
        ways = [alternative + (rest if most == 1 else _UNTOLD) for alternative in alternatives]
        ways += [] if least else [rest]
    else:
        ways = [alternative + rest for alternative in alternatives]
    for way in ways:
        yield from _first_tokens(way) if way else (("", ""),)


def _group(head: str) -> tuple[str, list[str], str]:
    """The group that a head begins with, its alternatives, and what follows it."""
    depth, begin, alternatives = 0, 3, []
    for position, character in enumerate(head):
        depth += (character == "(") - (character == ")")
        if (character == "|" and depth == 1) or depth == 0:
            alternatives.append(head[begin:position])
            begin = position + 1
        if depth == 0:
            return head[: position + 1], alternatives, head[position + 1 :]
    raise ValueError(f"the group at the start of {head!r} is not closed")
