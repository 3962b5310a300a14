"""A text laid out -> its runs of capitalised words, particles and titles with a stop among them."""

import re
from collections.abc import Iterator

Run = tuple[int, int, str]

_CAPITALS = "A-Z"
_ALL_CAPITALS = _CAPITALS + "".join(chr(code) for code in range(0xC0, 0x250) if chr(code).isupper())
_TITLES_WITH_STOP = (
    "Mr|Mrs|Ms|Dr|Sr|Jr|St|Gen|Col|Maj|Capt|Lt|Lieut|Adm|Cmdr|Comdr|Sgt|Brig|Sen|Sens|Rep|Reps|Gov|Prof|Rev|Hon|"
    "Messrs|Mme|Mlle|MM|Wm|Chas|Jas|Thos|Geo|Jno|Benj|Robt|Edw|MR|MRS|MS|DR"
)
_COMPOUNDING = (
    "backed|led|based|born|style|era|controlled|sponsored|speaking|occupied|held|funded|made|brokered|run|owned|bound"
)
_ARTICLE = "[aAeE][ldnrst]-"  # of an Arabic name: "al-Assad"
_TITLE_FOLLOWS = r"(?=[a-zMRS]{1,5}\.)"  # few words are as short and have a stop, and the others need not be compared
_PARTICLE_FOLLOWS = "(?=[abdeiltovwyz][a-z]{0,4} )"
_PARTICLE = r"(?:de|da|di|du|del|della|der|den|des|dos|das|la|le|van|von|ter|bin|ibn|bint|ben|ould|e|y|af|zu|wa|el|al)"
# The capital stands first and what is asked about it after it, so that the engine can skip to the next capital.
_TITLES_BY_CAPITAL = "|".join(f"(?<={title[0]}){title[1:]}" for title in _TITLES_WITH_STOP.split("|"))


def _run(capitals: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Words that begin with one of these capitals."""
    # Most words have no more parts: an alternative that begins with a letter costs less than a repetition of none.
    parts = [r"'(?!s\b)\w+", rf"-(?!(?:{_COMPOUNDING})\b)\w+"]
    more_parts = f"(?:{'|'.join(f'{part}(?:{parts[0]}|{parts[1]})*' for part in parts)}|)"
    after_capital = rf"\.(?:-?[{capitals}]\.)*|\w*{more_parts}"
    rest = rf"(?:{_TITLE_FOLLOWS}(?:{_TITLES_BY_CAPITAL})\.|{after_capital})"
    word = rf"(?:{_ARTICLE}[{capitals}](?:{after_capital})|[{capitals}]{rest})"
    particles = rf"{_PARTICLE_FOLLOWS}(?:{_PARTICLE} ){{1,2}}"
    return re.compile(rf"([{capitals}](?<![\w'.].){rest}(?: (?:{word}|{particles}{word}))*)", flags)


_RUN = _run(_ALL_CAPITALS)
_RUN_OF_ASCII = _run(_CAPITALS, re.ASCII)  # the same in a text of ASCII, where the engine asks less of each letter
_ARTICLE_BEFORE = re.compile(rf"(?<![\w'.]){_ARTICLE}$")


def runs_of(text: str) -> Iterator[Run]:
    """Start, end and text of every run of capitalised words."""
    end = 0
    between_and_runs = (_RUN_OF_ASCII if text.isascii() else _RUN).split(text)  # half the time of a match for each run
    for between, run in zip(between_and_runs[::2], between_and_runs[1::2], strict=False):
        start = end + len(between)
        end = start + len(run)
        if between.endswith("-") and _ARTICLE_BEFORE.match(text, max(0, start - 3), start):
            yield start - 3, end, text[start - 3 : end]
        else:
            yield start, end, run
