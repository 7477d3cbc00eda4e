"""`check` finds what is wrong with a project and names it in sentences."""

import sqlite3

import pytest

from coder_gui.app.project import Project

BROKEN = {
    "a segment beyond the text": (
        'UPDATE segment SET "end" = 100000 WHERE id = 1',
        "A segment of “Anna” (number 1) ends beyond the text.",
    ),
    "a turn beyond the text": (
        'UPDATE turn SET "end" = 100000 WHERE id = 2',
        "A turn of “Anna” (number 2) ends beyond the text.",
    ),
    "a text that is shorter": (
        "UPDATE text_block SET text = 'short' WHERE transcript_id = 2",
        "The text of “Ben” has 5 characters instead of 172.",
    ),
    "a text that is gone": (
        "DELETE FROM text_block WHERE transcript_id = 2",
        "The text of “Ben” has 0 characters instead of 172.",
    ),
    "a code without its parent": (
        "UPDATE code SET parent_id = 99 WHERE id = 2",
        "A row of code (number 2) points to a row of code that is gone.",
    ),
    "a segment of nobody": (
        "UPDATE segment SET coder_id = 99 WHERE id = 1",
        "A row of segment (number 1) points to a row of coder that is gone.",
    ),
    "a circle of codes": (
        "UPDATE code SET parent_id = 2 WHERE id = 1",
        "3 codes stand under themselves in the tree.",
    ),
}


def test_a_filled_project_is_sound(filled):
    assert filled.project.check() == []


@pytest.mark.parametrize(("statement", "sentence"), BROKEN.values(), ids=BROKEN)
def test_damage_is_named(filled, path, statement, sentence):
    filled.project.close()
    with sqlite3.connect(path) as other:
        other.execute(statement)
    other.close()
    project = Project.open(path)
    assert sentence in project.check()
    project.close()


def test_codes_in_a_circle_do_not_hang_the_project(filled, path):
    filled.project.close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE code SET parent_id = 2 WHERE id = 1")
    other.close()
    project = Project.open(path)
    book = project.codebook()
    assert len(list(book)) == len(book) == 4
    opened = [code_id for code_id in (1, 2) if not book.ancestors(code_id)]
    assert len(opened) == 1
    assert {1, 2} <= set(book.branch(opened[0]))
    project.close()
