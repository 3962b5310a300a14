"""A file of facts -> what is made of it, out of what an earlier run kept where it did."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol


class Keeper(Protocol):
    """Holds texts by name."""

    def kept(self, name: str) -> str | None: ...

    def keep(self, name: str, text: str) -> None: ...


_KEEPER: ContextVar[Keeper | None] = ContextVar("keeper", default=None)


@contextmanager
def kept_by(keeper: Keeper) -> Iterator[None]:
    """Lets what is made of facts in the block be kept, and what was kept be used."""
    token = _KEEPER.set(keeper)
    try:
        yield
    finally:
        _KEEPER.reset(token)


def made(kind: str, source: str, make: Callable[[], Any]) -> Any:
    """What `make` makes of `source`, in the values of JSON, days as text; reading it takes a tenth of making it."""
    name = f"{kind} {hashlib.sha256(source.encode('utf-8', 'surrogatepass')).hexdigest()}"
    keeper = _KEEPER.get()
    text = keeper.kept(name) if keeper else None
    if text is None:
        text = json.dumps(make(), default=str, ensure_ascii=False, separators=(",", ":"))
        if keeper:
            keeper.keep(name, text)
    return json.loads(text)


def tables_of(toml: str) -> dict[str, Any]:
    """The tables of a TOML file."""
    found: dict[str, Any] = made("tables", toml, lambda: tomllib.loads(toml))
    return found
