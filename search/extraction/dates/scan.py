"""
Rules -> one pass over a text for the places where a date may begin, and the rules to try there.

The pass is that of an Aho-Corasick automaton, which costs a fraction of what a regular expression does. It looks for
the beginnings of heads in a text with a space for everything that parts words and a 0 for every figure, and so finds
every head and little else. Which of the places are true ones the heads themselves tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick

from search.extraction.dates.reading import Rule
from search.extraction.exchanging import exchange_table, exchanged, foreign

# Characters of a head that the automaton looks for: more leave a few wrong places less, and take longer to make.
_LONGEST = 8
_KEY_LETTERS = 3
_KEY = re.compile(rf"[a-z]{{1,{_KEY_LETTERS}}}|\d{{1,7}}")
_TOKEN = re.compile(r"(?P<one>\\.|\[(?:\\.|[^\]\\])*\]|[^\\\[(|)])(?P<times>\{\d+(?:,\d+)?\}|[?*+])?")
_BEHIND = re.compile(r"\(\?<=(?P<asked>[^)]*)\)")  # what a head asks of the characters before it
_UNTOLD = "(?=)"  # stands where a pattern goes on in too many ways
_QUANTIFIER = re.compile(r"\{\d+(?:,\d+)?\}|[?*+]")
_COUNTS = re.compile(r"\{(?P<least>\d+)(?:,(?P<most>\d+))?\}")
_FIGURE = re.compile(r"\\d|\d|\[[\d-]+\]")
_OF_MANY = re.compile(r"\\w|\.|\[\^.*|.*[a-z]-[a-z].*")
_WORD_ENDS = (r"(?!\w", r"(?![\w", r"\b")


@dataclass(frozen=True, slots=True)
class Trials:
    """Rules whose heads begin alike, the earlier first; they are worth a trial where `heads` match."""

    heads: str
    rules: tuple[Rule, ...]


class Scanner:
    """Finds where a head begins, and the rules that are tried there."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._trials = _trials(rules)
        self._automaton = ahocorasick.Automaton()
        for before, written in {way for rule in rules for head in rule.heads for way in _beginnings(head)}:
            self._automaton.add_word(before + written, len(written) - 1)
        self._automaton.make_automaton()

    def places(self, lowered: str) -> list[int]:
        """Where a head may begin, in order; all of the places where one does are among them."""
        return sorted({last - behind for last, behind in self._automaton.iter(_shape(lowered) + " ")})

    def rules_at(self, lowered: str, position: int) -> tuple[Rule, ...]:
        """The rules to try at one of these places."""
        trials = self._trials.get(_key_at(lowered, position))
        return trials.rules if trials and compiled(trials.heads).match(lowered, position) else ()


compiled = cache(re.compile)


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


def _trials(rules: Sequence[Rule]) -> Mapping[str, Trials]:
    """Rules and their heads, by the keys that the heads are kept under."""
    heads: dict[str, dict[str, None]] = defaultdict(dict)
    found: dict[str, dict[Rule, None]] = defaultdict(dict)
    for rule in rules:
        for head in rule.heads:
            for key in {_key_at(written, 0) for _, written in _beginnings(head)}:
                heads[key][head] = None
                found[key][rule] = None
    return {key: Trials("|".join(heads[key]), tuple(of_key)) for key, of_key in found.items()}


def _key_at(text: str, position: int) -> str:
    """What rules are kept under: the first letters of a word, or how many figures a number has."""
    start = _KEY.match(text, position)
    if not start:
        raise ValueError(f"neither a letter nor a figure stands at {position} of {text!r}")
    return str(len(start[0])) if start[0][0].isdecimal() else start[0]


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
