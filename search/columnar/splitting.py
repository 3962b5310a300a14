"""Texts -> the chunks between their white space, all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from search.columnar.arrays import Array, Integers, Mask, starts_of
from search.columnar.lexicon import decoded, encoded

SHORT = 16  # bytes: the chunks that are told apart as two numbers of 64 bits
_OTHER_SPACE = re.compile(r"[^\S\x00-\x7f]")  # white space that is not ASCII
_NEWLINE = ord("\n")
# Byte 0 counts as white space: it stands around the texts, and in none of them.
_IS_SPACE = np.array([byte == 0 or (chr(byte).isspace() and byte < 128) for byte in range(256)])
# The bits of the first and second eight bytes that belong to a chunk of so many bytes.
_FIRST = np.array([(1 << 8 * min(length, 8)) - 1 for length in range(SHORT + 1)], dtype="<u8")
_SECOND = np.array([(1 << 8 * max(length - 8, 0)) - 1 for length in range(SHORT + 1)], dtype="<u8")


@dataclass(frozen=True, slots=True)
class Keys:
    """The first and the second eight bytes of chunks, with zeros after their end: uint64[chunks]."""

    first: Array
    second: Array

    def of(self, chunks: Integers) -> Keys:
        return Keys(self.first[chunks], self.second[chunks])


@dataclass(frozen=True, slots=True)
class Chunks:
    """The chunks of many texts, one after the other.

    Chunk c is the bytes `start[c]` to `end[c] - 1` of `content`; text t has the chunks `chunk_start_of_text[t]` to
    `chunk_start_of_text[t + 1] - 1`; `begins_paragraph` bool[chunks] is set after blank lines.
    """

    content: bytes
    start: Integers
    end: Integers
    chunk_start_of_text: Integers
    begins_paragraph: Mask

    def keys(self) -> Keys:
        """What tells chunks of up to SHORT bytes apart."""
        halves = sliding_window_view(np.frombuffer(self.content, np.uint8), SHORT)[self.start].view("<u8")
        length = np.minimum(self.end - self.start, SHORT)
        return Keys(halves[:, 0] & _FIRST.take(length), halves[:, 1] & _SECOND.take(length))

    def texts(self, chunks: Integers) -> Iterator[str]:
        edges = zip(self.start[chunks].tolist(), self.end[chunks].tolist(), strict=True)
        return (decoded(self.content[start:end]) for start, end in edges)


def split(texts: Sequence[str]) -> Chunks:
    """Splits as `str.split` does; a blank line is white space with two line feeds in it."""
    encoded_texts = [encoded(_plain(text)) for text in texts]
    content = b"\0" + b"\0".join(encoded_texts) + bytes(SHORT)
    byte = np.frombuffer(content, np.uint8)
    is_space = _IS_SPACE.take(byte)
    edges = np.flatnonzero(is_space[1:] != is_space[:-1]) + 1
    start, end = edges[::2], edges[1::2]
    byte_start_of_text = starts_of(_lengths(encoded_texts) + 1) + 1
    newlines_before = np.bincount(np.searchsorted(start, np.flatnonzero(byte == _NEWLINE)), minlength=len(start) + 1)
    return Chunks(content, start, end, np.searchsorted(start, byte_start_of_text), newlines_before[:-1] > 1)


def _plain(text: str) -> str:
    """The text with all white space in ASCII, and without byte 0, which is no part of a word either."""
    if not text.isascii():
        text = _OTHER_SPACE.sub(" ", text)
    return text.replace("\0", "\1")


def _lengths(texts: Iterable[bytes]) -> Integers:
    return np.array(list(map(len, texts)), dtype=np.int64)
