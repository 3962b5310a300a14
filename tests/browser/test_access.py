"""Access for all: axe on every kind of page, in every way of looking; reflow; targets; the keyboard."""

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import CLIENT_DOCUMENT

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
    "narrow and dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "forced-colours": {"forced_colors": "active"},
    "zoomed": {"viewport": {"width": 320, "height": 256}},
}
# Of the collection that comes with the project: long names, tables of offices, versions, similar documents.
PAGES_OF_THE_BRIEFS = {
    "narrowed": "/?q=treaty&actor=russia&not_actor=france&from=1960&to=2022",
    "together": "/?actor=russia&actor=united-states&actor_match=all&topic=arms-control&scope=sentence",
    "document": f"/documents/{CLIENT_DOCUMENT}?q=security+guarantees",
    "person": "/actors/sergei-lavrov",
    "state": "/actors/soviet-union",
    "topic": "/topics/arms-control",
}
# A window of 1280 by 1024 at 400 % shows as much as one of 320 by 256.
ZOOMED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
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


@pytest.mark.parametrize("way", WAYS_OF_LOOKING)
def test_axe_finds_nothing_on_the_pages_of_the_briefs(visitor, brief_site, way):
    page = visitor(base_url=brief_site, **WAYS_OF_LOOKING[way])
    found = {}
    for name, url in PAGES_OF_THE_BRIEFS.items():
        page.goto(url)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
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


@pytest.mark.parametrize("width", [320, 768])
def test_no_page_of_the_briefs_scrolls_sideways_with_everything_open(visitor, brief_site, width):
    page = visitor(base_url=brief_site, viewport={"width": width, "height": 800})
    for url in PAGES_OF_THE_BRIEFS.values():
        page.goto(url)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url


def test_zoomed_to_four_hundred_percent_everything_can_still_be_reached_and_read(visitor, brief_site):
    page = visitor(f"/documents/{CLIENT_DOCUMENT}?q=guarantees", base_url=brief_site, **ZOOMED)
    steps = page.locator("#hit-steps").bounding_box()
    assert steps["width"] * steps["height"] < 320 * 256 / 8  # what floats leaves room for the text
    page.goto("/?q=treaty")
    for name in ("How to ask", "Filters"):
        page.get_by_role("link", name=name).scroll_into_view_if_needed()
        box = page.get_by_role("link", name=name).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


def test_no_words_lie_on_top_of_others(visitor, brief_site):
    page = visitor(base_url=brief_site, viewport={"width": 320, "height": 800})
    overlapping = """() => {
        const pressed = ['a', 'label', 'h1', 'h2', 'h3', 'summary', 'button'].map(name => `main ${name}`).join();
        const boxes = [...document.querySelectorAll(pressed)]
            .filter(e => e.checkVisibility() && e.offsetParent && !e.closest('.hidden, svg, .text, h1 *, #hit-steps'))
            .map(e => [e, e.getBoundingClientRect()]).filter(([, box]) => box.width > 1 && box.height > 1);
        const before = (a, b) => a.right <= b.left + 1 || a.bottom <= b.top + 1;
        return boxes.flatMap(([e, a], i) => boxes.slice(i + 1)
            .filter(([f, b]) => !e.contains(f) && !f.contains(e) && !before(a, b) && !before(b, a))
            .map(([f]) => [e.textContent.trim().slice(0, 40), f.textContent.trim().slice(0, 40)]));
    }"""
    for url in ("/", *PAGES_OF_THE_BRIEFS.values()):
        page.goto(url)
        assert page.evaluate(overlapping) == [], url


def test_a_hit_can_be_told_without_colours(visitor):
    page = visitor("/documents/talks/lavrov.txt?q=arms", forced_colors="active")
    style = "e => [getComputedStyle(e).fontWeight, getComputedStyle(e).borderBottomStyle]"

    assert page.locator("article mark").first.evaluate(style) == ["600", "solid"]
    kinds = [
        page.locator(f".text .on-{kind}").first.evaluate("e => getComputedStyle(e).textDecorationStyle")
        for kind in ("actor", "date", "topic")
    ]
    assert len(set(kinds)) == 3


def test_nothing_moves_for_those_who_asked_for_rest(visitor):
    moving = """() => [...document.querySelectorAll('*')].map(e => getComputedStyle(e)).filter(style =>
        parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none' || style.scrollBehavior === 'smooth'
    ).length"""

    assert visitor("/?q=gas", reduced_motion="reduce").evaluate(moving) == 0


def test_print_holds_the_text_and_leaves_out_what_cannot_be_pressed_on_paper(visitor, brief_site):
    page = visitor(f"/documents/{CLIENT_DOCUMENT}?q=guarantees", base_url=brief_site)
    page.emulate_media(media="print")

    expect(page.locator(".text p").first).to_be_visible()
    for gone in (".masthead nav", ".layers", "#hit-steps", "#to-keys", ".way-back"):
        expect(page.locator(gone)).to_be_hidden()
    page.goto("/?q=treaty")
    page.emulate_media(media="print")
    expect(page.locator(".hit").first).to_be_visible()
    expect(page.locator(".print-only")).to_contain_text("as_of=")
    for gone in (".ask", "#filters", ".take-away", ".pages"):
        expect(page.locator(gone)).to_be_hidden()


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
