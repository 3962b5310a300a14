"""Who is named or spoken for: one table of sentences for each rule of the conventions."""

import pytest

from search.extraction.actors import find_actors
from search.model import Document

PUBLISHED = "2022-02-17"


def actors(text, published):
    return {mention.actor for mention in find_actors(Document("d", "", text, published))}


def holds(text, published, required, optional=""):
    """True when every required actor is found, and no other than the optional ones."""
    found = actors(text, published)
    return set(required.split()) <= found <= set(required.split()) | set(optional.split())


def sentences(rows):
    """A test over sentences: text, publication date, actors that must be found, actors that may be."""
    return pytest.mark.parametrize(("text", "published", "required", "optional"), rows, ids=[row[0] for row in rows])


A_SEAT_THAT_ACTS = [
    ("Washington leaned on Eden.", "1956-11-05", "united-states anthony-eden", ""),
    ("Moscow rejected the offer.", PUBLISHED, "russia", ""),
    ("Moscow insisted that the talks go on.", PUBLISHED, "russia", ""),
    ("Beijing has repeatedly warned against such sales.", PUBLISHED, "china", ""),
    ("Paris and Berlin urged restraint.", PUBLISHED, "france germany", ""),
    ("Moscow denied any part in the affair.", "1983-09-05", "soviet-union", ""),
    ("Bonn signed the treaty with reluctance.", "1972-03-01", "west-germany", ""),
    ("Belgrade answered that it had done nothing wrong.", "1948-07-01", "yugoslavia", ""),
    ("The Porte promised reforms in the provinces.", "1895-11-01", "ottoman-empire", ""),
    ("The note was a word to Teheran.", "2015-07-14", "iran", ""),
    ("Washington accused Baghdad of hiding weapons.", "2003-02-10", "united-states iraq", ""),
    ("Relations between Kiev and Moscow worsened.", "2014-03-18", "ukraine russia", ""),
    ("The Kremlin dismissed the report.", "2014-03-18", "russia", ""),
    ("Whitehall was slow to answer.", "1998-06-01", "united-kingdom", ""),
    ("The Quai d'Orsay declined to comment.", "2003-02-10", "france", ""),
    ("Foggy Bottom let it be known that no visa would be issued.", "2011-05-05", "united-states", ""),
    ("The pressure on Caracas grew.", "2019-01-03", "venezuela", ""),
    ("A reply from Ankara is expected.", "2019-01-03", "turkey", ""),
    ("Riyadh's answer came late.", "2019-01-03", "saudi-arabia", ""),
    ("The Moscow-backed rebels withdrew.", "2019-01-03", "russia", ""),
    ("A pro-Moscow party won the seat.", "2019-01-03", "russia", ""),
    ("The Damascus government refused.", "2019-01-03", "syria", ""),
    ("London told Tehran that the tanker must be freed.", "2019-01-03", "united-kingdom iran", ""),
    ("Warsaw, which opposes the pipeline, asked for talks.", "2019-01-03", "poland", ""),
    ("Tokyo is considering new sanctions.", "2019-01-03", "japan", ""),
    ("Hanoi was told to wait.", "2019-01-03", "vietnam", ""),
    ("Pyongyang to free two prisoners", "2019-01-03", "north-korea", ""),
]


@sentences(A_SEAT_THAT_ACTS)
def test_a_seat_of_government_that_acts_or_is_addressed_is_its_state(text, published, required, optional):
    assert holds(text, published, required, optional), actors(text, published)


A_PLACE = [
    ("The ministers met in Moscow.", PUBLISHED, "", ""),
    ("MOSCOW, Feb 17 (Reuters) - The ministers met.", PUBLISHED, "", ""),
    ("The Vienna talks resumed.", PUBLISHED, "", ""),
    ("The Paris Agreement has been ratified.", PUBLISHED, "", ""),
    ("He flew to Geneva and then to Rome.", PUBLISHED, "", ""),
    ("Streets in Kyiv were empty.", PUBLISHED, "", ""),
    ("The road from Damascus to Homs is closed.", PUBLISHED, "", ""),
    ("Shops near Rome closed early.", PUBLISHED, "", ""),
    ("The Moscow metro was crowded.", PUBLISHED, "", ""),
    ("Moscow's streets were icy.", PUBLISHED, "", ""),
    ("The Treaty of Versailles was signed near Paris.", PUBLISHED, "", ""),
    ("She was born in London and lives in Berlin.", PUBLISHED, "", ""),
    ("The Helsinki Final Act is often cited.", PUBLISHED, "", ""),
    ("A Brussels-based researcher wrote the study.", PUBLISHED, "", ""),
    ("The Minsk agreements are dead.", PUBLISHED, "", ""),
    ("The Tokyo Olympics were put off.", PUBLISHED, "", ""),
    ("Traders in Mexico City were calm.", PUBLISHED, "", "mexico"),
]


@sentences(A_PLACE)
def test_a_town_as_a_venue_or_an_address_is_nobody(text, published, required, optional):
    assert holds(text, published, required, optional), actors(text, published)


A_STATE = [
    ("The People's Liberation Army crossed the river.", "1962-10-21", "china", ""),
    ("France signed the accord with Mali.", PUBLISHED, "france mali", ""),
    ("The U.S. and the UK share intelligence.", PUBLISHED, "united-states united-kingdom", ""),
    ("China's army held exercises.", PUBLISHED, "china", ""),
    ("North Korea fired a missile towards Japan.", PUBLISHED, "north-korea japan", ""),
    ("RUSSIA REJECTS NATO DEMAND", PUBLISHED, "russia nato", ""),
    ("A letter was handed to the Netherlands.", PUBLISHED, "netherlands", ""),
    ("Burma closed its border.", "1989-01-01", "myanmar", ""),
    ("Zaire asked for help.", "1975-01-01", "democratic-republic-of-the-congo", ""),
    ("Persia recalled its minister.", "1930-01-01", "iran", ""),
    ("The Soviet Union and East Germany agreed.", "1985-01-01", "soviet-union east-germany", ""),
    ("Niger accused Nigeria of delay.", PUBLISHED, "niger nigeria", ""),
    (
        "Guinea-Bissau and Equatorial Guinea joined Papua New Guinea.",
        PUBLISHED,
        "guinea-bissau equatorial-guinea papua-new-guinea",
        "",
    ),
    ("Россия отвергла предложение.", PUBLISHED, "russia", ""),
    ("俄罗斯拒绝了。", PUBLISHED, "russia", ""),
]


@sentences(A_STATE)
def test_a_state_is_found_by_its_names_and_no_other_by_part_of_them(text, published, required, optional):
    assert holds(text, published, required, optional), actors(text, published)


A_DEMONYM = [
    ("The Dutch ambassador was summoned.", PUBLISHED, "netherlands", ""),
    ("Polish forces joined the exercise.", PUBLISHED, "poland", ""),
    ("The Russian delegation left early.", PUBLISHED, "russia", ""),
    ("A French proposal was put forward.", PUBLISHED, "france", ""),
    ("Turkish police arrested six men.", PUBLISHED, "turkey", ""),
    ("The Russian Foreign Ministry summoned the envoy.", PUBLISHED, "russia", ""),
    ("The Ministry of Foreign Affairs of Armenia replied.", PUBLISHED, "armenia", ""),
    ("The German side agreed.", PUBLISHED, "germany", ""),
]


@sentences(A_DEMONYM)
def test_a_demonym_on_what_is_the_states_is_the_state(text, published, required, optional):
    assert holds(text, published, required, optional), actors(text, published)


A_NATIONALITY = [
    ("A Polish plumber and a Filipino nanny left.", PUBLISHED, "", ""),
    ("They paid in Swiss francs, U.S. dollars and the Hong Kong dollar.", PUBLISHED, "", ""),
    ("African Americans and Latin American poets took part.", PUBLISHED, "", ""),
    ("He speaks Russian and a little Arabic.", PUBLISHED, "", ""),
    ("The letter was written in French.", PUBLISHED, "", ""),
    ("A German tourist was hurt.", PUBLISHED, "", ""),
    ("The Italian-born chef opened a Mexican restaurant.", PUBLISHED, "", ""),
    ("They ate Turkish delight and Swiss cheese.", PUBLISHED, "", ""),
    ("A Spanish journalist was freed.", PUBLISHED, "", ""),
    ("The Russian language is taught there.", PUBLISHED, "", ""),
    ("An English teacher and a Chinese student met.", PUBLISHED, "", ""),
]


@sentences(A_NATIONALITY)
def test_a_language_a_food_and_a_private_nationality_are_nobody(text, published, required, optional):
    assert holds(text, published, required, optional), actors(text, published)


A_NAMESAKE = [
    ("The South China Sea and the Persian Gulf are busy.", PUBLISHED, "", ""),
    ("Air France and British Airways cut flights.", PUBLISHED, "", ""),
    ("Michael Jordan played for Chicago.", PUBLISHED, "michael-jordan", ""),
    ("Bank of America raised its forecast.", PUBLISHED, "", ""),
    ("The report appeared on Russia Today.", PUBLISHED, "", ""),
    ("Jack London wrote novels.", PUBLISHED, "jack-london", ""),
    ("The Gulf of Mexico and the Sea of Japan are deep.", PUBLISHED, "", ""),
    ("Atlanta, Georgia, was hit by storms.", PUBLISHED, "", ""),
    ("New Mexico and New England had snow.", PUBLISHED, "", ""),
    ("In Europe and the West many disagreed.", PUBLISHED, "", ""),
]


@sentences(A_NAMESAKE)
def test_a_namesake_is_not_the_state(text, published, required, optional):
    assert holds(text, published, required, optional), actors(text, published)


AN_ORGANISATION = [
    ("The UN Security Council met.", PUBLISHED, "united-nations", ""),
    ("The Security Council of the United Nations voted.", PUBLISHED, "united-nations", ""),
    ("The European Union and the African Union agreed.", PUBLISHED, "european-union african-union", ""),
    ("OPEC cut output; the IMF did not object.", PUBLISHED, "opec international-monetary-fund", ""),
    ("The WHO said cases were falling.", PUBLISHED, "world-health-organization", ""),
    ("Who said that?", PUBLISHED, "", ""),
    ("The EC foreign ministers met.", "1987-03-01", "european-community", ""),
    ("Hezbollah and Hamas condemned it.", PUBLISHED, "hezbollah hamas", ""),
    ("The Taliban banned it.", PUBLISHED, "taliban", ""),
]


@sentences(AN_ORGANISATION)
def test_an_international_body_is_found_by_name_organ_and_acronym(text, published, required, optional):
    assert holds(text, published, required, optional), actors(text, published)


A_PERSON = [
    ("The General Lamp Office (GLO) told Senator Zan Petrov (D-ZZ) so.", PUBLISHED, "zan-petrov", ""),
    ("A unit of <Banque du Quillon> said the Forest Service had paid 16 H.K. Dlrs.", PUBLISHED, "", ""),
    ("the Consul at Geneva (Gilbert) reports", "1935-10-01", "prentiss-b-gilbert", ""),
    ("Martin Luther King Jr. came. In those times, King was there.", "1998-04-03", "martin-luther-king-jr", ""),
    ("Zan Petrov left. ``I'm Zan Petrov, and We'll Zan Petrov,'' he said.", PUBLISHED, "zan-petrov", ""),
    ("European Jews and Saharan Africans met an African Jew.", PUBLISHED, "", "european-union"),
    ("May said Brexit would go ahead.", "2019-02-01", "theresa-may", ""),
    ("In May said troops left, and since May told little.", "2019-02-01", "", ""),
    ("May saw rain.", "2019-02-01", "", ""),
    ("Kwabena Osei-Tutu, a lawyer from Accra, disagreed.", PUBLISHED, "kwabena-osei-tutu", ""),
    ("Spokeswoman Ingrid Halvorsen said nothing. Halvorsen left.", PUBLISHED, "ingrid-halvorsen", ""),
    ("Mr. Pettibone wrote again.", PUBLISHED, "pettibone", ""),
    ("Colonel Tavares took power, and Tavares spoke.", PUBLISHED, "tavares", ""),
    ("Ambassador J. R. Whitcombe met General Okonjo.", PUBLISHED, "j-r-whitcombe okonjo", ""),
    ("However, officials said that Monday was too soon.", PUBLISHED, "", ""),
    ("Foreign Ministers Meet Again In March", PUBLISHED, "", ""),
    ("Merrill Lynch and Goldman Sachs said so.", PUBLISHED, "", ""),
    ("Analysts at the Brookings Institution disagreed.", PUBLISHED, "", ""),
    ("The Supreme Court and the Treasury Department disagreed.", PUBLISHED, "", "united-states"),
    ("Lake Geneva and Mount Ararat are far apart.", PUBLISHED, "", ""),
]


@sentences(A_PERSON)
def test_a_person_in_no_list_is_found_by_shape_title_and_apposition(text, published, required, optional):
    assert holds(text, published, required, optional), actors(text, published)


@pytest.mark.parametrize(
    "actor", ["sergei-lavrov", "luigi-di-maio", "russia", "united-states", "italy", "ukraine", "nato"]
)
def test_the_clients_document_names_its_actors(client_document, actor):
    assert actor in {mention.actor for mention in find_actors(client_document)}


def test_every_mention_is_the_text_at_its_place(client_document):
    for mention in find_actors(client_document):
        assert mention.text == getattr(client_document, mention.field)[mention.start : mention.end]


def test_a_news_website_regions_and_the_west_are_no_actors(client_document):
    mentions = [mention for mention in find_actors(client_document) if mention.field == "body"]

    assert not [m for m in mentions if client_document.body.startswith("Russia Today", m.start)]
    assert not {"west", "europe", "eastern-europe"} & {mention.actor for mention in mentions}


def test_what_is_said_to_both_capitals_is_said_to_either():
    found = find_actors(Document("x", "", "He put the question to both Paris and Berlin.", "1914-08-02"))

    assert [mention.actor for mention in found] == ["france", "germany"]


def test_the_town_of_a_letterhead_is_an_address():
    found = find_actors(Document("x", "", "Department of State, Washington, July 4, 1868.", "1868-07-04"))

    assert [mention.text for mention in found] == ["Department of State"]


def test_wares_named_after_a_land_are_no_state():
    found = find_actors(Document("x", "", "They bought China plates and Brazil nuts. China objected.", "1991-08-20"))

    assert [(mention.text, mention.start) for mention in found] == [("China", 42)]
