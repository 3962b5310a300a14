import pytest

STORY = "<p>The two ministers spoke for an hour and a half about the drafts that both sides had exchanged.</p>" * 4


def page(head="", body=STORY, opening="<html>"):
    return f"<!doctype html>{opening}<head>{head}</head><body>{body}</body></html>"


def document_of(reading, *args, **kwargs):
    (document,) = reading("talks.html", page(*args, **kwargs)).documents
    return document


def test_a_page_is_its_story_without_navigation_and_footer(reading):
    body = f"<nav><a href='/'>Home</a> <a href='/a'>About us</a></nav><article><h1>Talks</h1>{STORY}</article>"

    document = document_of(reading, "<title>Talks</title>", body + "<footer>Copyright 2023 The Paper</footer>")

    assert document.title == "Talks"
    assert document.body.startswith("The two ministers spoke")
    assert "About us" not in document.body
    assert "Copyright" not in document.body


def test_paragraphs_of_a_page_are_paragraphs_of_the_body(reading):
    document = document_of(reading, "<title>Talks</title>", "<article><p>They met.</p><p>They parted.</p></article>")

    assert document.body == "They met.\n\nThey parted."


def test_json_ld_of_a_page_gives_its_metadata(reading):
    linked = """{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},
        {"@type": ["NewsArticle"], "headline": "Talks in Geneva", "datePublished": "2022-01-21T10:30:00+01:00",
        "dateModified": "2023-05-05",
        "author": [{"name": "A. Writer"}, {"name": "B. Second"}], "publisher": {"name": "The Paper"}}]}"""

    document = document_of(reading, f'<script type="application/ld+json">{linked}</script><title>Talks | Paper</title>')

    assert (document.title, document.published) == ("Talks in Geneva", "2022-01-21")
    assert (document.author, document.source) == ("A. Writer, B. Second", "The Paper")


def test_meta_elements_of_a_page_give_its_metadata(reading):
    head = """<meta property="og:title" content="Talks in Geneva"><meta property="og:site_name" content="The Paper">
        <meta property="article:published_time" content="2022-01-21"><meta name="Author" content="A. Writer">
        <link rel="canonical" href="https://example.org/talks"><title>Talks | Paper</title>"""

    document = document_of(reading, head, opening='<html lang="en-GB">')

    assert (document.title, document.published, document.source) == ("Talks in Geneva", "2022-01-21", "The Paper")
    assert (document.author, document.url, document.language) == ("A. Writer", "https://example.org/talks", "en")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="Fri, 21 Jan 2022 10:00:00 GMT">', "2022-01-21"),
        ('<meta name="DC.date.issued" content="2022-01">', "2022-01"),
        ('<script type="application/ld+json">{"broken"</script><meta name="date" content="2022">', "2022"),
        ('<meta property="article:modified_time" content="2022-01-21">', ""),
        ('<meta name="date" content="">', ""),
        ("", ""),
    ],
)
def test_a_page_is_dated_by_what_it_says_of_its_publication_and_by_nothing_else(reading, head, published):
    assert document_of(reading, head, STORY + "<p>Copyright 2023. Updated 5 May 2023.</p>").published == published


def test_a_date_in_a_page_that_cannot_be_read_leaves_it_undated_with_a_warning(reading):
    result = reading("talks.html", page('<meta name="date" content="21/01/2022">'))

    assert result.documents[0].published == ""
    assert "published '21/01/2022' is not a date" in result.warnings[0]


def test_a_page_in_a_declared_encoding_is_read_in_it_and_not_guessed(reading):
    content = page('<meta charset="windows-1251"><title>Переговоры</title>', "<p>Министры встретились в Женеве.</p>")

    result = reading("talks.htm", content.encode("windows-1251"))

    assert (result.documents[0].title, result.documents[0].body) == ("Переговоры", "Министры встретились в Женеве.")
    assert result.warnings == ()


def test_a_fragment_of_a_page_is_read(reading):
    (document,) = reading("talks.html", "<h1>Talks</h1><p>They met.</p>").documents

    assert (document.title, document.body) == ("Talks", "They met.")


@pytest.mark.parametrize("markup", [page(body=""), "<html></html>", "<!-- nothing -->"])
def test_a_page_without_text_is_skipped(reading, markup):
    result = reading("talks.html", markup)

    assert result.documents == ()
    assert len(result.skipped) == 1
