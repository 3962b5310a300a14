"""Merges as written -> where each id ends up."""

from collections.abc import Mapping

from search.corrections.tables import Entry, Report


def chained(merged: Mapping[str, Entry], report: Report) -> dict[str, str]:
    """Every merged id with the last id of its chain; one that leads back to itself is reported and left out."""
    ends: dict[str, str] = {}
    for start, entry in merged.items():
        passed, end = {start}, str(entry.value)
        while end in merged and end not in passed:
            passed.add(end)
            end = str(merged[end].value)
        if end in passed:
            report(entry.line, f"{start} is merged into {entry.value}, which leads back to {end}; take one of them out")
        else:
            ends[start] = end
    return ends
