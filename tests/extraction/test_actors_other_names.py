"""Names that are no actor's: towns, firms and unknown surnames are kept beside the actors, things are not."""

import pytest

from search.extraction.actors import read_names
from search.model import Document


def others(text):
    return [other.text for other in read_names(Document("x", "", text)).others]


@pytest.mark.parametrize(
    "text",
    [
        "Three years after the Treaty of Lampmark they signed the Lampmark Convention and the Penal Code.",
        'Her novel "Lanterns" and the film "Last Lamp in Quell" won prizes.',
        "The Quellians, the Brindites and the Lampists left.",
        "A Quellian custom and a Brindesque manner were noted.",
        "Quellism is a doctrine. Inevitably, it stayed.",
        "Lamp-lighted streets and Internet-connected rooms had CDs.",
        "They laughed. STORY CAN END HERE. They left.",
    ],
)
def test_works_laws_peoples_and_qualities_are_no_names(text):
    assert others(text) == []


def test_the_name_of_a_work_is_one_outside_of_quotation_marks_too():
    assert others('The liner "Quellia" was built in Brindmark. The Quellia sank.') == ["Brindmark"]


def test_an_institution_is_named_with_what_it_is_of():
    assert "Union of Concerned Lampmakers" in others("He chairs the Union of Concerned Lampmakers at home.")


def test_a_service_or_a_party_is_a_name_inside_a_sentence():
    assert others("He joined the Navy and voted for Labour.") == ["Navy", "Labour"]


def test_an_acronym_is_a_name_from_where_the_text_gives_it():
    assert others("The Lampmark Ice Carriers (ICE) met; later ICE agreed.").count("ICE") == 2


def test_a_town_of_history_is_a_place_when_no_day_says_that_it_was_a_seat():
    assert others("They met in Honolulu at noon.") == ["Honolulu"]
