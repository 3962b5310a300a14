"""Every regular expression of the program, and strings that are made to wear each of them out."""

import ast
import functools
import importlib
import inspect
import math
import pkgutil
import re
import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import search
import web
from search.extraction.dates.rules import RULES

_MADE_ONCE = type(functools.cache(str))
_CALLS = {"match", "search", "sub", "subn", "findall", "finditer", "fullmatch", "split"}
_PROBES = " \n\taAeZ1905.,;:!?-–'\"’”()[]{}<>/\\*~_#|$%&=+é中я\x00\u2028"


@dataclass(frozen=True)
class Found:
    """A pattern of the program: where it is, and by which of its methods it is used."""

    name: str
    pattern: re.Pattern
    methods: frozenset


def every_pattern():
    """Each pattern that a module of the program holds, or writes where it is used."""
    modules = list(_modules())
    sources = "\n".join(Path(module.__file__).read_text(encoding="utf-8") for module in modules)
    found = {}
    for module in modules:
        for name, value in vars(module).items():
            for number, pattern in enumerate(_patterns_in(_made_once(value, module), 0)):
                if pattern not in found:
                    methods = frozenset(re.findall(rf"\b{name}\.(\w+)\b", sources)) & _CALLS or frozenset(_CALLS)
                    found[pattern] = Found(f"{module.__name__}.{name}[{number}]", pattern, methods)
        for line, method, pattern in _written_in_place(module):
            found.setdefault(pattern, Found(f"{module.__name__}:{line}", pattern, frozenset({method})))
    for number, rule in enumerate(RULES):  # kept as text, and compiled when a date first begins so
        for name, written in (("heads", "|".join(rule.heads)), ("pattern", rule.pattern)):
            pattern = re.compile(written)
            found.setdefault(
                pattern, Found(f"search.extraction.dates.rules.{name}[{number}]", pattern, frozenset({"match"}))
            )
    return list(found.values())


def _modules():
    for package in (search, web):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not module.name.endswith((".__main__", "gunicorn.conf")):
                yield importlib.import_module(module.name)


def _made_once(value, module):
    """What a function of the module makes once, when it is first needed; any other value as it is."""
    is_made_once = type(value) is _MADE_ONCE and value.__module__ == module.__name__
    return value() if is_made_once and not inspect.signature(value).parameters else value


def _patterns_in(value, depth):
    """The patterns in a value of a module: itself, in collections, in fields of records, to a depth of four."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4:
        if isinstance(value, dict):
            inner = [*value.keys(), *value.values()] if len(value) < 10_000 else []
        elif isinstance(value, (tuple, list, set, frozenset)):
            inner = list(value)[:10_000]
        elif hasattr(type(value), "__dataclass_fields__"):
            inner = [getattr(value, name, None) for name in type(value).__dataclass_fields__]
        else:
            inner = []
        for one in inner:
            yield from _patterns_in(one, depth + 1)


def _written_in_place(module):
    """The patterns of calls such as re.sub(r"...", ...), with their lines."""
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _CALLS
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node.lineno, node.func.attr, re.compile(node.args[0].value)


# --- strings that wear a pattern out ------------------------------------------------------------


def adversaries(pattern, chance, most):
    """At most so many functions n -> text: for every repetition in the pattern what leads to it, then what it repeats,
    again and again, then what it does not expect; also single signs, and what it matches, again and again."""
    is_text = isinstance(pattern.pattern, str)
    parsed = re._parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE if not is_text else pattern.flags)
    pieces = {
        ("", piece, ending) for piece in (" ", "\n", "a", "A", "1", "a ", "A. ", " \n") for ending in ("", "\x00")
    }
    for _ in range(4):
        whole = _sample(parsed, chance)
        pieces |= {("", whole, ""), ("", whole[: max(1, len(whole) - 1)], ""), ("", whole[:1], "\x00")}
    for before, body in _repetitions(parsed, chance, ""):
        for ending in ("", "\x00", "\n", "!"):
            pieces.add((before, body, ending))
        pieces.add(("", before + body * 3, ""))
    usable = sorted(piece for piece in pieces if piece[1])
    for before, body, ending in chance.sample(usable, min(most, len(usable))):
        yield lambda n, before=before, body=body, ending=ending: _encoded(
            before + body * (n // len(body)) + ending, is_text
        )


def _encoded(text, is_text):
    return text if is_text else text.encode("utf-8", "surrogatepass")


def _sample(parsed, chance):
    return "".join(_sample_of(operation, argument, parsed, chance) for operation, argument in parsed)


def _sample_of(operation, argument, parsed, chance):
    """Some text that one element of a pattern matches."""
    name = str(operation)
    if name == "LITERAL":
        return chr(argument)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, body = argument
        return "".join(_sample(body, chance) for _ in range(min(max(int(least), 1), int(most))))
    if name == "SUBPATTERN":
        return _sample(argument[3], chance)
    if name == "ATOMIC_GROUP":
        return _sample(argument, chance)
    if name == "BRANCH":
        return _sample(chance.choice(argument[1]), chance)
    if name in ("IN", "NOT_LITERAL", "ANY"):
        return _sign(operation, argument, parsed, chance)
    return ""  # anchors, assertions, references


def _sign(operation, argument, parsed, chance):
    element = re._parser.SubPattern(parsed.state, [(operation, argument)])
    fits = re._compiler.compile(element, parsed.state.flags).match
    found = [sign for sign in _PROBES if fits(sign)]
    if found:
        return chance.choice(found)
    return next((chr(code) for code in range(0x3000) if fits(chr(code))), "")


def _repetitions(parsed, chance, before):
    """What leads to each repetition of a pattern, and what it repeats."""
    for operation, argument in parsed:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, body = argument
            if int(most) > 8:
                for _ in range(3):
                    yield before, _sample(body, chance)
            yield from _repetitions(body, chance, before)
        elif name == "SUBPATTERN":
            yield from _repetitions(argument[3], chance, before)
        elif name == "ATOMIC_GROUP":
            yield from _repetitions(argument, chance, before)
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _repetitions(branch, chance, before)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repetitions(argument[1], chance, before)
        before += _sample_of(operation, argument, parsed, chance)


# --- how long it takes --------------------------------------------------------------------------

SHORT, LONG = 2_000, 8_000
_NOT_WORTH_A_LOOK = 0.02  # seconds for the long text: what grows with the square takes several times that
_MOST_SECONDS = 1.0
_MOST_GROWTH = 8.0  # for four times the text; 4 is linear, 16 is the square
_TRIES = 5  # a machine that is busy makes one of them slow, not all


class _TooLong(Exception):
    pass


@contextmanager
def _at_most(seconds):
    def stop(*_):
        raise _TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def runs_away(work, text_of):
    """True when four times the text takes `work` far more than four times the processor time, again and again."""
    short_text, long_text = text_of(SHORT), text_of(LONG)
    short = long = math.inf
    for _ in range(_TRIES):
        try:
            with _at_most(_MOST_SECONDS):
                long = min(long, _seconds(work, long_text))
                if long < _NOT_WORTH_A_LOOK:
                    return False
                short = min(short, _seconds(work, short_text))
        except _TooLong:
            return True
        if long < _MOST_GROWTH * short:
            return False
    return True


def _seconds(work, text):
    started = time.process_time()
    work(text)
    return time.process_time() - started


def used(found):
    """What the program does with a pattern, done to a text."""

    def work(text):
        if "match" in found.methods:
            found.pattern.match(text)
        if "fullmatch" in found.methods:
            found.pattern.fullmatch(text)
        if found.methods - {"match", "fullmatch"}:
            for _ in found.pattern.finditer(text):
                pass

    return work
