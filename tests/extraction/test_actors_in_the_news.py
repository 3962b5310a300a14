"""Sentences of many years, and of the news of one week: who is named or spoken for, each of its own time."""

import pytest

from search.extraction.actors import find_actors
from search.model import Document

PUBLISHED = "2022-02-17"


def sentences(rows):
    """A test over sentences: text, publication date, actors that must be found, actors that may be."""
    return pytest.mark.parametrize(("text", "published", "required", "optional"), rows, ids=[row[0] for row in rows])


def found_in(text, published):
    return {mention.actor for mention in find_actors(Document("d", "", text, published))}


OF_THEIR_TIME = [
    (
        "The Soviet ambassador, Valerian Zorin, refused to answer Adlai Stevenson.",
        "1962-10-25",
        "soviet-union valerian-zorin adlai-stevenson",
        "",
    ),
    ("President Kennedy wrote to Chairman Khrushchev.", "1962-10-25", "john-f-kennedy nikita-khrushchev", ""),
    ("Kennedy wrote to Khrushchev.", "1962-10-25", "john-f-kennedy nikita-khrushchev", ""),
    (
        "Churchill, Roosevelt and Stalin met at Yalta.",
        "1945-02-12",
        "winston-churchill franklin-d-roosevelt joseph-stalin",
        "",
    ),
    ("The Sublime Porte ceded Cyprus to Great Britain.", "1878-07-14", "ottoman-empire cyprus united-kingdom", ""),
    ("Vienna sent an ultimatum to Belgrade.", "1914-07-28", "austria-hungary serbia", ""),
    ("Austria-Hungary declared war on Serbia.", "1914-07-28", "austria-hungary serbia", ""),
    ("Prague accepted the terms that Berlin had dictated at Munich.", "1938-09-30", "czechoslovakia germany", ""),
    (
        "Ljubljana and Zagreb declared independence; Belgrade sent troops.",
        "1991-06-26",
        "slovenia croatia yugoslavia",
        "",
    ),
    ("NATO bombed targets in Yugoslavia.", "1999-03-25", "nato", "federal-republic-of-yugoslavia"),
    ("Cairo refused the ultimatum of London and Paris.", "1956-11-01", "egypt united-kingdom france", ""),
    ("Budapest fell to Soviet troops.", "1956-11-05", "soviet-union", "hungary"),
    ("Riyadh imposed an embargo.", "1973-10-20", "saudi-arabia", ""),
    ("The Soviet army entered Kabul.", "1979-12-28", "soviet-union", ""),
    ("Peking defended the use of force.", "1989-06-05", "china", ""),
    ("Saigon surrendered to Hanoi.", "1975-05-01", "south-vietnam north-vietnam", ""),
    ("Saigon said that Hanoi had broken the truce.", "1968-01-31", "south-vietnam north-vietnam", ""),
    ("Seoul appealed to the United Nations.", "1950-06-27", "south-korea united-nations", ""),
    ("Addis Ababa fell and the League of Nations did nothing.", "1936-05-06", "league-of-nations", "ethiopia"),
    ("The United States declared war on the German Empire.", "1917-04-07", "united-states", "germany german-empire"),
    ("The Confederacy hoped for recognition by London.", "1862-03-08", "confederate-states united-kingdom", ""),
    ("The Japanese minister at Seoul was recalled.", "1895-10-08", "japan", ""),
]


@sentences(OF_THEIR_TIME)
def test_a_name_means_whom_it_meant_on_that_day(text, published, required, optional):
    assert set(required.split()) <= found_in(text, published) <= set(required.split()) | set(optional.split())


LOOKING_BACK = [
    ("In 1983 Moscow denied any part in the affair.", PUBLISHED, "soviet-union", ""),
    ("On 17 September 1939 Moscow sent its army into Poland.", PUBLISHED, "soviet-union poland", ""),
    ("In June 1972 Bonn ratified the treaties.", PUBLISHED, "west-germany", ""),
    ("Since 1983 Moscow has changed its mind.", PUBLISHED, "russia", ""),
    ("Moscow said it would not repeat what was done in 1962.", PUBLISHED, "russia", ""),
    ("In 1983 Moscow denied any part in the affair.", "", "soviet-union", ""),
    ("Moscow insisted.", "", "russia", ""),
]


@sentences(LOOKING_BACK)
def test_a_year_that_opens_a_sentence_says_which_state_is_meant(text, published, required, optional):
    assert set(required.split()) <= found_in(text, published) <= set(required.split()) | set(optional.split())


IN_THE_NEWS = [
    (
        "The Chinese embassy in Canberra protested, and Canberra summoned the ambassador.",
        PUBLISHED,
        "china australia",
        "",
    ),
    ("An unnamed Turkish official said the grain would move.", PUBLISHED, "turkey", ""),
    ("The Ukrainian side tabled a text.", PUBLISHED, "ukraine", ""),
    ("Ankara and Athens traded accusations.", PUBLISHED, "turkey greece", ""),
    ("The envoy handed Islamabad's note to New Delhi.", PUBLISHED, "pakistan india", ""),
    ("Ties between Riyadh and Tehran were cut in 2016.", PUBLISHED, "saudi-arabia iran", ""),
    ("Brussels wants more time.", PUBLISHED, "", "european-union belgium"),
    ("The White House declined to comment.", PUBLISHED, "united-states", ""),
    ("He spoke at the White House on Monday.", PUBLISHED, "", ""),
    ("The State Department spokesman said so.", PUBLISHED, "united-states", ""),
    ("Downing Street said the call was warm.", PUBLISHED, "united-kingdom", ""),
    ("The flight from London to Madrid was late.", PUBLISHED, "", ""),
    ("Troops marched on Kabul.", PUBLISHED, "", "afghanistan"),
    ("A train left for Warsaw.", PUBLISHED, "", ""),
    ("The Warsaw Pact and the Marshall Plan shaped Europe.", PUBLISHED, "", "warsaw-pact"),
    ("The Geneva Conventions protect prisoners.", PUBLISHED, "", ""),
    ("The Treaty of Rome created the Common Market.", PUBLISHED, "", "european-community european-economic-community"),
    ("The Monroe Doctrine was proclaimed.", PUBLISHED, "", ""),
    ("She studied at Moscow State University and at the University of Chicago.", PUBLISHED, "", ""),
    ("The Berlin Wall fell.", PUBLISHED, "", ""),
    ("The Washington Post and the London Times reported it.", PUBLISHED, "", ""),
    ("The New York Times reported it.", PUBLISHED, "", ""),
    ("Chinese food and French wine were served.", PUBLISHED, "", ""),
    ("A young Syrian refugee painted it.", PUBLISHED, "", "syria"),
    ("Thousands of Syrians fled.", PUBLISHED, "", "syria"),
    ("The Americans walked out and the Russians followed.", PUBLISHED, "united-states russia", ""),
    (
        "German Chancellor Olaf Scholz met Indian Prime Minister Narendra Modi.",
        PUBLISHED,
        "olaf-scholz narendra-modi",
        "germany india",
    ),
    ("The German chancellor met the Indian prime minister.", PUBLISHED, "germany india olaf-scholz narendra-modi", ""),
    ("Scholz's predecessor Angela Merkel stayed away.", PUBLISHED, "olaf-scholz angela-merkel", ""),
    (
        "The Houthis fired on a tanker; the ELN and the FARC laid down arms.",
        PUBLISHED,
        "houthis national-liberation-army-colombia farc",
        "national-liberation-army",
    ),
    ("Al Qaeda and Boko Haram claimed the attacks.", PUBLISHED, "al-qaeda boko-haram", ""),
    ("The International Court of Justice ruled.", PUBLISHED, "international-court-of-justice", ""),
    (
        "The Organisation for the Prohibition of Chemical Weapons (OPCW) reported. The OPCW said so.",
        PUBLISHED,
        "opcw",
        "",
    ),
    ("The World Bank and the ILO agreed.", PUBLISHED, "world-bank international-labour-organization", ""),
    ("ASEAN ministers met the G7.", PUBLISHED, "asean g7", ""),
    ("The Arab League suspended Syria.", PUBLISHED, "arab-league syria", ""),
    ("The Commission said Hungary broke the rules.", PUBLISHED, "hungary", "european-union european-commission"),
    ("The European Commission sued Poland.", PUBLISHED, "european-union poland", "european-commission"),
    ("IAEA chief Rafael Grossi flew to Tehran.", PUBLISHED, "international-atomic-energy-agency rafael-grossi", ""),
    ("The head of the IAEA flew to Tehran.", PUBLISHED, "international-atomic-energy-agency rafael-grossi", ""),
    ("The NATO secretary-general spoke.", PUBLISHED, "nato jens-stoltenberg", ""),
    ("EU foreign policy chief Josep Borrell spoke.", PUBLISHED, "josep-borrell", "european-union"),
    ("The EU's top diplomat spoke.", PUBLISHED, "european-union josep-borrell", ""),
    ("Ban spoke of a ban. Ban Ki-moon left in 2016.", PUBLISHED, "ban-ki-moon", ""),
    ("Turkey's president said so. Turkey was eaten at Thanksgiving.", PUBLISHED, "turkey recep-tayyip-erdogan", ""),
    (
        "April Glaspie met Saddam Hussein; Theresa May did not.",
        PUBLISHED,
        "april-glaspie saddam-hussein theresa-may",
        "",
    ),
    ("On Monday, May 2, the Speaker and the Chair rose.", PUBLISHED, "", ""),
    ("Amazon, Google and Volkswagen reported profits.", PUBLISHED, "", ""),
    ("Real Madrid beat Manchester United and Paris Saint-Germain.", PUBLISHED, "", ""),
    (
        "Prime Minister Boris Johnson and his Ukrainian counterpart met; his counterpart agreed.",
        PUBLISHED,
        "boris-johnson ukraine",
        "denys-shmyhal united-kingdom",
    ),
    ("US and Russian negotiators met; US officials were grim.", PUBLISHED, "united-states russia", ""),
    ("Join us, says the US.", PUBLISHED, "united-states", ""),
    ("Georgia and Moldova applied. Tbilisi was pleased.", PUBLISHED, "georgia moldova", ""),
    ("Georgia Democrat Raphael Warnock spoke in Atlanta.", PUBLISHED, "raphael-warnock", ""),
    ("Refugees in Jordan need help.", PUBLISHED, "jordan", ""),
    (
        "It elected Donald Tusk as President of the European Council.",
        "2014-08-30",
        "donald-tusk",
        "european-union",
    ),
    ("He is a candidate for President of France.", "2014-08-30", "", "france"),
    ("USTR Robert Lighthizer flew home; MV Alan Kurdi sailed.", "2018-10-01", "robert-lighthizer", ""),
    ("Tehran and Hezbollah condemned the strike.", "2017-04-07", "iran hezbollah", ""),
    ("MR. BOUCHER: We will take one more. MS. PSAKI: Yes.", "2014-02-06", "boucher jen-psaki", ""),
    ("ROTENBERG, Boris Romanovich; DOB 03 Jan 1957.", "2022-03-15", "boris-romanovich-rotenberg", ""),
    ("Galtieri, Costa Méndez and Anaya would not listen.", "1982-04-03", "leopoldo-galtieri nicanor-costa-mendez", ""),
    ("It was carried by Ahtisaari and Chernomyrdin.", "1999-06-10", "martti-ahtisaari viktor-chernomyrdin", ""),
    ("Wagner fighters took the mine.", "2022-05-04", "wagner-group", ""),
    ("Prigozhin denied it. A deal with Wagner is signed.", "2022-05-04", "yevgeny-prigozhin wagner-group", ""),
    ("The opera house staged Wagner.", "2022-05-04", "", ""),
    ("Ansar al-Sharia denied responsibility in Benghazi.", "2012-09-13", "ansar-al-sharia-in-libya", ""),
    ("AQAP fled; Ansar al-Sharia lost Zinjibar.", "2012-06-13", "al-qaeda-in-the-arabian-peninsula", ""),
    ("Ansar al-Sharia took Zinjibar.", "2011-06-13", "al-qaeda-in-the-arabian-peninsula", ""),
    ("The vessel Pegas (IMO 9256860) was listed.", "2022-03-15", "", ""),
    ("London's Heathrow airport shut; Vienna's Hofburg Palace hosted them.", PUBLISHED, "", ""),
    ("Moscow's Foreign Ministry and Washington's Middle East policy.", PUBLISHED, "russia united-states", ""),
    ("He flew to Chad, and by truck through Jordan to Syria.", PUBLISHED, "chad jordan syria", ""),
    ("Jordan Haverly, a lawyer, spoke. She wrote to Jordan.", PUBLISHED, "jordan-haverly", ""),
    ("He flew to Georgia. Margvelashvili met him.", "2014-03-05", "georgia giorgi-margvelashvili", ""),
    ("Georgia voted to block the line, and Atlanta lost its port.", PUBLISHED, "", ""),
    ("Georgia told its mayors to save.", "1977-03-05", "", ""),
    ("The Georgia left Lisbon; she crossed the Jordan.", "1864-08-22", "", ""),
    ("Georgia-Pacific raised its price; Bank of America agreed with the US.", PUBLISHED, "united-states", ""),
    ("Korea and Japan agreed.", "1995-05-05", "south-korea japan", ""),
    ("Pyongyang refused: the Korean army is ready.", "1995-05-05", "north-korea", ""),
    ("He fought in the Korean War, on the Korean peninsula.", "1995-05-05", "", ""),
    ("The Congo's army fled.", "1961-02-05", "democratic-republic-of-the-congo", ""),
    ("Brazzaville is calm. The Congolese army stayed away.", "1997-02-05", "republic-of-the-congo", ""),
    ("The ICC ordered the railways to lower their rates.", "1987-03-05", "", ""),
    (
        "The Republic of the Congo and the Democratic Republic of the Congo signed.",
        PUBLISHED,
        "republic-of-the-congo democratic-republic-of-the-congo",
        "",
    ),
    ("Mali's junta expelled the French ambassador; Bamako gave no reason.", PUBLISHED, "mali france", ""),
    ("Cote d'Ivoire and Côte d'Ivoire are one.", PUBLISHED, "ivory-coast", ""),
    ("An Iranian-American scholar, Siamak Namazi, was freed.", PUBLISHED, "siamak-namazi", "iran united-states"),
    ("The Holy See and Vatican diplomats helped.", PUBLISHED, "holy-see", ""),
    ("The Ayatollah's office denied it.", PUBLISHED, "", ""),
    ("Kremlin spokesman Dmitry Peskov said no.", PUBLISHED, "russia dmitry-peskov", ""),
    ("Foreign ministry spokeswoman Maria Zakharova said no.", PUBLISHED, "maria-zakharova", ""),
    ("Zhao Lijian, a spokesman for China's foreign ministry, said no.", PUBLISHED, "zhao-lijian china", ""),
    ("A senior Western diplomat in Vienna said the Iranians were stalling.", PUBLISHED, "iran", ""),
]


@sentences(IN_THE_NEWS)
def test_the_news_names_whom_a_careful_reader_would(text, published, required, optional):
    assert set(required.split()) <= found_in(text, published) <= set(required.split()) | set(optional.split())
