"""Searching in a real browser: updates without a full load, a history that works."""

import re

from playwright.sync_api import expect


def mark(page):
    """Leaves a mark on the page that a full load would wipe away."""
    page.evaluate("window.isSamePage = true")


def is_same_page(page):
    return page.evaluate("window.isSamePage === true")


def ask(page, words):
    page.get_by_role("combobox").fill(words)
    page.keyboard.press("Enter")


def count(page):
    return page.locator("#count")


def test_typing_changes_the_results_without_a_full_load(page):
    mark(page)
    ask(page, "gas")

    expect(count(page)).to_have_text(re.compile("30 documents"))
    expect(page).to_have_url(re.compile(r"/\?q=gas$"))
    expect(page).to_have_title("gas (page 1 of 3) · Chancery")
    expect(page.locator("#status")).to_have_text("30 results for gas")
    assert is_same_page(page)


def test_ticking_a_value_narrows_and_keeps_the_focus(page):
    mark(page)
    box = page.get_by_role("checkbox", name="Italy")
    box.focus()
    page.keyboard.press("Space")

    expect(count(page)).to_have_text(re.compile("15 documents"))
    expect(page).to_have_url(re.compile(r"/\?actor=italy$"))
    expect(page.get_by_role("checkbox", name="Italy")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Italy")).to_be_focused()
    assert is_same_page(page)


def test_two_ticks_and_together(page):
    page.get_by_role("checkbox", name="Italy").check()
    expect(count(page)).to_have_text(re.compile("15 documents"))
    page.get_by_role("checkbox", name="Russia").check()
    expect(count(page)).to_have_text(re.compile("30 documents"))
    page.get_by_role("checkbox", name="that name all").check()

    expect(count(page)).to_have_text(re.compile("15 documents"))
    expect(page).to_have_url(re.compile("actor_match=all"))


def test_where_ticks_meet_is_chosen_with_the_keyboard_and_keeps_the_focus(visitor):
    page = visitor("/?actor=russia&actor=italy")
    mark(page)
    switch = page.get_by_role("list", name="Together in one")
    switch.get_by_role("link", name="sentence 5").focus()
    page.keyboard.press("Enter")

    expect(count(page)).to_have_text(re.compile("^5 documents"))
    expect(page).to_have_url(re.compile("actor_match=all&scope=sentence"))
    expect(page.locator("#status")).to_have_text("5 results, 2 filters")
    expect(switch.get_by_role("link", name="sentence 5")).to_be_focused()
    expect(switch.get_by_role("link", name="sentence 5")).to_have_attribute("aria-current", "true")
    expect(page.get_by_text("in the same sentence")).to_be_visible()
    assert is_same_page(page)


def test_the_scope_holds_for_the_next_tick_and_the_next_question(visitor):
    page = visitor("/?actor=italy&actor_match=all&scope=paragraph")
    said = page.locator("#filters .value .name", has_text="Russia").locator(".count").inner_text()
    page.get_by_role("checkbox", name="Russia").check()
    expect(count(page)).to_have_text(re.compile(f"^{said} documents"))
    ask(page, "grain")

    expect(page).to_have_url(re.compile("q=grain.*scope=paragraph"))
    expect(count(page)).to_have_text(re.compile("^10 documents"))


def test_the_name_of_a_value_leads_to_as_many_documents_as_it_says(page):
    link = page.locator("#filters .value .name", has_text="Trade")
    said = link.locator(".count").inner_text()
    link.click()

    expect(count(page)).to_have_text(re.compile(f"^{said} documents"))


def test_a_ticked_value_is_taken_back_by_its_chip(page):
    page.get_by_role("checkbox", name="Italy").check()
    page.get_by_role("link", name="Remove the filter actor Italy").click()

    expect(count(page)).to_have_text(re.compile("33 documents"))
    expect(page.get_by_role("checkbox", name="Italy")).not_to_be_checked()


def test_back_and_forward_restore_whole_pages(page):
    ask(page, "gas")
    expect(page.locator("#status")).to_have_text("30 results for gas")
    page.get_by_role("checkbox", name="Italy").check()
    expect(count(page)).to_have_text(re.compile("15 documents"))

    page.go_back()
    expect(count(page)).to_have_text(re.compile("30 documents"))
    expect(page.get_by_role("combobox")).to_have_value("gas")
    expect(page.get_by_role("checkbox", name="Italy")).not_to_be_checked()
    expect(page.locator(".masthead")).to_have_count(1)

    page.go_back()
    expect(page.get_by_role("combobox")).to_have_value("")
    page.go_forward()
    expect(page.get_by_role("combobox")).to_have_value("gas")


def test_opening_a_document_keeps_the_hits_and_the_way_back(page):
    ask(page, "arms")
    expect(page.locator("#status")).to_have_text("2 results for arms")
    page.get_by_role("link", name="Lavrov and Blinken speak").click()

    expect(page.locator("article mark")).to_have_text(["arms", "arms"])
    page.get_by_role("link", name="Back to “arms”").click()
    expect(count(page)).to_have_text(re.compile("2 documents"))


def test_the_back_button_from_a_document_gives_the_whole_page_of_results(page):
    ask(page, "arms")
    expect(page.locator("#status")).to_have_text("2 results for arms")
    page.get_by_role("link", name="Lavrov and Blinken speak").click()
    page.go_back()

    expect(page.locator(".masthead")).to_be_visible()
    expect(count(page)).to_have_text(re.compile("2 documents"))
    expect(page.get_by_role("combobox")).to_have_value("arms")


def test_a_late_answer_does_not_overwrite_a_newer_one(page):
    held = []
    page.route("**/?q=nobody", lambda route: held.append(route))
    ask(page, "nobody")
    page.wait_for_function("true")
    ask(page, "gas")
    expect(page.locator("#status")).to_have_text("30 results for gas")
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)

    expect(count(page)).to_have_text(re.compile("30 documents"))


def test_a_bar_narrows_to_its_days_and_the_clear_link_widens_again(page):
    page.get_by_text("as a table").click()
    row = page.locator("#timeline-table tbody tr", has_text="2004")
    row.get_by_role("link").click()

    expect(count(page)).to_have_text(re.compile("^1 document"))
    expect(page.get_by_label("From")).to_have_value("2004")
    page.get_by_role("link", name="Remove the filter published 2004").click()
    expect(count(page)).to_have_text(re.compile("33 documents"))


def test_bars_can_be_clicked(page):
    mark(page)
    page.locator(".chart a").nth(5).click()

    expect(page).to_have_url(re.compile("from=1995&to=1995"))
    assert is_same_page(page)


def test_the_focus_stays_on_a_link_that_stays_and_goes_to_the_count_when_it_is_gone(visitor):
    page = visitor("/?q=gas&actor=italy")
    page.get_by_role("link", name="oldest").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("sort=oldest"))
    expect(page.get_by_role("link", name="oldest")).to_be_focused()

    page.get_by_role("link", name="Remove the filter actor Italy").focus()
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text(re.compile("30 documents"))
    expect(count(page)).to_be_focused()


def test_dates_are_typed_as_people_write_them(page):
    page.get_by_label("From").fill("Jan 1990")
    page.get_by_label("to", exact=True).fill("31 December 1994")
    page.keyboard.press("Enter")

    expect(count(page)).to_have_text(re.compile("^5 documents"))
    expect(page).to_have_url(re.compile(r"from=1990&to=1994"))


def test_the_other_clock_is_one_click_away(page):
    page.get_by_role("link", name="mentioned in the text").click()

    expect(page).to_have_url(re.compile("clock=mentioned"))
    expect(page.locator(".undated")).to_have_text("32 undated")


def test_what_was_opened_stays_open(page):
    page.get_by_text("as a table").click()
    page.get_by_role("checkbox", name="Italy").check()
    expect(count(page)).to_have_text(re.compile("15 documents"))

    expect(page.locator("#timeline-table")).to_have_attribute("open", "")


def test_finding_in_a_list_says_how_many(visitor):
    page = visitor("/actors")
    page.get_by_label("Find").fill("ita")

    expect(page.locator("#all-values li.value:visible")).to_have_text([re.compile("Italy")])
    expect(page.locator(".index-page [role=status]")).to_have_text("1 found")


def test_days_can_be_drawn_over_the_timeline(page):
    bars = page.locator(".chart a")
    first, last = bars.nth(3).bounding_box(), bars.nth(7).bounding_box()
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 50)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] / 2, last["y"] + 50, steps=4)
    page.mouse.up()

    expect(page.get_by_label("From")).to_have_value("1993")
    expect(page.get_by_label("to", exact=True)).to_have_value("1997")
    expect(count(page)).to_have_text(re.compile("^5 documents"))


def test_a_ticked_label_of_a_result_leads_to_its_evidence(visitor):
    page = visitor("/?actor=sergei-lavrov")
    page.get_by_role("link", name="Sergei Lavrov why?").click()

    expect(page.locator("#why-actor-sergei-lavrov")).to_be_visible()
