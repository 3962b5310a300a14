"""The same, all of it, with JavaScript off."""

import re

from playwright.sync_api import expect


def count(page):
    return page.locator("#count")


def test_typing_and_sending_the_form(plain_page):
    plain_page.locator("#q").fill("gas")
    plain_page.get_by_role("button", name="Search").click()

    expect(count(plain_page)).to_have_text(re.compile("30 documents"))
    expect(plain_page.locator("#q")).to_have_value("gas")


def test_ticking_values_and_applying_them(plain_page):
    plain_page.locator("#q").fill("gas")
    plain_page.get_by_role("checkbox", name="Italy").check()
    plain_page.get_by_role("checkbox", name="Trade").check()
    plain_page.get_by_role("button", name="Apply filters").click()

    expect(count(plain_page)).to_have_text(re.compile("^5 documents"))
    expect(plain_page.get_by_role("checkbox", name="Italy")).to_be_checked()


def test_the_form_keeps_what_it_does_not_show(visitor):
    page = visitor("/?clock=mentioned&sort=oldest&not_actor=italy", java_script_enabled=False)
    page.locator("#q").fill("gas")
    page.get_by_role("button", name="Search").click()

    for kept in ("clock=mentioned", "sort=oldest", "not_actor=italy", "q=gas"):
        assert kept in page.url


def test_where_ticks_meet_is_a_link_and_stays_with_the_form(visitor):
    page = visitor("/?actor=russia&actor=italy", java_script_enabled=False)
    page.get_by_role("list", name="Together in one").get_by_role("link", name="paragraph 10").click()
    expect(count(page)).to_have_text(re.compile("^10 documents"))
    page.get_by_role("checkbox", name="Trade").check()
    page.get_by_role("button", name="Apply filters").click()

    assert "scope=paragraph" in page.url
    expect(page.get_by_text("about Trade, in the same paragraph")).to_be_visible()


def test_going_back(plain_page):
    plain_page.locator("#filters .value .name", has_text="Italy").click()
    expect(count(plain_page)).to_have_text(re.compile("15 documents"))
    plain_page.go_back()

    expect(count(plain_page)).to_have_text(re.compile("33 documents"))
    expect(plain_page.get_by_role("checkbox", name="Italy")).not_to_be_checked()


def test_opening_a_document_and_asking_why(plain_page):
    plain_page.goto("/?q=arms")
    plain_page.get_by_role("link", name="Lavrov and Blinken speak").click()
    expect(plain_page.locator("article mark")).to_have_text(["arms", "arms"])

    plain_page.locator("summary", has_text="Sergei Lavrov").click()
    expect(plain_page.get_by_text("surname, after the full name").first).to_be_visible()
    plain_page.get_by_role("link", name="Back to “arms”").click()
    expect(count(plain_page)).to_have_text(re.compile("2 documents"))


def test_words_in_the_text_open_their_reason(plain_page):
    plain_page.goto("/documents/talks/lavrov.txt")
    plain_page.locator(".text a", has_text="Lavrov").click()

    expect(plain_page.locator("#why-actor-sergei-lavrov")).to_be_visible()


def test_layers_can_be_switched_off(plain_page):
    plain_page.goto("/documents/talks/lavrov.txt?q=arms")
    plain_page.get_by_role("checkbox", name="actors").uncheck()

    assert "none" in plain_page.locator(".text .on-actor").first.evaluate("e => getComputedStyle(e).textDecorationLine")


def test_paging_and_sorting(plain_page):
    plain_page.get_by_role("link", name="oldest").click()
    plain_page.get_by_role("link", name="Next page").click()

    expect(plain_page).to_have_title("All documents (page 2 of 4) · Chancery")
    expect(plain_page.get_by_role("link", name="Page 2")).to_have_attribute("aria-current", "page")
