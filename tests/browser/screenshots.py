"""Takes the pictures of the README, and of every kind of page at three widths in two themes, over the index of seeds/.

python -m tests.browser.screenshots                 docs/screenshot.png
python -m tests.browser.screenshots --all FOLDER    every page, width and theme, to be looked at
"""

import argparse
import threading
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from tests.browser.install import find_browser
from web import create_app

PICTURE = "/?q=treaty+OR+guarantees&actor=russia"
CLIENT_DOCUMENT = "/documents/000_3e7c520cc69bc824.txt"
PAGES = {
    "search": "/",
    "narrowed": "/?q=treaty&actor=russia&not_actor=france&from=1960&to=2022",
    "mentioned": "/?clock=mentioned",
    "together": "/?actor=russia&actor=united-states&actor_match=all&scope=sentence",
    "nothing": "/?q=zzz&actor=russia",
    "document": f"{CLIENT_DOCUMENT}?q=security+guarantees",
    "state": "/actors/soviet-union",
    "person": "/actors/sergei-lavrov",
    "topic": "/topics/arms-control",
    "actors": "/actors",
    "topics": "/topics",
    "help": "/help",
    "not-there": "/nowhere",
}
WIDTHS = {"wide": 1280, "middle": 768, "narrow": 320}
THEMES = ("light", "dark")
ARGUMENTS = ["--no-sandbox", "--headless", "--disable-background-networking"]


@contextmanager
def served():
    """The address of the site over the project's own index."""
    server = make_server("127.0.0.1", 0, create_app(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def take(browser, address, path, *, width=1280, height=860, theme="light", whole=False):
    """One picture of what a visitor sees first, or of the whole page."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
    page.goto(address)
    page.screenshot(path=path, full_page=whole)
    page.close()


def take_all(browser, site, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        for width_name, width in WIDTHS.items():
            for name, url in PAGES.items():
                path = folder / f"{name}-{width_name}-{theme}.png"
                take(browser, site + url, path, width=width, theme=theme, whole=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page, width and theme")
    folder = parser.parse_args().all
    with served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        if folder:
            take_all(browser, site, folder)
        else:
            take(browser, site + PICTURE, Path("docs/screenshot.png"))
        browser.close()


if __name__ == "__main__":
    main()
