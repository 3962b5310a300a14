"""Every setting of the engine and the site, once: name, default, help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from search.errors import InvalidSetting

PREFIX = "CHANCERY_"
MOST_PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. Its environment variable is CHANCERY_<NAME>; its type is that of the default.

    A number lies between `least` and `most`, both allowed.
    """

    name: str
    default: str | int | bool
    help: str
    least: int = 0
    most: int | None = None

    @property
    def variable(self) -> str:
        return PREFIX + self.name.upper()

    def parse(self, text: str) -> str | int | bool:
        """The value that `text` stands for; raises InvalidSetting naming the variable."""
        if isinstance(self.default, bool):
            if text.lower() in ("1", "true", "yes", "on"):
                return True
            if text.lower() in ("", "0", "false", "no", "off"):
                return False
            raise InvalidSetting(f"{self.variable}={text!r} is neither true nor false; write 1 or 0")
        if isinstance(self.default, int):
            return self._number(text)
        return text

    def _number(self, text: str) -> int:
        try:
            number = int(text)
        except ValueError as error:
            raise InvalidSetting(f"{self.variable}={text!r} is not a whole number") from error
        if number < self.least or (self.most is not None and number > self.most):
            bounds = f"from {self.least} to {self.most}" if self.most is not None else f"of {self.least} or more"
            raise InvalidSetting(f"{self.variable}={text!r} is out of bounds; write a number {bounds}")
        return number


SETTINGS = (
    Setting("seeds_dir", "seeds", "The folder of documents."),
    Setting("index_dir", "index", "The folder of the index; disposable, rebuilt by `reindex`."),
    Setting("jobs", 0, "Worker processes of a reindex; 0 means one for each processor.", most=256),
    Setting(
        "model", "", "A spaCy pipeline that adds names to those of the rules (`pip install .[ner]`); none if empty."
    ),
    Setting("title", "Chancery", "The name of the collection, shown on every page."),
    Setting("page_size", 10, "Results on a page.", least=1, most=MOST_PAGE_SIZE),
    Setting("query_characters", 2000, "Characters of a query that are read; the rest is left out, and said.", least=1),
    Setting(
        "query_clauses", 200, "Words and phrases of a query that are read; the rest is left out, and said.", least=1
    ),
    Setting("expansions", 1000, "Words that one prefix, wildcard or fuzzy word may stand for.", least=1),
    Setting(
        "memory_megabytes", 128, "Megabytes that each process of a reindex gathers before it writes them out.", least=1
    ),
    Setting("search_ms", 2000, "Milliseconds that one search may take; a longer one is given up, and said.", least=1),
    Setting(
        "searches_at_once", 2, "Searches that run at once in a worker; others wait a second, then are told so.", least=1
    ),
    Setting("requests_a_minute", 600, "Requests of one client in a minute in a worker; 0 means any number."),
    Setting(
        "trusted_proxies", 1, "Proxies in front that add to X-Forwarded-For; 0 means the site is reached directly."
    ),
    Setting("password_hash", "", "Makes the collection private: what `python -m web.password` prints."),
    Setting("log_requests", True, "A line on standard output for each request."),
    Setting("log_queries", False, "What was searched for stands in those lines."),
    Setting(
        "document_characters",
        20_000_000,
        "Characters of the longest document that is read; longer ones are skipped, and said.",
        least=1,
    ),
)


def default_of(name: str) -> str | int | bool:
    """The default of the setting called `name`."""
    return next(setting.default for setting in SETTINGS if setting.name == name)


def settings_from(environ: Mapping[str, str]) -> dict[str, str | int | bool]:
    """Every setting by name: its default, or what the environment says."""
    return {
        setting.name: setting.parse(environ[setting.variable]) if setting.variable in environ else setting.default
        for setting in SETTINGS
    }
