"""The rules of ARCHITECTURE.md that no linter can see."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "coder_gui"
LONGEST = 400  # lines

sources = sorted(SOURCE.rglob("*.py"))
tests = sorted((ROOT / "tests").rglob("*.py"))
SQL = re.compile(
    r"\s*(SELECT|INSERT\s+(OR|INTO)|UPDATE|DELETE\s+FROM|CREATE|ALTER\s+TABLE|DROP|PRAGMA|"
    r"WITH\s+(RECURSIVE\s+)?\w+\s+AS)\s"
)


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def layer(path: Path) -> str:
    """The folder directly below the package: domain, storage, exchange, app, ui or nothing."""
    folders = path.relative_to(SOURCE).parts[:-1]
    return folders[0] if folders else ""


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported, also inside functions, by its whole name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def sql_strings(tree: ast.AST) -> Iterator[str]:
    """String literals (also the first piece of an f-string) that start as SQL statements do."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and SQL.match(node.value + " ")
        ):
            yield node.value


def silent_handlers(tree: ast.AST) -> Iterator[int]:
    """Lines with a bare except, or where an error is caught and nothing is done about it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and (
            node.type is None or all(does_nothing(step) for step in node.body)
        ):
            yield node.lineno


def does_nothing(step: ast.stmt) -> bool:
    return isinstance(step, ast.Pass) or (
        isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant)
    )


def imports_outside(allowed: str, packages: set[str]) -> list[str]:
    """Where these packages are imported by another layer than the one that may."""
    return [
        f"{shown(path)}: {name}"
        for path in sources
        if layer(path) != allowed
        for name in imported(tree_of(path))
        if name.split(".")[0] in packages
    ]


def test_the_sources_are_found():
    assert len(sources) > 10


def test_no_file_is_too_long():
    lengths = {shown(path): len(path.read_bytes().splitlines()) for path in [*sources, *tests]}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_every_module_says_what_it_is_for():
    assert [shown(path) for path in sources if not ast.get_docstring(tree_of(path))] == []


def test_qt_is_in_ui_only():
    assert imports_outside("ui", {"PySide6", "shiboken6"}) == []


def test_sqlite_is_in_storage_only():
    assert imports_outside("storage", {"sqlite3", "sqlite_utils"}) == []


def test_sql_is_in_storage_only():
    found = {
        shown(path): list(sql_strings(tree_of(path)))
        for path in sources
        if layer(path) != "storage"
    }
    assert {path: strings for path, strings in found.items() if strings} == {}


def test_no_error_is_swallowed():
    found = {shown(path): list(silent_handlers(tree_of(path))) for path in sources}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "literal",
    ['"SELECT id FROM code"', '"""\n  CREATE TABLE code (id)"""', 'f"PRAGMA user_version = {n}"'],
)
def test_sql_is_recognised(literal):
    assert list(sql_strings(ast.parse(f"n = 1\nx = {literal}")))


@pytest.mark.parametrize("literal", ['"Select a passage"', '"Update the code"', '"CREATED"'])
def test_words_for_people_are_not_taken_for_sql(literal):
    assert not list(sql_strings(ast.parse(f"x = {literal}")))


def test_a_swallowed_error_is_recognised():
    assert list(silent_handlers(ast.parse("try:\n    f()\nexcept OSError:\n    pass")))
    assert list(silent_handlers(ast.parse("try:\n    f()\nexcept:\n    log()")))
    assert not list(silent_handlers(ast.parse("try:\n    f()\nexcept OSError:\n    log()")))
