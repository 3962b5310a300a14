"""
Rules -> one pass over a text for the places where a date may begin, and the rules to try there.

The pass runs inside the regular-expression engine: it stops at a word boundary only, and follows the heads of all
rules letter by letter in one tree, so that most words are left at their second letter. It hands over to Python only
where the head of some rule fits, and there only the rules that begin with the same letters, or with as many figures,
are tried. Making that tree takes as long as reading some hundred texts without it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from search.extraction.dates.reading import Rule

_KEY_LETTERS = 3
_KEY = re.compile(rf"[a-z]{{1,{_KEY_LETTERS}}}|\d{{1,7}}")
_TREE_DEPTH = 12  # tokens; below it the rests of the heads are tried one by one
# Quicker to look for than \W, which asks the tables of Unicode at every character; "é" is told from "-" afterwards.
_NO_LETTER = "[^a-z0-9_]"
_TOKEN = re.compile(r"(?:\\.|\[(?:\\.|[^\]\\])*\]|[^\\\[(|)])(?:\{\d+(?:,\d+)?\}|[?*+])?")
_FIGURES = re.compile(r"(?:\\d|\d)(?:\{(?P<least>\d)(?:,(?P<most>\d))?\})?")
_FEW_FIGURES = re.compile(r"\\d\{1,[23]\}")  # no head goes on with a figure after them
_BEHIND = re.compile(r"^\(\?<=[^)]*\)")  # what a head asks of the characters before it
_QUANTIFIER = re.compile(r"\{\d+(?:,\d+)?\}|[?*+]")

Trial = tuple[re.Pattern[str], Rule]


@dataclass(frozen=True, slots=True)
class Scanner:
    """`places` finds a non-word character before a head; `trials` are the rules by how their heads begin."""

    places: re.Pattern[str]
    trials: Mapping[str, tuple[Trial, ...]]

    def trials_at(self, lowered: str, position: int) -> tuple[Trial, ...]:
        start = _KEY.match(lowered, position)
        return self.trials.get(_key(start[0]), ()) if start else ()


@dataclass(frozen=True, slots=True)
class HastyScanner:
    """The same places and trials, made in a tenth of the time and found in six times as much: for few texts."""

    places: re.Pattern[str]
    rules: Mapping[str, tuple[Rule, ...]]

    def trials_at(self, lowered: str, position: int) -> tuple[Trial, ...]:
        start = _KEY.match(lowered, position)
        rules = self.rules.get(_key(start[0]), ()) if start else ()
        return tuple((_compiled(rule.pattern), rule) for rule in rules)


_compiled = cache(re.compile)


def scanner_of(rules: Sequence[Rule]) -> Scanner:
    """The scanner for these rules; where several fit, the earlier rule is tried first."""
    patterns = {rule: re.compile(rule.pattern) for rule in rules}
    trials = {key: tuple((patterns[rule], rule) for rule in found) for key, found in _rules_by_key(rules).items()}
    return Scanner(_places(_top_of_tree(_heads(rules))), trials)


def hasty_scanner_of(rules: Sequence[Rule]) -> HastyScanner:
    return HastyScanner(_places("|".join(_heads(rules))), _rules_by_key(rules))


def _places(heads: str) -> re.Pattern[str]:
    return re.compile(rf"{_NO_LETTER}(?={heads})(?<!\w)")


def _heads(rules: Sequence[Rule]) -> list[str]:
    return list(dict.fromkeys(head for rule in rules for head in rule.heads))


def _rules_by_key(rules: Sequence[Rule]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, dict[Rule, None]] = defaultdict(dict)
    for rule in rules:
        for key in chain.from_iterable(map(_keys, rule.heads)):
            found[key][rule] = None
    return {key: tuple(of_key) for key, of_key in found.items()}


def _key(start: str) -> str:
    """What rules are kept under: the first letters of a word, or how many figures a number has."""
    return str(len(start)) if start[0].isdecimal() else start


def _keys(head: str) -> Iterable[str]:
    """Under what the rule of a head is kept."""
    for tokens in _expanded([_BEHIND.sub("", head)], _KEY_LETTERS):
        if tokens[0].isalpha():
            yield "".join(_letters(tokens))
        else:
            yield from map(str, range(*_figures("".join(tokens))))


def _letters(tokens: list[str]) -> Iterable[str]:
    for token in tokens[:_KEY_LETTERS]:
        if not token.isalpha():
            return
        yield token


def _figures(head: str) -> tuple[int, int]:
    """How many figures a head begins with, as a range: the fewest, and one more than the most."""
    least = most = position = 0
    while figure := _FIGURES.match(head, position):
        least += int(figure["least"] or 1)
        most += int(figure["most"] or figure["least"] or 1)
        position = figure.end()
    return least, most + 1


def _expanded(heads: list[str], depth: int) -> Iterable[list[str]]:
    """Each head as its first tokens and the rest, in as many ways as the groups among them allow."""
    for head in heads:
        for first, rest in _first_tokens(head):
            if depth <= 1 or not rest:
                yield [first, rest] if rest else [first]
            else:
                yield from ([first, *more] for more in _expanded([rest], depth - 1))


def _top_of_tree(heads: list[str]) -> str:
    """The whole tree; asked once for a figure, most words are spared every head that begins with one."""
    branches = _branches(heads, _TREE_DEPTH)
    of_words = [branch for first, branch in branches.items() if first.isalpha()]
    of_figures = [branch for first, branch in branches.items() if not first.isalpha()]
    return "|".join([*of_words, rf"(?=\d)(?:{'|'.join(of_figures)})"] if of_figures else of_words)


def _tree(heads: list[str], depth: int) -> str:
    """A pattern that matches wherever one of the heads does, their common beginnings read once."""
    return "|".join(_branches(heads, depth).values())


def _branches(heads: list[str], depth: int) -> dict[str, str]:
    """The heads by their first token."""
    rests: dict[str, dict[str, None]] = defaultdict(dict)
    for head in heads:
        for first, rest in _first_tokens(head):
            rests[first][rest] = None
    return {first: _whole(first) + _rests(list(rest), depth) for first, rest in rests.items()}


def _whole(token: str) -> str:
    """A token; one or two figures are all that stand there, so that no rest is tried behind the first of two."""
    return token + r"(?!\d)" if _FEW_FIGURES.fullmatch(token) else token


def _rests(rests: list[str], depth: int) -> str:
    if "" in rests:
        return ""  # one head ends here, so that nothing more is asked
    if len(rests) == 1:
        return rests[0]
    return f"(?:{_tree(rests, depth - 1) if depth else '|'.join(rests)})"


def _first_tokens(head: str) -> Iterable[tuple[str, str]]:
    """A head as pairs of its first token and the rest; a plain group gives a pair for each alternative."""
    if not head.startswith("("):
        token = _TOKEN.match(head)
        if not token:
            raise ValueError(f"the head {head!r} begins with what is no letter, class or group")
        yield token[0], head[token.end() :]
        return
    group, alternatives, rest = _group(head)
    quantifier = _QUANTIFIER.match(rest)
    if not group.startswith("(?:") or quantifier:
        end = quantifier.end() if quantifier else 0
        yield group + rest[:end], rest[end:]
        return
    for alternative in alternatives:
        yield from _first_tokens(alternative + rest)


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
