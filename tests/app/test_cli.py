"""The headless commands: what they print, what they leave behind, and their exit codes."""

import json
import sqlite3

import docx
import pytest
from click.testing import CliRunner

from coder_gui.__main__ import COMMANDS
from coder_gui.app.cli import cli
from coder_gui.app.project import Project
from coder_gui.resources import resource
from coder_gui.storage import schema
from filling import ANNA, BEN

COMPARE_KEYS = {
    "code": str,
    "path": str,
    "both": int,
    "only_a": int,
    "only_b": int,
    "neither": int,
    "n": int,
    "percent_agreement": float | None,
    "agree_coded_only": float | None,
    "f1": float | None,
    "kappa": float | None,
    "alpha": float | None,
    "reason": str | None,
}


def run(*arguments):
    result = CliRunner().invoke(cli, [str(each) for each in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def succeeds(*arguments):
    result = run(*arguments)
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    return result.stdout


def fails(*arguments):
    """The one line on stderr of a command that ends with exit code 2."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    (line,) = result.stderr.splitlines()
    assert line.endswith(".")
    return line


@pytest.fixture
def closed(filled, path):
    """The filled project's file, closed."""
    filled.project.close()
    return path


def test_the_window_is_not_asked_for_any_command():
    assert set(cli.commands) == COMMANDS


def test_help_of_the_group_names_every_command():
    text = succeeds("--help")
    assert "Interview Coder" in text
    for command in COMMANDS:
        assert f"  {command} " in text
    assert succeeds("-h") == text


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_of_each_command(command):
    text = succeeds(command, "--help")
    assert text.startswith(f"Usage: cli {command} ")
    assert len(text.splitlines()) > 4
    assert succeeds(command, "-h") == text


def test_version():
    assert succeeds("--version").startswith("Interview Coder, version ")


@pytest.mark.parametrize(
    "arguments", [("nothing",), ("info",), ("compare", "a.coding"), ("export", "a")]
)
def test_a_wrong_command_line_ends_with_2(arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_new(tmp_path):
    assert succeeds("new", tmp_path / "a.coding", "--name", "My study", "--coder", "Mira") == ""
    project = Project.open(tmp_path / "a.coding")
    assert (project.study().name, project.coder().name) == ("My study", "Mira")
    project.close()


def test_new_with_less_said(tmp_path):
    succeeds("new", tmp_path / "My interviews.coding")
    project = Project.open(tmp_path / "My interviews.coding")
    assert (project.study().name, project.coder().name) == ("My interviews", "Coder 1")
    project.close()


@pytest.mark.parametrize("command", ["new", "sample"])
def test_nothing_is_overwritten(tmp_path, command):
    out = tmp_path / "a.coding"
    out.write_text("mine")
    assert "There is already a file “a.coding”" in fails(command, out)
    assert out.read_text() == "mine"


@pytest.mark.parametrize("command", ["new", "sample"])
@pytest.mark.parametrize("place", ["gone/a.coding", "x" * 300])
def test_a_place_where_nothing_can_be_written(tmp_path, command, place):
    fails(command, tmp_path / place)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["new", "sample"])
@pytest.mark.parametrize("place", ["", ".", "/"])
def test_a_folder_is_no_place_for_a_project(tmp_path, monkeypatch, command, place):
    monkeypatch.chdir(tmp_path)
    fails(command, place)
    assert list(tmp_path.iterdir()) == []


def test_sample(tmp_path):
    out = tmp_path / "try.coding"
    assert succeeds("sample", out) == ""
    assert out.read_bytes() == resource("sample_project", "sample.coding").read_bytes()
    facts = json.loads(succeeds("info", out, "--json"))
    assert facts["transcripts"] >= 6
    assert len(facts["coders"]) == 2
    succeeds("check", out)
    first, second = facts["coders"]
    assert json.loads(succeeds("compare", out, "--coders", first, second, "--json"))["codes"]
    project = Project.open(out)
    project.add_code("A copy can be changed")
    project.close()


def test_importing_files_and_folders(tmp_path, project, path):
    project.close()
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "Anna 2.txt").write_text(ANNA)
    (folder / "Anna 10.txt").write_text(BEN)
    (folder / "notes.png").write_bytes(b"%PDF-")
    word = docx.Document()
    word.add_paragraph("Interviewer: So?")
    word.add_paragraph("Dora: Yes – 🙂.")
    word.save(tmp_path / "Dora.docx")
    assert succeeds("import", path, folder, tmp_path / "Dora.docx") == "Imported 3 transcripts.\n"
    again = Project.open(path)
    assert {info.name for info in again.transcripts()} == {"Anna 2", "Anna 10", "Dora"}
    names = [info.name for info in again.transcripts()]
    assert names.index("Anna 2") < names.index("Anna 10")
    dora = next(info for info in again.transcripts() if info.name == "Dora")
    assert again.text(dora.id) == "Interviewer: So?\nDora: Yes – 🙂."
    again.close()


def test_importing_the_same_again(tmp_path, project, path):
    project.close()
    (tmp_path / "Anna.txt").write_text(ANNA)
    succeeds("import", path, tmp_path / "Anna.txt")
    assert succeeds("import", path, tmp_path / "Anna.txt") == (
        "Imported 0 transcripts; “Anna.txt” already there.\n"
    )


def bad_files(tmp_path):
    """Files that cannot be read, by name."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_text(" \n")
    (tmp_path / "no.docx").write_text("not a Word file at all")
    (tmp_path / "empty.docx").write_bytes(b"")
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "folder").mkdir()
    return ["empty.txt", "blank.txt", "no.docx", "empty.docx", "x.pdf", "gone.txt"]


def test_files_that_cannot_be_read_are_named_and_the_others_are_in(tmp_path, project, path):
    project.close()
    names = bad_files(tmp_path)
    (tmp_path / "Anna.txt").write_text(ANNA)
    result = run("import", path, *(tmp_path / name for name in names), tmp_path / "Anna.txt")
    assert result.exit_code == 2
    assert result.stdout == f"Imported 1 transcript; {len(names)} could not be read.\n"
    assert len(result.stderr.splitlines()) == len(names)
    for name in names:
        assert f"“{name}”" in result.stderr
    assert json.loads(succeeds("info", path, "--json"))["transcripts"] == 1


def test_a_file_deleted_while_importing(tmp_path, project, path, monkeypatch):
    from coder_gui.exchange.transcripts import registry

    project.close()
    files = [tmp_path / "Anna.txt", tmp_path / "Ben.txt"]
    for file, text in zip(files, (ANNA, BEN), strict=True):
        file.write_text(text)
    real = registry.read_transcript

    def read(each):
        files[1].unlink(missing_ok=True)
        return real(each)

    monkeypatch.setattr(registry, "read_transcript", read)
    result = run("import", path, *files)
    assert result.exit_code == 2
    assert result.stdout == "Imported 1 transcript; 1 could not be read.\n"
    assert "“Ben.txt”" in result.stderr


def test_a_folder_without_transcripts(tmp_path, project, path):
    project.close()
    (tmp_path / "folder").mkdir()
    assert succeeds("import", path, tmp_path / "folder") == "Imported 0 transcripts.\n"


@pytest.mark.parametrize("text", ["a", "a\n", "\n\na\n\n", "ä – 🙂\n", "a\r\nb\rc"])
def test_extract_prints_the_stored_text_and_nothing_else(tmp_path, project, path, text):
    project.close()
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    result = run("extract", file)
    assert (result.exit_code, result.stderr) == (0, "")
    succeeds("import", path, file)
    again = Project.open(path)
    assert result.stdout_bytes == again.text(1).encode()
    assert result.stdout_bytes == text.replace("\r\n", "\n").replace("\r", "\n").encode()
    again.close()


def test_extract_of_what_cannot_be_read(tmp_path):
    for name in bad_files(tmp_path):
        assert f"“{name}”" in fails("extract", tmp_path / name)
    fails("extract", tmp_path / "folder")


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "csv"])
def test_export(tmp_path, closed, suffix):
    out = tmp_path / f"book.{suffix}"
    assert succeeds("export", closed, "--what", "codebook", out) == ""
    assert out.stat().st_size > 300
    assert succeeds("export", closed, out, "--what", "codebook", "--coder", "Noor") == ""


def test_export_refused(tmp_path, closed):
    before = closed.read_bytes()
    assert ".docx" in fails("export", closed, "--what", "codebook", tmp_path / "book.pdf")
    assert "no folder" in fails("export", closed, "--what", "codebook", tmp_path / "no" / "b.csv")
    arguments = ("export", closed, tmp_path / "b.csv", "--what", "codebook", "--coder", "Zoe")
    assert "Nobody called “Zoe” codes" in fails(*arguments)
    assert ".docx" in fails("export", closed, "--what", "codebook", closed)
    assert closed.read_bytes() == before


def test_compare_json(closed):
    found = json.loads(succeeds("compare", closed, "--coders", "Mira", "Noor", "--json"))
    assert list(found)[:4] == ["coders", "unit", "documents", "codes"]
    assert found["coders"] == ["Mira", "Noor"]
    assert (found["unit"], found["documents"]) == ("character", 2)
    assert [code["path"] for code in found["codes"]] == [
        "Being alone",
        "Being alone › Nobody there",
        "Being alone › Help given",
        "Forms",
    ]
    for code in found["codes"]:
        assert list(code)[: len(COMPARE_KEYS)] == list(COMPARE_KEYS)
        for key, kind in COMPARE_KEYS.items():
            assert isinstance(code[key], kind), key
    unused = found["codes"][0]
    assert [unused[key] for key in ("kappa", "alpha", "f1", "agree_coded_only")] == [None] * 4
    assert unused["reason"] == "not used by either"
    arguments = ("compare", closed, "--coders", "Mira", "Noor", "--unit", "character", "--json")
    assert json.loads(succeeds(*arguments)) == found


def test_compare_as_a_table(closed):
    text = succeeds("compare", closed, "--coders", "Mira", "Noor")
    head, columns, *lines = text.splitlines()
    assert head == "Mira (A) and Noor (B), 2 transcripts"
    assert columns.split()[-3:] == ["κ", "α", "code"]
    assert lines[4] == "Unit: character"
    assert lines[0].endswith("Being alone (not used by either)")
    assert lines[1].split()[:3] == ["12", "19", "6"]


def test_compare_with_strangers(closed):
    sentence = fails("compare", closed, "--coders", "Mira", "Zoe")
    assert sentence == ("Nobody called “Zoe” codes in this project. Its coders are: Mira, Noor.")
    assert "two different coders" in fails("compare", closed, "--coders", "Mira", "Mira")
    assert run("compare", closed, "--coders", "Mira", "Noor", "--unit", "word").exit_code == 2


def test_info_json(closed):
    assert json.loads(succeeds("info", closed, "--json")) == {
        "study": "Waiting",
        "transcripts": 3,
        "participants": 3,
        "groups": 2,
        "codes": 4,
        "segments": 6,
        "memos": 6,
        "coders": {"Mira": 4, "Noor": 2},
        "layers": {},
        "assigned": {
            "Mira": {"assigned": 3, "coded": 3, "finished": 0},
            "Noor": {"assigned": 2, "coded": 2, "finished": 0},
        },
    }


def test_info(closed):
    lines = succeeds("info", closed).splitlines()
    assert lines[0] == "study: Waiting"
    assert lines[-2] == (
        "assigned: Mira (3 transcripts, 3 with segments, 0 finished), "
        "Noor (2 transcripts, 2 with segments, 0 finished)"
    )
    assert lines[-1] == "coders: Mira (4 segments), Noor (2 segments)"


def test_reading_changes_no_byte(closed):
    before = closed.read_bytes()
    succeeds("info", closed)
    succeeds("check", closed)
    succeeds("compare", closed, "--coders", "Mira", "Noor")
    assert closed.read_bytes() == before


def test_check(closed):
    assert succeeds("check", closed) == "“study.coding” is sound.\n"
    with sqlite3.connect(closed) as other:
        other.execute('UPDATE segment SET "end" = 9999 WHERE id = 1')
    other.close()
    assert fails("check", closed) == "A segment of “Anna” (number 1) ends beyond the text."


COMMANDS_ON_A_PROJECT = [
    ("info",),
    ("check",),
    ("import", "x.txt"),
    ("export", "out.csv", "--what", "codebook"),
    ("compare", "--coders", "A", "B"),
]


@pytest.mark.parametrize("command", COMMANDS_ON_A_PROJECT, ids=lambda each: each[0])
@pytest.mark.parametrize("trouble", ["missing", "text", "newer", "corrupt", "folder", "empty"])
def test_a_project_that_cannot_be_opened(closed, tmp_path, monkeypatch, command, trouble):
    monkeypatch.chdir(tmp_path)
    content = closed.read_bytes()
    closed.unlink()
    if trouble == "folder":
        closed.mkdir()
    elif trouble == "newer":
        header = bytearray(content)
        header[60:64] = (schema.FORMAT_VERSION + 1).to_bytes(4, "big")
        closed.write_bytes(header)
    elif trouble != "missing":
        contents = {"text": b"hello" * 99, "corrupt": content[: len(content) // 2], "empty": b""}
        closed.write_bytes(contents[trouble])
    says = {
        "missing": "is not in “",
        "folder": "is not in “",
        "newer": "newer version",
        "corrupt": "damaged",
    }
    sentence = fails(command[0], closed, *command[1:])
    assert says.get(trouble, "not a project of Interview Coder") in sentence
    assert "“study.coding”" in sentence
    assert [each.name for each in tmp_path.iterdir()] in ([], ["study.coding"])


def test_a_read_only_project_can_be_asked_and_not_changed(closed, tmp_path):
    closed.chmod(0o444)
    succeeds("info", closed)
    succeeds("compare", closed, "--coders", "Mira", "Noor", "--json")
    (tmp_path / "New.txt").write_text("Dora: New words.")
    assert "cannot be written to" in fails("import", closed, tmp_path / "New.txt")
