"""The page on the file format is true: its tables, its marks, and its example queries."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coder_gui.storage import schema

PAGE = Path(__file__).parents[2] / "docs" / "file-format.md"
MADE = ["guid", "author_id", "created_at", "modified_at"]


@pytest.fixture
def page():
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture
def plain(filled, path):
    """The file as any SQLite tool opens it."""
    filled.project.close()
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def test_every_table_and_column_is_described(page, plain):
    described = {}
    for part in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        rows = re.findall(r"^\| (?:`(\w+)`|\*(made)\*) \|", part.split("\n## ")[0], re.MULTILINE)
        columns = [each for name, made in rows for each in (MADE if made else [name])]
        described[part.split("\n")[0]] = columns
    names = [row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert described == {
        name: [row[1] for row in plain.execute(f"PRAGMA table_info({name})")] for name in names
    }


def test_every_choice_is_described(page):
    statements = Path(schema.__file__).read_text(encoding="utf-8")
    choices = re.findall(r"IN \(('[^)]*')\)", statements)
    assert len(choices) >= 7
    for choice in choices:
        for word in re.findall(r"'(\w+)'", choice):
            assert f"`{word}`" in page


def test_the_marks_in_the_header(page, filled, path):
    filled.project.close()
    content = path.read_bytes()
    assert content[:16] == b"SQLite format 3\0"
    assert int.from_bytes(content[60:64], "big") == schema.FORMAT_VERSION
    assert content[68:72] == b"ICod"
    assert f"`0x{int.from_bytes(content[68:72], 'big'):08X}`" in page
    assert f"| {schema.FORMAT_VERSION} |" in page.split("## Versions")[1]


def test_the_settings(page, filled):
    section = page.split("## How it is written")[1].split("\n## ")[0]
    settings = dict(re.findall(r"^\| `(\w+)` \| `?(\w+)`? \|", section, re.MULTILINE))
    numbers = {"EXTRA": 3, "on": 1, "off": 0, "MEMORY": 2, "DELETE": "delete"}
    assert len(settings) == 7
    for name, value in settings.items():
        assert filled.project.file.db.value(f"PRAGMA {name}") == numbers[value], name


def test_the_example_queries(page, plain):
    passages, tree, trail = (
        plain.execute(query).fetchall()
        for query in re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    )
    assert [(row[0], row[1], row[2], row[5]) for row in passages] == [
        ("Anna", "Mira", "Nobody there", "the bus was late"),
        ("Anna", "Noor", "Nobody there", "bus was late again"),
        ("Anna", "Mira", "Help given", "My sister says that I am stubborn 🙂"),
        ("Ben", "Mira", "Nobody there", "Nobody, really."),
        ("Ben", "Noor", "Help given", "My neighbour brings bread"),
        ("Caro", "Mira", "Forms", "The forms."),
    ]
    assert [(row[0], row[2], row[4]) for row in tree] == [
        (0, "Being alone", 0),
        (1, "Nobody there", 3),
        (1, "Help given", 2),
        (0, "Forms", 1),
    ]
    assert trail[-1][1:] == ("Mira", "Add memo", "Wrote a journal entry", "done")
