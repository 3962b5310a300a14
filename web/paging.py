"""A page number and the number of pages -> the numbers worth a link."""

from __future__ import annotations

_AROUND = 2


def page_numbers(page: int, pages: int) -> tuple[int | None, ...]:
    """The first, the last and those around this one, in order; None stands for a gap."""
    near = range(max(1, page - _AROUND), min(pages, page + _AROUND) + 1)
    wanted = sorted({1, *near, pages})
    numbers: list[int | None] = []
    for number in wanted:
        if numbers and numbers[-1] is not None and number > numbers[-1] + 1:
            numbers.append(None)
        numbers.append(number)
    return tuple(numbers)
