"""`check` looks at texts, files, memos and the history, too, and says so to scripts."""

import json
import sqlite3

import pytest
from click.testing import CliRunner

from coder_gui.app.cli import cli
from coder_gui.app.project import Project

STEP = "INSERT INTO step (id, guid, label, at, state) VALUES (900, 'f', 'Forged', '', 'done')"
ROW = "INSERT INTO step_row (step_id, table_name, change, row_id, before) VALUES (900, {})"
UNREADABLE = "The history cannot be read at step 900."
NOT_BACK = "The history cannot be put back at step 900."

BROKEN = {
    "another text of the same length": (
        "UPDATE text_block SET text = replace(text, 'bus', 'car') WHERE transcript_id = 1",
        "The text of “Anna” is not the one that was stored.",
    ),
    "another original": (
        "UPDATE original SET bytes = x'00' WHERE transcript_id = 1",
        "The file that “Anna” came from is not the one that was stored.",
    ),
    "a memo beyond the text": (
        'UPDATE memo SET "end" = 9999 WHERE id = 2',
        "A memo of “Anna” (number 2) does not stand inside the text.",
    ),
    "a memo that ends before it begins": (
        'UPDATE memo SET "start" = 5, "end" = 4 WHERE id = 2',
        "A memo of “Anna” (number 2) does not stand inside the text.",
    ),
    "a memo that begins and does not end": (
        'UPDATE memo SET "end" = NULL WHERE id = 2',
        "A memo of “Anna” (number 2) does not stand inside the text.",
    ),
    "a memo at words of nothing": (
        'UPDATE memo SET "start" = 1, "end" = 2 WHERE id = 1',
        "A memo (number 1) stands at words of no transcript.",
    ),
    "a name that is no text": (
        "UPDATE memo SET title = CAST(x'ff' AS TEXT) WHERE id = 2",
        "A row of memo (number 2) holds what is no text.",
    ),
    "history of an unknown table": (ROW.format("'sqlite_master', 'insert', 1, NULL"), UNREADABLE),
    "history that is no JSON": (ROW.format("'code', 'update', 1, 'DROP'"), UNREADABLE),
    "history without an image": (ROW.format("'code', 'delete', 1, NULL"), UNREADABLE),
    "history that is a list": (ROW.format("'code', 'update', 1, '[1]'"), UNREADABLE),
    "an image where none belongs": (ROW.format("'code', 'insert', 1, '{}'"), UNREADABLE),
    "an unknown column": (ROW.format("""'code', 'update', 1, '{"x":1}'"""), NOT_BACK),
    "a list for a value": (ROW.format("""'code', 'update', 1, '{"name":[]}'"""), NOT_BACK),
    "another row's image": (ROW.format("""'code', 'update', 1, '{"id":2}'"""), NOT_BACK),
    "a step after one that is undone": (
        "UPDATE step SET state = 'undone' WHERE id = 3",
        "The history is out of order: a step was made after one that is still undone.",
    ),
}


def change(path, *statements):
    with sqlite3.connect(path) as other:
        for statement in statements:
            other.execute(statement)
    other.close()


@pytest.mark.parametrize(("statement", "sentence"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_is_named(filled, path, statement, sentence):
    filled.project.close()
    change(path, *([STEP] if "step_row" in statement else []), statement)
    project = Project.open(path)
    problems = project.check()
    project.close()
    assert problems == [sentence]


def test_a_damaged_part_does_not_keep_the_check_from_the_others(filled, path):
    filled.project.close()
    change(
        path,
        "UPDATE transcript SET name = CAST(x'ff' AS TEXT) WHERE id = 2",
        "UPDATE step SET state = 'undone' WHERE id = 3",
    )
    project = Project.open(path)
    problems = project.check()
    project.close()
    assert problems[0] == "A row of transcript (number 2) holds what is no text."
    assert any("is damaged" in problem for problem in problems)
    assert problems[-1].startswith("The history is out of order")


def as_json(path, exit_code):
    ended = CliRunner().invoke(cli, ["check", str(path), "--json"])
    assert ended.exit_code == exit_code
    return json.loads(ended.stdout)


def test_the_check_for_scripts(filled, path):
    filled.project.undo()
    filled.project.close()
    assert as_json(path, 0) == {"sound": True, "problems": []}
    change(path, 'UPDATE segment SET "end" = 9999 WHERE id = 1')
    assert as_json(path, 2) == {
        "sound": False,
        "problems": ["A segment of “Anna” (number 1) ends beyond the text."],
    }


def test_the_check_of_a_file_that_does_not_open(path):
    path.write_bytes(b"no project")
    found = as_json(path, 2)
    assert not found["sound"]
    assert found["problems"][0].startswith("“study.coding” is not a project of Interview Coder")
