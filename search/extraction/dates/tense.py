"""The words around a date -> whether it lies behind the writer or ahead."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

Direction = Literal["past", "future"]

_LEFT = 220  # characters of a sentence that are read before a date, and after it
_RIGHT = 160

# The first character first, so that the engine skips to the next that may end a sentence.
_SENTENCE_END = re.compile(
    r"[.!?\n;\x00](?:(?<=[.!?])[\"'”’)\]]{0,3}\s+(?=[\"'“‘(\[]{0,3}[A-Z0-9])|(?<=\n)\s*\n|(?<=[;\x00]))"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|gen|col|capt|lt|sen|rep|gov|hon|messrs|no|nos|u\.s|u\.n|u\.k|jan|feb|mar|apr|jun|jul|aug"
    r"|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|inc|corp|co|ltd|d\.c|a\.m|p\.m|inst|ult|prox)|\b[a-z])\.\s*$"
)


class _Verbs(NamedTuple):
    """Verbs, or their beginnings, then what follows any of them; `unless` asks what stands before the first letter."""

    first: str
    then: str = r"\b"
    unless: str = ""


_NO_NOUN = r"(?<!\bmy .)(?<!\b(?:his|her|its|our|the) .)(?<!\btheir .)"  # "his travels"
# Verbs as a reader meets them. The longest reading comes first, so that "is expected" is not read as a past "expected".
_FUTURE = (
    _Verbs("will shall won['’]t would may should must", r"\b(?!\s+have\b)"),
    _Verbs(
        r"stays? remains? lasts? runs continues? could might will\s+have may\s+have",
        r"\b(?:\s+[\w'’-]+){0,6}?\s+(?:by|until|till|through|before)\s*$",
    ),
    _Verbs(r"called\s+(?:to\s+\w+\s+)?", r"for\s*$"),
    _Verbs(
        "called convened fixed arranged announced proposed requested summoned ordered scheduled set",
        r"\s+(?:[\w'’-]+\s+){1,6}for\s*$",
    ),
    _Verbs("announced", r"\s+(?:[\w'’-]+\s+){1,6}from\s*$"),
    _Verbs("' ’", r"(?:ll|d\s+be)\b"),
    _Verbs(
        "is are am be being 's ’s 're ’re",
        r"\s+(?:now\s+|also\s+|still\s+|currently\s+|tentatively\s+)?"
        r"(?:to|due|set|about|going|scheduled|expected|slated|planned|likely|supposed|ready|bound|poised|hoping|planning"
        r"|preparing|leaving|meeting|visiting|arriving|travell?ing|flying|coming|holding|returning|opening|hosting)\b",
    ),
    _Verbs("was were", r"\s+(?:due|scheduled|expected|forecast|predicted|projected|slated|set|to)\b"),
    _Verbs(
        "scheduled slated planned due expected postponed adjourned deferred delayed fixed arranged billed timed",
        r"\s+(?:for|to|until|till|on)\b",
    ),
    _Verbs("set", r"\s+(?:for|to)\b"),
    _Verbs("is are", r"\s+(?:held|heard|tried|sworn\s+in|inaugurated|voted\s+on)\b"),
    _Verbs("forecast predict project", r"s?(?:ed)?\s+(?:to|for|that)?"),
    _Verbs("as", r"\s+(?:soon|early)\s+as\b"),
    _Verbs("due payable effective maturing expiring expires planned planning plans"),
    _Verbs("has have 's ’s 've ’ve", r"\s+(?:also\s+|already\s+)?(?:scheduled|planned|called|set|until|till)\b"),
    _Verbs("is are", r"\s+(?:in|on)\b"),
    _Verbs("is are am 's ’s 're ’re", r"\s+(?:now\s+|also\s+|still\s+)?(?!being|having)[a-z]{2,14}ing\b"),
    _Verbs(
        "plans? hopes? intends? expects? promises? wants? needs? agree[sd]? prepares? vow(?:s|ed)? plann(?:ed|ing)"
        r" hop(?:ed|ing) intend(?:ed|ing) promised invited expected called\s+on\s+\w+ urged\s+\w+ ordered decided"
        r" asked told\s+\w+",
        r"\s+to\b",
    ),
    _Verbs(
        "agreements? plans? proposals? offers? bids? deals? intention decisions? ready able efforts? pledges?",
        r"\s+to\b",
    ),
    _Verbs("deadline", r"\b(?:\s+(?:for|of|to)\b)?"),
    _Verbs("valid", r"\s+(?:until|till|through)\b"),
    _Verbs("applications? submissions? nominations?", r"\s+(?:by|before)\b"),
    _Verbs("to", r"\s+be\s+\w+"),
    _Verbs(
        "to",
        r"\s+"
        r"(?:meet|visit|hold|leave|arrive|begin|start|open|sign|vote|return|discuss|travel|attend|host|address|resume|go"
        r"|decide|take|make|be|send|give|reply|answer|announce|convene|speak|sail|depart|fly|join|receive|present|submit"
        r"|deliver|publish|release|launch|end|close|elect|debate|consider|review|talk|mark|celebrate|expire|withdraw|testify"
        r"|appear|hear|stand|inspect|tour|brief|unveil|inaugurate|chair|lead|ratify|approve|adopt|lift|impose|deploy|resign|retire"
        r"|appoint|choose|pick|hand|transfer|reopen|report|meet)\b",
    ),
    _Verbs(
        r"leaves arrives begins starts opens meets visits travels returns flies departs takes?\s+place expires"
        r" convenes reconvenes reassembles reopens sits speaks succeeds retires joins lapses testifies comes\s+to"
        r" resumes hosts faces closes ends votes heads sails holds go(?:es)?\s+to comes\s+into"
        r" takes\s+(?:effect|office) addresses gathers? sail depart fly open begin start meet leave arrive resume"
        r" convene",
        r"\b(?=(?:\s+[\w,'’-]+){0,6}[\s.!?]*$)",
        unless=_NO_NOUN,
    ),
)
# What was to be, and is told of as no longer so: "had been due to expire", "originally scheduled for".
_ARRANGED = r"(?:due|scheduled|expected|slated|set|planned|supposed)\b(?:\s+(?:for|on|until)\b|\s+to\s+\w+)?"
_PAST = (
    _Verbs("had", rf"\s+(?:\w+\s+)?been\s+{_ARRANGED}"),
    _Verbs("originally previously initially", rf"\s+{_ARRANGED}"),
    _Verbs(
        "ceased refused failed began begun continued managed used forced came went helped proved seemed appeared"
        " started tried allowed compelled sought obliged enabled needed",
        r"\s+to\s+\w+",
    ),
    _Verbs(
        "was were had did has have ago since following after says said told took gave came went began saw fell rose"
        " broke wrote spoke flew drew grew knew threw fled became ran sat stood withdrew undertook overthrew chose"
        " arose drove rode shook bore sank swore wore tore ate forbade forgot"
    ),
)
# What may be a participle or an adjective too: "will redeem the remaining preferred shares", "will be held".
_PARTICIPLES = (
    _Verbs(
        "met made left held sent won lost brought bought built sought fought thought written led kept felt dealt heard"
        " paid laid got understood found hit put shot struck sworn withdrawn rejected quit taken given seen done gone"
        " been set sunk stuck taught caught hung slept spent lent read cut let beat sold cost"
    ),
)
_REGULAR = (
    r"(?=[a-z]{4,}+(?<=ed)\b)"
    r"(?!un(?!d)|need|speed|proceed|succeed|exceed|indeed|hundred|united|allied|armed)[a-z]+"
)
_CLAUSES = (_Verbs("that who whom which when where while and but as whose because although though"),)
_FINITE = (
    r"(?:will|would|shall|should|may|might|can|could|must|is|are|was|were|has|have|had|did|does|do|be|been|said|took|held|met"
    r"|went|came|left|began|made|gave|saw|[a-z]{2,}ed)"
)


def _by_letter(verbs: Iterable[_Verbs]) -> str:
    """Any of these as a pattern that asks for the first letter once, and so holds a word against few of them."""
    of_letter: dict[str, list[str]] = defaultdict(list)
    for first, then, unless in verbs:
        rests: dict[str, list[str]] = defaultdict(list)
        for word in first.split():
            rests[word[0]].append(word[1:])
        for letter, rest in rests.items():
            words = f"(?:{'|'.join(rest)})"
            of_letter[letter].append(f"(?={words}){unless}{words}{then}" if unless else words + then)
    return "|".join(f"{letter}(?:{'|'.join(ways)})" for letter, ways in of_letter.items())


_VERB = re.compile(
    rf"(?<![\w'’])(?:(?P<future>{_by_letter(_FUTURE)})|(?P<past>{_by_letter(_PAST)})|(?P<passive>be\s+\w+)"
    rf"|(?P<participle>{_by_letter(_PARTICIPLES)}|{_REGULAR})|(?P<clause>[,:(–—]|{_by_letter(_CLAUSES)}))"
)
# "Warned that the elections on 28 November would": the verb of the clause that the date stands in comes after it.
_CLAUSE_WITHOUT_VERB = re.compile(rf"that(?<!\w....)\s(?!(?:[^,;:]{{0,60}}\s)?(?:{_FINITE})\b)[^,;:]{{0,80}}$")
_BESIDE = re.compile(r"(?:\s+(?:in|on|at|to|by|from|with|of|for|late|early|here|there)\b[^,;:]{0,40})?\s*")


def direction_of(source: str, lowered: str, start: int, end: int) -> Direction | None:
    """Which way a bare date at start..end points, by the nearest verb of its sentence; None without a verb."""
    left = sentence_start(source, lowered, start)
    if _CLAUSE_WITHOUT_VERB.search(lowered, left, start):
        return _first_verb(source, lowered, end) or _last_verb(source, lowered, left, start)
    return _last_verb(source, lowered, left, start) or _first_verb(source, lowered, end)


def sentence_start(source: str, lowered: str, position: int) -> int:
    """Where the sentence around `position` begins, at most a few lines back."""
    begin = max(0, position - _LEFT)
    for match in reversed(list(_SENTENCE_END.finditer(source, begin, position))):
        if not _ABBREVIATION.search(lowered, max(0, match.start() - 8), match.start() + 1):
            return match.end()
    return begin


def sentence_end(source: str, lowered: str, position: int) -> int:
    """Where the sentence around `position` ends, at most a few lines on."""
    limit = min(len(source), position + _RIGHT)
    for match in _SENTENCE_END.finditer(source, position, limit):
        if not _ABBREVIATION.search(lowered, max(0, match.start() - 8), match.start() + 1):
            return match.start()
    return limit


def _verbs(source: str, lowered: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The verbs and the marks of clauses; neither the month of May nor Mrs May is a verb."""
    for match in _VERB.finditer(lowered, start, end):
        if match[0] != "may" or source[match.start()] == "m" or _is_verb(lowered, match.start(), match.end()):
            yield match


# What stands beside the month, or the name, in a text that writes "May" with a capital.
_BEFORE_MAY = re.compile(
    r"(?:\b(?:in|of|by|since|until|till|from|to|and|or|last|next|this|early|late|mid|for|through|between|before|after|during"
    r"|theresa|mrs\.?|ms\.?|minister)|\d(?:st|nd|rd|th|d)?|[-–—(,/])[\s-]{0,3}$"
)
_AFTER_MAY = re.compile(r"[\s-]{0,3}(?:\d|[,.;:)–—/]|(?:and|or|to|of)\b|$)")


def _is_verb(lowered: str, start: int, end: int) -> bool:
    beside = _BEFORE_MAY.search(lowered, max(0, start - 14), start) or _AFTER_MAY.match(lowered, end, end + 8)
    return beside is None


def _last_verb(source: str, lowered: str, start: int, end: int) -> Direction | None:
    """The direction of the last verb; a participle behind "will" counts in a clause of its own, or beside the date."""
    last: Direction | None = None
    is_new_clause = False
    for match in _verbs(source, lowered, start, end):
        kind = match.lastgroup
        if kind == "clause":
            is_new_clause = True
        elif kind == "passive":
            continue
        elif kind == "future":
            last, is_new_clause = "future", False
        elif kind == "past" or last != "future" or is_new_clause or _BESIDE.fullmatch(lowered, match.end(), end):
            last = "past"
    return last


_AHEAD_OF = ("will ", "shall ")  # "by then it will have gone"


def _first_verb(source: str, lowered: str, start: int) -> Direction | None:
    """The direction of the next verb; an infinitive gives way to the verb it hangs on: "the vote to be held was"."""
    hanging: Direction | None = None
    for match in _verbs(source, lowered, start, sentence_end(source, lowered, start)):
        if match[0].startswith("to "):
            hanging = hanging or "future"
        elif match.lastgroup not in ("clause", "passive"):
            is_ahead = match.lastgroup == "future" or lowered.endswith(_AHEAD_OF, 0, match.start())
            return "future" if is_ahead else "past"
    return hanging
