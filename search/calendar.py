"""The names of months and weekdays, once, and the numbers they stand for."""

from __future__ import annotations

# fmt: off
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)
# fmt: on
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# In small letters, whole or cut as English cuts them. Months count from 1, weekdays from 0, as `datetime` counts.
NUMBER_OF_MONTH = {name.lower()[:length]: number for number, name in enumerate(MONTHS, 1) for length in (3, len(name))}
NUMBER_OF_MONTH |= {"sept": 9}
NUMBER_OF_WEEKDAY = {name.lower()[:length]: n for n, name in enumerate(WEEKDAYS) for length in (3, len(name))}
NUMBER_OF_WEEKDAY |= {"tues": 1, "thur": 3, "thurs": 3}
