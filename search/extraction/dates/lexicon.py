"""The words that dates are made of -> their numbers."""

from __future__ import annotations

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

# fmt: off
_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINAL_UNITS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)
# fmt: on

NUMBERS = {word: number for number, word in enumerate(_UNITS, 1)}
NUMBERS |= {word: 20 + 10 * place for place, word in enumerate(_TENS)}
NUMBERS |= {"a": 1, "an": 1, "hundred": 100}

ORDINALS = {word: number for number, word in enumerate(_ORDINAL_UNITS, 1)}
ORDINALS |= {"twentieth": 20, "thirtieth": 30}
ORDINALS |= {
    f"{tens}{joint}{word}": value + number
    for tens, value in (("twenty", 20), ("thirty", 30))
    for number, word in enumerate(_ORDINAL_UNITS[:9], 1)
    for joint in "- "
}

DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}


def number_of(words: str) -> int | None:
    """The number that digits or English words up to 99 stand for; None for anything else."""
    if words.isdecimal():
        return int(words) if len(words) <= 4 else None
    tens, _, rest = words.replace("-", " ").partition(" ")
    if not rest.strip():
        return NUMBERS.get(tens)
    first, second = NUMBERS.get(tens), NUMBERS.get(rest.strip())
    return first + second if first and second and first % 10 == 0 and second < 10 else None


def ordinal_of(words: str) -> int | None:
    """The number that "14th", "3d" or an English ordinal up to 39 stands for."""
    digits = "".join(character for character in words if character.isdecimal())
    return int(digits) if digits else ORDINALS.get(" ".join(words.split()))
