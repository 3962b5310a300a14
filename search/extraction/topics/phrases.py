"""
A phrase as it is written in topics.toml -> the forms it is found in.

    sanction(s)                     sanction, sanctions
    treat(y|ies) of (peace|amity)   four forms
    non(-|)proliferation            non-proliferation, nonproliferation
    =START                          only with these capitals, and not amid a text all in capitals
"""

import re
from dataclasses import dataclass

from search.errors import InvalidCorrection
from search.extraction.topics.folding import fold

MOST_FORMS = 2_000
_INNERMOST = re.compile(r"\(([^()]*)\)")
_NOT_OF_PHRASES = re.compile(r"[^\w\s\-'’.,&/]")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a phrase: folded, and as written where the capitals matter (else empty)."""

    folded: str
    as_written: str = ""


def forms(phrase: str) -> tuple[Form, ...]:
    """Every form of a phrase; InvalidCorrection for brackets that do not match, odd signs and forms without a word."""
    written = phrase.removeprefix("=")
    return tuple(_form(phrase, form, exactly=written != phrase) for form in _expanded(written))


def _form(phrase: str, form: str, *, exactly: bool) -> Form:
    form = " ".join(form.split())
    odd = _NOT_OF_PHRASES.search(form)
    if odd:
        raise InvalidCorrection(
            f"{odd.group()!r} in the phrase {phrase!r}: write word(s) or (one|other), and plain words"
        )
    if not any(character.isalnum() for character in form):
        raise InvalidCorrection(f"the phrase {phrase!r} has a form without a word; write at least one")
    return Form(fold(form).text.strip(), form if exactly else "")


def _expanded(written: str) -> list[str]:
    """The phrase with every bracket replaced by each of its choices, the innermost first."""
    expanded = [written]
    while any(_INNERMOST.search(form) for form in expanded):
        expanded = list(dict.fromkeys(chosen for form in expanded for chosen in _with_one_bracket_less(form)))
        if len(expanded) > MOST_FORMS:
            raise InvalidCorrection(f"the phrase {written!r} has more than {MOST_FORMS} forms; write several phrases")
    return expanded


def _with_one_bracket_less(form: str) -> list[str]:
    bracket = _INNERMOST.search(form)
    if not bracket:
        return [form]
    within = bracket.group(1)
    choices = within.split("|") if "|" in within else ["", within]
    return [form[: bracket.start()] + choice + form[bracket.end() :] for choice in choices]
