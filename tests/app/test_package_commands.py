"""`coder-gui package` and `coder-gui merge`: what they write, print and refuse."""

import json

import pytest
from click.testing import CliRunner

from coder_gui.app import protecting
from coder_gui.app.cli import cli
from coder_gui.app.name_list import NameList, make_key
from coder_gui.app.project import Project
from filling import dump


def run(*arguments, **variables):
    result = CliRunner().invoke(cli, [str(each) for each in arguments], env=variables)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def stored(path):
    project = Project.open(path, read_only=True)
    found = dump(project)
    project.close()
    return found


@pytest.fixture
def closed(filled, path):
    filled.project.close()
    return path


@pytest.fixture
def out(tmp_path):
    return tmp_path / "Lea.coding"


@pytest.fixture
def back(filled, closed, out):
    """A file that Lea worked in."""
    assert run("package", closed, "--coder", "Lea", out).exit_code == 0
    lea = Project.open(out)
    lea.apply_code(filled.transcripts[0], filled.alone, 0, 11)
    lea.edit_entry(filled.alone, definition="Theirs.")
    lea.close()
    return out


@pytest.fixture
def at_odds(filled, closed, back):
    """The same, after the lead wrote another definition."""
    project = Project.open(closed)
    project.edit_entry(filled.alone, definition="Ours.")
    project.close()
    return back


def test_package(closed, out):
    result = run("package", closed, "--coder", "Lea", out, "--transcripts", "Anna", "Caro")
    assert (result.exit_code, result.stdout) == (0, "“Lea.coding” has 2 transcripts for “Lea”.\n")
    lea = Project.open(out)
    assert [info.name for info in lea.transcripts()] == ["Anna", "Caro"]
    assert lea.package().may_add_codes
    assert lea.coder().name == "Lea"
    lea.close()


def test_package_for_a_known_coder_with_a_fixed_codebook(closed, out):
    assert run("package", closed, "--coder", "Noor", out, "--no-new-codes").exit_code == 0
    noor = Project.open(out)
    assert not noor.package().may_add_codes
    assert len(noor.transcripts()) == 3
    noor.close()
    study = Project.open(closed)
    assert [coder.name for coder in study.coders()] == ["Mira", "Noor"]
    study.close()


def test_a_protected_package_is_taken_back(filled, closed, out):
    secret = {"CODER_GUI_NEW_PASSPHRASE": "a long passphrase"}
    assert run("package", closed, "--coder", "Lea", out, "--protect", **secret).exit_code == 0
    assert protecting.protected(out)
    missing = run("merge", closed, out)
    assert missing.exit_code == 2
    assert "Give it with --other-passphrase-file" in missing.stderr
    known = {"CODER_GUI_OTHER_PASSPHRASE": "a long passphrase"}
    assert run("merge", closed, out, **known).stdout == "Nothing new came over.\n"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--transcripts", "Nobody"], "There is no transcript “Nobody”"),
        (["--protect"], "The new passphrase is missing"),
    ],
)
def test_what_package_refuses(closed, out, more, said):
    before = stored(closed)
    result = run("package", closed, "--coder", "Lea", out, *more)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not out.exists()
    assert stored(closed) == before


def test_merge(closed, back):
    result = run("merge", closed, back)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Took over 1 segment, 1 change.\n"
    after = stored(closed)
    assert run("merge", closed, back).stdout == "Nothing new came over.\n"
    assert stored(closed) == after


def test_a_dry_run_changes_nothing(closed, back):
    before = closed.read_bytes(), back.read_bytes()
    lines = run("merge", closed, back, "--dry-run").stdout.splitlines()
    assert "new segments: 1" in lines
    assert "changed definitions: 1" in lines
    facts = json.loads(run("merge", closed, back, "--dry-run", "--json").stdout)
    assert (facts["coder"], facts["merged"], facts["counts"]["conflicts"]) == ("Lea", False, 0)
    assert facts["counts"]["new_segments"] == 1
    assert {row["table"] for row in facts["rows"]} == {"segment", "code"}
    assert (closed.read_bytes(), back.read_bytes()) == before


def test_a_conflict_needs_a_person(closed, at_odds):
    before = stored(closed)
    for more in ([], ["--json"]):
        result = run("merge", closed, at_odds, *more)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("1 conflict with “Lea.coding” must be decided by a person")
    assert stored(closed) == before
    lines = run("merge", closed, at_odds, "--dry-run").stdout.splitlines()
    assert lines[:2] == [
        "conflicts: 1",
        "  code “Nobody there” (here: definition: Ours.; there: definition: Theirs.)",
    ]


@pytest.mark.parametrize(("side", "left"), [("ours", "Ours."), ("theirs", "Theirs.")])
def test_one_side_may_win(filled, closed, at_odds, side, left):
    facts = json.loads(run("merge", closed, at_odds, "--prefer", side, "--json").stdout)
    assert (facts["merged"], facts["done"]["segment"]) == (True, 1)
    project = Project.open(closed)
    assert project.codebook()[filled.alone].definition == left
    project.close()


def test_a_deidentified_package(filled, closed, out, tmp_path):
    path = tmp_path / "study.codingkey"
    key = make_key(path, protecting.new_key("the key’s own"))
    names = NameList()
    names.take_key(key)
    names.add("Anna", "carer 1")
    names.close()
    before = path.read_bytes()
    secret = {"CODER_GUI_KEY_PASSPHRASE": "the key’s own"}
    command = ("package", closed, "--coder", "Lea", out, "--de-identified", path)
    wrong = run(*command, CODER_GUI_KEY_PASSPHRASE="another")
    assert (wrong.exit_code, out.exists()) == (2, False)
    missing = run(*command)
    assert missing.exit_code == 2 and "--key-passphrase-file" in missing.stderr
    assert path.read_bytes() == before
    result = run(*command, **secret)
    assert (result.exit_code, result.stdout) == (
        0,
        "“Lea.coding” has 3 transcripts for “Lea”. Names were replaced in 6 places.\n",
    )
    assert b"Anna" not in out.read_bytes()
    lea = Project.open(out)
    lea.apply_code(filled.transcripts[0], filled.alone, 0, 11)
    lea.close()
    lines = run("merge", closed, out, "--dry-run").stdout.splitlines()
    assert lines[-2].startswith("Names were replaced in this file")
    assert lines[-1].startswith("What was coded is shown once the comparison")
    facts = json.loads(run("merge", closed, out, "--json").stdout)
    assert (facts["done"], facts["unplaced"]) == ({"segment": 1}, [])
    assert len(facts["notes"]) == 2
    project = Project.open(closed)
    assert project.text(filled.transcripts[0]).count("Anna") == 2
    project.close()
