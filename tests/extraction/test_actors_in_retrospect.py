"""Holders remembered after their day, seats that act in more ways, and capitals that are no person's."""

import pytest

from search.extraction.actors import find_actors
from search.model import Document

PUBLISHED = "2022-02-18"


def sentences(rows):
    """A test over sentences: text, publication date, actors that are found, and no other."""
    return pytest.mark.parametrize(("text", "published", "expected"), rows, ids=[row[0] for row in rows])


def found_in(text, published):
    return {mention.actor for mention in find_actors(Document("d", "", text, published))}


OUT_OF_OFFICE = [
    ("President Truman had thought otherwise.", "1989-04-02", {"harry-s-truman"}),
    ("President Lincoln had thought otherwise.", "1989-04-02", {"abraham-lincoln"}),
    ("Presidents Reagan and Gorbachev shook hands on it.", "2019-08-02", {"ronald-reagan", "mikhail-gorbachev"}),
    ("President Carter lost that year. Carter never forgot.", "2003-01-09", {"jimmy-carter"}),
    ("Chancellor Adenauer would have smiled.", "1978-05-05", {"konrad-adenauer"}),
    ("President Bush had hesitated.", "2013-06-01", {"george-w-bush"}),
    ("It was 1991, and President Bush hesitated.", "2013-06-01", {"george-h-w-bush"}),
    ("President Bush hesitates over what was settled in 1991.", "2005-06-01", {"george-w-bush"}),
    ("President Macron, a grocer, rose to speak.", "1958-06-01", {"macron"}),
    ("Minister Kissinger, a Lutheran, led the prayer.", "1999-06-01", {"kissinger"}),
]


@sentences(OUT_OF_OFFICE)
def test_a_title_out_of_its_day_is_the_last_holder_before(text, published, expected):
    assert found_in(text, published) == expected


ENVOYS = [
    ("Ambassador Blinken presented her letters.", PUBLISHED, {"blinken"}),
    ("Consul Johnson closed his office.", PUBLISHED, {"johnson"}),
    (
        "Antony Blinken flew home. In Lagos, Ambassador Blinken stayed on.",
        PUBLISHED,
        {"antony-blinken", "blinken"},
    ),
    ("Ambassador Nebenzia left the chamber.", PUBLISHED, {"vassily-nebenzia"}),
]


@sentences(ENVOYS)
def test_an_ambassador_is_nobody_known_for_another_office(text, published, expected):
    assert found_in(text, published) == expected


THE_UNION = [
    ("The Union recalled its minister from Paris.", "1862-11-03", {"united-states"}),
    ("The president of the Union resigned.", "1991-12-25", set()),
    ("Members of the Union wanted more time.", "2009-10-01", set()),
]


@sentences(THE_UNION)
def test_the_union_is_the_united_states_in_its_civil_war_only(text, published, expected):
    assert found_in(text, published) == expected


NO_PERSONS = [
    ("The representative of Mali recalled resolution 2758 (XXVI) and 997 (ES-I).", "1975-01-01", {"mali"}),
    ("They met aboard the cruiser Slava, then on the yacht Pavel Orlov.", "1989-12-03", set()),
    ("The freighter Ivan Sokolov was stopped; so was the USS Martin Avery.", "1989-12-03", set()),
    ("The Camp David Accords and the Abraham Accords were praised.", "2021-01-10", set()),
    ("The talks moved to Villa Orsini, by the Haji Amin pass.", "1989-12-03", set()),
]


@sentences(NO_PERSONS)
def test_numerals_vessels_accords_and_passes_are_nobody(text, published, expected):
    assert found_in(text, published) == expected


SEATS = [
    ('Ankara "will be compelled to act", it wrote.', PUBLISHED, {"turkey"}),
    ("Tehran, it says, has given no promise.", PUBLISHED, {"iran"}),
    ("Warsaw, diplomats said, is ready to sign.", PUBLISHED, {"poland"}),
    ("Pretoria was readmitted in 1994.", PUBLISHED, {"south-africa"}),
    ("New Delhi abstained.", PUBLISHED, {"india"}),
    ("Tehran, a city of millions, has given the world poets.", PUBLISHED, set()),
    ("Ankara was covered in snow.", PUBLISHED, set()),
]


@sentences(SEATS)
def test_a_seat_acts_past_an_aside_or_a_quotation_mark_and_where_states_suffer(text, published, expected):
    assert found_in(text, published) == expected


LED_BY_A_MONTH_OR_PLACE = [
    ("June Halloran called twice.", PUBLISHED, {"june-halloran"}),
    ("The minister wrote to Ms April Lindqvist.", PUBLISHED, {"april-lindqvist"}),
    (
        "Jordan Vesterholm resigned; Chad Okonedo, a lawyer, took over.",
        PUBLISHED,
        {"jordan-vesterholm", "chad-okonedo"},
    ),
    ("Kenya Delacroix wrote it.", PUBLISHED, {"kenya-delacroix"}),
    ("They agreed in May. In June Gromyko flew home.", "1979-07-01", {"andrei-gromyko"}),
    ("He was in Paris when in June Brezhnev spoke.", "1979-07-01", {"leonid-brezhnev"}),
    ("Jordan warned Kenya; Chad Airways stopped.", PUBLISHED, {"jordan", "kenya"}),
    ("London Breed said the city would pay.", PUBLISHED, set()),
]


@sentences(LED_BY_A_MONTH_OR_PLACE)
def test_a_month_or_a_place_that_heads_a_name_is_a_first_name(text, published, expected):
    assert found_in(text, published) == expected


TWO_WORDS = [
    ("General Nam Il signed for the North.", "1953-07-27", {"nam-il"}),
    ("Marshal Yusuf Khan inspected the troops. Khan left.", "1953-07-27", {"yusuf-khan"}),
]


@sentences(TWO_WORDS)
def test_a_title_is_followed_by_the_whole_name(text, published, expected):
    assert found_in(text, published) == expected


PARTS = [
    ("Crimea voted; the Crimean leader spoke.", "2014-03-17", set()),
    ("Guadeloupe and Martinique went on strike.", "2009-02-01", set()),
    ("The president of Catalonia called for a vote.", "2017-10-01", {"carles-puigdemont"}),
    ("Hong Kong signed the agreement with Chile.", "2012-09-07", {"hong-kong", "chile"}),
]


@sentences(PARTS)
def test_a_part_of_a_state_has_holders_and_never_acts(text, published, expected):
    assert found_in(text, published) == expected


PARTICLES = [
    ("They went to see de Gaulle.", "1962-06-01", {"charles-de-gaulle"}),
    ("A word with Van Rompuy settled it.", "2011-06-01", {"herman-van-rompuy"}),
]


@sentences(PARTICLES)
def test_a_particle_and_a_surname_are_the_holder(text, published, expected):
    assert found_in(text, published) == expected
