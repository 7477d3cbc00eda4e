"""Who has a project open: other processes, other computers, and lock files left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from coder_gui.app.project import Project
from coder_gui.domain.errors import InUse, ProjectFileError
from coder_gui.storage import lock, processes

HOLD = """
import sys
from pathlib import Path
from coder_gui.app.project import Project
project = Project.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
project.close()
"""

RACE = """
import sys, time
from pathlib import Path
from coder_gui.domain.errors import InUse
from coder_gui.storage import lock
for line in sys.stdin:
    place, start = line.split()
    while time.time() < float(start):
        pass
    try:
        lock.take(Path(place), anyway=True)
    except InUse:
        print("lost", flush=True)
    else:
        print("won", flush=True)
"""


def child(code, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def held(path):
    """Another process that has the project open."""
    other = child(HOLD, path)
    assert other.stdout.readline() == "open\n"
    yield other
    other.kill()
    other.communicate()


@pytest.fixture
def closed(filled, path):
    filled.project.close()
    return path


def written(path, **fields):
    """A lock file as another program or computer left it."""
    entry = {
        "person": "Mira",
        "host": "LAPTOP-7",
        "machine": "another",
        "process": 4711,
        "started": "then",
        "since": datetime.now().astimezone().replace(hour=10, minute=42).isoformat(),
        "seen": datetime.now().astimezone().isoformat(),
        "program": "Interview Coder 0.1",
        "token": "abc",
        "closed": False,
    }
    file = lock.lock_path(path)
    file.write_text(json.dumps(entry | fields), "utf-8")
    return file


def silent(file, minutes):
    """Let a lock file be without a sign of life for so long."""
    then = datetime.now().astimezone() - timedelta(minutes=minutes)
    content = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(content | {"seen": then.isoformat()}), "utf-8")
    os.utime(file, (then.timestamp(), then.timestamp()))


def beside(path):
    return sorted(each.name for each in path.parent.iterdir())


def test_the_lock_is_there_while_the_project_is_open(filled, path):
    entry = json.loads(lock.lock_path(path).read_text("utf-8"))
    assert (entry["person"], entry["process"]) == ("Mira", os.getpid())
    assert entry["host"] == processes.host()
    assert beside(path) == ["study.coding", "study.coding.lock"]
    filled.project.close()
    assert beside(path) == ["study.coding"]


def test_another_process_is_told_who_has_it_open(filled, path):
    refused = subprocess.run([sys.executable, "-c", HOLD, path], capture_output=True, text=True)
    assert "InUse: Mira has “study.coding” open in another window on this computer since" in (
        refused.stderr
    )
    assert filled.project.is_only_writer()


def test_it_opens_once_the_other_one_is_closed(closed):
    with held(closed) as other:
        with pytest.raises(InUse, match="in another window on this computer") as refused:
            Project.open(closed, "Noor")
        assert not refused.value.may_take
        with pytest.raises(InUse):
            Project.open(closed, "Noor", anyway=True)
        other.communicate()
        project = Project.open(closed, "Noor")
        project.add_code("Mine")
        project.close()
    assert beside(closed) == ["study.coding"]


def test_a_killed_process_is_taken_over_silently(closed):
    with held(closed) as other:
        other.send_signal(signal.SIGKILL)
        other.communicate()
        assert beside(closed) == ["study.coding", "study.coding.lock"]
        Project.open(closed).close()
    assert beside(closed) == ["study.coding"]


def test_a_dead_child_that_nobody_asked_about_is_dead(closed):
    with held(closed) as other:
        other.kill()
        os.waitid(os.P_PID, other.pid, os.WEXITED | os.WNOWAIT)
        Project.open(closed).close()


def test_a_stopped_process_still_has_it(closed):
    with held(closed) as other:
        other.send_signal(signal.SIGSTOP)
        silent(lock.lock_path(closed), 60)
        with pytest.raises(InUse) as refused:
            Project.open(closed, anyway=True)
        assert not refused.value.may_take


def test_a_number_that_was_given_out_again_is_not_the_holder(closed):
    here = {"host": processes.host(), "machine": processes.machine()}
    written(closed, process=os.getppid(), started="long ago", **here)
    Project.open(closed).close()
    written(closed, process=os.getppid(), started=processes.started(os.getppid()), **here)
    with pytest.raises(InUse):
        Project.open(closed)
    written(closed, process=os.getppid(), started="", **here)
    with pytest.raises(InUse):  # where the system told no time, a living process is the holder
        Project.open(closed)


@pytest.mark.parametrize("number", [0, -1, 2**40])
def test_impossible_process_numbers(closed, number):
    here = {"host": processes.host(), "machine": processes.machine()}
    written(closed, process=number, **here)
    Project.open(closed).close()


def test_another_computer_is_named(closed):
    file = written(closed)
    with pytest.raises(InUse) as refused:
        Project.open(closed)
    assert refused.value.sentence.startswith(
        "Mira has “study.coding” open on LAPTOP-7 since 10:42. "
    )
    assert (refused.value.may_take, refused.value.path) == (False, closed)
    with pytest.raises(InUse):
        Project.open(closed, anyway=True)
    assert json.loads(file.read_text("utf-8"))["token"] == "abc"


def test_another_computer_that_is_silent_can_be_passed_over(closed):
    file = written(closed)
    silent(file, 9)
    with pytest.raises(InUse, match="has “study") as refused:
        Project.open(closed, anyway=True)
    assert not refused.value.may_take
    silent(file, 11)
    with pytest.raises(InUse, match=r"had “study.*last sign of life came at") as refused:
        Project.open(closed)
    assert refused.value.may_take
    Project.open(closed, anyway=True).close()
    assert beside(closed) == ["study.coding"]


def test_a_computer_of_the_same_name_is_another_one(closed):
    written(closed, host=processes.host(), process=2**22 - 1)
    with pytest.raises(InUse):
        Project.open(closed)


def test_a_sign_of_life_keeps_others_out_and_carries_the_name(filled, path):
    silent(lock.lock_path(path), 60)
    filled.project.coder_id = next(c.id for c in filled.project.coders() if c.name == "Noor")
    assert filled.project.is_only_writer()
    entry = json.loads(lock.lock_path(path).read_text("utf-8"))
    assert entry["person"] == "Noor"
    assert datetime.now().astimezone() - datetime.fromisoformat(entry["seen"]) < timedelta(hours=1)


@pytest.mark.parametrize("act", ["taken", "taken and closed"])
def test_who_was_passed_over_writes_nothing_more(filled, path, act):
    # As on another computer: there, this process is not known.
    mine = lock.lock_path(path)
    content = mine.read_text("utf-8")
    if act == "taken":
        written(path)
    else:
        mine.unlink()
    number = len(filled.notices)
    for change in (lambda: filled.project.add_code("Lost"), filled.project.undo):
        with pytest.raises(InUse, match=r"“study\.coding” was opened elsewhere"):
            change()
    assert len(filled.notices) == number
    assert not filled.project.is_only_writer()
    filled.project.close()
    assert mine.exists() == (act == "taken")
    if act == "taken":
        assert mine.read_text("utf-8") != content


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"\0" * 1024,
        b"{",
        b"[]",
        b'{"person": 5}',
        b"[" * 4000,
        "Mira 🙂".encode("utf-16"),
        b"\xff" * 10_000,
    ],
)
def test_rubbish_is_somebody_unknown_until_it_is_old(closed, rubbish):
    file = lock.lock_path(closed)
    file.write_bytes(rubbish)
    os.utime(file, (time.time() - 60,) * 2)
    with pytest.raises(InUse, match=r"cannot be read.*delete “study\.coding\.lock”") as refused:
        Project.open(closed, anyway=True)
    assert not refused.value.may_take
    assert file.read_bytes() == rubbish
    os.utime(file, (time.time() - 700,) * 2)
    with pytest.raises(InUse) as refused:
        Project.open(closed)
    assert refused.value.may_take
    Project.open(closed, anyway=True).close()
    assert beside(closed) == ["study.coding"]


def test_a_lock_file_that_is_a_folder(closed):
    lock.lock_path(closed).mkdir()
    with pytest.raises(InUse, match="cannot be read"):
        Project.open(closed, anyway=True)
    Project.open(closed, read_only=True).close()


def test_names_from_a_lock_file_are_shown_on_one_line(closed):
    written(closed, person="<b>Mira</b>\n\u202e" + "x" * 500, host="", since="never")
    with pytest.raises(InUse) as refused:
        Project.open(closed)
    first = refused.value.sentence.partition("” open ")[0]
    assert "\n" not in first and "\u202e" not in first
    assert len(first) < 100
    assert "open on another computer. " in refused.value.sentence


def test_a_lock_file_that_cannot_be_removed_is_marked_as_closed(filled, path, monkeypatch):
    def refuse(_path, missing_ok=False):
        raise PermissionError("in use")

    monkeypatch.setattr(Path, "unlink", refuse)
    filled.project.close()
    assert json.loads(lock.lock_path(path).read_text("utf-8"))["closed"]
    # Another computer, which cannot know whether the process lives, opens it all the same.
    monkeypatch.setattr(processes, "host", lambda: "ELSEWHERE")
    again = Project.open(path)
    again.add_code("Yes")
    monkeypatch.undo()
    again.close()
    assert beside(path) == ["study.coding"]


def test_no_lock_file_can_be_written(closed, monkeypatch):
    real = Path.open

    def full(self, mode="r", *arguments, **options):
        if self.name.endswith(".lock"):
            raise OSError(28, "No space left on device")
        return real(self, mode, *arguments, **options)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(ProjectFileError, match="no lock file could be written beside it"):
        Project.open(closed)
    assert beside(closed) == ["study.coding"]
    Project.open(closed, read_only=True).close()


@pytest.mark.parametrize(
    "name",
    ["Étude 🙂 «β».coding", "x" * 240 + ".coding", "ß" * 120 + ".coding", "研究" * 40 + ".coding"],
)
def test_long_and_foreign_names(tmp_path, name):
    path = tmp_path / name
    project = Project.create(path, "Waiting", "Zoë")
    assert len(beside(path)) == 2
    with pytest.raises(InUse, match="Zoë has "):
        Project.open(path)
    project.close()
    assert beside(path) == [name]


def test_a_link_leads_to_the_same_lock(filled, path, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "linked.coding").symlink_to(path)
    with pytest.raises(InUse):
        Project.open(folder / "linked.coding")
    assert beside(folder / "linked.coding") == ["linked.coding"]


def test_what_is_refused_leaves_no_lock(tmp_path):
    stranger = tmp_path / "notes.coding"
    stranger.write_text("Not a project", "utf-8")
    with pytest.raises(ProjectFileError, match="not a project"):
        Project.open(stranger)
    assert beside(stranger) == ["notes.coding"]


def test_a_project_that_cannot_be_written_to_has_no_lock(closed):
    closed.chmod(0o444)
    first, second = Project.open(closed), Project.open(closed)
    assert beside(closed) == ["study.coding"]
    first.close()
    second.close()


def test_of_two_that_race_for_a_stale_lock_one_wins(closed):
    racers = [child(RACE), child(RACE)]
    outcomes = []
    for turn in range(50):
        file = written(closed, token=f"stale {turn}")
        silent(file, 11)
        for racer in racers:
            print(closed, time.time() + 0.02, file=racer.stdin, flush=True)
        outcomes.append(sorted(racer.stdout.readline() for racer in racers))
    for racer in racers:
        racer.communicate()
    assert outcomes == [["lost\n", "won\n"]] * 50


def test_without_locks_of_the_system_one_of_them_still_finds_out(closed, monkeypatch):
    def none(_file):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(lock, "_fasten", none)
    file = written(closed)
    silent(file, 11)
    project = Project.open(closed, anyway=True)
    with pytest.raises(InUse):
        Project.open(closed, anyway=True)
    project.close()
    file = written(closed)
    silent(file, 11)
    # Somebody else takes the same stale file a moment later, and has it.
    monkeypatch.setattr(lock.time, "sleep", lambda _seconds: written(closed, person="Ben"))
    with pytest.raises(InUse, match=r"Ben has|cannot be read"):
        Project.open(closed, anyway=True)
