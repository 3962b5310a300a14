"""A document and the pages beside it in a real browser: marks, hits, evidence, what is like it, the way back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CLIENT_DOCUMENT, serving
from tests.search.collections import publish_collection, written

DOCUMENT = f"/documents/{CLIENT_DOCUMENT}"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(visitor, brief_site, request):
    """Opens pages of the briefs, with and without scripts."""

    def read(url, **means):
        return visitor(url, base_url=brief_site, java_script_enabled=request.param, **means)

    return read


def test_hits_are_steps_for_the_mouse(reader):
    page = reader(f"{DOCUMENT}?q=security+guarantees")
    page.get_by_role("navigation", name="Hits in this document").get_by_role("link", name="7", exact=True).click()

    expect(page).to_have_url(re.compile(r"#hit-\d+$"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_hits_can_be_gone_through_with_buttons(visitor, brief_site):
    page = visitor(f"{DOCUMENT}?q=guarantees", base_url=brief_site)
    forward, steps = page.get_by_role("button", name="Next hit"), page.locator("#hit-steps")
    forward.click()
    expect(page).to_have_url(re.compile("#title-hit-1$"))
    forward.click()
    expect(page).to_have_url(re.compile("#hit-1$"))
    expect(steps).to_contain_text("2 of 6")
    page.get_by_role("button", name="Previous hit").click()
    page.get_by_role("button", name="Previous hit").click()

    expect(steps).to_contain_text("6 of 6")
    expect(page.locator(":target")).to_be_in_viewport()


def test_every_layer_can_be_switched_off_and_on_by_keyboard(reader):
    page = reader(f"{DOCUMENT}?q=guarantees")
    decorated = {"actor": "textDecorationLine", "date": "textDecorationLine", "topic": "textDecorationLine"}
    for layer, name in (("actor", "actors"), ("date", "dates"), ("topic", "topics")):
        shown = f"e => getComputedStyle(e).{decorated[layer]}"
        first = page.locator(f".text .on-{layer}").first
        assert "underline" in first.evaluate(shown)
        page.get_by_role("checkbox", name=name).focus()
        page.keyboard.press("Space")
        assert "underline" not in first.evaluate(shown)
        page.keyboard.press("Space")
        assert "underline" in first.evaluate(shown)


def test_a_paragraph_has_an_address_that_the_keyboard_reaches(reader):
    page = reader(DOCUMENT)
    address = page.get_by_role("link", name="Address of paragraph 3", exact=True)
    address.focus()
    assert address.evaluate("e => getComputedStyle(e).opacity") == "1"
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("#p3$"))
    expect(page.locator("#p3")).to_be_in_viewport()


def test_a_word_in_the_text_leads_to_its_reason_and_the_reason_back_to_the_word(reader):
    page = reader(DOCUMENT)
    page.locator(".text a", has_text="Last December").click()
    reason = page.locator("li:target")
    expect(reason).to_contain_text("December 2021")
    expect(reason).to_contain_text("counted from the publication date")
    reason.get_by_role("link", name=re.compile("Last December")).last.click()

    expect(page.locator(".text :target")).to_have_text("Last December")


def test_a_day_of_a_document_leads_to_all_that_speak_of_it(reader):
    page = reader(DOCUMENT)
    page.locator(".dated").get_by_role("link", name="December 2021", exact=True).click()

    expect(page).to_have_url(re.compile("from=2021-12&to=2021&clock=mentioned"))
    expect(page.locator(".hits")).to_contain_text("our response for security guarantees")


def test_the_same_story_and_similar_documents_lead_on_and_the_way_back_stays(reader):
    page = reader(f"{DOCUMENT}?q=guarantees&actor=russia")
    story = page.get_by_role("region", name="The same story")
    expect(story).to_contain_text(re.compile(r"100% of the words alike, 7 words longer"))
    story.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/documents/again\.txt\?q=guarantees&actor=russia$"))
    expect(page.locator("article mark").first).to_be_visible()
    similar = page.get_by_role("region", name="Similar documents")
    expect(similar).to_contain_text("Both have")
    similar.get_by_role("link").first.click()
    page.get_by_role("link", name="Back to “guarantees”").click()

    expect(page).to_have_url(re.compile(r"/\?q=guarantees&actor=russia$"))


def test_ticked_names_are_never_marked_as_if_they_had_been_searched_for(reader):
    page = reader("/?actor=russia&topic=arms-control&from=1960")
    assert page.locator("#count").inner_text() > "0"
    assert page.locator("main mark").count() == 0
    page.goto(page.url.replace("/?", f"{DOCUMENT}?"))

    assert page.locator("article mark").count() == 0


def test_the_page_of_a_person_tells_offices_spellings_company_and_documents(reader):
    page = reader("/actors/sergei-lavrov")
    offices = page.get_by_role("region", name="Offices")
    expect(offices.get_by_role("row", name=re.compile("Foreign minister"))).to_contain_text("since 9 March 2004")
    expect(page.get_by_role("region", name="As it is written")).to_contain_text("Lavrov")
    expect(page.get_by_role("region", name="On what")).to_contain_text("Arms control")
    offices.get_by_role("link", name="Russia").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Russia")
    expect(page.get_by_text("preceded by")).to_contain_text("Soviet Union")


def test_company_leads_to_the_documents_that_name_both(reader):
    page = reader("/actors/sergei-lavrov")
    people = page.get_by_role("region", name="People")
    said = people.get_by_role("listitem").first.locator(".count").inner_text()
    people.get_by_role("link").first.click()

    expect(page.locator("#count")).to_have_text(re.compile(f"^{said} document"))


def test_a_topic_of_a_group_is_found_among_all_and_opened(reader):
    page = reader("/topics")
    page.get_by_label("Find").fill("arms con")
    page.keyboard.press("Enter")
    page.locator("#all-values").get_by_role("link", name="Arms control", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Arms control")


def test_bars_narrow_from_years_to_months_to_days(reader):
    page = reader("/?q=russia")
    kinds = []
    for _ in range(3):
        table = page.locator("#timeline-table")
        kinds.append(table.locator("thead th").first.text_content().lower())
        if table.get_attribute("open") is None:
            table.locator("summary").click()
        days_there = table.locator("tbody a")
        day = days_there.nth(days_there.count() // 2)
        days = day.inner_text()
        day.click()
        expect(page.get_by_role("link", name=f"Remove the filter published {days}")).to_be_visible()

    assert kinds == ["year", "month", "day"]


def test_every_page_says_of_which_collection_it_is(reader):
    said = set()
    for url in ("/", DOCUMENT, "/actors/russia", "/topics/arms-control", "/actors", "/topics"):
        page = reader(url)
        said.add(page.locator(".colophon code").inner_text())

    assert len(said) == 1


# --- a document in parts ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def long_site(tmp_path_factory):
    """The address of a site whose document has grain and Chad in the first and in the last of its three parts."""
    silence = "\n\n".join(["Nothing was said. " * 30] * 450)
    document = written("long", f"Grain of Chad.\n\n{silence}\n\nMore grain of Chad. Grain.", "Harvests")
    with serving(publish_collection(tmp_path_factory.mktemp("long") / "index", [document])) as address:
        yield address


def test_hits_are_gone_through_over_the_parts_of_a_document(visitor, long_site):
    page = visitor("/documents/long?q=grain", base_url=long_site)
    steps = page.locator("#hit-steps")
    expect(steps).to_contain_text("3")
    page.keyboard.press("n")
    expect(steps).to_contain_text("1 of 3")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(r"part=3#hit-2$"))
    expect(page.locator(":target")).to_be_in_viewport()
    expect(steps).to_contain_text("2 of 3")
    page.get_by_role("button", name="Next hit").click()
    expect(steps).to_contain_text("3 of 3")
    page.keyboard.press("p")
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile(r"/documents/long\?q=grain#hit-1$"))


def test_a_part_without_hits_leads_to_those_around_it(visitor, long_site):
    page = visitor("/documents/long?q=grain&part=2", base_url=long_site)
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(r"part=3#hit-2$"))
    page.goto("/documents/long?q=grain&part=2")
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile(r"#hit-1$"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_every_part_of_a_document_and_its_evidence_can_be_reached(visitor, long_site, scripts):
    page = visitor("/documents/long?q=grain", base_url=long_site, java_script_enabled=scripts)
    expect(page.get_by_text("this is part 1 of 3")).to_be_visible()
    page.get_by_role("navigation", name="Parts of the document", exact=True).get_by_role("link", name="2").click()
    expect(page).to_have_title(re.compile("Harvests, part 2 of 3"))
    page.locator("summary", has_text="Chad").click()
    page.get_by_role("link", name="part 3", exact=True).click()

    expect(page).to_have_url(re.compile(r"part=3#actor-1$"))
    expect(page.locator(":target")).to_be_in_viewport()
