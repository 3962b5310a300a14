"""Ordinary reports on most topics, in words that a reporter may choose, and headlines that only look like them."""

import pytest

from search.extraction.topics import find_topics
from search.model import Document

REPORTS = [
    ("security-guarantees", "Kyiv wants binding assurances that allies would come to its aid if attacked again."),
    ("arms-trade", "Washington approved the sale of 24 fighter jets and Javelin missiles, a package worth $3.9bn."),
    ("defence-policy", "Berlin will spend more than two per cent of GDP on defence and re-equip the Bundeswehr."),
    (
        "intervention-and-coups",
        "Soldiers announced that they had deposed the president and suspended the constitution.",
    ),
    ("prisoners-of-war", "Kyiv and Moscow swapped 90 captured soldiers each on Friday."),
    ("reconstruction-and-reparations", "The Commission fixed the total liability at 132 billion gold marks."),
    ("diplomatic-relations", "The two countries agreed to reopen their embassies and exchange ambassadors."),
    ("consular-affairs", "The family asked the embassy for help. Tourists now need visas."),
    ("treaties", "The instrument of ratification was deposited with the Secretary-General."),
    ("boundaries", "The joint commission began demarcating the frontier between the two lakes."),
    ("fisheries", "French trawlers blocked the port over licences. Cod quotas were cut."),
    ("sanctions", "The Treasury froze the assets of twelve oligarchs."),
    ("united-nations", "The General Assembly adopted the text by 141 votes to five."),
    ("league-of-nations", "The Council at Geneva invoked Article XV of the Covenant."),
    ("refugees", "More than a million people have fled across the border."),
    ("migration", "Two hundred drowned off Lampedusa; asylum claims have doubled."),
    ("partition-and-unification", "The two German states agreed that unity would come before the year was out."),
    ("tariffs", "The President imposed a duty of 25 per cent on imported steel."),
    ("climate-change", "Delegates agreed to phase down coal and to limit warming."),
    ("peacekeeping", "The blue helmets came under fire in South Kivu."),
    ("cyber", "Hackers broke into the ministry's servers and leaked e-mails."),
    ("espionage", "A colonel was caught passing secrets to military intelligence."),
    ("blockade-and-contraband", "Her cargo of rifles was contraband of war, and she was sent before a prize court."),
]


@pytest.mark.parametrize(("topic", "text"), REPORTS)
def test_a_report_is_about_its_topic_in_the_words_of_the_day(topic, text):
    found = {mention.topic for mention in find_topics(Document("d", "", text))}

    assert topic in found
    assert len(found) <= 3


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("arms-control", "SENATOR ANNOUNCES FUNDING FOR HEAD START"),
        ("missionaries", "SENS. FEINSTEIN, BOXER CALL FOR SAFETY ANALYSIS"),
        ("partition-and-unification", "TAIWAN ISSUES MORE CDS TO CURB MONEY SUPPLY GROWTH"),
        ("treaties", "Bundesbank allocates 6.1 billion marks in repurchase pact"),
        ("claims-and-arbitration", "IRAN CLAIMS 3,000 IRAQI CASUALTIES IN FIGHTING"),
        ("humanitarian-relief", "COMPANY GRANTED RELIEF"),
        ("culture-and-education", "UNIVERSITY NAMES NEW PRESIDENT"),
        ("migration", "Upstream migration of spawning fish blocked"),
    ],
)
def test_a_headline_is_not_about_what_its_words_mean_elsewhere(topic, title):
    assert topic not in {mention.topic for mention in find_topics(Document("d", title, ""))}
