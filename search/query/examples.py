"""The query language by example: the one table behind the help page, docs/query-language.md and their tests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """What is typed, how it is read back (with dates counted from 17 February 2022), and what it finds."""

    typed: str
    reading: str
    finds: str


EXAMPLES = (
    Example(
        "nuclear talks",
        "Documents with “nuclear” and “talks” in any form.",
        "Both words, in any form: talk, talks, talking.",
    ),
    Example(
        '"red lines"',
        "Documents with exactly “red lines”.",
        "These words in this order, as written; case and accents do not matter.",
    ),
    Example('"talks"', "Documents with exactly “talks”.", "The word as written, and no other form of it."),
    Example(
        "sanctions OR embargo",
        "Documents with either “sanctions” in any form or “embargo” in any form.",
        "Either word. OR joins its two neighbours; other words are still needed.",
    ),
    Example(
        "talks -nuclear",
        "Documents with “talks” in any form, without “nuclear” in any form.",
        "The first word without the second. NOT nuclear means the same.",
    ),
    Example(
        "(peace OR ceasefire) talks",
        "Documents with either “peace” in any form or “ceasefire” in any form and “talks” in any form.",
        "Parentheses say what belongs together.",
    ),
    Example("sanction*", "Documents with a word that starts with “sanction”.", "Any word with this beginning."),
    Example("wom?n", "Documents with a word like “wom?n”.", "? is one letter, * any number of them: woman, women."),
    Example(
        "zelenski~",
        "Documents with “zelenski” or a word 1 letter away from it.",
        "The word or one a letter away: Zelensky. With ~2, two letters.",
    ),
    Example(
        '"security guarantees"~5',
        "Documents with “security guarantees” in any order within 5 words of each other.",
        "Both words, in any order, at most five words apart.",
    ),
    Example(
        "SAME(nato expansion)",
        "Documents with “nato” in any form and “expansion” in any form together in one sentence.",
        "All of it in one same sentence.",
    ),
    Example(
        'PARA("foreign minister" gas)',
        "Documents with exactly “foreign minister” and “gas” in any form together in one paragraph.",
        "All of it in one same paragraph.",
    ),
    Example("title:summit", "Documents with “summit” in any form in the title.", "In the title only."),
    Example(
        "actor:Лавров",
        "Documents naming Sergei Lavrov.",
        "Documents that name this actor, by id or by any of the names it goes by.",
    ),
    Example(
        'topic:"Arms control"',
        "Documents about Arms control.",
        "Documents about this topic. A name of several words stands in quotation marks.",
    ),
    Example("source:AFP", "Documents from AFP.", "Documents of this source. Likewise author:Smith and lang:fr."),
    Example("date:2022-02", "Documents published in February 2022.", "Published then: a day, month or year."),
    Example(
        "date:2021-12..2022-02",
        "Documents published from December 2021 to February 2022.",
        "Published between the two, both included.",
    ),
    Example("date:>2020", "Documents published after 2020.", "After the year, month or day. Likewise >=, < and <=."),
    Example(
        "date:last month",
        "Documents published in January 2022 (last month).",
        "Words for dates: feb 2022, 17 feb 2022, yesterday, last 3 weeks, spring 2021, 1970s.",
    ),
    Example(
        "mentioned:1962",
        "Documents mentioning a day in 1962.",
        "Documents that speak of a day then, whenever they were published.",
    ),
)
