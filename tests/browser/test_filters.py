"""What is ticked, left out, drawn and paged through in a real browser: nothing is lost, nothing old comes back."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def either(visitor, request):
    """Opens pages with and without scripts; `apply` sends what was ticked where no script does so."""

    def visit(url="/"):
        page = visitor(url, java_script_enabled=request.param)
        page.apply = lambda: None if request.param else page.get_by_role("button", name="Apply filters").click()
        return page

    return visit


def count(page):
    return page.locator("#count")


def test_a_tick_on_a_later_page_leads_to_the_first(either):
    page = either("/?q=gas&page=2")
    page.get_by_role("checkbox", name="Italy").check()
    page.apply()

    expect(count(page)).to_have_text(re.compile("^15 documents"))
    assert "page=" not in page.url.replace("page_size", "")


@pytest.mark.parametrize("link", ["mentioned in the text", "oldest", "Leave out Italy", "50"])
def test_every_change_leads_to_the_first_page(either, link):
    page = either("/?q=gas&page=2")
    page.get_by_role("link", name=link, exact=True).first.click()
    page.wait_for_url(lambda url: "page=2" not in url)

    assert not re.search(r"[?&]page=", page.url)


def test_a_ticked_value_stays_when_nothing_has_it_any_more(either):
    page = either("/?actor=italy")
    page.locator("#q").fill("nobodywrotethis")
    page.keyboard.press("Enter")

    expect(count(page)).to_have_text(re.compile("^0 documents"))
    expect(page.get_by_role("checkbox", name="Italy")).to_be_checked()
    page.get_by_role("checkbox", name="Italy").click()
    page.apply()
    expect(page).not_to_have_url(re.compile("actor=italy"))


def test_when_the_ticked_value_itself_is_gone_the_focus_goes_to_the_count(visitor):
    page = visitor("/?q=nobodywrotethis&actor=italy")
    page.get_by_role("checkbox", name="Italy").focus()
    page.keyboard.press("Space")

    expect(page.get_by_role("checkbox", name="Italy")).to_have_count(0)
    expect(count(page)).to_be_focused()


def test_a_value_is_left_out_and_taken_back_by_keyboard(either):
    page = either("/?q=gas")
    page.get_by_role("link", name="Leave out Italy").focus()
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text(re.compile("^15 documents"))
    page.get_by_role("link", name="Take back the exclusion of Italy").focus()
    page.keyboard.press("Enter")

    expect(count(page)).to_have_text(re.compile("^30 documents"))


def test_a_tick_that_answers_late_does_not_undo_a_later_one(visitor):
    page, held = visitor("/"), []
    page.route("**/?actor=italy", lambda route: held.append(route))
    page.get_by_role("checkbox", name="Italy").check()
    page.wait_for_function("true")
    page.get_by_role("checkbox", name="Trade").check()
    expect(count(page)).to_have_text(re.compile("^5 documents"))
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)

    expect(count(page)).to_have_text(re.compile("^5 documents"))
    expect(page).to_have_url(re.compile("actor=italy&topic=trade"))
    expect(page.get_by_role("checkbox", name="Trade")).to_be_checked()


def test_ticks_one_after_the_other_keep_the_focus_where_it_is(visitor):
    page = visitor("/")
    for name in ("Italy", "Russia", "Trade"):
        box = page.get_by_role("checkbox", name=name, exact=True)
        box.focus()
        page.keyboard.press("Space")
        expect(page).to_have_url(re.compile(name.lower()))
        expect(page.get_by_role("checkbox", name=name, exact=True)).to_be_focused()
        expect(page.get_by_role("checkbox", name=name, exact=True)).to_be_checked()


def test_the_box_keeps_what_is_typed_when_something_is_ticked(visitor):
    page = visitor("/")
    page.get_by_role("combobox").fill("gas")
    page.get_by_role("checkbox", name="Italy").check()

    expect(page.get_by_role("combobox")).to_have_value("gas")
    expect(page).to_have_url(re.compile(r"q=gas&actor=italy$"))


def test_pages_lead_to_the_top_of_the_results(visitor):
    page = visitor("/?q=gas", viewport={"width": 1280, "height": 500})
    page.get_by_role("link", name="Next page").click()
    expect(page).to_have_title(re.compile(r"page 2 of 3"))

    page.wait_for_function("scrollY < 400")


def test_the_status_says_the_count_and_nothing_else_of_the_page_is_announced(visitor):
    page = visitor("/")
    page.get_by_role("checkbox", name="Italy").check()
    expect(page.locator("#status")).to_have_text("15 results, 1 filter")

    announced = page.locator("[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]")
    said = [text.strip() for text in announced.all_text_contents() if text.strip()]
    assert said == ["15 results, 1 filter"]


def test_values_inside_a_facet_can_be_found(visitor, brief_site):
    page = visitor("/", base_url=brief_site)
    page.get_by_label("Find among actors").fill("nato")
    shown = page.locator("#facet-values-actor li.value:visible")

    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("NATO")
    expect(page.locator("#filters [role=status]").first).to_have_text("1 found")


def test_a_misspelt_word_can_be_mended_by_one_click(either, brief_site, visitor):
    page = either(f"{brief_site}/?q=garantees+Lavrov")
    page.locator(".nothing a").first.click()

    assert int(re.match(r"\d+", count(page).inner_text())[0]) > 0
    assert "guarantees" in page.locator("#q").input_value()


def test_a_download_holds_every_result(either):
    page = either("/?q=gas&page=2")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()

    assert len(download.value.path().read_text(encoding="utf-8-sig").splitlines()) == 31


def test_the_feed_in_the_head_follows_the_search(visitor):
    page = visitor("/")
    page.get_by_role("checkbox", name="Italy").check()
    expect(count(page)).to_have_text(re.compile("^15 documents"))

    assert page.locator("head link#feed").get_attribute("href") == "/feed.atom?actor=italy"


def test_nothing_jumps_when_results_are_replaced(visitor):
    page = visitor("/?q=gas")
    page.evaluate(
        """() => { window.shift = 0; new PerformanceObserver(list => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
        }).observe({type: 'layout-shift'}); }"""
    )
    page.evaluate("document.querySelector('.switch a[href*=oldest]').click()")
    expect(page).to_have_url(re.compile("sort=oldest"))
    page.wait_for_timeout(300)

    assert page.evaluate("window.shift") < 0.1
