import pytest


def test_the_first_line_is_the_title_and_is_not_repeated_in_the_body(reading):
    (document,) = reading("talks.txt", "\n\n Talks in Geneva \n\nThey met.\n\nThey parted.\n").documents

    assert (document.title, document.body) == ("Talks in Geneva", "They met.\n\nThey parted.")


def test_a_text_file_has_its_path_as_its_id(reading):
    (document,) = reading("cables/1962/talks.txt", "Talks\n\nThey met.").documents

    assert document.id == "cables/1962/talks.txt"


def test_a_text_of_one_line_is_a_title_without_a_body(reading):
    (document,) = reading("talks.txt", "Talks in Geneva").documents

    assert (document.title, document.body) == ("Talks in Geneva", "")


@pytest.mark.parametrize(
    ("paragraph", "title"),
    [
        ("The ministers met again. " * 40, "The ministers met again. " * 4 + "The ministers met…"),
        ("部长们再次会晤。" * 60, "部长们再次会晤。" * 15 + "…"),
    ],
)
def test_a_first_line_as_long_as_a_paragraph_stays_in_the_body_and_its_opening_is_the_title(reading, paragraph, title):
    (document,) = reading("talks.txt", paragraph).documents

    assert (document.title, document.body) == (title, paragraph.strip())


def test_the_marks_of_a_markdown_heading_are_not_part_of_the_title(reading):
    (document,) = reading("talks.md", "# Talks in Geneva\n\nThey met.").documents

    assert document.title == "Talks in Geneva"


def test_front_matter_gives_the_metadata_and_is_not_part_of_the_body(reading):
    text = "---\ntitle: 'Talks: day one'\npublished: 1985-11-19\nsource: Desk\nlanguage: en\n---\n\nThey met.\n"

    (document,) = reading("talks.md", text).documents

    assert (document.title, document.published, document.source) == ("Talks: day one", "1985-11-19", "Desk")
    assert (document.language, document.body) == ("en", "They met.")


@pytest.mark.parametrize("published", ["1985", "1985-11", "1985-11-19"])
def test_front_matter_keeps_a_date_as_it_is_written(reading, published):
    (document,) = reading("talks.md", f"---\npublished: {published}\n---\nTalks\n\nThey met.").documents

    assert document.published == published


def test_a_text_file_may_have_front_matter_and_windows_line_ends(reading):
    (document,) = reading("talks.txt", "---\r\nsource: Desk\r\n---\r\nTalks\r\n\r\nThey met.\r\nAgain.").documents

    assert (document.title, document.body, document.source) == ("Talks", "They met.\nAgain.", "Desk")


@pytest.mark.parametrize("text", ["---\nTalks\n---\nThey met.", "---\nTalks: an opening rule that nothing closes"])
def test_a_rule_across_the_page_is_not_front_matter(reading, text):
    (document,) = reading("talks.md", text).documents

    assert "Talks" in document.title + document.body


@pytest.mark.parametrize("depth", [2_000, 200_000])
def test_front_matter_nested_beyond_reason_does_not_end_the_run(reading, depth):
    result = reading("talks.md", f"---\nsource: {'[' * depth}{']' * depth}\n---\nTalks")

    assert len(result.documents) + len(result.skipped) == 1


def test_front_matter_that_is_not_yaml_skips_the_file_and_names_the_line(reading):
    result = reading("talks.md", "---\nsource: Desk\ntitle: 'open\n---\nThey met.")

    assert result.documents == ()
    assert "front matter is not YAML on line" in result.skipped[0].reason
