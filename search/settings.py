"""Every setting of the engine and the site, once: name, default, help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from search.errors import InvalidSetting

PREFIX = "CHANCERY_"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. Its environment variable is CHANCERY_<NAME>; its type is that of the default."""

    name: str
    default: str | int | bool
    help: str

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
            try:
                return int(text)
            except ValueError as error:
                raise InvalidSetting(f"{self.variable}={text!r} is not a whole number") from error
        return text


SETTINGS = (
    Setting("seeds_dir", "seeds", "The folder of documents."),
    Setting("index_dir", "index", "The folder of the index; disposable, rebuilt by `reindex`."),
    Setting("jobs", 0, "Worker processes of a reindex; 0 means one for each processor."),
    Setting("title", "Chancery", "The name of the collection, shown on every page."),
    Setting("page_size", 10, "Results on a page."),
    Setting("query_characters", 2000, "Characters of a query that are read; the rest is left out, and said."),
    Setting("query_clauses", 200, "Words and phrases of a query that are read; the rest is left out, and said."),
    Setting("expansions", 1000, "Words that one prefix, wildcard or fuzzy word may stand for."),
    Setting("memory_megabytes", 128, "Megabytes that each process of a reindex gathers before it writes them out."),
    Setting("search_ms", 2000, "Milliseconds that one search may take; a longer one is given up, and said."),
    Setting("searches_at_once", 4, "Searches that run at once in a worker; others wait a second, then are told so."),
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
