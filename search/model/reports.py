"""What one reindex did."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Skipped:
    """A seed that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What one `reindex` did; counts are documents."""

    added: int
    changed: int
    unchanged: int
    removed: int
    skipped: tuple[Skipped, ...]
    seconds: float
    generation: str
    warnings: tuple[str, ...] = field(default=())

    @property
    def documents(self) -> int:
        return self.added + self.changed + self.unchanged
