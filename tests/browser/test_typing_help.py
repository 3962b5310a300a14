"""Suggestions while typing, and keys."""

import re

from playwright.sync_api import expect


def test_a_suggested_actor_becomes_a_filter(page):
    box = page.get_by_role("combobox")
    box.press_sequentially("lav")
    expect(page.get_by_role("option").first).to_have_text(re.compile("Sergei Lavrov"))
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/\?actor=sergei-lavrov$"))
    expect(page.locator("#count")).to_have_text(re.compile("^1 document"))
    expect(page.get_by_role("option")).to_have_count(0)


def test_suggestions_are_never_needed_and_go_away(page):
    box = page.get_by_role("combobox")
    box.press_sequentially("lav")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/\?q=lav$"))


def test_a_suggestion_can_be_clicked(page):
    page.get_by_role("combobox").press_sequentially("arms")
    page.get_by_role("option", name="Arms-Control").click()

    expect(page).to_have_url(re.compile(r"topic=arms-control"))


def test_keys_lead_to_the_box(page):
    for key in ("/", "Control+k"):
        page.locator("#main").focus()
        page.keyboard.press(key)
        expect(page.get_by_role("combobox")).to_be_focused()
    expect(page.get_by_role("combobox")).to_have_value("")


def test_a_slash_can_still_be_typed(page):
    page.get_by_role("combobox").press_sequentially("a/b?")

    expect(page.get_by_role("combobox")).to_have_value("a/b?")


def test_the_list_of_keys_opens_and_keys_can_be_switched_off(page):
    page.locator("#main").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("checkbox", name="Keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.locator("#main").focus()
    page.keyboard.press("/")

    expect(page.get_by_role("combobox")).not_to_be_focused()


def test_next_and_previous_hit(visitor):
    page = visitor("/documents/talks/lavrov.txt?q=arms")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("#hit-1$"))
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("#hit-2$"))
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("#hit-1$"))


def test_the_command_key_works_where_control_does(page):
    page.locator("#main").focus()
    page.keyboard.press("Meta+k")

    expect(page.get_by_role("combobox")).to_be_focused()


def test_keys_stay_off_on_the_next_page_and_can_be_switched_on_again(visitor):
    page = visitor("/documents/talks/lavrov.txt?q=arms")
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.reload()
    for key in ("n", "/", "?", "Control+k"):
        page.keyboard.press(key)
    assert "#" not in page.url
    expect(page.get_by_role("dialog")).not_to_be_visible()

    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox", name="Keys are on").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("#hit-1$"))


def test_keys_and_suggestions_work_where_the_browser_keeps_nothing(visitor):
    page = visitor("/help")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page.goto("/")
    page.locator("#main").focus()
    page.keyboard.press("/")
    page.get_by_role("combobox").press_sequentially("lav")

    expect(page.get_by_role("option").first).to_be_visible()


def test_suggestions_come_in_groups_with_their_kind(page):
    page.get_by_role("combobox").press_sequentially("ar")

    expect(page.get_by_role("option").filter(has_text="topic").first).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_attribute("aria-controls", "suggestions")
