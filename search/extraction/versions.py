"""The program, the facts and the model that extraction works with -> one short name for them."""

import hashlib
from functools import cache
from pathlib import Path

from search.extraction.recogniser import pipeline_version

_PACKAGE = Path(__file__).parent
_SHARED = tuple(
    _PACKAGE.parent / name
    for name in ("analysis.py", "calendar.py", "model/annotations.py", "model/days.py", "model/documents.py")
)


def extractor_version(model: str = "") -> str:
    """Changes whenever a rule, a fact or the model of the extraction does: annotations are cached under it.

    Raises InvalidSetting when there is to be a model and it is not installed.
    """
    return f"{_rules_version()}+{pipeline_version(model)}" if model else _rules_version()


@cache
def _rules_version() -> str:
    digest = hashlib.sha256()
    for path in sorted([*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.toml"), *_SHARED]):
        digest.update(path.relative_to(_PACKAGE.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
