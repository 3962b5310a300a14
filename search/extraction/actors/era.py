"""A document's date and the dates its text states -> the days that govern a stretch of it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from search.calendar import NUMBER_OF_MONTH
from search.extraction.exchanging import exchange_table, exchanged

# Two figures first, and that no letter stands before them after that, so that the engine skips to the next 1 or 2.
_YEAR = re.compile(r"[12][05-9](?<!\w..)(?<!10|25|26|27|28|29)\d\d\b(?![-–/]?\w)")
_AS_FIGURES = exchange_table({code: "0" if chr(code).isdecimal() else " " for code in range(128)})
_FOUR_FIGURES = " 0000 "  # so exchanged
_MONTH_BEFORE = re.compile(
    r"(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?<!\w...)[a-z]*)"
    r"\.?,? (?:(?P<after>\d{1,2})(?:st|nd|rd|th)?,? )?$"
)
_DAY_BEFORE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? $")
_LONGEST_DAY = 24  # characters of "27th September, " and its like before a year
_SENTENCE_END = re.compile(r"[.!?][\"'”)]* (?=[\"“]?[A-Z])|\n")
_OPENING = re.compile(r"(?:Back )?(?:In|On|During|Throughout) ")
_OPENING_REACH = 32  # characters: "In the night of 17 September 1939"
REACH = 400  # characters of a sentence looked at on either side of a role

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Era:
    """When a text speaks: `published` if it says so, and the years stated in it with their places."""

    published: Days | None
    places: Sequence[int]
    stated: Sequence[Days]

    @property
    def opening(self) -> "Era":
        """The era up to the first days stated."""
        return Era(self.published, self.places[:1], self.stated[:1]) if len(self.stated) > 1 else self

    def of_state(self, place: int) -> Days | None:
        """The days that tell a shared name apart: the document's own, else the last stated so far, else the first."""
        if self.published or not self.stated:
            return self.published
        return self.stated[max(0, bisect_right(self.places, place) - 1)]

    def of_role(self, text: str, place: int) -> Days | None:
        """The days whose office-holder a role means: those its own sentence states, else the publication date."""
        stated = self._in_sentence(text, place) if self.stated else None
        if stated and (self.published is None or stated[1] < self.published[0]):
            return stated
        return self.published

    def of_shared_name(self, text: str, place: int) -> Days | None:
        """The days of a name that several states bore: those that open its sentence ("In 1983"), else as ever."""
        if not self.stated:
            return self.published
        start, _ = _sentence(text, place)
        if _OPENING.match(text, start):
            first = bisect_left(self.places, start)
            is_stated = first < len(self.places) and self.places[first] < min(place, start + _OPENING_REACH)
            if is_stated and (self.published is None or self.stated[first][1] < self.published[0]):
                return self.stated[first]
        return self.of_state(place)

    def _in_sentence(self, text: str, place: int) -> Days | None:
        """The stated days nearest to `place` in its sentence."""
        start, stop = _sentence(text, place)
        near = range(bisect_left(self.places, start), bisect_left(self.places, stop))
        return self.stated[min(near, key=lambda index: abs(self.places[index] - place))] if near else None


def _sentence(text: str, place: int) -> tuple[int, int]:
    """Where the sentence around `place` begins and ends, looked for within REACH."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text, max(0, place - REACH), place)]
    end = _SENTENCE_END.search(text, place, place + REACH)
    return ends[-1] if ends else max(0, place - REACH), end.start() if end else place + REACH


def era_of(published: Days | None, text: str) -> Era:
    """The era of a text laid out."""
    years = list(_years_of_ascii(text) if text.isascii() else _YEAR.finditer(text))
    stated = [_days(int(year.group()), text[max(0, year.start() - _LONGEST_DAY) : year.start()]) for year in years]
    return Era(published, [year.start() for year in years], stated)


def _years_of_ascii(text: str) -> Iterator[re.Match[str]]:
    """The years of a text, looked at only where there are four figures, which are found in a tenth of the time."""
    figures = f" {exchanged(text, _AS_FIGURES)} "
    place = figures.find(_FOUR_FIGURES)
    while place >= 0:
        if year := _YEAR.match(text, place):
            yield year
        place = figures.find(_FOUR_FIGURES, place + len(_FOUR_FIGURES) - 1)


def _days(year: int, words_before: str) -> Days:
    """The day, month or year that was stated; a day that does not exist stands for its month."""
    found = _MONTH_BEFORE.search(words_before)
    month = _month(found["month"]) if found else 0
    if not found or not month:
        return date(year, 1, 1), date(year, 12, 31)
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    before = _DAY_BEFORE.search(words_before, 0, found.start())
    day = int(before[1] if before else found["after"] or 0)
    if 1 <= day <= last.day:
        return first.replace(day=day), first.replace(day=day)
    return first, last


def _month(name: str) -> int:
    """The number of a month from its first three letters; 0 for another word that begins like one ("Marching")."""
    is_month = len(name) <= 4 or name.lower().endswith(("ary", "ch", "ril", "ne", "ly", "ust", "ber"))
    return NUMBER_OF_MONTH[name[:3].lower()] if is_month else 0
