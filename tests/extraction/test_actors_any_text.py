"""Any text at all: no exception, exact offsets, nothing found where nothing is."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.extraction.actors import find_actors
from search.extraction.actors.automaton import load_matcher
from search.extraction.actors.gazetteer import load_gazetteer
from search.model import Document

PIECES = """
Moscow | Russia's | U.S. | the Russian foreign minister | said | Mr. Smith | (NATO) | “Lavrov” | de Gaulle | AND | -
, | . | 1983 | In October 1962 | ЛАВРОВ | 俄罗斯 | İstanbul | ß | ﬁ | 'US' | O'Neill | J. R. | A.B.C.
Presidents Bush and Putin | his counterpart | of the | former | Lavrov, Sergei
"""
UNSEEN = [
    "\u0301",
    "Mevlu\u0308t C\u0327avus\u0327og\u0306lu",
    "Lav\u00adrov",
    "\u200e",
    "\ufeff",
    "\U0001f1fa\U0001f1e6",
]
WORDS = st.sampled_from([*PIECES.replace("\n", " | ").split(" | "), "\n", "\n\n", "\r\n", "\t", "\u00a0", *UNSEEN])
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS).map("".join))


@given(title=TEXTS, body=TEXTS, published=st.sampled_from(["", "1983", "2001-06", "2022-02-17", "0001-01-01", "9654"]))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_mentions_that_are_its_words(title, body, published):
    document = Document("d", title, body, published)

    for mention in find_actors(document):
        assert mention.text == getattr(document, mention.field)[mention.start : mention.end] != ""


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "Jose\u0301 Manuel Albares met Mevlu\u0308t C\u0327avus\u0327og\u0306lu.",
            "jose-manuel-albares mevlut-cavusoglu",
        ),
        ("Emmanuel Mac\u00adron left.\r\nSergei Lav\u200erov stayed.", "emmanuel-macron sergei-lavrov"),
    ],
)
def test_an_accent_apart_from_its_letter_and_what_is_not_seen_change_no_name(text, actors):
    assert [mention.actor for mention in find_actors(Document("d", "", text, "2022-03-01"))] == actors.split()


@pytest.mark.parametrize("far", ["", "Word " * 40])
@pytest.mark.parametrize(
    "name",
    ["Türkiye", "Россия", "俄罗斯", "São Tomé and Príncipe", "Fédération Internationale de Football Association"],
)
def test_a_name_with_letters_beyond_ascii_is_found_wherever_it_stands(name, far):
    found = find_actors(Document("d", "", f"{far}{name} {far}", "2022-03-01"))

    assert [mention.text for mention in found] == [name]


def test_a_letter_beyond_ascii_may_stand_at_the_very_end_of_a_long_name(tmp_path):
    name = "Council of the " + "Very " * 40 + "Old Café"
    for file in ("states", "people"):
        (tmp_path / f"{file}.toml").write_text("", encoding="utf-8")
    text = f'[[organisation]]\nid = "council"\nname = "{name}"\n'
    (tmp_path / "organisations.toml").write_text(text, encoding="utf-8")

    found = load_matcher(load_gazetteer(tmp_path)).find(f"The {name} said so.")

    assert [(match.start, match.end) for match in found if match.entry.uses] == [(4, 4 + len(name))]


def test_the_dash_within_a_name_is_no_end_of_it():
    name = "Popular Front for the Liberation of Palestine – General Command"

    assert [mention.text for mention in find_actors(Document("d", "", f"The {name} said so.", "1988-12-01"))] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "MOSCOW REJECTED THE PROPOSAL OF THE UNITED STATES AND MR. LAVROV SAID SO",
        "moscow rejected it.  Russia\n   and the United\n   States agreed",
        "Moscow rej3cted 1t ,, Russ!a .. The United\u00a0States — “agreed, ‘Lavrov said’”",
        "Russia " * 2000,
        "(" * 5000 + "Russia" + ")" * 5000,
        "“‘" * 3000 + "Russia" + "’”" * 3000,
        "A" * 20000 + " Russia " + "a-" * 20000,
        "Mr. " * 5000 + "Russia",
        "Aa Bb " * 5000 + "Russia",
        "of the " * 5000 + "Russia",
        "\n" * 20000 + "Russia",
        "1999 " * 5000 + "Russia",
    ],
    ids=lambda text: text[:24],
)
def test_ill_made_text_is_read_in_its_stride(text):
    found = {mention.actor for mention in find_actors(Document("d", "", text, "2022-02-17"))}

    assert found & {"russia", "united-states"}


@pytest.mark.parametrize("text", ["", " ", "\n", "nothing in small letters", "12345", "?!", "👩‍🚀", "\x00\ufffd"])
def test_nothing_is_found_where_nothing_is(text):
    assert find_actors(Document("d", text, text, "2022-02-17")) == ()


def test_a_name_broken_over_lines_and_spaces_is_one_mention():
    body = "The foreign ministers and the ambassadors of the United\n   Kingdom and of the Soviet  Union\nmet."

    words = [mention.text for mention in find_actors(Document("d", "", body, "1987-01-01"))]

    assert words == ["United\n   Kingdom", "Soviet  Union"]


@pytest.mark.parametrize(
    "piece",
    [
        "\nIvan Petrov",
        "Zan Liberation Front Zan ",
        "the International Lamp Council (ILC), ",
        "Front for the Liberation ",
        "the Moscow, ",
        "(Gilbert) ",
        "A B C D. ",
        "Foreign Minister Ivanov of Russia said Moscow, ",
        "\u2019\u00a0\u201cParis\u201d ",
        "1987 and ",
    ],
)
def test_time_grows_as_the_text_does(piece):
    def seconds(characters):
        document = Document("d", "", piece * (characters // len(piece)), "1998-01-01")
        started = time.process_time()
        find_actors(document)
        return time.process_time() - started

    seconds(10_000)

    assert seconds(160_000) < 12 * seconds(40_000) + 0.2


def test_names_are_looked_for_in_time_that_grows_as_the_text_does_with_letters_beyond_ascii_here_and_there():
    def seconds(characters):
        text = ("The café was closed. " + "Nothing more was said. " * 9) * (characters // 228)
        started = time.process_time()
        load_matcher().find(text)
        return time.process_time() - started

    seconds(10_000)

    assert seconds(1_000_000) < 6 * seconds(250_000) + 0.2
