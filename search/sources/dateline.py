"""The opening of a report -> the day its dateline gives."""

import re

from search.calendar import NUMBER_OF_MONTH
from search.errors import InvalidRecord
from search.model import published_range

_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r",? (?P<year>(?:19|20)\d\d)"
# A place in capitals opens a line, the date follows, and a dash or an agency between slashes ends it. A dateline
# without its year gives no date: nothing in the text says which year it was.
_PLACE = r"^[^\S\n]*[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,}(?:, [\w .'’-]{2,30}| \([\w .'’-]{2,30}\))?"
_END = r"[.,]? ?(?:\([\w ./'’-]{2,40}\) ?)?(?:--?|–|—|/[\w ]{2,20}/)"
_DATELINE = tuple(
    re.compile(f"{_PLACE}, (?i:{order}){_YEAR}{_END}", re.MULTILINE)
    for order in (f"{_MONTH} {_DAY}", f"{_DAY} {_MONTH}")
)
_OPENING = 500  # characters in which a dateline is looked for


def dateline_day(text: str) -> str:
    """The ISO day of "MOSCOW, Feb 17, 2022 -" at the start of a line near the top, else ""."""
    opening = text[:_OPENING]
    found = next((match for pattern in _DATELINE if (match := pattern.search(opening))), None)
    if found is None:
        return ""
    month = NUMBER_OF_MONTH[found["month"][:3].lower()]
    day = f"{found['year']}-{month:02}-{int(found['day']):02}"
    try:
        published_range(day)
    except InvalidRecord:  # February 30: not a date, so not a dateline
        return ""
    return day
