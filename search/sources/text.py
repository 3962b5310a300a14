"""Plain text or Markdown, with front matter or without -> one record."""

import re
from collections.abc import Iterator

import yaml

from search.errors import UnreadableDocument
from search.sources.encoding import decode
from search.sources.records import METADATA_KEYS, Record

# Front matter is a few lines. Without a bound, tens of thousands of nested brackets overflow the stack of libyaml.
_FRONT_MATTER = re.compile(r"\s*---[^\S\n]*\n(.{0,10000}?)^---[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# Every scalar stays the text it is: 2022-02 must not become a number, nor 2022-02-17 a date in some time zone.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read(content: bytes, encoding: str) -> Iterator[Record]:
    """The body, and the keys of front matter; UnreadableDocument when that is not YAML."""
    text = decode(content, encoding)
    opening = _FRONT_MATTER.match(text)
    fields = _front_matter(opening[1]) if opening else None
    if opening is None or fields is None:
        yield Record({"body": text})
    else:
        yield Record({**fields, "body": text[opening.end() :]})


def _front_matter(text: str) -> dict[str, object] | None:
    """The metadata in the lines between `---`; None when they are not keys with values: a rule, then a rule."""
    try:
        found = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        line = f" on line {mark.line + 2}" if mark else ""
        raise UnreadableDocument(f"its front matter is not YAML{line}; mend it, or quote the value there") from error
    except RecursionError as error:
        raise UnreadableDocument("its front matter is nested too deeply; keep to keys with values") from error
    if not isinstance(found, dict):
        return {} if found in (None, "") else None
    return {key: found[key] for key in METADATA_KEYS if key in found}
