"""Turns of phrase that ordinary diplomatic prose has, each with who acts in it, and who does not."""

import pytest

from search.extraction.actors import find_actors
from search.model import Document


def found_in(text, published="2014-05-05"):
    return {mention.actor for mention in find_actors(Document("d", "", text, published))}


def sentences(rows):
    return pytest.mark.parametrize(("text", "published", "actors"), rows, ids=[row[0] for row in rows])


CAPITALS = [
    ("Moscow on Thursday admitted shooting it down.", "1983-09-02", "soviet-union"),
    ("Ankara last week recalled its envoy.", "2014-05-05", "turkey"),
    ("Hanoi, for its part, kept quiet.", "2014-05-05", "vietnam"),
    ("Tehran, however, demurred.", "2014-05-05", "iran"),
    ("Baghdad has until Thursday to comply.", "2003-03-18", "iraq"),
    ("Warsaw and Prague were at first favourable.", "1947-06-06", "poland czechoslovakia"),
    ("Berlin is striving to keep the talks alive.", "2014-05-05", "germany"),
    ("The minister would reply in writing to Washington.", "2022-02-17", "united-states"),
    ("Brussels rejected the demand.", "1914-08-03", "belgium"),
    ("Brussels rejected the demand.", "2024-08-03", "european-union"),
    ("Bonn appealed for restraint.", "1991-08-19", "germany"),
    ("It is up to Tehran to respond.", "2014-05-05", "iran"),
    ("Beijing remains silent on the matter.", "2014-05-05", "china"),
    ("The minister to Bern is resigning.", "1934-04-07", ""),
    ("Police in London and Brussels are investigating.", "1987-03-06", ""),
    ("The train to Warsaw left late.", "2014-05-05", ""),
    ("He will travel to Oslo May 15-16.", "2014-05-05", ""),
    ("Grozny shelled.", "2014-05-05", ""),
    ("The Six-Day War ended.", "1973-11-06", ""),
    ("They met for ten hours. The line of Ten held.", "1986-10-12", ""),
    ("Funds came from the Community Facility Grant program.", "1987-05-06", ""),
    ("The Barbary States took tribute.", "2014-05-05", ""),
    ("He told the General Assembly that men would go.", "1988-12-09", "united-nations"),
    ("Florence is mortified.", "1866-07-05", "italy"),
    ("A Swiss watch and Dutch courage helped.", "2019-05-20", ""),
    ("Paris, unlike Berlin, wanted proof.", "2018-03-14", "france germany"),
]


@sentences(CAPITALS)
def test_a_capital_is_its_state_where_it_acts_or_is_addressed(text, published, actors):
    assert found_in(text, published) == set(actors.split())


PEOPLE = [
    ("The Putin-Biden summit lasted three hours.", "2021-06-16", "vladimir-putin joe-biden"),
    ("Ambassador Dobrynin delivered it.", "1973-10-25", "anatoly-dobrynin"),
    ("Mr. Begin told the Knesset so.", "1982-06-07", "menachem-begin"),
    ("Mr. Rugova will sign.", "1999-05-01", "ibrahim-rugova"),
    ("Chernomyrdin was here yesterday.", "1999-05-01", "viktor-chernomyrdin"),
    ("The Hay-Pauncefote treaty was signed.", "1901-11-18", ""),
    ("Last week Williams reported higher profits.", "1987-03-24", ""),
    ("LE DUC THO INITIALED THE AGREEMENT.", "1973-01-23", "le-duc-tho"),
    ("August Hanning spoke in August.", "2021-03-08", "august-hanning"),
    ("Georgia O'Keeffe is no state.", "2016-04-04", "georgia-okeeffe"),
    ("June T-bonds were up.", "1987-04-03", ""),
    ("M. Caillaux is pliant, M. de Selves is not.", "1911-07-10", "joseph-caillaux justin-de-selves"),
    ("Deputy Secretary Sherman led the talks.", "2022-01-12", "wendy-sherman"),
    ("I met Chad Fabius there.", "2013-05-16", "chad-fabius"),
    ("In Jordan Kerry said no.", "2013-05-16", "john-kerry jordan"),
    ("REF: A. ANKARA 678 B. BAKU 412", "2009-05-12", ""),
]


@sentences(PEOPLE)
def test_a_name_is_read_as_a_reader_reads_it(text, published, actors):
    assert found_in(text, published) == set(actors.split())


NAMES_THAT_ARE_FIRST_NAMES_TOO = [
    ("George said no.", "1945-05-01", ""),
    ("King George said no.", "1945-05-01", "george-vi"),
    ("Rice said no.", "2006-05-01", "condoleezza-rice"),
    ("Orbán Viktor said no.", "2022-05-01", "viktor-orban"),
]


@sentences(NAMES_THAT_ARE_FIRST_NAMES_TOO)
def test_a_first_name_alone_is_no_sovereign(text, published, actors):
    assert found_in(text, published) == set(actors.split())


OTHER_SCRIPTS = [
    ("Президент Владимир Путин прибыл.", "2022-03-10", "vladimir-putin"),
    ("Переговоры с Лавровым прошли.", "2022-03-10", "sergei-lavrov"),
    ("习近平会见王毅。", "2022-03-10", "xi-jinping wang-yi"),
    ("قال سيرغي لافروف", "2022-03-10", "sergei-lavrov"),
]


@sentences(OTHER_SCRIPTS)
def test_a_known_person_is_known_in_other_scripts(text, published, actors):
    assert found_in(text, published) == set(actors.split())


@pytest.mark.parametrize("text", ["He knew some Persian.", "She answered in good French.", "An Iraqi was hurt."])
def test_a_language_and_one_of_a_people_are_no_state(text):
    assert found_in(text) == set()
