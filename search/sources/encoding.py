"""The bytes of a file -> the encoding they are in, and their text."""

import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, getincrementaldecoder, lookup
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from search.errors import UnreadableDocument

# The mark of UTF-32-LE starts with that of UTF-16-LE, so it is asked for first.
_MARKS = (
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
# Text in an encoding of one or two bytes a character has no control characters but tab, line ends, form feed, escape.
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))
# Any two letters of another encoding make one Chinese character of these, which come with a mark in practice.
_NEVER_UNMARKED = ["utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7"]
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)|<\?xml[^>]{0,200}encoding=[\"']([\w-]+)", re.I)
_HEAD = 2048  # bytes in which a page declares its encoding: twice what HTML asks of browsers
_PIECE = 1 << 20  # bytes
_SAMPLE = 65_536  # bytes either side of the first that is not UTF-8: enough to tell, and quick in a file of 50 MB

# Letters and signs of western European languages. Icelandic and Old English letters are left out: in windows-1252
# they are what Turkish, Czech and Polish letters of other encodings look like.
_WESTERN = re.compile(r"[\x00-\x7fÀ-ÏÑ-ÖØ-Üß-ïñ-öø-üÿŒœŸŠšŽž€‚„…‘’“”•–—™«»¡¿§°·©®£¢¥º\xa0\xad]*")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name; a guess is what neither the bytes nor a declaration settles."""

    name: str
    is_guessed: bool = False


def encoding_of(content: bytes) -> Encoding:
    """UTF-8, else what a mark or a page declares, else what the bytes look like; UnreadableDocument for binary."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return Encoding(name)
    if b"\0" in content:
        raise UnreadableDocument("it looks like a binary file, not text; convert it to text or remove it")
    first_odd = _first_odd(content)
    return Encoding("utf-8") if first_odd is None else _other_encoding(content, first_odd)


def _first_odd(content: bytes) -> int | None:
    """Where UTF-8 ends, if it does; told a piece at a time, since the text of a large file need not be held for it."""
    decoder = getincrementaldecoder("utf-8")()
    for start in range(0, len(content), _PIECE):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(content[start : start + _PIECE], final=start + _PIECE >= len(content))
        except UnicodeDecodeError as error:
            return start - held + error.start
    return None


def decode(content: bytes, encoding: str) -> str:
    """
    The text, with every line end as "\\n".

    A byte that the encoding does not have becomes a lone surrogate, so that a file of many documents loses only the
    one it stands in: `assembly` skips documents with such characters.
    """
    try:
        text = content.decode(encoding, "surrogateescape")
    except UnicodeError as error:
        raise _misnamed(encoding) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def lines(content: bytes, encoding: str) -> Iterator[str]:
    """The lines of the same text, each with the "\\n" that ends it; of all of it only one is held at a time."""
    try:
        yield from io.TextIOWrapper(io.BytesIO(content), encoding, "surrogateescape", newline=None)
    except UnicodeError as error:
        raise _misnamed(encoding) from error


def _misnamed(encoding: str) -> UnreadableDocument:
    return UnreadableDocument(f"it is marked as {encoding} and is not; save it as UTF-8")


def _other_encoding(content: bytes, first_odd: int) -> Encoding:
    if len(content.translate(None, _CONTROLS)) < len(content):
        raise UnreadableDocument("it looks like a binary file, not text; convert it to text or remove it")
    if (declared := _declared(content)) and _is_decodable(content, declared):
        return Encoding(declared)
    sample = content[max(0, first_odd - _SAMPLE) : first_odd + _SAMPLE]
    if _is_damaged_utf8(sample):
        return Encoding("utf-8")
    if _is_western(sample):
        return Encoding("windows-1252", is_guessed=True)
    best = from_bytes(sample, cp_exclusion=_NEVER_UNMARKED).best()
    if best is None or not _is_decodable(content, best.encoding):
        raise UnreadableDocument("its encoding is not recognised; save it as UTF-8")
    return Encoding(best.encoding, is_guessed=True)


def _declared(content: bytes) -> str:
    found = _DECLARED.search(content[:_HEAD])
    try:
        return lookup((found[1] or found[2]).decode("ascii")).name if found else ""
    except (LookupError, UnicodeDecodeError):
        return ""


def _is_decodable(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _is_damaged_utf8(sample: bytes) -> bool:
    """True when more characters beyond ASCII are sound UTF-8 than not; other encodings hardly ever look so."""
    text = sample.decode("utf-8", "replace")
    odd = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - odd > odd


def _is_western(sample: bytes) -> bool:
    """
    True for windows-1252, and Latin-1 within it: mostly ASCII, the rest letters and signs of western Europe.

    charset-normalizer, right about Russian, Polish or Japanese, takes a short French or Spanish text for windows-1250
    or DOS 857.
    """
    text = sample.decode("windows-1252", "replace")
    beyond_ascii = sum(character > "\x7f" for character in text)
    return beyond_ascii * 4 <= len(text) and _WESTERN.fullmatch(text) is not None
