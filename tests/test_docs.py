import re
from pathlib import Path

from search.settings import SETTINGS

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_readme_with_its_default_and_its_help():
    missing = [s.variable for s in SETTINGS if f"| `{s.variable}` | `{s.default}` | {s.help} |" not in README]

    assert missing == []


def test_every_link_of_the_readme_leads_somewhere():
    links = re.findall(r"\]\(([^)]+)\)", README)

    assert [link for link in links if not (PROJECT / link).exists()] == []


def test_every_command_of_the_readme_is_in_the_makefile():
    targets = re.findall(r"\bmake ([a-z]+)\b", README)

    assert [target for target in targets if f"\n{target}:" not in MAKEFILE] == []
