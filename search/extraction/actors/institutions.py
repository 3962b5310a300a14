"""The runs of capitalised words of a text -> where they name an institution: a firm, a party, an office, an acronym."""

import re
from collections.abc import Iterator, Sequence

from search.extraction.actors.kinds import Word, kind_of
from search.extraction.actors.runs import Run
from search.extraction.actors.words import contexts

# "Council on Foundations", but not "the White House on the treaty".
_ON = "|".join(rf"(?<={ending} )on" for ending in ("cil", "mission", "mittee", "ence", "roup", "anel"))
_COMPLEMENT = re.compile(
    rf" (?:of|for|{_ON}) (?:the |all )?([A-Z][\w'-]+(?: (?:and |of |for |the ){{0,2}}[A-Z][\w'-]+){{0,6}})"
)
_GIVEN_ACRONYM = re.compile(r" \(([A-Z][A-Z&-]{1,7})\)")
_MOST_ACRONYMS = 20  # of a text, each looked for in the whole of it
_OPENING = '.!?:\n"'


def institutions(text: str, runs: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """The stretches that name institutions; some may overlap."""
    for start, end, run in runs:
        words = run.split(" ")
        is_body = any(kind_of(word) is Word.OTHER for word in words)
        complement = _COMPLEMENT.match(text, end) if is_body and kind_of(words[-1]) is Word.OTHER else None
        if complement:
            yield start, complement.end()
        elif is_body and (len(words) > 1 or _stands_alone(text, start, run)):
            yield start, end
    yield from _acronyms(text)


def _stands_alone(text: str, start: int, word: str) -> bool:
    """True for one word that is a name of its own inside a sentence: "the Navy", "Labour"."""
    names = contexts()["institutions"]
    if word in names["anywhere"] or word not in contexts()["persons"]["other_names"]:  # "Microsoft": by its ending
        return True
    opens = text[max(0, start - 3) : start].rstrip(" ")[-1:] in _OPENING
    return word in names["inside"] and start > 0 and not opens


def _acronyms(text: str) -> Iterator[tuple[int, int]]:
    """Every place of the acronyms that the text gives in brackets after a name."""
    given = dict.fromkeys(found[1] for found in _GIVEN_ACRONYM.finditer(text) if text[found.start() - 1].isalpha())
    for acronym in list(given)[:_MOST_ACRONYMS]:
        for found in re.finditer(rf"\b{re.escape(acronym)}\b", text):
            yield found.span()
