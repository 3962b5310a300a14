"""The program and the facts that extraction works with -> one short name for them."""

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
_SHARED = tuple(_PACKAGE.parent / name for name in ("analysis.py", "calendar.py", "model.py"))


@cache
def extractor_version() -> str:
    """Changes whenever a rule or a fact of the extraction does: annotations are cached under it."""
    digest = hashlib.sha256()
    for path in sorted([*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.toml"), *_SHARED]):
        digest.update(path.relative_to(_PACKAGE.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
