"""What was typed -> tokens with their places, and what was odd about the quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from search.model import Notice

_MARKS = '"“”„«»'
_TOKEN = re.compile(
    rf"(?P<open>\()|(?P<close>\))"
    rf"|[{_MARKS}](?P<quoted>[^{_MARKS}]*)[{_MARKS}](?:~(?P<distance>\d*))?"
    rf"|(?P<chunk>[^\s(){_MARKS}]+)|(?P<stray>[{_MARKS}])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A parenthesis, the inside of quotation marks, or a run of characters without space.

    `distance` is the number after the ~ of a quoted token, empty for a lone ~ and None without one.
    """

    kind: Literal["open", "close", "quoted", "chunk"]
    text: str
    start: int
    end: int
    distance: str | None = None

    def after(self, count: int) -> Token:
        """The token without its first `count` characters."""
        return Token(self.kind, self.text[count:], self.start + count, self.end)


def tokens(text: str) -> tuple[list[Token], list[Notice]]:
    """Every token of the text, in order; a quotation mark without a partner is reported and passed over."""
    found: list[Token] = []
    notices: list[Notice] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["stray"]:
            message = f"the quotation mark at {start + 1} is never closed; what follows is read as words"
            notices.append(Notice(message, start, end))
        elif match["quoted"] is not None:
            found.append(Token("quoted", match["quoted"], start, end, match["distance"]))
        elif match["chunk"]:
            found.append(Token("chunk", match["chunk"], start, end))
        else:
            found.append(Token("open" if match["open"] else "close", match[0], start, end))
    return found, notices
