"""A month or a place before a surname in a text laid out -> whether it is a first name there."""

import re
from functools import cache

from search.extraction.actors.words import Words, contexts, verb_forms

_AFTER = re.compile(r"(?:,| (?P<verb>[a-z]+))")


@cache
def first_names_too() -> Words:
    """Months and places like "June", "Jordan", "Paris"."""
    return contexts()["persons"]["first_names_too"]


def stands_as_person(text: str, start: int, end: int) -> bool:
    """True where the stretch heads a clause or an apposition follows: "June Osborne called", not "in May Petrov"."""
    before = text[max(0, start - 16) : start].split()
    if before and before[-1].lower() in contexts()["persons"]["no_first_name_after"]:
        return False
    after = _AFTER.match(text, end)
    if after is None or after["verb"] is None:
        return after is not None
    is_month = text[start:end].partition(" ")[0] in contexts()["persons"]["calendar"]  # "June T-bonds were"
    is_auxiliary = not is_month and after["verb"] in contexts()["acts"]["auxiliaries"]
    return is_auxiliary or _is_finite(after["verb"])


def speaks(text: str, start: int, end: int) -> bool:
    """True for a month beside a verb of saying, as only a person is: "May said", not "May saw" nor "in May told"."""
    after = _AFTER.match(text, end)
    said = after is not None and after["verb"] in contexts()["persons"]["verbs"]
    return said and stands_as_person(text, start, end)


def _is_finite(verb: str) -> bool:
    """True for a past or a third person; a base form makes a question of what looks like a name ("May Petrov go")."""
    if verb in contexts()["persons"]["verbs"] or verb in contexts()["acts"]["irregular"]:
        return True
    return verb.endswith("ed") or (verb.endswith("s") and verb in verb_forms("acts", "verbs"))
