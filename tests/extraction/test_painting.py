from search.extraction import annotate
from search.extraction.painting import painted
from search.model import Annotations, Document


def test_every_actor_of_a_document_is_painted_with_its_ground(client_document):
    annotations = annotate(client_document)
    page = painted(client_document, annotations)

    assert all(f"{mention.actor} ({mention.basis})" in page for mention in annotations.actors)


def test_a_text_that_holds_tags_is_shown_and_not_obeyed():
    document = Document("d", "<b>Moscow</b>", "<script>alert('Russia')</script>", "2022-02-17")
    page = painted(document, annotate(document))

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_text_without_mentions_is_painted_plain():
    assert "Nothing here." in painted(Document("d", "", "Nothing here."), Annotations())
