"""Access for all: axe on every kind of page, in every way of looking; reflow; targets; the keyboard."""

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

PAGES = {
    "search": "/",
    "narrowed": "/?q=gas&actor=italy&not_topic=trade&from=1990&to=2010",
    "together": "/?actor=italy&actor=russia&actor_match=all&scope=sentence",
    "nothing": "/?q=nobody&actor=italy",
    "notices": "/?from=notadate&actor=atlantis",
    "document": "/documents/talks/lavrov.txt?q=arms",
    "document-together": "/documents/talks/lavrov.txt?q=arms&actor=sergei-lavrov&topic=arms-control&scope=sentence",
    "actor": "/actors/russia",
    "topic": "/topics/arms-control",
    "actors": "/actors",
    "topics": "/topics",
    "help": "/help",
    "not-there": "/actors/atlantis",
}
WAYS_OF_LOOKING = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "forced-colours": {"forced_colors": "active"},
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page):
    found = Axe().run(page, options=RULES)["violations"]
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("way", WAYS_OF_LOOKING)
def test_axe_finds_nothing(visitor, way):
    page = visitor(**WAYS_OF_LOOKING[way])
    found = {}
    for name, url in PAGES.items():
        page.goto(url)
        found[name] = violations(page)

    assert not {name: rules for name, rules in found.items() if rules}


def test_axe_finds_nothing_when_everything_is_open(visitor):
    page = visitor("/documents/talks/lavrov.txt?q=arms")
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    assert not violations(page)

    page.goto("/")
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    page.get_by_role("combobox").press_sequentially("lav")
    expect(page.get_by_role("option").first).to_be_visible()
    assert not violations(page)

    page.keyboard.press("Escape")
    page.locator("#main").focus()
    page.keyboard.press("?")
    assert not violations(page)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(visitor, width):
    page = visitor(viewport={"width": width, "height": 800})
    for url in PAGES.values():
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url


def test_everything_that_can_be_pressed_is_large_enough(visitor):
    page = visitor(viewport={"width": 320, "height": 640})
    inside_text = "p:not(.take-away), .hidden, h1, h2, h3, td, th, .places"
    small = f"""() => [...document.querySelectorAll('main a[href], main button, main summary, nav a')]
        .filter(e => e.tabIndex >= 0 && e.checkVisibility() && !e.closest('{inside_text}'))
        .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect().height])
        .filter(([, height]) => height > 0 && height < 23.5)"""
    for url in PAGES.values():
        page.goto(url)
        assert page.evaluate(small) == [], url


def test_the_first_stop_skips_to_the_content(page):
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_only_the_status_line_is_announced(page):
    announced = page.locator("[aria-live], [role=status], [role=alert]")

    assert page.locator("#results [aria-live]").count() == 0
    assert announced.first.get_attribute("id") == "status"


def test_nothing_shifts_while_the_page_loads(visitor):
    page = visitor("/?q=gas")
    shift = page.evaluate(
        """() => new Promise(resolve => {
            let total = 0;
            new PerformanceObserver(list => { for (const e of list.getEntries()) total += e.value; })
                .observe({type: 'layout-shift', buffered: true});
            setTimeout(() => resolve(total), 300);
        })"""
    )

    assert shift < 0.01
