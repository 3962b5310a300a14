"""A role in a text laid out -> the person who held the office on the days that govern it."""

import re
from collections.abc import Sequence

from search.extraction.actors.automaton import Match
from search.extraction.actors.era import Days
from search.extraction.actors.gazetteer import Actor, Gazetteer

_UNSEATING = (
    "former|formerly|ex|once|then|late|deputy|vice|shadow|acting|assistant|under|sub|designated?|would-be|future|next|"
    "incoming|retired|ousted|deposed|previous|interim|associate|a|an|any|every|each|another|no|first|two|three|several|fellow"
)
_UNSEATED = re.compile(rf"(?:^|[\s(\"'-])(?:{_UNSEATING})[\s-]+(?:[\w.'-]+ )?$", re.IGNORECASE)
_PENDING = re.compile(r"[ -](?:elect|designate|in waiting|in exile|for|candidate|hopeful|emeritus)\b", re.IGNORECASE)
# Whoever is made something holds it later, or held it long ago: "elected Donald Tusk as President of the Council".
_MADE = re.compile(
    r"\b(?:elect(?:s|ed|ing)?|appoint(?:s|ed|ing)?|nominat(?:es?|ed|ing)|chose|chosen|candidates?|candidacy"
    r"|contenders?|succeed(?:s|ed|ing)?|replac(?:es?|ed|ing)|successor)"
    r"(?: (?:[A-Z][\w.'-]+|as|for|to|of|the|its|their|his|her|new|next|post|job|office)){0,6} $"
)
_OWNED = re.compile(r"(?:'s? |\s)(?:(?:new|current|veteran|long-serving|outgoing|top|own) )?$")
_OF = re.compile(r" of (?:the )?| for (?:the )?| in (?:the )?")


def owner_of(text: str, index: int, matches: Sequence[Match]) -> Match | None:
    """The match that says whose office a role is: just before it ("Russia's", "UN"), or after "of"."""
    role = matches[index]
    if index and not matches[index - 1].entry.is_person and matches[index - 1].entry.uses:
        between = text[matches[index - 1].end : role.start]
        if between == " " or _OWNED.fullmatch(between):
            return matches[index - 1]
    if (
        index + 1 < len(matches)
        and matches[index + 1].entry.uses
        and _OF.fullmatch(text[role.end : matches[index + 1].start])
    ):
        return matches[index + 1]
    return None


def is_held(text: str, start: int, end: int) -> bool:
    """False for an office that the words around give to no holder: former, deputy, shadow, elect, any."""
    before = text[max(0, start - 80) : start]
    return not (_UNSEATED.search(before[-40:]) or _MADE.search(before) or _PENDING.match(text, end))


def holder_of(offices: Sequence[str], body: str, days: Days | None, gazetteer: Gazetteer) -> Actor | None:
    """Who held the first of the offices that the body has on those days."""
    if days is None:
        return None
    holders = (gazetteer.holder(office, body, *days) for office in offices)
    return next((holder for holder in holders if holder is not None), None)
