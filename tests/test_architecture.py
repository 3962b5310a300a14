"""The plan of the house, held by tests: which room may know which."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SEARCH = sorted((PROJECT / "search").rglob("*.py"))
WEB = sorted((PROJECT / "web").rglob("*.py"))
PLAN = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")

WHOOSH_ROOMS = ("schema.py", "query/compile.py", "columnar/")
WAY_IN = (
    "search.extraction",
    "search.corrections",
    "search.pipeline",
    "search.indexing",
    "search.sources",
    "search.cli",
)
WAY_OUT = ("search.searcher", "search.live", "search.narrowing", "search.query", "search.snippets")


def imported(path):
    """Every module that a file imports, at any depth of nesting."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def uses(path, package):
    return any(name == package or name.startswith(package + ".") for name in imported(path))


def room(path):
    return path.relative_to(PROJECT / path.relative_to(PROJECT).parts[0]).as_posix()


@pytest.mark.parametrize("path", SEARCH, ids=room)
def test_the_engine_knows_nothing_of_the_web(path):
    assert not uses(path, "web")
    assert not uses(path, "flask")


@pytest.mark.parametrize("path", [path for path in SEARCH if not room(path).startswith(WHOOSH_ROOMS)], ids=room)
def test_whoosh_stays_behind_its_wall(path):
    assert not uses(path, "whoosh")


@pytest.mark.parametrize("path", WEB, ids=room)
def test_the_web_asks_the_engine_and_never_looks_behind_it(path):
    assert not uses(path, "whoosh")
    assert not any(uses(path, package) for package in WAY_IN)


@pytest.mark.parametrize("path", [p for p in SEARCH if room(p) in ("searcher.py", "live.py", "narrowing.py")], ids=room)
def test_the_way_out_never_loads_the_way_in(path):
    assert not any(uses(path, package) for package in WAY_IN)


@pytest.mark.parametrize("path", [p for p in SEARCH if room(p).startswith(("extraction/", "sources/"))], ids=room)
def test_the_way_in_never_loads_the_way_out(path):
    assert not any(uses(path, package) for package in WAY_OUT)


@pytest.mark.parametrize("path", [*SEARCH, *WEB], ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_imports_stand_at_the_top(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    assert not [
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert "TYPE_CHECKING" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*SEARCH, *WEB], ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_every_module_says_what_it_is_for(path):
    text = path.read_text(encoding="utf-8")

    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_the_rooms_of_the_engine_are_the_headings_of_the_plan():
    headings = "\n".join(line for line in PLAN.splitlines() if line.startswith("### "))
    rooms = {room(path).split("/")[0] for path in SEARCH if not room(path).startswith("__")}

    assert {name.rstrip("/") for name in re.findall(r"`search/([^`]+)`", headings)} == rooms


def test_the_modules_of_the_site_are_the_lines_of_the_plan():
    site = PLAN.partition("\n## The site")[2].partition("\n## ")[0]

    assert sorted(re.findall(r"^- `([\w.]+)`: ", site, re.MULTILINE)) == sorted(
        path.stem for path in WEB if path.stem != "__init__"
    )


def test_every_path_that_the_plan_names_is_there():
    named = set(re.findall(r"`((?:search|web|docs|tests)/[\w./-]+)`", PLAN))

    assert not {name for name in named if not (PROJECT / name).exists()}


def test_templates_never_wave_html_through():
    templates = (PROJECT / "web" / "templates").rglob("*.html")

    assert not [path.name for path in templates if "|safe" in path.read_text().replace(" ", "")]
