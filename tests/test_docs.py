from pathlib import Path

from search.settings import SETTINGS

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_readme_with_its_default_and_its_help():
    missing = [s.variable for s in SETTINGS if f"| `{s.variable}` | `{s.default}` | {s.help} |" not in README]

    assert missing == []
